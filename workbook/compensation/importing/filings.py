"""Public wage filings, and pay by the hour, the week or the month.

The US Department of Labor publishes every labour condition application with the wage the employer
commits to: base pay, per hour or any longer time, as one figure or a range. Only a certified case
says what is paid; a denied or withdrawn one says what was asked for.
"""

import re
from collections.abc import Collection

import numpy as np

#: How often a year has each unit of pay; a full-time year has 52 weeks of 40 hours.
UNITS = {
    "year": 1,
    "month": 12,
    "biweek": 26,
    "week": 52,
    "day": 260,
    "hour": 2_080,
}

_NAMES = {
    **dict.fromkeys(
        ("year", "yr", "annual", "annum", "yearly", "annually", "peryear", "y"), "year"
    ),
    **dict.fromkeys(("month", "mth", "mo", "monthly", "permonth"), "month"),
    **dict.fromkeys(("biweekly", "biweek", "fortnight", "everytwoweeks"), "biweek"),
    **dict.fromkeys(("week", "wk", "weekly", "perweek"), "week"),
    **dict.fromkeys(("day", "daily", "perday"), "day"),
    **dict.fromkeys(("hour", "hr", "hourly", "perhour", "h"), "hour"),
}

_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_COMMA_DIVIDES = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")

#: What a unit of time is said of: a bonus or stock is a year's, and a sign-on paid once.
RATED = ("total", "base", "low", "high")

#: Columns of a disclosure file, as `columns` writes names; those of 2019 end in 1.
_SIGNS = ("employername", "wagerateofpayfrom", "wageunitofpay", "casestatus")


def is_filing(names: Collection[str]) -> bool:
    """Whether a file with these columns, written without marks and capitals, is a disclosure."""
    return all(sign in names or f"{sign}1" in names for sign in _SIGNS)


def parse_unit(text: str) -> int:
    """Return how many of this unit of pay a year has; ValueError for any other text."""
    plain = "".join(letter for letter in text.casefold() if letter.isalpha())
    if plain not in _NAMES:
        raise ValueError(
            f"“{text[:24]}” is no unit of pay; write year, month, bi-weekly, week, day or hour."
        )
    return UNITS[_NAMES[plain]]


def parse_rate(text: str) -> float:
    """Read pay for a unit of time in US dollars: ``$1,062.50``, or ``62,50`` and ``4.500,00``.

    A comma divides where it cannot group: before one or two digits or four, or after a dot.

    Raises
    ------
    ValueError
        Where it is none; the message is a sentence.
    """
    plain = text.strip().removeprefix("$").strip()
    if _COMMA_GROUPS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _COMMA_DIVIDES.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        rate = float(plain)
    except ValueError:
        rate = float("nan")
    if not 0 <= rate <= 1e9 or not plain.isascii():
        raise ValueError(f"“{text[:24]}” is no pay in dollars; write it like 62.50 or $130,000.")
    return rate


def check_status(text: str) -> str:
    """Return the status of a case that is certified; ValueError with a sentence for another."""
    if text.strip().casefold() != "certified":
        raise ValueError(
            f"its case is “{text.strip()[:40]}”, and only certified cases say what is paid."
        )
    return text


def settle(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return base, low and high for wages "from" and "to".

    Where "to" is empty, nothing or the same as "from", the wage is one figure: the base.
    """
    single = np.isnan(high) | (high == 0) | (high == low)
    nothing = np.nan
    return (
        np.where(single, low, nothing),
        np.where(single, nothing, low),
        np.where(single, nothing, high),
    )
