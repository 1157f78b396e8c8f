"""Dates as people and files write them."""

import datetime as dt
import re
from collections.abc import Sequence

_EARLIEST = dt.date(1990, 1, 1)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?=$|[ T])")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?=$|[ T,])")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}[-/]\d{1,2}|\d{1,2}[-/]\d{4}|[^\W\d]+\W*\d{4}")


def is_day_first(text: str) -> bool:
    """Whether a date can only have the day first: 25/12/2025, or dots, which no American writes."""
    match = _NUMERIC.match(text.strip())
    return match is not None and (int(match[1]) > 12 or match[2] == ".")


def is_month_first(text: str) -> bool:
    """Whether a date can only have the month first: 12/25/2025."""
    match = _NUMERIC.match(text.strip())
    return match is not None and int(match[3]) > 12


def both_ways(header: str, texts: Sequence[str]) -> list[str]:
    """Return that a column writes some days before and some after the month, as a note or none.

    Which way the others are meant cannot be told; `parse_date` takes the day first.
    """
    day = next(filter(is_day_first, texts), None)
    month = None if day is None else next(filter(is_month_first, texts), None)
    if day is None or month is None:
        return []
    return [
        f"“{header[:60]}” writes some dates with the day first ({day[:10]}) and some with the "
        f"month first ({month[:10]}); one that could be both is read with the day first. Write "
        "them all like 2026-06-12 if that is wrong."
    ]


def is_numeric(text: str) -> bool:
    """Whether a text is a day in figures and nothing else."""
    return bool(_ISO.fullmatch(text) or _NUMERIC.fullmatch(text))


def parse_date(text: str, today: dt.date, *, day_first: bool = False) -> dt.date:
    """Read a date such as ``2026-06-12``, ``6/12/2026``, ``June 2026`` or ``2026``.

    A month or a year alone stands for its first day; a time of day is left out.

    Raises
    ------
    ValueError
        Where it is no date, lies in the future or before 1990; the message is a sentence.
    """
    plain = text.strip()[:60]
    try:
        found = _plain_date(plain, day_first)
    except (ValueError, OverflowError):
        raise ValueError(f"“{plain[:24]}” is no date; write it like 2026-06-12.") from None
    return check_date(found, today)


def _plain_date(plain: str, day_first: bool) -> dt.date:
    if match := _ISO.match(plain):
        return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _NUMERIC.match(plain):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if (day_first or is_day_first(plain)) and second <= 12:
            return dt.date(year, second, first)
        return dt.date(year, first, second)
    if _YEAR.fullmatch(plain):
        return dt.date(int(plain), 1, 1)
    # pandas would take "now" for a date, and 20.5 or 450000 for a moment of 1970.
    if not re.search(r"\d\D+\d", plain) and not re.search(r"[a-z]{3,}\W*\d{4}$", plain, re.I):
        raise ValueError
    if re.fullmatch(r"[\d.]+", plain) and plain.count(".") != 2:
        raise ValueError
    import pandas as pd

    return pd.to_datetime(plain, dayfirst=day_first).date()


def parse_first(text: str) -> dt.date | None:
    """Read the first day of a span such as ``2025-06-12``, ``June 2025`` or ``2025``; None of "".

    Raises
    ------
    ValueError
        Where it is no date; the message is a sentence.
    """
    return parse_date(text, dt.date.max - dt.timedelta(days=1)) if text.strip() else None


def parse_last(text: str) -> dt.date | None:
    """Read the last day of a span: of 2025 its 31 December, of June 2025 its 30th; None of "".

    Raises
    ------
    ValueError
        Where it is no date; the message is a sentence.
    """
    first = parse_first(text)
    plain = text.strip()
    if first is None:
        return None
    if _YEAR.fullmatch(plain):
        return dt.date(first.year, 12, 31)
    if _MONTH.fullmatch(plain):
        after = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return after - dt.timedelta(days=1)
    return first


def check_date(date: dt.date, today: dt.date) -> dt.date:
    """Return `date`; ValueError with a sentence where nothing can be known from that day."""
    # A day's grace: the file may come from a time zone where it is tomorrow already.
    if date > today + dt.timedelta(days=1):
        raise ValueError(f"{date} is in the future; enter the day it was offered, posted or said.")
    if date < _EARLIEST:
        raise ValueError(f"{date} is before {_EARLIEST.year}; check the year.")
    return date
