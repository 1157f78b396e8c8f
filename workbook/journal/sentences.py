"""The sentences that more than one kind of database needs."""

import errno

from workbook.journal.errors import (
    JournalBusy,
    JournalError,
    JournalFull,
    JournalNewer,
    JournalReadOnly,
    JournalUnreachable,
)
from workbook.journal.tables import SCHEMA

ELSEWHERE = "set WORKBOOK_JOURNAL to another place"


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


def newer(label: str, schema: int) -> JournalNewer:
    """Say that the journal was written by a newer version of the workbook."""
    return JournalNewer(
        f"The journal {label} was written by a newer version of the workbook (layout {schema}, "
        f"this one knows up to {SCHEMA}); nothing in it was changed. Update the workbook."
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
