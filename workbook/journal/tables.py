"""The two tables of the journal, as SQLAlchemy Core sees them on any database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from workbook.journal.errors import BrokenRowError

SCHEMA = 3
"""Number of the layout below.

Layout 2 added ``undoes`` and the index by record, layout 3 ``piece``, ``digest`` and the index by
kind.
"""

metadata = sa.MetaData()

meta = sa.Table(
    "workbook_meta",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

# Rows are only ever added, so SQLite's plain rowid already grows without end: AUTOINCREMENT would
# buy nothing and cost one more page per save.
revisions = sa.Table(
    "workbook_revisions",
    metadata,
    sa.Column(
        "sequence",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("id", sa.String(64), nullable=False, unique=True),
    sa.Column("record_id", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("body", sa.Text),  # NULL: this revision deletes the record
    sa.Column("saved_at", sa.String(32), nullable=False),  # ISO 8601, UTC, microseconds
    sa.Column("author", sa.String(320), nullable=False),  # machine:process:start
    sa.Column("undoes", sa.String(64)),
    sa.Column("piece", sa.String(64)),  # shared by what was saved in one piece
    sa.Column("digest", sa.String(32)),  # of all columns but the first and this
)

_t = revisions.c
by_record = sa.Index("workbook_revisions_newest", _t.kind, _t.record_id, _t.sequence)
by_kind = sa.Index("workbook_revisions_kind", _t.kind, _t.sequence)

CONTENT = tuple(name for name in _t.keys() if name not in ("sequence", "digest"))  # noqa: SIM118


def digest(values: Mapping[str, Any]) -> str:
    """Return what tells a row that was written from one that was changed since, by a bad disk say.

    Raises
    ------
    TypeError
        When a value is of no type that is ever written.
    """
    content = json.dumps([values[name] for name in CONTENT], separators=(",", ":"))
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def append(connection: sa.Connection, *rows: Mapping[str, Any]) -> int:
    """Append revisions, each with its digest, and return the sequence number of the last."""
    number = 0
    for row in rows:
        values = {**row, "digest": digest(row)}
        (number,) = connection.execute(_insert, values).inserted_primary_key or (0,)
    return int(number)


_insert = revisions.insert()


def select_checked(connection: sa.Connection, query: sa.Select[Any]) -> list[Any]:
    """Return whole rows of the revisions, each found as it was written.

    Raises
    ------
    BrokenRowError
        When one was changed since.
    """
    rows = connection.execute(query).all()
    for row in rows:
        try:
            whole = row.digest == digest(row._asdict())
        except TypeError:
            whole = False
        if not whole:
            raise BrokenRowError(f"revision {row.sequence} is not as it was written")
    return list(rows)


def make_tables(connection: sa.Connection) -> None:
    """Make the tables of the current schema where there are none, in the caller's transaction."""
    metadata.create_all(connection)
    if read_schema(connection) is None:
        connection.execute(meta.insert().values(name="schema", value=SCHEMA))


def read_schema(connection: sa.Connection, *, lock: bool = False) -> int | None:
    """Return the number of the schema, or None where there is no journal.

    Parameters
    ----------
    lock
        Keep other processes from writing until the transaction ends, on a server; the tables are
        known to be there. On SQLite it says nothing.
    """
    query = sa.select(meta.c.value).where(meta.c.name == "schema")
    if lock:
        query = query.with_for_update()
    elif not sa.inspect(connection).has_table(meta.name):
        return None
    found = connection.execute(query).scalar()
    if not isinstance(found, int | None):
        raise BrokenRowError("the number of its layout is not a number")
    return found


def upgrade_tables(connection: sa.Connection, schema: int) -> None:
    """Bring the tables from an older schema to the current one, in the caller's transaction."""
    if schema < 2:
        connection.exec_driver_sql("ALTER TABLE workbook_revisions ADD COLUMN undoes VARCHAR(64)")
        by_record.create(connection)
    connection.exec_driver_sql("ALTER TABLE workbook_revisions ADD COLUMN piece VARCHAR(64)")
    connection.exec_driver_sql("ALTER TABLE workbook_revisions ADD COLUMN digest VARCHAR(32)")
    by_kind.create(connection)
    piece, saved = None, None
    for row in connection.execute(sa.select(revisions).order_by(_t.sequence)).all():
        # Until now a piece was what one process saved at one moment.
        if saved != (row.saved_at, row.author):
            piece, saved = row.id, (row.saved_at, row.author)
        values = {**row._asdict(), "piece": piece}
        connection.execute(
            revisions.update()
            .where(_t.sequence == row.sequence)
            .values(piece=piece, digest=digest(values))
        )
    connection.execute(meta.update().where(meta.c.name == "schema").values(value=SCHEMA))
