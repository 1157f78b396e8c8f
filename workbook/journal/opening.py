"""Opening a journal: one object per place and process."""

from __future__ import annotations

import threading
from pathlib import Path

from workbook.journal.backup import take_backup, take_daily_backup
from workbook.journal.engine import Engine, close_all
from workbook.journal.errors import JournalError
from workbook.journal.journal import Journal
from workbook.journal.places import Place, find_place
from workbook.journal.server import ServerEngine
from workbook.journal.sqlite import FileEngine, MemoryEngine
from workbook.journal.tables import SCHEMA, read_schema, upgrade_tables

_journals: dict[tuple[str, str | None], Journal] = {}
_lock = threading.Lock()


def open_journal(url: str | Path | None = None) -> Journal:
    """Open the reader's journal, making it where there is none.

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
    with _lock:
        journal = _journals.get(_key(place))
        if journal is None:
            engine = make_engine(place)
            try:
                _prepare(engine)
            except BaseException:
                engine.close()
                raise
            journal = _journals[_key(place)] = Journal(engine)
    return journal


def forget(place: Place) -> None:
    """Close this process's journal at a place, so that the next opening starts afresh."""
    with _lock:
        _journals.pop(_key(place), None)
    close_all(place)


def make_engine(place: Place) -> Engine:
    """Return the engine for a place, not yet connected."""
    if place.path is not None:
        return FileEngine(place)
    return MemoryEngine(place) if place.in_memory else ServerEngine(place)


def _prepare(engine: Engine) -> None:
    if engine.schema() < SCHEMA:
        _upgrade(engine)
        return
    with engine.reading() as connection:
        try:
            take_daily_backup(connection, engine.place)
        except (OSError, JournalError):
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


def _key(place: Place) -> tuple[str, str | None]:
    return place.url.render_as_string(hide_password=False), place.vfs
