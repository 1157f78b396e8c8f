"""Collects the evidence of every room there is, without knowing any of them by name."""

from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

import workbook
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.readiness import mistakes
from workbook.readiness.assess import assess, with_days
from workbook.stories.records import Story


def gather(journal: Journal, today: date) -> list[Evidence]:
    """Return what all rooms can prove; a room without an ``evidence.py`` proves nothing.

    The days of practice of each round are counted over all of it, and the checks of the mistakes
    are made last, since they read the rounds.
    """
    found: list[Evidence] = []
    for room in workbook.rooms():
        if find_spec(f"workbook.{room}.evidence") is not None:
            found += import_module(f"workbook.{room}.evidence").evidence(journal, today)
    found = with_days(found)
    return found + mistakes.evidence(check(journal, found, today))


def check(journal: Journal, evidence: list[Evidence], today: date) -> list[mistakes.Check]:
    """Return the checks of the mistakes on a journal, given the other rooms' evidence."""
    return mistakes.check_mistakes(journal.records(Story), assess(evidence, {}, today), blame)


@lru_cache(maxsize=1024)
def blame(telling: str) -> tuple[mistakes.Span, ...]:
    """Return where a telling criticises others and names no contribution of one's own.

    Remembered, because the tellings are looked at again after every save of any room.
    """
    lint = getattr(workbook.stories, "lint", None)
    if lint is None:
        return ()
    return tuple(span for found in lint(telling) if found.check == "blame" for span in found.spans)
