"""Columns of text into figures, dates and names: each distinct text is read once."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from workbook import guide
from workbook.compensation.columns import MONEY, TEXT
from workbook.compensation.limits import NAME, NOTE, check_base, check_part, check_year
from workbook.compensation.money import format_exact, parse_money

#: What files write where they know nothing.
_MISSING = {"", "na", "n/a", "nan", "none", "null", "-", "–", "?", "#n/a"}

_CHECKS = {"base": check_base, "bonus": check_part, "stock": check_part, "sign_on": check_part}

_EARLIEST = dt.date(1990, 1, 1)


def parse_column(field: str, column: pd.Series, today: dt.date) -> tuple[list[Any], dict[int, str]]:
    """Read the cells of one column as what `field` of a point holds.

    Returns
    -------
    values, reasons
        A value for each cell, None where it says nothing or is refused; and why it is refused, by
        position of the cell.
    """
    codes, distinct = pd.factorize(column)
    parse = _parser(field, [str(text) for text in distinct], today)
    values: list[Any] = []
    reasons: dict[int, str] = {}
    for code, text in enumerate(distinct):
        try:
            values.append(None if text.strip().casefold() in _MISSING else parse(text))
        except ValueError as error:
            values.append(None)
            reasons[code] = str(error)
    refused = np.flatnonzero(np.isin(codes, list(reasons)))
    return [values[code] for code in codes], {int(at): reasons[codes[at]] for at in refused}


def _parser(field: str, distinct: list[str], today: dt.date) -> Callable[[str], Any]:
    if field in MONEY:
        check = _CHECKS.get(field, check_year)
        return lambda text: check(parse_money(text))
    if field in TEXT:
        limit = NOTE if field == "note" else NAME
        return lambda text: _text(text, limit)
    if field == "date":
        # Where one cell can only write the day first, the whole column does.
        day_first = any(_day_first(text) for text in distinct)
        return lambda text: parse_date(text, today, day_first=day_first)
    return {"experience": parse_years, "source": _source}[field]


def _text(text: str, limit: int) -> str:
    if len(text) > limit:
        raise ValueError(f"this text has {len(text):,} characters; keep it to {limit:,}.")
    return text


_NUMERIC_DATE = re.compile(r"(\d{1,2})([/.-])\d{1,2}[/.-]\d{4}")


def _day_first(text: str) -> bool:
    """Whether a date can only have the day first: 25/12/2025, or dots, which no American writes."""
    match = _NUMERIC_DATE.match(text.strip())
    return match is not None and (int(match[1]) > 12 or match[2] == ".")


def parse_date(text: str, today: dt.date, *, day_first: bool = False) -> dt.date:
    """Read a date such as ``2026-06-12``, ``6/12/2026``, ``June 2026`` or ``2026``.

    A month or a year alone stands for its first day.

    Raises
    ------
    ValueError
        Where it is no date, lies in the future or before 1990; the message is a sentence.
    """
    plain = text.strip()[:60]
    if re.fullmatch(r"\d{4}", plain):
        plain = f"{plain}-01-01"
    if re.fullmatch(r"\d{4}-\d{1,2}", plain):
        plain = f"{plain}-01"
    try:
        # pandas would take "now" for a date, and 20.5 or 450000 for a moment of 1970.
        if not re.search(r"\d\D+\d", plain) and not re.search(r"[a-z]{3,}\W*\d{4}$", plain, re.I):
            raise ValueError
        if re.fullmatch(r"[\d.]+", plain) and plain.count(".") != 2:
            raise ValueError
        found = pd.to_datetime(plain, dayfirst=day_first or _day_first(plain)).date()
    except (ValueError, OverflowError):
        raise ValueError(f"“{plain[:24]}” is no date; write it like 2026-06-12.") from None
    return check_date(found, today)


def check_date(date: dt.date, today: dt.date) -> dt.date:
    """Return `date`; ValueError with a sentence where nothing can be known from that day."""
    # A day's grace: the file may come from a time zone where it is tomorrow already.
    if date > today + dt.timedelta(days=1):
        raise ValueError(f"{date} is in the future; enter the day it was offered, posted or said.")
    if date < _EARLIEST:
        raise ValueError(f"{date} is before {_EARLIEST.year}; check the year.")
    return date


def parse_years(text: str) -> float | None:
    """Read a number of years such as ``7``, ``7.5`` or ``5+ years``; None where there is none.

    Raises
    ------
    ValueError
        For any other text; the message is a sentence.
    """
    plain = text.strip()
    if not plain:
        return None
    match = re.fullmatch(r"[<>~]?\s*(\d{1,3}(?:\.\d+)?)\s*\+?\s*(?:years?|yrs?|y)?", plain, re.I)
    if match is None or float(match[1]) > 80:
        raise ValueError(f"“{plain[:24]}” is no number of years; write it like 7 or 7.5.")
    return float(match[1])


def _source(text: str) -> str:
    wanted = re.sub(r"[^a-z]+", "-", text.casefold()).strip("-")
    known = {source.id for source in guide.sources()}
    known_names = {source.name.replace(" ", "-"): source.id for source in guide.sources()}
    found = wanted if wanted in known else known_names.get(wanted)
    if found is None:
        names = ", ".join(source.name for source in guide.sources())
        raise ValueError(f"“{text[:24]}” is no kind of source; write one of: {names}.")
    return found


def check_rows(frame: pd.DataFrame) -> pd.Series:
    """Return for each row what is wrong with its figures together, "" where nothing is.

    The same rules as a `Point` has, for a column at a time.
    """
    low, high = frame["low"], frame["high"]
    reason = pd.Series("", index=frame.index, dtype=object)
    parts = frame["base"].fillna(0) + frame["bonus"].fillna(0) + frame["stock"].fillna(0)
    no_figure = frame["base"].isna() & frame["total"].isna() & low.isna()
    reason[no_figure.to_numpy()] = "it has no amount; it needs a total, a base or a range."
    reason[(frame["base"].notna() & (parts == 0) & frame["total"].isna()).to_numpy()] = (
        "it adds up to $0 a year; it needs a total, a base or a range."
    )
    reason[(low.isna() != high.isna()).to_numpy()] = "its range has one end; it needs both or none."
    reason[(frame["base"].notna() & (parts > 100_000_000)).to_numpy()] = (
        "it adds up to more than $100,000,000 a year; check the digits."
    )
    for row in frame.index[(low > high).fillna(False).to_numpy()]:
        ends = f"{format_exact(int(low[row]))} is above its high, {format_exact(int(high[row]))}"
        reason[row] = f"its range's low, {ends}; swap them."
    return reason
