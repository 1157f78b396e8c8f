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
    """How the rows of a dataset are distributed, in dollars a year.

    ``low`` and ``high`` hold the middle nine tenths between them: the very ends of a bulk are
    slips of the keyboard and founders.
    """

    count: int
    low: float
    first_quartile: float
    median: float
    third_quartile: float
    high: float


def spread(dataset: Dataset) -> Spread:
    """Return how the rows of a dataset are distributed."""
    found = np.quantile(dataset.yearly, [0.05, 0.25, 0.5, 0.75, 0.95])
    return Spread(len(dataset.yearly), *found.tolist())


@dataclass(frozen=True)
class Bulk:
    """A dataset as the chart and the header need it, without its rows."""

    name: str
    source: str
    spread: Spread


def bulk(dataset: Dataset) -> Bulk:
    """Return a dataset without its rows."""
    return Bulk(dataset.name, dataset.source, spread(dataset))


def counts(record: Point | Dataset | Bulk) -> bool:
    """Whether a record says something about the market; own pay is past pay and does not."""
    return record.source != _OWN_PAY


def figures(points: Iterable[Point], bulks: Iterable[Bulk] = ()) -> list[float]:
    """Return the yearly figures that count, in dollars: one a point, one (its median) a dataset."""
    return [float(point.yearly) for point in points if counts(point)] + [
        bulk.spread.median for bulk in bulks if counts(bulk)
    ]


def middle(points: Iterable[Point], bulks: Iterable[Bulk] = ()) -> float | None:
    """Return the median of the figures that count, in dollars; None where there are none."""
    found = figures(points, bulks)
    return float(np.median(found)) if found else None


def source_names() -> dict[str, str]:
    """Return the name of each kind of source by its id, in the guide's order of trust."""
    return {source.id: source.name for source in guide.sources()}


def sources_present(records: Iterable[Point | Dataset | Bulk]) -> list[str]:
    """Return the ids of the sources of `records`, in the guide's order of trust."""
    present = {record.source for record in records}
    return [source for source in source_names() if source in present]


def axis(
    points: Sequence[Point], bulks: Sequence[Bulk] = (), target: Target | None = None
) -> tuple[int, int]:
    """Return both ends of the money axis, in dollars: round, and wide enough for all there is."""
    shown: list[float] = [*AXIS]
    for point in points:
        shown += _ends(point)
    for each in bulks:
        shown += [each.spread.low, each.spread.high]
    if target is not None:
        shown += [at for at in (target.band_low, target.band_high, target.ask) if at is not None]
    width = max(shown) - min(shown)
    tick = tick_for(width, 20)
    return max(0, int(min(shown) // tick * tick)), int(-(-max(shown) // tick) * tick)


def tick_for(width: float, most: int) -> int:
    """Return the round distance between ticks, in dollars, that makes at most `most` of `width`."""
    sizes = [
        size * unit for unit in (10_000, 100_000, 1_000_000, 10_000_000) for size in (5, 10, 20, 25)
    ]
    return next((size for size in sizes if width <= most * size), sizes[-1])


def _ends(point: Point) -> list[float]:
    if point.is_range and point.low is not None and point.high is not None:
        return [point.low, point.high]
    return [point.yearly]
