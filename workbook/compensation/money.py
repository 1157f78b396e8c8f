"""Money as people write it, read into whole US dollars, and whole dollars written for people.

The unit everywhere in this room is a whole US dollar, for one year unless a name says otherwise.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

#: Above this a yearly figure is a slip of the keyboard, whoever is hired.
MOST = 100_000_000

#: What a reader may write; ends most refusals.
ACCEPTED = "write dollars a year like 450000, $450,000, 450k or 0.45m"

_LONGEST = 60  # characters; no sum of money needs more
#: Codes of currencies by the signs they are written with.
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS"}
_CODES = "USD|EUR|GBP|JPY|INR|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CNY|SGD|HKD|ILS|BRL|MXN|KRW"
#: Codes of the currencies that are known, the workbook's own first.
CURRENCIES = tuple(_CODES.split("|"))
_CURRENCY = re.compile(rf"US\$|U\.S\.\$|[{''.join(SIGNS)}]|\b(?:{_CODES})\b|\bdollars?\b", re.I)
_PER_YEAR = re.compile(
    r"(?:/|\bper\b|\ban?\b)\s*(?:y|yr|year|annum)\b\.?|\bp\.?\s?a\.?$|\byearly\b", re.I
)
_PER_OTHER = re.compile(
    r"(?:/|\bper\b|\ban?\b)\s*(hr|hour|day|week|wk|month|mo)\b|\b(hour|dai|week|month)ly\b", re.I
)
_MULTIPLES = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "mn": 1_000_000,
    "mil": 1_000_000,
    "million": 1_000_000,
}
_NUMBER = re.compile(r"([+-]?)((?:\d[\d.,]*|\.\d+)(?:e[+-]?\d{1,3})?)\s*([a-z]*)", re.I)
_GROUPING = re.compile(r"(?<=\d)[\s'’_](?=\d{3}(?!\d))")


class MoneyError(ValueError):
    """A text that is no sum of money; the message is one sentence for the reader."""


@dataclass(frozen=True)
class Amount:
    """A sum of money as written: `value` in whole units of `currency` (a three-letter code)."""

    value: int
    currency: str = "USD"


def parse_amount(text: str, unmarked: str = "USD") -> Amount:
    """Read a sum of money in any currency.

    Parameters
    ----------
    text
        Such as ``"$450k"``, ``"450 000"``, ``"0.45m"`` or ``"€450.000"``; digits of any script.
    unmarked
        Code of the currency of an amount without a sign or code.

    Returns
    -------
    Amount
        Whole units, rounded half to even.

    Raises
    ------
    MoneyError
        Nothing there, no number, a negative or an absurd one, or pay for less than a year.
    """
    if text.isdigit() and text.isascii() and len(text) <= 8:
        return Amount(int(text), unmarked)  # what most cells of a large file hold
    printable = "".join(c for c in text[:1000] if unicodedata.category(c) != "Cc" or c.isspace())
    plain = unicodedata.normalize("NFKC", printable).strip().replace("−", "-")
    shown = plain if len(plain) <= 24 else plain[:23] + "…"
    if not plain:
        raise MoneyError(f"There is no amount here; {ACCEPTED}.")
    if len(plain) > _LONGEST:
        raise MoneyError(f"“{shown}” is too long for an amount; {ACCEPTED}.")
    if _PER_OTHER.search(plain):
        raise MoneyError(f"“{shown}” is pay for less than a year; {ACCEPTED}.")
    plain, currency = _take_currency(_PER_YEAR.sub("", plain).strip(), unmarked, shown)
    number = _NUMBER.fullmatch(_GROUPING.sub("", plain).replace("- ", "-"))
    multiple = _MULTIPLES.get(number[3].lower()) if number else None
    if number is None or multiple is None:
        raise MoneyError(f"“{shown}” is not an amount; {ACCEPTED}.")
    value = _decimal(number[2], bare=multiple == 1, shown=shown) * multiple
    if number[1] == "-":
        raise MoneyError(f"“{shown}” is negative; {ACCEPTED}.")
    # A yen is a hundredth of a dollar: the bound for other currencies is wider.
    if value > MOST * (1 if currency == "USD" else 1_000):
        raise MoneyError(f"“{shown}” is more than ${MOST:,} a year; {ACCEPTED}.")
    if 0 < value < 1:
        raise MoneyError(f"“{shown}” is less than one dollar; {ACCEPTED}.")
    return Amount(round(value), currency)


def parse_money(text: str) -> int:
    """Read a sum of money in US dollars, whole dollars.

    Raises
    ------
    MoneyError
        As `parse_amount`, and for any other currency.
    """
    amount = parse_amount(text)
    if amount.currency != "USD":
        raise MoneyError(
            f"“{text.strip()}” is in {amount.currency}; convert it to US dollars first."
        )
    return amount.value


def is_amount(text: str, least: int) -> bool:
    """Whether `text` is a sum of money in any currency, of `least` units or more."""
    try:
        return parse_amount(text).value >= least
    except MoneyError:
        return False


def _take_currency(text: str, unmarked: str, shown: str) -> tuple[str, str]:
    """Return `text` without its currency, and the code of the currency."""
    found = {_code(match) for match in _CURRENCY.findall(text)}
    if len(found) > 1:
        raise MoneyError(f"“{shown}” names two currencies; {ACCEPTED}.")
    return _CURRENCY.sub("", text).strip(), found.pop() if found else unmarked


def _code(mark: str) -> str:
    if "$" in mark or mark.lower().startswith("dollar"):
        return "USD"
    return SIGNS.get(mark, mark.upper())


def _decimal(digits: str, *, bare: bool, shown: str) -> Decimal:
    """Return the number in `digits`, whose commas and dots may group or divide.

    Two marks: the last divides. One mark repeated: it groups. One comma before three digits groups;
    one dot before three digits groups only where no k or m follows, for nobody writes a salary to
    the tenth of a cent but half of Europe writes 450.000.
    """
    mantissa, *exponent = re.split("e", digits, flags=re.I)
    comma_last = mantissa.rfind(",") > mantissa.rfind(".")
    divider, grouper = (",", ".") if comma_last else (".", ",")
    whole, mark, fraction = mantissa.rpartition(divider)
    if mark and _groups(mantissa, divider) and (divider == "," or bare or mantissa.count(".") > 1):
        mantissa = mantissa.replace(divider, "")
    elif mark:
        if (
            divider in whole
            or (grouper in whole and not _groups(whole, grouper))
            or grouper in fraction
        ):
            raise MoneyError(f"“{shown}” has its commas or dots in odd places; {ACCEPTED}.")
        mantissa = f"{whole.replace(grouper, '') or '0'}.{fraction or '0'}"
    try:
        return Decimal("e".join([mantissa, *exponent]))
    except InvalidOperation as error:
        raise MoneyError(f"“{shown}” has its commas or dots in odd places; {ACCEPTED}.") from error


def _groups(digits: str, mark: str) -> bool:
    return re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+", digits) is not None


def format_exact(dollars: int) -> str:
    """Return dollars to the last one, as short as that allows: ``$480k``, ``$512,345``."""
    return format_money(dollars) if dollars % 1000 == 0 and dollars < 1e9 else f"${dollars:,}"


def format_money(dollars: float) -> str:
    """Return dollars for a label, to the nearest thousand: ``$480k``, ``$1.255m``, ``$900``.

    From a thousand million up, to the nearest million: ``$4.26bn``.
    """
    if abs(dollars) < 1_000:
        return f"${dollars:,.0f}"
    thousands = round(dollars / 1000)
    if thousands < 1_000:
        return f"${thousands}k"
    size, unit = (1e9, "bn") if thousands >= 1_000_000 else (1e6, "m")
    return f"${dollars / size:,.3f}".rstrip("0").rstrip(".") + unit


def format_range(low: float, high: float) -> str:
    """Return two sums as one label: ``$480–620k``, ``$900k–1.2m``."""
    first, last = format_money(low), format_money(high)
    for unit in ("k", "m", "bn"):
        if first.endswith(unit) and last.endswith(unit):
            first = first.removesuffix(unit)
    return f"{first}–{last[1:]}"
