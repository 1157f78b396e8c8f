"""What the benches share: a ratio of two things timed in turns."""

import gc
import statistics
import time
from collections.abc import Callable


def median_ratio(ours: Callable[[], object], bare: Callable[[], object], pairs: int) -> float:
    """Return the median of pairs taken in turns, so that a busy moment falls on both sides."""
    taken = [(seconds(ours), seconds(bare)) for _ in range(pairs)]
    return statistics.median(one / other for one, other in taken)


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes, without the rubbish of what ran before it."""
    gc.collect()
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
