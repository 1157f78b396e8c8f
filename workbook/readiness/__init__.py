"""Readiness, the top floor: what every room's evidence shows, beside what the reader says.

``dashboard()`` is chapter 13; ``checklist("07")`` is a chapter's live "Done when"; ``example()``
shows the fictional candidate's dashboard. No room knows this one: a room is found by its
``evidence.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.readiness.panel import Checklist, Dashboard

__all__ = ["checklist", "dashboard", "example"]


def dashboard() -> Dashboard:
    """Show each round's evidence beside the reader's own score."""
    from workbook.readiness.panel import Dashboard

    return Dashboard.shown()


def checklist(chapter: str) -> Checklist:
    """Show a chapter's criteria, met or not, and why.

    Parameters
    ----------
    chapter
        Two digits, e.g. ``"07"``. ValueError where the chapter has no criteria.
    """
    from workbook.readiness.panel import Checklist

    return Checklist(chapter)


def example() -> object:
    """Show the fictional candidate's dashboard, or a sentence where the example is switched off."""
    from workbook.example import show
    from workbook.readiness.panel import Dashboard

    return show(Dashboard)
