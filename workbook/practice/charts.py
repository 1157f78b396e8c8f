"""The plan week by week, and answers as they were predicted and scored."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from workbook import guide
from workbook.practice.planning import Plan, Week
from workbook.practice.records import Answer
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 26  #: Height of a round's row, in CSS pixels.
LEFT, TOP = 132, 40  #: Room for the rounds' names and for the weeks', in CSS pixels.
NUMBER = 30  #: Room for a number beside its bar, in CSS pixels.
WEEKS = 12  #: How many weeks the plan's picture holds, the nearest.
SHOWN = 24  #: How many answers the chart holds, the newest.


def plan_weeks(plan: Plan, width: int) -> Figure:
    """Draw a column for each week and in it the minutes of each round; `width` in CSS pixels."""
    weeks = plan.weeks[:WEEKS]
    rows = _plan_rows(weeks)
    figure, axes = marks.canvas(width, TOP + ROW * (len(rows) + 1) + 4)
    column = (width - LEFT) / len(weeks)
    most = max(minutes for _, row in rows for minutes in row)
    for place, week in enumerate(weeks):
        x = LEFT + column * place
        marks.text(axes, x, 12, week_name(week), color=colour("ink"), weight="bold")
        evenings = len(week.evenings)
        words = (
            f"{evenings} evening{'s' if evenings > 1 else ''}" if column > 76 else f"{evenings}×"
        )
        marks.text(axes, x, 28, words, size=11)
        marks.text(axes, x, TOP + ROW * (len(rows) + 0.5), f"{week_minutes(week)} min", size=11)
    for place, (name, row) in enumerate(rows):
        y = TOP + ROW * (place + 0.5)
        marks.text(axes, LEFT - 12, y, name, ha="right", color=colour("ink"))
        axes.plot([0, width], [y + ROW / 2] * 2, color=colour("line"), linewidth=0.6, zorder=0)
        for at, minutes in enumerate(row):
            if minutes:
                length = max((column - NUMBER - 8) * minutes / most, 2)
                face = "sky" if name in ("Cards", "Brief") else "blue"
                marks.bar(axes, LEFT + column * at, y, length, face)
                marks.text(axes, LEFT + column * at + length + 5, y, str(minutes), size=11)
    return figure


def _plan_rows(weeks: Sequence[Week]) -> list[tuple[str, list[int]]]:
    """Return each row's name with its minutes in each week: the rounds, the brief, the cards."""
    minutes = [week.by_round() for week in weeks]
    rows = [(each.name, [week.get(each.id, 0) for week in minutes]) for each in guide.rounds()]
    rows.append(("Brief", [week.get("", 0) for week in minutes]))
    rows.append(("Cards", [sum(one.cards for one in week.evenings) for week in weeks]))
    return [(name, row) for name, row in rows if any(row)]


def week_minutes(week: Week) -> int:
    """Return how long a week's evenings are together."""
    return sum(evening.minutes for evening in week.evenings)


def week_name(week: Week) -> str:
    """Return what a week is called: its Monday."""
    return f"{week.monday.day} {week.monday:%b}"


def describe_plan(plan: Plan) -> str:
    """Say in words what `plan_weeks` shows."""
    names = {each.id: each.name for each in guide.rounds()}
    weeks = []
    for week in plan.weeks[:WEEKS]:
        parts = [
            f"{names.get(key, 'the brief')} {minutes} min"
            for key, minutes in week.by_round().items()
        ]
        parts.append(f"cards {sum(evening.cards for evening in week.evenings)} min")
        weeks.append(f"week of {week_name(week)}: {', '.join(parts)}")
    more = f"; and {len(plan.weeks) - WEEKS} weeks more" if len(plan.weeks) > WEEKS else ""
    return f"The plan. {'; '.join(weeks)}{more}."


def answered(answers: Sequence[Answer]) -> list[Answer]:
    """Return the newest answers with both scores, oldest first: those that `scores` draws."""
    both = [one for one in answers if one.given is not None and one.predicted is not None]
    return both[-SHOWN:]


def scores(answers: Sequence[Answer], width: int) -> Figure:
    """Draw each answer's predicted score as a ring and its given one as a dot; `width` in px."""
    shown = answered(answers)
    figure, axes = marks.canvas(width, 148)
    left, top, step = 70, 18, 26
    for score in range(5):
        y = top + step * (4 - score)
        axes.plot([left, width - 12], [y, y], color=colour("line"), linewidth=0.8, zorder=0)
        marks.text(axes, left - 12, y, str(score), ha="right")
    gap = min((width - left - 40) / max(len(shown), 1), 44)
    for place, one in enumerate(shown):
        x = left + 16 + gap * place
        said, given = (top + step * (4 - (score or 0)) for score in (one.predicted, one.given))
        axes.plot([x, x], [said, given], color=colour("orange"), linewidth=1.6, zorder=1)
        marks.ring(axes, x, said, size=7)
        marks.dot(axes, x, given, size=4)
        axes.patches[-1].set_zorder(6)  # a dot in its ring is a prediction that was right
    marks.text(axes, left, 140, "○ predicted   ● given; oldest on the left", size=11)
    return figure


def describe_scores(answers: Sequence[Answer]) -> str:
    """Say in words what `scores` shows: how far the predictions were from the scores given."""
    shown = answered(answers)
    if not shown:
        return "No answer has both scores yet."
    off = [(one.predicted or 0) - (one.given or 0) for one in shown]
    mean = sum(off) / len(off)
    way = "too high" if mean > 0.05 else "too low" if mean < -0.05 else "right"
    by = f" by {abs(mean):.1f}" if way != "right" else ""
    count = "one answer" if len(shown) == 1 else f"{len(shown)} answers"
    return f"Over {count} you predicted {way}{by} on average."
