"""The brief, on the top floor: one page for the morning of the loop, to print.

``make()`` shows it at the end of chapter 13, ``example()`` the fictional candidate's; `workbook
brief` writes it to files. Nothing stands in it that the reader did not write or prove.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.ui import Notice, Panel

__all__ = ["example", "make"]


def make() -> Panel | Notice:
    """Show the page, with buttons to keep it as HTML, which prints, or as Markdown."""
    from workbook.brief.panel import Brief
    from workbook.ui import present

    return present(Brief)


def example() -> object:
    """Show the fictional candidate's page, or a sentence where the example is switched off."""
    from workbook.brief.panel import Brief
    from workbook.example import show

    return show(Brief)
