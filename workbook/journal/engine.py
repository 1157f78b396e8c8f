"""One open connection to the journal's database, its lock, and its errors in plain words.

A file is kept with a rollback journal, not with a write-ahead log. A commit takes twice as long,
one millisecond against a half; but the journal is one file that works in every folder, a network's
too, and may be moved, copied and replaced without its log.
"""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from workbook.journal import places
from workbook.journal.copies import backup_files, take_backup, way_back
from workbook.journal.errors import (
    ELSEWHERE,
    BrokenRowError,
    JournalDamaged,
    JournalError,
    JournalMissing,
    JournalNewer,
    full,
    newer,
    unreachable,
)
from workbook.journal.files import private_folder, put_in_place
from workbook.journal.places import Place
from workbook.journal.records import new_id
from workbook.journal.revisions import (
    SCHEMA,
    Row,
    find_position,
    lock_schema,
    make_tables,
    read_schema,
    replace_rows,
    upgrade_tables,
)

WAIT_SECONDS = 30
"""How long one process waits for another to finish writing."""

_LITTLE_ROOM = 1 << 20  # bytes; with less than this free, an input-output error means a full disk

# SQLSTATE classes and a code, from the appendix "PostgreSQL Error Codes" of its manual.
_OURS, _FORBIDDEN = ("22", "23", "42"), "42501"


class Engine:
    """A connection that stays open, shared by the threads of one process.

    By itself it keeps a journal in memory; `FileEngine` and `ServerEngine` keep one for good.
    """

    _uri = ":memory:"

    def __init__(self, place: Place):
        self.place = place
        self.lock = threading.RLock()
        self._pool: sa.Engine | None = None
        _engines.add(self)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Lend the connection for reading."""
        with self._lent(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Lend the connection inside a transaction that is on disk when the block ends.

        No other process writes meanwhile, so revisions become visible in the order of their
        numbers: who polls for the newest number misses none.
        """
        with self._lent(writes=True) as connection:
            if lock_schema(connection) != SCHEMA:
                raise JournalNewer(
                    f"Nothing was saved: the journal {self.place.label} was changed by another "
                    "version of the workbook while this chapter was open; restart its kernel."
                )
            yield connection
            connection.commit()

    def replace(self, rows: Sequence[Row]) -> Path | None:
        """Put revisions in the place of all that is there, at once or not at all.

        Returns the file in which what was there is now, None where there was nothing.
        """
        with self.writing() as connection:
            kept = take_backup(connection, self.place) if find_position(connection) else None
            replace_rows(connection, rows)
        return kept

    def close(self) -> None:
        """Close the connection; the next loan opens it again."""
        with self.lock:
            pool, self._pool = self._pool, None
            if pool is not None:
                pool.dispose()

    @contextmanager
    def _lent(self, *, writes: bool) -> Iterator[sa.Connection]:
        """Give one thread the connection, leave nothing half done, and say what went wrong."""
        with self.lock:
            try:
                with self._opened().connect() as connection:
                    self._begin(connection, writes=writes)
                    yield connection
            except JournalError:
                raise
            except BaseException as error:
                told = self._explained(error)
                if told is None:
                    raise
                raise told from error

    def _opened(self) -> sa.Engine:
        if self._pool is None:
            pool = self._connected()
            try:
                with pool.connect() as connection:
                    self._settle(connection)
            except BaseException:
                pool.dispose()
                raise
            self._pool = pool
        return self._pool

    def _settle(self, connection: sa.Connection) -> None:
        """Make the tables where there are none; bring older ones up to date, after a backup."""
        found = read_schema(connection)
        if found == SCHEMA:
            return
        if found is not None and found > SCHEMA:
            raise newer(f"The journal {self.place.label}", found, SCHEMA)
        connection.rollback()
        self._begin(connection, writes=True)
        found = read_schema(connection)  # again: another process may have been quicker
        if found is None:
            make_tables(connection)
        elif found < SCHEMA:
            take_backup(connection, self.place)
            upgrade_tables(connection)
        connection.commit()

    def _explained(self, error: BaseException) -> JournalError | None:
        """Return the sentence for an error, or None when it is our own mistake."""
        label = self.place.label
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return full(label)
        if isinstance(error, OSError):
            why = f"{error.filename or 'its disk'}: {error.strerror or error}"
            return unreachable(label, why)
        if isinstance(error, BrokenRowError | UnicodeDecodeError):
            return damaged(self.place, str(error))
        cause = error.orig if isinstance(error, sa.exc.DBAPIError) else None
        return self._sorted(cause) if isinstance(cause, Exception) else None

    # What each database does its own way; here SQLite's.

    def _connected(self) -> sa.Engine:
        """Return the way to the database; it opens one connection and keeps it."""
        return sa.create_engine(
            "sqlite://",
            creator=lambda: _sqlite(self._uri),
            poolclass=sa.pool.QueuePool,
            pool_size=1,
            max_overflow=0,
        )

    def _begin(self, connection: sa.Connection, *, writes: bool) -> None:
        """Start a transaction; one that writes waits for other processes to finish theirs."""
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def _sorted(self, error: Exception) -> JournalError | None:
        """Sort the database's errors by their names."""
        label, file = self.place.label, self.place.file
        name = getattr(error, "sqlite_errorname", "")
        stuck = name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR"))
        if name == "SQLITE_FULL" or (stuck and has_little_room(self.place)):
            return full(label)
        # The file may be writable, and the folder, in which SQLite needs another one, not.
        barred = stuck and file is not None and not os.access(file.parent, os.W_OK)
        if name.startswith("SQLITE_READONLY") or barred:
            return JournalError(
                f"Nothing was saved: you may read the journal {label} but not write to it; give "
                f"yourself permission to write to it and its folder, or {ELSEWHERE}."
            )
        if stuck:
            return unreachable(label, str(error))
        if name.startswith("SQLITE_BUSY"):
            return JournalError(
                f"Nothing was saved: another chapter kept the journal {label} busy for over "
                f"{WAIT_SECONDS} seconds; save again."
            )
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            return None  # only a mistake of ours leads there
        return damaged(self.place, str(error))


class FileEngine(Engine):
    """A journal in one file."""

    def __init__(self, place: Place):
        super().__init__(place)
        assert place.file is not None
        self.file: Path = place.file
        self._uri = f"file:{quote(str(self.file))}?mode=rw"
        self._identity: tuple[int, int] | None = None

    def replace(self, rows: Sequence[Row]) -> Path | None:
        """Where there is nothing sound to write to, give a new file the name; keep the old one."""
        try:
            return super().replace(rows)
        except (JournalDamaged, JournalMissing):
            self.close()
        file = self.file
        aside = file.with_name(f"{file.stem}-aside-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db")
        draft = file.with_name(f".{file.name}.{new_id()}.new")
        # With a stem of its own, it has no backups that an empty file would be held against.
        fresh = FileEngine(dataclasses.replace(self.place, path=draft, stem=draft.name))
        try:
            fresh.replace(rows)
            fresh.close()
            # Whatever lay beside the old file, SQLite would apply to the new one.
            for ending in ("-journal", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.replace(f"{file}{ending}", f"{aside}{ending}")
            with suppress(FileNotFoundError):
                try:
                    os.link(file, aside)
                except OSError:  # no second names on this file system: a moment with no journal
                    os.replace(file, aside)
            put_in_place(draft, file)
        finally:
            fresh.close()
            draft.unlink(missing_ok=True)
        return aside if aside.exists() else None

    def _opened(self) -> sa.Engine:
        """Open the file that has the journal's name now."""
        if self._pool is not None and _identity(self.file) != self._identity:
            self.close()
        if self._pool is None:
            self._find_or_make_file()
            found = _identity(self.file)
            super()._opened()
            self._identity = found
        return super()._opened()

    def _find_or_make_file(self) -> None:
        """Make an empty file where there never was one, and let only its owner read it."""
        # Never opened here: closing it would drop the locks that this process holds for SQLite.
        file, label = self.file, self.place.label
        if not file.exists():
            refuse_if_missing(self.place)
            if self._identity is not None:
                raise unreachable(label, "it was moved or deleted while this chapter had it open")
            private_folder(file.parent)
            with suppress(FileExistsError):  # another process was quicker
                file.touch(0o600, exist_ok=False)
        if not (file.is_file() and os.access(file, os.R_OK)):
            raise unreachable(label, "it is no file, or you have no permission to read it")
        if file.parent == places.data_folder():
            file.parent.chmod(0o700)  # a folder the reader chose keeps the mode they gave it
        with suppress(PermissionError):  # another's file
            file.chmod(0o600)  # SQLite gives its rollback journal the same mode

    def _settle(self, connection: sa.Connection) -> None:
        """Look the file through first, without writing to it."""
        self._begin(connection, writes=False)  # no one else makes the tables between two looks
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        if found != "ok":
            raise damaged(self.place, str(found).replace("\n", " "))
        none = read_schema(connection) is None
        if none and backup_files(self.place):
            raise damaged(self.place, "it is empty, and it was not before")
        if none and sa.inspect(connection).get_table_names():
            raise JournalError(
                f"{self.place.label} is a database, but not a workbook's journal; nothing in it "
                f"was changed. To go on, {ELSEWHERE}."
            )
        connection.rollback()
        super()._settle(connection)


class ServerEngine(Engine):
    """A journal on a server that SQLAlchemy can reach; tested with PostgreSQL."""

    def _connected(self) -> sa.Engine:
        url, options = self.place.url, {}
        if _is_postgresql(url):
            # The server's owner may have traded durability for speed; a save here may not.
            wanted = f"-c synchronous_commit=on -c lock_timeout={WAIT_SECONDS}s"
            options = {"connect_timeout": 10, "options": wanted}
        try:
            # The ping finds a server again that was restarted.
            return sa.create_engine(
                url, connect_args=options, pool_size=1, max_overflow=0, pool_pre_ping=True
            )
        except (ImportError, sa.exc.NoSuchModuleError) as error:
            raise JournalError(
                f"The journal {self.place.label} needs a database driver that is not installed; "
                "for PostgreSQL: pip install 'netflix-interview-workbook[postgresql]'."
            ) from error

    def _begin(self, connection: sa.Connection, *, writes: bool) -> None:
        """Let no one else write, nor make the tables, until the transaction ends."""
        if writes and _is_postgresql(self.place.url):
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7239475120)")

    def _sorted(self, error: Exception) -> JournalError | None:
        """Pass on the server's own words, unless the mistake is ours."""
        state = str(getattr(error, "sqlstate", None) or "")
        if state.startswith(_OURS) and state != _FORBIDDEN:
            return None
        lines = str(error).strip().splitlines() or ["no answer"]
        return unreachable(self.place.label, lines[0].rstrip("."))


def make_engine(place: Place) -> Engine:
    """Return the engine for a place, not yet connected."""
    if place.path is not None:
        return FileEngine(place)
    return Engine(place) if place.in_memory else ServerEngine(place)


def refuse_if_missing(place: Place) -> None:
    """Refuse to go on without a journal's file where there are backups of it or a link to it."""
    if place.path is None or place.path.exists():
        return
    if place.path.is_symlink():
        why = f"it is a link to {place.file}, which is not there"
        raise JournalMissing(str(unreachable(place.label, why)))
    if backup_files(place):
        raise JournalMissing(
            f"The journal {place.label} is not there, but its backups are, so none was begun in "
            f"its place. Put it back, if you moved it. {way_back(place)} To begin anew, move the "
            f"folder {place.backups} away."
        )


def damaged(place: Place, why: str) -> JournalDamaged:
    """Say that the journal is damaged and which backup leads back."""
    return JournalDamaged(
        f"The journal {place.label} is damaged ({why}); nothing was written to it. "
        f"{way_back(place)}"
    )


def has_little_room(place: Place) -> bool:
    """Say whether the disk is full or nearly so."""
    try:
        return place.file is not None and shutil.disk_usage(place.file.parent).free < _LITTLE_ROOM
    except OSError:
        return False


def _sqlite(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    # On macOS a plain fsync leaves the data in the drive's own cache.
    connection.execute("PRAGMA fullfsync=ON")
    # EXTRA: the folder is synced too, or a power cut could bring a rollback journal back.
    connection.execute("PRAGMA synchronous=EXTRA")
    with suppress(sqlite3.OperationalError):  # a chapter of an earlier version has it open
        connection.execute("PRAGMA journal_mode=DELETE")  # earlier versions kept a log
    return connection


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what stays the same about a file however its content changes; None if it is gone."""
    found = file.stat() if file.exists() else None
    return found and (found.st_dev, found.st_ino)


def _is_postgresql(url: sa.URL) -> bool:
    return url.get_backend_name() == "postgresql"


# An open SQLite file must not cross a fork: the child would believe that it holds locks which only
# its parent has. Parent and child each open a connection of their own.
_engines: weakref.WeakSet[Engine] = weakref.WeakSet()
_at_fork: list[Engine] = []


def _before_fork() -> None:
    _at_fork[:] = list(_engines)
    for engine in _at_fork:
        engine.lock.acquire()  # what is being written is finished first
        if not engine.place.in_memory:  # memory is copied with the process
            engine.close()


def _after_fork() -> None:
    while _at_fork:
        _at_fork.pop().lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork
    )
