"""Ground floor: who is preparing, for which level and which day; every room may read it.

``wb.profile.card()`` shows it in chapter 00. `load` gives the stored profile or its defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.profile.records import Profile

if TYPE_CHECKING:
    from workbook.journal import Journal
    from workbook.ui import Notice, Panel

__all__ = ["Profile", "card", "load"]


def load(journal: Journal) -> Profile:
    """Return the reader's profile, or the defaults where none is stored yet."""
    return journal.get(Profile, Profile.ONLY) or Profile()


def card() -> Panel | Notice:
    """Show the profile: level, day of the interview, speaking pace, example candidate on or off."""
    from workbook.profile.panel import Card
    from workbook.ui import present

    return present(Card)
