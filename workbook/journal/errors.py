"""What can go wrong with the journal, each as one sentence for the reader.

``str(error)`` is that sentence: it says what is wrong and what to do, and a panel may
show it as it is.
"""
# The names say what is wrong with the journal; an "Error" at the end of each would add nothing.
# ruff: noqa: N818


class JournalError(Exception):
    """The journal could not do what was asked; nothing was changed."""


class JournalDamaged(JournalError):
    """The journal's file cannot be trusted; it is never written to."""


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
