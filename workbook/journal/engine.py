"""One open connection to the journal's database, its lock, and its errors in plain words.

This file knows any database that SQLAlchemy knows, and PostgreSQL's own ways where it needs them;
``sqlite.py`` beside it holds everything that is SQLite's own. Above the two, no one knows which it is.
"""

from __future__ import annotations

import errno
import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa

from workbook.journal.errors import (
    JournalBusy,
    JournalError,
    JournalFull,
    JournalNewer,
    JournalReadOnly,
    JournalUnreachable,
)
from workbook.journal.places import Place
from workbook.journal.tables import SCHEMA, meta, metadata

WAIT_SECONDS = 30
"""How long one process waits for another to finish writing."""

_SCHEMA_NUMBER = sa.select(meta.c.value).where(meta.c.name == "schema").with_for_update()


class Engine(ABC):
    """A connection that stays open, one at a time per process, made anew after a fork.

    Attributes
    ----------
    mode
        How the database keeps a save safe, for `workbook doctor`.
    """

    mode = ""

    def __init__(self, place: Place):
        self.place = place
        self._connection: sa.Connection | None = None
        self._inherited: list[object] = []
        self._start()

    def _start(self) -> None:
        self._lock = threading.RLock()
        self._process = os.getpid()

    @abstractmethod
    def connect(self) -> sa.Connection:
        """Open a connection, making the journal first where there is none."""

    @abstractmethod
    def begin(self, connection: sa.Connection) -> None:
        """Start a transaction in which this process alone writes to the journal."""

    @abstractmethod
    def explain(self, error: BaseException) -> JournalError | None:
        """Return the sentence for an error of the database, or None when it is our own mistake."""

    @abstractmethod
    def size(self) -> int:
        """Return how many bytes the journal takes."""

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Lend the connection for reading; several reads in one loan see one state or later."""
        with self._lent() as connection:
            yield connection

    @contextmanager
    def writing(self, schema: int = SCHEMA) -> Iterator[sa.Connection]:
        """Lend the connection inside a transaction that is on disk when this returns.

        No other process writes meanwhile, so that revisions become visible in the order of their
        numbers: who polls for the newest number misses none.
        """
        with self._lent() as connection:
            self.begin(connection)
            found = connection.execute(_SCHEMA_NUMBER).scalar()
            if found != schema:
                raise JournalNewer(
                    f"The journal {self.place.label} was changed by another version of the "
                    "workbook while this one had it open; restart the kernel."
                )
            yield connection
            connection.commit()

    @contextmanager
    def _lent(self) -> Iterator[sa.Connection]:
        if self._process != os.getpid():
            # A child must neither use nor close what its parent has open.
            self._inherited.append(self._connection)
            self._connection = None
            self._start()
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self.connect()
                yield self._connection
                self._connection.rollback()
            except BaseException as error:
                self._give_up()
                told = self.explain(error)
                if told is None:
                    raise
                raise told from error

    def _give_up(self) -> None:
        """Roll back; when even that fails, start from a new connection next time."""
        if self._connection is None:
            return
        try:
            self._connection.rollback()
            broken = self._connection.invalidated
        except sa.exc.SQLAlchemyError:
            broken = True
        if broken:
            self.close()

    def close(self) -> None:
        """Close the connection; the next loan opens it again."""
        if self._process != os.getpid():
            return
        with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                with suppress(sa.exc.SQLAlchemyError):
                    connection.close()
                connection.engine.dispose()


def system_error(error: OSError, label: str) -> JournalError:
    """Return the sentence for an error of the operating system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(label)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(label)
    reason = error.strerror or str(error)
    return JournalUnreachable(f"The journal {label} cannot be reached: {reason}.")


def full(label: str) -> JournalFull:
    """Return the sentence for a full disk."""
    return JournalFull(
        f"Nothing was saved: there is no room left for the journal {label}; "
        "free some space and save again."
    )


def read_only(label: str) -> JournalReadOnly:
    """Return the sentence for a journal that may not be written."""
    return JournalReadOnly(
        f"Nothing was saved: the journal {label} may be read but not written; "
        "give yourself permission to write to it and its folder, or set WORKBOOK_JOURNAL to another place."
    )


class ServerEngine(Engine):
    """A journal on a database server; tested with PostgreSQL."""

    mode = "database server"

    def connect(self) -> sa.Connection:
        """Connect, and make the tables if they are not there."""
        options: dict[str, object] = {"poolclass": sa.pool.NullPool}
        if self.place.url.get_backend_name() == "postgresql":
            options["connect_args"] = {"connect_timeout": 10}
        try:
            engine = sa.create_engine(self.place.url, **options)
        except (ImportError, sa.exc.NoSuchModuleError) as error:
            raise JournalUnreachable(
                f"The journal {self.place.label} needs a database driver that is not installed: "
                "pip install 'netflix-interview-workbook[postgresql]'."
            ) from error
        connection = engine.connect()
        if connection.dialect.name == "postgresql":
            # The server's owner may have traded durability for speed; a save here may not.
            connection.exec_driver_sql("SET synchronous_commit TO on")
            connection.exec_driver_sql(f"SET lock_timeout TO '{WAIT_SECONDS}s'")
            connection.commit()
        if not sa.inspect(connection).has_table(meta.name):
            self._make(connection)
        connection.rollback()
        return connection

    def _make(self, connection: sa.Connection) -> None:
        if connection.dialect.name == "postgresql":
            # Two processes that both find no tables must not both make them.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7239475120)")
        make_tables(connection)
        connection.commit()

    def begin(self, connection: sa.Connection) -> None:
        """Leave it to the locked row of the schema number, which `writing` asks for next."""

    def explain(self, error: BaseException) -> JournalError | None:
        """Sort the server's errors by SQLSTATE."""
        if isinstance(error, sa.exc.DBAPIError):
            return _server_error(error, self.place.label)
        return system_error(error, self.place.label) if isinstance(error, OSError) else None

    def size(self) -> int:
        """Return the size of the table with its indexes, on PostgreSQL."""
        if self.place.url.get_backend_name() != "postgresql":
            return 0
        with self.reading() as connection:
            query = "SELECT pg_total_relation_size('workbook_revisions')"
            return int(connection.exec_driver_sql(query).scalar() or 0)


def make_tables(connection: sa.Connection) -> None:
    """Make the tables of the current schema where there are none."""
    metadata.create_all(connection)
    if connection.execute(_SCHEMA_NUMBER).scalar() is None:
        connection.execute(meta.insert().values(name="schema", value=SCHEMA))


def _server_error(error: sa.exc.DBAPIError, label: str) -> JournalError | None:
    state = getattr(error.orig, "sqlstate", None) or ""
    if state.startswith("53") and state != "53300":
        return full(label)
    if state in ("25006", "42501"):
        return read_only(label)
    if state in ("55P03", "40P01", "57014"):
        return JournalBusy(
            f"Nothing was saved: another chapter kept the journal {label} busy for over "
            f"{WAIT_SECONDS} seconds; save again."
        )
    if state[:2] in ("08", "28", "3D", "57", "53") or (
        not state and isinstance(error, sa.exc.OperationalError)
    ):
        reason = str(error.orig).strip().splitlines()[0]
        return JournalUnreachable(
            f"The journal {label} cannot be reached ({reason}); start the server or set "
            "WORKBOOK_JOURNAL to another place. Nothing was saved."
        )
    return None
