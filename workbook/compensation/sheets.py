"""The cells of a file as text, as a person sees them: a text with marks between, or a spreadsheet.

A spreadsheet's reader hands out values alone. What a cell's format says beside them, "%", "EUR" or
"an hour", is written behind the value here, so that 0.15 shown as 15% is "15%".
"""

import csv
import datetime as dt
import functools
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd

#: The largest file that is read, and the most that a packed one may unpack to, in bytes.
LARGEST, MOST_UNPACKED = 200_000_000, 1_000_000_000

#: How much of a text is looked at to find out what stands between its columns.
_SAMPLE, _ROWS = 200_000, 40
_MOST_COLUMNS = 1_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\r\n\f\x0b"))
_NO_TABLES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a packed file",
    b"PAR1": "a Parquet file",
    b"{\\rtf": "a text with formats",
}
_EMPTY = "There is nothing in it; a file of pay has a row of names and a row for each person."
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
        Given the position of a row and of columns, returns by column the cells from that row on:
        texts, or numbers where all are. Further arguments: the columns that are numbers only where
        all are whole; those with few different texts; and a number of rows, if not all.
    notes, sheet, sheets
        What a reader has to know; of a spreadsheet the sheet that is read, and all with rows.
    is_text
        Whether a row may be longer than its header by a mark too many.
    """

    head: Sequence[Sequence[str]]
    load: Callable[..., dict[int, Any]]
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    is_text: bool = True


def read_table(
    content: bytes, sheet: str, known: Callable[[Sequence[Sequence[str]]], int]
) -> Table:
    """Read the bytes of a file.

    Parameters
    ----------
    content
        What kind of file it is, is told by what it begins with and not by its name.
    sheet
        Of a spreadsheet, the one to read; the one with most known names and rows where empty.
    known
        How many known names the header has that is among some first rows.

    Raises
    ------
    ReadError
        Where it is no table.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _read_workbook(content, sheet, known)
    for signature, what in _NO_TABLES.items():
        if content.startswith(signature):
            raise ReadError(f"This is {what}; save or export the table as CSV and choose that.")
    content, notes = _decode(content)
    if content[:2_000].lstrip().startswith(b"<"):
        raise ReadError(
            "This is a web page or XML, whatever its name says; open it in a spreadsheet program, "
            "save it as XLSX and choose that."
        )
    return _read_text(content, notes, known)


def _decode(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return a text as UTF-8, whatever it was written in, and what to tell of it."""
    start = content[:4_000]
    zeros = start.count(0)
    notes: tuple[str, ...] = ()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif zeros > len(start) / 4:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    else:
        encoding = "utf-8"
        try:
            if not content.isascii():  # a check that copies nothing
                content.decode()
        except UnicodeDecodeError as error:
            encoding = _guess(content[max(error.start - 20_000, 0) :][:60_000])
    if encoding != "utf-8":
        text = content.decode(encoding, "replace")
        lost = text.count("\ufffd")
        notes = (f"{lost:,} characters are damaged and shown as “\ufffd”.",) if lost else ()
        content = text.encode("utf-8", "replace")
    content = content.removeprefix(b"\xef\xbb\xbf")
    start = content[:100_000]
    if len(start) - len(start.translate(None, _CONTROLS)) > len(start) / 100:
        raise ReadError("This is not a text file; save or export the table as CSV and choose that.")
    if not start.strip() and not content.strip():
        raise ReadError(_EMPTY)
    return content, notes


def _guess(sample: bytes) -> str:
    """Return the encoding of bytes that are not UTF-8; of a few odd letters, Windows' own."""
    if len(sample.translate(None, bytes(range(128)))) < 30:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_exclusion=["utf_16", "utf_32", "utf_7"]).best()
    guess = "cp1252" if best is None else best.encoding
    return {"ascii": "cp1252", "latin_1": "cp1252", "iso8859_1": "cp1252"}.get(guess, guess)


def _read_text(
    content: bytes, notes: tuple[str, ...], known: Callable[[Sequence[Sequence[str]]], int]
) -> Table:
    sample = content[:_SAMPLE].decode("utf-8", "replace")
    if len(content) > _SAMPLE and "\n" in sample:
        sample = sample[: sample.rindex("\n")]
    found = [(_rows(sample, mark, _ROWS), mark) for mark in ",;\t|"]
    # The mark by which most columns have a known name; else by which most rows are equally long.
    rows, mark = max(found, key=lambda pair: (known(pair[0]), _evenness(pair[0])))
    width = max(map(len, rows), default=1)
    if width > _MOST_COLUMNS:
        raise ReadError(f"This has {width:,} columns, and a file of pay has a few dozen at most.")
    load = functools.partial(_load, content, mark, width)
    return Table(rows, load, notes)


def _load(
    content: bytes,
    mark: str,
    width: int,
    first: int,
    columns: list[int],
    exact: Sequence[int] = (),
    alike: Sequence[int] = (),
    most: int | None = None,
) -> dict[int, Any]:
    """Return columns of a text, from a row on."""
    start = content[:_SAMPLE].decode("utf-8", "replace")
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=mark)
    for _ in range(first):
        next(reader, None)
    above = content[:_SAMPLE].splitlines(keepends=True)[: reader.line_num]
    skipped = sum(map(len, above))
    # An empty row of one cell more than the header: without it longer rows would be cut off unseen.
    wide = mark.encode() * width + b"\n"

    def read(columns: list[int], dtype: Any) -> pd.DataFrame:
        return pd.read_csv(
            _Behind(wide, content, skipped),
            sep=mark,
            header=0,
            names=[str(column) for column in range(width + 1)],  # an empty file needs texts
            index_col=False,
            usecols=[str(column) for column in columns],
            nrows=most,
            dtype=dtype,
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,
        )

    try:
        found = read(columns, {str(each): "category" for each in alike})
        decimal = [each for each in exact if found[str(each)].dtype not in (object, np.int64)]
        for name, cells in read(decimal, object).items() if decimal else ():
            found[name] = cells  # 450.000 is no 450.0
    except pd.errors.ParserError as error:
        raise ReadError(_STRAY) from error
    if most is None and b'"' in content and len(found) + first < content.count(b"\n"):
        _check_quotes(content, mark, width)
    return {
        each: found[str(each)].array if each in alike else found[str(each)].to_numpy()
        for each in columns
    }


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


def _read_workbook(
    content: bytes, name: str, known: Callable[[Sequence[Sequence[str]]], int]
) -> Table:
    parts = _parts(content)
    if content.startswith(b"PK") and not {"xl/workbook.xml", "content.xml"} & parts.keys():
        raise ReadError(
            "This is an archive or another kind of document, and no XLSX, ODS or XLS spreadsheet; "
            "save the table as XLSX or CSV and choose that."
        )
    full, hidden = _sheets(content)
    if not full:
        raise ReadError(_EMPTY)
    if name and name not in full:
        raise ReadError(f"It has no sheet “{name}” with rows; it has: {', '.join(full)}.")
    chosen = name or max(
        full,
        key=lambda each: (
            each not in hidden,
            known([[_text(cell) for cell in row] for row in full[each][:_ROWS]]),
            len(full[each]),
        ),
    )
    texts = _shown_texts(content, parts, chosen, full[chosen])
    others = [each for each in full if each != chosen]
    notes = (f"Read: the sheet “{chosen}”; not read: {', '.join(others)}.",) if others else ()
    width = max(map(len, texts))

    def load(
        first: int,
        columns: list[int],
        exact: Sequence[int] = (),
        alike: Sequence[int] = (),
        most: int | None = None,
    ) -> dict[int, np.ndarray]:
        rows = texts[first:][:most]
        return {
            column: np.array(
                [row[column] if column < len(row) else "" for row in rows], dtype=object
            )
            for column in columns
        }

    head = [row + [""] * (width - len(row)) for row in texts[:_ROWS]]
    return Table(head, load, notes, chosen, tuple(full), is_text=False)


def _sheets(content: bytes) -> tuple[dict[str, list[list[Any]]], set[str]]:
    """Return the sheets that have rows, and which of them are hidden."""
    import python_calamine as calamine

    full = {}
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for each in book.sheets_metadata:
            if each.typ == calamine.SheetTypeEnum.WorkSheet:
                rows = book.get_sheet_by_name(each.name).to_python(skip_empty_area=False)
                if any(map(any, rows)):
                    full[each.name] = rows
        shown = calamine.SheetVisibleEnum.Visible
        hidden = {each.name for each in book.sheets_metadata if each.visible != shown}
    except calamine.PasswordError as error:
        raise ReadError("This file is locked with a password; save a copy without one.") from error
    except Exception as error:  # a damaged file fails in many ways, and all mean the same
        raise ReadError(
            "This spreadsheet is damaged or of an unknown kind; save the sheet as XLSX or CSV."
        ) from error
    return full, hidden


def _shown_texts(
    content: bytes, parts: dict[str, int], sheet: str, cells: list[list[Any]]
) -> list[list[str]]:
    """Return a sheet's cells as texts, with what their formats say."""
    texts = [[_text(cell) for cell in row] for row in cells]
    try:
        for row, column, said in _formats(content, parts, sheet):
            if row < len(texts) and column < len(texts[row]):
                texts[row][column] = _with(cells[row][column], texts[row][column], said)
    except ReadError:
        raise
    except (ElementTree.ParseError, KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise ReadError("This spreadsheet's formats cannot be read; save it as CSV.") from error
    return texts


def _parts(content: bytes) -> dict[str, int]:
    if not content.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sizes = {part.filename: part.file_size for part in parts.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError("This spreadsheet is damaged; save the sheet as XLSX or CSV.") from error
    if sum(sizes.values()) > MOST_UNPACKED:
        raise ReadError("Unpacked, this file is larger than can be read; save the rows as CSV.")
    return sizes


def _text(cell: Any) -> str:
    """Return what a cell says as a text would; a number with three decimals as no other one."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ") if cell.time() != dt.time() else cell.date().isoformat()
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        text = repr(cell)
        return f"{text}0" if len(text.partition(".")[2]) == 3 and "e" not in text else text
    return "" if cell is None else str(cell)


def _with(value: Any, text: str, said: str) -> str:
    """Return a cell's text with what its format says."""
    if said == UNSAVED:
        return UNSAVED if text == "" or text.startswith("#") else text
    if not isinstance(value, int | float) or isinstance(value, bool):
        return text
    if "%" in said:
        return f"{value * 100:.10g}%"
    return f"{text} {said}"


def _formats(content: bytes, parts: dict[str, int], sheet: str) -> Iterator[tuple[int, int, str]]:
    """Yield row and column, from 0, of the cells of a sheet whose formats say something."""
    if not parts:
        yield from ()
        if foreign := _old_formats(content):
            raise ReadError(
                f"This old XLS file has cells shown in {foreign}, and does not tell which; save it "
                "as XLSX and choose that."
            )
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" in parts:
            yield from _open_document(archive, sheet)
        else:
            yield from _excel(archive, sheet)


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


def _excel(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    said, xml = _styles(archive), archive.read(_path(archive, sheet))
    if not said and not re.search(rb"<(?:\w+:)?f[ >/]|t=\"e\"", xml):
        return
    row = column = -1
    for _, each in ElementTree.iterparse(io.BytesIO(xml), ("end",)):
        if each.tag.endswith("}row"):
            each.clear()
        if not each.tag.endswith("}c"):
            continue
        place = re.fullmatch(r"([A-Z]{1,3})(\d+)", each.get("r", ""))
        if place is None:
            raise ValueError("a cell without its place")
        column = -1
        for letter in place[1]:
            column = 26 * (column + 1) + ord(letter) - ord("A")
        row = int(place[2]) - 1
        inside = {child.tag.rpartition("}")[2]: child.text for child in each}
        if each.get("t") == "e" or (
            "f" in inside and not inside.get("v") and each.get("t") != "str"
        ):
            yield row, column, UNSAVED
        elif (style := each.get("s", "")) in said and each.get("t", "n") == "n":
            yield row, column, said[style]


def _open_document(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    def of(element: ElementTree.Element, name: str) -> str:
        return next((text for key, text in element.items() if key.endswith(f"}}{name}")), "")

    root = ElementTree.fromstring(archive.read("content.xml"))
    tables = [
        each for each in root.iter() if each.tag.endswith("}table") and of(each, "name") == sheet
    ]
    row = 0
    for line in (each for each in tables[0].iter() if each.tag.endswith("}table-row")):
        times, column = int(of(line, "number-rows-repeated") or 1), 0
        for cell in line:
            if not cell.tag.endswith("table-cell"):
                continue
            again = int(of(cell, "number-columns-repeated") or 1)
            said = _shown(cell, of(cell, "value-type"), of(cell, "currency"), of(cell, "formula"))
            if said:
                for at in range(min(times, 100_000)):
                    for beside in range(min(again, _MOST_COLUMNS)):
                        yield row + at, column + beside, said
            column += again
        row += times


def _shown(cell: ElementTree.Element, kind: str, currency: str, formula: str) -> str:
    if formula and not kind:
        return UNSAVED
    if kind not in ("float", "percentage", "currency"):
        return ""
    if kind == "percentage":
        return "%"
    text = "".join(cell.itertext())
    words = "".join(re.findall(r"[^\W\d]+|/", text))
    shown = currency or "".join({sign for sign in text if unicodedata.category(sign) == "Sc"})
    return shown or ("" if re.fullmatch("[kKmMeE/]*", words) else words)


def _old_formats(content: bytes) -> str:
    """Return a foreign currency among the number formats of an XLS file, or ""."""
    from workbook.compensation.money import currencies

    for match in re.finditer(rb"\x1e\x04(..)..(..)([\x00\x01])", content, re.DOTALL):
        size = int.from_bytes(match[1], "little") - 5
        if 0 < size < 512:
            raw = content[match.end() : match.end() + size]
            said = said_by(raw.decode("utf-16-le" if match[3] == b"\x01" else "latin-1", "replace"))
            signs = [sign for sign in said if unicodedata.category(sign) == "Sc"]
            codes = [word for word in re.findall("[A-Z]{3}", said) if word in currencies()]
            if found := [each for each in signs + codes if each not in ("USD", "$")]:
                return found[0]
    return ""
