"""The few statements that every save needs, compiled once.

SQLAlchemy's own ``execute`` costs some 40 microseconds a statement in results, caches and events:
three of them take longer than a modern disk needs for the commit. So SQLAlchemy writes the SQL for
the database at hand, once, and the driver runs it. Everything that is not on the way of a save goes
through SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from workbook.journal.tables import meta, revisions

_t = revisions.c


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Prepared:
    """A statement that is compiled at its first use with each kind of database."""

    def __init__(self, statement: sa.Executable):
        self._statement = statement
        self._compiled: dict[str, tuple[str, dict[str, Any], Callable[[Any], Any]]] = {}

    def run(self, connection: sa.Connection, values: Mapping[str, Any] = _NOTHING) -> Any:
        """Run the statement and return the driver's own cursor."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name) or self._compile(dialect)
        text, defaults, arrange = compiled
        cursor = connection.connection.cursor()
        cursor.execute(text, arrange({**defaults, **values}))
        return cursor

    def _compile(self, dialect: sa.Dialect) -> tuple[str, dict[str, Any], Callable[[Any], Any]]:
        compiled = self._statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        names = compiled.positiontup
        # Some drivers take parameters by place, in the order of the text, others by name.
        arrange = dict if names is None else lambda values: [values[name] for name in names]
        self._compiled[dialect.name] = (str(compiled), dict(compiled.params), arrange)
        return self._compiled[dialect.name]


# FOR UPDATE is what makes one process wait for another on a server; on SQLite it says nothing.
schema_number = Prepared(sa.select(meta.c.value).where(meta.c.name == "schema").with_for_update())

newest = Prepared(
    sa.select(_t.sequence, _t.id, _t.version, _t.body.is_(None).label("deleted"))
    .where(_t.kind == sa.bindparam("kind"), _t.record_id == sa.bindparam("record_id"))
    .order_by(_t.sequence.desc())
    .limit(1)
)

position = Prepared(sa.select(sa.func.max(_t.sequence)))

_columns = [column.name for column in revisions.columns if column.name != "sequence"]
_insert = revisions.insert().values({name: sa.bindparam(name) for name in _columns})
_insert_plainly = Prepared(_insert.inline())
_insert_returning = Prepared(_insert.returning(_t.sequence))


def append(connection: sa.Connection, values: Mapping[str, Any]) -> int:
    """Append one revision and return its sequence number."""
    if getattr(connection.dialect, "postfetch_lastrowid", False):
        return int(_insert_plainly.run(connection, values).lastrowid)
    return int(_insert_returning.run(connection, values).fetchone()[0])
