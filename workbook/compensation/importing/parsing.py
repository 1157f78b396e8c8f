"""Columns of text into figures, dates and names: each distinct text is read once."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbook import guide
from workbook.compensation.dates import is_day_first, is_numeric, parse_date
from workbook.compensation.export import unescape
from workbook.compensation.importing import filings
from workbook.compensation.importing.amounts import (
    BONUS_SHARE,
    Parser,
    amount_parser,
    least_of,
    quick_parser,
)
from workbook.compensation.importing.columns import MONEY, TEXT
from workbook.compensation.importing.headers import PLAIN, is_per_cent, unit_of
from workbook.compensation.limits import NAME, NOTE
from workbook.compensation.money import MOST
from workbook.compensation.tables.problems import Group
from workbook.compensation.tables.steps import Step, quietly

#: What files write where they know nothing.
_MISSING = {"", "na", "n/a", "nan", "none", "null", "-", "–", "?", "#n/a"}

#: So many distinct texts are read between two steps.
_EACH = 20_000

_SHORT = {**dict.fromkeys(TEXT, NAME), "state": NAME, "note": NOTE}


@dataclass(frozen=True)
class Parsed:
    """A column as read.

    Attributes
    ----------
    values
        One for each distinct text, None where it says nothing or is refused.
    codes
        For each row the position of its value.
    refused
        The rows that are refused, by position, and why.
    """

    values: list[Any]
    codes: np.ndarray
    refused: Group

    def numbers(self) -> np.ndarray:
        """Return a figure for each row, NaN where there is none."""
        return np.array([np.nan if v is None else v for v in self.values] + [np.nan])[self.codes]

    def days(self) -> np.ndarray:
        """Return a date for each row, missing where there is none."""
        return np.array([*self.values, None], dtype="datetime64[s]")[self.codes]

    def texts(self, default: str = "") -> pd.Categorical | np.ndarray:
        """Return a text for each row, `default` where there is none."""
        if len(self.values) == len(self.codes) > _EACH:  # texts that are mostly different
            texts = [default if v is None else v for v in (*self.values, None)]
            return np.array(texts, dtype=object)[self.codes]
        known: dict[str, int] = {}
        if None not in self.values and len(set(self.values)) == len(self.values):
            return pd.Categorical.from_codes(self.codes, pd.Index(self.values, dtype=object))
        lookup = [
            known.setdefault(default if v is None else v, len(known)) for v in (*self.values, None)
        ]
        codes = np.array(lookup, np.int32)[self.codes]
        return pd.Categorical.from_codes(codes, pd.Index(list(known), dtype=object))


def parse_column(
    field: str, column: pd.Series, today: dt.date, *, rates: bool = False, step: Step = quietly
) -> Parsed:
    """Read the cells of one column as what `field` of a point holds.

    Parameters
    ----------
    field
        One of ``columns.FIELDS``, or `BONUS_SHARE`.
    column
        As in ``reading.Table``.
    today
        Dates after it are refused.
    rates
        Whether money is per unit of time, to be made a year's afterwards.
    step
        Called from time to time in a column of many distinct texts.
    """
    texts, codes = distinct(column, days=field == "date")
    header = str(column.name)
    parse = _parser(field, texts, today, header, rates)
    values: list[Any] = []
    refused = np.zeros(len(texts) + 1, dtype=bool)
    is_plain = unit_of(header) == PLAIN and not is_per_cent(header)
    quick = quick_parser(field) if is_plain and not rates else None
    if field in _SHORT and max(map(len, texts), default=0) <= _SHORT[field]:
        # Most texts begin without an apostrophe, and a file may have a million.
        values = [
            None if len(t) < 5 and t.casefold() in _MISSING else t if t[:1] != "'" else unescape(t)
            for t in texts
        ]
        return Parsed(values, codes, Group.of(header, (), ()))
    for at, text in enumerate(texts):
        if at % _EACH == 0:
            step(at / len(texts), "understanding")
        value = quick(text) if quick else None
        if value is None:
            try:
                value = None if text.strip().casefold() in _MISSING else parse(text)
            except ValueError:
                refused[at] = True
        values.append(value)
    rows = np.flatnonzero(refused[codes])
    return Parsed(
        values, codes, Group(header, rows, codes[rows], lambda at: _reason(parse, texts[at]))
    )


def distinct(column: pd.Series, *, days: bool = False) -> tuple[Sequence[str], np.ndarray]:
    """Return the texts of a column and for each row the position of its text.

    Each text comes once, unless most are different anyway. With `days`, of moments such as
    ``2026-06-12 08:15`` the day alone is taken: of these there are few, and each is read once.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        return list(column.cat.categories), column.cat.codes.to_numpy()
    texts = column.tolist() if column.dtype == object else list(map(str, column.tolist()))
    if not days:
        return texts, np.arange(len(texts))
    short = np.array([*(text.split(" ", 1)[0] for text in texts), None], dtype=object)[:-1]
    codes, found = pd.factorize(short)
    if all(map(is_numeric, found)):
        return list(found), codes
    return texts, np.arange(len(texts))


def parse_whole(
    field: str, column: pd.Series, *, rates: bool = False
) -> tuple[np.ndarray, Group] | None:
    """Read a column of whole numbers as money, each number as it is; None for any other column.

    Returns
    -------
    figures, refused
        A figure for each row, NaN where it is refused; and the rows that are, by position.
    """
    header = str(column.name)
    if field not in MONEY or column.dtype != np.int64 or unit_of(header) != PLAIN:
        return None
    if is_per_cent(header):
        return None
    numbers = column.to_numpy()
    least, most = (0, 10**9) if rates else (least_of(field), MOST)
    odd = np.flatnonzero((numbers < least) | (numbers > most))
    figures = numbers.astype(float)
    parse = _parser(field, (), dt.date.max, header, rates)
    different, codes = np.unique(numbers[odd], return_inverse=True)
    values = [_value(parse, str(number)) for number in different]
    figures[odd] = np.array([*values, np.nan])[codes]
    refused = odd[np.isnan(figures[odd])]
    return figures, Group(
        header, refused, numbers[refused], lambda number: _reason(parse, str(number))
    )


def _value(parse: Parser, text: str) -> float:
    try:
        return parse(text)
    except ValueError:
        return np.nan


def _reason(parse: Parser, text: str) -> str:
    try:
        parse(text)
    except ValueError as error:
        return str(error)
    raise AssertionError("a text that was refused is read now")


def _parser(field: str, texts: Sequence[str], today: dt.date, header: str, rates: bool) -> Parser:
    if field in (*MONEY, "bonus_percent", BONUS_SHARE):
        return amount_parser(field, header, rates)
    if field in _SHORT:
        return lambda text: _text(text, _SHORT[field])
    if field == "date":
        # Where one cell can only write the day first, the whole column does.
        day_first = any(is_day_first(text) for text in texts)
        return lambda text: parse_date(text, today, day_first=day_first)
    return {
        "experience": parse_years,
        "source": _source,
        "currency": _currency,
        "unit": filings.parse_unit,
        "status": filings.check_status,
    }[field]


def _text(text: str, limit: int) -> str:
    text = unescape(text)
    if len(text) > limit:
        raise ValueError(f"this text has {len(text):,} characters; keep it to {limit:,}.")
    return text


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


def _currency(text: str) -> str:
    plain = text.strip().upper()
    if plain in ("USD", "US$", "$", "US DOLLAR", "US DOLLARS", "DOLLAR", "DOLLARS"):
        return "USD"
    raise ValueError(
        f"“{text.strip()[:24]}” is another currency, and a file has no rate for it; convert the "
        "row to US dollars, or enter it by hand with your own rate."
    )


def _source(text: str) -> str:
    wanted = re.sub(r"[^a-z]+", "-", text.casefold()).strip("-")
    known = {source.id for source in guide.sources()}
    known_names = {source.name.replace(" ", "-"): source.id for source in guide.sources()}
    found = wanted if wanted in known else known_names.get(wanted)
    if found is None:
        names = ", ".join(source.name for source in guide.sources())
        raise ValueError(f"“{text[:24]}” is no kind of source; write one of: {names}.")
    return found
