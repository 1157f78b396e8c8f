"""Figures as people write them: sums of money, per cents, vesting schedules; and back again.

``560``, ``560k`` and ``$560,000`` are the same sum everywhere, and ``15%`` is a per cent. What
could be meant in two ways is refused in a sentence.
"""

import functools
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

#: Above this a yearly figure is a slip of the keyboard, whoever is hired. US dollars.
MOST = 100_000_000

#: What a reader may write; ends most refusals.
ACCEPTED = "write dollars a year like 560k or $560,000"

#: A bare number below this is in thousands: nobody is paid $560 a year.
THOUSANDS = 1_000

#: Most years of a vesting schedule.
LONGEST = 10

_LONGEST_TEXT = 60
#: Words for money that more than one country uses; the most usual meaning, "" where none is.
_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "bucks": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "rupee": "INR",
    "rupees": "INR",
    "lakh": "INR",
    "lakhs": "INR",
    "lpa": "INR",
    "franc": "CHF",
    "francs": "CHF",
    "yuan": "CNY",
    "rmb": "CNY",
    "renminbi": "CNY",
    "shekel": "ILS",
    "shekels": "ILS",
    "zloty": "PLN",
    "kr": "SEK",
}
_SIGNS = {"US$": "USD", "U.S.$": "USD", "C$": "CAD", "S$": "SGD", "zł": "PLN", "₺": "TRY"}

_PER_YEAR = re.compile(
    r"(?:/|\bper\b|\ban?\b)\s*(?:y|yr|year|annum)\b\.?|\bp\.?\s?a\.?$|\b(?:yearly|annually)\b", re.I
)
_PER_OTHER = re.compile(
    r"(?:/|\bper\b|\ban?\b)\s*(?:hr|hour|day|week|wk|fortnight|month|mo)\b"
    r"|\b(?:hour|dai|week|biweek|fortnight|month)ly\b",
    re.I,
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
_UNIT = re.compile(r"\d\s*(?:k|m|thousand)", re.I)
_GROUPING = re.compile(r"(?<=\d)[\s'’_](?=\d{3}(?!\d))")
_PER_CENT = re.compile(r"([+-]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*(%|percent|per cent)?", re.I)
_EVEN = re.compile(r"(?:even(?:ly)?)?\s*(?:over)?\s*(\d{1,3})\s*(?:years?|yrs?|y)?\.?", re.I)
_BETWEEN = re.compile(r"\s*(?:[/;,+|–-]|\s)\s*")


class MoneyError(ValueError):
    """A text that is no figure; the message is one sentence for the reader."""


@dataclass(frozen=True)
class Amount:
    """A sum of money as written: `value` in units of `currency` (a three-letter code).

    `bare` where nothing but a number stood there: no sign, no code, no k.
    """

    value: float
    currency: str = "USD"
    bare: bool = False


@functools.cache
def currencies() -> dict[str, str]:
    """Return every currency in use, code to English name, the US dollar first."""
    from babel.core import get_global
    from babel.numbers import get_currency_name

    places = get_global("territory_currencies").values()
    codes = {code for each in places for code, _, end, tender in each if end is None and tender}
    names = {code: get_currency_name(code, locale="en") for code in sorted(codes)}
    return {"USD": names.pop("USD"), **names}


@functools.cache
def _marks() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return what stands for a currency, in lower case, and a pattern that finds each of them."""
    from babel import Locale
    from babel.numbers import get_currency_name

    known = Locale("en").currency_symbols
    marks = dict(_WORDS)
    signs = dict(_SIGNS)
    for code, name in currencies().items():
        for spelling in (name, get_currency_name(code, 1, "en"), get_currency_name(code, 2, "en")):
            marks.setdefault(spelling.lower(), code)
        if (sign := known.get(code, code)) != code and ("$" in sign or not sign[:1].isalnum()):
            signs.setdefault(sign, code)
    marks |= {sign.lower(): code for sign, code in signs.items()}
    words = sorted(
        (re.escape(word) for word in marks if word.isascii() and word[0].isalpha()),
        key=len,
        reverse=True,
    )
    others = sorted(
        (re.escape(sign) for sign in marks if not sign[-1].isalnum()), key=len, reverse=True
    )
    letters = r"(?<![^\W\d_])(?:{})(?![^\W\d_])"
    codes = "|".join(currencies())
    pattern = "|".join([*others, letters.format("|".join(words)), letters.format(codes)])
    return marks, re.compile(pattern, re.I)


def _marked(text: str) -> list[str]:
    """Return what in a text stands for a currency."""
    return [match[0] for match in _marks()[1].finditer(text)]


def _code(mark: str) -> str:
    return _marks()[0].get(mark.lower(), mark.upper())


def parse_amount(text: str, unmarked: str = "USD") -> Amount:
    """Read a sum of money in any currency, exactly as written: ``"560"`` is 560.

    Parameters
    ----------
    text
        Such as ``"$450k"``, ``"450 000"``, ``"0.45m"`` or ``"€450.000"``; digits of any script.
    unmarked
        Code of the currency of an amount without a sign or code.

    Returns
    -------
    Amount
        To the cent.

    Raises
    ------
    MoneyError
        Nothing there, no number, a negative or an absurd one, two currencies, or pay for less than
        a year.
    """
    if text.isdigit() and text.isascii() and len(text) <= 8:
        return Amount(float(text), unmarked, bare=True)  # what most cells of a large file hold
    printable = "".join(c for c in text[:1000] if unicodedata.category(c) != "Cc" or c.isspace())
    plain = unicodedata.normalize("NFKC", printable).strip().replace("−", "-")
    shown = plain if len(plain) <= 24 else plain[:23] + "…"
    if not plain:
        raise MoneyError(f"There is no amount here; {ACCEPTED}.")
    if len(plain) > _LONGEST_TEXT:
        raise MoneyError(f"“{shown}” is too long for an amount; {ACCEPTED}.")
    if _PER_OTHER.search(plain):
        raise MoneyError(f"“{shown}” is pay for less than a year; {ACCEPTED}.")
    plain, code, marked = _without_currency(_PER_YEAR.sub("", plain).strip(), unmarked, shown)
    number = _NUMBER.fullmatch(_GROUPING.sub("", plain).replace("- ", "-"))
    multiple = _MULTIPLES.get(number[3].lower()) if number else None
    if number is None or multiple is None:
        raise MoneyError(f"“{shown}” is not an amount; {ACCEPTED}.")
    value = _decimal(number[2], bare=multiple == 1, shown=shown) * multiple
    if number[1] == "-":
        raise MoneyError(f"“{shown}” is negative; {ACCEPTED}.")
    # A yen is a hundredth of a dollar: the bound for other currencies is wider.
    if value > MOST * (1 if code == "USD" else 1_000):
        raise MoneyError(f"“{shown}” is more than ${MOST:,} a year; {ACCEPTED}.")
    if 0 < value < 1:
        raise MoneyError(f"“{shown}” is less than one dollar; {ACCEPTED}.")
    return Amount(float(round(value, 2)), code, bare=not marked and multiple == 1)


def _without_currency(text: str, unmarked: str, shown: str) -> tuple[str, str, bool]:
    """Return `text` without its currency, the code of the currency, and whether one was named."""
    marks = _marked(text)
    found = {_code(mark) for mark in marks}
    if len(found) > 1:
        raise MoneyError(f"“{shown}” names two currencies; {ACCEPTED}.")
    for mark in marks:
        text = text.replace(mark, " ", 1)
    return text.strip(), found.pop() if found else unmarked, bool(marks)


def parse_money(text: str, currency: str = "USD", *, thousands: bool = True) -> float:
    """Read what a person wrote in a field or a sentence: ``"560"`` is 560,000.

    Parameters
    ----------
    text
        As for `parse_amount`.
    currency
        Code of the currency that is meant.
    thousands
        Whether a bare number below 1,000 is in thousands, as it is for a year.

    Returns
    -------
    float
        Units of `currency`.

    Raises
    ------
    MoneyError
        As `parse_amount`, and for a sum that names another currency.
    """
    amount = parse_amount(text, currency)
    if amount.currency != currency:
        raise MoneyError(
            f"“{text.strip()}” is in {amount.currency}, and here {currency} is meant: choose the "
            "currency first, and give your rate."
        )
    if not thousands or amount.value >= THOUSANDS or _UNIT.search(text):
        return amount.value
    return amount.value * 1_000


def parse_percent(text: str, least: float = 0.0, most: float = 1.0) -> float:
    """Read a percentage, such as ``"40"``, ``"3,5 %"`` or ``"−10%"``, into a fraction.

    Parameters
    ----------
    text
        What the reader wrote; a bare number is in per cent.
    least, most
        The fractions it may lie between, both included.

    Raises
    ------
    MoneyError
        Where it is none, or lies outside.
    """
    plain = text.strip().replace("−", "-")
    shown = plain if len(plain) <= 24 else plain[:23] + "…"
    bounds = f"between {format_percent(least)} and {format_percent(most)}"
    found = _PER_CENT.fullmatch(plain) if len(plain) <= 24 else None
    if found is None:
        raise MoneyError(f"“{shown}” is not a percentage; write one {bounds}, such as 40 or 3.5.")
    value = float(found[1] + found[2].replace(",", ".")) / 100
    if not least <= value <= most:
        raise MoneyError(f"“{shown}” is not {bounds}; write a percentage that is.")
    return value


def parse_vesting(text: str) -> tuple[float, ...]:
    """Read a schedule such as ``4``, ``even over 3 years`` or ``5/15/40/40``.

    Returns
    -------
    tuple of float
        Per cent of the grant that vests in each year; they add up to 100.

    Raises
    ------
    MoneyError
        Where it is no schedule.
    """
    plain = text.strip()[:200]
    accepted = "write 4 for four even years, or per cent a year like 5/15/40/40"
    if match := _EVEN.fullmatch(plain):
        years = int(match[1])
        if not 1 <= years <= LONGEST:
            raise MoneyError(f"A grant vests over 1 to {LONGEST} years; {accepted}.")
        return (100 / years,) * years
    if "/" in plain or ";" in plain:
        plain = plain.replace(",", ".")  # 33,3/33,3/33,4
    try:
        per_cents = [float(part) for part in _BETWEEN.split(plain.replace("%", " ").strip())]
    except ValueError:
        raise MoneyError(f"“{plain[:24]}” is no vesting schedule; {accepted}.") from None
    return check_vesting(per_cents)


def check_vesting(per_cents: Sequence[float]) -> tuple[float, ...]:
    """Return a schedule; MoneyError with a sentence where it is none."""
    if len(per_cents) > LONGEST:
        raise MoneyError(f"A schedule of {len(per_cents)} years is too long; keep to {LONGEST}.")
    if any(not 0 <= part <= 100 for part in per_cents):
        raise MoneyError("Each year of a vesting schedule is between 0 and 100 per cent.")
    if abs((total := sum(per_cents)) - 100) > 0.05:  # thirds are written as 33.33
        raise MoneyError(f"The vesting adds up to {total:g}, and has to be 100 per cent.")
    return tuple(per_cents)


def format_vesting(per_cents: Sequence[float]) -> str:
    """Return a schedule as `parse_vesting` reads it; "" for none."""
    years = len(per_cents)
    if len(set(per_cents)) == 1:
        return f"even over {years} year{'' if years == 1 else 's'}"
    return "/".join(f"{part:g}" for part in per_cents)


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


def format_exact(dollars: float) -> str:
    """Return dollars to the last one, as short as that allows: ``$480k``, ``$512,345``."""
    whole = round(dollars)
    return format_money(whole) if whole % 1000 == 0 and whole < 1e9 else f"${whole:,}"


def format_money(dollars: float) -> str:
    """Return dollars for a label, to the nearest thousand: ``$480k``, ``$1.255m``, ``$900``."""
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


def format_percent(fraction: float, digits: int = 2) -> str:
    """Return a fraction in per cent with no more digits than it needs: ``40%``, ``−10%``."""
    if not math.isfinite(fraction):
        raise ValueError(f"{fraction} has no percentage")
    text = f"{100 * fraction:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{'0' if text == '-0' else text.replace('-', '−')}%"
