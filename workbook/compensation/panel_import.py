"""The import in the compensation panel: a file or pasted rows, what was read of it, and Add."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import numpy as np
from pydantic import ValidationError

from workbook import ui
from workbook.compensation.market import Market, source_names
from workbook.compensation.packages import annualize
from workbook.compensation.reading import ImportResult, read_bytes
from workbook.compensation.records import DataSet, Point, Settings, few
from workbook.compensation.sheets import LARGEST, ReadError
from workbook.journal import Record
from workbook.ui.form import reason

if TYPE_CHECKING:
    from workbook.compensation.panel import Board

#: Up to so many rows are points of their own; more are one data set. They count the same.
SINGLE = 12
#: So many refused rows are named, and so many values of a column are offered.
NAMED, OFFERED = 8, 200
_FILTERS = ("company", "title", "level", "location")


class Importing(widgets.VBox):
    """A table read, shown and added."""

    def __init__(self, board: "Board", added: Callable[[Sequence[Record]], None]) -> None:
        super().__init__()
        self._board, self._added = board, added
        self._result: ImportResult | None = None
        self._name, self._content = "", b""
        self.file = board.control(
            ui.Upload(
                self._take,
                label="Choose a file",
                accept=".csv,.tsv,.txt,.xlsx",
                most=LARGEST,
            ),
            "import-file",
        )
        self.text = board.control(ui.Field("or paste rows", "area", rows=3), "import-text")
        self.read = board.control(widgets.Button(description="Read"), "import-read")
        board.on(self.read, lambda _button: self._take("pasted.csv", self._pasted()))
        self.work = ui.Work(board.on)
        self.sheet = self._choice("Sheet", "sheet", self._turn_sheet)
        self.filters = {
            name: self._choice(f"Only this {name}", name, self._show) for name in _FILTERS
        }
        self.source = self._choice("Source", "source", self._show)
        self.source.options = [[key, name] for key, name in source_names().items()]
        self.date = board.control(
            ui.Field("Date of the file", "date", hint="for rows that have no day of their own"),
            "import-date",
        )
        self.whole = board.control(
            ui.Field("These bases are all the pay there is", "tick", value=False), "import-whole"
        )
        self.name = board.control(ui.Field("Call it"), "import-name")
        self.found = widgets.HTML().add_class(board.css_class("import-found"))
        self.unused = widgets.HTML().add_class(board.css_class("import-unused"))
        self.problems = widgets.HTML().add_class(board.css_class("import-problems"))
        self.add = board.control(
            widgets.Button(description="Add", button_style="primary"), "import-add"
        )
        board.on(self.add, lambda _button: self._add())
        self.notice = ui.Notice(board.css_class("import-notice"))
        choices = [self.sheet, *self.filters.values(), self.source, self.date, self.whole]
        # A field cannot be hidden once it is on the page; a box around it can.
        self._boxes = {field: widgets.VBox([field]) for field in (*choices, self.name)}
        self.body = widgets.VBox(
            [self.found, self.problems, *self._boxes.values(), self.unused, _row(self.add)]
        )
        self.children = [self.file, self.text, _row(self.read), self.work, self.notice, self.body]
        ui.show(self.body, False)

    def _choice(self, label: str, name: str, handler: Callable[[], None]) -> ui.Field:
        field = self._board.control(ui.Field(label, "choice"), f"import-{name}")
        self._board.on(field, lambda _change: handler())
        return field

    def _pasted(self) -> bytes:
        return str(self.text.value or "").encode("utf-8", "replace")

    # Reading.

    def _take(self, name: str, content: bytes) -> None:
        self._name, self._content = name, content
        self._read("")

    def _turn_sheet(self) -> None:
        if self._result is not None and self.sheet.value != self._result.sheet:
            self._read(str(self.sheet.value))

    def _read(self, sheet: str) -> None:
        self.notice.clear()
        if not self._content.strip():
            self.notice.say("There is nothing to read: choose a file, or paste rows with a header.")
            return
        name, content = self._name, self._content

        def task(progress: ui.Progress) -> ImportResult:
            progress(0.2, f"reading {name}")
            result = read_bytes(content, sheet)
            progress(0.8, f"{len(result.rows):,} rows")
            return result

        self.work.run(task, self._done, self._failed)

    def _failed(self, error: Exception) -> None:
        ui.show(self.body, False)
        if isinstance(error, ReadError):
            self.notice.say(str(error))
        elif isinstance(error, ValidationError):
            why = reason(error.errors(include_url=False)[0])
            self.notice.say(f"Nothing was added, because a row cannot be kept as it is: {why}")
        elif not isinstance(error, ui.Stopped):
            self.notice.say(
                "Nothing was added: the workbook failed at something in this file. Save the table "
                "as CSV with the columns you need, and try again."
            )
            raise error

    def _done(self, result: ImportResult) -> None:
        self._result = result
        with self._board.rendering():
            self.sheet.options = [[name, name] for name in result.sheets]
            self.sheet.set(result.sheet)
            for name, field in self.filters.items():
                self._offer(field, name)
            self.source.set(result.source)
            self.name.set(self._name.rsplit(".", 1)[0][:200])
            self.date.set("")
        ui.show(self.body, True)
        self._show()

    def _offer(self, field: ui.Field, name: str) -> None:
        assert self._result is not None, "offered once it is read"
        column = self._result.rows.get(name)
        counts = column[column != ""].value_counts() if column is not None else ()
        found = [[str(key), f"{key} ({many:,})"] for key, many in list(dict(counts).items())]
        field.options = [["", "all"], *found[:OFFERED]]
        field.set("")
        ui.show(self._boxes[field], len(found) > 1)

    # The picture.

    def show(self, market: Market) -> None:
        """Nothing here follows from the market."""

    def _rows(self) -> Any:
        """Return which rows are chosen, a truth each."""
        assert self._result is not None, "read before it is chosen from"
        chosen = np.ones(len(self._result.rows), dtype=bool)
        for name, field in self.filters.items():
            if field.value:
                chosen &= (self._result.rows[name] == field.value).to_numpy()
        return chosen

    def _show(self) -> None:
        result = self._result
        if result is None:
            return
        many, refused = int(self._rows().sum()), len(result.problems)
        ui.show(self._boxes[self.sheet], len(result.sheets) > 1)
        ui.show(self._boxes[self.date], result.asks_date)
        ui.show(self._boxes[self.whole], self.source.value == "public-filing")
        ui.show(self._boxes[self.name], many > SINGLE)
        ui.show(self.add, many > 0)
        as_what = "as one data set" if many > SINGLE else "as points"
        self.add.description = f"Add {many:,} row{'' if many == 1 else 's'} {as_what}"
        notes = "".join(f"<li>{ui.safe(note, 500)}</li>" for note in result.notes)
        said = f"<p>{len(result.rows):,} rows read, {refused:,} refused.</p>"
        self.found.value = said + (f"<ul>{notes}</ul>" if notes else "")
        named = "".join(f"<li>{ui.safe(str(one), 300)}</li>" for one in result.problems[:NAMED])
        more = f"<li>and {refused - NAMED:,} more</li>" if refused > NAMED else ""
        self.problems.value = f"<ul>{named}{more}</ul>" if named else ""
        rest = "".join(
            f"<li>“{ui.safe(name, 60)}”: {ui.safe(why, 300)}</li>"
            for name, why in result.unused.items()
        )
        self.unused.value = f"<p>Not used of the file:</p><ul>{rest}</ul>" if rest else ""

    # The hand.

    def _add(self) -> None:
        result = self._result
        if result is None:
            return
        day = dt.date.fromisoformat(self.date.value) if self.date.value else None
        if result.asks_date and day is None:
            self.date.refusal = (
                "From when are these figures? Give the day, or the first of a month."
            )
            self.date.focus()
            return
        self.date.refusal = ""
        chosen = self._rows()
        settings, _ = self._board.editing(Settings)
        name, source, whole = (
            str(self.name.value or self._name),
            self.source.value,
            self.whole.value,
        )
        filters = tuple(
            f"{key} {field.value}" for key, field in self.filters.items() if field.value
        )

        def task(progress: ui.Progress) -> list[Record]:
            points: dict[str, list[Point]] = {}
            for at, fields in enumerate(result.fields()):
                if at % 2_000 == 0:
                    progress(at / len(chosen), f"row {at:,}")
                if not chosen[at]:
                    continue
                # A row that names its own kind of source keeps it.
                own = fields["source"] if fields["source"] != result.source else source
                given = {"date": day, **fields, "source": own, "base_is_all": bool(whole)}
                points.setdefault(own, []).append(Point(**given))
            records: list[Record] = []
            for each in points.values():
                if len(each) <= SINGLE:
                    records += each
                else:
                    records.append(as_data_set(each, settings, name, filters, day))
            return records

        self.work.run(task, self._finish, self._failed)

    def _finish(self, records: list[Record]) -> None:
        self._result, self._content = None, b""
        ui.show(self.body, False)
        self.text.set("")
        self._added(records)


def _row(button: widgets.Button) -> widgets.HBox:
    return widgets.HBox([button]).add_class("wb-row")


def as_data_set(
    points: Sequence[Point],
    settings: Settings,
    name: str,
    filters: tuple[str, ...] = (),
    date: dt.date | None = None,
) -> DataSet:
    """Return many points of one kind of source as one data set, called `name`.

    Its rows were chosen by the `filters`. `date` stands in where they have none of their own.
    """
    years = [annualize(point, settings).of(settings.view) for point in points]
    days = sorted(point.date for point in points if point.date is not None)
    companies = Counter(point.company for point in points if point.company)
    return DataSet.of(
        [year for year in years if year > 0],
        name=name[:200],
        source=points[0].source,
        date=days[len(days) // 2] if days else date,
        companies={company: many / len(points) for company, many in companies.items()},
        filters=filters,
        levels=few([point.level for point in points]),
        places=few([point.location for point in points]),
        base_is_all=points[0].base_is_all,
    )
