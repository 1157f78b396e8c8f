"""A round from the draw to the debrief: what is due, what was measured, what the bars say.

Pure functions over an `Attempt`; the times are the caller's.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from workbook.coding.frames import FramingScore, score
from workbook.coding.problem import Problem
from workbook.coding.records import PHASES, Argument, Attempt, Phase, Run
from workbook.coding.size import Beside, compare
from workbook.coding.verdict import Verdict

CHANGE_AFTER = timedelta(minutes=25)
SYNTAX_LEFT = timedelta(minutes=15)
FRAMED = 60  # of the framing score's 100: the bar
ROOM = 1.25  # times the largest reference's statements: still the smallest that does it
ARGUED = 8  # words, below which an answer is a remark


@dataclass(frozen=True)
class Met:
    """One line of a bar: what it asks, whether it was met, and why."""

    asks: str
    met: bool
    why: str


@dataclass(frozen=True)
class AfterChange:
    """What production's change cost.

    Attributes
    ----------
    ran
        Whether there was a run after it.
    seconds_to_green
        From the change to the first run that passed all; None where none did.
    regressions
        Names of cases that passed before the change and failed in a run after it.
    lines_touched
        Lines added, removed or replaced since the change.
    """

    ran: bool
    seconds_to_green: float | None
    regressions: tuple[str, ...]
    lines_touched: int


@dataclass(frozen=True)
class Debrief:
    """A round on one page.

    Attributes
    ----------
    seconds
        How long each act took, by its name; the debrief and acts that did not begin are left out.
    notes
        What the clock shows, a sentence each.
    framing, last, change, sizes
        The framing score, the last run, what the change cost, and the counts beside the
        references'; None or empty where the round did not get there.
    bars
        The lines of each bar, by level; those of L5 are the first of L6.
    """

    seconds: dict[Phase, float]
    notes: tuple[str, ...]
    framing: FramingScore | None
    last: Run | None
    change: AfterChange | None
    sizes: tuple[Beside, ...]
    bars: dict[str, tuple[Met, ...]]


def draw(problems: Sequence[Problem], before: Sequence[Attempt], chance: random.Random) -> Problem:
    """Return a problem never seen, or the one longest not seen; `before` is in order of time."""
    shown = {one.problem: one.shown for one in before}
    fresh = [one for one in problems if one.id not in shown]
    return chance.choice(fresh) if fresh else min(problems, key=lambda one: shown[one.id])


def as_run(verdict: Verdict, at: datetime) -> Run:
    """Return what the journal keeps of a verdict."""
    failed = verdict.failures
    return Run(
        at=at,
        changed=verdict.changed,
        passed=verdict.passed,
        counts=verdict.groups,
        failed=tuple(one.name for one in failed if not one.change),
        failed_change=tuple(one.name for one in failed if one.change),
        trouble=verdict.trouble[:2_000],
        loaded=any(one.outcome != "not run" for one in verdict.cases),
    )


def change_in(attempt: Attempt, now: datetime) -> timedelta | None:
    """Return how long until production knocks; None where it has, or does not any more.

    It does at the first green or 25 minutes in, whichever is first: once, and only while there is
    code to change.
    """
    if "code" not in attempt.began or attempt.ended:
        return None
    if "change" in attempt.began or "argue" in attempt.began:
        return None
    if any(one.passed for one in attempt.runs):
        return timedelta()
    return attempt.began["brief"] + CHANGE_AFTER - now


def after_change(attempt: Attempt) -> AfterChange | None:
    """Return what the change cost so far; None before it."""
    since = attempt.began.get("change")
    if since is None:
        return None
    before = [one for one in attempt.runs if not one.changed]
    after = [one for one in attempt.runs if one.changed]
    green = next((one.at for one in after if one.passed), None)
    lost: set[str] = set()
    if before and before[-1].loaded:  # else nothing is known of what passed before
        lost = {name for one in after for name in one.failed} - set(before[-1].failed)
    return AfterChange(
        bool(after),
        None if green is None else (green - since).total_seconds(),
        tuple(sorted(lost)),
        lines_touched(attempt.source_at_change or "", attempt.source),
    )


def lines_touched(before: str, after: str) -> int:
    """Return how many lines were added, removed or replaced; a replaced line is one."""
    steps = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    return sum(max(b - a, d - c) for kind, a, b, c, d in steps.get_opcodes() if kind != "equal")


def took(seconds: float) -> str:
    """Say how long something took."""
    return f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"


def _seconds(attempt: Attempt, now: datetime) -> dict[Phase, float]:
    """Return how long each act took; the one that goes on lasts until ``now``."""
    begun = [one for one in PHASES if one in attempt.began]
    ends = [attempt.began[one] for one in begun[1:]] + [attempt.ended or now]
    return {
        phase: max(0.0, (end - attempt.began[phase]).total_seconds())
        for phase, end in zip(begun, ends, strict=True)
        if phase != "debrief"
    }


def debrief(problem: Problem, attempt: Attempt, now: datetime) -> Debrief:
    """Return a round on one page."""
    reading = problem.reading(attempt.reading) if attempt.reading else None
    framing = score(problem, reading, attempt.frame) if reading else None
    last = attempt.runs[-1] if attempt.runs else None
    sizes: tuple[Beside, ...] = ()
    if reading and last and last.loaded:
        sizes = tuple(compare(problem, reading, attempt.source))
    change = after_change(attempt)
    five = _five(attempt.argument, framing, last, sizes)
    return Debrief(
        _seconds(attempt, now),
        _notes(problem, attempt, now),
        framing,
        last,
        change,
        sizes,
        {"L5": five, "L6": (*five, *_six(attempt.argument, change))},
    )


def _notes(problem: Problem, attempt: Attempt, now: datetime) -> tuple[str, ...]:
    notes = []
    end = attempt.ended or now
    late = attempt.shown + timedelta(minutes=problem.minutes) - SYNTAX_LEFT
    if end >= late and not any(one.loaded and one.at <= late for one in attempt.runs):
        notes.append("With fifteen minutes left no version of the code had run yet.")
    over = (end - attempt.shown).total_seconds() / 60 - problem.minutes
    if over >= 1:
        notes.append(f"It took {over:.0f} min longer than the {problem.minutes} there are.")
    if attempt.runs and not attempt.runs[-1].passed:
        notes.append("The last run did not pass every case.")
    return tuple(notes)


def _five(
    argument: Argument, framing: FramingScore | None, last: Run | None, sizes: Sequence[Beside]
) -> tuple[Met, ...]:
    total = framing.total if framing else 0
    passed = last is not None and last.passed
    shape = [one for one in last.counts if one.group != "behaviour"] if last else []
    misses = sum(one.failed + one.not_run for one in shape)
    size = sizes[0] if sizes else None
    answers = sum(map(_argued, (argument.structure, argument.fails_first, argument.watched)))
    return (
        Met("Framed before coding", total >= FRAMED, f"{total} of 100; the bar is {FRAMED}"),
        Met(
            "Does what the reading promises",
            passed,
            f"the last run {'passed every case' if passed else 'did not pass every case'}"
            if last
            else "not run",
        ),
        Met(
            "Failure cases, concurrency and scale hold",
            bool(shape) and not misses,
            f"{misses} cases missed" if shape else "not run",
        ),
        Met(
            "No more code than it needs",
            size is not None and size.yours <= ROOM * size.most,
            size.sentence if size else "not measured",
        ),
        Met("Structure, first failure and watch argued", answers == 3, f"{answers} of 3 answered"),
    )


def _six(argument: Argument, change: AfterChange | None) -> tuple[Met, ...]:
    others = sum(map(_argued, argument.alternatives))
    green = change is not None and change.seconds_to_green is not None
    lost = len(change.regressions) if change else 0
    why = f"{'green' if green else 'not green'} after it, {lost} cases lost on the way"
    return (
        Met("The change met without losing a case", green and not lost, why),
        Met("Two alternatives weighed", others >= 2, f"{others} weighed"),
        Met(
            "Why this one wins here",
            _argued(argument.wins),
            f"{len(argument.wins.split())} words",
        ),
    )


def _argued(answer: str) -> bool:
    return len(answer.split()) >= ARGUED
