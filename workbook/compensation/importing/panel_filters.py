"""Which rows of a table are comparable, as fields to type in."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbook import ui
from workbook.compensation.dates import parse_first, parse_last
from workbook.compensation.importing.choosing import Filters
from workbook.compensation.importing.parsing import parse_years

#: A row of fields after another; each with its label and what reads it.
_ROWS: tuple[dict[str, tuple[str, Callable[[str], Any]]], ...] = (
    {
        "company": ("Company has", str),
        "title": ("Title has", str),
        "location": ("Location has", str),
    },
    {"years_from": ("Years from", parse_years), "years_to": ("Years to", parse_years)},
    {"date_from": ("Date from", parse_first), "date_to": ("Date to", parse_last)},
)


class FilterFields(widgets.VBox):
    """A field for each filter; one that cannot be read is said, and nothing is added meanwhile.

    Parameters
    ----------
    frame
        The panel they stand in.
    changed
        Called when something else is typed.
    """

    def __init__(self, frame: ui.Panel, changed: Callable[[], None]) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self.all_read = True
        rows = []
        for row in _ROWS:
            for name, (label, _) in row.items():
                text = widgets.Text(description=label, layout=widgets.Layout(width="260px"))
                text.style.description_width = "100px"
                css = f"import-filter-{name.replace('_', '-')}"
                self.fields[name] = frame.control(text, css)
                frame.on(text, lambda _change: changed())
            rows.append(widgets.HBox([self.fields[name] for name in row]).add_class("wb-row"))
        self.notice = ui.Notice(frame.css_class("import-filter-notice"))
        self.children = [ui.section("Keep what is comparable"), *rows, self.notice]

    def filters(self) -> Filters:
        """Return what the fields say, and say which cannot be read: these let every row pass."""
        given: dict[str, Any] = {}
        unread: list[str] = []
        self.notice.clear()
        for name, (label, read) in {**_ROWS[0], **_ROWS[1], **_ROWS[2]}.items():
            try:
                given[name] = read(self.fields[name].value)
            except ValueError as error:
                unread.append(f"{label}: {error}")
        self.all_read = not unread
        if unread:
            self.notice.say(" ".join([*unread, "Nothing can be added until that is read."]))
        return Filters(**given)
