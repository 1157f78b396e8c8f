"""A revision: one state of one record; and how revisions are found in the table.

Every row that is read is checked against its digest first, so what the disk has changed is never
taken for what the reader wrote.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from workbook.journal.errors import JournalNewer
from workbook.journal.records import Record, UnreadableError, decode
from workbook.journal.tables import revisions, select_checked

R = TypeVar("R", bound=Record)

_t = revisions.c


@dataclass(frozen=True)
class Revision(Generic[R]):
    """One state of one record, as it was saved.

    Attributes
    ----------
    sequence
        Place in the journal: larger is later, whatever the clocks say.
    id
        Identifier of the revision, the same in every export.
    kind, record_id
        Which record this is a state of.
    record
        The record; None when this revision deletes it.
    saved_at
        When it was saved, in UTC; an import keeps the moment.
    undoes
        Identifier of the revision that this one takes back, if it does.
    conflicts
        Fields that another process had changed too; the value saved here was kept.
    """

    sequence: int
    id: str
    kind: str
    record_id: str
    record: R | None
    saved_at: datetime
    undoes: str | None = None
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnreadableRecord:
    """The newest body of a record that its room cannot read; it stays in the journal untouched."""

    kind: str
    record_id: str
    sequence: int
    why: str


def author() -> str:
    """Return the name of this process: machine, process id, Unix time of its first save."""
    return _author(os.getpid())


@cache
def _author(process: int) -> str:
    return f"{socket.gethostname()[:255]}:{process}:{int(time.time())}"


def as_text(moment: datetime) -> str:
    """Return a moment as the journal writes it: ISO 8601 with microseconds and offset."""
    return moment.isoformat(timespec="microseconds")


def record_in(row: Any, model: type[R]) -> R | None:
    """Return the record that a row of the table holds; None for a tombstone.

    Raises
    ------
    JournalNewer, UnreadableError
        As `records.decode` does.
    """
    return None if row.body is None else decode(model, row.record_id, row.body, row.version)


def readable_in(row: Any, model: type[R]) -> R | None:
    """Return the record in a row; None too when it cannot be read, for it stays in the history."""
    try:
        return record_in(row, model)
    except UnreadableError:
        return None


def revision_in(row: Any, model: type[R]) -> Revision[R]:
    """Return a row of the table as a revision."""
    return Revision(
        sequence=row.sequence,
        id=row.id,
        kind=row.kind,
        record_id=row.record_id,
        record=record_in(row, model),
        saved_at=datetime.fromisoformat(row.saved_at),
        undoes=row.undoes,
    )


def readable(rows: Iterable[Any], model: type[R]) -> list[Revision[R]]:
    """Return rows of the table as revisions, leaving out those that cannot be read."""
    found = []
    for row in rows:
        try:
            found.append(revision_in(row, model))
        except UnreadableError:
            continue
    return found


def find_position(connection: sa.Connection) -> int:
    """Return the number of the newest revision, 0 when there is none."""
    return connection.execute(sa.select(sa.func.max(_t.sequence))).scalar() or 0


def find_newest(connection: sa.Connection, model: type[Record], record_id: str) -> Any:
    """Find the newest revision of a record or None; refuse what a newer workbook wrote."""
    row = _newest(connection, _t.kind == model.kind, _t.record_id == record_id)
    if row is not None and row.version > model.version:
        raise JournalNewer(
            f"This {model.kind} was last saved by a newer version of the workbook; "
            "update the workbook to change it."
        )
    return row


def find_before(connection: sa.Connection, row: Any) -> Any:
    """Find the state of the same record before a revision; None when that one made it."""
    return _newest(
        connection,
        _t.kind == row.kind,
        _t.record_id == row.record_id,
        _t.sequence < row.sequence,
    )


def find_newest_of_kind(connection: sa.Connection, kind: str, below: int | None) -> Any:
    """Find the newest revision of any record of a kind, below a number where one is given."""
    condition = [] if below is None else [_t.sequence < below]
    return _newest(connection, _t.kind == kind, *condition)


def _newest(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> Any:
    query = sa.select(revisions).where(*conditions).order_by(_t.sequence.desc()).limit(1)
    return next(iter(select_checked(connection, query)), None)


def find_live(connection: sa.Connection, kind: str) -> list[Any]:
    """Return the newest revision of each record not deleted, in the order they were made.

    Goes from record to record along the index. A GROUP BY reads every revision there ever was: with
    20,000 it took twenty times as long as with 1,000, at every key.
    """
    first = sa.select(sa.func.min(_t.record_id).label("record_id")).where(_t.kind == kind)
    some = first.cte("ids", recursive=True)
    after = sa.select(sa.func.min(_t.record_id)).where(
        _t.kind == kind, _t.record_id > some.c.record_id
    )
    ids = some.union_all(
        sa.select(after.correlate(some).scalar_subquery()).where(some.c.record_id.is_not(None))
    )
    inner = revisions.alias("inner_revisions")
    spans = [
        sa.select(function(inner.c.sequence))
        .where(inner.c.kind == kind, inner.c.record_id == ids.c.record_id)
        .correlate(ids)
        .scalar_subquery()
        for function in (sa.func.min, sa.func.max)
    ]
    query = (
        sa.select(revisions)
        .join(ids, _t.sequence == spans[1])
        .where(_t.body.is_not(None))
        .order_by(spans[0])
    )
    return select_checked(connection, query)


class History:
    """All revisions of a record or of a kind, by the moment they were saved at, read only once.

    A panel asks at every key; to read some thousands of revisions anew took most of a second.
    """

    def __init__(self, model: type[Record], record_id: str | None):
        self.model, self.record_id = model, record_id
        self.revisions: list[Revision[Any]] = []
        self._last: Any = None

    def is_part_of(self, connection: sa.Connection) -> bool:
        """Say whether what was read is still there: a restore puts other revisions in its place."""
        if self._last is None:
            return True
        query = sa.select(_t.id).where(_t.sequence == self._last.sequence)
        return bool(connection.execute(query).scalar() == self._last.id)

    def read_on(self, connection: sa.Connection) -> None:
        """Read what was saved since."""
        query = sa.select(revisions).where(_t.kind == self.model.kind).order_by(_t.sequence)
        if self.record_id is not None:
            query = query.where(_t.record_id == self.record_id)
        if self._last is not None:
            query = query.where(_t.sequence > self._last.sequence)
        if rows := select_checked(connection, query):
            self.revisions += readable(rows, self.model)
            self.revisions.sort(key=lambda each: each.saved_at)
            self._last = rows[-1]
