"""The market as the reader's records show it: what counts, its middle, the axis it needs."""

import datetime as dt
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


def spread(figures: Sequence[float] | np.ndarray) -> Spread:
    """Return how the figures of a dataset are distributed."""
    found = np.quantile(figures, [0.05, 0.25, 0.5, 0.75, 0.95])
    return Spread(len(figures), *found.tolist())


def newest_date(record: Point | Dataset) -> dt.date | None:
    """Return when a record is from, a dataset when its newest row is; None where unknown."""
    if isinstance(record, Point):
        return record.date
    newest = max(record.date.texts, default="")
    return dt.date.fromisoformat(newest) if newest else None


@dataclass(frozen=True)
class Bulk:
    """A dataset as the chart, the list and the header need it, without its rows."""

    name: str
    source: str
    spread: Spread
    newest: dt.date | None = None


def bulk(dataset: Dataset, figures: Sequence[float] | np.ndarray) -> Bulk:
    """Return a dataset without its rows; `figures` are the rows' own, carried to today."""
    return Bulk(dataset.name, dataset.source, spread(figures), newest_date(dataset))


@dataclass(frozen=True)
class Shown:
    """A point or a dataset as the chart and the list have it: one year of it, in US dollars.

    Attributes
    ----------
    id, source
        Of the record.
    yearly
        By the reader's settings, carried to today; the middle of a posted range, the median of a
        dataset.
    low, high
        Both ends of a posted range; None for any other point.
    weight
        Its part of all weight, 0 to 1; None where nothing is weighed yet or it never counts.
    """

    id: str
    source: str
    yearly: float
    low: float | None = None
    high: float | None = None
    weight: float | None = None

    @property
    def is_range(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True)
class Middle:
    """The market's middle as the chart shows it, and how sure it is, in US dollars a year."""

    at: float
    sure50: tuple[float, float] | None = None
    sure80: tuple[float, float] | None = None


def counts(record: Point | Dataset | Bulk | Shown) -> bool:
    """Whether a record says something about the market; own pay is past pay and does not."""
    return record.source != _OWN_PAY


def source_names() -> dict[str, str]:
    """Return the name of each kind of source by its id, in the guide's order of trust."""
    return {source.id: source.name for source in guide.sources()}


def sources_present(records: Iterable[Point | Dataset | Bulk | Shown]) -> list[str]:
    """Return the ids of the sources of `records`, in the guide's order of trust."""
    present = {record.source for record in records}
    return [source for source in source_names() if source in present]


def axis(
    points: Sequence[Shown], bulks: Sequence[Bulk] = (), target: Target | None = None
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


def _ends(point: Shown) -> list[float]:
    if point.low is not None and point.high is not None:
        return [point.low, point.high]
    return [point.yearly]
