"""The plan: which evening holds what, from the day of the loop and the criteria still open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbook.practice.records import Evenings
from workbook.readiness.assess import Assessment, Step, after, next_step

CARDS = 10  #: Minutes of every evening that the cards take.
FARTHEST = 366  #: Days ahead for which a plan is made.
LEAST = 10  #: Minutes below which a task is not begun on an evening.


@dataclass(frozen=True)
class Task:
    """A piece of work on one evening.

    Attributes
    ----------
    act
        What to do, as an order without a full stop.
    minutes
        How much of it falls on this evening.
    criterion, chapter, round
        The ids it belongs to: of the criterion, the chapter and the round it was chosen for.
    """

    act: str
    minutes: int
    criterion: str
    chapter: str
    round: str


@dataclass(frozen=True)
class Evening:
    """An evening, its tasks in order, and the minutes of cards beside them."""

    day: date
    tasks: tuple[Task, ...]
    cards: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.cards + sum(task.minutes for task in self.tasks)


@dataclass(frozen=True)
class Week:
    """A week from Monday on, with its evenings."""

    monday: date
    evenings: tuple[Evening, ...]

    def by_round(self) -> dict[str, int]:
        """Return the minutes of each round, by its id, in the order they come up."""
        minutes: dict[str, int] = {}
        for evening in self.evenings:
            for task in evening.tasks:
                minutes[task.round] = minutes.get(task.round, 0) + task.minutes
        return minutes


@dataclass(frozen=True)
class Plan:
    """What to do until the interview.

    Attributes
    ----------
    weeks
        Earliest first; the last evening before the interview holds cards and the brief alone.
    left
        What no evening has room for, a task for each criterion with all its minutes.
    """

    interview: date
    weeks: tuple[Week, ...]
    left: tuple[Task, ...]

    @property
    def evenings(self) -> tuple[Evening, ...]:
        """Every evening, earliest first."""
        return tuple(evening for week in self.weeks for evening in week.evenings)


def obstacle(interview: date | None, evenings: Evenings, today: date) -> str | None:
    """Return why no plan can be made, as a sentence that says what to do; None where one can."""
    if interview is None:
        return "The day of your loop is not set. Set it in chapter 00; the plan is made from it."
    if interview < today:
        return "The day of your loop has passed. Set the next one in chapter 00."
    if interview == today:
        return "Your loop is today: no evening is left. Chapter 13 has the brief for the morning."
    if (interview - today).days > FARTHEST:
        return "Your loop is more than a year away. The plan begins when it is nearer."
    if not evenings.weekdays:
        return "No evening is chosen. Choose at least one of the week."
    if not free_evenings(interview, evenings, today):
        return "None of the evenings chosen comes before the day of your loop. Choose another."
    return None


def free_evenings(interview: date, evenings: Evenings, today: date) -> list[date]:
    """Return the chosen evenings from today to the day before the interview."""
    days = (today + timedelta(days=n) for n in range((interview - today).days))
    return [day for day in days if evenings.holds(day)]


def make_plan(
    assessments: Sequence[Assessment], interview: date, evenings: Evenings, today: date
) -> Plan:
    """Lay the open criteria on the evenings.

    Again and again the step that lifts the weakest round most for each minute it takes is put on
    the next evening, and the rounds are looked at as if it were done: by the same rule that names
    the next step on the dashboard. A step longer than what is left of an evening goes on in the
    next. So the weakest round comes first, and a plan made again after an evening's work carries on
    from there.

    Parameters
    ----------
    assessments
        The rounds as they stand.
    interview, evenings, today
        As `obstacle` found nothing against.
    """
    *days, eve = free_evenings(interview, evenings, today)
    rounds, made, rest = list(assessments), [], None
    for day in days:
        tasks: list[Task] = []
        room = evenings.minutes - min(CARDS, evenings.minutes)
        while room > 0:
            step = rest[0] if rest else next_step(rounds, day)
            if step is None:
                break
            minutes = rest[1] if rest else step.minutes
            if minutes > room and room < LEAST:
                break
            share = min(minutes, room)
            tasks.append(_task(step, share))
            room -= share
            rest = (step, minutes - share) if share < minutes else None
            if rest is None:
                rounds = after(rounds, step, day)
        made.append(Evening(day, _merged(tasks), CARDS))
    made.append(Evening(eve, (BRIEF,), CARDS))
    return Plan(interview, _weeks(made), _left(rounds, rest))


BRIEF = Task("Read the brief for the morning", 10, "", "13", "")


def _task(step: Step, minutes: int) -> Task:
    criterion = step.finding.criterion
    return Task(step.act, minutes, criterion.id, criterion.chapter, step.assessment.round.id)


def _merged(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return the tasks with those of one criterion that follow each other as one."""
    merged: list[Task] = []
    for task in tasks:
        if merged and (merged[-1].criterion, merged[-1].round) == (task.criterion, task.round):
            merged[-1] = replace(merged[-1], minutes=merged[-1].minutes + task.minutes)
        else:
            merged.append(task)
    return tuple(merged)


def _weeks(evenings: Sequence[Evening]) -> tuple[Week, ...]:
    weeks: dict[date, list[Evening]] = {}
    for evening in evenings:
        weeks.setdefault(evening.day - timedelta(days=evening.day.weekday()), []).append(evening)
    return tuple(Week(monday, tuple(found)) for monday, found in weeks.items())


def _left(rounds: Sequence[Assessment], rest: tuple[Step, int] | None) -> tuple[Task, ...]:
    """Return what is open when the evenings are over; a task begun counts what is left of it."""
    left: dict[str, Task] = {}
    for each in rounds:
        # Days of practice come with everything else.
        for finding in each.findings[:-1]:
            criterion, minutes = finding.criterion, finding.minutes
            if rest is not None and rest[0].finding.criterion.id == criterion.id:
                minutes += rest[1] - rest[0].minutes
            if minutes > 0 and criterion.id not in left:
                left[criterion.id] = Task(
                    finding.act, minutes, criterion.id, criterion.chapter, each.round.id
                )
    return tuple(left.values())
