"""Stories: a bank of six to eight, each told in ninety seconds, scored, and mapped to values.

``board()`` is where stories are written, ``rehearse()`` where they are told aloud and questioned,
``retrieve()`` the drill of naming one for a question; ``example()`` is the fictional candidate's
board. ``all()`` gives the reader's records and ``table()`` the same as a DataFrame. ``lint()``
reads a telling for what it lacks or has too much of, and ``suggest_values()`` says which values it
speaks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbook.stories.linting import Finding
    from workbook.stories.records import Story
    from workbook.stories.suggest import Suggestion
    from workbook.ui import Notice, Panel

__all__ = ["all", "board", "example", "lint", "rehearse", "retrieve", "suggest_values", "table"]


def board() -> Panel | Notice:
    """Show the story board on the reader's own journal."""
    from workbook.stories.panel import Board
    from workbook.ui import present

    return present(Board)


def rehearse() -> Panel | Notice:
    """Show the rehearsal: tell a story against the clock, and answer follow-ups."""
    from workbook.stories.panel_rehearsal import Rehearsal
    from workbook.ui import present

    return present(Rehearsal)


def retrieve() -> Panel | Notice:
    """Show the drill: a question, and ten seconds to name the story for it."""
    from workbook.stories.panel_rehearsal import Drill
    from workbook.ui import present

    return present(Drill)


def example() -> object:
    """Show the fictional candidate's board, or a sentence where the example is switched off."""
    from workbook.example import show
    from workbook.stories.panel import Board

    return show(Board)


def all() -> list[Story]:  # noqa: A001 - reads as wb.stories.all(), and nothing here needs the builtin
    """Return the reader's stories, oldest first."""
    from workbook.journal import open_journal
    from workbook.stories.records import Story

    return open_journal().records(Story)


def table() -> pd.DataFrame:
    """Return one row a story, oldest first.

    The columns are title, question_kind, values, the four scores, words, seconds, takes and lacks.

    Scores are 0 to 4, missing where not scored; seconds are at the reader's own pace, takes how
    often it was told aloud.
    """
    from workbook.journal import open_journal
    from workbook.profile import load
    from workbook.stories.bank import as_table
    from workbook.stories.records import FollowUp, Take
    from workbook.stories.takes import rehearsed

    journal, stories = open_journal(), all()
    ids = (story.id for story in stories)
    practised = rehearsed(ids, journal.records(Take), journal.records(FollowUp))
    return as_table(stories, load(journal).words_per_minute, practised)


# The file is linting.py, since importing a lint.py would put the module in this function's place.
def lint(text: str, pace_wpm: int = 145) -> list[Finding]:
    """Return what stands out in a telling: see `workbook.stories.linting.lint`."""
    from workbook.stories import linting

    return linting.lint(text, pace_wpm)


def suggest_values(text: str, top: int = 3) -> list[Suggestion]:
    """Return the values a telling speaks for, the likeliest first, each with its sentences."""
    from workbook.stories import suggest

    return suggest.suggest_values(text, top)
