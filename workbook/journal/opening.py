"""Opening a journal, one object per place and process; and looking at one for the doctor."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workbook.journal.copies import live_records, newest_backup, take_daily_backup
from workbook.journal.engine import Engine, has_little_room, make_engine, refuse_if_missing
from workbook.journal.errors import JournalError, full, unreachable
from workbook.journal.files import sweep
from workbook.journal.journal import Journal
from workbook.journal.places import Place, find_place
from workbook.journal.revisions import UnreadableRecord, meta, read_rows

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
        if key not in _journals:
            _journals[key] = Journal(_begun(place))
        return _journals[key]


def _begun(place: Place) -> Engine:
    """Open what is there, sweep, and take the day's backup."""
    engine = make_engine(place)
    # No room for a backup is no reason to keep the reader from their own journal; `workbook doctor`
    # says how old the newest one is.
    with engine.reading() as connection, suppress(OSError, JournalError):
        take_daily_backup(connection, place)
    for folder in (place.backups, place.file and place.file.parent):
        if folder is not None:
            sweep(folder, place.stem)
    return engine


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


def describe(url: str | Path | None = None) -> JournalFacts:
    """Look at a journal, every revision of it, and try whether it can be written.

    None is made where there is none, and no record changes.

    Raises
    ------
    JournalError
        Only when ``url`` itself cannot be understood.
    """
    place = find_place(url)
    file = place.file
    exists = file is None or file.exists()
    facts: dict[str, Any] = {"where": place.label, "exists": exists}
    if backup := newest_backup(place):
        facts |= {"newest_backup": backup.path, "newest_backup_at": backup.taken_at}
    if file and exists:
        facts["size"] = file.stat().st_size
    engine = make_engine(place)
    try:
        if file and not exists:
            refuse_if_missing(place)
            folder = next(each for each in file.parents if each.exists())
            if not os.access(folder, os.W_OK):
                raise unreachable(place.label, f"you have no permission to write to {folder}")
            return JournalFacts(**facts)
        with engine.reading() as connection:
            rows = read_rows(connection)
        facts |= {"revisions": len(rows), "records": live_records(rows)}
        facts["unreadable"] = tuple(Journal(engine).unreadable())
        if has_little_room(place):
            raise full(place.label)
        with engine.writing() as connection:
            connection.execute(sa.update(meta).values(value=meta.c.value))
    except JournalError as error:
        facts["problem"] = str(error)
    finally:
        engine.close()
    return JournalFacts(**facts)
