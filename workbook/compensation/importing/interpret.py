"""From a table of text to rows that may be added: parsed, checked, none of them twice."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from workbook.compensation.dates import both_ways
from workbook.compensation.frame import DTYPES
from workbook.compensation.importing.checking import (
    beside_ranges,
    check_rows,
    state,
    to_years,
    with_shares,
    without_zeros,
)
from workbook.compensation.importing.columns import (
    FIELDS,
    MONEY,
    guess_columns,
    guess_source,
    known_columns,
    unused,
)
from workbook.compensation.importing.filings import RATED
from workbook.compensation.importing.headers import converted
from workbook.compensation.importing.parsing import (
    BONUS_SHARE,
    Parsed,
    distinct,
    parse_column,
    parse_whole,
)
from workbook.compensation.importing.places import join_places
from workbook.compensation.importing.repeats import repeated
from workbook.compensation.importing.result import ImportResult
from workbook.compensation.records import SourceId
from workbook.compensation.tables.problems import Group, Problems
from workbook.compensation.tables.reading import ReadError, Table, check_size, read_table
from workbook.compensation.tables.steps import Step, part, quietly


def interpret(
    table: Table,
    columns: Mapping[str, str],
    source: SourceId,
    today: dt.date,
    step: Step = quietly,
) -> ImportResult:
    """Read a table's cells as points.

    Parameters
    ----------
    table
        The cells.
    columns
        Field of a point to the header that holds it; see ``columns.FIELDS``.
    source
        The kind of source of rows that do not say it themselves.
    today
        Dates after it are refused.
    step
        Told how far it is; ends it by raising `StoppedError`.
    """
    columns = known_columns(columns, table.headers)
    cells = table.cells
    numbers = cells.index.to_numpy()
    bad, again = repeated(cells)
    step(0.2, "understanding")
    figures, parsed, refused = _parse(cells, columns, today, part(step, 0.2, 0.9))
    figures, notes = without_zeros(figures), converted(columns)
    for shares in (parsed[name] for name in (BONUS_SHARE, "bonus_percent") if name in parsed):
        figures, more = with_shares(figures, shares.numbers())
        notes += more
    if "date" in parsed:
        notes += both_ways(columns["date"], distinct(cells[columns["date"]], days=True)[0])
    notes += beside_ranges(figures, len(cells))
    stated = state(figures, len(cells))
    # A row that is there twice has its reason: what else is wrong with it, the first one says.
    refused = [group.only(~bad[group.rows]) for group in refused]
    for group in refused:
        bad[group.rows] = True
    amount = ", ".join(dict.fromkeys(columns[name] for name in MONEY if name in columns))
    unclear = np.isnan(parsed["unit"].numbers()) if "unit" in parsed else None
    together, why = check_rows(figures, stated, unclear)
    which = np.flatnonzero(~bad[together])
    refused.append(Group(amount, together[which], which, why))
    bad[together] = True
    compact = _compact({**figures, "yearly": stated}, parsed, source, numbers)
    return ImportResult(
        compact[~bad] if bad.any() else compact,
        Problems((*table.problems.groups, *(group.at(numbers) for group in refused))),
        Problems([again]),
        (*table.notes, *notes, *unused(cells, columns)),
    )


def _parse(
    cells: pd.DataFrame, columns: Mapping[str, str], today: dt.date, step: Step
) -> tuple[dict[str, np.ndarray], dict[str, Parsed], list[Group]]:
    """Return figures by field, other columns by field, and what is refused by position."""
    figures: dict[str, np.ndarray] = {}
    parsed: dict[str, Parsed] = {}
    refused: list[Group] = []
    for done, (name, header) in enumerate(columns.items()):
        now = part(step, done / len(columns), (done + 1) / len(columns))
        rates = "unit" in columns and name in RATED
        if (whole := parse_whole(name, cells[header], rates=rates)) is not None:
            figures[name] = whole[0]
            refused.append(whole[1])
            continue
        column = parse_column(name, cells[header], today, rates=rates, step=now)
        refused.append(column.refused)
        if name in MONEY:
            figures[name] = column.numbers()
            if name == "bonus" and np.isnan(figures[name]).any():
                parsed[BONUS_SHARE] = parse_column(BONUS_SHARE, cells[header], today, step=now)
                refused.append(parsed[BONUS_SHARE].refused)
        else:
            parsed[name] = column
    if "state" in parsed:
        parsed["location"] = join_places(parsed.get("location"), parsed["state"])
        refused.append(parsed["location"].refused)
    if "unit" in parsed:
        figures = to_years(figures, parsed["unit"].numbers())
    return figures, parsed, refused


def _compact(
    figures: Mapping[str, np.ndarray],
    parsed: Mapping[str, Parsed],
    source: SourceId,
    numbers: np.ndarray,
) -> pd.DataFrame:
    """Return the columns of `DTYPES`: texts as categories, figures as numbers that may be NaN."""
    length = len(numbers)
    found: dict[str, Any] = {}
    for name in DTYPES:
        if name in (*MONEY, "id", "note", "dataset") and name not in {**figures, **parsed}:
            continue  # `typed` fills it in
        if name in figures:
            found[name] = figures[name]
        elif name == "date":
            found[name] = (
                parsed[name].days()
                if name in parsed
                else np.full(length, np.datetime64("NaT"), dtype="datetime64[s]")
            )
        elif name == "experience":
            found[name] = parsed[name].numbers() if name in parsed else np.full(length, np.nan)
        else:
            default = source if name == "source" else ""
            found[name] = (
                parsed[name].texts(default)
                if name in parsed
                else pd.Categorical.from_codes(np.zeros(length, np.int8), pd.Index([default]))
            )
    return pd.DataFrame(found, index=pd.Index(numbers), copy=False)


def _checked(mapping: Mapping[str, str], headers: Sequence[str]) -> Mapping[str, str]:
    for name, header in mapping.items():
        if name not in FIELDS:
            raise ReadError(f"A point has no “{name}”; map one of: {', '.join(FIELDS)}.")
        if header not in headers:
            shown = ", ".join(headers[:20])
            raise ReadError(f"The file has no column “{header}”; it has: {shown[:300]}.")
    return mapping


def read_file(
    path: Path,
    mapping: Mapping[str, str] | None,
    today: dt.date,
    sheet: str = "",
    step: Step = quietly,
) -> ImportResult:
    """Read a file as points; ReadError says what is wrong with it."""
    try:
        check_size(path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path} cannot be opened ({error.strerror}); check its name.") from error
    table = read_table(content, part(step, 0, 0.7), sheet)
    del content
    columns = guess_columns(table.cells) if mapping is None else _checked(mapping, table.headers)
    return interpret(table, columns, guess_source(table.headers), today, part(step, 0.7, 1))
