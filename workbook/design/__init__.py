"""Systems design: a prompt, an hour, a few components reasoned out.

``sheet()`` is the exercise of chapter 06, ``example()`` the fictional candidate's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.ui import Notice, Panel

__all__ = ["example", "sheet"]


def sheet() -> Panel | Notice:
    """Show the design sheets on the reader's own journal."""
    from workbook.design.panel import Sheets
    from workbook.ui import present

    return present(Sheets)


def example() -> object:
    """Show the fictional candidate's sheets, or a sentence where the example is switched off."""
    from workbook.design.panel import Sheets
    from workbook.example import show

    return show(Sheets)
