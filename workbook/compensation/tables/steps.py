"""Long work in steps: each says how far it is, and may be the last."""

from collections.abc import Callable


class StoppedError(Exception):
    """The reader stopped the work; nothing of it is kept."""


#: Called between the steps of long work with the share that is done (0 to 1) and what is going on
#: ("reading"); raises `StoppedError` to end it.
Step = Callable[[float, str], None]


def quietly(_share: float, _doing: str) -> None:
    """Go on without telling anybody."""


def part(step: Step, start: float, end: float) -> Step:
    """Return a step for a part of the work that lies between these shares of the whole."""
    return lambda share, doing: step(start + share * (end - start), doing)
