"""Every point by its source along one axis of money, the band behind them, the ask across them."""

from dataclasses import dataclass, field
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from workbook.compensation.layout import Picture, Row, rows
from workbook.compensation.market import Middle, Spread, tick_for
from workbook.compensation.money import format_exact, format_money, format_range
from workbook.compensation.records import Target
from workbook.ui.theme import bare_axes, colour, new_figure, one_line

# Distances in CSS pixels.
LEFT, RIGHT = 132, 36  #: Room for the names of the sources, and for half a tick's label.
TOP, BOTTOM = 44, 58  #: Room for the band's and the ask's labels, the middle's and the ticks'.
NAME_LINE = 15  #: Height of a line of a name.

_measure = RendererAgg(8, 8, 72)


@dataclass(eq=False)
class Marks:
    """What moves in the chart: the reader's target, as it is now."""

    target: Target = field(default_factory=Target)


def market(picture: Picture, marks: Marks, width: int) -> Figure:
    """Draw the market and the reader's target.

    Parameters
    ----------
    picture
        The points and datasets, and the ends of the axis.
    marks
        The target; its artists are animated, and `move` sets them to another one.
    width
        Of the figure, in CSS pixels; the height follows from the rows.
    """
    room = width - LEFT - RIGHT
    found = rows(picture, room, text_width)
    height = TOP + (sum(row.height for row in found) or 40) + BOTTOM
    figure = new_figure(width, height)
    axes = bare_axes(figure, LEFT, RIGHT, 0, 0)
    # One unit of y is one CSS pixel, counted from the top.
    axes.set(xlim=picture.axis, ylim=(height, 0), xticks=[], yticks=[])
    top = float(TOP)
    for row in found:
        _draw_row(axes, row, top)
        top += row.height
    if not found:
        _text(axes, sum(picture.axis) / 2, TOP + 20, "No points yet", colour("ink2"))
        top += 40
    _draw_ticks(axes, picture.axis, height - 10, width)
    _draw_middle(axes, picture.middle, top)
    _draw_marks(axes, top)
    move(figure, marks.target)
    return figure


def move(figure: Figure, target: Target) -> None:
    """Set the band, the ask and their labels to `target`; hidden where it has none."""
    axes = figure.axes[0]
    moving = {artist.get_gid(): artist for artist in (*axes.patches, *axes.lines, *axes.texts)}
    patch, words = moving["band"], moving["band-label"]
    assert isinstance(patch, Rectangle)
    assert isinstance(words, Text)
    if target.band is not None:
        low, high = target.band
        patch.set(x=low, width=high - low)
        words.set_text(f"your band {format_range(low, high)}")
        _centre(words, (low + high) / 2)
    line, said = moving["ask"], moving["ask-label"]
    assert isinstance(line, Line2D)
    assert isinstance(said, Text)
    if target.ask is not None:
        line.set_xdata([target.ask, target.ask])
        said.set_text(f"ask {format_exact(target.ask)}")
        _centre(said, target.ask)
    for artist, shown in (
        (patch, target.band),
        (words, target.band),
        (line, target.ask),
        (said, target.ask),
    ):
        artist.set_visible(shown is not None)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = 11, weight: str = "normal") -> float:
    """Return the width of a label in CSS pixels; the page's own font is no wider."""
    font = FontProperties(size=size, weight=weight)
    return float(_measure.get_text_width_height_descent(one_line(text, 120), font, False)[0])


def draw_name(axes: Axes, who: str, source: str, x: float, y: float, room: int) -> None:
    """Write whose a point is and below it where it is from, both ending at `x`.

    Parameters
    ----------
    axes
        One unit of its y is one CSS pixel, counted from the top.
    who, source
        Company and kind of source; the source stands alone where nobody is named.
    x, y
        Right end, and middle of the two lines, in the units of the axes.
    room
        Between `x` and the figure's edge, and a margin, in CSS pixels; longer names are cut.
    """
    lines = [(who, "ink"), (capital(source), "ink2")] if who else [(capital(source), "ink")]
    for at, (words, ink) in enumerate(lines):
        middle = y + (at - (len(lines) - 1) / 2) * NAME_LINE
        _text(axes, x, middle, _fitting(words, room - 16), colour(ink), ha="right", fontsize=12)


def _fitting(name: str, room: int) -> str:
    words = one_line(name, 80)
    while words and text_width(words, 12) > room:
        words = words.removesuffix("…")[:-1].rstrip() + "…"
    return words


def capital(text: str) -> str:
    """Return a name as it begins a line."""
    return text[:1].upper() + text[1:]


def _centre(text: Text, at: float) -> None:
    """Centre a label at a sum of money, or as near to it as the figure's edges allow."""
    axes = text.axes
    assert axes is not None
    low, high = axes.get_xlim()
    pixels = axes.bbox.width
    half = text_width(text.get_text(), weight=str(text.get_fontweight())) / 2
    centre = (at - low) / (high - low) * pixels
    centre = min(max(centre, half - LEFT + 2), pixels + RIGHT - half - 2)
    text.set_x(low + centre / pixels * (high - low))


def _text(axes: Axes, x: float, y: float, text: str, ink: str, **style: object) -> Text:
    settings = {"ha": "center", "va": "center", "fontsize": 11, "clip_on": False, **style}
    return axes.text(x, y, one_line(text, 120), color=ink, parse_math=False, **settings)  # type: ignore[arg-type]


def _draw_ticks(axes: Axes, ends: tuple[int, int], y: float, width: int) -> None:
    low, high = ends
    tick = tick_for(high - low, max(2, (width - LEFT - RIGHT) // 64))
    for at in range(-(-low // tick) * tick, high + 1, tick):
        _text(axes, at, y, format_money(at), colour("ink2"))


def _draw_middle(axes: Axes, middle: Middle | None, bottom: float) -> None:
    """Draw the middle across the rows, and below them how sure it is: a bar in a longer one."""
    if middle is None:
        return
    at, ink = middle.at, colour("green")
    axes.plot([at, at], [TOP - 4, bottom + 10], color=ink, linewidth=2, zorder=2)
    for ends, alpha in ((middle.sure80, 0.35), (middle.sure50, 0.8)):
        if ends is not None:
            style = {"solid_capstyle": "butt", "zorder": 1.9, "clip_on": False}
            axes.plot(ends, [bottom + 8] * 2, color=ink, linewidth=7, alpha=alpha, **style)  # type: ignore[arg-type]
    words = f"middle {format_money(at)}"
    if middle.sure80 is not None:
        words += f", 80% sure within {format_range(*map(round, middle.sure80))}"
    label = _text(axes, at, bottom + 24, words, colour("ink"), fontweight="bold")
    _centre(label, at)


def _draw_marks(axes: Axes, bottom: float) -> None:
    """Add the moving artists; `move` puts them in their places."""
    band = Rectangle((0, TOP - 4), 0, bottom - TOP + 8, color=colour("band"), lw=0, zorder=0.1)
    band.set(animated=True, gid="band")
    axes.add_patch(band)
    # Under the points: a line across a figure makes it hard to read.
    axes.plot(
        [0, 0],
        [TOP - 8, bottom + 4],
        color=colour("orange"),
        linewidth=2,
        linestyle=(0, (4, 2)),
        zorder=0.9,
        animated=True,
        gid="ask",
    )
    _text(axes, 0, 12, "", colour("ink2"), zorder=3, animated=True, gid="band-label")
    said = {"fontweight": "bold", "zorder": 3, "animated": True, "gid": "ask-label"}
    _text(axes, 0, 27, "", colour("ink"), **said)


def _draw_row(axes: Axes, row: Row, top: float) -> None:
    low, high = axes.get_xlim()
    dollars = (high - low) / axes.bbox.width  # of one CSS pixel
    y, ink = top + row.line, colour("blue" if row.counts else "ink3")
    name = {"ha": "right", "fontsize": 12}
    _text(axes, low - 12 * dollars, y, row.name, colour("ink2"), **name)
    axes.plot([low, high], [y, y], color=colour("line"), linewidth=1, zorder=1)
    for bar in row.bars:
        axes.plot(
            [bar.low, bar.high],
            [top + bar.y] * 2,
            color=colour("blue"),
            linewidth=5,
            alpha=0.6,
            zorder=1.5,
            solid_capstyle="round",
        )
    if row.box is not None:
        _draw_box(axes, row.box.spread, y, ink)
    # Own pay is hollow: it is shown, and counts for nothing.
    fill = ink if row.counts else colour("panel")
    for dot in row.dots:
        style = {"color": ink, "markerfacecolor": fill, "markersize": dot.size, "zorder": 2.5}
        axes.plot([dot.at], [y], marker="o", linestyle="none", **style)  # type: ignore[arg-type]
    for label in row.labels:
        _text(axes, low + label.x * dollars, top + label.y, label.text, colour("ink2"), zorder=3)


def _draw_box(axes: Axes, spread: Spread, y: float, ink: str) -> None:
    """Draw the middle nine tenths as a line, the middle half as a bar, the median as a gap."""
    axes.plot([spread.low, spread.high], [y, y], color=ink, linewidth=1.5, zorder=1.5)
    ends = [spread.first_quartile, spread.third_quartile]
    butt = {"solid_capstyle": "butt"}
    axes.plot(ends, [y, y], color=ink, linewidth=11, alpha=0.6, zorder=1.6, **butt)  # type: ignore[arg-type]
    axes.plot([spread.median] * 2, [y - 8, y + 8], color=ink, linewidth=2.5, zorder=2.5)
