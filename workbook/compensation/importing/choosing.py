"""Which of a file's rows are comparable and new, and what is stored of them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from workbook.compensation.frame import fingerprints, to_dataset, to_points
from workbook.compensation.importing.result import ImportResult, typed
from workbook.compensation.limits import NAME
from workbook.compensation.records import Dataset, Point

#: Up to so many rows become single points; more become one dataset.
MOST_POINTS = 50


@dataclass(frozen=True)
class Filters:
    """Which rows are comparable; an empty text or None lets every row pass.

    ``company``, ``title`` and ``location`` have to stand somewhere in the row's own, whatever the
    case; years of experience lie between ``years_from`` and ``years_to`` and the date between
    ``date_from`` and ``date_to``, both ends included.
    """

    company: str = ""
    title: str = ""
    location: str = ""
    years_from: float | None = None
    years_to: float | None = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None


@dataclass(frozen=True)
class Selection:
    """The rows that would be added.

    Attributes
    ----------
    compact
        As in `ImportResult`.
    filtered
        How many rows each filter left out, in the order they were applied.
    known
        Numbers of the rows that are in the journal already.
    """

    compact: pd.DataFrame
    filtered: dict[str, int]
    known: tuple[int, ...]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows with the columns and types of ``frame.DTYPES``."""
        return typed(self.compact)


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
    rows = result.compact
    filtered: dict[str, int] = {}

    def keep(name: str, passes: np.ndarray) -> None:
        nonlocal rows
        filtered[name] = int((~passes).sum())
        rows = rows[passes]

    for name in ("company", "title", "location"):
        if wanted := getattr(filters, name).strip().casefold():
            keep(name, _has(rows[name], wanted))
    # A row that does not say is not comparable: no comparison with a missing figure holds.
    if filters.years_from is not None or filters.years_to is not None:
        years = rows["experience"].to_numpy()
        most = np.inf if filters.years_to is None else filters.years_to
        keep("years of experience", (years >= (filters.years_from or 0)) & (years <= most))
    if filters.date_from is not None or filters.date_to is not None:
        days = rows["date"].to_numpy()
        first = np.datetime64(filters.date_from or dt.date.min)
        last = np.datetime64(filters.date_to or dt.date.max)
        keep("date", (days >= first) & (days <= last))
    there = _there(rows, Counter(known))
    numbers = rows.index[there].tolist()
    return Selection(rows[~there] if there.any() else rows, filtered, tuple(map(int, numbers)))


def _has(column: pd.Series, wanted: str) -> np.ndarray:
    """Whether each cell has the text in it; every distinct cell is looked at once."""
    cells = pd.Categorical(column)
    found = np.array([wanted in text.casefold() for text in cells.categories], dtype=bool)
    return found[cells.codes] if len(found) else np.zeros(0, dtype=bool)


def _there(rows: pd.DataFrame, known: Counter[str]) -> np.ndarray:
    """Whether each row is in the journal; of equal rows as many as are there."""
    found = np.zeros(len(rows), dtype=bool)
    if not known:
        return found
    for at, fingerprint in enumerate(fingerprints(rows)):
        if known[fingerprint] > 0:
            known[fingerprint] -= 1
            found[at] = True
    return found


def to_records(rows: pd.DataFrame, name: str) -> list[Point | Dataset]:
    """Return what to store of `rows`: points, or a dataset for each source of more than a few."""
    if len(rows) <= MOST_POINTS:
        return [*to_points(rows)]
    name = name[:NAME]  # a file's own may be longer than any that the journal keeps
    return [to_dataset(group, name, source) for source, group in rows.groupby("source", sort=False)]  # type: ignore[arg-type]
