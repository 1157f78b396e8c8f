"""What panels do with widgets: set, show, head a section; and a list to pick from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import anywidget
import ipywidgets as widgets

from workbook.ui.theme import one_line, safe


def section(title: str) -> widgets.HTML:
    """Return a heading inside a panel."""
    return widgets.HTML(
        f'<div class="wb-section" role="heading" aria-level="4">{safe(title)}</div>'
    )


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
    if isinstance(widget, anywidget.AnyWidget):
        # Once such a widget is on the page, anywidget lets no change of its classes through.
        widget.layout.display = None if on else "none"
    else:
        set_class(widget, "wb-hidden", not on)


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
