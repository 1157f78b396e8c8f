"""Controls made from a record's own fields: bound to one that is stored, or a form for a new one.

A record says of each field what a control needs: ``title`` (the label), ``description`` (the hint),
its type and bounds, and in ``json_schema_extra`` what else there is: ``sort`` (see `Field`),
``labels`` (words for the ids of a Literal), ``placeholder``, ``unit``, ``rows``, ``step``. What
only the panel knows, such as options out of the guide, it gives as ``controls``; ``written`` among
them is a function that writes the field's value as people do, ``"$560k"``.
"""

import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import annotated_types
import ipywidgets as widgets
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from workbook.journal import Record, Revision
from workbook.ui.controls import set_children, show
from workbook.ui.field import LIVE, Field
from workbook.ui.notice import Notice

if TYPE_CHECKING:
    from workbook.ui.panel import Panel

#: Dates outside these years are taken for slips of the hand.
FIRST_YEAR, LAST_YEAR = 1970, 2100
_SHORT = 300  #: Text that may be longer than this gets an area, not a line.
_FEW = 4  #: Up to as many options stand side by side; more of them fold into a list.

Controls = Mapping[str, Mapping[str, Any]]


def field_info(model: type[BaseModel], path: str) -> FieldInfo:
    """Return what a model says of a field; a dot leads into a model within it."""
    first, _, rest = path.partition(".")
    info = model.model_fields[first]
    return field_info(_plain_type(info), rest) if rest else info


def _plain_type(info: FieldInfo) -> Any:
    """Return a field's type without Annotated and None."""
    kind = info.annotation
    if get_origin(kind) in (Union, types.UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    while hasattr(kind, "__metadata__"):
        kind = get_args(kind)[0]
    return kind


def _limits(info: FieldInfo) -> dict[str, Any]:
    found: dict[str, Any] = {}
    notes = list(info.metadata)
    if get_origin(info.annotation) in (Union, types.UnionType):
        for part in get_args(info.annotation):
            notes += getattr(part, "__metadata__", ())
    for note in notes:
        for each in getattr(note, "metadata", [note]):
            if isinstance(each, annotated_types.Ge):
                found["min"] = each.ge
            elif isinstance(each, annotated_types.Le):
                found["max"] = each.le
            elif isinstance(each, annotated_types.MaxLen):
                found["longest"] = each.max_length
    return found


def make_field(model: type[BaseModel], path: str, more: Mapping[str, Any]) -> Field:
    """Return the control for one field of a model.

    Parameters
    ----------
    model, path
        The field; a dot in the path leads into a model within the model.
    more
        Traits of `Field` that win over what the model says.
    """
    info, name = field_info(model, path), path.rpartition(".")[2]
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    traits: dict[str, Any] = {
        "label": info.title or name.replace("_", " ").capitalize(),
        "hint": info.description or "",
        **{key: extra[key] for key in ("placeholder", "unit", "rows") if key in extra},
    }
    kind, limits = _plain_type(info), _limits(info)
    sort: Any = more.get("sort") or extra.get("sort") or _sort(kind, limits, more)
    if get_origin(kind) is Literal:
        labels: Any = extra.get("labels", {})
        traits["options"] = [
            [str(key), labels.get(key, str(key).replace("-", " "))] for key in get_args(kind)
        ]
        if sort == "choice" and info.default is None:
            traits["options"].insert(0, ["", "choose one"])
    if sort in ("slider", "score") and "max" in limits:
        step = extra.get("step", 1)
        traits["bounds"] = {"min": limits.get("min", 0), "max": limits["max"], "step": step}
    if sort == "rows" and (inner := _inner_model(kind)):
        traits["columns"] = [
            [key, part.title or key.replace("_", " ")] for key, part in inner.model_fields.items()
        ]
    return Field(sort=sort, **{**traits, **{k: v for k, v in more.items() if k != "sort"}})


def _inner_model(kind: Any) -> type[BaseModel] | None:
    part = next(iter(get_args(kind)), None)
    return part if isinstance(part, type) and issubclass(part, BaseModel) else None


def _sort(kind: Any, limits: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    if get_origin(kind) is Literal:
        return "radio" if len(get_args(kind)) <= _FEW else "choice"
    if get_origin(kind) is tuple:
        return "rows" if _inner_model(kind) else "chips"
    if kind is bool:
        return "tick"
    if kind is date:
        return "date"
    if isinstance(kind, type) and issubclass(kind, int | float) and not issubclass(kind, Enum):
        return "score" if "options" in more else "number"
    if "options" in more:
        return "choice"
    return "text" if limits.get("longest", _SHORT + 1) <= _SHORT else "area"


def to_page(value: Any, sort: str) -> Any:
    """Return a record's value as a control of this sort holds it."""
    if sort in ("slider", "score"):
        return value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    if sort == "number":
        return str(value)
    if isinstance(value, tuple):
        return [
            part.model_dump(mode="json") if isinstance(part, BaseModel) else part for part in value
        ]
    return value


def from_page(raw: Any, info: FieldInfo) -> Any:
    """Return what a control holds as the model is to check it: nothing typed is None."""
    if raw == "" and _plain_type(info) is not str:
        return None
    if raw == "" and type(None) in get_args(info.annotation):
        return None
    return raw


def read(record: BaseModel, path: str) -> Any:
    """Return a record's value at a path with dots."""
    value: Any = record
    for part in path.split("."):
        value = getattr(value, part)
    return value


def changed(record: Record, path: str, raw: Any) -> Record:
    """Return `record` with what a control holds in one field.

    Raises
    ------
    ValidationError
        Where the record would not be valid.
    """
    body = record.model_dump()
    inner, *steps = body, *path.split(".")
    for step in steps[:-1]:
        inner = inner[step]
    inner[steps[-1]] = from_page(raw, field_info(type(record), path))
    return type(record).model_validate(body)


def reason(error: Mapping[str, Any]) -> str:
    """Return one finding of pydantic's as a sentence to the reader, without what they typed."""
    sort, limits = error["type"], error.get("ctx", {})
    said = {
        "string_too_long": "at most {max_length:,} characters fit; shorten it",
        "string_too_short": "it is missing",
        "missing": "it is missing",
        "int_parsing": "a whole number belongs here, such as 12",
        "int_type": "a whole number belongs here, such as 12",
        "int_from_float": "a whole number belongs here, such as 12",
        "float_parsing": "a number belongs here, such as 12.5",
        "float_type": "a number belongs here, such as 12.5",
        "finite_number": "a number belongs here, such as 12.5",
        "greater_than_equal": "{ge:g} is the least it can be",
        "greater_than": "it has to be more than {gt:g}",
        "less_than_equal": "{le:g} is the most it can be",
        "less_than": "it has to be less than {lt:g}",
        "date_from_datetime_parsing": "a whole date belongs here, such as 2026-11-30",
        "date_type": "a whole date belongs here",
        "literal_error": "choose one of the options",
        "value_error": "{error}",
    }.get(sort, str(error["msg"])[:1].lower() + str(error["msg"])[1:])
    try:
        words = said.format(**limits)
    except (KeyError, ValueError):
        words = said
    return words[:1].upper() + words[1:].rstrip(".") + "."


def _findings(error: ValidationError) -> list[tuple[str, str]]:
    """Return (path, sentence) for each thing pydantic found; an empty path is the whole record."""
    return [
        (".".join(str(part) for part in one["loc"]), reason(one))
        for one in error.errors(include_url=False)
    ]


def _implausible(value: Any) -> str:
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        year = int(value[:4])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return f"The year {value[:4]} is not plausible; write the one you mean."
    return ""


def _unfinished(field: Field, bad: bool) -> str:
    if bad:
        return "This date is not complete; give day, month and year, or clear it."
    return _implausible(field.value) if field.sort == "date" else ""


class _Controls(widgets.VBox):
    """What `Editor` and `Form` share: a control a field, their drafts and their refusals."""

    def __init__(
        self,
        panel: "Panel",
        model: type[Record],
        names: Sequence[str],
        controls: Controls | None,
    ) -> None:
        super().__init__()
        self.panel, self.model = panel, model
        given = {name: dict((controls or {}).get(name, {})) for name in names}
        self._written = {name: each.pop("written", None) for name, each in given.items()}
        self.fields = {name: make_field(model, name, each) for name, each in given.items()}
        for name, field in self.fields.items():
            panel.control(field, name.rpartition(".")[2].replace("_", "-"))
            panel.on(field, partial(self._on_typed, name))
            panel.on_left(field, partial(self._gone, name))
        self.children = list(self.fields.values())
        panel.watch_refusals(self)

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def _to_page(self, record: BaseModel, name: str) -> Any:
        value, write = read(record, name), self._written[name]
        return to_page(value, self.fields[name].sort) if write is None else write(value)

    @property
    def refused(self) -> list[str]:
        """The labels of the fields that hold something that cannot be kept."""
        return [field.label for field in self.fields.values() if field.refusal]

    def _on_typed(self, name: str, _change: object) -> None:
        self._typed(name)

    def _typed(self, name: str) -> None:
        raise NotImplementedError

    def _gone(self, name: str, bad: bool) -> None:
        raise NotImplementedError


class Editor(_Controls):
    """Controls bound to one stored record, each field checked and kept on its own.

    Parameters
    ----------
    panel
        The panel it stands in.
    model
        The kind of record.
    names
        The fields, in order; ``"scores.candor"`` is a field of a model within it.
    controls
        By field name: traits of `Field` that the model does not know.

    Notes
    -----
    It is a box with all its controls; a panel that lays them out itself takes them one by one
    (``editor["title"]``) and leaves the box out.
    """

    def __init__(
        self,
        panel: "Panel",
        model: type[Record],
        names: Sequence[str],
        controls: Controls | None = None,
    ) -> None:
        super().__init__(panel, model, names, controls)
        self._record: Record | None = None
        self._base: Revision[Any] | None = None
        self._typing = ""

    def show(self, record: Record, base: Revision[Any] | None) -> None:
        """Show a record, and over it what was typed and could not be kept.

        Parameters
        ----------
        record
            As it is stored, or as a draft has it.
        base
            The revision that the controls show: what a change will have started from. None for a
            record that is not stored yet.
        """
        if self._record is None or self._record.id != record.id:
            self._typing = ""
        self._record, self._base = record, base
        kept = self.panel.draft(self._key())
        for name, field in self.fields.items():
            if name in kept:
                field.kept = read(record, name) if field.sort == "slider" else None
                field.set(kept[name])
                if not field.refusal and field.sort in LIVE:
                    self._try(name)
            else:
                # "480" turns into "$480k" once it is left, and not under the hand.
                if name != self._typing:
                    field.set(self._to_page(record, name))
                field.kept = None
                field.refusal = ""

    def _key(self) -> str:
        assert self._record is not None, "an editor shows a record before a hand is at it"
        return f"{self.model.kind}:{self._record.id}"[:64]

    def _typed(self, name: str) -> None:
        field = self.fields[name]
        self._typing = name if self._written[name] else ""
        if field.sort in LIVE:
            self._try(name)
        elif self._record is None or field.value != self._to_page(self._record, name):
            self.panel.keep_draft(self._key(), name, field.value)

    def _gone(self, name: str, bad: bool) -> None:
        field = self.fields[name]
        if unfinished := _unfinished(field, bad):
            self._refuse(name, unfinished)
            return
        self._typing = ""
        self._try(name)
        if self._written[name] and self._record is not None and not field.refusal:
            field.set(self._to_page(self._record, name))
        self.panel.autosave.flush()

    def _try(self, name: str) -> None:
        field, record = self.fields[name], self._record
        assert record is not None
        try:
            new = changed(record, name, field.value)
        except ValidationError as error:
            self._refuse(name, _findings(error)[0][1])
            return
        field.refusal = ""
        self.panel.drop_draft(self._key(), name)
        if new == record:
            self.panel.say_saved()
            return
        self._record = new
        self.panel.stage(new, self._base)
        self.panel.refresh()

    def _refuse(self, name: str, why: str) -> None:
        field = self.fields[name]
        field.refusal = why
        self.panel.keep_draft(self._key(), name, field.value)
        self.panel.say_saved()


class Form(_Controls):
    """A new record, or one to be changed, that is kept as a draft until it is saved.

    Parameters
    ----------
    panel, model, names, controls
        As for `Editor`.
    name
        Names the form in the stable classes and in the draft, e.g. ``"point"``.
    saved
        Called with the record once it is on disk; the panel puts the focus where the next act is.
    verb
        What the button says.
    complete
        Called with the fields' values before they are checked, to add what no control holds.
    """

    def __init__(
        self,
        panel: "Panel",
        model: type[Record],
        names: Sequence[str],
        controls: Controls | None = None,
        *,
        name: str,
        saved: Callable[[Record], None],
        verb: str = "Save",
        complete: Callable[[dict[str, Any]], None] | None = None,
    ) -> None:
        super().__init__(panel, model, names, controls)
        self._name, self._saved, self._complete = name, saved, complete
        self._start: Record | None = None
        self._base: Revision[Any] | None = None
        self._thrown: dict[str, Any] = {}
        self.save_button = panel.control(
            widgets.Button(description=verb, button_style="primary"), f"{name}-save"
        )
        self.cancel_button = panel.control(widgets.Button(description="Cancel"), f"{name}-cancel")
        self.back_button = panel.control(
            widgets.Button(description="Bring back what you typed"), f"{name}-back"
        )
        self.back_button.add_class("wb-link")
        self.notice = Notice(panel.css_class(f"{name}-notice"))
        panel.on(self.save_button, lambda _button: self.save())
        panel.on(self.cancel_button, lambda _button: self.cancel())
        panel.on(self.back_button, lambda _button: self._bring_back())
        for field in self.fields.values():
            panel.on_entered(field, self.save)
        row = widgets.HBox([self.save_button, self.cancel_button]).add_class("wb-row")
        self.body = widgets.VBox([*self.fields.values(), self.notice, row])
        set_children(self, [self.back_button, self.body])
        show(self.back_button, False)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether the controls are shown."""
        return "wb-hidden" not in self.body._dom_classes

    @property
    def has_draft(self) -> bool:
        """Whether something was typed that is not saved: the form then opens by itself."""
        return bool(self.panel.draft(self._key()))

    def begin(self, record: Record | None = None, base: Revision[Any] | None = None) -> None:
        """Show the form: for a new record, or one to be changed and the revision it is shown from.

        What was typed before, in this form and for this record, stands in it again.
        """
        self._start, self._base = record, base
        kept = self.panel.draft(self._key())
        with self.panel.rendering():
            for name, field in self.fields.items():
                field.refusal = ""
                if name in kept:
                    field.set(kept[name])
                elif record is not None:
                    field.set(self._to_page(record, name))
                else:
                    default = self.model.model_fields[name].get_default(call_default_factory=True)
                    empty = repr(default) == "PydanticUndefined"
                    field.set(to_page(None if empty else default, field.sort))
            self.notice.clear()
        show(self.body, True)
        show(self.back_button, False)

    def focus(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self.fields.values())).focus()

    def hide(self) -> None:
        """Hide the controls."""
        show(self.body, False)

    def save(self) -> None:
        """Check every field and save the record; say beside each field why it cannot be kept."""
        start = self._start
        body: dict[str, Any] = {} if start is None else start.model_dump()
        for name, field in self.fields.items():
            info = self.model.model_fields[name]
            value = from_page(field.value, info)
            if value is None and type(None) not in get_args(info.annotation):
                body.pop(name, None)
            else:
                body[name] = value
        if self._complete is not None:
            self._complete(body)
        try:
            record = self.model.model_validate(body)
        except ValidationError as error:
            self._refuse(error)
            return
        for field in self.fields.values():
            field.refusal = ""
        self.notice.clear()
        try:
            self.panel.save(record, self._base)
        finally:
            # What could not be written is tried again by the panel; the form is empty all the same.
            self.panel.drop_draft(self._key())
            self.hide()
        self._saved(record)

    def cancel(self) -> None:
        """Close the form; what was typed can be brought back."""
        self._thrown = self.panel.draft(self._key())
        self.panel.drop_draft(self._key())
        for field in self.fields.values():
            field.refusal = ""
        self.panel.say_saved()
        self.hide()
        show(self.back_button, bool(self._thrown))
        self.panel.refresh()
        if self._thrown:
            self.panel.page.focus(f".{self.panel.css_class(f'{self._name}-back')}")

    def _bring_back(self) -> None:
        for name, value in self._thrown.items():
            self.panel.keep_draft(self._key(), name, value)
        self.begin(self._start, self._base)
        self.focus()

    def _refuse(self, error: ValidationError) -> None:
        for field in self.fields.values():
            field.refusal = ""
        self.notice.clear()
        first: Field | None = None
        for path, why in _findings(error):
            refused = self.fields.get(path.partition(".")[0])
            if refused is None:
                self.notice.say(why)
                continue
            refused.refusal = refused.refusal or why
            first = first or refused
        self.panel.say_saved()
        if first is not None:
            first.focus()

    def _key(self) -> str:
        suffix = "" if self._start is None else f":{self._start.id}"
        return f"form-{self._name}{suffix}"[:64]

    def _typed(self, name: str) -> None:
        field = self.fields[name]
        self.panel.keep_draft(self._key(), name, field.value)
        if field.refusal:
            self._gone(name, bad=False)

    def _gone(self, name: str, bad: bool) -> None:
        field = self.fields[name]
        field.refusal = _unfinished(field, bad) or self._complaint(name)
        self.panel.say_saved()

    def _complaint(self, name: str) -> str:
        """Return why the field cannot be kept; an empty one is complained of only when saving."""
        value = from_page(self.fields[name].value, self.model.model_fields[name])
        if value in (None, "", [], False):
            return ""
        try:
            self.model.model_validate({name: value})
        except ValidationError as error:
            return next((why for path, why in _findings(error) if path.startswith(name)), "")
        return ""
