"""The frame every room's panel stands in: header, state of saving, undo, notices, one render.

A room's panel derives from `Panel`, builds its controls once in ``_build`` and shows the journal's
records in ``_render``. A room whose exercise is a list of records, each with an editor, derives
from `RecordPanel`, which does all but the room's own pictures.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import Any, ClassVar, Self, TypeVar, cast

import ipywidgets as widgets

from workbook.journal import Change, Journal, JournalError, Record, Revision, open_journal
from workbook.ui.autosave import Autosave
from workbook.ui.changes import called, describe
from workbook.ui.controls import Item, Picker, set_class, show, turns
from workbook.ui.field import Field
from workbook.ui.follow import follow
from workbook.ui.form import Controls, Editor
from workbook.ui.lock import TURN
from workbook.ui.notice import Notice
from workbook.ui.page import Page
from workbook.ui.records import Draft
from workbook.ui.theme import one_line, safe

R = TypeVar("R", bound=Record)

#: Seconds before a save that failed is tried again; the last of them repeats.
PAUSES = (1, 2, 4, 8, 15, 30)


class Panel(widgets.VBox):
    """A room's widgets, bound to a journal.

    Parameters
    ----------
    journal
        Where records are read and saved; the reader's own when None.
    example
        Whether the journal holds the fictional candidate: the panel says so, and its controls get
        classes of their own (``wb-example-<room>-<control>``).
    """

    room: ClassVar[str]
    title: ClassVar[str]
    models: ClassVar[Sequence[type[Record]]] = ()

    _shown: ClassVar[dict[tuple[type, int], "Panel"]] = {}

    def __init__(self, journal: Journal | None = None, *, example: bool = False) -> None:
        super().__init__()
        self.add_class("wb-panel").add_class(f"wb-panel-{self.room}")
        self.journal = journal if journal is not None else open_journal()
        self.example = example
        self.autosave = Autosave(self.journal, self._after_save, self._not_saved)
        self._drafts: dict[str, dict[str, Any]] = {}
        self._refusing: list[Any] = []
        self._tries = 0
        self._retry: asyncio.TimerHandle | None = None
        self._saved_words = ""
        self.page = Page()
        # What the example candidate began with is not the reader's to take back.
        self._given = self.journal.undoable(*self.models) if example and self.models else None
        self.heading = widgets.HTML().add_class("wb-title")
        self.status = widgets.HTML().add_class("wb-status")
        self.undo = turns(self.control(widgets.Button(description="Undo"), "undo"))
        self.redo = turns(self.control(widgets.Button(description="Redo"), "redo"))
        self.again = self.control(widgets.Button(description="Try again"), "try-again")
        self.notice = Notice(self.css_class("notice"))
        for button in (self.undo, self.redo, self.again):
            button.add_class("wb-link")
        show(self.again, False)
        can_save = [self.status, self.again, self.undo, self.redo] if self.models else []
        self.header = widgets.HBox([self.heading, *can_save]).add_class("wb-header")
        self._rendering = False
        self._saving = False
        self.on(self.undo, lambda _button: self._on_undo(back=True))
        self.on(self.redo, lambda _button: self._on_undo(back=False))
        self.on(self.again, self._try_again)
        # The journal's position when the panel was rendered, and when Undo was.
        self._position, self._undo_shown = self.journal.position(), -1
        self.children = [self.page, self.header, *self._banner(), self.notice, self._build()]
        self.refresh()
        follow(self.journal, self._follow)

    @classmethod
    def shown(cls, journal: Journal | None = None, *, example: bool = False) -> Self:
        """Return this process's one panel on `journal`, built at the first call.

        A cell that runs again shows the same panel again: nothing half-typed is lost, and no second
        set of observers answers to the same hand.
        """
        journal = journal if journal is not None else open_journal()
        key = (cls, id(journal))
        if key not in cls._shown:
            cls._shown[key] = cls(journal, example=example)
        panel = cls._shown[key]
        assert isinstance(panel, cls)
        return panel

    # What a room writes.

    def _build(self) -> widgets.Widget:
        """Make every control, once, and return what stands under the header."""
        raise NotImplementedError

    def _render(self) -> None:
        """Show what is in the journal and the drafts; called after each save, undo and reload."""
        raise NotImplementedError

    def _undone(self, change: Change) -> None:
        """Bring what an undo or a redo has changed into sight, before it is rendered."""

    def in_words(self) -> str:
        """Say what the panel holds, for a page in which it cannot live."""
        return f"{self.title}. Run this cell to work on it."

    # What a room uses.

    def css_class(self, name: str) -> str:
        """Return the stable class of a control: ``wb-<room>-<name>``."""
        return f"wb-{'example-' if self.example else ''}{self.room}-{name}"

    def control(self, widget: Any, name: str) -> Any:
        """Give a control its stable class and return it."""
        return widget.add_class(self.css_class(name))

    def head(self, *facts: str) -> None:
        """Write the header line: the panel's title and where the reader stands."""
        line = " &nbsp;·&nbsp; ".join(safe(fact) for fact in facts)
        self.heading.value = f"<b>{safe(self.title)}</b><span>{line}</span>"

    def on(self, widget: Any, handler: Callable[..., None], names: str = "value") -> None:
        """Call `handler` when a button is clicked or, for other controls, when the hand changes it.

        Changes that `_render` makes are not the reader's and do not reach the handler. An error of
        the journal becomes a sentence; one of ours is shown too, and raised for the log and the
        tests.
        """

        def call(change: Any) -> None:
            self._by_hand(handler, change)

        if isinstance(widget, widgets.Button):
            widget.on_click(call)
        else:
            widget.observe(call, names=names)

    def on_left(self, field: Field, handler: Callable[[bool], None]) -> None:
        """Call `handler` when the hand leaves a field, with whether it left it unfinished."""
        field.on_left(lambda bad: self._by_hand(handler, bad))

    def on_entered(self, field: Field, handler: Callable[[], None]) -> None:
        """Call `handler` when Enter was pressed in a field of one line."""
        field.on_entered(lambda: self._by_hand(lambda _nothing: handler(), None))

    def stage(self, record: Record, base: Revision[Any] | None) -> None:
        """Keep a record that is still being changed; it is saved when the hand pauses.

        Parameters
        ----------
        base
            The revision that the controls showed when the hand began.
        """
        self._show_status("Saving…")
        self.autosave.stage(record, base)

    def save(self, record: Record, base: Revision[Any] | None = None) -> Revision[Any]:
        """Save a record now; drafts that wait go first. Raises JournalError.

        A record that could not be saved is tried again like one that was staged.
        """
        self.autosave.flush()
        try:
            with self._own_save():
                revision = self.journal.save(record, base=base)
        except JournalError:
            self.autosave.keep(record, base)
            raise
        self._after_save(revision)
        return revision

    def delete(self, model: type[Record], record_id: str) -> None:
        """Delete a record; undo brings it back. Raises JournalError."""
        self.autosave.discard(record_id)
        with self._own_save():
            revision = self.journal.delete(model, record_id)
        self._after_save(revision)

    def current(self, model: type[R]) -> list[Revision[R]]:
        """Return the newest revisions, with what waits to be saved in place of what is stored."""
        waiting = {
            key: draft for key, draft in self.autosave.drafts.items() if type(draft.record) is model
        }
        found = [
            replace(revision, record=cast(R, waiting[revision.record_id].record))
            if revision.record_id in waiting
            else revision
            for revision in self.journal.current(model)
        ]
        stored = {revision.record_id for revision in found}
        for key, draft in waiting.items():
            if key not in stored:
                found.append(_unsaved(cast(R, draft.record)))
        return found

    def base(self, record_id: str, shown: Revision[R] | None) -> Revision[R] | None:
        """Return the revision that a record's controls show: the base of the next save.

        That is `shown`, as `current` gave it, unless a change waits to be saved: then it is the one
        that change started from, and None for a record that was never saved.
        """
        waiting = self.autosave.drafts.get(record_id)
        if waiting is not None:
            return waiting.base
        return shown if shown is not None and shown.sequence > 0 else None

    def draft(self, key: str) -> dict[str, Any]:
        """Return what stands in the controls `key` names and is not kept in a record."""
        if key not in self._drafts:
            stored = self.journal.get(Draft, key)
            self._drafts[key] = dict(stored.values) if stored else {}
        return dict(self._drafts[key])

    def keep_draft(self, key: str, name: str, value: Any) -> None:
        """Keep what stands in one control; a restart finds it."""
        if self.draft(key).get(name) != value:
            self._drafts[key][name] = value
            self._store_draft(key)

    def drop_draft(self, key: str, name: str | None = None) -> None:
        """Forget what stood in one control, or in all of them: it is kept in a record now."""
        kept = self.draft(key)
        if kept and (name is None or name in kept):
            self._drafts[key] = {
                other: value for other, value in kept.items() if name not in (None, other)
            }
            self._store_draft(key)

    def watch_refusals(self, controls: Any) -> None:
        """Name the `refused` fields of these controls in the state of saving."""
        self._refusing.append(controls)

    def say_saved(self) -> None:
        """Write what is saved and what is not."""
        refused = [label for controls in self._refusing for label in controls.refused]
        if refused:
            self._show_status(f"Not saved: {', '.join(dict.fromkeys(refused))}")
        elif not self._tries:
            self._show_status(self._saved_words)

    @contextmanager
    def rendering(self) -> Iterator[None]:
        """Within it, changes to controls are the panel's own and reach no handler."""
        before, self._rendering = self._rendering, True
        try:
            yield
        finally:
            self._rendering = before

    def refresh(self) -> None:
        """Render from the journal."""
        try:
            with TURN, self.rendering():
                self._render()
                self._show_undo()
        except JournalError as error:
            self.notice.say(str(error))

    # The frame's own.

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        # A chapter opens at the panel in which the reader has something already.
        own = () if self.example else self.models
        with suppress(JournalError):
            set_class(self, "wb-begun", any(self.journal.current(model) for model in own))
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options)
        return bundle | {"text/plain": self.in_words()}

    def _banner(self) -> list[widgets.Widget]:
        if not self.example:
            return []
        words = (
            "<b>Example candidate.</b> Fictional; try anything here. Nothing in this panel is kept "
            "or counted towards your readiness."
        )
        return [widgets.HTML(words).add_class("wb-example-banner")]

    def _by_hand(self, handler: Callable[[Any], None], change: Any) -> None:
        with TURN:
            if self._rendering:
                return
            try:
                handler(change)
            except JournalError as error:
                self._not_saved(error)
            except Exception as error:
                self.notice.say(
                    f"The workbook made a mistake ({type(error).__name__}: {error}). What you "
                    "entered is still in the controls; View > Show Log Console has the details."
                )
                raise

    def _store_draft(self, key: str) -> None:
        self.autosave.stage(Draft(id=key, values=self._drafts[key]), None)

    @contextmanager
    def _own_save(self) -> Iterator[None]:
        """Within it, the journal's news of a save is the panel's own: it renders afterwards."""
        before, self._saving = self._saving, True
        try:
            yield
        finally:
            self._saving = before

    def _show_status(self, text: str) -> None:
        css = ' class="wb-bad"' if text.startswith("Not saved") else ""
        self.status.value = f'<span role="status"{css}>{safe(text)}</span>' if text else ""

    def _after_save(self, revision: Revision[Any]) -> None:
        self._position = self.journal.position()
        self._tries = 0
        show(self.again, False)
        if revision.kind == Draft.kind:
            self.say_saved()
            return
        self._saved_words = f"Saved {revision.saved_at.astimezone():%H:%M:%S}"
        self.notice.clear()
        if revision.conflicts:
            fields = ", ".join(field.replace("_", " ") for field in revision.conflicts)
            self.notice.tell(
                f"Another window changed the same thing meanwhile ({fields}). Yours is shown; the "
                "other version is kept in the history, and Undo brings it back."
            )
        self.refresh()
        self.say_saved()

    def _not_saved(self, error: JournalError) -> None:
        self._show_status("Not saved")
        waits = bool(self.autosave.drafts)
        show(self.again, waits)
        rest = " It stays in the controls and is tried again by itself." if waits else ""
        self.notice.say(f"{error}{rest}")
        if not waits:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        pause = PAUSES[min(self._tries, len(PAUSES) - 1)]
        self._tries += 1
        if self._retry is not None:
            self._retry.cancel()
        self._retry = loop.call_later(pause, lambda: self._by_hand(self._try_again, None))

    def _try_again(self, _nothing: object) -> None:
        if self.autosave.drafts:
            self.autosave.flush()

    def _show_undo(self) -> None:
        if not self.models or self._undo_shown == self._position:
            return
        for button, verb, change in (
            (self.undo, "Undo", self.journal.undoable(*self.models)),
            (self.redo, "Redo", self.journal.redoable(*self.models)),
        ):
            if change == self._given:
                change = None
            # An undo takes the newest change back, so that change led from `after` to `before`.
            words = "" if change is None else describe(change, back=verb == "Undo")
            button.description = one_line(f"{verb}: {words}" if words else verb, 72)
            button.disabled = change is None
        show(self.redo, not self.redo.disabled)
        self._undo_shown = self._position

    def _on_undo(self, *, back: bool) -> None:
        if not self.autosave.flush():
            return
        change = (self.journal.undoable if back else self.journal.redoable)(*self.models)
        with self._own_save():
            revision = (self.journal.undo if back else self.journal.redo)(*self.models)
        if revision is not None and change is not None:
            self._undone(change)
            self._after_save(revision)
            # A button that has just been switched off has lost the focus to the page.
            if (self.undo if back else self.redo).disabled:
                self.page.focus(f".{self.css_class('redo' if back else 'undo')}")

    def _follow(self, kinds: frozenset[str] = frozenset()) -> None:
        """Show what another panel or process saved, unless the reader is changing something."""
        with TURN:
            if self.autosave.drafts or self._saving or kinds == {Draft.kind}:
                return
            try:
                position = self.journal.position()
            except JournalError as error:
                self.notice.say(str(error))
                return
            if position != self._position:
                self._position = position
                self.refresh()


def present(
    panel: type[Panel], journal: Journal | None = None, *, example: bool = False
) -> Panel | Notice:
    """Return a panel to show in a chapter, or a sentence where the journal cannot be opened."""
    try:
        return panel.shown(journal, example=example)
    except JournalError as error:
        notice = Notice()
        notice.say(str(error))
        return notice


def _unsaved(record: R) -> Revision[R]:
    """Return a record that waits for its first save as if it were stored; its sequence is 0."""
    return Revision(0, "", record.kind, record.id, record, datetime.now(UTC))


class RecordPanel(Panel):
    """A list of records, the chosen one beside it in an editor, the room's pictures below.

    A room sets the class attributes and writes `_detail`, and `_more` with `_show_more` where it
    has pictures.

    Attributes
    ----------
    record
        The kind of record; every field has a default, since New begins with an empty one.
    noun
        What one of them is called, e.g. ``"decision"``.
    fields
        The fields of the editor, in order.
    empty
        What stands there while there is no record: what to do first.
    """

    record: ClassVar[type[Record]]
    noun: ClassVar[str]
    fields: ClassVar[Sequence[str]]
    empty: ClassVar[str]

    def _build(self) -> widgets.Widget:
        self.chosen: str | None = None
        self._new: Record | None = None
        self._deleted: tuple[int, Record] | None = None
        self.picker = Picker(self.css_class("list"), self.on, self._pick)
        self.new = turns(self.control(widgets.Button(description=f"New {self.noun}"), "new"))
        self.delete_button = turns(
            self.control(widgets.Button(description=f"Delete {self.noun}"), "delete")
        )
        self.delete_button.add_class("wb-link")
        self.on(self.new, lambda _button: self.begin())
        self.on(self.delete_button, lambda _button: self._on_delete())
        aside = widgets.VBox([self.picker, widgets.HBox([self.new]).add_class("wb-body")])
        self.editor = Editor(self, self.record, self.fields, self._controls())
        self.editing = widgets.VBox([*self._editing(), self.delete_button])
        self.nothing = widgets.HTML(f"<p>{escape(self.empty)}</p>")
        main = widgets.VBox([self.nothing, self.editing, *self._more()]).add_class("wb-main")
        return widgets.HBox([aside.add_class("wb-aside"), main]).add_class("wb-columns")

    # What a room writes.

    def _controls(self) -> Controls:
        """Return traits of the controls that the model does not know, by field."""
        return {}

    def _editing(self) -> Sequence[widgets.Widget]:
        """Return what stands in the editor; a room that lays its fields out itself says how."""
        return [self.editor]

    def _detail(self, record: Any) -> str:
        """Return the line under a record's title in the list, as HTML; `ui.safe` what was typed."""
        return ""

    def _facts(self, records: Sequence[Any]) -> Sequence[str]:
        """Return what the header says of the records."""
        return [count(len(records), self.noun)]

    def _more(self) -> Sequence[widgets.Widget]:
        """Make what stands below the editor."""
        return []

    def _show_more(self, records: Sequence[Any], chosen: Any | None) -> None:
        """Show what stands below the editor."""

    # The hand.

    def begin(self, record: Record | None = None) -> None:
        """Begin a new record, the cursor in its first field; its first word stores it."""
        self.autosave.flush()
        self._new = record if record is not None else self.record()
        self._deleted = None
        self.chosen = self._new.id
        self.refresh()
        self.editor[self.fields[0]].focus()

    def _pick(self, record_id: str) -> None:
        self.autosave.flush()
        if self._deleted is not None and record_id == _BACK:
            _, record = self._deleted
            self._deleted = None
            self.chosen = record.id
            self.save(record)
            self.page.focus(f".{self.css_class('list')} .wb-on button")
            return
        self.chosen = record_id
        self.refresh()

    def _on_delete(self) -> None:
        records = self._records()
        at = next((i for i, each in enumerate(records) if each.id == self.chosen), None)
        if at is None:
            self._new = None  # it was never stored
            self.refresh()
            return
        self._deleted, self._new = (at, records[at]), None
        rest = [*records[at + 1 : at + 2], *records[max(at - 1, 0) : at]]
        self.chosen = rest[0].id if rest else None
        self.delete(self.record, records[at].id)
        self.page.focus(
            f".{self.css_class('list')} .wb-on button" if rest else f".{self.css_class('new')}"
        )

    def _undone(self, change: Change) -> None:
        self._deleted = None
        for each in change.records:
            if each.model is self.record:
                self.chosen = each.record_id

    # The picture.

    def _records(self) -> list[Any]:
        return [kept.record for kept in self.current(self.record) if kept.record is not None]

    def _render(self) -> None:
        kept = {each.record_id: each for each in self.current(self.record) if each.record}
        records: list[Any] = [each.record for each in kept.values()]
        if self._new is not None and self._new.id in kept:
            self._new = None
        ids = [*kept, *([self._new.id] if self._new else [])]
        if self.chosen not in ids:
            self.chosen = next(iter(ids), None)
        chosen = kept[self.chosen].record if self.chosen in kept else self._new
        if self._new is not None and self.chosen != self._new.id:
            self._new = chosen = None if self.chosen not in kept else chosen
            self._new = None
        self.head(*self._facts(records))
        items = [Item(each.id, called(each), self._detail(each)) for each in records]
        if self._deleted is not None:
            at, gone = self._deleted
            items.insert(at, Item(_BACK, "Bring it back", f"Deleted “{safe(called(gone))}”."))
        self.picker.show(items, self.chosen)
        show(self.nothing, chosen is None)
        show(self.editing, chosen is not None)
        if chosen is not None:
            self.editor.show(chosen, self.base(chosen.id, kept.get(chosen.id)))
        self._show_more(records, chosen)

    def in_words(self) -> str:
        """Say how many records there are and when the last was saved."""
        kept = self.journal.current(self.record)
        if not kept:
            return f"No {self.noun} yet. Run this cell to begin."
        saved = max(each.saved_at for each in kept).astimezone()
        what = count(len(kept), self.noun).capitalize()
        return f"{what}, saved {saved:%-d %B %H:%M}. Run this cell to work on them."


_BACK = "bring it back"  #: In the list, in place of the id of a record that was just deleted.

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int, noun: str) -> str:
    """Return "seven stories": a number up to ten in words, and the noun in its form for it."""
    many = noun if number == 1 else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {many}"
