"""A file or a pasted table, in whatever encoding and with whatever delimiter, into cells of text.

Nothing here knows what a column means. What cannot be read as a table at all raises `ReadError`; a
row that cannot be told apart from its neighbours becomes a `Problem`, and the others are kept.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import pandas as pd

from workbook.compensation.money import is_amount

#: A file above this is refused: read as text it takes about ten times its size in memory.
MOST_BYTES = 50_000_000

#: A table with more columns than this is no table of pay.
MOST_COLUMNS = 1_000

#: A cell that goes on over more lines than this is a quotation mark that somebody forgot to close.
MOST_LINES = 50

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

_SIGNATURES = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
}


class ReadError(ValueError):
    """A file that cannot be read as a table; the message is one sentence for the reader."""


@dataclass(frozen=True)
class Problem:
    """Why something was not taken: the row as counted in the file, the column, the reason."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"Row {self.row}{f', {self.column}' if self.column else ''}: {self.reason}"


@dataclass(frozen=True)
class Table:
    """Cells as text.

    Attributes
    ----------
    cells
        One column a header, all text; the index is the row's number in the file, where the first
        line is row 1.
    problems
        Rows that could not be told apart from their neighbours.
    encoding, delimiter
        What the file was taken to be in.
    """

    cells: pd.DataFrame
    problems: tuple[Problem, ...]
    encoding: str
    delimiter: str

    @property
    def headers(self) -> list[str]:
        """The names of the columns, each different from all others."""
        return list(self.cells.columns)


def read_table(content: bytes | str) -> Table:
    """Read a delimited text into cells.

    Raises
    ------
    ReadError
        Where it is empty, no text, too large, without rows or with too many columns.
    """
    if len(content) > MOST_BYTES:
        size, most = len(content) // 1_000_000, MOST_BYTES // 1_000_000
        raise ReadError(
            f"This file has {size} MB and up to {most} MB can be read; keep the rows you need and "
            "choose it again."
        )
    text, encoding = (content, "text") if isinstance(content, str) else decode(content)
    # Unlike str.splitlines, this splits at line ends only and keeps them as they are.
    lines = list(io.StringIO(text, newline=""))
    named = lines[0].strip().lower() if lines else ""
    declared = named[4:] if len(named) == 5 and named.startswith("sep=") else ""  # Excel's own
    if not "".join(lines[bool(declared) :]).strip():
        raise ReadError(
            "There is nothing in it; export it again, with the names of the columns first."
        )
    delimiter = declared or find_delimiter(lines)
    numbers: list[int] = []
    rows: list[list[str]] = []
    problems: list[Problem] = []
    for number, row in zip(count(1), _records(lines, delimiter), strict=False):
        if row is None:
            reason = (
                "a quotation mark is opened and not closed, so the row's end is unclear; close it."
            )
            problems.append(Problem(number, "", reason))
        elif any(row) and not (declared and number == 1):
            numbers.append(number)
            rows.append(row)
    return Table(*_shape(numbers, rows, problems), encoding, delimiter)


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    Raises
    ------
    ReadError
        Where it is no text.
    """
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise ReadError(
                f"This is {what}, not a text; save or export it as CSV and choose that."
            )
    encoding = _encoding(content)
    text = content.decode(encoding, errors="replace")
    start = text[:100_000]
    if sum(letter < " " and letter not in "\t\r\n\f" for letter in start) > len(start) / 100:
        raise ReadError("This is not a text file; save or export the table as CSV and choose that.")
    return text, encoding


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8")
        return "utf-8-sig"
    except UnicodeDecodeError:
        pass
    start = content[:4_000]
    if start[1::2].count(0) > len(start) / 4:
        return "utf-16-le"
    if start[::2].count(0) > len(start) / 4:
        return "utf-16-be"
    # Imported where it is needed: it takes 3 MB, and nearly every file is UTF-8.
    from charset_normalizer import from_bytes

    # Few letters outside ASCII are too few to guess a rare encoding from: Windows' own comes first.
    best = from_bytes(content[:200_000], cp_exclusion=["utf_16", "utf_32", "utf_7"]).best()
    guess = best.encoding if best is not None else "cp1252"
    strange = sum(byte > 127 for byte in content[:200_000])
    return "cp1252" if strange < 30 or guess == "ascii" else guess


def find_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that gives the first lines the most even number of cells.

    ``csv.Sniffer`` looks at how often a character stands in a line and gives up where a quoted cell
    holds delimiters; here each candidate has to show what it makes of the table.
    """
    sample = [line for line in lines[:200] if line.strip()]

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in _records(sample, delimiter) if row]
        if not widths or widths[0] < 2:
            return (0.0, 0)
        return (round(widths.count(widths[0]) / len(widths), 1), widths[0])

    return max(DELIMITERS, key=evenness)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[list[str] | None]:
    """Yield the cells of each row; None for a row whose quotation marks do not add up.

    A forgotten quotation mark swallows all rows up to the next one. Such a row is given up alone,
    and reading goes on with the line after it.
    """
    width = next((len(row) for row in csv.reader(lines[:1], delimiter=delimiter)), 0)
    # The limit is one for the whole process; a cell of a million characters is no reason to stop.
    before = csv.field_size_limit(2**31 - 1)
    at = 0
    try:
        while at < len(lines):
            reader = csv.reader((lines[i] for i in range(at, len(lines))), delimiter=delimiter)
            used = 0
            for row in reader:
                taken = lines[at + used : at + reader.line_num]
                if (len(taken) > 1 or '"' in taken[0]) and not _adds_up(taken, delimiter, width):
                    used += 1
                    yield None
                    break
                used = reader.line_num
                yield [cell.strip() for cell in row]
            at += used
    finally:
        csv.field_size_limit(before)


def _adds_up(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether these lines are one row: all quotation marks closed, and as many cells as named."""
    if len(lines) == 1 and lines[0].count('"') % 2 == 0:
        return True
    if len(lines) > MOST_LINES:
        return False
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return len(lines) == 1 or len(rows[0]) == width


def _shape(
    numbers: list[int], rows: list[list[str]], problems: list[Problem]
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the rows under their headers, those that are too long refused."""
    if not rows:
        raise ReadError("No row of it can be read; check its quotation marks and try again.")
    headers, named = _headers(rows[0])
    if len(headers) > MOST_COLUMNS:
        raise ReadError(
            f"It has {len(headers):,} columns and up to {MOST_COLUMNS:,} can be read; keep those "
            "about pay and try again."
        )
    if named and len(rows) == 1 and not problems:
        raise ReadError(
            "It has the names of columns and no row below them; add rows and try again."
        )
    good, kept = [], []
    for number, row in zip(numbers[named:], rows[named:], strict=True):
        if any(row[len(headers) :]):
            reason = f"it has {len(row)} cells where the first row has {len(headers)}."
            problems.append(Problem(number, "", reason))
        else:
            good.append(number)
            kept.append((row + [""] * (len(headers) - len(row)))[: len(headers)])
    cells = pd.DataFrame(kept, columns=headers, index=good, dtype=object)
    return cells, tuple(sorted(problems, key=lambda problem: problem.row))


def _headers(first: list[str]) -> tuple[list[str], bool]:
    """Return the columns' names, and whether the first row gave them.

    A pasted table often comes without names; where the first row holds an amount it is a row.
    """
    named = not any(is_amount(cell, least=1_000) for cell in first)
    seen: dict[str, int] = {}
    headers = []
    for position, cell in enumerate(first, start=1):
        name = (cell[:200] if named else "") or f"column {position}"
        seen[name] = seen.get(name, 0) + 1
        while seen[name] > 1 or name in headers:
            name = f"{name} ({position})"
            seen[name] = seen.get(name, 0) + 1
        headers.append(name)
    return headers, named
