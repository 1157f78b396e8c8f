"""The controls panels share: sections, scores with a sentence, chips, a list to pick from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ipywidgets as widgets
from pydantic import ValidationError

from workbook.ui.theme import literal, one_line, safe


def section(title: str) -> widgets.HTML:
    """Return a heading inside a panel."""
    return widgets.HTML(
        f'<div class="wb-section" role="heading" aria-level="4">{safe(title)}</div>'
    )


def set_value(widget: widgets.Widget, value: object) -> None:
    """Set a control only where it differs, so that a cursor in it stays where it is."""
    if widget.value != value:
        widget.value = value


def set_children(box: widgets.Box, children: Sequence[widgets.Widget]) -> None:
    """Put these widgets in a box, sending nothing where they are there already."""
    if box.children != tuple(children):
        box.children = tuple(children)


def turns(button: widgets.Button) -> widgets.Button:
    """Mark a button that puts another record into the controls: the page waits for it to arrive."""
    return button.add_class("wb-turns")


def set_class(widget: widgets.DOMWidget, name: str, on: bool) -> None:
    """Give a widget a class or take it away."""
    (widget.add_class if on else widget.remove_class)(name)


def show(widget: widgets.DOMWidget, on: bool) -> None:
    """Show or hide a widget, keeping what is in it."""
    set_class(widget, "wb-hidden", not on)


def refusal(error: ValidationError) -> str:
    """Return pydantic's first finding as a sentence to the reader, without what they typed."""
    found = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in found["loc"]).replace("_", " ") or "entry"
    return (
        f"The {where} cannot be kept as it is: {found['msg'].lower()}. "
        "It stays in the control; shorten or correct it."
    )


class ScoreSlider(widgets.HBox):
    """A slider from 0 to 4 with the sentence that its value stands for, visible as it moves.

    Parameters
    ----------
    label
        Name of the scale.
    sentence
        Takes a score and returns what it means.
    highest
        The upper end of the scale.
    """

    UNSET = "Not scored yet: move it. Zero counts once you have moved away and back."

    def __init__(
        self, label: str, sentence: Callable[[int], str], highest: int = 4, step: int = 1
    ) -> None:
        super().__init__()
        self.add_class("wb-score")
        self.slider = widgets.IntSlider(description=label, min=0, max=highest, step=step)
        self.words = widgets.HTML().add_class("wb-sentence")
        self._sentence = sentence
        self.children = [self.slider, self.words]

    def show(self, score: int | None) -> None:
        """Show a score, or that there is none yet."""
        set_value(self.slider, 0 if score is None else score)
        set_class(self.slider, "wb-unset", score is None)
        self.words.value = safe(self.UNSET if score is None else self._sentence(score), 400)


@dataclass(frozen=True)
class Choice:
    """Something to pick: an id that is stored, a name that is read."""

    id: str
    name: str


class Chips(widgets.HBox):
    """Checkboxes as chips, each with a tick when it is on.

    Parameters
    ----------
    css_class
        Stable class; each chip gets ``<css_class>-<id>`` beside it.
    changed
        Called with the ids that are on, in the order of the choices.
    """

    def __init__(
        self, css_class: str, connect: Callable[..., None], changed: Callable[[list[str]], None]
    ) -> None:
        super().__init__()
        self.add_class("wb-chips").add_class(css_class)
        self._css_class = css_class
        self._connect = connect
        self._changed = changed
        self._boxes: dict[str, widgets.Checkbox] = {}

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these choices, making a chip only for those that are new."""
        for choice in choices:
            if choice.id not in self._boxes:
                name = literal(one_line(choice.name, 40))
                # As HTML, because of bare text ipywidgets makes mathematics.
                chip = widgets.Checkbox(description=name, description_allow_html=True, indent=False)
                chip.add_class("wb-chip").add_class(f"{self._css_class}-{choice.id}")
                self._connect(chip, self._report)
                self._boxes[choice.id] = chip
        set_children(self, [self._boxes[choice.id] for choice in choices])

    def show(self, chosen: Sequence[str]) -> None:
        """Switch on exactly these."""
        for key, chip in self._boxes.items():
            set_value(chip, key in chosen)

    def _report(self, _change: object) -> None:
        self._changed(
            [key for key, chip in self._boxes.items() if chip.value and chip in self.children]
        )


@dataclass(frozen=True)
class Item:
    """One row of a `Picker`: an id, a title, and a line of HTML that the caller has escaped."""

    id: str
    title: str
    detail: str


class Picker(widgets.VBox):
    """A list to pick from, each thing with a line below its title; rows are reused, not rebuilt."""

    def __init__(
        self, css_class: str, connect: Callable[..., None], picked: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.add_class("wb-list").add_class(css_class)
        self._css_class = css_class
        self._connect = connect
        self._picked = picked
        self._rows: list[widgets.VBox] = []
        self._ids: list[str] = []

    def show(self, items: Sequence[Item], chosen: str | None) -> None:
        """Show these rows and mark the chosen one."""
        while len(self._rows) < len(items):
            self._rows.append(self._new_row(len(self._rows)))
        self._ids = [item.id for item in items]
        for row, item in zip(self._rows, items, strict=False):
            button, detail = row.children
            button.description = one_line(item.title, 80) or "Untitled"
            button.tooltip = "Shown now" if item.id == chosen else "Show this one"
            detail.value = item.detail
            set_class(row, "wb-on", item.id == chosen)
        set_children(self, self._rows[: len(items)])

    def _new_row(self, index: int) -> widgets.VBox:
        button = turns(widgets.Button())
        self._connect(button, lambda _button: self._picked(self._ids[index]))
        return (
            widgets.VBox([button, widgets.HTML()])
            .add_class("wb-item")
            .add_class(f"{self._css_class}-item")
        )
