"""Opening a journal as a newly started kernel would, and judging what it says."""

from workbook.journal import Journal, open_journal
from workbook.journal.opening import _journals, make_engine
from workbook.journal.places import find_place


def afresh(path) -> Journal:
    """What a newly started kernel would open."""
    close_all()
    return open_journal(path)


def close_all() -> None:
    while _journals:
        _journals.popitem()[1].close()


def is_one_sentence(error: BaseException) -> bool:
    """Whether a person could read it: no traceback, no class names, not too long."""
    text = str(error)
    return "\n" not in text and "Error" not in text and len(text) < 700 and text.endswith(".")


def another(place: str) -> Journal:
    """Another process's view of the same journal: a connection of its own."""
    return Journal(make_engine(find_place(place)))
