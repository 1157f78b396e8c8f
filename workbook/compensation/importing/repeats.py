"""Rows of a file that say the same, in every column, as an earlier one."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from workbook.compensation.tables.problems import Group


def repeated(cells: pd.DataFrame) -> tuple[np.ndarray, Group]:
    """Return which rows stand there before, by position, and that as problems.

    Rows are compared by a number mixed from their cells, and those that seem the same once more
    cell by cell: two rows that differ never count as one.
    """
    columns = [_comparable(cells[header]) for header in cells.columns]
    # Texts last: a number for each is slow to come by, and few rows are left to need it.
    columns.sort(key=lambda column: column.dtype == object)
    mixed = np.zeros(len(cells), np.uint64)
    candidates = None
    for column, factor in zip(columns, _factors(), strict=False):
        if column.dtype == object and candidates is None:
            candidates = _frequent(mixed)
            mixed = mixed[candidates]
        mixed += _number(column if candidates is None else column[candidates]) * factor
    if candidates is None:
        candidates = _frequent(mixed)
        mixed = mixed[candidates]
    # Position of the first of each group of candidates that seem the same.
    codes, different = pd.factorize(mixed)
    first = np.empty(len(different), np.int64)
    first[codes[::-1]] = candidates[::-1]
    original = first[codes]
    seems = original != candidates
    rows, original = candidates[seems], original[seems]
    for column in columns:
        same = column[rows] == column[original]
        if not same.all():
            rows, original = rows[same], original[same]
    twice = np.zeros(len(cells), dtype=bool)
    twice[rows] = True
    numbers = cells.index.to_numpy()
    return twice, Group(
        "",
        numbers[rows],
        numbers[original],
        lambda row: f"it says the same as row {row}, and is taken once.",
    )


def _factors() -> Iterator[np.uint64]:
    """Yield odd numbers that look random, one a column."""
    factor = 0x9E3779B97F4A7C15
    while True:
        yield np.uint64(factor)
        factor = (factor * 6364136223846793005 + 1442695040888963407) % 2**64 | 1


def _frequent(mixed: np.ndarray) -> np.ndarray:
    """Return the positions of numbers that stand there more than once, and some others.

    They are counted by their first bits, in a table of at least four places a row: a third of the
    time that sorting them takes.
    """
    bits = len(mixed).bit_length() + 2
    place = (mixed >> np.uint64(64 - bits)).astype(np.int64)
    return np.flatnonzero(np.bincount(place)[place] > 1)


def _comparable(column: pd.Series) -> np.ndarray:
    """Return a column of which equal cells are equal: codes, numbers or texts."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy()
    return column.to_numpy()


def _number(column: np.ndarray) -> np.ndarray:
    if column.dtype == object:
        return np.fromiter(map(hash, column.tolist()), np.int64, len(column)).view(np.uint64)
    return column.astype(np.uint64)
