"""Relief against anxiety: six bars that meet in the middle."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from workbook.keeper.signals import Reading
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 40  #: Height of a pair of bars in CSS pixels.
HIGHEST = 4


def balance(rows: Sequence[Reading], width: int) -> Figure:
    """Draw relief to the left and anxiety to the right of the middle; `width` in CSS pixels."""
    relief = [row for row in rows if row.signal.side == "relief"]
    anxiety = [row for row in rows if row.signal.side == "anxiety"]
    height = 24 + ROW * max(len(relief), len(anxiety))
    figure, axes = marks.canvas(width, height)
    middle, length = width / 2, width / 2 - 60
    axes.plot([middle, middle], [20, height], color=colour("ink2"), linewidth=1)
    for side, words, face, align, sign in (
        (relief, "relief", "blue", "right", -1),
        (anxiety, "anxiety", "orange", "left", 1),
    ):
        marks.text(axes, middle + sign * 8, 10, words, ha=align, weight="bold")
        for at, row in enumerate(side):
            y = 24 + ROW * at
            name = marks.fitted(row.signal.name, length)
            marks.text(axes, middle + sign * 8, y + 8, name, ha=align, color=colour("ink"))
            reach = length * (row.score or 0) / HIGHEST
            start = middle if sign > 0 else middle - reach
            if reach:
                marks.bar(axes, start, y + 24, reach, face, height=12)
            said = "○ open" if row.score is None else f"{row.score}"
            marks.text(axes, middle + sign * (reach + 8), y + 24, said, ha=align)
    return figure


def describe(rows: Sequence[Reading]) -> str:
    """Say in words what `balance` shows."""
    parts = [
        f"{row.signal.name} ({row.signal.side}): "
        f"{'open' if row.score is None else f'{row.score} of {HIGHEST}'}"
        for row in rows
    ]
    return "; ".join(parts) + "."
