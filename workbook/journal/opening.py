"""Opening a journal, one object per place and process; and looking at one without opening it."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workbook.journal.backups import good_backups, take_backup, take_daily_backup, taken_at
from workbook.journal.documents import read_rows
from workbook.journal.engine import Engine
from workbook.journal.errors import JournalDamaged, JournalError, cannot_be_made, full
from workbook.journal.files import sweep
from workbook.journal.journal import Journal
from workbook.journal.places import Place, find_place
from workbook.journal.revisions import UnreadableRecord
from workbook.journal.server import ServerEngine
from workbook.journal.sqlite import FileEngine, MemoryEngine, has_little_room, refuse_if_missing
from workbook.journal.tables import SCHEMA, meta, read_schema, upgrade_tables

_journals: dict[str, Journal] = {}
_lock = threading.Lock()


def open_journal(url: str | Path | None = None) -> Journal:
    """Open the reader's journal, making it where there never was one.

    The first opening of a day backs it up when it has grown; one of an older schema is upgraded
    after a backup.

    Parameters
    ----------
    url
        A path or SQLAlchemy URL; None for ``WORKBOOK_JOURNAL`` or else the file in the reader's
        data folder. ``"sqlite://"`` gives a private journal in memory.

    Returns
    -------
    Journal
        The same object each time for the same place, except in memory.

    Raises
    ------
    JournalError
        With one sentence for the reader: see ``errors.py`` for the kinds.
    """
    place = find_place(url)
    if place.in_memory:
        return Journal(make_engine(place))
    key = str(place.file or place.url.render_as_string(hide_password=False))
    with _lock:
        journal = _journals.get(key)
        if journal is None:
            engine = make_engine(place)
            try:
                _prepare(engine)
            except BaseException:
                engine.close()
                raise
            journal = _journals[key] = Journal(engine)
    return journal


def make_engine(place: Place) -> Engine:
    """Return the engine for a place, not yet connected."""
    if place.path is not None:
        return FileEngine(place)
    return MemoryEngine(place) if place.in_memory else ServerEngine(place)


def _prepare(engine: Engine) -> None:
    place = engine.place
    if engine.schema() < SCHEMA:
        _upgrade(engine)
        return
    if place.file is not None:
        sweep(place.file.parent, place.file.name)
    if place.backups is not None:
        sweep(place.backups, place.stem)
    try:
        with engine.reading() as connection:
            take_daily_backup(connection, place)
    except JournalDamaged:
        raise
    except JournalError:
        # No room for a backup is no reason to keep the reader from their own journal;
        # `workbook doctor` says how old the newest one is.
        return


def _upgrade(engine: Engine) -> None:
    with engine.writing(any_schema=True) as connection:
        # Read again now that no one else writes: another process may have been quicker.
        found = read_schema(connection) or 0
        if found < SCHEMA:
            take_backup(connection, engine.place)
            upgrade_tables(connection, found)


@dataclass(frozen=True)
class JournalFacts:
    """Where the journal is and how it is: what `workbook doctor` says about it.

    Attributes
    ----------
    where
        File, or URL without its password.
    exists
        Whether it has been made yet; the first save or opened chapter makes it.
    problem
        The sentence about what is wrong and what to do; None when it is sound and can be written.
    records, revisions
        How many live records and how many revisions it holds.
    size
        Bytes of the file; 0 for a journal on a server.
    newest_backup, newest_backup_at
        The newest backup that can be read whole.
    unreadable
        Records that no room can read; they stay in the journal untouched.
    """

    where: str
    exists: bool
    problem: str | None = None
    records: int = 0
    revisions: int = 0
    size: int = 0
    newest_backup: Path | None = None
    newest_backup_at: datetime | None = None
    unreadable: tuple[UnreadableRecord, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the journal can be used."""
        return self.problem is None


def describe(url: str | Path | None = None) -> JournalFacts:
    """Look at a journal, every revision of it, and try whether it can be written.

    It is neither made nor upgraded nor backed up, and no record in it changes.

    Raises
    ------
    JournalError
        Only when ``url`` itself cannot be understood.
    """
    place = find_place(url)
    backup = next(good_backups(place), None)
    known: dict[str, Any] = {
        "where": place.label,
        "newest_backup": backup.path if backup else None,
        "newest_backup_at": taken_at(backup.path, place) if backup else None,
    }
    exists = place.file is None or place.file.exists()
    known["size"] = place.file.stat().st_size if place.file and exists else 0
    engine = make_engine(place)
    try:
        if exists:
            known |= _look(engine)
            _try_a_write(engine)
        else:
            _refuse_if_it_cannot_be_made(place)
    except JournalError as error:
        known["problem"] = str(error)
    finally:
        engine.close()
    return JournalFacts(**known, exists=exists)


def _look(engine: Engine) -> dict[str, object]:
    with engine.reading() as connection:
        rows = read_rows(connection)
        current = read_schema(connection) == SCHEMA
    newest = {(row.kind, row.record_id): row.body for row in rows}
    return {
        "revisions": len(rows),
        "records": sum(body is not None for body in newest.values()),
        # One of an older schema is upgraded when it is next opened; until then only counted.
        "unreadable": tuple(Journal(engine).unreadable()) if current else (),
    }


def _try_a_write(engine: Engine) -> None:
    if has_little_room(engine.place):
        raise full(engine.place.label)
    with engine.writing(any_schema=True) as connection:
        connection.execute(sa.update(meta).values(value=meta.c.value))


def _refuse_if_it_cannot_be_made(place: Place) -> None:
    refuse_if_missing(place)
    assert place.file is not None
    folder = next(folder for folder in place.file.parents if folder.exists())
    if not os.access(folder, os.W_OK):
        raise cannot_be_made(place.label, str(folder))
