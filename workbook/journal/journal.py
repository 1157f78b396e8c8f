"""The journal itself: append-only revisions of records, shared by every open chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any, TypeVar

import sqlalchemy as sa

from workbook.journal.engine import Engine
from workbook.journal.errors import JournalError, JournalNewer
from workbook.journal.merge import merge_records
from workbook.journal.records import Record, UnreadableError, encode, known_kinds, new_id
from workbook.journal.revisions import (
    History,
    Live,
    Revision,
    UnreadableRecord,
    append,
    as_text,
    author,
    find_live,
    find_newest,
    find_position,
    readable,
    readable_in,
    revision_in,
)
from workbook.journal.undo import Change, Steps, plan_redo, plan_undo

R = TypeVar("R", bound=Record)
State = tuple[type[Record], str, Record | None]
Plan = Callable[[sa.Connection, Sequence[type[Record]]], Steps]
Callback = Callable[[frozenset[str]], object]


class Journal:
    """What the reader did, kept safe.

    Every open chapter has one of these on the same file or server, and any thread may call it.
    Every method raises `JournalError`, whose text is a sentence for the reader, when the journal
    cannot do what was asked; then nothing is changed.
    """

    def __init__(self, engine: Engine):
        self.engine = engine
        self._callbacks: dict[object, Callback] = {}
        self._live: dict[type[Record], Live[Any]] = {}
        self._histories: dict[type[Record], History] = {}
        self._plans: dict[Any, tuple[int, Change | None]] = {}

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
        conflicts: tuple[str, ...] = ()
        with self.engine.writing() as connection:
            newest = find_newest(connection, type(record), record.id)
            if base is not None and newest is not None and newest.id != base.id:
                # What cannot be read cannot be merged either; it stays in the history.
                theirs = readable_in(newest, type(record))
                record, conflicts = merge_records(base.record, theirs, record)
            (saved,) = self._append(connection, [(type(record), record.id, record)])
        saved = replace(saved, conflicts=conflicts)
        self.tell(frozenset({saved.kind}))
        return saved

    def save_all(self, records: Iterable[R]) -> list[Revision[R]]:
        """Append several records, all of them or none; `undo` takes them back together."""
        states: list[State] = [(type(record), record.id, record) for record in records]
        if not states:
            return []
        with self.engine.writing() as connection:
            for model, record_id, _ in states:
                find_newest(connection, model, record_id)
            saved = self._append(connection, states, piece=new_id())
        self.tell(frozenset(each.kind for each in saved))
        return saved

    def delete(self, model: type[R], record_id: str) -> Revision[R]:
        """Append a tombstone: the record is gone from now on and its history stays.

        A record that another process has deleted already is left as it is.
        """
        with self.engine.writing() as connection:
            newest = find_newest(connection, model, record_id)
            if newest is None:
                raise JournalError(f"There is no {model.kind} {record_id!r} to delete.")
            if newest.body is None:
                return revision_in(newest, model)
            (saved,) = self._append(connection, [(model, record_id, None)])
        self.tell(frozenset({saved.kind}))
        return saved

    def undo(self, *models: type[Record]) -> Revision[Any] | None:
        """Take back the newest change to these kinds that has not been taken back yet.

        The state before it is saved again, so that the history shows both. What was saved in one
        piece (`save_all`, an import) is taken back in one. Returns the last revision written, None
        when nothing is left to take back.
        """
        return self._take_back(plan_undo, models)

    def redo(self, *models: type[Record]) -> Revision[Any] | None:
        """Take back the newest undo of these kinds, until something else of them is saved."""
        return self._take_back(plan_redo, models)

    def undoable(self, *models: type[Record]) -> Change | None:
        """Return what `undo` would do now, None when it would find nothing."""
        return self._planned(plan_undo, models)

    def redoable(self, *models: type[Record]) -> Change | None:
        """Return what `redo` would do now, None when it would find nothing."""
        return self._planned(plan_redo, models)

    def _take_back(self, plan: Plan, models: Sequence[type[Record]]) -> Revision[Any] | None:
        with self.engine.writing() as connection:
            steps = plan(connection, models)
            states = [(each.model, each.record_id, each.after) for _, each in steps]
            undoes = [undone for undone, _ in steps]
            saved = self._append(connection, states, undoes=undoes, piece=new_id())
        self.tell(frozenset(each.kind for each in saved))
        return saved[-1] if saved else None

    def _planned(self, plan: Plan, models: Sequence[type[Record]]) -> Change | None:
        with self.engine.reading() as connection:
            key = (plan, models)
            position = find_position(connection)
            known, change = self._plans.get(key, (-1, None))
            if known != position:
                # Asked at every render, and an import may be a piece of thousands of records.
                steps = plan(connection, models)
                change = Change(tuple(altered for _, altered in steps)) if steps else None
                self._plans[key] = position, change
        return change

    def current(self, model: type[R]) -> list[Revision[R]]:
        """Return the newest revision of each live record, in the order the records were made.

        A record whose body cannot be read is left out, and named by `unreadable`.
        """
        with self.engine.reading() as connection:
            known = self._live.setdefault(model, Live(model))
            known.read_on(connection)
        return list(known.revisions)

    def records(self, model: type[R]) -> list[R]:
        """Return the live records, in the order they were made."""
        found = (revision.record for revision in self.current(model))
        return [record for record in found if record is not None]

    def newest(self, model: type[R], record_id: str) -> Revision[R] | None:
        """Return the newest revision of a record, be it a deletion; None where there is none.

        None also when its body cannot be read, as `unreadable` then says.
        """
        with self.engine.reading() as connection:
            found = find_newest(connection, model, record_id)
        return next(iter(readable([found] if found else [], model)), None)

    def get(self, model: type[R], record_id: str) -> R | None:
        """Return one record; None when it is not there, deleted or unreadable."""
        found = self.newest(model, record_id)
        return None if found is None else found.record

    def history(self, model: type[R], record_id: str | None = None) -> list[Revision[R]]:
        """Return every readable revision of a record or of a kind, by the moment it was saved."""
        with self.engine.reading() as connection:
            known = self._histories.get(model)
            if known is None or known.record_id != record_id:
                known = self._histories[model] = History(model, record_id)
            known.read_on(connection)
        return list(known.revisions)

    def unreadable(self) -> list[UnreadableRecord]:
        """Return the live records of known kinds whose newest body cannot be read, and why."""
        found = []
        for model in known_kinds().values():
            with self.engine.reading() as connection:
                rows = find_live(connection, model.kind)
            for row in rows:
                try:
                    revision_in(row, model)
                except (UnreadableError, JournalNewer) as error:
                    found.append(UnreadableRecord(row.kind, row.record_id, str(error)))
        return found

    def subscribe(self, callback: Callback) -> Callable[[], object]:
        """Call ``callback`` with the kinds that were saved, after each save through this object.

        Returns
        -------
        Callable
            Ends the subscription.
        """
        entry = object()
        self._callbacks[entry] = callback
        return lambda: self._callbacks.pop(entry, None)

    def tell(self, kinds: frozenset[str]) -> None:
        """Call every callback with the kinds saved, if any, then raise the first error."""
        errors = []
        for callback in tuple(self._callbacks.values()) if kinds else ():
            try:
                callback(kinds)
            except Exception as error:
                error.add_note("The save itself was done; this went wrong after it.")
                errors.append(error)
        if errors:
            raise errors[0]

    def position(self) -> int:
        """Return the number of the newest revision by any process, 0 when there is none."""
        with self.engine.reading() as connection:
            return find_position(connection)

    def close(self) -> None:
        """Let go of the file or server; a later call opens it again."""
        self.engine.close()

    def _append(
        self,
        connection: sa.Connection,
        states: Sequence[State],
        *,
        undoes: Sequence[str | None] = (),
        piece: str | None = None,
    ) -> list[Revision[Any]]:
        """Append states of records, all at one moment; a record that is None is deleted."""
        now, saved = datetime.now(UTC), []
        for (model, record_id, record), undone in zip_longest(states, undoes):
            values = {
                "id": (revision_id := new_id()),
                "record_id": record_id,
                "kind": model.kind,
                "version": model.version,
                "body": None if record is None else encode(record),
                "saved_at": as_text(now),
                "author": author(),
                "undoes": undone,
                "piece": piece,
            }
            number = append(connection, values)
            saved.append(Revision(number, revision_id, model.kind, record_id, record, now, undone))
        return saved
