"""The loop on the reader's own schedule, what each round assesses, and how it went.

``schedule()`` is the exercise of chapter 04, ``example()`` the fictional candidate's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.ui import Notice, Panel

__all__ = ["example", "schedule"]


def schedule() -> Panel | Notice:
    """Show the loop on the reader's own journal."""
    from workbook.loop.panel import Schedule
    from workbook.ui import present

    return present(Schedule)


def example() -> object:
    """Show the fictional candidate's loop, or a sentence where the example is switched off."""
    from workbook.example import show
    from workbook.loop.panel import Schedule

    return show(Schedule)
