"""What each point is made of: a bar a point, its parts one after another, named where they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbook.compensation.annualize import Parts, annualize
from workbook.compensation.charts import capital, draw_name, text_width
from workbook.compensation.labels import Wanted, place
from workbook.compensation.market import source_names
from workbook.compensation.money import format_money, format_range
from workbook.compensation.records import Point
from workbook.compensation.settings import Settings
from workbook.ui.theme import bare_axes, colour, new_figure, one_line

# Distances in CSS pixels.
LEFT, RIGHT = 150, 64  #: Room for the names of the points, and for their totals.
LINE = 15  #: Height of a line of labels.
BAR = 14  #: Height of a bar.
ROW = LINE + BAR + LINE + 12  #: A bar with a line of labels over and one under it.
EDGE = 6  #: Above the first row and below the last.

#: From so many parts on, labels may need a second line under the bar.
CROWDED = 5

#: Most bars: more are no longer compared one by one.
MOST = 12

#: Names of the parts with the ink of each. Neighbours differ in lightness, not only in hue, and
#: each carries its name.
INKS = {
    "base": "blue",
    "bonus": "sky",
    "equity": "green",
    "refreshers": "band",
    "sign_on": "orange",
    "other": "line",
}

_NAMES = {"sign_on": "sign-on", "other": "not told apart"}


@dataclass(frozen=True)
class Bar:
    """One point as a bar: whose and what it is, the parts of its year in US dollars, its range."""

    company: str
    source: str
    parts: Parts
    ends: tuple[float, float] | None = None

    @property
    def pieces(self) -> list[tuple[str, float]]:
        """The parts that are there, by name, in the order of the bar."""
        found = ((name, getattr(self.parts, name)) for name in INKS)
        return [(name, dollars) for name, dollars in found if dollars > 0]

    def label(self, name: str, amount: float) -> str:
        """Return what a part is called beside the bar."""
        if self.ends is not None and name == "other":
            return f"middle of {format_range(*self.ends)}"
        return f"{_called(name)} {format_money(amount)}"


def bars(points: Sequence[Point], settings: Settings) -> list[Bar]:
    """Return a bar a point, in the order of trust and the highest first; `MOST` are drawn."""
    names = source_names()
    order = {source: rank for rank, source in enumerate(names)}
    found = []
    for point in points:
        annual = annualize(point, settings)
        year = annual.view(settings)
        ends = (annual.low, annual.high) if annual.low and annual.high else None
        bar = Bar(one_line(point.company, 80), names[point.source], year, ends)
        found.append((order[point.source], -year.total, bar))
    return [bar for _, _, bar in sorted(found, key=lambda entry: entry[:2])]


def say_left_out(found: Sequence[Bar]) -> str:
    """Say how many points are not drawn, and where to find them; "" where all are."""
    more = len(found) - MOST
    if more <= 0:
        return ""
    is_not, it = ("is not", "it") if more == 1 else ("are not", "them")
    return f"{more:,} more {is_not} drawn; the list of points has {it} further down"


def parts(found: Sequence[Bar], width: int) -> Figure:
    """Draw the bars, one under another from the same zero.

    Parameters
    ----------
    found
        From `bars`; the first `MOST` are drawn, and the rest counted under them.
    width
        Of the figure, in CSS pixels; the height follows from the bars.
    """
    rest, found = say_left_out(found), found[:MOST]
    lines = 3 if any(len(bar.pieces) >= CROWDED for bar in found) else 2
    row = ROW + (lines - 2) * LINE
    height = 2 * EDGE + max(len(found), 1) * row + (LINE if rest else 0)
    figure = new_figure(width, height)
    axes = bare_axes(figure, LEFT, RIGHT, 0, 0)
    # One unit of y is one CSS pixel, counted from the top.
    longest = max((max(bar.parts.total, *(bar.ends or (0,))) for bar in found), default=1.0)
    axes.set(xlim=(0, longest), ylim=(height, 0), xticks=[], yticks=[])
    if not found:
        _text(axes, longest / 2, height / 2, "No points yet", "ink2")
    for at, bar in enumerate(found):
        _draw(axes, bar, EDGE + at * row + LINE, lines)
    if rest:
        _text(axes, 0, height - EDGE - LINE / 2, rest, "ink2", ha="left")
    return figure


def _draw(axes: Axes, bar: Bar, top: float, lines: int) -> None:
    room = axes.bbox.width
    dollars = axes.get_xlim()[1] / room  # of one CSS pixel
    middle = top + BAR / 2
    draw_name(axes, bar.company, bar.source, -10 * dollars, middle, LEFT)
    wanted, left = {}, 0.0
    for name, amount in bar.pieces:
        edge = {"edgecolor": colour("panel"), "linewidth": 1}
        axes.barh(middle, amount, BAR, left, color=colour(INKS[name]), **edge)  # type: ignore[arg-type]
        words = bar.label(name, amount)
        wanted[words] = Wanted(words, (left + amount / 2) / dollars, text_width(words))
        left += amount
    for label in place(list(wanted.values()), 0, room + RIGHT, lines):
        over = label.line == 0
        under = top + BAR + (label.line - 0.5) * LINE
        y, edge_at = (top - LINE / 2, top) if over else (under, top + BAR)
        # A line to another label passes behind this one.
        ground = {"facecolor": colour("panel"), "edgecolor": "none", "pad": 0.5}
        _text(axes, label.at * dollars, y, label.text, "ink2", bbox=ground)
        # A label that had to step aside still points at its part.
        at = [wanted[label.text].at * dollars, label.at * dollars]
        ends = [edge_at + (2 if over else -2), top - 2 if over else y - LINE / 2 + 2]
        axes.plot(at, ends, color=colour("ink3"), linewidth=1, clip_on=False)
    end = left
    if bar.ends is not None:
        end = bar.ends[1]
        axes.plot(bar.ends, [middle] * 2, color=colour("blue"), linewidth=2, clip_on=False)
    bold = {"ha": "left", "fontsize": 12, "fontweight": "bold"}
    _text(axes, end + 6 * dollars, middle, format_money(bar.parts.total), "ink", **bold)


def _text(axes: Axes, x: float, y: float, text: str, ink: str, **style: object) -> None:
    settings = {"ha": "center", "va": "center", "fontsize": 11, "clip_on": False, **style}
    axes.text(x, y, text, color=colour(ink), parse_math=False, **settings)  # type: ignore[arg-type]


def _called(name: str) -> str:
    return _NAMES.get(name, name)


def describe_parts(found: Sequence[Bar], settings: Settings) -> str:
    """Return what the chart shows, in words: each point's year and what it is made of."""
    if not found:
        return "No points yet."
    view = "first year" if settings.view == "first-year" else "average year"
    said = [f"What each point is made of, in its {view}."]
    for bar in found[:MOST]:
        whose = f"{bar.company}, {bar.source}" if bar.company else capital(bar.source)
        year = f"{whose}: {format_money(bar.parts.total)}"
        if bar.ends is not None:
            low, high = (format_money(end) for end in bar.ends)
            said.append(f"{year}, the middle of a range from {low} to {high}.")
            continue
        pieces = [f"{_called(name)} {format_money(amount)}" for name, amount in bar.pieces]
        said.append(f"{year}, of it {', '.join(pieces)}.")
    rest = say_left_out(found)
    return " ".join([*said, f"{rest}."] if rest else said)
