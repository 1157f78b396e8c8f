"""The brief in the page: seen, and kept as a file that prints."""

from datetime import date
from typing import ClassVar

import ipywidgets as widgets

from workbook import ui
from workbook.brief import page
from workbook.brief.writing import as_html, write
from workbook.profile import load
from workbook.readiness.words import days_to_go


class Brief(ui.Panel):
    """One page for the morning, from what the reader wrote or proved."""

    room: ClassVar[str] = "brief"
    title: ClassVar[str] = "Brief"

    def _build(self) -> widgets.Widget:
        self.sheet = self.control(ui.Sheet("brief", "The morning of the loop"), "sheet")
        return widgets.VBox([self.sheet]).add_class("wb-body")

    def _render(self) -> None:
        today = date.today()
        markdown = write(page.read(self.journal, today))
        self.head(days_to_go(load(self.journal).days_left(today)), "one page, to print")
        self.sheet.show(markdown)
        self.sheet.as_html.content = as_html(markdown)

    def in_words(self) -> str:
        """Say what it is."""
        return "One page for the morning of the loop. Run this cell to see it."
