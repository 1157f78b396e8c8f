"""From evidence to rounds: what is met, how far it can be believed, and what to do next.

A round's bar is counted and not averaged: so many of its criteria are met, so many are begun. One
criterion of every round is that it was practised on two days or more, in whatever room, so that no
single long evening fills a bar.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workbook import guide
from workbook.evidence import Evidence

HALF_LIFE = 21  #: Days after which a score counts half as much as one given today.
#: A criterion that counts the days a round was practised on is called so, before the round's id.
PRACTICE_DAYS = "practice-days-"

CHECKS = "11"  #: The chapter whose criteria read what other rooms hold.

State = Literal["met", "begun", "open"]


def doubt(days: Iterable[date], today: date) -> float:
    """Return how little a score is to be believed yet, from 1 (not at all) towards 0.

    Each day on which the score was given counts ``0.5 ** (age / 21 days)``; the doubt is one
    divided by one plus their sum. Scored once today it is a half, on two days a third, on four a
    fifth; scored once three weeks ago it is two thirds; without any day it is one. Another day
    always makes it smaller, waiting always makes it larger.

    Parameters
    ----------
    days
        Days of the scores; a day counts once, one in the future as today.
    today
        The day it is asked.
    """
    weight = sum(0.5 ** (max((today - day).days, 0) / HALF_LIFE) for day in set(days))
    return 1 / (1 + weight)


@dataclass(frozen=True)
class Finding:
    """One criterion, and what the reader's records show about it.

    Attributes
    ----------
    evidence
        None where there is nothing to judge yet.
    doubt
        Of a judged criterion that is met: how little it is to be believed, 0 to 1; else 0.
    """

    criterion: guide.Criterion
    evidence: Evidence | None
    doubt: float = 0.0

    @property
    def state(self) -> State:
        """Whether the criterion is met, begun, or open."""
        if self.evidence is None or self.evidence.value <= 0:
            return "open"
        return "met" if self.evidence.met else "begun"

    @property
    def steps(self) -> int:
        """How many steps of the criterion's own `minutes` are left; 0 once it is met.

        What is counted as a share, or as yes or no, has one step.
        """
        if self.state == "met":
            return 0
        if self.criterion.unit in ("share", "yes or no"):
            return 1
        value = self.evidence.value if self.evidence else 0.0
        return max(1, math.ceil(self.criterion.target - value))

    @property
    def minutes(self) -> int:
        """What is left to do, in minutes."""
        return self.steps * self.criterion.minutes

    @property
    def act(self) -> str:
        """What to do next for it, as an order without a full stop."""
        return (self.evidence.todo if self.evidence else "") or self.criterion.act.rstrip(".")


@dataclass(frozen=True)
class Assessment:
    """One round of the loop.

    Attributes
    ----------
    said
        The reader's self-score, 0 to 4; None while not given.
    findings
        The round's criteria, in the guide's order.
    """

    round: guide.Round
    said: int | None
    findings: tuple[Finding, ...]

    def count(self, state: State, sort: str | None = None) -> int:
        """Return how many criteria are in a state, of one sort ("done", "judged") or of both."""
        found = (one for one in self.findings if sort in (None, one.criterion.sort))
        return sum(1 for one in found if one.state == state)

    @property
    def total(self) -> int:
        """How many criteria there are."""
        return len(self.findings)

    @property
    def met(self) -> int:
        """How many are met."""
        return self.count("met")

    @property
    def begun(self) -> int:
        """How many are begun and not met."""
        return self.count("begun")

    @property
    def doubted(self) -> float:
        """How much of what is met is doubted, in criteria: between 0 and `met`."""
        return sum(finding.doubt for finding in self.findings)

    @property
    def shown(self) -> int | None:
        """The share of the criteria that are met, 0 to 100; None where there is no evidence."""
        return round(100 * self.met / self.total) if self.seen else None

    @property
    def seen(self) -> bool:
        """Whether there is any evidence; the checks of other rooms' records are none."""
        return any(one.evidence for one in self.findings if one.criterion.chapter != CHECKS)

    @property
    def minutes(self) -> int:
        """What is left to do in this round, in minutes."""
        return sum(finding.minutes for finding in self.findings)


def assess(evidence: Sequence[Evidence], said: Mapping[str, int], today: date) -> list[Assessment]:
    """Return every round of the loop with its evidence and the reader's own score.

    Parameters
    ----------
    evidence
        Of all rooms. What names a criterion the guide does not have is left out.
    said
        Self-scores, 0 to 4, by round id.
    today
        The day from which the age of a score is counted.
    """
    found = {item.criterion: item for item in evidence}
    criteria = guide.criteria()
    return [
        Assessment(
            each,
            said.get(each.id),
            tuple(
                _judge(criterion, found.get(criterion.id), today)
                for criterion in criteria
                if each.id in criterion.rounds
            ),
        )
        for each in guide.rounds()
    ]


def _judge(criterion: guide.Criterion, evidence: Evidence | None, today: date) -> Finding:
    doubted = criterion.sort == "judged" and evidence is not None and evidence.met
    return Finding(criterion, evidence, doubt(evidence.days, today) if doubted else 0.0)  # type: ignore[union-attr]


def with_days(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence with the days of practice of each round counted over all of it.

    A round is practised on every day that any evidence towards it names; the room of practice adds
    the days on which its own questions were answered.
    """
    found = {item.criterion: item for item in evidence}
    criteria = guide.criteria()
    for criterion in criteria:
        if not criterion.id.startswith(PRACTICE_DAYS):
            continue
        towards = {criterion.id} | {
            one.id for one in criteria if set(one.rounds) & set(criterion.rounds)
        }
        shown = [item for item in evidence if item.criterion in towards]
        if shown:
            days = sorted({day for item in shown for day in item.days})
            found[criterion.id] = _practised(criterion, days)
    return list(found.values())


def _practised(criterion: guide.Criterion, days: Sequence[date]) -> Evidence:
    last = f"{days[-1].day} {days[-1]:%B}" if days else ""
    if not days:
        why = "No day of practice is known."
    elif len(days) == 1:
        why = f"Practised on one day, {last}."
    else:
        why = f"Practised on {len(days)} days, last on {last}."
    return Evidence(criterion.id, len(days), criterion.target, why, tuple(days))


def by_weakness(assessments: Sequence[Assessment]) -> list[Assessment]:
    """Return the rounds that have criteria, the weakest first.

    A round without evidence is weaker than any that has some. Then counts the share that is met,
    then the share begun, then how much is doubted; of equals the earlier in the loop comes first.
    A loop ends at its first weak round, so a strong average is no comfort.
    """
    rounds = [each for each in assessments if each.findings]
    return sorted(
        rounds,
        key=lambda each: (
            each.seen,
            each.met / each.total,
            each.begun / each.total,
            -each.doubted / each.total,
        ),
    )


def unseen(assessments: Sequence[Assessment]) -> list[Assessment]:
    """Return the rounds that have criteria and no evidence."""
    return [each for each in assessments if each.findings and not each.seen]


@dataclass(frozen=True)
class Step:
    """One thing to do next.

    Attributes
    ----------
    finding
        The criterion it lifts.
    assessment
        The round for which it was chosen.
    again
        Whether the criterion is met and is to be scored once more, on another day.
    """

    finding: Finding
    assessment: Assessment
    again: bool = False

    @property
    def act(self) -> str:
        """What to do, as an order without a full stop."""
        if self.again:
            statement = self.finding.criterion.statement.rstrip(".")
            return f"Score again: {statement[:1].lower()}{statement[1:]}"
        return self.finding.act

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.finding.criterion.minutes

    @property
    def chapter(self) -> str:
        """The chapter to do it in, two digits."""
        return self.finding.criterion.chapter

    @property
    def opens(self) -> str:
        """Name of the record to open there; empty where there is none yet."""
        return self.finding.evidence.opens if self.finding.evidence else ""

    @property
    def why(self) -> str:
        """What it does for the round, without a full stop."""
        return self.lifts(1)

    def lifts(self, count: int) -> str:
        """Say what doing it `count` times does for the round, without a full stop."""
        each, name = self.assessment, self.assessment.round.name.lower()
        if self.again:
            return f"{name} rests on a score given once or long ago"
        left = self.finding.steps
        if count >= left:
            return f"lifts {name} from {each.met} to {each.met + 1} of {each.total}"
        part = f"the first of {left}" if count == 1 else f"{count} of the {left}"
        return f"{part} steps that lift {name} to {each.met + 1} of {each.total}"

    @property
    def sentence(self) -> str:
        """What to do, how long it takes and why, as one sentence."""
        return f"{self.act}, {self.minutes} min: {self.why}."


def next_step(
    assessments: Sequence[Assessment], today: date, without: Collection[str] = ()
) -> Step | None:
    """Return the step that lifts the weakest round most for each minute it takes.

    Finishing an open criterion lifts its round by one, for the minutes of all its steps; scoring a
    doubted one again lifts it by the doubt that goes. Where a round has nothing that can be done
    today (what is left needs another day), the next weakest has its turn. Of equals, the one that
    counts in more rounds comes first, then the guide's order.

    A chapter nobody has begun is begun with its first criterion: a price cannot be added to a
    decision that is not in the log. The checks of chapter 11 are a step only where they found
    something to mend.

    Parameters
    ----------
    assessments
        All rounds.
    today
        Nothing that needs another day than this is chosen.
    without
        Ids of criteria to pass over.

    Returns
    -------
    Step or None
        None where everything is met and believed, or waits for another day.
    """
    begun = {one.criterion.chapter for each in assessments for one in each.findings if one.evidence}
    for assessment in by_weakness(assessments):
        steps = [
            (worth, len(finding.criterion.rounds), -place, finding)
            for place, finding in enumerate(assessment.findings)
            if finding.criterion.id not in without
            and _is_ready(finding, begun)
            and (worth := _worth(finding, today)) > 0
        ]
        if steps:
            finding = max(steps, key=lambda step: step[:3])[-1]
            return Step(finding, assessment, again=finding.state == "met")
    return None


def _is_ready(finding: Finding, begun: Collection[str]) -> bool:
    """Whether a step of the criterion can be done, given the chapters that have evidence."""
    criterion = finding.criterion
    if finding.evidence or criterion.id.startswith(PRACTICE_DAYS):
        return True
    if criterion.chapter == CHECKS:
        return False
    return criterion.chapter in begun or criterion.id == guide.criteria(criterion.chapter)[0].id


#: Doubt below which a score is left alone: it was given on three days lately.
BELIEVED = 0.3


def _worth(finding: Finding, today: date) -> float:
    """Return by how many criteria a minute on this lifts its round; 0 where nothing can be done."""
    evidence = finding.evidence
    shown_today = evidence is not None and today in evidence.days
    if finding.state == "met":
        if finding.doubt < BELIEVED or shown_today:
            return 0.0
        after = 1 / (1 / finding.doubt + 1)
        return (finding.doubt - after) / finding.criterion.minutes
    if finding.criterion.unit == "days" and shown_today:
        return 0.0
    return 1 / finding.minutes


def after(assessments: Sequence[Assessment], step: Step, day: date) -> list[Assessment]:
    """Return the rounds as they stand when `step` is done on `day`: what a plan is made from."""
    done, rounds = step.finding.criterion, []
    for each in assessments:
        findings = each.findings
        if done.id in {one.criterion.id for one in findings}:
            findings = tuple(
                _done(one, day)
                if one.criterion.id == done.id or one.criterion.id.startswith(PRACTICE_DAYS)
                else one
                for one in findings
            )
        rounds.append(replace(each, findings=findings))
    return rounds


def _done(finding: Finding, day: date) -> Finding:
    before, criterion = finding.evidence, finding.criterion
    days = {*(before.days if before else ()), day}
    value = min(criterion.target, criterion.target - finding.steps + 1)
    if criterion.unit == "days":
        value = len(days)
    evidence = Evidence(criterion.id, value, criterion.target, "", tuple(sorted(days)))
    return _judge(criterion, evidence, day)


def steps(assessments: Sequence[Assessment], today: date) -> Iterator[Step]:
    """Yield what to do one after the other today, each chosen as if the ones before were done."""
    while (step := next_step(assessments, today)) is not None:
        yield step
        assessments = after(assessments, step, today)
