"""The marks that charts are made of, in CSS pixels from the top left of a figure.

A chart function makes a figure with `canvas`, puts marks on its axes and returns the figure. A word
stands beside the mark it names; there are no legends and no frames.
"""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from workbook.ui.theme import bare_axes, colour, new_figure, one_line

#: Width of a letter at 12 px, in CSS pixels, rounded up: the page's own font is narrower.
LETTER = 6.6


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure of `width` x `height` CSS pixels, and axes in these from its top left."""
    figure = new_figure(width, height)
    axes = bare_axes(figure, 0, 0, 0, 0)
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
    return figure, axes


def text(axes: Axes, x: float, y: float, words: str, **style: Any) -> None:
    """Write `words`, 12 px and quiet unless `style` says otherwise; a dollar is no mathematics."""
    style = {"va": "center", "size": 12, "color": colour("ink2"), **style}
    axes.text(x, y, words, parse_math=False, **style)


def fitted(words: str, room: float, size: float = 12) -> str:
    """Return `words` cut to the room there is, in CSS pixels, at a font size in px."""
    return one_line(words, max(int(room / (LETTER * size / 12)), 4))


def wrapped(words: str, room: float, size: float = 12, lines: int = 2) -> str:
    """Return `words` broken into lines that fit the room in CSS pixels; the last is cut."""
    letters = max(int(room / (LETTER * size / 12)), 4)
    return textwrap.fill(
        one_line(words, 200), letters, max_lines=lines, placeholder="…", break_on_hyphens=False
    )


def bar(
    axes: Axes,
    x: float,
    y: float,
    length: float,
    face: str,
    *,
    height: float = 14,
    edge: str | None = None,
    dashed: bool = False,
    round_by: float = 3,
) -> None:
    """Draw a bar from `x`, centred on `y`; `face` and `edge` are tokens of the theme."""
    length = max(length, 0.01)
    corner = min(round_by, height / 2, length / 2)
    axes.add_patch(
        FancyBboxPatch(
            (x, y - height / 2),
            length,
            height,
            boxstyle=f"round,pad=0,rounding_size={corner}",
            facecolor=colour(face),
            edgecolor="none" if edge is None else colour(edge),
            linewidth=0 if edge is None else 1,
            linestyle=(0, (2, 2)) if dashed else "-",
        )
    )


def dot(axes: Axes, x: float, y: float, face: str = "blue", *, size: float = 5) -> None:
    """Draw a dot of a radius in CSS pixels."""
    axes.add_patch(Circle((x, y), size, facecolor=colour(face), linewidth=0, zorder=4))


def ring(axes: Axes, x: float, y: float, edge: str = "orange", *, size: float = 6) -> None:
    """Draw a ring: what the reader says, where bars and dots are what was found."""
    axes.add_patch(
        Circle(
            (x, y), size, facecolor=colour("panel"), edgecolor=colour(edge), linewidth=2.2, zorder=5
        )
    )


def end_labels(
    axes: Axes, x: float, ends: Sequence[tuple[float, str, str]], *, gap: float = 15
) -> None:
    """Name lines at their ends, pushed apart so that no label covers another.

    Parameters
    ----------
    x
        Where the labels begin.
    ends
        Height of the line's end, words, token of the colour.
    gap
        Least distance between two labels, in the axes' own units.
    """
    ordered = sorted(ends)
    highest = max(axes.get_ylim())
    for height, (_, words, name) in zip(
        spread([end[0] for end in ordered], gap, highest), ordered, strict=True
    ):
        text(axes, x, height, words, color=colour(name))


def spread(places: Sequence[float], gap: float, highest: float) -> list[float]:
    """Return sorted `places` moved as little as keeps them `gap` apart and at most `highest`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    ceiling = highest
    for at in range(len(moved) - 1, -1, -1):
        moved[at] = min(moved[at], ceiling)
        ceiling = moved[at] - gap
    return moved


def small_multiples(
    width: float,
    count: int,
    draw: Callable[[Axes, int, float, float, float], None],
    *,
    least: float = 220,
    height: float = 120,
    between: float = 18,
) -> Figure:
    """Return a figure of `count` small pictures side by side, in as many rows as they need.

    Parameters
    ----------
    draw
        Called with the axes, the picture's number, the left and top of its place, and its width.
    least
        Least width of one picture, in CSS pixels.
    """
    across = max(1, min(count, int((width + between) / (least + between))))
    each = (width - between * (across - 1)) / across
    down = -(-count // across)
    figure, axes = canvas(width, max(down, 1) * (height + between))
    for number in range(count):
        row, column = divmod(number, across)
        draw(axes, number, column * (each + between), row * (height + between), each)
    return figure
