"""Readiness, the top floor: what every room's evidence shows, beside what the reader says.

``dashboard()`` is chapter 13, ``mistakes()`` chapter 11; ``checklist("07")`` is a chapter's live
"Done when"; ``example()`` shows the fictional candidate's dashboard. No room knows this one: a room
is found by its ``evidence.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.readiness.panel import Checklist
    from workbook.ui import Notice, Panel

__all__ = ["checklist", "dashboard", "example", "example_mistakes", "mistakes"]


def dashboard() -> Panel | Notice:
    """Show each round's evidence beside the reader's own score."""
    from workbook.readiness.panel import Dashboard
    from workbook.ui import present

    return present(Dashboard)


def mistakes() -> Panel | Notice:
    """Show which of the four mistakes are found in what the reader entered."""
    from workbook.readiness.panel import Mistakes
    from workbook.ui import present

    return present(Mistakes)


def checklist(chapter: str) -> Checklist | Notice:
    """Show a chapter's criteria, met or not, and why.

    Parameters
    ----------
    chapter
        Two digits, e.g. ``"07"``. ValueError where the chapter has no criteria.
    """
    from workbook.journal import JournalError
    from workbook.readiness.panel import Checklist
    from workbook.ui import Notice

    try:
        return Checklist(chapter)
    except JournalError as error:
        notice = Notice()
        notice.say(str(error))
        return notice


def example() -> object:
    """Show the fictional candidate's dashboard, or a sentence where the example is switched off."""
    from workbook.example import show
    from workbook.readiness.panel import Dashboard

    return show(Dashboard)


def example_mistakes() -> object:
    """Show what the checks find in the fictional candidate's records, or a sentence."""
    from workbook.example import show
    from workbook.readiness.panel import Mistakes

    return show(Mistakes)
