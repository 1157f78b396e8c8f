"""What reads the cells of a column of money, and which of them need no second look."""

import re
from collections.abc import Callable
from typing import Any

from workbook.compensation.importing.columns import MONEY
from workbook.compensation.importing.headers import is_per_cent, parse_cell, unit_of
from workbook.compensation.limits import LEAST, check_base, check_part, check_year
from workbook.compensation.money import MOST
from workbook.compensation.percents import parse_percent

#: What a column of bonuses is read as a second time: fractions of the base, where it has any.
BONUS_SHARE = "bonus_share"

#: No bonus is more times the base.
_MOST_BONUS = 5.0

#: Money that `parse_money` reads as the number it is; three digits after a dot would be thousands.
_PLAIN = re.compile(r"\d{1,9}(?:\.(?:\d\d?|\d{4,9}))?")

_PER_CENT = re.compile("%")
_BARE = re.compile(r"\s*[\d.,]{1,6}\s*|.*%.*")

_CHECKS = {"base": check_base, "bonus": check_part, "stock": check_part, "sign_on": check_part}

Parser = Callable[[str], Any]


def amount_parser(field: str, header: str, rates: bool) -> Parser:
    """Return what reads a cell as the dollars of a field; it raises ValueError with a sentence.

    Parameters
    ----------
    field
        One of ``columns.MONEY``, ``bonus_percent`` or `BONUS_SHARE`.
    header
        The name of the column, which may say what its amounts are in.
    rates
        Whether money is per unit of time, to be made a year's afterwards.
    """
    unit = unit_of(header)
    check: Callable[[Any], Any] = _CHECKS.get(field, check_year)
    is_share = _BARE.fullmatch if is_per_cent(header) else _PER_CENT.search
    if field == "bonus_percent":
        return lambda text: parse_percent(text, 0, _MOST_BONUS)
    if field == BONUS_SHARE:
        return lambda text: parse_percent(text, 0, _MOST_BONUS) if is_share(text) else None
    if rates:  # checked as a year's, when that is known
        return lambda text: parse_cell(text, header, unit, rates=True)
    if field == "bonus":
        return lambda text: None if is_share(text) else check(parse_cell(text, header, unit))
    return lambda text: check(parse_cell(text, header, unit))


def least_of(field: str) -> int:
    """Return the least amount of a field that needs no second look."""
    return 1 if field in _CHECKS and field != "base" else LEAST


def quick_parser(field: str) -> Callable[[str], float | None] | None:
    """Return what reads the figures that most cells of a long column hold, None for others."""
    if field not in MONEY:
        return None
    least = least_of(field)
    plain = _PLAIN.fullmatch

    def quick(text: str) -> float | None:
        if plain(text) is None:
            return None
        value = round(float(text))
        return value if least <= value <= MOST else None

    return quick
