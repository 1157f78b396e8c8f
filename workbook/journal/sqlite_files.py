"""Making, opening and examining a journal's file, as SQLite wants it done."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import sqlalchemy as sa

from workbook.journal import places
from workbook.journal.backup import has_backups, way_back
from workbook.journal.engine import WAIT_SECONDS
from workbook.journal.errors import JournalDamaged, JournalError
from workbook.journal.files import make_complete, private_folder
from workbook.journal.network import network_file_system
from workbook.journal.places import Place
from workbook.journal.sentences import cannot_be_made, newer, unreachable
from workbook.journal.tables import SCHEMA, make_tables, read_schema


def examine(place: Place, path: Path) -> None:
    """Refuse a file that is damaged, not a journal, or newer, without writing to it.

    Raises
    ------
    JournalDamaged, JournalNewer, JournalError
        With the sentence for the reader.
    """
    # By its size and through SQLite only: to open and close the file ourselves would take away the
    # locks that another connection of this process holds on it.
    if path.stat().st_size == 0:
        if has_backups(place):
            raise damaged(place, "it is empty, and it was not before")
        return
    # A look must leave no trace, but a log that cannot be shared in this place, or what a crash
    # left of a rollback journal, is only readable for who may write and is alone for a moment.
    alone = not _may_log(place, path) or Path(f"{path}-journal").exists()
    connection = wrap(lambda: open_file(place, path, "rw" if alone else "ro"))
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


def make_sure_it_exists(place: Place, path: Path) -> None:
    """Make an empty journal where there is no file, or an empty one that was never more."""
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
    connection = wrap(lambda: open_file(place, path, "rw"))
    try:
        configure(driver_of(connection), path)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        make_tables(connection)
        connection.commit()
    finally:
        connection.close()


def _may_log(place: Place, path: Path) -> bool:
    return place.vfs is None and network_file_system(path) is None


def open_file(place: Place, path: Path, mode: str) -> sqlite3.Connection:
    """Open a file that exists; ``mode`` is SQLite's own ``"rw"`` or ``"ro"``."""
    options = {"mode": mode} | ({"vfs": place.vfs} if place.vfs else {})
    if mode == "ro" and not os.access(path.parent, os.W_OK):
        # SQLite cannot set up its shared index there; with no log waiting, none is needed.
        options |= {} if Path(f"{path}-wal").exists() else {"immutable": "1"}
    uri = f"file:{quote(str(path))}?{urlencode(options)}"
    return sqlite3.connect(
        uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )


def configure(connection: sqlite3.Connection, path: Path) -> bool:
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


def wrap(creator: Callable[[], sqlite3.Connection]) -> sa.Connection:
    """Return what ``creator`` opens as a connection of SQLAlchemy's, which closes it."""
    return sa.create_engine("sqlite://", creator=creator, poolclass=sa.pool.NullPool).connect()


def driver_of(connection: sa.Connection) -> sqlite3.Connection:
    """Return the connection of the standard library inside SQLAlchemy's."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def identity(path: Path) -> tuple[int, int] | None:
    """Return what stays the same about a file however its content changes; None if it is gone."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def make_private(path: Path) -> None:
    """Let only the owner read the file, its log and its index."""
    if path.parent == places.data_folder():
        path.parent.chmod(0o700)  # a folder the reader chose keeps the mode they gave it
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with suppress(PermissionError, FileNotFoundError):  # another's file, or another's timing
            file.chmod(0o600)
