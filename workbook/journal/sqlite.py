"""Everything about the journal that is SQLite's own."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

import sqlalchemy as sa

from workbook.journal import places
from workbook.journal.backup import has_backups, way_back
from workbook.journal.engine import WAIT_SECONDS, Engine
from workbook.journal.errors import JournalDamaged, JournalError, JournalUnreachable
from workbook.journal.files import make_complete, private_folder
from workbook.journal.network import network_file_system
from workbook.journal.places import Place
from workbook.journal.sentences import (
    busy,
    cannot_be_made,
    full,
    newer,
    read_only,
    system_error,
    unreachable,
)
from workbook.journal.tables import SCHEMA, make_tables, read_schema

_LITTLE_ROOM = 1 << 16  # bytes; with less than this free, an input-output error means a full disk


class MemoryEngine(Engine):
    """A journal that lives in this process only, for tests and the example candidate."""

    def connect(self) -> sa.Connection:
        """Make an empty journal."""
        connection = _wrap(
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
        self._lock.acquire()


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
        _make_sure_it_exists(self.place, self.path)
        folder = self.path.parent
        self._writable = os.access(self.path, os.W_OK) and os.access(folder, os.W_OK)
        examine(self.place, self.path)
        if self._writable:
            connection = _wrap(lambda: _open(self.place, self.path, "rw"))
            self._logged = _configure(_driver(connection), self.path)
            _make_private(self.path)
        else:
            connection = _wrap(lambda: _open(self.place, self.path, "ro"))
        self._identity = _identity(self.path)
        return connection

    def begin(self, connection: sa.Connection) -> None:
        """Start a transaction, waiting for other processes to finish theirs."""
        if not self._writable:
            raise read_only(self.place.label)
        connection.connection.cursor().execute("BEGIN IMMEDIATE")
        if _identity(self.path) != self._identity:
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


def examine(place: Place, path: Path) -> None:
    """Refuse a file that is damaged, not a journal, or newer, without writing to it.

    Raises
    ------
    JournalDamaged, JournalNewer, JournalError
        With the sentence for the reader.
    """
    with path.open("rb") as file:
        start = file.read(20)
    if not start:
        if has_backups(place):
            raise damaged(place, "it is empty, and it was not before")
        return
    if not start.startswith(b"SQLite format 3\0"):
        raise damaged(place, "it does not begin as a journal does")
    # A write-ahead log that this place cannot share, or a rollback journal left by a crash,
    # can only be read by who may write; otherwise a look must leave no trace.
    logged = start[18:20] == b"\2\2"
    alone = logged and not _may_log(place, path)
    look = "rw" if alone or Path(f"{path}-journal").exists() else "ro"
    connection = _wrap(lambda: _open(place, path, look))
    try:
        if alone:
            connection.exec_driver_sql("PRAGMA locking_mode=EXCLUSIVE")
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if found != "ok":
            raise damaged(place, str(found).replace("\n", " "))
        schema = read_schema(connection)
        tables = sa.inspect(connection).get_table_names()
    finally:
        connection.close()
    if schema is None and tables:
        raise JournalError(
            f"{place.label} is a database, but not a workbook's journal; nothing in it was "
            "changed. Set WORKBOOK_JOURNAL to another place."
        )
    if schema is not None and schema > SCHEMA:
        raise newer(place.label, schema)


def damaged(place: Place, why: str) -> JournalDamaged:
    """Say that the file is damaged and which backup leads back."""
    return JournalDamaged(
        f"The journal {place.label} is damaged ({why}); nothing was written to it. "
        f"{way_back(place)}"
    )


def _make_sure_it_exists(place: Place, path: Path) -> None:
    if path.is_dir():
        raise unreachable(place.label, "it is a folder, not a file")
    if not path.exists():
        try:
            private_folder(path.parent)
            make_complete(path, lambda draft: _fill(place, draft))
        except PermissionError as error:
            raise cannot_be_made(place.label, str(path.parent)) from error
    elif not os.access(path, os.R_OK):
        raise unreachable(place.label, "you have no permission to read it")
    elif path.stat().st_size == 0 and not has_backups(place):
        _fill(place, path)


def _fill(place: Place, path: Path) -> None:
    """Make the tables in an empty file."""
    connection = _wrap(lambda: _open(place, path, "rw"))
    try:
        _configure(_driver(connection), path)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        make_tables(connection)
        connection.commit()
    finally:
        connection.close()


def _may_log(place: Place, path: Path) -> bool:
    return place.vfs is None and network_file_system(path) is None


def _open(place: Place, path: Path, mode: str) -> sqlite3.Connection:
    options = {"mode": mode} | ({"vfs": place.vfs} if place.vfs else {})
    if mode == "ro" and not os.access(path.parent, os.W_OK):
        # SQLite cannot set up its shared index there; with no log waiting, none is needed.
        options |= {} if Path(f"{path}-wal").exists() else {"immutable": "1"}
    uri = f"file:{quote(str(path))}?{urlencode(options)}"
    return sqlite3.connect(
        uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )


def _configure(connection: sqlite3.Connection, path: Path) -> bool:
    """Make commits durable; return whether with a write-ahead log."""
    # On macOS a plain fsync leaves the data in the drive's own cache.
    connection.execute("PRAGMA fullfsync=ON")
    connection.execute("PRAGMA checkpoint_fullfsync=ON")
    if network_file_system(path) is None and _try_log(connection):
        connection.execute("PRAGMA synchronous=FULL")
        return True
    # Its index lives in shared memory, which two machines do not share. A file that has a log
    # already can be read without shared memory only by one process alone, so for one moment it is.
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA locking_mode=NORMAL")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("PRAGMA synchronous=EXTRA")
    return False


def _try_log(connection: sqlite3.Connection) -> bool:
    try:
        return connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] == "wal"
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith("SQLITE_CANTOPEN"):
            return False
        raise


def _wrap(creator: Callable[[], sqlite3.Connection]) -> sa.Connection:
    return sa.create_engine("sqlite://", creator=creator, poolclass=sa.pool.NullPool).connect()


def _driver(connection: sa.Connection) -> sqlite3.Connection:
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _make_private(path: Path) -> None:
    if path.parent == places.data_folder():
        path.parent.chmod(0o700)  # a folder the reader chose keeps the mode they gave it
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if file.exists() and file.stat().st_uid == os.geteuid():
            file.chmod(0o600)


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
