"""Taking the journal along: export to a file, import from one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbook.journal import statements
from workbook.journal.author import author
from workbook.journal.backup import take_backup
from workbook.journal.documents import (
    Document,
    StoredRevision,
    as_text,
    read_document,
    read_rows,
    write_document,
)
from workbook.journal.errors import JournalError, JournalNewer
from workbook.journal.files import write_private
from workbook.journal.journal import Journal
from workbook.journal.records import known_kinds, new_id


@dataclass(frozen=True)
class ImportCounts:
    """What an import did.

    Attributes
    ----------
    added
        Revisions that were not in the journal before.
    present
        Revisions that were there already and were left as they are.
    kept
        Records that had a later state here than in the file, which they still have.
    """

    added: int
    present: int
    kept: int


def export_document(journal: Journal) -> bytes:
    """Return the whole journal as a readable JSON document in UTF-8."""
    with journal.engine.reading() as connection:
        return write_document(read_rows(connection), datetime.now(UTC))


def import_document(journal: Journal, document: Document) -> ImportCounts:
    """Add a document's revisions to a journal, all of them or none.

    Revisions already there are skipped, so importing twice adds nothing. Where both sides have
    changed a record, both histories are kept and the later state is the record: see `_winner`.
    """
    _refuse_newer(document)
    with journal.engine.writing() as connection:
        local = read_rows(connection)
        present = {row.id for row in local}
        added = [row for row in document.revisions if row.id not in present]
        for row in added:
            statements.append(connection, row.row())
        again = _to_append_again(local, document.revisions, added)
        for row in again:
            statements.append(connection, _copy(row))
    journal.subscribers.tell(frozenset(row.kind for row in added))
    return ImportCounts(len(added), len(document.revisions) - len(added), len(again))


def export_to(journal: Journal, path: Path) -> Path:
    """Write the whole journal to a file that only its owner can read."""
    path = path.expanduser()
    content = export_document(journal)
    try:
        write_private(path, content)
    except OSError as error:
        raise JournalError(
            f"{path} cannot be written ({error.strerror or error}); choose another place."
        ) from error
    return path


def read_file(path: Path) -> Document:
    """Return the journal that a file holds; see `documents.read_document` for what is refused."""
    path = path.expanduser()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise JournalError(
            f"{path} cannot be read ({error.strerror or error}); nothing was changed. "
            "Choose a file that `workbook export` wrote."
        ) from error
    return read_document(content, str(path))


def import_from(journal: Journal, path: Path) -> ImportCounts:
    """Import a file after backing up what is there."""
    document = read_file(path)
    _refuse_newer(document)
    if not journal.engine.place.in_memory and journal.position():
        back_up(journal)
    return import_document(journal, document)


def back_up(journal: Journal) -> Path:
    """Take a backup now and return where it is."""
    with journal.engine.reading() as connection:
        return take_backup(connection, journal.engine.place)


def _to_append_again(
    local: Sequence[StoredRevision],
    imported: Sequence[StoredRevision],
    added: Iterable[StoredRevision],
) -> list[StoredRevision]:
    """Return the states that must be the newest although other revisions now come after them."""
    here, there = _histories(local), _histories(imported)
    last_added = {(row.kind, row.record_id): row for row in added}
    again = []
    for key, last in last_added.items():
        if key in here:
            winner = _winner(here[key], there[key])
            if winner.id != last.id:
                again.append(winner)
    return again


def _winner(here: list[StoredRevision], there: list[StoredRevision]) -> StoredRevision:
    """Return which of the two newest states of a record goes on.

    Where one side has the other's newest in its history, it has simply gone further, whatever the
    clocks say; only where both went their own way does the later moment decide, ours on a tie.
    """
    ours, theirs = here[-1], there[-1]
    if any(row.id == ours.id for row in there):
        return theirs
    if any(row.id == theirs.id for row in here):
        return ours
    return theirs if theirs.saved_at > ours.saved_at else ours


def _histories(rows: Iterable[StoredRevision]) -> dict[tuple[str, str], list[StoredRevision]]:
    found = defaultdict(list)
    for row in rows:
        found[row.kind, row.record_id].append(row)
    return found


def _copy(row: StoredRevision) -> dict[str, Any]:
    now = as_text(datetime.now(UTC))
    return row.row() | {"id": new_id(), "saved_at": now, "author": author(), "undoes": None}


def _refuse_newer(document: Document) -> None:
    kinds = known_kinds()
    for row in document.revisions:
        if row.kind in kinds and row.version > kinds[row.kind].version:
            raise JournalNewer(
                f"The file holds a {row.kind} from a newer version of the workbook (version "
                f"{row.version}, this one reads up to {kinds[row.kind].version}); nothing was "
                "changed. Update the workbook."
            )
