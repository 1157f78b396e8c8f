"""What a row's figures say together, for all rows at once: the same rules as a `Point` has."""

from collections.abc import Callable, Mapping

import numpy as np

from workbook.compensation import filings
from workbook.compensation.columns import MONEY
from workbook.compensation.limits import LEAST
from workbook.compensation.money import MOST, format_exact
from workbook.compensation.problems import Group

Figures = dict[str, np.ndarray]


def to_years(figures: Mapping[str, np.ndarray], times: np.ndarray) -> Figures:
    """Return pay for a unit of time as whole dollars a year, and "from" and "to" as base or range.

    Parameters
    ----------
    figures
        Dollars for a unit, by field; NaN where unknown.
    times
        How many units a year has, for each row; NaN where the row does not say.
    """
    found = {
        field: column if field == "sign_on" else np.round(column * times)
        for field, column in figures.items()
    }
    if "low" in found:
        low, high = found["low"], found.get("high", np.full(len(times), np.nan))
        base, found["low"], found["high"] = filings.settle(low, high)
        given = found.get("base", base)
        found["base"] = np.where(np.isnan(given), base, given)
    return found


def complete(figures: Mapping[str, np.ndarray], length: int) -> Figures:
    """Return a column for every kind of money, and without zeros that mean "unknown"."""
    found = {field: figures.get(field, np.full(length, np.nan)) for field in MONEY}
    # Some sites write 0 for parts they do not know beside a total they do.
    if "base" in figures and "total" in figures:
        unknown = (found["base"] == 0) & ~np.isnan(found["total"])
        found["base"] = np.where(unknown, np.nan, found["base"])
    return found


def state(figures: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return what each row comes to in whole dollars a year; NaN where it says nothing."""
    parts = figures["base"] + np.nan_to_num(figures["bonus"]) + np.nan_to_num(figures["stock"])
    stated = np.fmax(parts, figures["total"])
    middle = (figures["low"] + figures["high"]) // 2
    return np.where(np.isnan(stated), middle, stated)


def check_rows(
    figures: Mapping[str, np.ndarray], numbers: np.ndarray, amount: str, unit_known: np.ndarray
) -> Group:
    """Return the rows whose figures cannot stand together, each with the first reason that holds.

    Parameters
    ----------
    figures
        From `complete`.
    numbers
        The row's number in the file.
    amount
        Names of the columns that hold money.
    unit_known
        Whether the row says what its pay is for.
    """
    base, total, low, high = (figures[field] for field in ("base", "total", "low", "high"))
    stated = state(figures)
    lowest = np.fmin.reduce(
        [np.where(column == 0, np.nan, column) for column in (total, low, high)]
    )
    cases: list[tuple[np.ndarray, Callable[[int], str]]] = [
        (~unit_known, lambda _at: "it does not say what its pay is for: an hour, a week, a year."),
        (
            np.isnan(base) & np.isnan(total) & np.isnan(low) & np.isnan(high),
            lambda _at: "it has no amount; it needs a total, a base or a range.",
        ),
        (
            np.isnan(low) != np.isnan(high),
            lambda _at: "its range has one end; it needs both or none.",
        ),
        (low > high, lambda at: _swapped(low[at], high[at])),
        (
            np.isnan(base) & np.isnan(total) & np.isnan(low),
            lambda _at: "it has no amount; it needs a total, a base or a range.",
        ),
        (
            stated == 0,
            lambda _at: "it adds up to $0 a year; it needs a total, a base or a range.",
        ),
        (
            np.fmax(stated, np.fmax(total, high)) > MOST,
            lambda _at: f"it adds up to more than ${MOST:,} a year; check the digits.",
        ),
        (
            (stated < LEAST) | (lowest < LEAST) | ((base > 0) & (base < LEAST)),
            lambda at: (
                f"it adds up to ${stated[at]:,.0f}, too little for a year; check the digits."
            ),
        ),
    ]
    which = np.select([case for case, _ in cases], range(1, len(cases) + 1), 0)
    rows = np.flatnonzero(which)
    return Group(amount, numbers[rows], rows, lambda at: cases[which[at] - 1][1](at))


def _swapped(low: float, high: float) -> str:
    ends = f"{format_exact(int(low))} is above its high, {format_exact(int(high))}"
    return f"its range's low, {ends}; swap them."
