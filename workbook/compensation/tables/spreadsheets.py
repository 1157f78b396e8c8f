"""A spreadsheet into cells of text, through calamine, which reads values and runs no formula.

A cell with a formula has the value that was saved with it, and a row with one that has none is
refused; a cell that begins with "=" as text stays text. pandas' reader would turn the same cells
into types of its own guess, all at once; here they come a row at a time, so that progress shows and
Stop works.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from workbook.compensation.tables.decoding import ReadError
from workbook.compensation.tables.formulas import Formulas, find_formulas
from workbook.compensation.tables.naming import UNNAMED, name_columns
from workbook.compensation.tables.reading import Table, check_columns, shape
from workbook.compensation.tables.rows import SAMPLE, Layout, Rows
from workbook.compensation.tables.steps import Step

#: A packed file that unpacks to more bytes than this is refused: it would fill the memory.
MOST_UNPACKED = 2_000_000_000

#: Rows taken between two steps.
_EACH = 2_000

_UNREADABLE = (
    "This is a spreadsheet or an archive that cannot be read; save the sheet as XLSX or CSV and "
    "choose that."
)

_EMPTY = "There is nothing in it; enter or paste rows, with a name over each column."


def read_spreadsheet(content: bytes, step: Step, name: str = "") -> Table:
    """Read a sheet: the one of this name, or the largest, for notes often stand before a table.

    Raises
    ------
    ReadError
        Where it is no spreadsheet, locked, too large or empty, or has no such sheet; the message
        is a sentence.
    """
    import python_calamine as calamine

    _check_unpacked(content)
    step(0.02, "opening")
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        listed = [
            sheet
            for sheet in workbook.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        shown = calamine.SheetVisibleEnum.Visible
        hidden = [sheet.name for sheet in listed if sheet.visible != shown]
        sheets = [
            workbook.get_sheet_by_name(sheet.name) for sheet in listed if sheet.visible == shown
        ]
        chosen, names = _choose(sheets, name)
        formulas = find_formulas(content, chosen.name, step)
        table = _read_sheet(chosen, set() if formulas is None else formulas.unsaved, step)
    except calamine.PasswordError as error:
        raise ReadError("This file is locked with a password; save a copy without one.") from error
    except calamine.CalamineError as error:
        raise ReadError(_UNREADABLE) from error
    others = [each for each in names if each != chosen.name]
    notes = (*_notes(chosen.name, others, hidden, formulas), *table.notes)
    return replace(table, sheet=chosen.name, sheets=names, notes=notes)


def _notes(
    name: str, others: list[str], hidden: list[str], formulas: Formulas | None
) -> Iterator[str]:
    """Yield what of a file is not read, and whose values are."""
    if others:
        yield f"Only the sheet “{name}” is read, not {_list(others)}."
    if hidden:
        what = "sheet is" if len(hidden) == 1 else "sheets are"
        yield f"{len(hidden)} hidden {what} not read: {_list(hidden)}; unhide one to choose it."
    if formulas is None:
        yield "This file does not tell formulas from values; the values saved with it are used."
    elif formulas.count:
        what = "cell is a formula" if formulas.count == 1 else "cells are formulas"
        yield f"{formulas.count:,} {what}; the values saved with the file are used."


def _choose(sheets: list[Any], name: str) -> tuple[Any, tuple[str, ...]]:
    """Return the sheet to read, and the names of all that have rows."""
    full = {sheet.name: sheet for sheet in sheets if sheet.height}
    if name and name not in full:
        raise ReadError(f"The file has no sheet “{name}” with rows; it has: {_list([*full])}.")
    if not full:
        raise ReadError(_EMPTY)
    largest = max(full.values(), key=lambda sheet: sheet.height * sheet.width)
    return full[name] if name else largest, tuple(full)


def _check_unpacked(content: bytes) -> None:
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(_UNREADABLE) from error
    if size > MOST_UNPACKED:
        raise ReadError(
            f"Unpacked this file has {size // 1_000_000:,} MB and up to "
            f"{MOST_UNPACKED // 1_000_000:,} MB can be read; save the rows you need as CSV."
        )


def _read_sheet(sheet: Any, unsaved: Collection[int], step: Step) -> Table:
    rows = enumerate(([_text(cell) for cell in row] for row in sheet.iter_rows()), start=1)
    number, first = next((pair for pair in rows if any(pair[1])), (0, [""]))
    if not number:
        raise ReadError(_EMPTY)
    while first and not first[-1]:
        first.pop()
    headers, named = name_columns(first)
    check_columns(len(headers))
    sample = list(islice(rows, SAMPLE))
    width = len(headers)
    shown = [row[:width] for _, row in sample] if len(sample) == SAMPLE else []
    found = Rows.empty(Layout.of(width, "", shown))
    found.unsaved = sorted(row for row in unsaved if row >= number + named)
    more = ([] if named else [(number, first)]) + sample
    while more:
        found.add_rows([row for row in more if row[0] not in unsaved])
        step(min(more[-1][0] / max(sheet.height, 1), 1), "reading")
        more = list(islice(rows, _EACH))
    notes = () if named else (UNNAMED,)
    table = shape(found, headers, f"the sheet “{sheet.name}”", "cells", notes)
    return replace(table, named=named)


def _list(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:5])
    return shown + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _text(cell: Any) -> str:
    """Return what a cell says as a file of text would."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ") if cell.time() != dt.time() else cell.date().isoformat()
    return "" if cell is None else str(cell)


def _number(value: float) -> str:
    """Return a number as text that is no other: three decimals would be taken for thousands."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return f"{text}0" if len(text.partition(".")[2]) == 3 and "e" not in text else text
