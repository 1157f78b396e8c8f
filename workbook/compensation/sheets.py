"""The cells of a file as text, as a person sees them: a text with marks between, or a workbook.

A workbook's reader hands out values alone. What a cell's number format says beside them, "%", "EUR"
or "an hour", is written behind the value here, so that 0.15 shown as 15% is "15%".
"""

import csv
import datetime as dt
import functools
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd

#: The largest file that is read, in bytes.
LARGEST = 200_000_000

#: How much of a text is looked at to find out what stands between its columns.
_SAMPLE, _ROWS = 200_000, 40
_MOST_COLUMNS = 1_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\r\n\f\x0b"))
_AS_CSV = "save or export the table as CSV or XLSX and choose that."
_STRAY = (
    "A quotation mark in it takes the lines below for part of a cell, so it is not clear where a "
    'row ends; take out the stray ".'
)
#: What stands in for a formula or an error whose value was not saved: no amount, and not nothing.
UNSAVED = "=?"


class ReadError(ValueError):
    """A file that cannot be read as a table; the message is one sentence for the reader."""


@dataclass(frozen=True)
class Table:
    """Cells as text, "" where there is nothing.

    Attributes
    ----------
    head
        The first rows.
    load
        Given the position of a row and of columns, returns by column the texts from that row on.
        Further arguments: the columns with few different texts; those that are numbers where all
        are whole; and a number of rows, if not all.
    sheet, sheets
        Of a workbook the sheet that is read, and all with rows.
    is_text
        Whether a row may be longer than its header by a mark too many.
    """

    head: Sequence[Sequence[str]]
    load: Callable[..., dict[int, Any]]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    is_text: bool = True


def read_table(
    content: bytes, sheet: str, known: Callable[[Sequence[Sequence[str]]], int]
) -> Table:
    """Read the bytes of a file, whose kind is told by what they begin with; ReadError for no table.

    Parameters
    ----------
    sheet
        Of a workbook, the one to read; the one with most known names and rows where empty.
    known
        How many known names the header has that is among some first rows.
    """
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content, sheet, known)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError(
            "This is a locked or an old (XLS) workbook, which does not tell in what currency its "
            f"cells are shown; {_AS_CSV}"
        )
    content = _decode(content)
    if content[:2_000].lstrip().startswith(b"<"):
        raise ReadError(f"This is a web page or XML, whatever its name says; {_AS_CSV}")
    return _read_text(content, known)


def _decode(content: bytes) -> bytes:
    """Return a text as UTF-8; what is neither that nor UTF-16 is taken for Windows' own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    else:
        try:
            if not content.isascii():  # a check that copies nothing
                content.decode()
        except UnicodeDecodeError:
            content = content.decode("cp1252", "replace").encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    start = content[:100_000]
    strange = len(start) - len(start.translate(None, _CONTROLS))
    if strange > len(start) / 100 or start.startswith((b"%PDF", b"{\\rtf", b"PAR1")):
        raise ReadError(f"This is no text and no workbook; {_AS_CSV}")
    if not start.strip() and not content.strip():
        raise ReadError("There is nothing in it; a file of pay has a row of names and rows of pay.")
    return content


# Texts


def _read_text(content: bytes, known: Callable[[Sequence[Sequence[str]]], int]) -> Table:
    sample = content[:_SAMPLE].decode("utf-8", "replace")
    if len(content) > _SAMPLE and "\n" in sample:
        sample = sample[: sample.rindex("\n")]
    found = [(_rows(sample, mark, _ROWS), mark) for mark in ",;\t|"]
    # The mark by which most columns have a known name; else by which most rows are equally long.
    rows, mark = max(found, key=lambda pair: (known(pair[0]), _evenness(pair[0])))
    width = max(map(len, rows), default=1)
    if width > _MOST_COLUMNS:
        raise ReadError(f"This has {width:,} columns, and a file of pay has a few dozen at most.")
    return Table(rows, functools.partial(_load, content, mark, width))


def _load(
    content: bytes,
    mark: str,
    width: int,
    first: int,
    columns: list[int],
    alike: Sequence[int] = (),
    whole: Sequence[int] = (),
    most: int | None = None,
) -> dict[int, Any]:
    """Return columns of a text, from a row on."""
    start = content[:_SAMPLE].decode("utf-8", "replace")
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=mark)
    for _ in range(first):
        next(reader, None)
    skipped = sum(map(len, content[:_SAMPLE].splitlines(keepends=True)[: reader.line_num]))
    # An empty row of one cell more than the header: longer rows would be cut off unseen.
    wide = mark.encode() * width + b"\n"

    def read(columns: Any, dtypes: Any) -> pd.DataFrame:
        return pd.read_csv(
            _Behind(wide, content, skipped),
            sep=mark,
            header=0,
            names=[str(each) for each in range(width + 1)],  # an empty file needs texts
            index_col=False,
            usecols=columns,
            nrows=most,
            dtype=dtypes,
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,
        )

    try:
        kinds = {str(each): "category" if each in alike else object for each in columns}
        pay = [str(each) for each in whole]
        found = read([*kinds], {each: kind for each, kind in kinds.items() if each not in pay})
        if others := [each for each in pay if found[each].dtype != np.int64]:
            found[others] = read(others, object)  # 450.000 is no 450.0
    except pd.errors.ParserError as error:
        raise ReadError(_STRAY) from error
    if most is None and b'"' in content and len(found) + first < _lines(content):
        _check_quotes(content, mark, width)
    cells = {each: found[str(each)] for each in columns}
    return {each: of.array if each in alike else of.to_numpy() for each, of in cells.items()}


def _lines(content: bytes) -> int:
    # content.count(b"\n") takes three times as long.
    return int(np.count_nonzero(np.frombuffer(content, np.uint8) == ord("\n")))


class _Behind(io.BytesIO):
    """Some bytes, and behind them those of a file from a place on, none of which is copied."""

    def __init__(self, start: bytes, content: bytes, skipped: int) -> None:
        super().__init__(content)
        self.seek(skipped)
        self._start = start

    def read(self, size: int | None = -1) -> bytes:
        start, self._start = self._start, b""
        return start or super().read(size)


def _check_quotes(content: bytes, mark: str, width: int) -> None:
    """Refuse a text in which a cell holds whole rows, for they would be lost."""
    inside = re.compile(rf"\n(?:[^\n]*{re.escape(mark)}){{{max(width - 1, 1)}}}")
    for at, row in enumerate(_rows(content.decode("utf-8", "replace"), mark, None), 1):
        if any("\n" in cell and inside.search(cell) for cell in row):
            raise ReadError(f"{_STRAY} It is in row {at}.")


def _rows(text: str, mark: str, most: int | None) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            rows.append(row)
            if len(rows) == most:
                break
    except csv.Error:
        if most is None:
            raise ReadError("A cell of it is too long to be one; export the table anew.") from None
    return rows


def _evenness(rows: list[list[str]]) -> int:
    lengths = [len(row) for row in rows if len(row) > 1]
    return max(map(lengths.count, lengths), default=0)


# Workbooks


def _read_workbook(
    content: bytes, name: str, known: Callable[[Sequence[Sequence[str]]], int]
) -> Table:
    import python_calamine as calamine

    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        if "xl/workbook.xml" not in archive.namelist():
            raise ReadError(f"This is an archive or a document, and no XLSX workbook; {_AS_CSV}")
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = (calamine.SheetTypeEnum.WorkSheet, calamine.SheetVisibleEnum.Visible)
        sheets = {
            each.name: book.get_sheet_by_name(each.name).to_python(skip_empty_area=False)
            for each in book.sheets_metadata
            if (each.typ, each.visible) == shown
        }
        full = {each: rows for each, rows in sheets.items() if any(map(any, rows))}
        if not full:
            raise ReadError("There is nothing in it; a file of pay has a row of names.")
        if name and name not in full:
            raise ReadError(f"It has no sheet “{name}” with rows; it has: {', '.join(full)}.")
        texts = {each: [[_text(cell) for cell in row] for row in full[each]] for each in full}
        chosen = name or max(full, key=lambda each: (known(texts[each][:_ROWS]), len(full[each])))
        rows = texts[chosen]
        for row, column, said in _formats(archive, chosen):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = _with(full[chosen][row][column], rows[row][column], said)
    except ReadError:
        raise
    except Exception as error:  # a damaged file fails in many ways, and all mean the same
        raise ReadError(f"This workbook is damaged or of an unknown kind; {_AS_CSV}") from error
    width = max(map(len, rows))

    def load(
        first: int, columns: list[int], *_kinds: Sequence[int], most: int | None = None
    ) -> dict[int, np.ndarray]:
        return {
            column: np.array([row[column] for row in rows[first:][:most]], dtype=object)
            for column in columns
        }

    rows[:] = [row + [""] * (width - len(row)) for row in rows]
    return Table(rows[:_ROWS], load, chosen, tuple(full), is_text=False)


def _text(cell: Any) -> str:
    """Return what a cell says as a text would; a number with three decimals as no other one."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ") if cell.time() != dt.time() else cell.date().isoformat()
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        text = repr(cell)
        return f"{text}0" if re.fullmatch(r"-?\d+\.\d{3}", text) else text
    return str(cell)


def _with(value: Any, text: str, said: str) -> str:
    """Return a cell's text with what its format says."""
    if said == UNSAVED:
        return UNSAVED if text == "" or text.startswith("#") else text
    if not isinstance(value, int | float) or isinstance(value, bool):
        return text
    return f"{value * 100:.10g}%" if "%" in said else f"{text} {said}"


def said_by(code: str) -> str:
    """Return what a number format writes beside the number: "%", "EUR", "€", "/hr"; or ""."""
    first = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", code)[0]
    said = []
    for literal, sign, place, char, bare in re.findall(
        r'"([^"]*)"|\[\$([^\]-]*)(?:-([^\]]*))?\]|\\(.)|([%$€£¥₹₩₽₪])', first
    ):
        if sign == "$" and place.lower() not in ("", "409", "0409", "en-us"):
            sign = "¤"  # the dollar of another country
        said.append(literal or sign or char or bare)
    words = "".join(said).strip()
    return "" if re.fullmatch(r"[\s\dkKmM.,:/-]*", words) else words


def _styles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return what the styles of cells say, by their number."""
    codes, styles = {9: "0%", 10: "0.00%"}, []
    if "xl/styles.xml" in archive.namelist():
        for each in ElementTree.fromstring(archive.read("xl/styles.xml")).iter():
            if each.tag.endswith("}numFmt"):
                codes[int(each.get("numFmtId", 0))] = each.get("formatCode", "")
            elif each.tag.endswith("}cellXfs"):
                styles = [int(one.get("numFmtId", 0)) for one in each]
    said = [said_by(codes.get(number, "")) for number in styles]
    return {str(at): words for at, words in enumerate(said) if words}


def _path(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for each in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if each.tag.endswith("}sheet") and each.get("name") == sheet:
            target = targets[next(text for key, text in each.items() if key.endswith("}id"))]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _formats(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    """Yield row and column, from 0, of the cells of a sheet whose formats say something."""
    said, xml = _styles(archive), archive.read(_path(archive, sheet))
    if not said and not re.search(rb"<(?:\w+:)?f[ >/]|t=\"e\"", xml):
        return
    for _, each in ElementTree.iterparse(io.BytesIO(xml), ("end",)):
        if each.tag.endswith("}row"):
            each.clear()
        if not each.tag.endswith("}c"):
            continue
        place = re.fullmatch(r"([A-Z]{1,3})(\d+)", each.get("r", ""))
        if place is None:
            raise ValueError("a cell without its place")
        column = functools.reduce(lambda at, letter: 26 * at + ord(letter) - 64, place[1], 0) - 1
        inside = {child.tag.rpartition("}")[2]: child.text for child in each}
        unsaved = "f" in inside and not inside.get("v") and each.get("t") != "str"
        if each.get("t") == "e" or unsaved:
            yield int(place[2]) - 1, column, UNSAVED
        elif (style := each.get("s", "")) in said and each.get("t", "n") == "n":
            yield int(place[2]) - 1, column, said[style]
