"""A round's acts against its clock, and how rounds went one after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbook.coding.records import Phase
from workbook.coding.rounds import Debrief
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 24  #: Height of an act in CSS pixels.
LEFT, RIGHT, TOP = 84, 66, 22  #: Room for names, for times, and for the marks of the clock.
MULTIPLE = 110  #: Height of one of the small pictures, in CSS pixels.
CHANGE_AT = 25  #: Minutes after which production knocks at the latest.


@dataclass(frozen=True)
class Act:
    """When an act began and ended, in minutes since the brief."""

    name: Phase
    begins: float
    ends: float


@dataclass(frozen=True)
class Outcome:
    """How one round went: shares, 0 to 1, of points, of cases and of the lines of the bar."""

    framing: float
    cases: float
    bar: float


MEASURES = {"framing": "points for the frame", "cases": "cases passed", "bar": "bar met"}


def acts(debrief: Debrief) -> tuple[Act, ...]:
    """Return the acts of a round one after another; the debrief itself is none of them."""
    found: list[Act] = []
    at = 0.0
    for name, seconds in debrief.seconds.items():
        if name != "debrief":
            found.append(Act(name, at, at + seconds / 60))
            at += seconds / 60
    return tuple(found)


def outcome(debrief: Debrief, level: str) -> Outcome:
    """Return how a round went, for the bar of a level."""
    counts = debrief.last.counts if debrief.last else ()
    passed = sum(one.passed for one in counts)
    total = sum(one.passed + one.failed + one.not_run for one in counts)
    lines = debrief.bars[level]
    return Outcome(
        debrief.framing.total / 100 if debrief.framing else 0.0,
        passed / total if total else 0.0,
        sum(one.met for one in lines) / len(lines),
    )


def phases(found: Sequence[Act], minutes: int, width: int) -> Figure:
    """Draw each act where it lies on the round's clock; `width` in CSS pixels."""
    end = max([float(minutes), *(act.ends for act in found)])
    length = width - LEFT - RIGHT
    figure, axes = marks.canvas(width, TOP + ROW * len(found) + 4)
    for mark, words in ((CHANGE_AT, f"{CHANGE_AT}"), (minutes, f"{minutes} min")):
        x = LEFT + length * mark / end
        axes.plot([x, x], [TOP - 4, TOP + ROW * len(found)], color=colour("line"), linewidth=1)
        marks.text(axes, x, 9, words, ha="center", size=11)
    for row, act in enumerate(found):
        y = TOP + ROW * (row + 0.5)
        marks.text(axes, LEFT - 10, y, act.name, ha="right", color=colour("ink"))
        x, wide = LEFT + length * act.begins / end, length * (act.ends - act.begins) / end
        marks.bar(axes, x, y, wide, "blue")
        marks.text(axes, x + wide + 8, y, took(act))
    return figure


def took(act: Act) -> str:
    """Say how long an act took."""
    minutes = act.ends - act.begins
    return f"{minutes:.0f} min" if minutes >= 1 else f"{60 * minutes:.0f} s"


def describe_phases(found: Sequence[Act], minutes: int) -> str:
    """Say in words what `phases` shows."""
    said = ", ".join(f"{act.name} {took(act)}" for act in found)
    total = max((act.ends for act in found), default=0.0)
    return f"{said}; {total:.0f} of {minutes} minutes used."


def attempts(outcomes: Sequence[Outcome], width: int) -> Figure:
    """Draw a small picture for each measure, the rounds from left to right."""
    draw = partial(_draw, tuple(outcomes))
    return marks.small_multiples(width, len(MEASURES), draw, least=180, height=MULTIPLE)


def _draw(
    outcomes: Sequence[Outcome], axes: Axes, number: int, left: float, top: float, wide: float
) -> None:
    key, name = list(MEASURES.items())[number]
    shares = [getattr(one, key) for one in outcomes]
    floor, high = top + MULTIPLE - 10, MULTIPLE - 46
    marks.text(axes, left, top + 10, name, color=colour("ink"))
    axes.plot([left, left + wide - 52], [floor, floor], color=colour("line"), linewidth=1)
    axes.plot([left, left + wide - 52], [floor - high] * 2, color=colour("soft"), linewidth=1)
    step = (wide - 72) / max(len(shares) - 1, 1)
    places = [(left + 8 + step * at, floor - high * share) for at, share in enumerate(shares)]
    axes.plot(*zip(*places, strict=True), color=colour("blue"), linewidth=1.5)
    for x, y in places:
        marks.dot(axes, x, y, size=4)
    x, y = places[-1]
    marks.text(axes, x + 10, y, f"{shares[-1]:.0%}", color=colour("ink"))


def describe_attempts(outcomes: Sequence[Outcome]) -> str:
    """Say in words what `attempts` shows."""
    said = [
        f"{name} {', '.join(f'{getattr(one, key):.0%}' for one in outcomes)}"
        for key, name in MEASURES.items()
    ]
    return f"Round by round: {'; '.join(said)}."
