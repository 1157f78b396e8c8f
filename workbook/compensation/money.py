"""Figures as people write them: sums of money, per cents, vesting schedules; and back again.

``560``, ``560k`` and ``$560,000`` are the same sum everywhere, and ``15%`` is a per cent. What
could be meant in two ways is refused in a sentence.
"""

import functools
import math
import re
import unicodedata
from collections.abc import Sequence
from typing import NoReturn

from workbook import guide

#: Above this a yearly figure is a slip of the keyboard, whoever is hired. US dollars.
MOST = 100_000_000

#: What a reader may write; ends most refusals.
ACCEPTED = "write dollars a year like 560k or $560,000"

#: A bare number below this is in thousands: nobody is paid $560 a year.
THOUSANDS = 1_000

#: Most years of a vesting schedule.
LONGEST = 10

#: A currency that is not known, or more than one.
UNKNOWN = "XXX"

_LONGEST_TEXT = 60
#: Codes that are English words too: they count in capitals.
_ENGLISH = frozenset(["ALL", "TOP", "TRY", "CUP", "PEN", "SOS", "MAD", "COP", "GEL", "MOP", "LAK"])

#: How often a year has what pay is given for; -1 for what can be meant in two ways.
_EACH = r"(?:/\s?|\b(?:per|an?|each|p)[\s/-]+)"
_PERIODS = {
    times: re.compile(rf"{_EACH}?(?:{words})" + (rf"|{_EACH}{short}\b" if short else ""), re.I)
    for times, words, short in (
        # First what contains another's word.
        (-1, r"\bbi-?\s?(?:month|annual|yearly)\w*", ""),
        (24, r"\b(?:semi-?\s?|twice[\s-](?:a|per)[\s-])month(?:ly)?\b", ""),
        (2, r"\b(?:semi|half)-?\s?(?:annual(?:ly)?|year(?:ly)?)\b", ""),
        (26, r"\bbi-?\s?week(?:ly|s)?\b|\bfortnight(?:ly)?\b|\b(?:two|2|other)\sweeks?\b", ""),
        (4, r"\bquarterly\b", "quarter"),
        (12, r"\bmonthly\b|(?<!\d )(?<!\dth )\bmonths?\b|\bmth\b|\bpcm\b", "mo"),
        (52, r"\bweekly\b|(?<!\d )\bweeks?\b|\bwk\b|\bpw\b", "w"),
        (260, r"\bdaily\b|\bday\s?rate\b|\(day\)", "day"),
        (2080, r"\bhourly\b|(?<!\d )\bhours?\b|\bhrs?\b|\bph\b", "h"),
        (
            1,
            r"\bannual(?:ly|i[sz]ed)?\b|\bannum\b|\byearly\b|\b(?:years?|yrs?)\b|\bp\.?\s?a\b\.?",
            "y",
        ),
    )
}
_UNITS = {
    **{"": 1, "k": 1_000, "thousand": 1_000},
    **dict.fromkeys(("m", "mm", "mn", "mil", "million"), 1_000_000),
}
_NUMBER = re.compile(r"([+-]?)\s*(\d[\d.,]*|\.\d+)\s*([a-z]*)", re.I)
_GAPS = re.compile(r"(?<=\d)[\s'’_](?=\d{3}(?!\d))")
_PER_CENT = re.compile(r"([+-]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*(%|percent|per cent)?", re.I)
_EVEN = re.compile(r"(?:even(?:ly)?)?\s*(?:over)?\s*(\d{1,3})\s*(?:years?|yrs?|y)?\.?", re.I)
_BETWEEN = re.compile(r"\s*(?:[/;,+|–-]|\s)\s*")


class MoneyError(ValueError):
    """A text that is no figure; the message is one sentence for the reader."""


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
    """Return codes by what stands for them, in small letters, and what finds any of it."""
    from babel import Locale
    from babel.numbers import get_currency_name

    marks: dict[str, str] = {}
    for code in currencies():
        spellings = [get_currency_name(code, count, "en").lower() for count in (None, 1, 2)]
        marks |= dict.fromkeys([code.lower(), *spellings], code)
        if (sign := Locale("en").currency_symbols.get(code, code)) != code:
            marks[sign.lower()] = code
    listed = guide.document("compensation/columns.yaml")["currencies"]
    for code, words in listed.items():
        marks |= dict.fromkeys(words.split("; "), code)
    names = sorted((each for each in marks if each[-1].isalnum()), key=len, reverse=True)
    plain = "|".join(re.escape(each) for each in names if each.upper() not in _ENGLISH)
    # "R$" is found whole, known or not; of "450k$" the sign alone.
    letters = (chr(each) for each in range(0x10000))
    signs = "".join(each for each in letters if unicodedata.category(each) == "Sc")
    sign = rf"(?<![^\W_])(?:U\.S\.|[A-Z]{{1,3}})\s?\$|[{signs}]"
    letter = r"[^\W\d_]"
    word = rf"(?<!{letter})(?:(?i:{plain})|{'|'.join(_ENGLISH)})(?!{letter})"
    return marks, re.compile(f"{sign}|{word}")


def find_currency(text: str) -> tuple[str, str]:
    """Return the code of the currency that a text names, "" for none, and the text without it.

    "$" alone is the US dollar's, but beside "CAD" it is Canada's. A sign that is not known, and two
    currencies, are `UNKNOWN`.
    """
    if text.isascii() and not re.search(r"[A-Za-z$]", text):
        return "", text
    marks, pattern = _marks()
    found = {
        marks.get(each[0].lower().replace(" $", "$"), UNKNOWN) for each in pattern.finditer(text)
    }
    if "$" in found:
        found.discard("$")
        if not any(re.search("dollar|peso", currencies().get(code, ""), re.I) for code in found):
            found.add("USD")
    return (found.pop() if len(found) == 1 else UNKNOWN * bool(found)), pattern.sub(" ", text)


def find_period(text: str) -> tuple[int, str]:
    """Return how often a year pay is given that a text calls “monthly” or “/hr”, and the rest.

    0 where it does not say, -1 where that is not clear.
    """
    found = set()
    for times, words in _PERIODS.items():
        text, count = words.subn(" ", text)
        found |= {times} if count else set()
    return (found.pop() if len(found) == 1 else -bool(found)), text


def parse_number(text: str, *, strict: bool = False) -> tuple[float, bool]:
    """Read a number with its k or m, and say whether one stood there: ``"1,250.5"``, ``"0,45 m"``.

    Two different marks: the last divides. A mark that repeats, or one comma before three digits,
    groups. One dot before three digits groups too, unless a k or m follows, for half of Europe
    writes 450.000; where `strict` it is a doubt, since the reader will not see how it was read.

    Raises
    ------
    MoneyError
        Where it is none, or a negative one.
    """
    number = _NUMBER.fullmatch(_GAPS.sub("", text.strip()))
    unit = _UNITS.get(number[3].lower()) if number else None
    if number is None or unit is None:
        raise MoneyError(f"“{_short(text)}” is not an amount; {ACCEPTED}.")
    if number[1] == "-":
        raise MoneyError(f"“{_short(text)}” is negative; {ACCEPTED}.")
    digits = number[2]
    one_dot = re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits)
    if one_dot and strict:
        raise MoneyError(f"“{digits}” could be thousands or decimals; write it without the dot.")
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?", digits) and not (one_dot and unit > 1):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d*[.,]?\d*", digits):
        digits = digits.replace(",", ".")
    else:
        raise MoneyError(f"“{_short(text)}” has its commas or dots in odd places; {ACCEPTED}.")
    return round(float(digits) * unit, 6), unit > 1


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 24 else text[:23] + "…"


def parse_money(text: str, currency: str = "USD", *, thousands: bool = True) -> float:
    """Read what a person wrote in a field or a sentence, to the cent: ``"560"`` is 560,000.

    Parameters
    ----------
    text
        Such as ``"$450k"``, ``"450 000"`` or ``"€450.000"``; digits of any script.
    currency
        Code of the currency that is meant, and of the sum that is returned.
    thousands
        Whether a bare number below 1,000 is in thousands, as it is for a year.

    Raises
    ------
    MoneyError
        Nothing there, no number, a negative or an absurd one, another currency than the one meant,
        or pay for less than a year.
    """

    def refuse(why: str) -> NoReturn:
        raise MoneyError(f"“{_short(plain)}” {why}; {ACCEPTED}.")

    printable = "".join(c for c in text[:1000] if unicodedata.category(c) != "Cc" or c.isspace())
    plain = unicodedata.normalize("NFKC", printable).strip().replace("−", "-")
    if not plain:
        raise MoneyError(f"There is no amount here; {ACCEPTED}.")
    if len(plain) > _LONGEST_TEXT:
        refuse("is too long for an amount")
    named, rest = find_currency(plain)
    if named == UNKNOWN:
        refuse("names two currencies, or one that is not known")
    if named not in ("", currency):
        raise MoneyError(
            f"“{_short(plain)}” is in {named}, and here {currency} is meant: choose the currency "
            "first, and give your rate."
        )
    times, rest = find_period(rest)
    if times not in (0, 1):
        refuse("is pay for less than a year")
    value, scaled = parse_number(rest)
    # A yen is a hundredth of a dollar: the bound for other currencies is wider.
    if value > MOST * (1 if currency == "USD" else 1_000):
        refuse(f"is more than ${MOST:,} a year")
    if 0 < value < 1:
        refuse("is less than one dollar")
    return round(value, 2) * (1_000 if thousands and value < THOUSANDS and not scaled else 1)


def parse_percent(text: str, least: float = 0.0, most: float = 1.0) -> float:
    """Read a percentage, such as ``"40"``, ``"3,5 %"`` or ``"−10%"``, into a fraction.

    MoneyError where it is none, or lies outside `least` and `most`.
    """
    plain = text.strip().replace("−", "-")
    bounds = f"between {format_percent(least)} and {format_percent(most)}"
    found = _PER_CENT.fullmatch(plain) if len(plain) <= 24 else None
    if found is None:
        raise MoneyError(
            f"“{_short(plain)}” is not a percentage; write one {bounds}, such as 40 or 3.5."
        )
    value = float(found[1] + found[2].replace(",", ".")) / 100
    if not least <= value <= most:
        raise MoneyError(f"“{_short(plain)}” is not {bounds}; write a percentage that is.")
    return value


def parse_vesting(text: str) -> tuple[float, ...]:
    """Read a schedule such as ``4`` or ``5/15/40/40`` as per cents a year that add up to 100.

    MoneyError where it is none.
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


def format_exact(dollars: float) -> str:
    """Return dollars to the last one, as short as that allows: ``$480k``, ``$512,345``."""
    whole = round(dollars)
    return format_money(whole) if whole % 1000 == 0 and whole < 1e9 else f"${whole:,}"


def written(dollars: float | None) -> str:
    """Return an amount as a field shows it: ``$480k``, ``$512,345.50``; "" for none."""
    if dollars is None:
        return ""
    return format_exact(dollars) if dollars == round(dollars) else f"${dollars:,.2f}"


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


def format_percent(fraction: float | None, digits: int = 2) -> str:
    """Return a fraction in per cent with no more digits than it needs; "" for none: ``−10%``."""
    if fraction is None:
        return ""
    if not math.isfinite(fraction):
        raise ValueError(f"{fraction} has no percentage")
    text = f"{100 * fraction:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{'0' if text == '-0' else text.replace('-', '−')}%"
