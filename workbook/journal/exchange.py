"""Taking the journal along, and bringing it back: export, import, backup, restore."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workbook.journal.copies import (
    backup_files,
    count,
    newest_backup,
    read_document,
    take_backup,
    write_document,
)
from workbook.journal.engine import make_engine
from workbook.journal.errors import JournalError
from workbook.journal.files import write_private
from workbook.journal.opening import open_journal
from workbook.journal.places import find_place
from workbook.journal.records import known_kinds, new_id, refuse_newer
from workbook.journal.revisions import Row, append, author, read_rows


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
    path, engine = Path(path).expanduser(), open_journal(url).engine
    with engine.reading() as connection:
        content = write_document(read_rows(connection))
    file = engine.place.file
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


def import_file(path: str | Path, url: str | Path | None = None) -> ImportCounts:
    """Add what a file from `export_file` or a backup holds, after a backup of what is there.

    All of it is added or nothing, and one `undo` takes it back. Each revision keeps its moment.
    Those already there are skipped, so importing twice adds nothing. Where both sides have changed
    a record, both histories are kept and the later state is the record: see `_winner`.

    Raises
    ------
    JournalError
        When the file is not a whole one of ours, or a newer version wrote it.
    """
    rows, kinds = read_document(Path(path).expanduser()), known_kinds()
    for row in rows:
        if row["kind"] in kinds:
            refuse_newer(kinds[row["kind"]], row["version"])
    journal = open_journal(url)
    # What was undone over there is history here: an undo takes back the import, not half of it.
    piece = {"piece": new_id(), "undoes": None}
    with journal.engine.writing() as connection:
        local = read_rows(connection)
        if local:
            take_backup(connection, journal.engine.place)
        present = {row["id"] for row in local}
        added = [row for row in rows if row["id"] not in present]
        again = _to_append_again(local, rows, present)
        append(connection, *(row | piece for row in added))
        append(connection, *(row | piece | {"id": new_id(), "author": author()} for row in again))
    journal.tell(frozenset(row["kind"] for row in added))
    return ImportCounts(len(added), len(rows) - len(added), len(again))


def backup(url: str | Path | None = None) -> Path:
    """Take a backup now and return where it is."""
    engine = open_journal(url).engine
    with engine.reading() as connection:
        return take_backup(connection, engine.place)


def restore(path: str | Path | None = None, url: str | Path | None = None) -> str:
    """Return to a backup or an export; what is there now is kept aside, never deleted.

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
    if path is not None:
        source = Path(path).expanduser()
        rows = read_document(source)
    elif newest := newest_backup(place):
        source, rows = newest.path, newest.rows
    else:
        found = "none of the backups can be read" if backup_files(place) else "there is no backup"
        raise JournalError(
            f"The journal {place.label} cannot be restored, because {found}; "
            "name an export instead: `workbook restore FILE`."
        )
    engine = make_engine(place)
    try:
        aside = engine.replace(rows)
    except OSError as error:
        raise JournalError(
            f"The journal {place.label} could not be restored ({error.strerror or error}); "
            "it is as it was."
        ) from error
    finally:
        engine.close()
    return f"Restored {count(rows)} from {source}. " + (
        f"What was there is now {aside}." if aside else "There was no journal to put aside."
    )


def _to_append_again(local: list[Row], imported: list[Row], present: set[str]) -> list[Row]:
    """Return the states that must be the newest although others now come after them."""
    here, there, again = _histories(local), _histories(imported), []
    for key in there.keys() & here.keys():
        added = [row["id"] for row in there[key] if row["id"] not in present]
        winner = _winner(here[key], there[key])
        if added and winner["id"] != added[-1]:
            again.append(winner)
    return again


def _winner(here: list[Row], there: list[Row]) -> Row:
    """Return which of the two newest states of a record goes on.

    Where one side has the other's newest in its history, it has simply gone further, whatever the
    clocks say; only where both went their own way does the later moment decide, ours on a tie.
    """
    ours, theirs = here[-1], there[-1]
    if any(row["id"] == ours["id"] for row in there):
        return theirs
    if any(row["id"] == theirs["id"] for row in here):
        return ours
    return theirs if theirs["saved_at"] > ours["saved_at"] else ours


def _histories(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[row["kind"], row["record_id"]].append(row)
    return found
