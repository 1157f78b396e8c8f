"""The deep dive: two systems of one's own, four sides of each, five layers down.

``systems()`` is the exercise of chapter 10, ``example()`` the fictional candidate's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.ui import Notice, Panel

__all__ = ["example", "systems"]


def systems() -> Panel | Notice:
    """Show the reader's systems and how deep each side of them has been answered."""
    from workbook.deepdive.panel import Systems
    from workbook.ui import present

    return present(Systems)


def example() -> object:
    """Show the fictional candidate's systems, or a sentence where the example is switched off."""
    from workbook.deepdive.panel import Systems
    from workbook.example import show

    return show(Systems)
