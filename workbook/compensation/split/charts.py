"""What every split of the number is worth on every path of the share, in one picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from workbook.compensation.money import format_money
from workbook.compensation.percents import write_percent
from workbook.compensation.split.worth import Split, break_even, lines, outcomes
from workbook.ui.theme import bare_axes, colour, new_figure, one_line

# Distances in CSS pixels.
LEFT, RIGHT, TOP, BOTTOM = 64, 232, 30, 32
HEIGHT = 300
LINE = 15  #: Between the labels at the lines' ends.

_INK = {"fall": "red", "flat": "ink3", "modest": "blue", "strong": "green"}
_MARKER = {"fall": "v", "flat": "s", "modest": "o", "strong": "^"}


@dataclass(frozen=True)
class SplitPicture:
    """What stands still: the number in dollars, the paths, the option's price; no share."""

    number: float
    split: Split
    price: float

    @classmethod
    def of(cls, number: float, split: Split, price: float) -> "SplitPicture":
        """Return the picture of a split: the same for every share of it."""
        return cls(number, split.model_copy(update={"share": 0.0}), price)


@dataclass(eq=False)
class SplitMarks:
    """What moves: the share taken as options, 0 to 1."""

    share: float = field(default=0.0)


def worth(picture: SplitPicture, marks: SplitMarks, width: int) -> Figure:
    """Draw a line a path: the worth of the number over the share of it taken as options.

    Parameters
    ----------
    picture
        The number and the paths.
    marks
        The share; its artists are animated, and `move` sets them to another one.
    width
        Of the figure, in CSS pixels.
    """
    figure = new_figure(width, HEIGHT)
    axes = bare_axes(figure, LEFT, RIGHT, TOP, BOTTOM)
    found = lines(picture.number, picture.split, picture.price)
    top = 1.06 * max(cash_or_options for line in found for cash_or_options in line[2:])
    axes.set(xlim=(0, 1), ylim=(0, top))
    axes.set_yticks(_ticks(top), [format_money(at) for at in _ticks(top)])
    between = {0.25: "25%", 0.5: "50%", 0.75: "75%"} if axes.bbox.width > 320 else {}
    axes.set_xticks([0, *between, 1], ["all cash", *between.values(), "all options"])
    axes.tick_params(axis="x", pad=8)
    axes.grid(axis="y", color=colour("line"), linewidth=0.8)
    for name, _, cash, options in found:
        axes.plot([0, 1], [cash, options], color=colour(_INK[name]), linewidth=2, clip_on=False)
    level = found[0][2]
    style = {"color": colour("ink2"), "linewidth": 1.5, "linestyle": (0, (4, 3)), "zorder": 1.5}
    axes.plot([0, 1], [level, level], **style)  # type: ignore[arg-type]
    _end_labels(axes, picture, found)
    # Below zorder 1 the mark lies under the lines, so that it hides none.
    axes.plot(
        [0, 0],
        [0, top],
        color=colour("orange"),
        linewidth=2,
        zorder=0.9,
        animated=True,
        gid="share",
    )
    for name, *_ in found:
        axes.plot(
            [0],
            [0],
            marker=_MARKER[name],
            color=colour(_INK[name]),
            markersize=9,
            clip_on=False,
            zorder=3,
            animated=True,
            gid=name,
        )
    _text(axes, 0, top, "", "ink", va="bottom", ha="center", animated=True, gid="share-label")
    move(figure, picture, marks.share)
    return figure


def move(figure: Figure, picture: SplitPicture, share: float) -> None:
    """Set the share's mark, and each path's dot on it, to `share`, 0 to 1."""
    axes = figure.axes[0]
    moving = {artist.get_gid(): artist for artist in (*axes.lines, *axes.texts)}
    line, label = moving["share"], moving["share-label"]
    assert isinstance(line, Line2D)
    assert isinstance(label, Text)
    line.set_xdata([share, share])
    label.set(x=min(max(share, 0.1), 0.9), text=f"{write_percent(share)} as options")
    split = picture.split.model_copy(update={"share": share})
    for found in outcomes(picture.number, split, picture.price):
        dot = moving[found.name]
        assert isinstance(dot, Line2D)
        dot.set_data([share], [found.total])


def _end_labels(
    axes: Axes, picture: SplitPicture, found: Sequence[tuple[str, float, float, float]]
) -> None:
    """Name each line at its right end, those that end in one place together, none over another."""
    ends: dict[int, list[tuple[str, float]]] = {}
    for name, growth, _, options in found:
        ends.setdefault(round(options), []).append((name, growth))
    labels = [(float(end), f"{_names(paths)}: {format_money(end)}") for end, paths in ends.items()]
    split = picture.split
    at = break_even(picture.price, split.years, split.cash_growth)
    level = found[0][2]
    labels.append((level, f"break-even {write_percent(at)} a year: {format_money(level)}"))
    height = axes.bbox.height
    top = axes.get_ylim()[1]
    for y, text in spread([(value / top * height, text) for value, text in labels], LINE):
        _text(axes, 1.02, y / height * top, text, "ink", ha="left")


def _names(paths: Sequence[tuple[str, float]]) -> str:
    """Name paths that end in one place, with their growth where there is room for it."""
    if len(paths) > 2:
        return ", ".join(name for name, _ in paths)
    return f"{', '.join(f'{name} {write_percent(growth)}' for name, growth in paths)} a year"


def spread(wanted: Sequence[tuple[float, str]], least: float) -> list[tuple[float, str]]:
    """Return labels in order of their places, each at least `least` above the one before."""
    placed: list[tuple[float, str]] = []
    for y, text in sorted(wanted):
        placed.append((max(y, placed[-1][0] + least) if placed else y, text))
    return placed


def _ticks(top: float) -> list[float]:
    found = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, top)
    return [float(at) for at in found if at <= top]


def _text(axes: Axes, x: float, y: float, text: str, ink: str, **style: object) -> Text:
    settings = {"va": "center", "fontsize": 11, "clip_on": False, "zorder": 3, **style}
    return axes.text(x, y, one_line(text, 120), color=colour(ink), parse_math=False, **settings)  # type: ignore[arg-type]
