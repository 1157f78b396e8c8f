"""Collects the evidence of every room there is, without knowing any of them by name."""

from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from weakref import WeakKeyDictionary

import workbook
from workbook.coding.records import Attempt
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.readiness import checks
from workbook.readiness.assess import Assessment, assess, with_days
from workbook.readiness.records import SelfScore
from workbook.stories import linting
from workbook.stories.records import Dismissal, Story

# The newest position of a journal with what was gathered then: several panels of a chapter ask.
_GATHERED: WeakKeyDictionary[Journal, tuple[int, date, list[Evidence]]] = WeakKeyDictionary()


def gather(journal: Journal, today: date) -> list[Evidence]:
    """Return what all rooms can prove; a room without an ``evidence.py`` proves nothing.

    The days of practice of each round are counted over all of it, and the checks of the mistakes
    are made last, since they read the rounds.
    """
    position = journal.position()
    kept = _GATHERED.get(journal)
    if kept is None or kept[:2] != (position, today):
        kept = _GATHERED[journal] = (position, today, _gather(journal, today))
    return list(kept[2])


def _gather(journal: Journal, today: date) -> list[Evidence]:
    found: list[Evidence] = []
    for room in workbook.rooms():
        if find_spec(f"workbook.{room}.evidence") is not None:
            found += import_module(f"workbook.{room}.evidence").evidence(journal, today)
    found = with_days(found)
    return found + checks.evidence(_check(journal, found, today))


def rounds(journal: Journal, today: date) -> list[Assessment]:
    """Return every round as the journal shows it today, with what the reader says."""
    said = {one.id: one.score for one in journal.records(SelfScore) if one.score is not None}
    return assess(gather(journal, today), said, today)


def check(journal: Journal, today: date) -> list[checks.Check]:
    """Return the checks of the mistakes on a journal."""
    return _check(journal, gather(journal, today), today)


def _check(journal: Journal, evidence: list[Evidence], today: date) -> list[checks.Check]:
    solved = [one for one in journal.records(Attempt) if one.runs and one.runs[-1].passed]
    found = (solution(one.problem, one.reading, one.source) for one in solved if one.reading)
    stories = journal.records(Story)
    # A finding that the reader does not share, and has said why, rests here as it does in the bank.
    resting = {one.story for one in journal.records(Dismissal) if one.check == "blame"}
    rested = {story.telling for story in stories if story.id in resting}
    return checks.check_mistakes(
        stories,
        assess(evidence, {}, today),
        lambda telling: None if telling in rested else blame(telling),
        [one for one in found if one is not None],
    )


@lru_cache(maxsize=1024)
def blame(telling: str) -> tuple[checks.Span, ...] | None:
    """Return where a telling criticises others and names no contribution of one's own, if it does.

    Remembered, because the tellings are looked at again after every save of any room.
    """
    found = next((one for one in linting.lint(telling) if one.check == "blame"), None)
    return None if found is None else found.spans


#: How much larger than the largest reference a solution has to be before it is remarked on: a
#: sixth statement beside five is a matter of taste.
EXCESS = 1.5


@lru_cache(maxsize=64)
def solution(problem_id: str, reading_id: str, source: str) -> checks.Solution | None:
    """Return a solution with what it has too much of; None where its problem is gone.

    It is compared with the references for the same reading, by the method of ``coding.size``.
    """
    from workbook.coding.problem import ProblemError, problem
    from workbook.coding.size import compare

    try:
        found = problem(problem_id)
        counts = compare(found, found.reading(reading_id), source)
    except (ProblemError, SyntaxError):
        return None
    more = [
        one.sentence
        for one in counts
        if one.name != "public names" and one.yours > EXCESS * one.most
    ]
    return checks.Solution(found.title, source, " ".join(more))
