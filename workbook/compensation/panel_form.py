"""The form for one point: a field beside its own refusal, kept until the point is saved.

What stands in it is a draft in the journal from the first key on: a kernel that is restarted
half-way shows the form again as it was.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import ipywidgets as widgets

from workbook import guide, ui
from workbook.compensation.entry import (
    CURRENCY,
    FIELDS,
    FIGURES,
    WHO,
    Refusals,
    fields_of,
    fields_shown,
    from_texts,
    make_point,
    to_texts,
)
from workbook.compensation.panel_fields import HINTS, empty, label, make_field
from workbook.compensation.records import Point, PointDraft
from workbook.journal import JournalError, Revision
from workbook.journal.records import new_id

_SHAPES = [("an offer with parts", "offer"), ("a posted range", "range"), ("just a total", "total")]


class PointForm(widgets.VBox):
    """The fields of a point; those of the chosen shape are shown.

    Parameters
    ----------
    frame
        The panel the form stands in.
    save
        Called with the point and the revision that was being changed, None for a new one.
    delete
        Called with the id of the point to delete.
    """

    def __init__(
        self,
        frame: ui.Panel,
        save: Callable[[Point, Revision[Point] | None], None],
        delete: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._frame, self._save, self._delete = frame, save, delete
        self._edited: Revision[Point] | None = None
        self._draft_id = ""  # "" while nothing has been touched
        self.add_class("wb-hidden")
        self.fields = {name: frame.control(make_field(name), _css(name)) for name in FIELDS}
        self.notices = {name: ui.Notice(frame.css_class(f"{_css(name)}-notice")) for name in FIELDS}
        self.shape = frame.control(
            widgets.RadioButtons(
                description="It says", options=_SHAPES, orientation="horizontal"
            ).add_class("wb-wide"),
            "shape",
        )
        self.whole = ui.Notice(frame.css_class("point-notice"))
        self.heading, self.hint = widgets.HTML(), widgets.HTML().add_class("wb-small")
        self.source_words = widgets.HTML().add_class("wb-small")
        self.save_button = frame.control(widgets.Button(description="Save point"), "save")
        self.save_button.add_class("wb-primary")
        self.cancel = frame.control(widgets.Button(description="Cancel"), "cancel")
        self.remove = frame.control(widgets.Button(description="Delete point"), "delete")
        frame.on(self.save_button, self._on_save)
        frame.on(self.cancel, lambda _button: self.leave())
        frame.on(self.remove, self._on_remove)
        for control in (*self.fields.values(), self.shape):
            frame.on(control, self._touch)
        self.boxes = {name: self._box(name) for name in FIELDS}
        self.children = [
            self.heading,
            self._row(*WHO),
            self.shape,
            self.hint,
            self._row(*CURRENCY),
            *(self._row(*names) for names in FIGURES.values()),
            self.boxes["note"],
            self.whole,
            widgets.HBox([self.save_button, self.cancel, self.remove]).add_class("wb-row"),
        ]
        self._restore()

    def _box(self, name: str) -> widgets.VBox:
        """Return a field with its own refusal below it."""
        rows = [self.fields[name], self.notices[name]]
        if name == "source":
            rows.append(self.source_words)
        # As many fields in a line as there is room for; the note has a line to itself.
        basis = "100%" if name == "note" else "395px"
        return widgets.VBox(rows, layout=widgets.Layout(flex=f"0 1 {basis}", min_width="0"))

    def _row(self, *names: str) -> widgets.HBox:
        # At the top: a field does not sink beside one with a refusal below it.
        layout = widgets.Layout(align_items="flex-start")
        return widgets.HBox([self.boxes[name] for name in names], layout=layout).add_class("wb-row")

    def begin(self, edited: Revision[Point] | None = None) -> None:
        """Show the form, empty or with a point's fields; one that is half filled stays."""
        if self._draft_id:
            self.whole.say("Save or cancel the point that stands here first.")
            return
        point = edited.record if edited is not None else None
        values = {} if point is None else fields_of(point)
        self._show(edited, values, "offer" if point is None else point.shape)

    def leave(self) -> None:
        """Hide the form and forget what stands in it."""
        self._forget_draft()
        self._edited = None
        ui.show(self, False)

    def _show(self, edited: Revision[Point] | None, values: dict[str, Any], shape: str) -> None:
        self._edited = edited
        with self._frame.rendering():
            for name, control in self.fields.items():
                control.value = values.get(name, empty(name))
            self.shape.value = shape
        self.heading.value = f"<b>{'New point' if edited is None else 'Change this point'}</b>"
        ui.show(self.remove, edited is not None)
        self._clear()
        self._arrange()
        ui.show(self, True)

    def _clear(self) -> None:
        for notice in (*self.notices.values(), self.whole):
            notice.clear()

    def _point(self) -> Point | None:
        return self._edited.record if self._edited is not None else None

    def _shown(self) -> list[str]:
        currency = self.fields["currency"].value
        return fields_shown(self.shape.value, currency, self._point())

    def _arrange(self) -> None:
        """Show the fields of the shape, named in the currency, and the words on the source."""
        currency, shown = self.fields["currency"].value, self._shown()
        for name, box in self.boxes.items():
            ui.show(box, name in shown)
            self.fields[name].description = label(name, currency)
        self.hint.value = ui.safe(HINTS[self.shape.value])
        words = {source.id: source.statement for source in guide.sources()}
        self.source_words.value = ui.safe(words.get(self.fields["source"].value, ""))

    # The hand.

    def _touch(self, _change: object) -> None:
        self._arrange()
        self._draft_id = self._draft_id or new_id()
        texts = to_texts({name: control.value for name, control in self.fields.items()})
        draft = PointDraft(
            id=self._draft_id,
            fields=texts | {"shape": self.shape.value},
            edited=self._edited.record_id if self._edited is not None else "",
            base=self._edited.sequence if self._edited is not None else None,
        )
        self._frame.stage(draft, None)

    def _on_save(self, _button: object) -> None:
        self._clear()
        given = {name: self.fields[name].value for name in self._shown()}
        point = make_point(given, date.today(), self._point())
        if isinstance(point, Refusals):
            for name, sentence in point.reasons.items():
                self.notices.get(name, self.whole).say(sentence)
            return
        self._save(point, self._edited)
        self.leave()

    def _on_remove(self, _button: object) -> None:
        if self._edited is not None:
            self._delete(self._edited.record_id)
            self.leave()

    # The draft.

    def _restore(self) -> None:
        """Show the form as it was left when the kernel went, if it was."""
        try:
            drafts = self._frame.journal.records(PointDraft)
            edited = self._edited_by(drafts[-1]) if drafts else None
        except JournalError as error:
            self._frame.notice.say(str(error))
            return
        if drafts:
            texts = drafts[-1].fields
            shape = texts.get("shape", "")
            self._show(edited, from_texts(texts), shape if shape in FIGURES else "offer")
            self._draft_id = drafts[-1].id
            self.whole.tell("Not saved as a point yet: this is how you left it.")

    def _edited_by(self, draft: PointDraft) -> Revision[Point] | None:
        """Return the revision that a draft changes; None for a new point, or one deleted since."""
        journal = self._frame.journal
        if not draft.edited or journal.get(Point, draft.edited) is None:
            return None
        found = journal.history(Point, draft.edited)
        return next((kept for kept in found if kept.sequence == draft.base), found[-1])

    def _forget_draft(self) -> None:
        if not self._draft_id:
            return
        self._frame.autosave.flush()
        self._frame.autosave.discard(self._draft_id)
        try:
            if self._frame.journal.get(PointDraft, self._draft_id) is not None:
                self._frame.journal.delete(PointDraft, self._draft_id)
        except JournalError as error:
            self._frame.notice.say(str(error))
        self._draft_id = ""


def _css(name: str) -> str:
    return name.replace("_", "-")
