"""The fictional example candidate: the same panels on a journal of their own, in memory.

The example's records are read from ``data/example`` into a journal that no file stands behind, so
they cannot mix with the reader's, and a reader may try any control on them.
"""

from functools import cache

import workbook
from workbook import guide, ui
from workbook.journal import Journal, open_journal
from workbook.journal.records import Record, known_kinds
from workbook.profile import load


@cache
def journal() -> Journal:
    """Return the journal of the example candidate, filled with every room's example records."""
    workbook.load_records()
    kept = open_journal("sqlite://")
    kept.save_all(_records())
    return kept


def _records() -> list[Record]:
    """Return the example's records; a file's keys are kinds of record, but for ``name``."""
    kinds = known_kinds()
    return [
        kinds[kind].model_validate(body)
        for file in sorted(file.name for file in (guide.data_folder() / "example").iterdir())
        for kind, bodies in guide.example(file.removesuffix(".yaml")).items()
        if kind != "name"
        for body in bodies
    ]


def show(panel: type[ui.Panel]) -> ui.Panel | ui.Notice:
    """Return the example's panel, or a sentence where the reader has switched the example off."""
    if load(open_journal()).example:
        return panel.shown(journal(), example=True)
    switched_off = ui.Notice()
    switched_off.tell("The example candidate is switched off. Chapter 00 switches it on.")
    return switched_off
