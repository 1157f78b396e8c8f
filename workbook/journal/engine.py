"""One open connection to the journal's database, its lock, and its errors in plain words.

Nothing here knows which database it is; only ``sqlite.py`` and ``server.py`` beside it do.
"""

from __future__ import annotations

import os
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workbook.journal.errors import JournalError, JournalNewer
from workbook.journal.places import Place
from workbook.journal.tables import SCHEMA, read_schema

WAIT_SECONDS = 30
"""How long one process waits for another to finish writing."""


class LostError(Exception):
    """The connection leads nowhere any more: a new one is tried once."""


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
    def begin(self, connection: sa.Connection, *, writes: bool) -> None:
        """Start a transaction; one that writes keeps other processes from writing."""

    @abstractmethod
    def explain(self, error: BaseException) -> JournalError | None:
        """Return the sentence for an error of the database, or None when it is our own mistake."""

    def replace(self, rows: Sequence[Mapping[str, Any]]) -> Path | None:
        """Put revisions in the place of all that is there, at once or not at all.

        Returns the file in which what was there is now, None where nothing was put aside. Numbers
        go on from those that were there, so that an open panel sees the journal move.
        """
        raise NotImplementedError  # for a journal in memory, which has no backups either

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Lend the connection for reading."""
        with self._lent(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self, *, any_schema: bool = False) -> Iterator[sa.Connection]:
        """Lend the connection inside a transaction that is on disk when the block ends.

        No other process writes meanwhile, so revisions become visible in the order of their
        numbers: who polls for the newest number misses none.

        Parameters
        ----------
        any_schema
            Write although the tables are not of the current schema: for the upgrade itself.
        """
        with self._lent(writes=True) as connection:
            if read_schema(connection, lock=True) != SCHEMA and not any_schema:
                raise JournalNewer(
                    f"Nothing was saved: the journal {self.place.label} was changed by another "
                    "version of the workbook while this chapter was open; restart its kernel."
                )
            yield connection
            connection.commit()

    def schema(self) -> int:
        """Return the number of the schema the journal has."""
        with self.reading() as connection:
            return read_schema(connection) or 0

    def close(self) -> None:
        """Close the connection; the next loan opens it again."""
        with self.lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                with suppress(Exception):  # a connection that is broken already may say so
                    connection.close()
                connection.engine.dispose()

    @contextmanager
    def _lent(self, *, writes: bool) -> Iterator[sa.Connection]:
        """Give one thread the connection, leave nothing half done, and say what went wrong."""
        with self.lock:
            try:
                connection = self._begun(writes)
                yield connection
                connection.rollback()
            except BaseException as error:
                self._give_up(error)
                told = None if isinstance(error, JournalError) else self.explain(error)
                if told is None:
                    raise
                raise told from error

    def _begun(self, writes: bool) -> sa.Connection:
        try:
            return self._begin_once(writes)
        except Exception as error:
            # The server was restarted or the file replaced: nothing was sent yet, so try once more.
            if self._connection is None or not _is_lost(self._connection, error):
                raise
            self.close()
            return self._begin_once(writes)

    def _begin_once(self, writes: bool) -> sa.Connection:
        if self._connection is None:
            self._connection = self.connect()
        self.begin(self._connection, writes=writes)
        return self._connection

    def _give_up(self, error: BaseException) -> None:
        """Roll back; when even that fails, start from a new connection next time."""
        if self._connection is None:
            return
        try:
            lost = _is_lost(self._connection, error)
            if not lost:
                self._connection.rollback()
        except Exception:
            lost = True
        if lost:
            self.close()


def _is_lost(connection: sa.Connection, error: BaseException) -> bool:
    if connection.invalidated or isinstance(error, LostError):
        return True
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    dialect = connection.dialect
    if not isinstance(cause, dialect.loaded_dbapi.Error):
        return False
    return dialect.is_disconnect(cause, connection.connection.driver_connection, None)


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
