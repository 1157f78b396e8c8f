"""The culture documents as the reader would say them: each section in one's own words.

``deck()`` is the exercise of chapter 02, ``example()`` the fictional candidate's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.ui import Notice, Panel

__all__ = ["deck", "example"]


def deck() -> Panel | Notice:
    """Show every section of the deck and the memo, on the reader's own journal."""
    from workbook.culture.panel import Deck
    from workbook.ui import present

    return present(Deck)


def example() -> object:
    """Show the fictional candidate's, or a sentence where the example is switched off."""
    from workbook.culture.panel import Deck
    from workbook.example import show

    return show(Deck)
