"""A revision: one state of one record, as a room sees it and as the table holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from workbook.journal.records import Record, UnreadableError, decode

R = TypeVar("R", bound=Record)


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
        When it was saved, in UTC.
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


def record_in(row: sa.Row[Any], model: type[R]) -> R | None:
    """Return the record that a row of the table holds; None for a tombstone.

    Raises
    ------
    JournalNewer, UnreadableError
        As `records.decode` does.
    """
    return None if row.body is None else decode(model, row.body, row.version)


def revision_in(row: sa.Row[Any], model: type[R]) -> Revision[R]:
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


def readable(rows: Any, model: type[R]) -> list[Revision[R]]:
    """Return rows of the table as revisions, leaving out those that cannot be read."""
    found = []
    for row in rows:
        try:
            found.append(revision_in(row, model))
        except UnreadableError:
            continue
    return found
