"""Decisions made without a specification: a log of them, and a drill in saying why.

``log()`` is the exercise of chapter 01, ``example()`` the fictional candidate's, ``all()`` the
reader's records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.decisions.records import Decision
    from workbook.ui import Notice, Panel

__all__ = ["all", "example", "log"]


def log() -> Panel | Notice:
    """Show the decision log on the reader's own journal."""
    from workbook.decisions.panel import Log
    from workbook.ui import present

    return present(Log)


def example() -> object:
    """Show the fictional candidate's log, or a sentence where the example is switched off."""
    from workbook.decisions.panel import Log
    from workbook.example import show

    return show(Log)


def all() -> list[Decision]:  # noqa: A001 - reads as wb.decisions.all()
    """Return the reader's decisions, oldest first."""
    from workbook.decisions.records import Decision
    from workbook.journal import open_journal

    return open_journal().records(Decision)
