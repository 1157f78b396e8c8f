"""The keeper test: three signals of relief, three of anxiety, and what happened for each.

``test()`` and ``drill()`` are the exercises of chapter 03, ``example()`` the fictional candidate's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.ui import Notice, Panel

__all__ = ["drill", "example", "test"]


def test() -> Panel | Notice:
    """Show the six signals on the reader's own journal."""
    from workbook.keeper.panel import Signals
    from workbook.ui import present

    return present(Signals)


def drill() -> Panel | Notice:
    """Show a question, and ask which signal it probes."""
    from workbook.keeper.panel import Drill
    from workbook.ui import present

    return present(Drill)


def example() -> object:
    """Show the fictional candidate's signals, or a sentence where the example is switched off."""
    from workbook.example import show
    from workbook.keeper.panel import Signals

    return show(Signals)
