"""What an import would add and what it would not, as HTML; every cell of the file is escaped."""

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape
from itertools import islice

import pandas as pd

from workbook.compensation.importing.choosing import MOST_POINTS, Selection
from workbook.compensation.importing.result import ImportResult, typed
from workbook.compensation.market import source_names
from workbook.compensation.money import format_money
from workbook.compensation.tables.lines import DELIMITERS
from workbook.compensation.tables.problems import Kind
from workbook.compensation.tables.reading import Table

#: What a reader knows encodings as.
_ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows text",
    "cp1251": "Windows text in Cyrillic",
}

#: What of a row a dataset has no room for.
_PARTS = {
    "base": "base",
    "bonus": "bonus",
    "stock": "stock",
    "sign_on": "sign-on",
    "low": "range",
    "note": "note",
}

#: How many good rows are shown, and how many problems one by one.
ROWS, PROBLEMS = 8, 40


def html(result: ImportResult, selection: Selection, told: Collection[str] = ()) -> str:
    """Return how many rows are kept, filtered, known and refused, and the first of the kept.

    Of the notes on how the file was read, those that are `told` elsewhere are left out.
    """
    counts = [f"{_rows(len(selection.compact))} to add"]
    counts += [f"{number:,} left out by {name}" for name, number in selection.filtered.items()]
    if selection.known:
        counts.append(f"{_rows(len(selection.known))} you already have ({_some(selection.known)})")
    if result.repeated:
        repeats = result.repeated.rows.tolist()
        counts.append(f"{_rows(len(repeats))} repeated in the file ({_some(repeats)})")
    counts.append(f"{_rows(len(result.refused.rows))} refused")
    kept = [note for note in result.notes if note not in told] + _what_is_kept(selection)
    notes = "".join(f"<p>{escape(note)}</p>" for note in kept)
    return f'<p role="status">{escape(" · ".join(counts))}</p>{notes}{_table(selection.compact)}'


def format_html(name: str, table: Table) -> str:
    """Return what a file was taken to be, and what of it was left aside."""
    between = DELIMITERS.get(table.delimiter) if len(table.headers) > 1 else None
    encoding = _ENCODINGS.get(table.encoding, table.encoding)
    told = f"{name}: {_rows(len(table.cells))}, read as {encoding}"
    told += f", {between} between columns." if between else "."
    return escape(" ".join([told, *table.notes, "Correct what is wrong below."]))


def problems_html(result: ImportResult) -> str:
    """Return why rows are refused: row by row, or by kind where they are many."""
    found = result.refused
    if not found:
        return ""
    if len(found) <= PROBLEMS:
        told = [str(problem) for problem in found]
    else:
        kinds = found.kinds()
        told = [_kind(kind) for kind in kinds[:PROBLEMS]]
        if rest := sum(kind.count for kind in kinds[PROBLEMS:]):
            told.append(f"{rest:,} for other reasons")
        told.append("wb.compensation.read_points(file).problems names every single row.")
    items = "".join(f"<li>{escape(sentence[:300])}</li>" for sentence in told)
    return f'<div class="wb-scroll"><ul class="wb-checks wb-bad">{items}</ul></div>'


def _kind(kind: Kind) -> str:
    more = ", …" if kind.count > len(kind.first) else ""
    where = ", ".join(f"{problem.row:,}" for problem in kind.first)
    return f"{_rows(kind.count)} ({where}{more}), {kind.first[0].column}: {_reason(kind)}"


def _reason(kind: Kind) -> str:
    """Return the first row's reason, or what is common where others quote another cell."""
    first = kind.first[0]
    quoted = re.search("“[^”]*”", first.reason)
    if kind.distinct == 1 or quoted is None:
        return first.reason
    return f"{kind.reason.removesuffix('.')} (row {first.row:,}: {quoted.group()})."


def _what_is_kept(selection: Selection) -> list[str]:
    """Return what is kept of many rows and what is not, as a sentence or none."""
    rows = selection.compact
    if len(rows) <= MOST_POINTS:
        return []
    kept = (
        f"More than {MOST_POINTS} rows are kept as {_sources(selection)}: each row's yearly figure "
        "with its company, title, level, place, date and years of experience."
    )
    lost = [what for name, what in _PARTS.items() if name in rows and _says(rows[name])]
    if not lost:
        return [kept]
    return [
        f"{kept} Not kept of a row: {', '.join(lost)}; so the settings for a first year, a bonus "
        f"or a sign-on change nothing in it. Filter down to {MOST_POINTS} rows to keep that too."
    ]


def _says(column: pd.Series) -> bool:
    """Whether a row says something in a column of figures or texts."""
    figures = pd.api.types.is_numeric_dtype(column.dtype)
    return bool((column.notna() if figures else column != "").any())


def button(selection: Selection) -> str:
    """Return what the button says that adds the rows."""
    number = len(selection.compact)
    if number > MOST_POINTS:
        return f"Add {number:,} rows as {_sources(selection)}"
    return f"Add {number} point{'' if number == 1 else 's'}"


def done(selection: Selection, name: str) -> str:
    """Return what was added, in a sentence."""
    number = len(selection.compact)
    many = number > MOST_POINTS
    what = f"{number:,} rows of {name} as {_sources(selection)}" if many else _points(number)
    known = f"; {_rows(len(selection.known))} you already had" if selection.known else ""
    return f"Added {what}{known}."


def _sources(selection: Selection) -> str:
    """Return as what many rows are kept: a dataset for each kind of source."""
    number = selection.compact["source"].nunique()
    return "one source" if number == 1 else f"{number} sources, one of each kind"


def _points(number: int) -> str:
    return f"{number} point{'' if number == 1 else 's'}"


def _rows(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"


def _some(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in islice(numbers, 5))
    return f"{'row' if len(numbers) == 1 else 'rows'} {shown}{' …' if len(numbers) > 5 else ''}"


def _table(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    shown = typed(rows.head(ROWS))
    columns = {
        "Row": shown.index.astype(str),
        "Source": shown["source"].map(source_names()),
        "Company": shown["company"],
        "Title or level": shown["level"].where(shown["level"] != "", shown["title"]),
        "Location": shown["location"],
        "When": shown["date"].dt.strftime("%b %Y").fillna(""),
        "A year": [format_money(dollars) for dollars in shown["yearly"]],
    }
    body = "".join(_line(cells, "td") for cells in zip(*columns.values(), strict=True))
    more = f"<p>and {len(rows) - ROWS:,} more</p>" if len(rows) > ROWS else ""
    table = f"<table>{_line(columns, 'th')}{body}</table>"
    return f'<div class="wb-scroll">{table}{more}</div>'


def _line(cells: Iterable[str], tag: str) -> str:
    inside = "".join(f"<{tag}>{escape(cell[:60])}</{tag}>" for cell in cells)
    return f"<tr>{inside}</tr>"
