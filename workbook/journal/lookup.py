"""Finding revisions in the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from workbook.journal import statements
from workbook.journal.errors import JournalNewer
from workbook.journal.records import Record
from workbook.journal.tables import revisions

_t = revisions.c
_AT = sa.select(revisions).where(_t.sequence == sa.bindparam("at"))


def find_newest(
    connection: sa.Connection, model: type[Record], record_id: str
) -> tuple[int, str, int, bool] | None:
    """Find sequence, id, version and whether deleted; refuse what a newer workbook wrote."""
    cursor = statements.newest.run(connection, {"kind": model.kind, "record_id": record_id})
    row: tuple[int, str, int, bool] | None = cursor.fetchone()
    if row is not None and row[2] > model.version:
        raise JournalNewer(
            f"This {model.kind} was last saved by a newer version of the workbook; "
            "update the workbook to change it."
        )
    return row


def find_at(connection: sa.Connection, sequence: int) -> sa.Row[Any]:
    """Return the revision with a number that is known to exist."""
    return connection.execute(_AT, {"at": sequence}).one()


def find_live(connection: sa.Connection, kind: str) -> Sequence[sa.Row[Any]]:
    """Return the newest revision of each record not deleted, in the order they were made."""
    spans = (
        sa.select(sa.func.min(_t.sequence).label("first"), sa.func.max(_t.sequence).label("last"))
        .where(_t.kind == kind)
        .group_by(_t.record_id)
        .subquery()
    )
    query = (
        sa.select(revisions)
        .join(spans, _t.sequence == spans.c.last)
        .where(_t.body.is_not(None))
        .order_by(spans.c.first)
    )
    return connection.execute(query).all()


def find_history(
    connection: sa.Connection, kind: str, record_id: str | None
) -> Sequence[sa.Row[Any]]:
    """Return all revisions of a record, or of all records of a kind, oldest first."""
    query = sa.select(revisions).where(_t.kind == kind).order_by(_t.sequence)
    if record_id is not None:
        query = query.where(_t.record_id == record_id)
    return connection.execute(query).all()


def find_before(connection: sa.Connection, revision: Any) -> sa.Row[Any] | None:
    """Return the state of the same record before a revision; None when that one made it."""
    query = (
        sa.select(revisions)
        .where(
            _t.kind == revision.kind,
            _t.record_id == revision.record_id,
            _t.sequence < revision.sequence,
        )
        .order_by(_t.sequence.desc())
        .limit(1)
    )
    return connection.execute(query).first()
