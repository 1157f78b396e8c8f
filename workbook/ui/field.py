"""One labelled control: what is typed is told at once, that it was left is told apart.

ipywidgets' own controls cannot tell the two apart: a date fires for each year on the way to the one
that is meant, and a number says nothing before it is left, so that a restart loses it. Here each
key is a draft, and a value counts once the field is left.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

#: The sorts of control there are; ``field.js`` has a function for each.
SORTS = (
    "text",
    "number",
    "date",
    "area",
    "choice",
    "radio",
    "chips",
    "tick",
    "slider",
    "score",
    "rows",
)

#: Sorts whose value counts while the hand is still at it.
LIVE = {"text", "area", "choice", "radio", "chips", "tick", "slider", "score", "rows"}


class Field(anywidget.AnyWidget):
    """A control with its label, its hint and, where something is refused, the reason beside it.

    Parameters
    ----------
    label
        What the control is called.
    sort
        One of `SORTS`. ``score`` shows all its steps with their sentences; ``rows`` is a short list
        of lines with a few columns.

    Attributes
    ----------
    value
        As the page has it: text for ``text``, ``number``, ``date`` (ISO 8601), ``area``, ``choice``
        and ``radio`` (an option's id, ``""`` for none); a list of ids for ``chips``; bool for
        ``tick``; a number or None for ``slider`` and ``score``, text where one was typed that is no
        number; a list of mappings for ``rows``.
    options
        Pairs of id and words, for choice, radio, chips and score.
    columns
        Pairs of key and words, for rows.
    bounds
        ``min``, ``max`` and ``step``, for slider and score.
    kept
        The value that the record has, while a slider's number is refused; else None.
    refusal
        Why the value cannot be kept as it is; empty where it can.
    """

    _esm = Path(__file__).with_name("field.js")

    label = traitlets.Unicode().tag(sync=True)
    sort = traitlets.Enum(SORTS, "text").tag(sync=True)
    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    kept = traitlets.Any(None, allow_none=True).tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    placeholder = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    refusal = traitlets.Unicode().tag(sync=True)
    options: Any = traitlets.List().tag(sync=True)
    columns: Any = traitlets.List().tag(sync=True)
    bounds = traitlets.Dict().tag(sync=True)
    rows = traitlets.Int(4).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)

    def __init__(self, label: str = "", sort: str = "text", **traits: Any) -> None:
        if sort == "score":
            traits.setdefault("bounds", {"min": 0, "max": 4, "step": 1})
        super().__init__(label=label, sort=sort, **traits)
        self.add_class("wb-field")
        self._left: list[Callable[[bool], None]] = []
        self._entered: list[Callable[[], None]] = []
        self.on_msg(self._take)

    def on_left(self, call: Callable[[bool], None]) -> None:
        """Call with whether the page holds something unfinished (half a date) once it is left."""
        self._left.append(call)

    def on_entered(self, call: Callable[[], None]) -> None:
        """Call after Enter in a line of text, number or date; the field counts as left before."""
        self._entered.append(call)

    def focus(self) -> None:
        """Put the cursor here."""
        self.send({"focus": True})

    def set(self, value: Any) -> None:
        """Show `value`, sending nothing where it is there already."""
        if self.value != value or type(self.value) is not type(value):
            self.value = value

    def _take(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        # As the page's own state: it is not sent back over what is typed meanwhile.
        self.set_state({"value": message["value"]})
        for call in self._left:
            call(bool(message.get("bad")))
        if message["event"] == "entered":
            for entered in self._entered:
                entered()
