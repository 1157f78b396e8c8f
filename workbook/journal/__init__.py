"""What the reader did: durable, append-only, shared by every open chapter.

The journal is one table of revisions. Saving appends; the newest revision of a record is the record;
deleting appends a tombstone; undoing saves the state before. ``save`` returns when the commit is on
disk. Start with ``records.py`` (what may be stored) and ``journal.py`` (what can be done with it);
``engine.py`` and ``sqlite.py`` are the only files that know a database by name.
"""

from workbook.journal.errors import (
    JournalBusy,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalNewer,
    JournalReadOnly,
    JournalUnreachable,
)
from workbook.journal.journal import Journal, Revision, UnreadableRecord
from workbook.journal.opening import open_journal
from workbook.journal.records import Record, new_id

__all__ = [
    "Journal",
    "JournalBusy",
    "JournalDamaged",
    "JournalError",
    "JournalFull",
    "JournalNewer",
    "JournalReadOnly",
    "JournalUnreachable",
    "Record",
    "Revision",
    "UnreadableRecord",
    "new_id",
    "open_journal",
]
