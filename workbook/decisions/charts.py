"""Who decided: a bar for each part the reader had, the decisions with a priced option in full."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from workbook.decisions.drill import Share
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 28  #: Height of a row in CSS pixels.
LEFT = 96  #: Room for the row's name, in CSS pixels.
RIGHT = 210  #: Room for the words beside a bar, in CSS pixels.


def who_decided(rows: Sequence[Share], width: int) -> Figure:
    """Draw a bar for each row; `width` in CSS pixels."""
    figure, axes = marks.canvas(width, ROW * len(rows) + 4)
    step = (width - LEFT - RIGHT) / max([row.count for row in rows] + [5])
    for at, row in enumerate(rows):
        y = ROW * (at + 0.5) + 2
        marks.text(axes, LEFT - 12, y, row.name, ha="right", color=colour("ink"))
        marks.bar(axes, LEFT, y, step * row.count, "sky")
        marks.bar(axes, LEFT, y, step * row.priced, "blue")
        words = f"{row.priced} of {row.count} with a price" if row.count else "none"
        marks.text(axes, LEFT + step * row.count + 10, y, words)
    return figure


def describe(rows: Sequence[Share]) -> str:
    """Say in words what `who_decided` shows."""
    parts = [
        f"{row.name}: {row.count}, {row.priced} of them with a rejected option and its price"
        for row in rows
    ]
    return ". ".join(parts) + "."
