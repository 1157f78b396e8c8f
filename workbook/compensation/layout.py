"""What stands where in the chart: a row a source, dots, bars, boxes, and the labels that fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from workbook.compensation.labels import Placed, Wanted, lanes, place
from workbook.compensation.market import Bulk, Middle, Shown, axis, counts, source_names
from workbook.compensation.money import format_money, format_range
from workbook.compensation.records import Target

# Distances in CSS pixels.
LINE = 15  #: Height of a line of labels.
LANE = 9  #: Distance between two ranges of one source that overlap.
ROOM = 10  #: Room around the dots of a row.


@dataclass(frozen=True)
class Picture:
    """What stands still in the chart: two equal ones make the same picture."""

    points: tuple[Shown, ...]
    bulks: tuple[Bulk, ...]
    axis: tuple[int, int]
    middle: Middle | None = None

    @classmethod
    def of(
        cls,
        points: Sequence[Shown],
        bulks: Sequence[Bulk],
        target: Target,
        middle: Middle | None = None,
    ) -> "Picture":
        """Return the picture of these on an axis that holds them and the target."""
        return cls(tuple(points), tuple(bulks), axis(points, bulks, target), middle)


@dataclass(frozen=True)
class Label:
    """A text centred at `x`, in CSS pixels from the left end of the axis, and at `y`."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Bar:
    """A posted range, in dollars, at `y`."""

    low: float
    high: float
    y: float


@dataclass(frozen=True)
class Dot:
    """A point, in dollars, as large as it weighs: its diameter in CSS pixels."""

    at: float
    size: float


@dataclass
class Row:
    """One row: `y` counts CSS pixels from the row's own top, sums are in dollars."""

    name: str
    height: float
    line: float
    counts: bool = True
    dots: list[Dot] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    box: Bulk | None = None
    labels: list[Label] = field(default_factory=list)


def rows(picture: Picture, width: float, measure: Callable[[str], float]) -> list[Row]:
    """Return the rows of the chart, sources in the guide's order of trust.

    Parameters
    ----------
    picture
        What to show.
    width
        Of the axis, in CSS pixels.
    measure
        Returns the width of a label in CSS pixels.
    """
    centre = picture.middle.at if picture.middle else None
    pixels = Pixels(picture.axis, width, measure, centre)
    found: list[Row] = []
    for source, name in source_names().items():
        points = [point for point in picture.points if point.source == source]
        bulks = [bulk for bulk in picture.bulks if bulk.source == source]
        group = [_points_row(points, pixels)] if points else []
        group += [_bulk_row(bulk, pixels) for bulk in bulks]
        if group:
            group[0].name = name[:1].upper() + name[1:]
        found += group
    return found


@dataclass(frozen=True)
class Pixels:
    """The axis: its ends in dollars, its width in CSS pixels, how wide a label gets, the middle."""

    ends: tuple[int, int]
    width: float
    measure: Callable[[str], float]
    middle: float | None

    def at(self, dollars: float) -> float:
        """Return where a sum stands, in CSS pixels from the left end."""
        low, high = self.ends
        return (dollars - low) / (high - low) * self.width

    def label(self, text: str, dollars: float) -> Wanted:
        """Return the wish for a label at a sum."""
        return Wanted(text, self.at(dollars), self.measure(text))

    def place(self, wanted: Sequence[Wanted], lines: int) -> list[Placed]:
        """Return places for labels along this axis, off the line of the middle where they can."""
        clear = [] if self.middle is None else [self.at(self.middle)]
        return place(wanted, -10, self.width + 10, lines, clear=clear)


def dot_size(weight: float | None) -> float:
    """Return the diameter of a dot, in CSS pixels: its area grows with the weight."""
    return 9.0 if weight is None else min(max(24 * weight**0.5, 4.0), 18.0)


def _points_row(points: Sequence[Shown], pixels: Pixels) -> Row:
    ranges = [point for point in points if point.is_range]
    spans = [(float(point.low or 0), float(point.high or 0)) for point in ranges]
    lane_of = lanes(spans)
    single = sorted((one for one in points if not one.is_range), key=lambda one: one.yearly)
    dots = [one.yearly for one in single]
    # Posted ranges lie below the dots of their source, each on a lane of its own.
    first_lane = ROOM if dots else 0
    lowest = first_lane + LANE * max(lane_of, default=0) if spans else 0
    wanted = [
        pixels.label(text if number == 1 else f"{text} ×{number}", dollars)
        for text, dollars, number in _distinct(dots)
    ]
    wanted += [pixels.label(format_range(*span), sum(span) / 2) for span in spans]
    placed = pixels.place(wanted, 2)
    below = any(label.line for label in placed)
    line = LINE + 8.0
    height = line + lowest + (LINE if below else 0) + ROOM
    return Row(
        name="",
        height=height,
        line=line,
        counts=counts(points[0]),
        dots=[Dot(one.yearly, dot_size(one.weight)) for one in single],
        bars=[
            Bar(low, high, line + first_lane + LANE * lane)
            for (low, high), lane in zip(spans, lane_of, strict=True)
        ],
        labels=[
            Label(label.text, label.at, line + lowest + 15 if label.line else line - 13)
            for label in placed
        ],
    )


def _bulk_row(bulk: Bulk, pixels: Pixels) -> Row:
    spread = bulk.spread
    half = format_range(spread.first_quartile, spread.third_quartile)
    text = f"{bulk.name or 'imported'}: {spread.count:,} rows, middle half {half}"
    placed = pixels.place([pixels.label(text, spread.median)], 1)
    line = LINE + 10.0
    labels = [Label(label.text, label.at, line - 16) for label in placed]
    return Row("", line + ROOM + 2, line, counts(bulk), box=bulk, labels=labels)


def _distinct(dots: Sequence[float]) -> list[tuple[str, float, int]]:
    """Return each label of `dots` once: its text, where it stands, how many dots it names."""
    groups = [(text, list(group)) for text, group in groupby(dots, key=format_money)]
    return [(text, sum(group) / len(group), len(group)) for text, group in groups]
