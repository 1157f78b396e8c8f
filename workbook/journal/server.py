"""A journal on a database server, and everything about it that is PostgreSQL's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workbook.journal.backups import take_backup, way_back
from workbook.journal.engine import WAIT_SECONDS, Engine
from workbook.journal.errors import (
    BrokenRowError,
    JournalDamaged,
    JournalError,
    JournalUnreachable,
    busy,
    full,
    newer,
    read_only,
    system_error,
    unreachable,
)
from workbook.journal.tables import SCHEMA, append, make_tables, read_schema, revisions

# SQLSTATE classes and codes, from the appendix "PostgreSQL Error Codes" of its manual.
_NO_ROOM = ("53000", "53100", "53200", "54000")
_FORBIDDEN = ("25006", "42501")
_WAITED_TOO_LONG = ("55P03", "40P01", "57014")
_AWAY = ("08", "28", "3D", "57", "53")


class ServerEngine(Engine):
    """A journal on a server that SQLAlchemy can reach; tested with PostgreSQL."""

    def connect(self) -> sa.Connection:
        """Connect, and make the tables if they are not there."""
        connection = self._engine().connect()
        if _is_postgresql(connection):
            # The server's owner may have traded durability for speed; a save here may not.
            connection.exec_driver_sql("SET synchronous_commit TO on")
            connection.exec_driver_sql(f"SET lock_timeout TO '{WAIT_SECONDS}s'")
            connection.commit()
        found = read_schema(connection)
        if found is None:
            self._make(connection)
        elif found > SCHEMA:
            raise newer(f"The journal {self.place.label}", found, SCHEMA)
        connection.rollback()
        return connection

    def _engine(self) -> sa.Engine:
        arguments: dict[str, object] = {}
        if self.place.url.get_backend_name() == "postgresql":
            arguments = {"connect_timeout": 10}
        try:
            return sa.create_engine(
                self.place.url, poolclass=sa.pool.NullPool, connect_args=arguments
            )
        except (ImportError, sa.exc.NoSuchModuleError) as error:
            raise JournalUnreachable(
                f"The journal {self.place.label} needs a database driver that is not installed; "
                "for PostgreSQL: pip install 'netflix-interview-workbook[postgresql]'."
            ) from error

    def _make(self, connection: sa.Connection) -> None:
        if _is_postgresql(connection):
            # Of several processes that find no tables, one makes them and the others wait.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7239475120)")
        make_tables(connection)
        connection.commit()

    def begin(self, connection: sa.Connection, *, writes: bool) -> None:
        """Ask for an answer; a transaction begins with it, and writing locks the schema's row."""
        connection.exec_driver_sql("SELECT 1")

    def replace(self, rows: Sequence[Mapping[str, Any]]) -> Path | None:
        """Replace the rows in one transaction, after a backup of those that are there."""
        with self.writing() as connection:
            kept = take_backup(connection, self.place)
            connection.execute(revisions.delete())
            append(connection, *rows)
        return kept

    def explain(self, error: BaseException) -> JournalError | None:
        """Sort the server's errors by SQLSTATE."""
        label = self.place.label
        if isinstance(error, OSError):
            return system_error(error, label)
        if isinstance(error, BrokenRowError):
            return JournalDamaged(
                f"The journal {label} is damaged ({error}). {way_back(self.place)}"
            )
        cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        state = str(getattr(cause, "sqlstate", None) or "")
        if state in _NO_ROOM:
            return full(label)
        if state in _FORBIDDEN:
            return read_only(label)
        if state in _WAITED_TOO_LONG:
            return busy(label, WAIT_SECONDS)
        if state[:2] in _AWAY or (not state and type(cause).__name__ == "OperationalError"):
            lines = str(cause).strip().splitlines() or ["no answer"]
            return unreachable(label, lines[0].rstrip("."))
        return None


def _is_postgresql(connection: sa.Connection) -> bool:
    return connection.dialect.name == "postgresql"
