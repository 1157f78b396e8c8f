"""The market as the reader's records show it: what counts, its middle, the axis it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from workbook import guide
from workbook.compensation.records import Dataset, Point, Target

#: What the sliders and the chart move in, in dollars.
STEP = 5_000

#: The part of the axis that is always there, in dollars: no senior offer lies outside for long.
AXIS = (200_000, 900_000)

_OWN_PAY = "own-pay"


@dataclass(frozen=True)
class Spread:
    """How the rows of a dataset are distributed, in dollars a year."""

    count: int
    lowest: float
    first_quartile: float
    median: float
    third_quartile: float
    highest: float


def spread(dataset: Dataset) -> Spread:
    """Return the five-number summary of a dataset."""
    lowest, first, middle, third, highest = np.quantile(dataset.yearly, [0, 0.25, 0.5, 0.75, 1])
    return Spread(len(dataset.yearly), *map(float, (lowest, first, middle, third, highest)))


def counts(record: Point | Dataset) -> bool:
    """Whether a record says something about the market; own pay is past pay and does not."""
    return record.source != _OWN_PAY


def figures(points: Iterable[Point], datasets: Iterable[Dataset] = ()) -> list[float]:
    """Return the yearly figures that count, in dollars: one a point, one (its median) a dataset."""
    return [float(point.yearly) for point in points if counts(point)] + [
        spread(dataset).median for dataset in datasets if counts(dataset)
    ]


def middle(points: Iterable[Point], datasets: Iterable[Dataset] = ()) -> float | None:
    """Return the median of the figures that count, in dollars; None where there are none."""
    found = figures(points, datasets)
    return float(np.median(found)) if found else None


def source_names() -> dict[str, str]:
    """Return the name of each kind of source by its id, in the guide's order of trust."""
    return {source.id: source.name for source in guide.sources()}


def sources_present(records: Iterable[Point | Dataset]) -> list[str]:
    """Return the ids of the sources of `records`, in the guide's order of trust."""
    present = {record.source for record in records}
    return [source for source in source_names() if source in present]


def axis(
    points: Sequence[Point], datasets: Sequence[Dataset] = (), target: Target | None = None
) -> tuple[int, int]:
    """Return both ends of the money axis, in dollars: round, and wide enough for all there is.

    A dataset may reach outside: its middle nine tenths are inside, and one yacht owner does not
    squeeze everybody else into a corner.
    """
    shown: list[float] = [*AXIS]
    for point in points:
        shown += [point.low, point.high] if point.is_range else [point.yearly]  # type: ignore[list-item]
    for dataset in datasets:
        shown += np.quantile(dataset.yearly, [0.05, 0.95]).tolist()
    if target is not None:
        shown += [at for at in (target.band_low, target.band_high, target.ask) if at is not None]
    width = max(shown) - min(shown)
    tick = next(size for size in (50_000, 100_000, 500_000, 1_000_000, 10**7) if width <= 20 * size)
    low, high = np.floor(min(shown) / tick) * tick, np.ceil(max(shown) / tick) * tick
    return max(0, int(low)), int(high)
