"""What can go wrong with the journal, each as one sentence for the reader.

``str(error)`` is that sentence: it says what is wrong and what to do, and a panel may
show it as it is. Below the classes are the sentences that more than one file needs.
"""
# The names say what is wrong with the journal; an "Error" at the end of each would add nothing.
# ruff: noqa: N818

import errno

ELSEWHERE = "set WORKBOOK_JOURNAL to another place"


class JournalError(Exception):
    """The journal could not do what was asked; nothing was changed."""


class JournalDamaged(JournalError):
    """The journal's file cannot be trusted; it is never written to."""


class JournalMissing(JournalError):
    """The journal's file is gone while its backups are there; no empty one takes its place."""


class JournalNewer(JournalError):
    """The journal, or a record in it, was written by a newer version of the workbook."""


class JournalReadOnly(JournalError):
    """The journal can be read but not written."""


class JournalFull(JournalError):
    """There is no room left where the journal is kept."""


class JournalBusy(JournalError):
    """Another process held the journal for too long."""


class JournalUnreachable(JournalError):
    """The journal's folder or server cannot be reached."""


class BrokenRowError(ValueError):
    """A row of the table is not what was written; the engine makes a `JournalDamaged` of it."""


def busy(label: str, seconds: int) -> JournalBusy:
    """Say that another process did not let go."""
    return JournalBusy(
        f"Nothing was saved: another chapter kept the journal {label} busy for over {seconds} "
        "seconds; save again."
    )


def full(label: str) -> JournalFull:
    """Say that there is no room."""
    return JournalFull(
        f"Nothing was saved: there is no room left where the journal {label} is kept; "
        "free some space and save again."
    )


def newer(label: str, schema: int, known: int) -> JournalNewer:
    """Say that a journal or a file was written by a newer version of the workbook."""
    return JournalNewer(
        f"{label} was written by a newer version of the workbook (layout {schema}, this one "
        f"knows up to {known}); nothing was changed. Update the workbook."
    )


def read_only(label: str) -> JournalReadOnly:
    """Say that the journal may not be written."""
    return JournalReadOnly(
        f"Nothing was saved: you may read the journal {label} but not write to it; give yourself "
        f"permission to write to it and its folder, or {ELSEWHERE}."
    )


def cannot_be_made(label: str, folder: str) -> JournalReadOnly:
    """Say that there is no journal yet and none may be made there."""
    return JournalReadOnly(
        f"The journal {label} cannot be made, because you have no permission to write to {folder}; "
        f"give yourself that permission, or {ELSEWHERE}."
    )


def unreachable(label: str, why: str) -> JournalUnreachable:
    """Say that the folder or server is not there."""
    return JournalUnreachable(
        f"The journal {label} cannot be reached ({why}), so nothing was saved; mend that, "
        f"or {ELSEWHERE}."
    )


def system_error(error: OSError, label: str) -> JournalError:
    """Return the sentence for an error of the operating system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(label)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(label)
    return unreachable(label, error.strerror or str(error))
