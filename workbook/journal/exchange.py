"""Taking the journal along, and bringing it back: export, import, backup, restore."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbook.journal.backups import good_backups, has_backups, take_backup
from workbook.journal.documents import (
    Document,
    StoredRevision,
    read_document,
    read_rows,
    write_document,
)
from workbook.journal.errors import JournalError, JournalNewer
from workbook.journal.files import write_private
from workbook.journal.journal import Journal
from workbook.journal.opening import make_engine, open_journal
from workbook.journal.places import Place, find_place
from workbook.journal.records import known_kinds, new_id
from workbook.journal.revisions import author
from workbook.journal.tables import append


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


def export_file(path: str | Path, url: str | Path | None = None, *, force: bool = False) -> Path:
    """Write the journal to a readable JSON file (mode 0600) and return its path.

    Parameters
    ----------
    path
        The file to write.
    url
        Which journal; None for the reader's own.
    force
        Replace a file that is there; the journal itself is not replaced even then.

    Raises
    ------
    JournalError
        When the file is there already, or cannot be written.
    """
    path, journal = Path(path).expanduser(), open_journal(url)
    content = export_document(journal)
    file = journal.engine.place.file
    try:
        if file is not None and path.exists() and path.samefile(file):
            raise JournalError(f"{path} is the journal itself; choose another name.")
        if path.exists() and not force and not path.is_dir():
            raise JournalError(
                f"{path} is there already and was left as it is; choose another name, or write "
                "over it with --force."
            )
        write_private(path, content)
    except OSError as error:
        raise JournalError(
            f"{path} cannot be written ({error.strerror or error}); choose another place."
        ) from error
    return path


def export_document(journal: Journal) -> bytes:
    """Return the whole journal as a readable JSON document in UTF-8."""
    with journal.engine.reading() as connection:
        return write_document(read_rows(connection), datetime.now(UTC))


def import_file(path: str | Path, url: str | Path | None = None) -> ImportCounts:
    """Add what a file from `export_file` or a backup holds, after a backup of what is there."""
    document = read_file(path)
    _refuse_newer(document)
    journal = open_journal(url)
    if not journal.engine.place.in_memory and journal.position():
        back_up(journal)
    return import_document(journal, document)


def read_file(path: str | Path) -> Document:
    """Return the journal that a file holds; see `documents.read_document` for what is refused."""
    path = Path(path).expanduser()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise JournalError(
            f"{path} cannot be read ({error.strerror or error}); nothing was changed. "
            "Choose a file that `workbook export` wrote."
        ) from error
    return read_document(content, str(path))


def import_document(journal: Journal, document: Document) -> ImportCounts:
    """Add a document's revisions to a journal, all of them or none; one `undo` takes them back.

    Each keeps its moment. Revisions already there are skipped, so importing twice adds nothing.
    Where both sides have changed a record, both histories are kept and the later state is the
    record: see `_winner`.
    """
    _refuse_newer(document)
    # What was undone over there is history here: an undo takes back the import, not half of it.
    piece: dict[str, Any] = {"piece": new_id(), "undoes": None}
    with journal.engine.writing() as connection:
        local = read_rows(connection)
        present = {row.id for row in local}
        added = [row for row in document.revisions if row.id not in present]
        again = _to_append_again(local, document.revisions, added)
        append(connection, *(row.row() | piece for row in added))
        for row in again:
            append(connection, row.row() | piece | {"id": new_id(), "author": author()})
    journal.tell(frozenset(row.kind for row in added))
    return ImportCounts(len(added), len(document.revisions) - len(added), len(again))


def backup(url: str | Path | None = None) -> Path:
    """Take a backup now and return where it is."""
    return back_up(open_journal(url))


def back_up(journal: Journal) -> Path:
    """Take a backup of an open journal now and return where it is."""
    with journal.engine.reading() as connection:
        return take_backup(connection, journal.engine.place)


def restore(path: str | Path | None = None, url: str | Path | None = None) -> str:
    """Return to a backup or an export; what is there now is put aside, never deleted.

    Parameters
    ----------
    path
        The backup or export; None for the newest good backup.
    url
        Which journal; None for the reader's own.

    Returns
    -------
    str
        One or two sentences that say what was done and where the old journal is now.

    Raises
    ------
    JournalError
        When there is no good backup, or the file is refused.
    """
    place = find_place(url)
    if place.in_memory:
        raise JournalError(
            "A journal in memory cannot be restored; import the file into it instead."
        )
    source, document = _chosen(place, path)
    engine = make_engine(place)
    try:
        aside = engine.replace([row.row() for row in document.revisions])
    except OSError as error:
        raise JournalError(
            f"The journal {place.label} could not be restored ({error.strerror or error}); "
            "it is as it was."
        ) from error
    finally:
        engine.close()
    count = document.live_records
    return f"Restored {count} record{'' if count == 1 else 's'} from {source}. " + (
        f"What was there is now {aside}." if aside else "There was no journal to put aside."
    )


def _chosen(place: Place, path: str | Path | None) -> tuple[Path, Document]:
    if path is not None:
        return Path(path).expanduser(), read_file(path)
    newest = next(good_backups(place), None)
    if newest is None:
        found = "none of the backups can be read" if has_backups(place) else "there is no backup"
        raise JournalError(
            f"The journal {place.label} cannot be restored, because {found}; "
            "name an export instead: `workbook restore FILE`."
        )
    return newest.path, newest.document


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


def _refuse_newer(document: Document) -> None:
    kinds = known_kinds()
    for row in document.revisions:
        if row.kind in kinds and row.version > kinds[row.kind].version:
            raise JournalNewer(
                f"The file holds a {row.kind} from a newer version of the workbook (version "
                f"{row.version}, this one reads up to {kinds[row.kind].version}); nothing was "
                "changed. Update the workbook."
            )
