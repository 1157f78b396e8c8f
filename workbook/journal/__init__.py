"""What the reader did: durable, append-only, shared by every open chapter.

The journal is one table of revisions. Saving appends; the newest revision of a record is the
record; deleting appends a tombstone; undoing saves the state before. ``save`` returns when the
commit is on disk. Start with ``records.py`` (what may be stored) and ``journal.py`` (what can be
done with it). Below them ``revisions.py`` knows the table and ``engine.py`` the databases. Beside
them ``copies.py`` is the journal as a JSON document, which a backup is, and ``exchange.py`` takes
it along and brings it back.
"""

from workbook.journal.errors import JournalDamaged, JournalError, JournalMissing, JournalNewer
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
    "JournalDamaged",
    "JournalError",
    "JournalFacts",
    "JournalMissing",
    "JournalNewer",
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
