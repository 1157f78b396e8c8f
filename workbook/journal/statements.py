"""The few statements that every save needs, compiled once.

SQLAlchemy's own ``execute`` costs some 40 microseconds a statement in results, caches and events:
three of them take longer than a modern disk needs for the commit. So SQLAlchemy writes the SQL for
the database at hand, once, and the driver runs it. Everything that is not on the way of a save goes
through SQLAlchemy.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from workbook.journal.tables import meta, revisions

_t = revisions.c


class Prepared:
    """A statement that is compiled at its first use with each kind of database."""

    def __init__(self, statement: sa.Executable):
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any]]] = {}

    def run(self, connection: sa.Connection, **values: Any) -> Any:
        """Run the statement and return the driver's own cursor."""
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            compiled = self._statement.compile(dialect=dialect)  # type: ignore[attr-defined]
            names = compiled.positiontup
            self._compiled[dialect.name] = (
                str(compiled),
                None if names is None else tuple(names),
                dict(compiled.params),
            )
        text, names, defaults = self._compiled[dialect.name]
        filled = {**defaults, **values}
        cursor = connection.connection.cursor()
        cursor.execute(text, filled if names is None else tuple(filled[name] for name in names))
        return cursor


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


def append(connection: sa.Connection, **values: Any) -> int:
    """Append one revision and return its sequence number."""
    if connection.dialect.insert_returning:
        return int(_insert_returning.run(connection, **values).fetchone()[0])
    return int(_insert_plainly.run(connection, **values).lastrowid)
