"""The journal itself: append-only revisions of records, shared by every open chapter."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from workbook.journal.engine import Engine
from workbook.journal.errors import JournalError, JournalNewer
from workbook.journal.merge import merge
from workbook.journal.records import Record, Unreadable, decode, encode, known_kinds, new_id
from workbook.journal.tables import revisions

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


_t = revisions.c
_NEWEST = (
    sa.select(_t.sequence, _t.id, _t.version, _t.body.is_(None).label("deleted"))
    .where(_t.kind == sa.bindparam("kind"), _t.record_id == sa.bindparam("record_id"))
    .order_by(_t.sequence.desc())
    .limit(1)
)
_AT = sa.select(revisions).where(_t.sequence == sa.bindparam("at"))
_POSITION = sa.select(sa.func.max(_t.sequence))
_INSERT = revisions.insert()


class Journal:
    """What the reader did, kept safe.

    Every open chapter has one of these on the same file or server. All of it may be called from
    any thread. Every method raises `JournalError`, whose text is a sentence for the reader, when
    the journal cannot do what was asked; nothing is changed then.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self._engine = engine
        self._now = now
        self._callbacks: list[Callable[[], None]] = []

    def save(self, record: R, *, base: Revision[R] | None = None) -> Revision[R]:
        """Append a record and return once it is on disk.

        Parameters
        ----------
        record
            What to store. Its ``id`` says which record it is a new state of.
        base
            The revision that the caller's edit started from. When another process has saved the
            record since, its changes and these are merged field by field; a field that both
            changed keeps the value in ``record`` and is named in ``conflicts``.

        Returns
        -------
        Revision
            What was stored, after merging.
        """
        body = encode(record)
        with self._engine.writing() as connection:
            newest = self._newest(connection, type(record), record.id)
            conflicts: tuple[str, ...] = ()
            if base is not None and newest is not None and newest.id != base.id:
                theirs = connection.execute(_AT, {"at": newest.sequence}).one()
                record, conflicts = _merged(base, theirs, record)
                body = encode(record)
            saved = self._append(connection, record.kind, record.id, record, body, conflicts)
        self._tell()
        return saved

    def save_all(self, records: Iterable[R]) -> list[Revision[R]]:
        """Append several records, all of them or none."""
        drafts = [(record, encode(record)) for record in records]
        with self._engine.writing() as connection:
            for record, _ in drafts:
                self._newest(connection, type(record), record.id)
            saved = [
                self._append(connection, record.kind, record.id, record, body)
                for record, body in drafts
            ]
        if saved:
            self._tell()
        return saved

    def delete(self, model: type[R], record_id: str) -> Revision[R]:
        """Append a tombstone: the record is gone from now on and its history stays.

        A record that another process has deleted already is left as it is.
        """
        with self._engine.writing() as connection:
            newest = self._newest(connection, model, record_id)
            if newest is None:
                raise JournalError(f"There is no {model.kind} {record_id!r} to delete.")
            if newest.deleted:
                row = connection.execute(_AT, {"at": newest.sequence}).one()
                return _revision(row, model)
            saved: Revision[R] = self._append(connection, model.kind, record_id, None, None)
        self._tell()
        return saved

    def undo(self, *models: type[Record]) -> Revision[Any] | None:
        """Take back the newest save or deletion of these kinds that has not been taken back yet.

        The state before it is saved again, so that the history shows both. Returns None when
        nothing is left to take back.
        """
        with self._engine.writing() as connection:
            target = connection.execute(_undoable(models)).first()
            if target is None:
                return None
            model = known_kinds()[target.kind]
            self._newest(connection, model, target.record_id)
            before = connection.execute(
                sa.select(revisions)
                .where(
                    _t.kind == target.kind,
                    _t.record_id == target.record_id,
                    _t.sequence < target.sequence,
                )
                .order_by(_t.sequence.desc())
                .limit(1)
            ).first()
            record = None if before is None or before.body is None else _read(before, model)
            body = None if record is None else encode(record)
            saved: Revision[Any] = self._append(
                connection, target.kind, target.record_id, record, body, undoes=target.id
            )
        self._tell()
        return saved

    def can_undo(self, *models: type[Record]) -> bool:
        """Say whether `undo` would find something to take back."""
        with self._engine.reading() as connection:
            return connection.execute(_undoable(models)).first() is not None

    def current(self, model: type[R]) -> list[Revision[R]]:
        """Return the newest revision of each live record, in the order the records were made.

        A record whose body cannot be read is left out, and named by `unreadable`.
        """
        return [_revision(row, model) for row in self._live(model) if _readable(row, model)]

    def records(self, model: type[R]) -> list[R]:
        """Return the live records, in the order they were made."""
        found = (revision.record for revision in self.current(model))
        return [record for record in found if record is not None]

    def get(self, model: type[R], record_id: str) -> R | None:
        """Return one record; None when it is not there, deleted or unreadable."""
        with self._engine.reading() as connection:
            newest = self._newest(connection, model, record_id)
            if newest is None or newest.deleted:
                return None
            row = connection.execute(_AT, {"at": newest.sequence}).one()
        try:
            return _read(row, model)
        except Unreadable:
            return None

    def history(self, model: type[R], record_id: str | None = None) -> list[Revision[R]]:
        """Return every readable revision of one record, or of all of this kind, oldest first."""
        query = sa.select(revisions).where(_t.kind == model.kind).order_by(_t.sequence)
        if record_id is not None:
            query = query.where(_t.record_id == record_id)
        with self._engine.reading() as connection:
            rows = connection.execute(query).all()
        return [_revision(row, model) for row in rows if _readable(row, model)]

    def unreadable(self) -> list[UnreadableRecord]:
        """Return the live records of known kinds whose newest body cannot be read, and why."""
        found = []
        for model in known_kinds().values():
            for row in self._live(model):
                try:
                    decode(model, row.body, row.version)
                except (Unreadable, JournalNewer) as error:
                    found.append(
                        UnreadableRecord(row.kind, row.record_id, row.sequence, str(error))
                    )
        return found

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback`` after each save through this object, until the returned function is called."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def position(self) -> int:
        """Return the number of the newest revision by any process, 0 when there is none."""
        with self._engine.reading() as connection:
            return connection.execute(_POSITION).scalar() or 0

    def close(self) -> None:
        """Let go of the file or server; a later call opens it again."""
        self._engine.close()

    def _live(self, model: type[Record]) -> Sequence[sa.Row[Any]]:
        spans = (
            sa.select(
                sa.func.min(_t.sequence).label("first"), sa.func.max(_t.sequence).label("last")
            )
            .where(_t.kind == model.kind)
            .group_by(_t.record_id)
            .subquery()
        )
        query = (
            sa.select(revisions)
            .join(spans, _t.sequence == spans.c.last)
            .where(_t.body.is_not(None))
            .order_by(spans.c.first)
        )
        with self._engine.reading() as connection:
            return connection.execute(query).all()

    def _newest(
        self, connection: sa.Connection, model: type[Record], record_id: str
    ) -> sa.Row[Any] | None:
        """Find the newest revision of a record, refusing what a newer workbook wrote."""
        key = {"kind": model.kind, "record_id": record_id}
        row = connection.execute(_NEWEST, key).first()
        if row is not None and row.version > model.version:
            raise JournalNewer(
                f"This {model.kind} was last saved by a newer version of the workbook; "
                "update the workbook to change it."
            )
        return row

    def _append(
        self,
        connection: sa.Connection,
        kind: str,
        record_id: str,
        record: Any,
        body: str | None,
        conflicts: tuple[str, ...] = (),
        undoes: str | None = None,
    ) -> Revision[Any]:
        saved_at, revision_id = self._now().astimezone(UTC), new_id()
        values = {
            "id": revision_id,
            "record_id": record_id,
            "kind": kind,
            "version": 1 if record is None else record.version,
            "saved_at": saved_at.isoformat(timespec="microseconds"),
            "author": author(),
            "undoes": undoes,
            "body": body,
        }
        sequence = connection.execute(_INSERT, values).inserted_primary_key[0]
        return Revision(sequence, revision_id, kind, record_id, record, saved_at, undoes, conflicts)

    def _tell(self) -> None:
        """Call every subscriber, then raise the first of their errors: it is a mistake of ours."""
        errors = []
        for callback in tuple(self._callbacks):
            try:
                callback()
            except Exception as error:
                error.add_note("The record itself was saved.")
                errors.append(error)
        if errors:
            raise errors[0]


def author() -> str:
    """Return the name of this process: machine, process id and when it first wrote."""
    global _author
    if _author is None or _author[0] != os.getpid():
        with _author_lock:
            _author = (os.getpid(), f"{socket.gethostname()}:{os.getpid()}:{int(time.time())}")
    return _author[1]


_author: tuple[int, str] | None = None
_author_lock = threading.Lock()


def _undoable(models: Sequence[type[Record]]) -> sa.Select[Any]:
    if not models:
        raise TypeError("name the kinds of record that undo may touch")
    later = revisions.alias("later")
    taken_back = sa.select(sa.literal(1)).where(later.c.undoes == _t.id).exists()
    return (
        sa.select(_t.id, _t.kind, _t.record_id, _t.sequence)
        .where(_t.kind.in_([model.kind for model in models]), _t.undoes.is_(None), ~taken_back)
        .order_by(_t.sequence.desc())
        .limit(1)
    )


def _merged(base: Revision[R], theirs: sa.Row[Any], ours: R) -> tuple[R, tuple[str, ...]]:
    model = type(ours)
    started = {} if base.record is None else json.loads(encode(base.record))
    wanted = json.loads(encode(ours))
    stored = {} if theirs.body is None else json.loads(encode(_read(theirs, model)))
    if theirs.body is None:
        # Deleted meanwhile: the reader's edit brings it back whole rather than in pieces.
        return ours, merge(started, {}, wanted)[1]
    fields, conflicts = merge(started, stored, wanted)
    try:
        return model.model_validate(fields), conflicts
    except ValueError:
        # Each half is valid and the mixture is not: keep the reader's own whole.
        changed = merge(started, stored, stored)[0]
        return ours, tuple(name for name in wanted if changed.get(name) != wanted[name])


def _read(row: sa.Row[Any], model: type[R]) -> R:
    return decode(model, row.body, row.version)


def _readable(row: sa.Row[Any], model: type[Record]) -> bool:
    try:
        return row.body is None or _read(row, model) is not None
    except Unreadable:
        return False


def _revision(row: sa.Row[Any], model: type[R]) -> Revision[R]:
    record = None if row.body is None else _read(row, model)
    saved_at = datetime.fromisoformat(row.saved_at)
    return Revision(row.sequence, row.id, row.kind, row.record_id, record, saved_at, row.undoes)
