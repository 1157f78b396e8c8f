"""One open connection to the journal's database, its lock, and its errors in plain words.

Nothing here knows which database it is; only ``sqlite.py`` and ``server.py`` beside it do.
"""

from __future__ import annotations

import os
import threading
import weakref
from abc import ABC, abstractmethod
from contextlib import suppress

import sqlalchemy as sa

from workbook.journal import statements
from workbook.journal.errors import JournalError, JournalNewer
from workbook.journal.places import Place
from workbook.journal.tables import SCHEMA, read_schema

WAIT_SECONDS = 30
"""How long one process waits for another to finish writing."""


class Engine(ABC):
    """A connection that stays open, shared by the threads of one process."""

    def __init__(self, place: Place):
        self.place = place
        self._connection: sa.Connection | None = None
        self.lock = threading.RLock()
        _engines.add(self)

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
    def mode(self) -> str:
        """Say how the database keeps a save safe, for `workbook doctor`."""

    @abstractmethod
    def size(self) -> int:
        """Return how many bytes the journal takes."""

    def reading(self) -> Loan:
        """Lend the connection for reading: ``with engine.reading() as connection``."""
        return Loan(self)

    def writing(self, *, any_schema: bool = False) -> Loan:
        """Lend the connection inside a transaction that is on disk when the block ends.

        No other process writes meanwhile, so revisions become visible in the order of their
        numbers: who polls for the newest number misses none.

        Parameters
        ----------
        any_schema
            Write although the tables are not of the current schema: for the upgrade itself.
        """
        return Loan(self, None if any_schema else SCHEMA, writes=True)

    def schema(self) -> int:
        """Return the number of the schema the journal has."""
        with self.reading() as connection:
            return read_schema(connection) or 0

    def taken(self) -> sa.Connection:
        """Return the open connection, opening it first if need be."""
        if self._connection is None:
            self._connection = self.connect()
        return self._connection

    def begun(self, schema: int | None) -> sa.Connection:
        """Return the connection inside a transaction, having checked the schema's number."""
        connection = self.taken()
        try:
            self.begin(connection)
            found = statements.schema_number.run(connection).fetchone()[0]
        except Exception as error:
            if not _is_lost(connection, error):
                raise
            # The server was restarted since the last save: nothing was sent yet, so try once more.
            self.close()
            connection = self.taken()
            self.begin(connection)
            found = statements.schema_number.run(connection).fetchone()[0]
        if schema is not None and found != schema:
            raise JournalNewer(
                f"Nothing was saved: the journal {self.place.label} was changed by another "
                "version of the workbook while this chapter was open; restart its kernel."
            )
        return connection

    def finish(self, *, commit: bool) -> None:
        """End a loan in which nothing went wrong."""
        connection = self._connection
        if connection is None:
            raise RuntimeError("the process forked in the middle of a transaction")
        if commit:
            # The driver's own: SQLAlchemy's does nothing when it has sent no statement itself.
            connection.connection.commit()
        connection.rollback()

    def give_up(self, error: BaseException) -> None:
        """Roll back; when even that fails, start from a new connection next time."""
        connection = self._connection
        if connection is None:
            return
        try:
            lost = _is_lost(connection, error)
            if not lost:
                connection.connection.rollback()
                connection.rollback()
        except Exception:
            lost = True
        if lost:
            self.close()

    def close(self) -> None:
        """Close the connection; the next loan opens it again."""
        with self.lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                with suppress(Exception):  # a connection that is broken already may say so
                    connection.close()
                connection.engine.dispose()

    def before_fork(self) -> None:
        """Finish what is being written and let go of the file or server."""
        self.lock.acquire()
        self.close()

    def after_fork(self) -> None:
        """Go on, in the parent as in the child: each opens a connection of its own."""
        self.lock.release()


class Loan:
    """The connection for the length of a ``with`` block, for one thread at a time.

    A class, since a save enters it and two nested generators took as long as two of its statements.
    """

    __slots__ = ("_engine", "_schema", "_writes")

    def __init__(self, engine: Engine, schema: int | None = None, *, writes: bool = False):
        self._engine = engine
        self._schema = schema
        self._writes = writes

    def __enter__(self) -> sa.Connection:
        engine = self._engine
        engine.lock.acquire()
        try:
            return engine.begun(self._schema) if self._writes else engine.taken()
        except BaseException as error:
            try:
                self._settle(error)
            finally:
                engine.lock.release()
            raise

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            if error is not None:
                self._settle(error)
                return
            try:
                self._engine.finish(commit=self._writes)
            except BaseException as late:
                self._settle(late)
                raise
        finally:
            self._engine.lock.release()

    def _settle(self, error: BaseException) -> None:
        """Leave nothing half done, and say what went wrong in a sentence where there is one."""
        self._engine.give_up(error)
        told = None if isinstance(error, JournalError) else self._engine.explain(error)
        if told is not None:
            raise told from error


def _is_lost(connection: sa.Connection, error: BaseException) -> bool:
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if connection.invalidated:
        return True
    dialect = connection.dialect
    if not isinstance(cause, dialect.loaded_dbapi.Error):
        return False
    return dialect.is_disconnect(cause, connection.connection.driver_connection, None)


def close_all(place: Place) -> None:
    """Close every connection that this process has to a place."""
    for engine in list(_engines):
        if (engine.place.url, engine.place.path) == (place.url, place.path):
            engine.close()


# An open SQLite file must not cross a fork: the child would believe that it holds locks which only
# its parent has, and the last of the two to close would delete the log under the other.
_engines: weakref.WeakSet[Engine] = weakref.WeakSet()
_at_fork: list[Engine] = []


def _before_fork() -> None:
    _at_fork[:] = list(_engines)
    for engine in _at_fork:
        engine.before_fork()


def _after_fork() -> None:
    while _at_fork:
        _at_fork.pop().after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork
    )
