"""From a table of text to rows that may be added: parsed, filtered, none of them twice."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from workbook.compensation.columns import MONEY, TEXT, guess_columns, known_columns
from workbook.compensation.frame import DTYPES, fingerprints, to_dataset, to_points
from workbook.compensation.parsing import check_rows, parse_column
from workbook.compensation.reading import MOST_BYTES, Problem, ReadError, Table, read_table
from workbook.compensation.records import Dataset, Point, SourceId

#: Up to so many rows become single points; more become one dataset.
MOST_POINTS = 50


@dataclass(frozen=True)
class ImportResult:
    """What a table says.

    Attributes
    ----------
    rows
        The rows that can be used, with the columns of ``wb.compensation.points()``; the index is
        the row's number in the file.
    refused
        Why the other rows cannot be used; a row may have several reasons.
    repeated
        Rows left out because they say the same, in every column, as an earlier one.
    """

    rows: pd.DataFrame
    refused: tuple[Problem, ...] = ()
    repeated: tuple[Problem, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """Every row that is not among `rows`, and why, in the order of the file."""
        return sorted((*self.refused, *self.repeated), key=lambda problem: problem.row)

    @cached_property
    def fingerprints(self) -> pd.Series:
        """The fingerprint of each row, by its number."""
        return pd.Series(fingerprints(self.rows), index=self.rows.index, dtype=object)

    @cached_property
    def points(self) -> list[Point]:
        """The rows as points."""
        return to_points(self.rows)


def interpret(
    table: Table, columns: Mapping[str, str], source: SourceId, today: dt.date
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
    """
    columns = known_columns(columns, table.headers)
    cells, again = _once(table.cells)
    frame = pd.DataFrame(index=cells.index)
    problems: list[Problem] = list(table.problems)
    for field, header in columns.items():
        values, reasons = parse_column(field, cells[header], today)
        frame[field] = pd.Series(values, index=cells.index, dtype=object)
        numbers = cells.index.tolist()
        problems += [Problem(numbers[at], header, reason) for at, reason in reasons.items()]
    frame = _typed(frame, source)
    bad = {problem.row for problem in problems}
    together = check_rows(frame)
    together = together[(together != "") & ~together.index.isin(bad)]
    amount = ", ".join(columns[field] for field in MONEY if field in columns)
    problems += [
        Problem(row, amount, reason)
        for row, reason in zip(together.index.tolist(), together, strict=True)
    ]
    bad |= set(together.index)
    refused = tuple(sorted(problems, key=lambda problem: problem.row))
    return ImportResult(frame[~frame.index.isin(bad)], refused, again)


def _once(cells: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the cells without rows that stand there before, and these rows."""
    twice = cells.duplicated()
    if not twice.any():
        return cells, ()
    # Position of the first of each group of equal rows.
    first = cells.groupby(list(cells.columns), sort=False, dropna=False).ngroup()
    numbers = dict(zip(first[~twice], cells.index[~twice], strict=True))
    problems = tuple(
        Problem(int(row), "", f"it says the same as row {numbers[first[row]]}, and is taken once.")
        for row in cells.index[twice]
    )
    return cells[~twice], problems


def _typed(frame: pd.DataFrame, source: SourceId) -> pd.DataFrame:
    """Give parsed columns the types of the points' table, and the comparable figure."""
    frame = frame.reindex(columns=list(DTYPES))
    frame = frame.assign(date=pd.to_datetime(frame["date"])).astype(DTYPES)
    frame = frame.fillna({"source": source, **dict.fromkeys(["id", *TEXT, "dataset"], "")})
    # Some sites write 0 for parts they do not know beside a total they do.
    unknown = ((frame["base"] == 0) & frame["total"].notna()).fillna(False).astype(bool)
    frame.loc[unknown, "base"] = pd.NA
    parts = frame["base"] + frame["bonus"].fillna(0) + frame["stock"].fillna(0)
    stated = pd.concat([parts, frame["total"]], axis=1).max(axis=1)
    return frame.assign(yearly=stated.fillna((frame["low"] + frame["high"]) // 2).astype("Int64"))


@dataclass(frozen=True)
class Filters:
    """Which rows are comparable; an empty text or None lets every row pass.

    ``company``, ``title`` and ``location`` have to stand somewhere in the row's own, whatever the
    case; years of experience lie between ``years_from`` and ``years_to``, both included.
    """

    company: str = ""
    title: str = ""
    location: str = ""
    years_from: float | None = None
    years_to: float | None = None


@dataclass(frozen=True)
class Selection:
    """The rows that would be added.

    Attributes
    ----------
    rows
        As in `ImportResult`.
    filtered
        How many rows each filter left out, in the order they were applied.
    known
        Numbers of the rows that are in the journal already.
    """

    rows: pd.DataFrame
    filtered: dict[str, int]
    known: tuple[int, ...]


def select(result: ImportResult, filters: Filters, known: Iterable[str] = ()) -> Selection:
    """Return the rows that pass the filters and are not in the journal.

    Parameters
    ----------
    result
        From `interpret`.
    filters
        What is comparable.
    known
        Fingerprints of the rows in the journal, each as often as it is there.
    """
    rows = result.rows
    filtered: dict[str, int] = {}
    for name in ("company", "title", "location"):
        if wanted := getattr(filters, name).strip().casefold():
            keep = rows[name].str.casefold().str.contains(wanted, regex=False)
            filtered[name] = int((~keep).sum())
            rows = rows[keep.astype(bool)]
    if filters.years_from is not None or filters.years_to is not None:
        least, most = filters.years_from or 0, filters.years_to
        keep = rows["experience"].between(least, float("inf") if most is None else most)
        keep = keep.fillna(False).astype(bool)  # a row that does not say is not comparable
        filtered["years of experience"] = int((~keep).sum())
        rows = rows[keep]
    there = Counter(known)
    fresh = []
    for fingerprint in result.fingerprints[rows.index]:
        there[fingerprint] -= 1
        fresh.append(there[fingerprint] < 0)
    new = pd.Series(fresh, index=rows.index, dtype=bool)
    return Selection(rows[new], filtered, tuple(int(row) for row in rows.index[~new]))


def to_records(rows: pd.DataFrame, name: str) -> list[Point | Dataset]:
    """Return what to store for `rows`: points, or a dataset for each source of more than a few."""
    if len(rows) <= MOST_POINTS:
        return [*to_points(rows)]
    return [to_dataset(group, name, source) for source, group in rows.groupby("source", sort=False)]  # type: ignore[arg-type]


def read_file(path: Path, mapping: Mapping[str, str] | None, today: dt.date) -> ImportResult:
    """Read a file as points from an aggregator; ReadError says what is wrong with it."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ReadError(f"{path.name} is above {MOST_BYTES // 1_000_000} MB; keep fewer rows.")
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path} cannot be opened ({error.strerror}); check its name.") from error
    table = read_table(content)
    columns = guess_columns(table.cells) if mapping is None else mapping
    return interpret(table, columns, "aggregator", today)
