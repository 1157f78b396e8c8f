"""Returning to a backup without losing what is there now."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from workbook.journal import statements
from workbook.journal.backup import good_backups, has_backups
from workbook.journal.documents import Document
from workbook.journal.errors import JournalError
from workbook.journal.exchange import back_up, read_file
from workbook.journal.files import sync_folder
from workbook.journal.opening import forget, make_engine, open_journal
from workbook.journal.places import Place, find_place
from workbook.journal.tables import revisions


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
        When there is no good backup, the file is refused, or another process has the journal open.
    """
    place = find_place(url)
    if place.in_memory:
        raise JournalError(
            "A journal in memory cannot be restored; import the file into it instead."
        )
    source, document = _chosen(place, path)
    forget(place)
    try:
        if place.path is not None:
            aside = _replace_file(place, place.path, document)
        else:
            aside = _replace_rows(place, document)
    except OSError as error:
        raise JournalError(
            f"The journal {place.label} could not be restored ({error.strerror or error}); "
            "it is as it was."
        ) from error
    count = document.live_records
    return f"Restored {count} record{'' if count == 1 else 's'} from {source}. {aside}"


def _chosen(place: Place, path: str | Path | None) -> tuple[Path, Document]:
    if path is not None:
        return Path(path).expanduser(), read_file(Path(path))
    newest = next(good_backups(place), None)
    if newest is None:
        found = "none of the backups can be read" if has_backups(place) else "there is no backup"
        raise JournalError(
            f"The journal {place.label} cannot be restored, because {found}; "
            "name an export instead: `workbook restore FILE`."
        )
    return newest.path, newest.document


def _replace_file(place: Place, path: Path, document: Document) -> str:
    """Build the new file beside the old one, and swap them only when it is whole."""
    if path.exists():
        refuse_if_open(path)
        _back_up_if_sound(place)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    fresh = path.with_name(f".{path.name}.restored-{stamp}")
    try:
        _fill(fresh, document)
        if not path.exists():
            os.replace(fresh, path)
            return "There was no journal to put aside."
        aside = path.with_name(f"{path.stem}-aside-{stamp}{path.suffix}")
        # The old log must be gone before the new file has its name: SQLite would replay it.
        for ending in ("-wal", "-shm", "-journal"):
            if Path(f"{path}{ending}").exists():
                os.replace(f"{path}{ending}", f"{aside}{ending}")
        try:
            os.link(path, aside)
        except OSError:  # no second names on this file system: one moment without a journal
            os.replace(path, aside)
        os.replace(fresh, path)
        sync_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)
    return f"The journal that was there is now {aside}."


def _fill(path: Path, document: Document) -> None:
    engine = make_engine(find_place(path))
    try:
        with engine.writing() as connection:
            for row in document.revisions:
                statements.append(connection, row.row())
    finally:
        engine.close()


def _replace_rows(place: Place, document: Document) -> str:
    journal = open_journal(str(place.url.render_as_string(hide_password=False)))
    kept = back_up(journal)
    with journal.engine.writing() as connection:
        connection.execute(revisions.delete())
        for row in document.revisions:
            statements.append(connection, row.row())
    return f"What was there is now in the backup {kept}."


def _back_up_if_sound(place: Place) -> None:
    try:
        journal = open_journal(place.path)
        if journal.position():
            back_up(journal)
    except JournalError:
        return  # it cannot be read; the file itself is put aside as it is
    finally:
        forget(place)


def refuse_if_open(path: Path) -> None:
    """Refuse to replace a file that another process has open.

    The last process to close the old file would delete the log of the new one, which has its name.
    """
    try:
        import fcntl
    except ImportError:  # Windows itself refuses to rename an open file
        return
    # SQLite marks an open file by a lock on these bytes (its file format, "locking").
    first, count = 0x40000002, 510
    try:
        with path.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, count, first)
    except BlockingIOError as error:
        raise JournalError(
            f"The journal {path} is open in a chapter; shut down all kernels (in JupyterLab: "
            "Kernel, Shut Down All Kernels) and restore again."
        ) from error
