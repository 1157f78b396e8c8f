"""What the reader did: durable, append-only, shared by every open chapter.

The journal is one table of revisions. Saving appends; the newest revision of a record is the
record; deleting appends a tombstone; undoing saves the state before. ``save`` returns when the
commit is on disk. Start with ``records.py`` (what may be stored) and ``journal.py`` (what can be
done with it). Below them ``engine.py`` keeps one connection, and ``sqlite.py`` and ``server.py``
are the only files that know a database by name. Beside them ``documents.py`` is the journal as a
JSON document, which ``exchange.py`` and ``backups.py`` write and read.
"""

from workbook.journal.errors import (
    JournalBusy,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalMissing,
    JournalNewer,
    JournalReadOnly,
    JournalUnreachable,
)
from workbook.journal.exchange import ImportCounts, backup, export_file, import_file, restore
from workbook.journal.journal import Journal
from workbook.journal.opening import JournalFacts, describe, open_journal
from workbook.journal.records import Record, known_kinds, new_id
from workbook.journal.revisions import Revision, UnreadableRecord
from workbook.journal.undo import Altered, Change

__all__ = [
    "Altered",
    "Change",
    "ImportCounts",
    "Journal",
    "JournalBusy",
    "JournalDamaged",
    "JournalError",
    "JournalFacts",
    "JournalFull",
    "JournalMissing",
    "JournalNewer",
    "JournalReadOnly",
    "JournalUnreachable",
    "Record",
    "Revision",
    "UnreadableRecord",
    "backup",
    "describe",
    "export_file",
    "import_file",
    "known_kinds",
    "new_id",
    "open_journal",
    "restore",
]
