"""What can go wrong with the journal, each as one sentence for the reader.

``str(error)`` is that sentence: it says what is wrong and what to do, and a panel may
show it as it is. Below the classes are the sentences that more than one place needs.
"""
# The names say what is wrong with the journal; an "Error" at the end of each would add nothing.
# ruff: noqa: N818

ELSEWHERE = "set WORKBOOK_JOURNAL to another place"


class JournalError(Exception):
    """The journal could not do what was asked; nothing was changed."""


class JournalDamaged(JournalError):
    """The journal cannot be trusted; it is never written to."""


class JournalMissing(JournalError):
    """The journal's file is gone while its backups are there; no empty one takes its place."""


class JournalNewer(JournalError):
    """The journal, or a record in it, was written by a newer version of the workbook."""


class BrokenRowError(ValueError):
    """A row of the table is not what was written; the engine makes a `JournalDamaged` of it."""


def full(label: str) -> JournalError:
    """Say that there is no room."""
    return JournalError(
        f"Nothing was saved: there is no room left where the journal {label} is kept; "
        "free some space and save again."
    )


def newer(label: str, schema: int, known: int) -> JournalNewer:
    """Say that a journal or a file was written by a newer version of the workbook."""
    return JournalNewer(
        f"{label} was written by a newer version of the workbook (layout {schema}, this one "
        f"knows up to {known}); nothing was changed. Update the workbook."
    )


def unreachable(label: str, why: str) -> JournalError:
    """Say that the file, folder or server is not there or lets nobody in."""
    return JournalError(
        f"The journal {label} cannot be reached ({why}), so nothing was saved; mend that, "
        f"or {ELSEWHERE}."
    )
