"""What the name of a column says of its amounts: "Base, GBP", "Salary (monthly)", "Total ($k)"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbook.compensation.importing.columns import MONEY
from workbook.compensation.importing.filings import RATED, UNITS, parse_rate
from workbook.compensation.money import CURRENCIES, SIGNS, parse_amount, parse_money

#: Currencies that `money` does not know; in capitals only, for a "try" and a "cop" are words too.
_MORE = "AED|ARS|CLP|COP|CZK|EGP|HUF|IDR|MYR|RON|RUB|SAR|THB|TRY|TWD|UAH|VND|ZAR"
_WORDS = {
    "zł": "PLN",
    "kč": "CZK",
    "₽": "RUB",
    "₴": "UAH",
    "₺": "TRY",
    "₫": "VND",
    "euros?": "EUR",
    "pounds?|sterling": "GBP",
    "yen": "JPY",
    "rupees?": "INR",
    "francs?": "CHF",
    "yuan|rmb": "CNY",
    r"c(?:a|an|dn)?\$": "CAD",
    r"au?\$": "AUD",
    r"nz\$": "NZD",
    r"sg?\$": "SGD",
    r"hk\$": "HKD",
    r"r\$": "BRL",
    r"mx\$": "MXN",
}
_FOREIGN = {
    **{re.compile(re.escape(sign)): code for sign, code in SIGNS.items() if code != "USD"},
    **{re.compile(rf"\bk?{code}\b", re.I): code for code in CURRENCIES if code != "USD"},
    **{re.compile(rf"\b{code}\b"): code for code in _MORE.split("|")},
    **{re.compile(rf"(?<!\w)(?:{word})(?!\w)", re.I): code for word, code in _WORDS.items()},
}

_YEARS = re.compile(r"\b(?:years?|yr|yearly|annual\w*|annum|p\.?a)\b", re.I)
_PERIODS = {
    "biweek": re.compile(r"\bbi-?\s?week(?:ly)?\b|\bfortnight(?:ly)?\b|\bevery two weeks\b", re.I),
    "month": re.compile(r"\bmonth(?:ly)?\b|\bmth\b|(?:/|\bper)\s*mo\b", re.I),
    "week": re.compile(r"\bweek(?:ly)?\b|\bwk\b", re.I),
    "day": re.compile(r"\bdaily\b|(?:/|\(|\bper|\ba)\s*day\b|\bday rate\b", re.I),
    "hour": re.compile(r"\bhour(?:ly)?\b|\bhr\b", re.I),
}

#: "13th month" and "12-month average" are no pay by the month.
_COUNTED = re.compile(r"\d(?:st|nd|rd|th)?[\s-]*(?:month|week|day|hour)\w*", re.I)

_MULTIPLES = {
    1_000: re.compile(r"\bthousands?\b|(?<!\d)000'?s?\b|(?<!401\()\bk(?:eur|usd|gbp|chf)?\b", re.I),
    1_000_000: re.compile(r"\bmillions?\b|\bmn\b|\bmm\b|[$€£]\s?m\b", re.I),
}
_MANY = {1_000: "thousands", 1_000_000: "millions"}


@dataclass(frozen=True)
class Unit:
    """What amounts are in: a currency, a unit of time, and how many of the currency one is."""

    currency: str = "USD"
    period: str = "year"
    multiple: int = 1


PLAIN = Unit()


def unit_of(header: str) -> Unit:
    """Return what the amounts of a column with this name are in; dollars a year where unsaid."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("_", " "))
    currency = next((code for mark, code in _FOREIGN.items() if mark.search(words)), "USD")
    timed = "" if _YEARS.search(words) else _COUNTED.sub("", words)
    period = next((name for name, mark in _PERIODS.items() if mark.search(timed)), "year")
    multiple = next((many for many, mark in _MULTIPLES.items() if mark.search(words)), 1)
    return Unit(currency, period, multiple)


def is_per_cent(header: str) -> bool:
    """Whether a bare number in a column with this name is a percentage: "Bonus (%)"."""
    return re.search(r"%|\bper\s?cent(?:age)?\b", header.replace("_", " "), re.I) is not None


def parse_cell(text: str, header: str, unit: Unit, *, rates: bool = False) -> float:
    """Read an amount of a column as dollars: a year's, or with `rates` the row's own unit's.

    A cell that says its own currency, or thousands by a k, is taken at its word.

    Raises
    ------
    ValueError
        Where it is none, or in another currency; the message is a sentence.
    """
    if unit.currency != "USD" and parse_amount(text, unit.currency).currency != "USD":
        raise ValueError(
            f"“{header[:60]}” names another currency, {unit.currency}, and a file has no rate for "
            "it; convert the column to US dollars and name it so, or enter the row by hand with "
            "your own rate."
        )
    if unit.multiple == 1 and (rates or unit.period == "year"):
        return parse_rate(text) if rates else parse_money(text)
    try:
        amount = parse_rate(text) * unit.multiple
    except ValueError:
        amount = parse_money(text)
    return amount if rates else round(amount * UNITS[unit.period])


def converted(columns: Mapping[str, str]) -> list[str]:
    """Return what was made of amounts that are no dollars a year, each a sentence."""
    told: dict[str, None] = {}
    for field, header in columns.items():
        unit = unit_of(header) if field in MONEY else PLAIN
        if unit.currency != "USD":
            continue  # every row says it
        shown = f"“{header[:60]}”"
        if unit.multiple != 1:
            told[f"Amounts of {shown} are taken for {_MANY[unit.multiple]}."] = None
        if unit.period != "year" and not ("unit" in columns and field in RATED):
            times = UNITS[unit.period]
            told[f"Amounts of {shown} are pay by the {_said(unit)}, taken {times:,} times."] = None
    return list(told)


def _said(unit: Unit) -> str:
    return "two weeks" if unit.period == "biweek" else unit.period
