"""The frame every room's panel stands in: header, state of saving, undo, notices, one render.

A room's panel derives from `Panel`, builds its controls once in ``_build`` and shows the journal's
records in ``_render``. A control's handler makes a record and hands it to ``save`` (a button) or
``stage`` (a slider or a text being typed); both lead back to ``_render``.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar, Self, TypeVar, cast

import ipywidgets as widgets

from workbook.journal import Journal, JournalError, Record, Revision, open_journal
from workbook.ui.autosave import Autosave
from workbook.ui.controls import turns
from workbook.ui.follow import follow
from workbook.ui.lock import TURN
from workbook.ui.notice import Notice
from workbook.ui.page import Page
from workbook.ui.theme import safe

R = TypeVar("R", bound=Record)


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
        self.add_class("wb-panel")
        self.journal = journal if journal is not None else open_journal()
        self.example = example
        self.autosave = Autosave(self.journal, self._after_save, self._not_saved)
        self.heading = widgets.HTML().add_class("wb-title")
        self.status = widgets.HTML().add_class("wb-status")
        self.undo = turns(self.control(widgets.Button(description="Undo"), "undo"))
        self.undo.add_class("wb-link")
        self.notice = Notice(self.css_class("notice"))
        can_save = [self.status, self.undo] if self.models else []
        self.header = widgets.HBox([self.heading, *can_save]).add_class("wb-header")
        self._rendering = False
        self._saving = False
        self.on(self.undo, self._on_undo)
        self.children = [Page(), self.header, *self._banner(), self.notice, self._build()]
        self.refresh()
        self._position = self.journal.position()
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
            with TURN:
                if not self._rendering:
                    self._answer(handler, change)

        if isinstance(widget, widgets.Button):
            widget.on_click(call)
        else:
            widget.observe(call, names=names)

    def _answer(self, handler: Callable[..., None], change: Any) -> None:
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

    def stage(self, record: Record, base: Revision[Any] | None) -> None:
        """Keep a record that is still being changed; it is saved when the hand pauses."""
        self._say_status("Saving…")
        self.autosave.stage(record, base)

    def save(self, record: Record, base: Revision[Any] | None = None) -> Revision[Any]:
        """Save a record now; drafts that wait go first. Raises JournalError."""
        self.autosave.flush()
        with self._own_save():
            revision = self.journal.save(record, base=base)
        self._after_save(revision)
        return revision

    def delete(self, model: type[Record], record_id: str) -> None:
        """Delete a record; undo brings it back. Raises JournalError."""
        self.autosave.discard(record_id)
        with self._own_save():
            revision = self.journal.delete(model, record_id)
        self._after_save(revision)

    def current(self, model: type[R]) -> list[Revision[R]]:
        """Return the newest revisions, with the drafts in place of what they will replace."""
        drafts = {key: draft.record for key, draft in self.autosave.drafts.items()}
        return [
            replace(revision, record=cast(R, drafts.get(revision.record_id, revision.record)))
            for revision in self.journal.current(model)
        ]

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
                self.undo.disabled = not (self.models and self.journal.undoable(*self.models))
        except JournalError as error:
            self.notice.say(str(error))

    # The frame's own.

    def _banner(self) -> list[widgets.Widget]:
        if not self.example:
            return []
        words = (
            "<b>Example candidate.</b> Fictional; try anything here. Nothing in this panel is kept "
            "or counted towards your readiness."
        )
        return [widgets.HTML(words).add_class("wb-example-banner")]

    @contextmanager
    def _own_save(self) -> Iterator[None]:
        """Within it, the journal's news of a save is the panel's own: it renders afterwards."""
        self._saving = True
        try:
            yield
        finally:
            self._saving = False

    def _say_status(self, text: str) -> None:
        self.status.value = f'<span role="status">{safe(text)}</span>'

    def _after_save(self, revision: Revision[Any]) -> None:
        self._position = self.journal.position()
        self._say_status(f"Saved {revision.saved_at.astimezone():%H:%M:%S}")
        self.notice.clear()
        if revision.conflicts:
            fields = ", ".join(field.replace("_", " ") for field in revision.conflicts)
            self.notice.tell(
                f"Another window changed the same thing meanwhile ({fields}). Yours is shown; the "
                "other version is kept in the history, and Undo brings it back."
            )
        self.refresh()

    def _not_saved(self, error: JournalError) -> None:
        self._say_status("Not saved")
        self.notice.say(f"{error} Nothing is lost: what you entered is still in the controls.")

    def _on_undo(self, _button: object) -> None:
        if not self.autosave.flush():
            return
        with self._own_save():
            revision = self.journal.undo(*self.models)
        if revision is not None:
            self._after_save(revision)

    def _follow(self) -> None:
        """Show what another panel or process saved, unless the reader is changing something."""
        with TURN:
            if self.autosave.drafts or self._saving:
                return
            try:
                position = self.journal.position()
            except JournalError as error:
                self.notice.say(str(error))
                return
            if position != self._position:
                self._position = position
                self.refresh()
