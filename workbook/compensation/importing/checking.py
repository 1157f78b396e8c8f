"""What a row's figures say together, for all rows at once: the same rules as a `Point` has."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from workbook.compensation.importing import filings
from workbook.compensation.importing.columns import MONEY
from workbook.compensation.limits import LEAST
from workbook.compensation.money import MOST, format_exact

#: Dollars by field, a figure for each row, NaN where it says none; a field no column holds is not
#: there at all.
Figures = dict[str, np.ndarray]

#: What a reader knows the figures as.
_WORDS = {
    "total": "total",
    "base": "base",
    "bonus": "bonus",
    "stock": "stock",
    "sign_on": "sign-on",
    "low": "range's low",
    "high": "range's high",
}


def to_years(figures: Mapping[str, np.ndarray], times: np.ndarray) -> Figures:
    """Return pay for a unit of time as whole dollars a year, and "from" and "to" as base or range.

    Parameters
    ----------
    figures
        Dollars for a unit, and a year's bonus, stock and sign-on.
    times
        How many units a year has, for each row; NaN where the row does not say.
    """
    found = {
        field: np.round(column * times if field in filings.RATED else column)
        for field, column in figures.items()
    }
    if "low" in found:
        nothing = np.full(len(times), np.nan)
        base, found["low"], found["high"] = filings.settle(found["low"], found.get("high", nothing))
        given = found.get("base", base)
        found["base"] = np.where(np.isnan(given), base, given)
    return found


def without_zeros(figures: Figures) -> Figures:
    """Return the figures without a base of 0 beside a total: some sites mean "unknown" by it."""
    if "base" not in figures or "total" not in figures:
        return figures
    unknown = (figures["base"] == 0) & ~np.isnan(figures["total"])
    return {**figures, "base": np.where(unknown, np.nan, figures["base"])}


def beside_ranges(figures: Figures, length: int) -> list[str]:
    """Return a note on what stands beside posted ranges, whose middle alone is counted."""
    nothing = np.full(length, np.nan)
    found = {field: figures.get(field, nothing) for field in MONEY}
    is_range = ~np.isnan(found["low"]) & ~np.isnan(found["high"])
    is_range &= np.isnan(found["base"]) & np.isnan(found["total"])
    beside = (found["bonus"] > 0) | (found["stock"] > 0) | (found["sign_on"] > 0)
    count = int((is_range & beside).sum())
    if not count:
        return []
    rows = "1 row gives" if count == 1 else f"{count:,} rows give"
    return [
        f"{rows} a range with a bonus, stock or sign-on beside it: the middle of the range is "
        "counted and the rest is not; where you know more, enter the point by hand."
    ]


def with_shares(figures: Figures, shares: np.ndarray) -> tuple[Figures, list[str]]:
    """Return the figures with bonuses in per cent as dollars, and a note on those of no base.

    Parameters
    ----------
    figures
        A year's, with a bonus where it is an amount.
    shares
        The bonus as a fraction of the base, for each row; NaN where it is none.
    """
    given = figures.get("bonus", np.full(len(shares), np.nan))
    amount = shares * figures.get("base", np.nan)
    bonus = np.where(np.isnan(given), np.round(amount), given)
    lost = int(np.count_nonzero(~np.isnan(shares) & np.isnan(bonus)))
    where = f"{lost:,} row{'' if lost == 1 else 's'}"
    note = f"A bonus in per cent is left out where there is no base to take it of: {where}."
    return {**figures, "bonus": bonus}, [note] if lost else []


def state(figures: Figures, length: int) -> np.ndarray:
    """Return what each row comes to in whole dollars a year; NaN where it says nothing."""
    stated = figures.get("total")
    if "base" in figures:
        parts = figures["base"]
        for field in ("bonus", "stock"):
            if field in figures:
                parts = parts + np.nan_to_num(figures[field])
        stated = parts if stated is None else np.fmax(parts, stated)
    if "low" in figures and "high" in figures:
        middle = np.floor((figures["low"] + figures["high"]) / 2)
        stated = middle if stated is None else np.where(np.isnan(stated), middle, stated)
    return np.full(length, np.nan) if stated is None else stated


def check_rows(
    figures: Figures, stated: np.ndarray, unclear: np.ndarray | None
) -> tuple[np.ndarray, Callable[[int], str]]:
    """Return the rows whose figures cannot stand together, by position, and why each cannot.

    Parameters
    ----------
    figures, stated
        From `without_zeros` and `state`.
    unclear
        Whether a row does not say what its pay is for; None where pay is a year's.
    """
    fine = (stated >= LEAST) & (stated <= MOST)
    for field, column in figures.items():
        fine &= ~_out_of_bounds(field, column)
    if "low" in figures or "high" in figures:
        nothing = np.full(len(stated), np.nan)
        low, high = figures.get("low", nothing), figures.get("high", nothing)
        fine &= (low <= high) | (np.isnan(low) & np.isnan(high))
    if unclear is not None:
        fine &= ~unclear
    rows = np.flatnonzero(~fine)
    few = {
        field: figures[field][rows] if field in figures else np.full(len(rows), np.nan)
        for field in MONEY
    }
    no_unit = np.zeros(len(rows), dtype=bool) if unclear is None else unclear[rows]
    return rows, _reasons(few, stated[rows], no_unit)


def _out_of_bounds(field: str, column: np.ndarray) -> np.ndarray:
    """Whether each figure is none that a `Point` takes; a base alone may be nothing at all."""
    if field in ("bonus", "stock", "sign_on"):
        return (column < 0) | (column > MOST)
    little = (column < LEAST) & (column != 0) if field == "base" else column < LEAST
    return little | (column > MOST)


def _reasons(
    figures: Mapping[str, np.ndarray], stated: np.ndarray, unclear: np.ndarray
) -> Callable[[int], str]:
    """Return what tells for each of these rows the first reason that holds."""
    base, total, low, high = (figures[field] for field in ("base", "total", "low", "high"))
    nothing = np.isnan(base) & np.isnan(total)
    cases: list[tuple[np.ndarray, Callable[[int], str]]] = [
        (unclear, lambda _: "it does not say what its pay is for: an hour, a week, a year."),
        (
            nothing & np.isnan(low) & np.isnan(high),
            lambda _: "it has no amount; it needs a total, a base or a range.",
        ),
        (
            np.isnan(low) != np.isnan(high),
            lambda _: "its range has one end; it needs both or none.",
        ),
        (low > high, lambda at: _swapped(low[at], high[at])),
        *(
            (_out_of_bounds(field, column), partial(_odd, _WORDS[field], column))
            for field, column in figures.items()
        ),
        (stated == 0, lambda _: "it adds up to $0 a year; it needs a total, a base or a range."),
        (stated > MOST, lambda _: f"it adds up to more than ${MOST:,} a year; check the digits."),
        (
            np.ones(len(stated), dtype=bool),
            lambda at: (
                f"it adds up to ${stated[at]:,.0f}, too little for a year; check the digits."
            ),
        ),
    ]
    which = np.select([case for case, _ in cases], range(len(cases)))
    return lambda at: cases[which[at]][1](at)


def _odd(word: str, column: np.ndarray, at: int) -> str:
    dollars = column[at]
    much = f"more than ${MOST:,} a year"
    what = much if dollars > MOST else "too little for a year" if dollars >= 0 else "negative"
    return f"its {word} of ${dollars:,.0f} is {what}; check the digits."


def _swapped(low: float, high: float) -> str:
    ends = f"{format_exact(int(low))} is above its high, {format_exact(int(high))}"
    return f"its range's low, {ends}; swap them."
