"""A revision: one state of one record; the table that holds it, and how it is found there.

Every row that is read is checked against its digest first, so what the disk has changed is never
taken for what the reader wrote.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from workbook.journal.errors import BrokenRowError
from workbook.journal.records import Record, UnreadableError, decode, refuse_newer

R = TypeVar("R", bound=Record)
Row = dict[str, Any]
"""The values of a revision by the names of their columns, without its number and digest."""

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
    sa.Column("author", sa.String(320), nullable=False),  # machine:process
    sa.Column("undoes", sa.String(64)),
    sa.Column("piece", sa.String(64)),  # shared by what was saved in one piece
    sa.Column("digest", sa.String(32)),  # of all columns but the first and this
    sa.Index("workbook_revisions_newest", "kind", "record_id", "sequence"),
    sa.Index("workbook_revisions_kind", "kind", "sequence"),
)

CONTENT = tuple(column.name for column in revisions.columns)[1:-1]

_t = revisions.c
_insert = revisions.insert()
_schema = sa.select(meta.c.value).where(meta.c.name == "schema")


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
    why: str


def author() -> str:
    """Return the name of this process: machine and process id."""
    return f"{socket.gethostname()[:255]}:{os.getpid()}"


def as_text(moment: datetime) -> str:
    """Return a moment as the journal writes it: ISO 8601 with microseconds and offset."""
    return moment.isoformat(timespec="microseconds")


# The tables as a whole, each in the caller's transaction.


def make_tables(connection: sa.Connection) -> None:
    """Make the tables of the current schema in an empty database."""
    metadata.create_all(connection)
    connection.execute(meta.insert().values(name="schema", value=SCHEMA))


def read_schema(connection: sa.Connection) -> int | None:
    """Return the number of the schema, or None where there is no journal."""
    if not sa.inspect(connection).has_table(meta.name):
        return None
    found = connection.execute(_schema).scalar()
    if not isinstance(found, int | None):
        raise BrokenRowError("the number of its layout is not a number")
    return found


def lock_schema(connection: sa.Connection) -> int | None:
    """Return the number too, and on a server let no one else write until the transaction ends."""
    return connection.execute(_schema.with_for_update()).scalar()


def upgrade_tables(connection: sa.Connection) -> None:
    """Bring the tables from an older schema to the current one."""
    rows, piece, saved = read_rows(connection), None, None
    for row in rows:
        # Until layout 3 a piece was what one process saved at one moment.
        if saved != (row["saved_at"], row["author"]):
            piece, saved = row["id"], (row["saved_at"], row["author"])
        row["piece"] = piece
    revisions.drop(connection)
    revisions.create(connection)
    append(connection, *rows)
    connection.execute(meta.update().where(meta.c.name == "schema").values(value=SCHEMA))


def read_rows(connection: sa.Connection) -> list[Row]:
    """Return all revisions in a journal of this or an older schema, oldest first."""
    names = {column["name"] for column in sa.inspect(connection).get_columns(revisions.name)}
    if "digest" in names:
        rows = select_checked(connection, sa.select(revisions).order_by(_t.sequence))
    else:
        columns = [_t[name] for name in CONTENT if name in names]
        rows = list(connection.execute(sa.select(*columns).order_by(_t.sequence)).all())
    return [{name: getattr(row, name, None) for name in CONTENT} for row in rows]


def replace_rows(connection: sa.Connection, rows: Iterable[Row]) -> None:
    """Put revisions in the place of all there are.

    Their numbers go on from those that were there, so that an open panel sees the journal move: the
    last row stays until the new ones are in.
    """
    last = find_position(connection)
    connection.execute(revisions.delete().where(_t.sequence != last))
    connection.execute(revisions.update().values(id=""))
    append(connection, *rows)
    connection.execute(revisions.delete().where(_t.sequence == last))


# Rows in and out, each with its digest.


def digest(values: Mapping[str, Any]) -> str:
    """Return what tells a row that was written from one that was changed since, by a bad disk say.

    A changed row may even hold bytes, of which JSON knows nothing.
    """
    content = json.dumps([values[name] for name in CONTENT], separators=(",", ":"), default=repr)
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def append(connection: sa.Connection, *rows: Row) -> int:
    """Append revisions, each with its digest, and return the sequence number of the last."""
    number = 0
    for row in rows:
        values = {**row, "digest": digest(row)}
        (number,) = connection.execute(_insert, values).inserted_primary_key or (0,)
    return int(number)


def select_checked(connection: sa.Connection, query: sa.Select[Any], **values: Any) -> list[Any]:
    """Return whole rows of the revisions; raise `BrokenRowError` when one is not as written."""
    rows = connection.execute(query, values).all()
    for row in rows:
        if row.digest != digest(row._asdict()):
            raise BrokenRowError(f"revision {row.sequence} is not as it was written")
    return list(rows)


# What a row holds.


def revision_in(row: Any, model: type[R]) -> Revision[R]:
    """Return a row of the table as a revision; see `decode` for what may be wrong with its body."""
    body = row.body
    return Revision(
        sequence=row.sequence,
        id=row.id,
        kind=row.kind,
        record_id=row.record_id,
        record=None if body is None else decode(model, row.record_id, body, row.version),
        saved_at=datetime.fromisoformat(row.saved_at),
        undoes=row.undoes,
    )


def readable(
    rows: Iterable[Any], model: type[R], known: Iterable[Revision[R]] = ()
) -> list[Revision[R]]:
    """Return rows of the table as revisions, leaving out those that cannot be read.

    What is `known` is not read again, unless a restore has given it another number.
    """
    found, by_name = [], {(revision.sequence, revision.id): revision for revision in known}
    for row in rows:
        with suppress(UnreadableError):
            found.append(by_name.get((row.sequence, row.id)) or revision_in(row, model))
    return found


def readable_in(row: Any, model: type[R]) -> R | None:
    """Return the record in a row; None too when it cannot be read, for it stays in the history."""
    return next((each.record for each in readable([row], model)), None)


# Which rows. The queries are made once: to make one takes longer than to ask it.

END = 1 << 62
_position = sa.select(sa.func.max(_t.sequence))
NEWEST = (
    sa.select(revisions)
    .where(_t.sequence < sa.bindparam("below"))
    .order_by(_t.sequence.desc())
    .limit(1)
)
WITH_ID = NEWEST.where(_t.id == sa.bindparam("id"))
OF_KIND = NEWEST.where(_t.kind == sa.bindparam("kind"))
OF_RECORD = OF_KIND.where(_t.record_id == sa.bindparam("record_id"))
_name_of_newest = OF_KIND.with_only_columns(_t.sequence, _t.id)


def find_position(connection: sa.Connection) -> int:
    """Return the number of the newest revision, 0 when there is none."""
    return connection.execute(_position).scalar() or 0


def find_last(
    connection: sa.Connection, query: sa.Select[Any], below: int = END, **values: str
) -> Any:
    """Find the newest revision below a number that one of the queries above asks for, or None."""
    return next(iter(select_checked(connection, query, below=below, **values)), None)


def find_newest(connection: sa.Connection, model: type[Record], record_id: str) -> Any:
    """Find the newest revision of a record or None; refuse what a newer workbook wrote."""
    row = find_last(connection, OF_RECORD, kind=model.kind, record_id=record_id)
    if row is not None:
        refuse_newer(model, row.version)
    return row


def find_live(connection: sa.Connection, kind: str) -> list[Any]:
    """Return the newest revision of each record not deleted, in the order they were made."""
    return select_checked(connection, _live(), kind=kind)


@cache
def _live() -> sa.Select[Any]:
    # Goes from record to record along the index. A GROUP BY reads every revision there ever was:
    # with 20,000 it took twenty times as long as with 1,000, at every key.
    kind: sa.BindParameter[str] = sa.bindparam("kind")
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
    return (
        sa.select(revisions)
        .join(ids, _t.sequence == spans[1])
        .where(_t.body.is_not(None))
        .order_by(spans[0])
    )


class Live(Generic[R]):
    """The newest revisions of a kind's records, each read only once."""

    def __init__(self, model: type[R]):
        self.model = model
        self.revisions: list[Revision[R]] = []
        self._newest: Any = None

    def read_on(self, connection: sa.Connection) -> None:
        """Read what was saved since; a panel asks at every key, and of most kinds nothing was."""
        asked = {"kind": self.model.kind, "below": END}
        newest = connection.execute(_name_of_newest, asked).first()
        if newest != self._newest:
            rows = find_live(connection, self.model.kind)
            self.revisions = readable(rows, self.model, self.revisions)
            self._newest = newest


class History:
    """All revisions of a record or of a kind, by the moment they were saved at, read only once.

    A panel asks at every key; to read some thousands of revisions anew took most of a second.
    """

    def __init__(self, model: type[Record], record_id: str | None):
        self.model, self.record_id = model, record_id
        self.revisions: list[Revision[Any]] = []
        self._last: Any = None

    def read_on(self, connection: sa.Connection) -> None:
        """Read what was saved since; all of it where a restore has put others in its place."""
        query = sa.select(revisions).where(_t.kind == self.model.kind).order_by(_t.sequence)
        if self.record_id is not None:
            query = query.where(_t.record_id == self.record_id)
        if self._last is not None:
            there = sa.select(_t.id).where(_t.sequence == self._last.sequence)
            if connection.execute(there).scalar() == self._last.id:
                query = query.where(_t.sequence > self._last.sequence)
            else:
                self.revisions = []
        if rows := select_checked(connection, query):
            self.revisions += readable(rows, self.model)
            self.revisions.sort(key=lambda each: each.saved_at)
            self._last = rows[-1]
