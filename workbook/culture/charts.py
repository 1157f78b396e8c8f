"""Every section: a bar for how strong it is, and the days since it was last said."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from workbook.culture.attempts import STALE, Standing
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 22  #: Height of a row in CSS pixels.
LEFT = 210  #: Room for the section's name, in CSS pixels.
RIGHT = 130  #: Room for the words beside a bar, in CSS pixels.
HIGHEST = 4


def strengths(rows: Sequence[Standing], width: int) -> Figure:
    """Draw a row for each section, those said long ago paler; `width` in CSS pixels."""
    figure, axes = marks.canvas(width, ROW * len(rows) + 4)
    length = width - LEFT - RIGHT
    for at, row in enumerate(rows):
        y = ROW * (at + 0.5) + 2
        name = marks.fitted(row.section.name, LEFT - 12)
        said = row.days is not None
        marks.text(axes, LEFT - 12, y, name, ha="right", color=colour("ink" if said else "ink2"))
        if not said:
            marks.text(axes, LEFT + 2, y, "○ not said yet")
            continue
        marks.bar(axes, LEFT, y, length, "soft", height=10)
        if row.strength:
            face = "blue" if (row.days or 0) <= STALE else "sky"
            marks.bar(axes, LEFT, y, length * row.strength / HIGHEST, face, height=10)
        score = "not scored" if row.strength is None else f"{row.strength} of {HIGHEST}"
        marks.text(axes, LEFT + length + 10, y, f"{score}, {ago(row.days)}")
    return figure


def ago(days: int | None) -> str:
    """Say how long ago something was."""
    if days is None:
        return "never"
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days"


def describe(rows: Sequence[Standing]) -> str:
    """Say in words what `strengths` shows."""
    said = [row for row in rows if row.days is not None]
    parts = [
        f"{row.section.name}: "
        f"{'not scored' if row.strength is None else f'{row.strength} of {HIGHEST}'}, "
        f"said {ago(row.days)}{' ago' if (row.days or 0) > 1 else ''}."
        for row in said
    ]
    return " ".join([f"{len(said)} of {len(rows)} sections said.", *parts])
