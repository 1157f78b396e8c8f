"""The fictional example candidate: the same panels on a journal of their own, in memory.

The example's records are read from ``data/example`` into a journal that no file stands behind, so
they cannot mix with the reader's, and a reader may try any control on them.
"""

from functools import cache

import workbook
from workbook import guide, ui
from workbook.journal import Journal, JournalError, open_journal
from workbook.journal.records import Record, known_kinds
from workbook.profile import load


@cache
def journal() -> Journal:
    """Return the journal of the example candidate, filled with every room's example records."""
    kept = open_journal("sqlite://")
    kept.save_all(records())
    return kept


def records() -> list[Record]:
    """Return the example's records; a file's keys are kinds of record, but for ``name``."""
    workbook.load_records()
    kinds = known_kinds()
    return [
        kinds[kind].model_validate(body)
        for file in sorted(file.name for file in (guide.data_folder() / "example").iterdir())
        for kind, bodies in guide.example(file.removesuffix(".yaml")).items()
        if kind != "name"
        for body in bodies
    ]


def show(panel: type[ui.Panel]) -> ui.Panel | ui.Notice | ui.OnRequest:
    """Return the example's panel; a button for it where the reader has records of their own.

    Where the reader has switched the example off, or the journal cannot be opened, it is a
    sentence.
    """
    notice = ui.Notice()
    try:
        own = open_journal()
        if not load(own).example:
            notice.tell("The example candidate is switched off. Chapter 00 switches it on.")
            return notice
        begun = any(own.current(model) for model in panel.models)
    except JournalError as error:
        notice.say(str(error))
        return notice
    if begun:
        return ui.OnRequest(
            "Show how the example candidate did it",
            lambda: panel.shown(journal(), example=True),
        )
    return panel.shown(journal(), example=True)
