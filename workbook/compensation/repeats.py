"""Rows of a file that say the same, in every column, as an earlier one."""

import numpy as np
import pandas as pd

from workbook.compensation.problems import Group


def repeated(cells: pd.DataFrame) -> tuple[np.ndarray, Group]:
    """Return which rows stand there before, by position, and that as problems.

    Rows are compared by a number mixed from their cells, and rows that seem the same cell by cell:
    two rows that differ never count as one.
    """
    numbers = cells.index.to_numpy()
    mixed = np.zeros(len(cells), np.uint64)
    columns = [_comparable(cells[header]) for header in cells.columns]
    for column in columns:
        mixed ^= column
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    seems = pd.Series(mixed).duplicated().to_numpy()
    if not seems.any():
        return seems, Group("", np.empty(0, np.int64), np.empty(0, np.int64), str)
    order = np.flatnonzero(np.isin(mixed, mixed[seems]))
    candidates = cells.iloc[order].astype(object)
    same = candidates.duplicated().to_numpy()
    which = candidates.groupby(list(candidates.columns), sort=False, dropna=False).ngroup()
    first = numbers[order[~same]]
    twice = np.zeros(len(cells), dtype=bool)
    twice[order[same]] = True
    # Groups are numbered as they come, so that a group's number is the place of its first row.
    original = first[which.to_numpy()[same]]
    return twice, Group(
        "",
        numbers[order[same]],
        original,
        lambda row: f"it says the same as row {row}, and is taken once.",
    )


def _comparable(column: pd.Series) -> np.ndarray:
    """Return a number for each cell, the same for the same text."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.uint64)
    if column.dtype == object:
        return np.fromiter(map(hash, column), np.int64, len(column)).view(np.uint64)
    return column.to_numpy().view(np.uint64)
