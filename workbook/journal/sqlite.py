"""A journal in a file or in memory: all that is SQLite's own.

The file is kept with a rollback journal, not with a write-ahead log. A commit takes twice as long,
one millisecond against a half; but the journal is one file that works in every folder, a network's
too, and may be moved, copied and replaced without its log.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from workbook.journal import places
from workbook.journal.backups import has_backups, take_backup, way_back
from workbook.journal.engine import WAIT_SECONDS, Engine, LostError
from workbook.journal.errors import (
    BrokenRowError,
    JournalBusy,
    JournalDamaged,
    JournalError,
    JournalMissing,
    busy,
    cannot_be_made,
    full,
    newer,
    read_only,
    system_error,
    unreachable,
)
from workbook.journal.files import drafted, private_folder
from workbook.journal.places import Place
from workbook.journal.revisions import find_position
from workbook.journal.tables import SCHEMA, append, make_tables, read_schema

_LITTLE_ROOM = 1 << 20  # bytes; with less than this free, an input-output error means a full disk
_OPEN_SECONDS = 5  # how long a process of an earlier version is waited for


class _SqliteEngine(Engine):
    """What a file and memory have in common."""

    def begin(self, connection: sa.Connection, *, writes: bool) -> None:
        """Start a transaction, waiting for other processes to finish theirs."""
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def explain(self, error: BaseException) -> JournalError | None:
        """Sort SQLite's errors by their names."""
        label = self.place.label
        if isinstance(error, OSError):
            return system_error(error, label)
        cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        if isinstance(cause, BrokenRowError | UnicodeDecodeError):
            return damaged(self.place, str(cause))
        if not isinstance(cause, sqlite3.DatabaseError):
            return None
        name = getattr(cause, "sqlite_errorname", "")
        if name == "SQLITE_FULL":
            return full(label)
        if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
            return read_only(label)
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return busy(label, WAIT_SECONDS)
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
            return full(label) if has_little_room(self.place) else unreachable(label, str(cause))
        if isinstance(cause, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            return None  # only a mistake of ours leads there
        return damaged(self.place, str(cause))


class MemoryEngine(_SqliteEngine):
    """A journal that lives in this process only, for tests and the example candidate."""

    def connect(self) -> sa.Connection:
        """Make an empty journal."""
        connection = _wrapped(lambda: _opened(":memory:"))
        make_tables(connection)
        connection.commit()
        return connection


class FileEngine(_SqliteEngine):
    """A journal in one file."""

    def __init__(self, place: Place):
        super().__init__(place)
        assert place.file is not None
        self.file: Path = place.file
        self._writable = True
        self._identity: tuple[int, int] | None = None

    def connect(self) -> sa.Connection:
        """Open the file and look it through, making it first where there is none.

        Raises
        ------
        JournalDamaged, JournalMissing, JournalNewer, JournalError
            With the sentence for the reader; nothing was written.
        """
        self._make_sure_it_is_there()
        folder = self.file.parent
        self._writable = os.access(self.file, os.W_OK) and os.access(folder, os.W_OK)
        if self._writable:
            self._leave_the_log()
        mode = "rw" if self._writable else "ro"
        connection = _wrapped(lambda: _opened(f"file:{quote(str(self.file))}?mode={mode}"))
        try:
            self._examine(connection)
            if self._writable:
                _configure(connection)
                _make_private(self.file)
        except BaseException:
            connection.close()
            raise
        self._identity = _identity(self.file)
        return connection

    def begin(self, connection: sa.Connection, *, writes: bool) -> None:
        """Start a transaction on the file that has the journal's name now."""
        if writes and not self._writable:
            raise read_only(self.place.label)
        super().begin(connection, writes=writes)
        if _identity(self.file) != self._identity:
            connection.rollback()
            raise LostError

    def replace(self, rows: Sequence[Mapping[str, Any]]) -> Path | None:
        """Fill a new file beside the old one and let it take the name; put the old one aside."""
        place, file, last = self.place, self.file, 0
        if file.exists():
            with suppress(JournalError), self.reading() as connection:  # if it can be read at all
                last = find_position(connection)
                if last:
                    take_backup(connection, place)
            self.close()
        private_folder(file.parent)
        with _alone(file, place), drafted(file) as draft:
            _fill(draft, rows, last)
            return _put_aside(file) if file.exists() else None

    def _make_sure_it_is_there(self) -> None:
        """Make an empty journal where there never was one."""
        place, file = self.place, self.file
        assert place.path is not None
        if file.is_dir():
            raise unreachable(place.label, "it is a folder, not a file")
        if file.exists():
            if not os.access(file, os.R_OK):
                raise unreachable(place.label, "you have no permission to read it")
            return
        refuse_if_missing(place)
        if self._identity is not None:
            raise unreachable(place.label, "it was moved or deleted while this chapter had it open")
        try:
            private_folder(file.parent)
            with drafted(file, first=True) as draft:
                _fill(draft, [], 0)
        except PermissionError as error:
            raise cannot_be_made(place.label, str(file.parent)) from error

    def _leave_the_log(self) -> None:
        """Turn a file with a write-ahead log, as earlier versions kept it, into one without."""
        end = time.monotonic() + _OPEN_SECONDS
        while time.monotonic() < end:
            connection = _opened(f"file:{quote(str(self.file))}?mode=rw")
            try:
                connection.execute("PRAGMA journal_mode=DELETE")
                return
            except sqlite3.DatabaseError as error:
                if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                    return  # the look through the file says what is wrong
            finally:
                connection.close()
            # Two that do this at once each keep the other from it until one lets go.
            time.sleep(random.uniform(0, 0.05))
        raise JournalBusy(
            f"The journal {self.place.label} is open in a chapter that an earlier version of the "
            "workbook started; shut down all kernels and open it again."
        )

    def _examine(self, connection: sa.Connection) -> None:
        """Refuse a file that is damaged, not a journal, or newer, without writing to it."""
        place = self.place
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        if found != "ok":
            raise damaged(place, str(found).replace("\n", " "))
        schema = read_schema(connection)
        if schema is not None and schema > SCHEMA:
            raise newer(f"The journal {place.label}", schema, SCHEMA)
        if schema is None:
            if has_backups(place):
                raise damaged(place, "it is empty, and it was not before")
            if sa.inspect(connection).get_table_names():
                raise JournalError(
                    f"{place.label} is a database, but not a workbook's journal; nothing in it was "
                    "changed. Set WORKBOOK_JOURNAL to another place."
                )
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            make_tables(connection)
            connection.commit()
        connection.rollback()


def refuse_if_missing(place: Place) -> None:
    """Refuse to go on without a journal's file where there was one.

    Raises
    ------
    JournalMissing, JournalUnreachable
        When its backups are there, or a link to it.
    """
    if place.path is None or place.path.exists():
        return
    if place.path.is_symlink():
        raise unreachable(place.label, f"it is a link to {place.file}, which is not there")
    if has_backups(place):
        raise JournalMissing(
            f"The journal {place.label} is not there, but its backups are, so none was begun in "
            f"its place. Put it back, if you moved it. {way_back(place)} To begin anew, move the "
            f"folder {place.backups} away."
        )


def damaged(place: Place, why: str) -> JournalDamaged:
    """Say that the file is damaged and which backup leads back."""
    return JournalDamaged(
        f"The journal {place.label} is damaged ({why}); nothing was written to it. "
        f"{way_back(place)}"
    )


def _fill(file: Path, rows: Sequence[Mapping[str, Any]], last: int) -> None:
    """Make the tables in an empty file, and put revisions into them, numbered on from the last."""
    connection = _wrapped(lambda: _opened(f"file:{quote(str(file))}?mode=rw"))
    try:
        _configure(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        make_tables(connection)
        append(connection, *({**row, "sequence": last + n} for n, row in enumerate(rows, start=1)))
        connection.commit()
    finally:
        connection.close()


@contextmanager
def _alone(file: Path, place: Place) -> Iterator[None]:
    """Keep every process from the file: one in the middle of a save would leave half of it."""
    try:
        connection = _opened(f"file:{quote(str(file))}?mode=rw")
    except sqlite3.Error:
        yield  # there is no file, or none that anybody could write to
        return
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            connection.close()
            raise busy(place.label, WAIT_SECONDS) from error
    try:
        yield
    finally:
        connection.close()


def _put_aside(file: Path) -> Path:
    aside = file.with_name(f"{file.stem}-aside-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{file.suffix}")
    # A log that was left must be gone before the new file has its name: SQLite would replay it.
    for ending in ("-journal", "-wal", "-shm"):
        if Path(f"{file}{ending}").exists():
            os.replace(f"{file}{ending}", f"{aside}{ending}")
    try:
        os.link(file, aside)
    except OSError:  # no second names on this file system: one moment without a journal
        os.replace(file, aside)
    return aside


def _configure(connection: sa.Connection) -> None:
    """Make commits durable."""
    # On macOS a plain fsync leaves the data in the drive's own cache.
    connection.exec_driver_sql("PRAGMA fullfsync=ON")
    # EXTRA: the folder is synced too, or a power cut could bring a rollback journal back.
    connection.exec_driver_sql("PRAGMA synchronous=EXTRA")
    connection.rollback()


def _opened(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )


def _wrapped(creator: Callable[[], sqlite3.Connection]) -> sa.Connection:
    """Return what ``creator`` opens as a connection of SQLAlchemy's, which closes it."""
    return sa.create_engine("sqlite://", creator=creator, poolclass=sa.pool.NullPool).connect()


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what stays the same about a file however its content changes; None if it is gone."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make_private(file: Path) -> None:
    """Let only the owner read the file; SQLite gives its rollback journal the same mode."""
    if file.parent == places.data_folder():
        file.parent.chmod(0o700)  # a folder the reader chose keeps the mode they gave it
    with suppress(PermissionError):  # another's file
        file.chmod(0o600)


def has_little_room(place: Place) -> bool:
    """Say whether the disk is full or nearly so."""
    try:
        return place.file is not None and shutil.disk_usage(place.file.parent).free < _LITTLE_ROOM
    except OSError:
        return False
