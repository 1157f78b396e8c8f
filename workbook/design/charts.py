"""A sheet as a grid: a row for each component, a place for each thing it is asked."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from workbook import guide
from workbook.design.depth import REASONED
from workbook.design.records import ASPECTS, Component
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 30  #: Height of a row in CSS pixels.
HEAD = 36  #: Height of the aspects' names in CSS pixels.
LEFT = 150  #: Room for a component's name, in CSS pixels.


def word(level: int | None) -> str:
    """Say what a level is: empty, named or reasoned."""
    if level is None:
        return "not scored"
    return "empty" if level == 0 else "named" if level < REASONED else "reasoned"


def grid(components: Sequence[Component], width: int) -> Figure:
    """Draw the components, what is reasoned in full colour; `width` in CSS pixels."""
    figure, axes = marks.canvas(width, HEAD + ROW * len(components))
    names = {scale.id: scale.name for scale in guide.rubric("design")}
    step = (width - LEFT) / len(ASPECTS)
    for column, rubric in enumerate(ASPECTS.values()):
        name = marks.wrapped(names[rubric], step - 4)
        marks.text(axes, LEFT + step * (column + 0.5), HEAD / 2, name, ha="center")
    for row, component in enumerate(components):
        y = HEAD + ROW * (row + 0.5)
        name = marks.fitted(component.name or "without a name", LEFT - 12)
        marks.text(axes, LEFT - 12, y, name, ha="right", color=colour("ink"))
        for column, aspect in enumerate(ASPECTS):
            level = component.level(aspect)
            x, wide = LEFT + step * column + 3, step - 6
            full = level is not None and level >= REASONED
            face = "blue" if full else "band" if level or level is None else "panel"
            marks.bar(axes, x, y, wide, face, height=22, edge="line" if level == 0 else None)
            said = word(level) if level is None or level == 0 else f"{word(level)} {level}"
            ink = colour("panel" if full else "ink2" if level == 0 else "ink")
            marks.text(axes, x + wide / 2, y, marks.fitted(said, wide), ha="center", color=ink)
    return figure


def describe(components: Sequence[Component]) -> str:
    """Say in words what `grid` shows."""
    names = {scale.id: scale.name.lower() for scale in guide.rubric("design")}
    parts = []
    for component in components:
        said = ", ".join(
            f"{names[rubric]} {word(component.level(aspect))}" for aspect, rubric in ASPECTS.items()
        )
        parts.append(f"{component.name or 'without a name'}: {said}.")
    return " ".join(parts)
