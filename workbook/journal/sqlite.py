"""A journal in a file or in memory. With ``sqlite_files.py``: all that is SQLite's own."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import sqlalchemy as sa

from workbook.journal.engine import WAIT_SECONDS, Engine
from workbook.journal.errors import JournalError, JournalUnreachable
from workbook.journal.network import network_file_system
from workbook.journal.places import Place
from workbook.journal.sentences import busy, full, read_only, system_error, unreachable
from workbook.journal.sqlite_files import (
    configure,
    damaged,
    driver_of,
    examine,
    identity,
    make_private,
    make_sure_it_exists,
    open_file,
    wrap,
)
from workbook.journal.tables import make_tables

_LITTLE_ROOM = 1 << 16  # bytes; with less than this free, an input-output error means a full disk


class MemoryEngine(Engine):
    """A journal that lives in this process only, for tests and the example candidate."""

    def connect(self) -> sa.Connection:
        """Make an empty journal."""
        connection = wrap(
            lambda: sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        )
        make_tables(connection)
        connection.commit()
        return connection

    def begin(self, connection: sa.Connection) -> None:
        """Start a transaction."""
        connection.connection.cursor().execute("BEGIN IMMEDIATE")

    def explain(self, error: BaseException) -> JournalError | None:
        """Return the sentence for a full memory; nothing else can go wrong."""
        return _explain(error, self.place)

    def mode(self) -> str:
        """Say that nothing is kept."""
        return f"SQLite {sqlite3.sqlite_version}, in memory"

    def size(self) -> int:
        """Return the bytes of the pages in memory."""
        with self.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())

    def before_fork(self) -> None:
        """Wait for what is being written; memory is copied with the process."""
        self.lock.acquire()


class FileEngine(Engine):
    """A journal in one file."""

    def __init__(self, place: Place):
        super().__init__(place)
        assert place.path is not None
        self.path: Path = place.path
        self._writable = True
        self._logged = True
        self._identity: tuple[int, int] | None = None

    def connect(self) -> sa.Connection:
        """Open the file, making it first where there is none."""
        make_sure_it_exists(self.place, self.path)
        folder = self.path.parent
        self._writable = os.access(self.path, os.W_OK) and os.access(folder, os.W_OK)
        examine(self.place, self.path)
        if self._writable:
            connection = wrap(lambda: open_file(self.place, self.path, "rw"))
            self._logged = configure(driver_of(connection), self.path)
            make_private(self.path)
        else:
            connection = wrap(lambda: open_file(self.place, self.path, "ro"))
        self._identity = identity(self.path)
        return connection

    def begin(self, connection: sa.Connection) -> None:
        """Start a transaction, waiting for other processes to finish theirs."""
        if not self._writable:
            raise read_only(self.place.label)
        connection.connection.cursor().execute("BEGIN IMMEDIATE")
        if identity(self.path) != self._identity:
            raise JournalUnreachable(
                f"Nothing was saved: the journal {self.place.label} was moved, replaced or deleted "
                "while this chapter had it open; restart the kernel to go on with what is there."
            )

    def explain(self, error: BaseException) -> JournalError | None:
        """Sort SQLite's errors by their names."""
        return _explain(error, self.place)

    def mode(self) -> str:
        """Say how the file is written."""
        with self.reading():
            how = "write-ahead log" if self._logged else "rollback journal"
        kind = network_file_system(self.path)
        if kind:
            how += f", because the file is in a network folder ({kind}); saving is slower there"
        elif not self._logged:
            how += ", because a write-ahead log does not work where the file is; saving is slower"
        if not self._writable:
            how = "read only"
        return f"SQLite {sqlite3.sqlite_version}, {how}"

    def size(self) -> int:
        """Return the bytes of the file and of what waits to be written into it."""
        files = [self.path, Path(f"{self.path}-wal")]
        return sum(file.stat().st_size for file in files if file.exists())


def _explain(error: BaseException, place: Place) -> JournalError | None:
    label = place.label
    if isinstance(error, OSError):
        return system_error(error, label)
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if not isinstance(cause, sqlite3.Error):
        return None
    name = getattr(cause, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return full(label)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return read_only(label)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy(label, WAIT_SECONDS)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(place, str(cause))
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return full(label) if _no_room(place) else unreachable(label, str(cause))
    return None


def _no_room(place: Place) -> bool:
    try:
        return place.path is not None and (shutil.disk_usage(place.path.parent).free < _LITTLE_ROOM)
    except OSError:
        return False
