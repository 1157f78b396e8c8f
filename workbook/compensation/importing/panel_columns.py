"""What a table's columns mean, as dropdowns: guessed, and corrected by the reader."""

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from workbook import guide, ui
from workbook.compensation.importing import preview
from workbook.compensation.importing.columns import FIELD_NAMES
from workbook.compensation.records import SourceId
from workbook.compensation.tables.reading import Table

_ABSENT = "not in this file"


class ColumnChoices(widgets.VBox):
    """A dropdown for each field of a point, one for the kind of source, one for the sheet.

    Parameters
    ----------
    frame
        The panel they stand in.
    turn
        Called with the name of another sheet to read.
    changed
        Called when a column or the source means something else now.
    """

    def __init__(
        self, frame: ui.Panel, turn: Callable[[str], None], changed: Callable[[], None]
    ) -> None:
        super().__init__()
        self._frame = frame
        self.sheet = self._dropdown("Sheet", [], "import-sheet")
        kinds = [(source.name, source.id) for source in guide.sources()]
        self.source = self._dropdown("All rows are from", kinds, "import-source")
        self.source.value = "aggregator"
        self.fields = {
            field: self._dropdown(name, [], f"import-map-{field.replace('_', '-')}")
            for field, name in FIELD_NAMES.items()
        }
        self.format = widgets.HTML().add_class("wb-small")
        frame.on(self.sheet, lambda change: turn(change["new"]))
        for control in (self.source, *self.fields.values()):
            frame.on(control, lambda _change: changed())
        boxes = [self.sheet, self.source, *self.fields.values()]
        self.children = [
            ui.section("Which column is what"),
            self.format,
            widgets.HBox(boxes).add_class("wb-row"),
        ]

    def _dropdown(self, label: str, options: list[tuple[str, str]], css: str) -> Any:
        dropdown = widgets.Dropdown(description=label, options=options)
        dropdown.style.description_width = "140px"
        return self._frame.control(dropdown, css)

    @property
    def mapping(self) -> dict[str, str]:
        """Field of a point to the header that holds it."""
        return {field: control.value for field, control in self.fields.items() if control.value}

    def turn_back(self, table: Table | None) -> bool:
        """Choose the sheet that `table` is, and return whether another one was chosen."""
        if table is None or (self.sheet.value or "") == table.sheet:
            return False
        with self._frame.rendering():
            self.sheet.value = table.sheet
        return True

    def show(self, name: str, table: Table, columns: Mapping[str, str], source: SourceId) -> None:
        """Show what the columns of a table are taken to mean; `name` is the file's."""
        options = [(_ABSENT, ""), *((ui.one_line(each, 40), each) for each in table.headers)]
        with self._frame.rendering():
            self.sheet.options = [(ui.one_line(each, 40), each) for each in table.sheets]
            self.sheet.value = table.sheet or None
            self.source.value = source
            for field, dropdown in self.fields.items():
                dropdown.options = options
                dropdown.value = columns.get(field, "")
        ui.show(self.sheet, len(table.sheets) > 1)
        self.format.value = preview.format_html(name, table)
