"""The depth reached per facet: five places a facet, filled from the top layer down."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbook.deepdive.depth import Depth
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 24
LEFT = 112  #: Room for a facet's name, in CSS pixels.
FACES = {"sure": "blue", "begun": "sky", "open": "soft"}


def reached(rows: Sequence[Depth], width: int) -> Figure:
    """Draw a small picture for each system; `width` in CSS pixels."""
    systems = list(dict.fromkeys(row.system.id for row in rows))
    by_system = [[row for row in rows if row.system.id == system] for system in systems]
    tall = 30 + ROW * max(len(group) for group in by_system)

    def draw(axes: Axes, number: int, left: float, top: float, wide: float) -> None:
        group = by_system[number]
        title = marks.fitted(group[0].system.title or "without a title", wide)
        marks.text(axes, left, top + 10, title, color=colour("ink"), weight="bold")
        step = min(44.0, (wide - LEFT - 50) / 5)
        for at, row in enumerate(group):
            y = top + 34 + ROW * at
            marks.text(axes, left + LEFT - 10, y, row.facet.name, ha="right")
            for place, layer in enumerate(row.layers):
                marks.bar(axes, left + LEFT + place * step, y, step - 4, FACES[layer])
            words = f"{row.reached} of {len(row.layers)}"
            marks.text(axes, left + LEFT + 5 * step + 4, y, words)

    return marks.small_multiples(width, len(systems), draw, least=330, height=tall)


def describe(rows: Sequence[Depth]) -> str:
    """Say in words what `reached` shows."""
    parts = [
        f"{row.system.title or 'without a title'}, {row.facet.name.lower()}: "
        f"{row.reached} of {len(row.layers)} layers"
        for row in rows
    ]
    return "; ".join(parts) + "."
