"""The form for one point: a field beside its own refusal, kept until the point is saved."""

from collections.abc import Callable
from datetime import date
from typing import Any

import ipywidgets as widgets

from workbook import guide, ui
from workbook.compensation.columns import FIELD_NAMES, MONEY
from workbook.compensation.entry import Refusals, fields_of, make_point
from workbook.compensation.records import Point
from workbook.journal import Revision

_ORDER = (
    "source",
    "company",
    "title",
    "level",
    "location",
    "date",
    "base",
    "bonus",
    "stock",
    "sign_on",
    "total",
    "low",
    "high",
    "note",
)

_HINT = (
    "Give the base with bonus and stock, or just a total, or both ends of a posted range. A "
    "sign-on is paid once: it is kept and shown, and no part of the figure for a year."
)


class PointForm(widgets.VBox):
    """The fields of a point.

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
        self._save, self._delete = save, delete
        self._edited: Revision[Point] | None = None
        self.add_class("wb-hidden")
        self.fields = {name: frame.control(self._field(name), _css(name)) for name in _ORDER}
        self.notices = {name: ui.Notice(frame.css_class(f"{_css(name)}-notice")) for name in _ORDER}
        self.whole = ui.Notice(frame.css_class("point-notice"))
        self.heading = widgets.HTML()
        self.source_words = widgets.HTML().add_class("wb-small")
        self.save_button = frame.control(widgets.Button(description="Save point"), "save")
        self.save_button.add_class("wb-primary")
        self.cancel = frame.control(widgets.Button(description="Cancel"), "cancel")
        self.remove = frame.control(widgets.Button(description="Delete point"), "delete")
        frame.on(self.save_button, self._on_save)
        frame.on(self.cancel, lambda _button: self.leave())
        frame.on(self.remove, self._on_remove)
        frame.on(self.fields["source"], lambda _change: self._explain())
        boxes = {name: self._box(name) for name in _ORDER}
        who, money = _ORDER[: _ORDER.index("base")], _ORDER[_ORDER.index("base") : -1]
        self.children = [
            self.heading,
            _row([boxes[name] for name in who]),
            widgets.HTML(_HINT).add_class("wb-small"),
            _row([boxes[name] for name in money]),
            boxes["note"],
            self.whole,
            widgets.HBox([self.save_button, self.cancel, self.remove]).add_class("wb-row"),
        ]

    def _field(self, name: str) -> Any:
        label = FIELD_NAMES[name]
        control: Any
        if name == "source":
            kinds = [(_capital(source.name), source.id) for source in guide.sources()]
            control = widgets.Dropdown(description=label, options=[("choose one", ""), *kinds])
        elif name == "date":
            control = widgets.DatePicker(description=label)
        elif name == "note":
            control = widgets.Textarea(description=label, rows=2)
        else:
            example = "450k or 450,000" if name in MONEY else ""
            control = widgets.Text(description=label, placeholder=example)
        control.style.description_width = "140px"
        return control.add_class("wb-wide")

    def _box(self, name: str) -> widgets.VBox:
        """Return a field with its own refusal below it."""
        rows = [self.fields[name], self.notices[name]]
        if name == "source":
            rows.append(self.source_words)
        # As many fields in a line as there is room for; the note has a line to itself.
        basis = "100%" if name == "note" else "395px"
        return widgets.VBox(rows, layout=widgets.Layout(flex=f"0 1 {basis}", min_width="0"))

    def begin(self, edited: Revision[Point] | None = None) -> None:
        """Show the form, empty or with a point's fields."""
        self._edited = edited
        point = edited.record if edited is not None else None
        shown = fields_of(point) if point is not None else {}
        for name, control in self.fields.items():
            control.value = shown.get(name, None if name == "date" else "")
        self.heading.value = f"<b>{'New point' if point is None else 'Change this point'}</b>"
        ui.show(self.remove, point is not None)
        self._clear()
        self._explain()
        ui.show(self, True)

    def leave(self) -> None:
        """Hide the form and forget what stands in it."""
        self._edited = None
        ui.show(self, False)

    def _clear(self) -> None:
        for notice in (*self.notices.values(), self.whole):
            notice.clear()

    def _explain(self) -> None:
        chosen = self.fields["source"].value
        words = {source.id: source.statement for source in guide.sources()}
        self.source_words.value = ui.safe(words.get(chosen, ""))

    def _on_save(self, _button: object) -> None:
        self._clear()
        edited = self._edited.record if self._edited is not None else None
        given = {name: control.value for name, control in self.fields.items()}
        point = make_point(given, date.today(), edited)
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


def _row(boxes: list[widgets.VBox]) -> widgets.HBox:
    # At the top: a field does not sink beside one with a refusal below it.
    return widgets.HBox(boxes, layout=widgets.Layout(align_items="flex-start")).add_class("wb-row")


def _css(name: str) -> str:
    return name.replace("_", "-")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
