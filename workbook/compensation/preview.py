"""What an import would add and what it would not, as HTML; every cell of the file is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

import pandas as pd

from workbook.compensation.frame import to_frame
from workbook.compensation.importing import MOST_POINTS, ImportResult, Selection
from workbook.compensation.money import format_money

NO_ROWS = to_frame([])

#: How many good rows and how many problems are shown; the numbers name all of them.
ROWS, PROBLEMS = 8, 40


def html(result: ImportResult, selection: Selection) -> str:
    """Return how many rows are kept, filtered, known and refused, and the first of the kept."""
    counts = [f"{_rows(len(selection.rows))} to add"]
    counts += [f"{number:,} left out by {name}" for name, number in selection.filtered.items()]
    if selection.known:
        counts.append(f"{_rows(len(selection.known))} you already have ({_some(selection.known)})")
    if result.repeated:
        repeats = [problem.row for problem in result.repeated]
        counts.append(f"{_rows(len(repeats))} repeated in the file ({_some(repeats)})")
    refused = {problem.row for problem in result.refused}
    counts.append(f"{_rows(len(refused))} refused")
    return f'<p role="status">{escape(" · ".join(counts))}</p>{_table(selection.rows)}'


def problems_html(result: ImportResult) -> str:
    """Return every reason why rows are refused, by row, column and reason, the first ones open."""
    found = result.refused
    if not found:
        return ""
    items = "".join(f"<li>{escape(str(problem)[:300])}</li>" for problem in found[:PROBLEMS])
    more = f"<li>and {len(found) - PROBLEMS:,} more</li>" if len(found) > PROBLEMS else ""
    return f'<div class="wb-scroll"><ul class="wb-checks wb-bad">{items}{more}</ul></div>'


def button(selection: Selection) -> str:
    """Return what the button says that adds the rows."""
    number = len(selection.rows)
    if number > MOST_POINTS:
        return f"Add {number:,} rows as one source"
    return f"Add {number} point{'' if number == 1 else 's'}"


def done(selection: Selection, name: str) -> str:
    """Return what was added, in a sentence."""
    number = len(selection.rows)
    what = f"{number:,} rows of {name} as one source" if number > MOST_POINTS else _points(number)
    known = f"; {_rows(len(selection.known))} you already had" if selection.known else ""
    return f"Added {what}{known}."


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
    shown = rows.head(ROWS)
    columns = {
        "Row": shown.index.astype(str),
        "Source": shown["source"],
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
