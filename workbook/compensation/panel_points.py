"""The list of points: what each says, and buttons to change or delete it."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from workbook import ui
from workbook.compensation.describe import Line

# In pixels, as the buttons are, which stand outside the grid: the columns have to line up.
_GRID = "display:grid;grid-template-columns:116px minmax(0,1fr) 66px 96px 52px;gap:0 8px"
_EDIT, _DELETE = "44px", "60px"


class PointList(widgets.VBox):
    """A line a point; the widgets of a line are made once and used again.

    Parameters
    ----------
    frame
        The panel the list stands in.
    edit, delete
        Called with the id of the line.
    """

    def __init__(
        self, frame: ui.Panel, edit: Callable[[str], None], delete: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._frame, self._edit, self._delete = frame, edit, delete
        names = widgets.HTML(
            f'<div style="{_GRID}" class="wb-small"><span>Source</span><span>Who</span>'
            '<span>When</span><span class="wb-number">A year</span>'
            '<span class="wb-number">Weight</span></div>',
            layout=widgets.Layout(flex="1 1 auto", min_width="0"),
        )
        spaces = [widgets.HTML(layout=_width(each)) for each in (_EDIT, _DELETE)]
        self._head = widgets.HBox([names, *spaces])
        self._empty = widgets.HTML("No points yet. Begin with the one you trust most.")
        self._rows: list[widgets.HBox] = []
        self._ids: list[str] = []
        self.add_class("wb-scroll")

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        while len(self._rows) < len(lines):
            self._rows.append(self._row(len(self._rows)))
        self._ids = [line.id for line in lines]
        for row, line in zip(self._rows, lines, strict=False):
            words, edit, delete = row.children
            words.value = _html(line)
            name = ui.one_line(f"{line.source}, {line.who}, {line.amount}")
            edit.tooltip, delete.tooltip = f"Edit {name}", f"Delete {name}"
            # Disabled, not hidden: the columns of figures have to line up.
            edit.disabled = not line.editable
        rows = self._rows[: len(lines)]
        ui.set_children(self, [self._head, *rows] if rows else [self._empty])

    def _row(self, index: int) -> widgets.HBox:
        words = widgets.HTML(layout=widgets.Layout(flex="1 1 auto", min_width="0"))
        edit = self._frame.control(
            widgets.Button(description="Edit", layout=_width(_EDIT)), "edit"
        ).add_class("wb-link")
        delete = widgets.Button(description="Delete", layout=_width(_DELETE))
        self._frame.control(delete, "remove")
        delete.add_class("wb-link")
        self._frame.on(edit, lambda _button: self._edit(self._ids[index]))
        self._frame.on(delete, lambda _button: self._delete(self._ids[index]))
        row = widgets.HBox([words, edit, delete])
        return row.add_class(self._frame.css_class("point"))


def _width(width: str) -> widgets.Layout:
    return widgets.Layout(width=width, flex=f"0 0 {width}")


def _html(line: Line) -> str:
    cells = f"<span>{ui.safe(line.source[:1].upper() + line.source[1:])}</span>"
    cells += f'<span style="overflow-wrap:anywhere">{ui.safe(line.who, 80)}</span>'
    cells += f"<span>{ui.safe(line.when)}</span>"
    for number in (line.amount, line.weight):
        cells += f'<span class="wb-number">{ui.safe(number)}</span>'
    return f'<div style="{_GRID}">{cells}</div>'
