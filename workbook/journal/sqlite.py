"""Everything about the journal that is SQLite's own."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path
from urllib.parse import quote, urlencode

import sqlalchemy as sa

from workbook.journal.engine import (
    WAIT_SECONDS,
    Engine,
    full,
    make_tables,
    read_only,
    system_error,
)
from workbook.journal.errors import JournalBusy, JournalDamaged, JournalError, JournalUnreachable
from workbook.journal.places import Place


class MemoryEngine(Engine):
    """A journal that lives in this process only, for tests and the example candidate."""

    mode = "in memory"

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
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def explain(self, error: BaseException) -> JournalError | None:
        """Sort SQLite's errors by their names."""
        return _explain(error, self.place.label)

    def size(self) -> int:
        """Return the size of the pages in memory."""
        with self.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
            return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)


class FileEngine(MemoryEngine):
    """A journal in one file."""

    mode = "write-ahead log"

    def __init__(self, place: Place):
        super().__init__(place)
        assert place.path is not None
        self.path: Path = place.path

    def connect(self) -> sa.Connection:
        """Open the file, making it first where there is none."""
        if not self.path.exists():
            _make(self.place, self.path)
        connection = _wrap(lambda: _configure(_open(self.place, self.path, "rw")))
        return connection

    def size(self) -> int:
        """Return the size of the file and of what waits to be written into it."""
        files = [self.path, Path(f"{self.path}-wal")]
        return sum(file.stat().st_size for file in files if file.exists())


def _open(place: Place, path: Path, mode: str) -> sqlite3.Connection:
    options = {"mode": mode} | ({"vfs": place.vfs} if place.vfs else {})
    uri = f"file:{quote(str(path))}?{urlencode(options)}"
    return sqlite3.connect(
        uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )


def _configure(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA fullfsync=ON")
    connection.execute("PRAGMA checkpoint_fullfsync=ON")
    return connection


def _wrap(creator) -> sa.Connection:  # type: ignore[no-untyped-def]
    return sa.create_engine("sqlite://", creator=creator, poolclass=sa.pool.NullPool).connect()


def _make(place: Place, path: Path) -> None:
    """Make a complete journal under another name and then give it its own.

    So another process that starts at the same moment sees no journal or all of it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.new-", dir=path.parent)  # mode 0600
    os.close(handle)
    draft = Path(name)
    try:
        connection = _wrap(lambda: _configure(_open(place, draft, "rw")))
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        make_tables(connection)
        connection.commit()
        connection.close()
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        except OSError:
            if not path.exists():
                os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _explain(error: BaseException, label: str) -> JournalError | None:
    if isinstance(error, OSError):
        return system_error(error, label)
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return full(label)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return read_only(label)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return JournalBusy(
            f"Nothing was saved: another chapter kept the journal {label} busy for over "
            f"{WAIT_SECONDS} seconds; save again."
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return JournalDamaged(f"The journal {label} is damaged: {cause}.")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return JournalUnreachable(f"The journal {label} cannot be reached: {cause}.")
    return None
