"""A round's acts against its clock, and how rounds went one after another."""

from collections.abc import Mapping, Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbook.coding.rounds import CHANGE_AFTER, Debrief, took
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 24  #: Height of an act in CSS pixels.
LEFT, RIGHT, TOP = 84, 66, 22  #: Room for names, for times, and for the marks of the clock.
MULTIPLE = 110  #: Height of one of the small pictures, in CSS pixels.

Shares = Mapping[str, Sequence[float]]


def phases(found: Debrief, minutes: int, width: int) -> Figure:
    """Draw each act where it lies on the round's clock; `width` in CSS pixels."""
    acts = found.seconds
    end = max(minutes, sum(acts.values()) / 60)
    length, bottom = width - LEFT - RIGHT, TOP + ROW * len(acts)
    figure, axes = marks.canvas(width, bottom + 4)
    change = CHANGE_AFTER.total_seconds() / 60
    for mark, words in ((change, f"{change:.0f}"), (minutes, f"{minutes} min")):
        x = LEFT + length * mark / end
        axes.plot([x, x], [TOP - 4, bottom], color=colour("line"), linewidth=1)
        marks.text(axes, x, 9, words, ha="center", size=11)
    x = float(LEFT)
    for row, (name, seconds) in enumerate(acts.items()):
        y, wide = TOP + ROW * (row + 0.5), length * seconds / 60 / end
        marks.text(axes, LEFT - 10, y, name, ha="right", color=colour("ink"))
        marks.bar(axes, x, y, wide, "blue")
        x += wide
        marks.text(axes, x + 8, y, took(seconds))
    return figure


def describe_phases(found: Debrief, minutes: int) -> str:
    """Say in words what `phases` shows."""
    said = ", ".join(f"{name} {took(seconds)}" for name, seconds in found.seconds.items())
    return f"{said}; {sum(found.seconds.values()) / 60:.0f} of {minutes} minutes used."


def shares(rounds: Sequence[Debrief], level: str) -> Shares:
    """Return how rounds went, each from 0 to 1: points, cases, and lines of a level's bar."""
    counts = [one.last.counts if one.last else () for one in rounds]
    return {
        "points for the frame": [one.framing.total / 100 if one.framing else 0.0 for one in rounds],
        "cases passed": [
            sum(one.passed for one in each) / max(1, sum(one.total for one in each))
            for each in counts
        ],
        f"bar for {level} met": [
            sum(line.met for line in one.bars[level]) / len(one.bars[level]) for one in rounds
        ],
    }


def attempts(found: Shares, width: int) -> Figure:
    """Draw a small picture for each measure, the rounds from left to right."""
    draw = partial(_draw, list(found.items()))
    return marks.small_multiples(width, len(found), draw, least=180, height=MULTIPLE)


def _draw(
    found: Sequence[tuple[str, Sequence[float]]],
    axes: Axes,
    number: int,
    left: float,
    top: float,
    wide: float,
) -> None:
    name, each = found[number]
    floor, high = top + MULTIPLE - 10, MULTIPLE - 46
    marks.text(axes, left, top + 10, name, color=colour("ink"))
    for y, ink in ((floor, "line"), (floor - high, "soft")):
        axes.plot([left, left + wide - 52], [y, y], color=colour(ink), linewidth=1)
    step = (wide - 72) / max(len(each) - 1, 1)
    places = [(left + 8 + step * at, floor - high * share) for at, share in enumerate(each)]
    axes.plot(*zip(*places, strict=True), color=colour("blue"), linewidth=1.5)
    for x, y in places:
        marks.dot(axes, x, y, size=4)
    marks.text(axes, x + 10, y, f"{each[-1]:.0%}", color=colour("ink"))


def describe_attempts(found: Shares) -> str:
    """Say in words what `attempts` shows."""
    said = [f"{name} {', '.join(f'{one:.0%}' for one in each)}" for name, each in found.items()]
    return f"Round by round: {'; '.join(said)}."
