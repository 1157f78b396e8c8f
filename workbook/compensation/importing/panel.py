"""Bringing in a table: paste or upload, say what its columns mean, filter, look, then add."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ipywidgets as widgets

from workbook import ui
from workbook.compensation.importing import preview
from workbook.compensation.importing.choosing import Selection, select, to_records
from workbook.compensation.importing.columns import guess_columns, guess_source, known_columns
from workbook.compensation.importing.interpret import interpret
from workbook.compensation.importing.panel_columns import ColumnChoices
from workbook.compensation.importing.panel_filters import FilterFields
from workbook.compensation.importing.panel_work import Work
from workbook.compensation.importing.result import ImportResult
from workbook.compensation.records import Mapping, SourceId
from workbook.compensation.tables.reading import MOST_BYTES, ReadError, Table, read_table
from workbook.compensation.tables.steps import Step, StoppedError, part
from workbook.journal import JournalError, Record

#: A table with more rows is understood beside the page, not while it waits.
_LONG = 20_000


@dataclass(frozen=True)
class _Read:
    """A file that was read: its cells, what its columns were taken to mean, and what that gives."""

    name: str
    table: Table
    columns: dict[str, str]
    source: SourceId
    result: ImportResult
    content: bytes | str


class ImportSection(widgets.VBox):
    """The steps of an import, each shown once the one before is done.

    Parameters
    ----------
    frame
        The panel it stands in.
    known
        Returns the fingerprints of the rows in the journal.
    add
        Called with the records to store; raises JournalError.
    take_back
        Called with the records of an import that is to be undone as a whole.
    """

    def __init__(
        self,
        frame: ui.Panel,
        known: Callable[[], list[str]],
        add: Callable[[Sequence[Record]], None],
        take_back: Callable[[Sequence[Record]], None],
    ) -> None:
        super().__init__()
        self._frame, self._known, self._add, self._take_back = frame, known, add, take_back
        self._table: Table | None = None
        self._result: ImportResult | None = None
        self._selection: Selection | None = None
        self._added: Sequence[Record] = ()
        self._name = ""
        self._content: bytes | str = ""
        self.add_class("wb-hidden")
        self.notice = ui.Notice(frame.css_class("import-notice"))
        self.back = frame.control(widgets.Button(description="Take these back"), "import-undo")
        frame.on(self.back, self._on_back)
        self.columns = ColumnChoices(frame, self._on_sheet, self._on_columns)
        self.filters = FilterFields(frame, self._select)
        self.steps = widgets.VBox([self.columns, self.filters, *self._build_preview()])
        done = widgets.HBox([self.back]).add_class("wb-row")
        self.work = Work(frame)
        frame.on(self.work, self._on_outcome, names="outcome")
        self.children = [*self._build_source(), self.work, self.notice, done, self.steps]

    def _build_source(self) -> list[widgets.Widget]:
        control = self._frame.control
        self.upload = control(
            ui.Upload(
                self._receive,
                label="Choose a file",
                accept=".csv,.tsv,.txt,.xlsx,.xls,.ods",
                most=MOST_BYTES,
            ),
            "import-file",
        )
        self.text = widgets.Textarea(
            description="or paste rows",
            rows=4,
            placeholder="company,total\nNetflix,450k",
            continuous_update=False,
        )
        self.text.style.description_width = "100px"
        control(self.text, "import-text").add_class("wb-wide")
        self.read = control(widgets.Button(description="Read"), "import-read")
        self.close_button = control(widgets.Button(description="Close"), "import-close")
        self._frame.on(self.read, lambda _button: self._receive("pasted rows", self.text.value))
        self._frame.on(self.close_button, lambda _button: self.leave())
        buttons = widgets.HBox([self.read, self.close_button]).add_class("wb-row")
        return [ui.section("Import"), self.upload, self.text, buttons]

    def _build_preview(self) -> list[widgets.Widget]:
        self.preview = self._frame.control(widgets.HTML(), "import-preview").add_class("wb-wide")
        self.problems = self._frame.control(widgets.HTML(), "import-problems").add_class("wb-wide")
        self.add_button = self._frame.control(widgets.Button(), "import-add")
        self.add_button.add_class("wb-primary")
        self._frame.on(self.add_button, self._on_add)
        row = widgets.HBox([self.add_button]).add_class("wb-row")
        return [self.preview, self.problems, row]

    def begin(self) -> None:
        """Show the section, ready for a file."""
        self._show_steps()
        ui.show(self, True)

    def leave(self) -> None:
        """Hide the section and let go of the table, which may be large."""
        self.work.stop()
        self._forget()
        self._added = ()
        self.text.value = ""
        self.notice.clear()
        ui.show(self, False)

    def _forget(self) -> None:
        self._table, self._selection = None, None
        self._result = None
        self._content = ""
        self._show_steps()

    def _show_steps(self) -> None:
        ui.show(self.steps, self._table is not None)
        ui.show(self.back, bool(self._added))

    # The hand.

    def _receive(self, name: str, content: bytes | str, sheet: str = "") -> None:
        """Read a table and guess what its columns mean, or as the reader said last time."""
        self.notice.clear()
        self._added = ()
        mappings = {mapping.id: mapping for mapping in self._mappings()}

        def read(step: Step) -> _Read:
            table = read_table(content, part(step, 0, 0.7), sheet)
            # "column 1" may mean anything the next time.
            kept = mappings.get(Mapping.id_for(table.headers)) if table.named else None
            if kept is None:
                columns, source = guess_columns(table.cells), guess_source(table.headers)
            else:
                columns, source = known_columns(kept.columns, table.headers), kept.source
            result = interpret(table, columns, source, date.today(), part(step, 0.7, 1))
            # Only another sheet of it could be asked for later.
            again = content if len(table.sheets) > 1 else ""
            return _Read(name, table, columns, source, result, again)

        self.work.run(read)

    def _on_sheet(self, sheet: str) -> None:
        self._receive(self._name, self._content, sheet)

    def _mappings(self) -> list[Mapping]:
        try:
            return self._frame.journal.records(Mapping)
        except JournalError as error:
            self.notice.say(str(error))
            return []

    def _on_outcome(self, change: Any) -> None:
        """Show what the work made, or say why it made nothing."""
        outcome = change["new"]
        if isinstance(outcome, StoppedError):
            self.columns.turn_back(self._table)
            self.notice.tell("Stopped; nothing is changed.")
        elif isinstance(outcome, ReadError):
            # A sheet that cannot be read leaves the one before, and the way to the others.
            if not self.columns.turn_back(self._table):
                self._forget()
            self.notice.say(str(outcome))
        elif isinstance(outcome, MemoryError):
            self._forget()
            self.notice.say("This file is too large for this machine's memory; keep fewer rows.")
        elif isinstance(outcome, Exception):
            raise outcome
        elif isinstance(outcome, _Read):
            self._show_table(outcome)
        elif isinstance(outcome, ImportResult):
            self._result = outcome
            self._select()

    def _show_table(self, read: "_Read") -> None:
        self._name, self._table, self._result = read.name, read.table, read.result
        self._content = read.content
        self.columns.show(read.name, read.table, read.columns, read.source)
        self._select()
        self._show_steps()

    def _on_columns(self) -> None:
        """Understand the cells anew; a long table beside the page."""
        if self._table is None:
            return
        table, columns, source = self._table, self.columns.mapping, self.columns.source.value
        if len(table.cells) <= _LONG:
            self._result = interpret(table, columns, source, date.today())
            self._select()
            return
        self.add_button.disabled = True  # what is shown is not what the columns now say
        self._result = None
        self.work.run(lambda step: interpret(table, columns, source, date.today(), step))

    def _select(self) -> None:
        """Apply the filters and show what would be added."""
        if self._result is None or self._table is None:
            return
        filters = self.filters.filters()
        selection = self._selection = select(self._result, filters, self._known())
        self.preview.value = preview.html(self._result, selection, self._table.notes)
        self.problems.value = preview.problems_html(self._result)
        self.add_button.description = preview.button(selection)
        self.add_button.disabled = selection.compact.empty or not self.filters.all_read

    def _on_add(self, _button: object) -> None:
        table, selection = self._table, self._selection
        if table is None or selection is None or self._result is None:
            return
        records = to_records(selection.rows, self._name)
        mapping = Mapping(
            id=Mapping.id_for(table.headers),
            columns=self.columns.mapping,
            source=self.columns.source.value,
        )
        self._add([mapping, *records] if table.named else records)
        said = preview.done(selection, self._name)
        self._added = records
        self.text.value = ""
        self._forget()
        self.notice.tell(said)

    def _on_back(self, _button: object) -> None:
        self._take_back(self._added)
        self._added = ()
        self._show_steps()
        self.notice.tell("Taken back; read the file again to choose differently.")
