"""Undo and redo: what there is to take back, found from the end of the journal.

Nothing is ever removed. An undo saves the state before once more and names the revision it takes
back; a redo does the same to the undo. So the revisions of each kind are a stack: who meets one
that takes back another goes on below that other, since all between the two is taken back as well.
What was saved in one piece (`save_all`, an import) is taken back in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from workbook.journal.errors import JournalError
from workbook.journal.records import Record, UnreadableError
from workbook.journal.revisions import (
    END,
    OF_KIND,
    OF_RECORD,
    WITH_ID,
    find_last,
    find_newest,
    readable_in,
    revision_in,
    revisions,
)

_t = revisions.c


class Altered(NamedTuple):
    """What a change does to one record; None where the record is not there."""

    model: type[Record]
    record_id: str
    before: Record | None
    after: Record | None


Steps = Sequence[tuple[str, Altered]]
"""Each record's part of an undo or a redo: the revision it takes back, and what it does."""


@dataclass(frozen=True)
class Change:
    """What an undo or a redo would do.

    Attributes
    ----------
    records
        Every record that it alters, the last saved first; at least one.
    """

    records: tuple[Altered, ...]


def plan_undo(connection: sa.Connection, models: Iterable[type[Record]]) -> Steps:
    """Return what an undo of these kinds does: nothing when none has anything to take back.

    A piece that left every record as it was is passed over: an undo is always seen.
    """
    heads = {model.kind: _newest_kept(connection, model.kind) for model in models}
    while top := _last(heads.values()):
        piece = _piece(connection, top)
        steps = _steps(connection, piece, models)
        if steps:
            return steps
        first = piece[-1].sequence
        for kind, head in heads.items():
            if head is not None and head.sequence >= first:
                heads[kind] = _newest_kept(connection, kind, first)
    return []


def plan_redo(connection: sa.Connection, models: Iterable[type[Record]]) -> Steps:
    """Return what a redo of these kinds does: nothing once one of them was saved after the undo."""
    top = _last(_newest_kept(connection, model.kind, redone=True) for model in models)
    if top is None or top.undoes is None:
        return []
    return _steps(connection, _piece(connection, top), models)


def _newest_kept(
    connection: sa.Connection, kind: str, below: int = END, *, redone: bool = False
) -> Any:
    """Find the newest revision of a kind that takes nothing back and is not taken back.

    With ``redone``, undos count as any other revision unless a redo takes them back.
    """
    while row := find_last(connection, OF_KIND, below, kind=kind):
        target = None
        if row.undoes is not None:
            target = find_last(connection, WITH_ID, row.sequence, id=row.undoes)
        if target is None or (redone and target.undoes is None):
            return row
        below = _piece(connection, target)[-1].sequence
    return None


def _last(rows: Iterable[Any]) -> Any:
    return max((row for row in rows if row is not None), key=lambda row: row.sequence, default=None)


def _piece(connection: sa.Connection, row: Any) -> Sequence[Any]:
    """Return a revision and what was saved before it in the same piece, newest first.

    No other process writes meanwhile, so the revisions of a piece follow one another.
    """
    if row.piece is None:
        return [row]
    newest_first = _t.sequence.desc()
    before = sa.select(_t.sequence).order_by(newest_first).limit(1)
    end = before.where(_t.sequence < row.sequence, _t.piece.is_distinct_from(row.piece))
    columns = (_t.sequence, _t.id, _t.kind, _t.record_id)
    return connection.execute(
        sa.select(*columns)
        .where(
            _t.sequence <= row.sequence, _t.sequence > sa.func.coalesce(end.scalar_subquery(), 0)
        )
        .order_by(newest_first)
    ).all()


def _steps(
    connection: sa.Connection, piece: Sequence[Any], models: Iterable[type[Record]]
) -> Steps:
    """Return what it takes to bring the records of a piece back to what they were before it."""
    by_kind = {model.kind: model for model in models}
    last: dict[tuple[str, str], Any] = {}
    first: dict[tuple[str, str], Any] = {}
    for row in piece:
        last.setdefault((row.kind, row.record_id), row)
        first[row.kind, row.record_id] = row
    steps = []
    for (kind, record_id), row in last.items():
        if kind not in by_kind:
            continue
        model, start = by_kind[kind], first[kind, record_id].sequence
        now = find_newest(connection, model, record_id)
        then = find_last(connection, OF_RECORD, start, kind=kind, record_id=record_id)
        altered = Altered(model, record_id, readable_in(now, model), _wanted(then, model))
        if altered.before != altered.after:
            steps.append((row.id, altered))
    return steps


def _wanted(row: Any, model: type[Record]) -> Record | None:
    try:
        return None if row is None else revision_in(row, model).record
    except UnreadableError as error:
        raise JournalError(
            f"The {model.kind} before this change cannot be read ({error}), "
            "so the change cannot be undone."
        ) from error
