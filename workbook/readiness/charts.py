"""Rounds of the loop: a bar for what is shown, a ring for what the reader says."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from workbook.readiness.assess import Assessment, unseen, weakest
from workbook.ui.theme import bare_axes, colour, new_figure, one_line

ROW = 38  #: Height of a round in CSS pixels.
LEFT, GAP = 138, 20  #: Room for the round's name, and between bar and sentence, in CSS pixels.


def bar_length(width: int) -> float:
    """Return how many CSS pixels stand for 100 in a chart of `width` CSS pixels."""
    return max(180.0, 0.42 * (width - LEFT))


def rounds(assessments: Sequence[Assessment], width: int) -> Figure:
    """Draw a row for each round; `width` in CSS pixels."""
    figure = new_figure(width, ROW * len(assessments) + 30)
    axes = bare_axes(figure, 0, 0, 0, 0)
    axes.set(xlim=(0, width), ylim=(ROW * len(assessments) + 30, 0), xticks=[], yticks=[])
    length, weak = bar_length(width), weakest(assessments)
    for row, assessment in enumerate(assessments):
        y = ROW * (row + 0.5)
        is_weakest = weak is not None and assessment.round.id == weak.round.id
        _words(
            axes,
            LEFT - 12,
            y,
            assessment.round.name,
            ha="right",
            color=colour("ink"),
            weight="bold",
        )
        axes.add_patch(_bar(LEFT, y, length, colour("soft")))
        if assessment.shown:
            axes.add_patch(
                _bar(LEFT, y, max(14.0, length * assessment.shown / 100), colour("blue"))
            )
        line = assessment.sentence if not is_weakest else f"weakest: {assessment.sentence}"
        room = int((width - LEFT - length - GAP) / 6.6)
        _words(
            axes,
            LEFT + length + GAP,
            y,
            one_line(line, max(room, 12)),
            color=colour("ink" if is_weakest else "ink2"),
        )
        if assessment.said is not None:
            _draw_difference(axes, assessment, y, length)
            axes.add_patch(_ring(assessment, y, length))
    _scale(axes, ROW * len(assessments) + 4, length)
    return figure


def describe(assessments: Sequence[Assessment]) -> str:
    """Say in words what `rounds` shows."""
    parts = [f"{assessment.round.name}: {assessment.sentence}" for assessment in assessments]
    return f"{standing(assessments)}. " + ". ".join(parts) + "."


def standing(assessments: Sequence[Assessment]) -> str:
    """Name the weakest round and how many have no evidence."""
    weak, dark = weakest(assessments), unseen(assessments)
    if weak is None:
        return "No round has evidence yet"
    first = f"Weakest round: {weak.round.name}"
    return (
        first
        if not dark
        else f"{first}; {len(dark)} of {len(assessments)} rounds have no evidence yet"
    )


def _bar(x: float, y: float, length: float, face: str) -> FancyBboxPatch:
    return FancyBboxPatch(
        (x, y - 7),
        length,
        14,
        boxstyle="round,pad=0,rounding_size=7",
        facecolor=face,
        edgecolor="none",
        linewidth=0,
    )


def _ring(assessment: Assessment, y: float, length: float) -> Circle:
    return Circle(
        (LEFT + length * (assessment.said or 0) / 100, y),
        7,
        facecolor=colour("panel"),
        edgecolor=colour("orange"),
        linewidth=2.5,
        zorder=5,
    )


def _draw_difference(axes: Axes, assessment: Assessment, y: float, length: float) -> None:
    """Draw a bracket from what is shown to what is said."""
    if assessment.shown is None or assessment.said is None:
        return
    ends = [LEFT + length * value / 100 for value in (assessment.shown, assessment.said)]
    across = [ends[0], ends[0], ends[1], ends[1]]
    axes.plot(across, [y + 8, y + 13, y + 13, y + 8], color=colour("orange"), linewidth=1.5)


def _scale(axes: Axes, y: float, length: float) -> None:
    for value in (0, 50, 100):
        _words(axes, LEFT + length * value / 100, y + 10, str(value), ha="center", size=11)


def _words(axes: Axes, x: float, y: float, words: str, **style: object) -> None:
    style = {"va": "center", "size": 12, "color": colour("ink2"), **style}
    axes.text(x, y, words, parse_math=False, **style)  # type: ignore[arg-type]
