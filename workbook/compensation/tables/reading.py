"""A file or a pasted table, in whatever encoding and with whatever delimiter, into cells of text.

Nothing here knows what a column means. What cannot be read as a table at all raises `ReadError`; a
row that cannot be told apart from its neighbours becomes a `Problem`, and the others are kept.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbook.compensation.tables.blocks import read_blocks
from workbook.compensation.tables.decoding import SPREADSHEETS, lost, to_utf8
from workbook.compensation.tables.decoding import ReadError as ReadError
from workbook.compensation.tables.lines import any_length, find_delimiter, split_rows
from workbook.compensation.tables.naming import UNNAMED, name_columns
from workbook.compensation.tables.problems import Problem as Problem
from workbook.compensation.tables.problems import Problems
from workbook.compensation.tables.rows import SAMPLE, Layout, Rows
from workbook.compensation.tables.steps import Step, part, quietly

#: A file above this is refused.
MOST_BYTES = 250_000_000

#: A table with more columns than this is no table of pay.
MOST_COLUMNS = 1_000

_SOMETHING = re.compile(rb"\S")

#: The names of the columns stand within so many bytes.
_HEAD = 1_000_000


@dataclass(frozen=True)
class Table:
    """Cells as text.

    Attributes
    ----------
    cells
        One column a header; the index is the row's number in the file, where the first line is
        row 1. A column is a category of texts, or, in a long table, texts or whole numbers.
    problems
        Rows that could not be told apart from their neighbours.
    encoding, delimiter
        What the file was taken to be in.
    notes
        What else the reader should know of how it was read, each a sentence.
    sheet, sheets
        Of a spreadsheet: the sheet it is, and all that have rows.
    named
        Whether the file names its columns; by their positions they are named otherwise.
    """

    cells: pd.DataFrame
    problems: Problems
    encoding: str
    delimiter: str
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    named: bool = True

    @property
    def headers(self) -> list[str]:
        """The names of the columns, each different from all others."""
        return list(self.cells.columns)


def read_table(content: bytes | str, step: Step = quietly, sheet: str = "") -> Table:
    """Read a delimited text or a spreadsheet into cells.

    Parameters
    ----------
    content
        The file, or the text that was pasted.
    step
        Told how far it is; ends it by raising `StoppedError`.
    sheet
        Of a spreadsheet, the name of the sheet to read; the largest where empty.

    Raises
    ------
    ReadError
        Where it is empty, no table, too large, without rows or with too many columns.
    """
    check_size(len(content))
    if isinstance(content, bytes) and content.startswith(SPREADSHEETS):
        from workbook.compensation.tables.spreadsheets import read_spreadsheet

        return read_spreadsheet(content, step, sheet)
    text, encoding = to_utf8(content)
    step(0.05, "reading")
    head = _head(text)
    named = head[0].strip().lower() if head else ""
    declared = named[4:] if len(named) == 5 and named.startswith("sep=") else ""  # Excel's own
    if not _SOMETHING.search(text, len(head[0]) if declared else 0):
        raise ReadError(
            "There is nothing in it; export it again, with the names of the columns first."
        )
    delimiter = declared or find_delimiter(head)
    top = _Top.of(head, delimiter, skip=bool(declared))
    headers, has_names = name_columns(top.row)
    check_columns(len(headers))
    after = head[top.line + top.lines if has_names else top.line :]
    rows = Rows.empty(Layout.of(len(headers), delimiter, _sample(after, delimiter, len(headers))))
    rows.unclear += top.unclear
    before = head[: len(head) - len(after)]
    start = sum(len(line.encode("utf-8", "surrogatepass")) for line in before)
    read_blocks(text, start, top.number + has_names, rows, part(step, 0.05, 1))
    notes = (*lost(text, encoding), *(() if has_names else (UNNAMED,)))
    table = shape(rows, headers, encoding, delimiter, notes)
    return replace(table, named=has_names)


def check_size(size: int) -> None:
    """Raise ReadError where a file of this many bytes is not read."""
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise ReadError(
            f"This file has {size // 1_000_000} MB and up to {most} MB can be read; keep the rows "
            "you need and choose it again."
        )


def check_columns(count: int) -> None:
    """Raise ReadError where a table has more columns than any table of pay."""
    if count > MOST_COLUMNS:
        raise ReadError(
            f"It has {count:,} columns and up to {MOST_COLUMNS:,} can be read; keep those about "
            "pay and try again."
        )


def shape(
    rows: Rows, headers: Sequence[str], encoding: str, delimiter: str, notes: tuple[str, ...] = ()
) -> Table:
    """Return the rows under their headers; ReadError where there is none."""
    problems = Problems(rows.groups())
    numbers = np.concatenate(rows.numbers or [np.empty(0, np.int64)])
    if not len(numbers) and not problems:
        raise ReadError(
            "It has the names of columns and no row below them; add rows and try again."
        )
    columns = {header: column.cells() for header, column in zip(headers, rows.columns, strict=True)}
    cells = pd.DataFrame(columns, copy=False)
    cells.index = pd.Index(numbers)
    return Table(cells, problems, encoding, delimiter, notes)


def _head(text: bytes) -> list[str]:
    """Return the first lines of a text."""
    start = text[:_HEAD]
    if len(start) < len(text) and b"\n" in start:
        start = start[: start.rfind(b"\n") + 1]
    elif len(start) < len(text):
        start = text[: text.find(b"\n") + 1 or len(text)]
    return list(io.StringIO(start.decode("utf-8", "replace"), newline="\n"))


@dataclass(frozen=True)
class _Top:
    """The first row with something in it.

    ``line`` lines stand before it and ``lines`` are its own; ``unclear`` are the numbers of rows
    before it whose quotation marks do not add up.
    """

    row: list[str]
    number: int
    line: int
    lines: int
    unclear: list[int]

    @classmethod
    def of(cls, head: list[str], delimiter: str, skip: bool) -> "_Top":
        """Return the first row of these lines, without the very first line if `skip`."""
        unclear: list[int] = []
        line = int(skip)
        for number, (lines, row) in enumerate(split_rows(head[skip:], delimiter), start=1 + skip):
            if row is None:
                unclear.append(number)
            elif any(row):
                return cls(row, number, line, lines, unclear)
            line += lines
        raise ReadError("No row of it can be read; check its quotation marks and try again.")


def _sample(lines: list[str], delimiter: str, width: int) -> list[list[str]]:
    """Return the first rows with as many cells as there should be, or none of a short table."""
    if len(lines) < SAMPLE:
        return []
    with any_length():
        rows = list(csv.reader(lines[: SAMPLE + 500], delimiter=delimiter))
    return [row for row in rows if len(row) == width][:SAMPLE]
