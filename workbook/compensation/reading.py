"""A file of pay as points, row by row; what is in doubt is refused, and the reason is told.

A column is pay by its name alone. What its name, the cell, the cell's format and the row's currency
and frequency say has to agree; a row of which they do not is refused as a whole, for a figure that
is silently wrong costs more than a row that is typed again.
"""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from workbook import guide
from workbook.compensation.money import MOST, currencies, parse_vesting
from workbook.compensation.records import LEAST, Point, SourceId
from workbook.compensation.sheets import LARGEST, ReadError, Table, read_table

#: Below this a figure whose column does not say "a year" may be a month's or a week's.
_LEAST_UNSAID = 10_000
#: Above this pay by the hour, day, week or month has the wrong unit beside it.
_MOST_CONVERTED = 5_000_000
#: Rows in which the header is looked for.
_HEAD = 40

#: How often a year has what pay is given for.
_TIMES = {
    "year": 1,
    "half-year": 2,
    "quarter": 4,
    "month": 12,
    "half-month": 24,
    "fortnight": 26,
    "week": 52,
    "day": 260,
    "hour": 2080,
}
_EACH = r"(?:/\s?|\bper[\s-]+|\ban?\s+|\beach\s+|\bp/)"
_PERIODS = {
    period: re.compile(words, re.I)
    for period, words in {
        # First what contains another's word; "?" can be meant in two ways.
        "?": r"\bbi-?\s?(?:month|annual|yearly)\w*",
        "half-month": r"\b(?:semi-?\s?|twice[\s-](?:a|per)[\s-])month(?:ly)?\b",
        "half-year": r"\b(?:semi|half)-?\s?(?:annual(?:ly)?|year(?:ly)?)\b",
        "fortnight": r"\bbi-?\s?week(?:ly|s)?\b|\bfortnight(?:ly)?\b"
        r"|\b(?:every|per)\s(?:two|2|other|second)\sweeks?\b",
        "quarter": rf"\bquarterly\b|{_EACH}quarter\b",
        "month": rf"\bmonthly\b|(?<!\d )(?<!\dth )\bmonths?\b|\bmth\b|\bpcm\b|{_EACH}mo\b",
        "week": rf"\bweekly\b|(?<!\d )\bweeks?\b|\bwk\b|{_EACH}w\b|\bpw\b",
        "day": rf"\bdaily\b|{_EACH}day\b|\bday\s?rate\b|\(day\)",
        "hour": rf"\bhourly\b|(?<!\d )\bhours?\b|\bhrs?\b|{_EACH}h\b|\bph\b",
        "year": r"\bannual(?:ly|i[sz]ed)?\b|\bannum\b|\byearly\b|\byears?\b|\byrs?\b"
        rf"|\bp\.?\s?a\b\.?|{_EACH}y\b",
    }.items()
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_YEARS = re.compile(
    rf"[(/]?\s*(?:\b(?:over|for|across|in|vest\w*|per)\b\s*)*(?<![\d.,])(\d{{1,2}}|{'|'.join(_NUMBERS)})"
    r"[\s-]*(?:years?|yrs?|y)\b(?:\s*vest\w*)?\s*\)?",
    re.I,
)
_MULTIPLES = {
    1_000: re.compile(r"\bthousands?\b|(?<![\d,.])000'?s?\b|(?<!401\()(?<!401)\bk\b", re.I),
    1_000_000: re.compile(r"\bmillions?\b|\bmn\b|\bmm\b|[$€£]\s?m\b", re.I),
}

#: Names that columns go by, best first. Marks, capitals and what is said of the amounts are left
#: out before they are compared.
_NAMES: dict[str, str] = {
    "total": (
        "total compensation; total yearly compensation; total annual compensation; total comp; "
        "tc; total; total pay; total package; total rewards; total income; compensation; comp; "
        "package; pay; ctc; ote; on target earnings; income; earnings"
    ),
    "base": (
        "base salary; base; base pay; base compensation; base comp; base wage; salary; fixed "
        "salary; fixed pay; wage; wages; pay rate; wage rate; wage rate of pay; wage rate of "
        "pay 1; lca case wage rate"
    ),
    "bonus": (
        "bonus; target bonus; bonus target; cash bonus; performance bonus; bonuses; variable; "
        "variable pay"
    ),
    "equity": (
        "stock; stocks; stock grant value; equity; rsu; rsus; grant; stock grant; equity grant; "
        "rsu grant; stock award; equity award; total stock; total equity; total rsu; total "
        "rsus; total grant; total stock grant; initial grant; initial equity grant; new hire "
        "grant; stock rsu; rsu stock; restricted stock; restricted stock units; vesting stock"
    ),
    "sign_on": ("sign on; sign on bonus; signing bonus; signing; joining bonus; starting bonus"),
    "refreshers": ("refreshers; refresher; refresh; stock refresher; stock refreshers"),
    "company": (
        "company; company name; employer; employer name; organisation; organization; firm; lca "
        "case employer name; emp business name"
    ),
    "title": (
        "title; job title; role; position; job; occupation; lca case job title; job opp title"
    ),
    "level": ("level; job level; grade; seniority; experience level; pw skill level"),
    "location": (
        "location; city; place; office; work location; worksite city; worksite city 1; "
        "worksite; primary worksite city; job info work city; lca case workloc 1 city; company "
        "location; metro; where"
    ),
    "state": (
        "state; worksite state; worksite state 1; primary worksite state; job info work state; "
        "lca case workloc 1 state"
    ),
    "date": (
        "date; timestamp; decision date; offer date; date of offer; reported; reported on; date "
        "posted; posted; posted on; submitted; submit date; received date; when; as of; year; "
        "work year"
    ),
    "period": (
        "unit; unit of pay; wage unit of pay; wage unit of pay 1; wage offer unit of pay 9089; "
        "wage offered unit of pay 9089; job opp wage per; lca case wage rate unit; wage unit; "
        "pay unit; pay period; pay frequency; pay interval; salary frequency; salary interval; "
        "salary period; salary unit; compensation interval; compensation period; frequency; "
        "interval; period; rate type; paid; paid per"
    ),
    "currency": (
        "currency; currency code; salary currency; pay currency; compensation currency; base "
        "currency; indicate currency; iso currency"
    ),
    "vesting": ("vesting; vesting schedule; vesting years; vesting period; vest; vesting time"),
    "cliff_months": "cliff; cliff months",
    "experience": (
        "experience; years of experience; yoe; total experience; total years of experience; "
        "years experience; relevant experience"
    ),
    "source": "source; kind of source",
    "status": "case status; lca case status; status",
    "full_time": "full time position; full time",
    "note": "note; notes; comment; comments; remark; remarks",
    "id": (
        "id; row id; record id; response id; submission id; entry id; offer id; job id; posting "
        "id; case number; case no; lca case number; uuid; guid"
    ),
}
_LOW = frozenset(["min", "minimum", "low", "lower", "lowest", "from", "start"])
_HIGH = frozenset(["max", "maximum", "high", "upper", "highest", "to", "end"])
#: What a range may be of: the base, the whole pay, or nothing that is said.
_ENDS = {
    "base": (
        "base; base salary; base pay; salary; wage; salary range; salary band; base range; base "
        "salary range; wage rate of pay; wage rate of pay 1; wage offer 9089; wage offered "
        "9089; job opp wage; lca case wage rate"
    ),
    "total": ("total; total compensation; total comp; tc; compensation; comp"),
    "": ("; pay; range; pay range; band; pay band; compensation range; comp range"),
}
_FILING = re.compile(
    r"wagerateofpay|wageoffer|joboppwage|prevailingwage|pw(?:unit|amount|wage)|lcacase|casestatus"
    r"|submitdate"
)
_STOP = frozenset(
    [
        "what",
        "whats",
        "is",
        "was",
        "are",
        "were",
        "your",
        "the",
        "my",
        "our",
        "a",
        "an",
        "of",
        "in",
        "for",
        "please",
        "enter",
        "state",
        "type",
        "amount",
        "gross",
        "current",
        "currently",
        "value",
        "offered",
        "offer",
        "if",
        "any",
        "do",
        "you",
        "get",
        "how",
        "much",
        "per",
        "and",
    ]
)
_PAY_WORD = re.compile(
    r"pay|salar|wage|compens|bonus|stock|equity|rsu|grant|option|share|commission|allowance|award"
    r"|incentive|relocation|benefit|overtime|earning|income|401|cash|espp|refresh|\btc\b",
    re.I,
)
_ASIDE = re.compile(
    r"\((?:excl|without|not incl|before tax|gross|e\.?g|if |optional|required)[^)]*\)"
    r"|\((?:[^\s)]+\s+){9,}[^)]*\)",
    re.I,
)
_MISSING = frozenset(
    ["", "na", "n/a", "nan", "none", "null", "nil", "-", "–", "—", "?", "#n/a", "unknown", "tbd"]
)
_SUM = re.compile(
    r"(?:grand |sub-?\s?|overall |column )?(?:totals?|sum|averages?|avg|mean|median|minimum|min"
    r"|maximum|max|count|std\.?(?: ?dev\.?)?)(?:\s*[:=(].*)?",
    re.I,
)
_PAY = ("total", "base", "low", "high", "bonus", "bonus_percent", "equity", "sign_on", "refreshers")
_TEXTS = {"company": 200, "title": 200, "level": 200, "location": 200, "note": 100_000}
_WORDS = {"sign_on": "sign-on", "low": "low end", "high": "high end", "equity": "stock"}


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: its number as counted in the file, the column, the reason, the cell."""

    row: int
    column: str
    reason: str
    text: str = ""

    def __str__(self) -> str:
        return f"Row {self.row}{f', {self.column}' if self.column else ''}: {self.reason}"


@dataclass(frozen=True)
class ImportResult:
    """What a file says of pay.

    Attributes
    ----------
    rows
        The accepted rows, in US dollars a year: index the row's number in the file, a column for
        each field of `Point` that the file gives, and ``stated``, what the source says a year comes
        to (total, else base or middle of the range with bonus and stock; a grant by its years).
        NaN, NaT and "" where a row does not say. ``vesting`` is the grant's schedule as text.
    source
        Kind of source of rows that do not say: a filing, a posting, or else an aggregator.
    used, unused
        Header to what it is read as; and to why it is not used, with what it would have added.
    notes
        How the file was read, each a sentence.
    sheet, sheets
        The sheet that was read and all that have rows; empty for a text.
    asks_date
        Whether rows have no day, so that the file's has to be asked for.
    """

    rows: pd.DataFrame
    source: SourceId = "aggregator"
    used: Mapping[str, str] = field(default_factory=dict)
    unused: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    asks_date: bool = True
    refusals: tuple[Sequence[Any], ...] = field(default=((), (), (), ()), repr=False)

    @cached_property
    def points(self) -> list[Point]:
        """The accepted rows as points, in the order of the file."""
        return [Point(**fields) for fields in self.fields()]

    @cached_property
    def problems(self) -> list[Problem]:
        """The refused rows: every row of the file is among these or among the points."""
        return [Problem(*each) for each in zip(*self.refusals, strict=True)]

    def fields(self) -> Iterator[dict[str, Any]]:
        """Yield what each accepted row gives a `Point`."""
        frame = self.rows.drop(columns="stated")
        columns = {name: frame[name].tolist() for name in frame}
        for values in zip(*columns.values(), strict=True):
            given = {
                name: value
                for name, value in zip(columns, values, strict=True)
                if value == value and value is not pd.NaT and value != ""
            }
            for name in _DOLLARS & given.keys():
                given[name] = int(given[name])
            if "sign_on" in given:
                given["sign_on"] = (given["sign_on"],)
            if "date" in given:
                given["date"] = given["date"].date()
            yield {"source": self.source, **given}


_DOLLARS = {"total", "base", "low", "high", "bonus", "stock", "grant", "sign_on", "refreshers"}


def read_points(
    path: str | Path,
    *,
    sheet: str = "",
    names: Mapping[str, str] | None = None,
    today: dt.date | None = None,
) -> ImportResult:
    """Read a file of pay, storing nothing.

    Parameters
    ----------
    path
        A text with commas, semicolons, tabs or bars between its columns, in any usual encoding, or
        a spreadsheet: XLSX, ODS, XLS.
    sheet
        Of a spreadsheet, the sheet to read; the one with most rows of pay where empty.
    names
        For headers that are not known, what they are to be read as:
        ``{"Jahresgehalt": "base salary a year"}``.
    today
        Dates after it are not taken.

    Raises
    ------
    ReadError
        Where the file is no table; the message is one sentence.
    """
    try:
        size = Path(path).expanduser().stat().st_size
        if size > LARGEST:
            raise ReadError(
                f"This file has {size // 1_000_000:,} MB and up to {LARGEST // 1_000_000} MB can be "
                "read; keep the rows you can compare with, such as one company's."
            )
        content = Path(path).expanduser().read_bytes()
    except OSError as error:
        raise ReadError(f"{path} cannot be opened ({error.strerror}); check its name.") from error
    given = dict(names or {})
    table = read_table(content, sheet, lambda rows: find_header(rows, given)[1])
    return _Rows(table, given, today or dt.date.today()).result()


# What a column's name says


@dataclass(frozen=True)
class Heading:
    """What a column's name says of it and of its amounts; "" and 0 where it does not.

    ``of`` is what the ends of a range are of; ``period`` "?" and more than one of ``currency`` are
    a doubt.
    """

    field: str = ""
    rank: int = 0
    key: str = ""
    of: str = ""
    currency: frozenset[str] = frozenset()
    period: str = ""
    multiple: int = 1
    per_cent: bool = False
    years: int = 0


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", text.casefold())


def _key(text: str) -> str:
    return "".join(word for word in _words(text) if word not in _STOP)


_BY_KEY = {
    _key(name): (what, rank)
    for what, names in _NAMES.items()
    for rank, name in reversed(list(enumerate(names.split("; "))))
}
_BY_WORDS = {
    "".join(_words(name)): (what, rank)
    for what, names in _NAMES.items()
    for rank, name in reversed(list(enumerate(names.split("; "))))
}
_RANGE_OF = {_key(name): of for of, names in _ENDS.items() for name in names.split("; ")}


@functools.lru_cache(8192)
def heading(name: str) -> Heading:
    """Return what a column's name says: "Base (monthly, EUR)", "RSU, total over 4 yrs"."""
    text = unicodedata.normalize("NFKC", name[:600]).replace("_", " ")
    text = re.sub(r"\b[kKT](?=USD\b|\$)", "k ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    whole = "".join(_words(text))
    if whole in _BY_WORDS and _BY_WORDS[whole][0] not in _PAY:
        what, rank = _BY_WORDS[whole]
        return Heading(what, rank, whole)
    if not _words(text):
        return Heading()
    aside = _ASIDE.sub(" ", text)
    currency, rest = _currencies(aside, heading=True)
    currency |= _currencies(text, heading=True)[0]
    years, rest = _take_years(rest)
    periods, rest = _take_periods(re.sub(r"\bpaid (?=\w+ly\b)\w+", " ", rest))
    multiple = next((many for many, mark in _MULTIPLES.items() if mark.search(rest)), 1)
    if multiple == 1 and _MULTIPLES[1_000_000].search(aside):
        multiple, rest = 1_000_000, re.sub(r"\bm\b", " ", rest, flags=re.I)
    for mark in _MULTIPLES.values():
        rest = mark.sub(" ", rest)
    rest, per_cents = re.subn(r"%|\bper\s?cent(?:age)?\b|\bpct\b", " ", rest, flags=re.I)
    said = {
        "currency": frozenset(currency),
        "period": next(iter(periods), "") if len(periods) < 2 else "?",
        "multiple": multiple,
        "per_cent": bool(per_cents),
        "years": years,
    }
    words = [word for word in _words(rest) if word not in _STOP]
    key = "".join(words)
    if key not in _BY_KEY and (
        squashed := re.match(r"(annual|yearly|monthly|weekly|hourly|daily)(.+)", key)
    ):
        key = squashed[2]
        said["period"] = next(iter(_take_periods(squashed[1])[0]))
    if key in ("rate", "") and said["period"] not in ("", "year") and "rate" in words:
        return Heading("base", 50, whole, **said)  # "Hourly rate", and not an exchange rate
    if key in _BY_KEY:
        what, rank = _BY_KEY[key]
        if what == "bonus" and per_cents:
            what = "bonus_percent"
        elif (what in _PAY and per_cents) or (what in ("total", "base") and years):
            what = ""  # a per cent of what, a sum of which years
        return Heading(what, rank, whole, **said)
    for what, ends in (("low", _LOW), ("high", _HIGH)):
        inside = [word for word in words if word in ends]
        of = "".join(word for word in words if word not in ends)
        if len(inside) == 1 and of in _RANGE_OF and not years and not per_cents:
            return Heading(what, 0 if of else 5, whole, _RANGE_OF[of], **said)
    return Heading(key=whole, **said)


def find_header(rows: Sequence[Sequence[str]], names: Mapping[str, str]) -> tuple[int, int]:
    """Return the position of the row that names the columns, and how many names are known.

    It is the one with most known names, a name of pay among them: title lines stand before it.
    """
    best, most = 0, 0
    for at, row in enumerate(rows[:_HEAD]):
        known = {
            heading(names.get(cell, cell)).field
            for cell in row
            if cell and len(cell) <= 600 and not cell[:1].isdigit()
        } - {""}
        if len(known) > most and known.intersection(_PAY):
            best, most = at, len(known)
    if not most:
        full = [sum(map(bool, row)) for row in rows[:_HEAD]]
        best = next((at for at, cells in enumerate(full) if cells >= min(2, max(full))), 0)
    return best, most


# What a cell says


@functools.cache
def _marks() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Return currencies by their words in lower case, and what finds one in a cell, in a header."""
    from babel import Locale
    from babel.numbers import get_currency_name

    words = {
        **{"dollar": "$", "dollars": "$", "euro": "EUR", "euros": "EUR", "sterling": "GBP"},
        **{"pound": "GBP", "pounds": "GBP", "yen": "JPY", "rupee": "INR", "rupees": "INR"},
        **{"rs": "INR", "inr": "INR", "lakh": "INR", "lakhs": "INR", "lpa": "INR", "crore": "INR"},
        **{"crores": "INR", "franc": "CHF", "francs": "CHF", "yuan": "CNY", "rmb": "CNY"},
        **{"renminbi": "CNY", "kr": "SEK", "kronor": "SEK", "kroner": "NOK", "krona": "SEK"},
        **{"krone": "NOK", "kč": "CZK", "zł": "PLN", "zloty": "PLN", "złoty": "PLN"},
        **{"shekel": "ILS", "shekels": "ILS", "peso": "MXN", "pesos": "MXN", "ruble": "RUB"},
        **{"rubles": "RUB", "roubles": "RUB", "forint": "HUF", "dirham": "AED", "dirhams": "AED"},
        **{"ringgit": "MYR", "baht": "THB", "naira": "NGN", "riyal": "SAR", "reais": "BRL"},
        **{"us dollars": "USD", "us dollar": "USD", "u.s. dollars": "USD", "lei": "RON"},
        **{"american dollars": "USD", "canadian dollars": "CAD", "local currency": "XXX"},
    }
    symbols = Locale("en").currency_symbols
    signs = {"US$": "USD", "U.S.$": "USD", "USD$": "USD", "C$": "CAD", "CDN$": "CAD", "S$": "SGD"}
    signs |= {"AU$": "AUD", "$": "$"}
    for code, name in currencies().items():
        words.setdefault(name.lower(), code)
        for count in (1, 2):
            words.setdefault(get_currency_name(code, count, "en").lower(), code)
        if "$" in (sign := symbols.get(code, "")) and sign != "$":
            signs[sign] = code

    def any_of(texts: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))

    codes = set(currencies())
    # Those that are words too count beside a figure or in brackets, and in capitals.
    english = codes & set(
        [
            "ALL",
            "TOP",
            "TRY",
            "CUP",
            "PEN",
            "SOS",
            "MAD",
            "COP",
            "AMD",
            "GEL",
            "RON",
            "LAK",
            "MOP",
            "BAM",
            "ANG",
            "BOB",
        ]
    )
    plain = any_of(codes - english)
    doubtful = any_of(english)
    letter = r"[^\W\d_]"
    sign = rf"(?:(?<!{letter})(?:{any_of(s for s in signs if s != '$')})|[^\W\d_]{{0,3}}\$|[€£¥₹¤])"
    word = rf"(?<!{letter})(?i:{any_of(words)}|{plain}|T(?:EUR|CHF|GBP))(?!{letter})"
    # In "120kEUR" the k stands before the code.
    after = rf"(?<=\d[kKmM])(?i:{plain})(?!{letter})"
    edge = rf"\((?:{doubtful})\)|(?<=\d\s)(?:{doubtful})\b|\b(?:{doubtful})(?=\s?\d)|[,_ ](?:{doubtful})$"
    return (
        words | {sign.lower(): code for sign, code in signs.items()},
        re.compile(f"{sign}|{word}|{after}|{edge}"),
        re.compile(f"{sign}|{word}|{edge}"),
    )


def _currencies(text: str, *, heading: bool = False) -> tuple[set[str], str]:
    """Return codes of the currencies that a text names, and the text without them.

    "$" alone is the US dollar's, but beside "CAD" it is Canada's. Any other sign of a currency,
    "R$" or "₫", counts as one that is not known ("XXX").
    """
    if text.isascii() and not re.search(r"[A-Za-z$]", text):
        return set(), text
    known, in_cell, in_header = _marks()
    found: set[str] = set()

    def take(match: re.Match[str]) -> str:
        mark = match[0].strip(" (),_")
        code = known.get(mark.lower()) or (
            mark.upper()
            if mark.upper() in currencies()
            else {"€": "EUR", "£": "GBP"}.get(mark, "XXX")
        )
        found.add(code)
        return " "

    rest = (in_header if heading else in_cell).sub(take, text)
    if any(unicodedata.category(sign) == "Sc" for sign in rest):
        found.add("XXX")
        rest = "".join(" " if unicodedata.category(sign) == "Sc" else sign for sign in rest)
    if "$" in found:
        found.discard("$")
        own = {code for code in found if re.search("dollar|peso", currencies().get(code, ""), re.I)}
        found |= set() if own else {"USD"}
    return found, rest


def _take_periods(text: str) -> tuple[set[str], str]:
    found = set()
    for period, words in _PERIODS.items():
        text, count = words.subn(" ", text)
        if count:
            found.add(period)
    return found, text


def _take_years(text: str) -> tuple[int, str]:
    """Return over how many years a sum comes, "(4 years)", and the text without that."""
    match = _YEARS.search(text)
    if match is None:
        return 0, text
    years = _NUMBERS.get(match[1].lower()) or int(match[1])
    return years, f"{text[: match.start()]} {text[match.end() :]}"


@dataclass(frozen=True)
class Cell:
    """An amount as it stands: two ends where it is a range, "" and 0 for what it does not say."""

    low: float
    high: float
    currency: frozenset[str] = frozenset()
    period: str = ""
    years: int = 0
    per_cent: bool = False
    scaled: bool = False


_QUICK = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d\d?|\.\d{4,12})?")
_BETWEEN = re.compile(r"\s*(?:[-–—]|\bto\b)\s*", re.I)
_ONE = re.compile(r"(\d[\d.,]*|\.\d+)(e[+-]?\d\d?)?\s*([a-z]*)", re.I)
_UNITS = {"": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mil": 1e6}
_UNITS["million"] = 1e6
_DOT = re.compile(r"\d\.\d{1,2}(?!\d)|\.\d{4,}|,\d{3}\.|\d,\d{3},\d{3}(?!\d)")
_COMMA = re.compile(r"\d,\d{1,2}(?!\d)|,\d{4,}|\.\d{3},|\d\.\d{3}\.\d{3}(?!\d)")


def decimal_mark(texts: Iterable[str]) -> str:
    """Return what divides the decimals of a column: one clear cell settles all; "?" for both."""
    joined = "\n".join(texts)
    dot, comma = _DOT.search(joined), _COMMA.search(joined)
    return "?" if dot and comma else "." if dot else "," if comma else ""


def read_cell(text: str, mark: str = "") -> Cell:
    """Read an amount as people write it.

    Parameters
    ----------
    text
        Such as ``$450k``, ``300-350k``, ``62,50 EUR/hr``, ``400k over 4 years`` or ``15%``.
    mark
        From `decimal_mark`, of its column.

    Raises
    ------
    ValueError
        Where it is none; the message is a sentence.
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    shown = f"“{text if len(text) <= 40 else text[:39] + '…'}”"
    if len(plain) > 80:
        raise ValueError(f"{shown} is too long for an amount.")
    currency, rest = _currencies(plain)
    years, rest = _take_years(rest)
    periods, rest = _take_periods(rest)
    if years:
        rest = re.sub(r"\b(?:total|grant|rsus?|stock|vest\w*|over)\b", " ", rest, flags=re.I)
    if len(periods) > 1 or "?" in periods:
        raise ValueError(f"{shown} does not say clearly what it is paid for.")
    if len(currency) > 1:
        raise ValueError(f"{shown} names two currencies.")
    rest = re.sub(r"(?<=\d)[\s'’](?=\d{3}(?!\d))", "", rest).strip(" /")
    said: dict[str, Any] = {
        "currency": frozenset(currency),
        "period": next(iter(periods), ""),
        "years": years,
    }
    if per_cent := re.fullmatch(
        r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|percent|per cent|pct)(?:\s+of\s+(?:the\s+)?base.*)?",
        rest,
        re.I,
    ):
        share = float(per_cent[1].replace(",", "."))
        return Cell(share, share, per_cent=True, **said)
    if re.match(r"-\s*[\d.]|\(\s*[\d.,]+\s*\)$", rest):
        raise ValueError(f"{shown} is negative.")
    parts = [_ONE.fullmatch(part.strip()) for part in _BETWEEN.split(rest)]
    if not 1 <= len(parts) <= 2 or any(
        part is None or part[3].lower() not in _UNITS for part in parts
    ):
        raise ValueError(f"{shown} is not an amount.")
    matches = [part for part in parts if part is not None]
    values = [
        _number(part[1], part[2] or "", part[3], mark, said["period"], shown) for part in matches
    ]
    units = [_UNITS[part[3].lower()] for part in matches]
    if len(units) == 2 and units[0] != units[1]:
        # "300-350k" is one unit for both; "300k-350" and "300-1.2m" are a doubt.
        if matches[0][3] or (units[1] != 1e3 and values[0] < 1_000):
            raise ValueError(f"{shown} could be meant in two ways; write out both ends.")
        units[0] = units[1] if values[0] < 1_000 else 1
    ends = [round(value * unit, 6) for value, unit in zip(values, units, strict=True)]
    return Cell(ends[0], ends[-1], scaled=max(units) > 1, **said)


def _number(digits: str, power: str, unit: str, mark: str, period: str, shown: str) -> float:
    """Return the number in `digits`, of which commas and dots may group or divide."""
    doubt = ValueError(
        f"in {shown} it is not clear which mark divides the decimals; write it without the other."
    )
    groups = re.fullmatch(r"\d{1,3}((?:,\d{3})+|(?:\.\d{3})+)", digits)
    if groups and mark in ("", "?") and groups[1].count(groups[1][0]) == 1:
        if mark == "?" or (groups[1][0] == "." and period not in ("", "year")):
            raise doubt
        mark = "." if groups[1][0] == "," or unit else ","
    divider = mark if mark in (".", ",") else "," if digits.rfind(",") > digits.rfind(".") else "."
    if mark not in (".", ",") and digits.count(divider) > 1:
        divider = "." if divider == "," else ","  # "1,234,567": what is repeated groups
    grouper = "." if divider == "," else ","
    whole, dividing, fraction = digits.partition(divider)
    if grouper in whole and not re.fullmatch(rf"\d{{1,3}}(?:\{grouper}\d{{3}})+", whole):
        raise doubt
    if grouper in fraction or divider in fraction or (dividing and not fraction.isdecimal()):
        raise doubt
    return float(f"{whole.replace(grouper, '') or '0'}.{fraction or '0'}{power}")


# From rows of cells to rows of figures


@dataclass
class _Figures:
    """A column of amounts: two ends for each row, and what each cell says of itself."""

    low: np.ndarray
    high: np.ndarray
    currency: np.ndarray  # 0 where it says none, 1 for US dollars, 2 for any other
    period: np.ndarray  # position in `_PERIOD`
    years: np.ndarray
    per_cent: np.ndarray


_PERIOD = ["", *_TIMES]
_RATED = ("base", "total", "low", "high")


class _Rows:
    """The rows below a table's header: what their columns are, their figures, why one is refused."""

    def __init__(self, table: Table, names: Mapping[str, str], today: dt.date) -> None:
        head = table.cells.head(_HEAD).to_numpy().tolist()
        at, _ = find_header(head, names)
        headers = [" ".join(str(cell).split()) for cell in head[at]] if head else []
        while headers and not headers[-1]:
            headers.pop()
        self.table, self.today, self.headers = table, today, headers
        self.cells = table.cells.iloc[at + 1 :]
        self.length = len(self.cells)
        self.headings = [heading(names.get(each, each)) for each in headers]
        self.notes = list(table.notes)
        if at:
            self.notes.append(
                f"The names of the columns are read from row {table.cells.index[at]}."
            )
        self.filing = any(_FILING.match(each.key) for each in self.headings)
        self.why = np.full(self.length, None, dtype=object)
        self.where = np.full(self.length, "", dtype=object)
        self.what = np.full(self.length, "", dtype=object)
        self.columns: dict[str, list[int]] = {}
        for column, each in enumerate(self.headings):
            if each.field:
                self.columns.setdefault(each.field, []).append(column)
        for found in self.columns.values():
            # Of two columns for one thing the one that says "in USD" goes first.
            found.sort(
                key=lambda at: (self.headings[at].currency != {"USD"}, self.headings[at].rank)
            )

    def texts(self, column: int) -> list[str]:
        return self.cells.iloc[:, column].tolist()

    def refuse(
        self,
        rows: np.ndarray | Iterable[int],
        column: int | None,
        reason: str | Callable[[int], str],
    ) -> None:
        """Refuse rows, given by position or as a truth for each, unless they are refused already."""
        if isinstance(rows, np.ndarray) and rows.dtype == bool:
            rows = np.flatnonzero(rows & (self.why == None))  # noqa: E711
        for row in map(int, rows):
            if self.why[row] is None:
                self.why[row] = reason if isinstance(reason, str) else reason(row)
                self.where[row] = "" if column is None else self.headers[column]
                self.what[row] = (
                    ", ".join(filter(None, self.cells.iloc[row].tolist()))[:200]
                    if column is None
                    else self.cells.iat[row, column][:200]
                )

    def result(self) -> ImportResult:
        """Read all columns, refuse what is in doubt, and return the rest."""
        self.refuse_what_is_no_row()
        used = self.choose()
        texts = {name: self.text(name, limit) for name, limit in _TEXTS.items()}
        frame: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
        self.check_status()
        pay = self.pay(used)
        self.refuse_sums(pay, frame)
        if not any(name in self.columns for name in _PAY):
            self.notes.append(
                "No column is known as pay by its name, so nothing can be read. Name one “base a "
                "year”, “total a year” or the like; the file has: "
                f"{', '.join(f'“{each}”' for each in self.headers[:12])}."[:600]
            )
        frame |= pay
        frame["date"] = self.dates()
        self.others(frame)
        ids = self.columns.get("id", [])
        for column in ids[:1]:
            self.refuse_known_ids(column)
        empty = self.empty_rows()
        self.why[empty] = ""
        kept = np.array([why is None for why in self.why], dtype=bool)
        refused = np.flatnonzero(~kept & ~empty)
        numbers = self.cells.index.to_numpy()
        rows = pd.DataFrame(frame, index=numbers)[kept]
        if not ids:
            self.note_look_alikes(rows)
        undated = bool(rows["date"].isna().any()) or rows.empty
        return ImportResult(
            rows.dropna(axis=1, how="all") if len(rows) else rows,
            self.source(),
            {self.headers[at]: name for name, at in used.items() if self.headers[at]},
            self.unused(set(used.values())),
            tuple(dict.fromkeys(self.notes)),
            self.table.sheet,
            self.table.sheets,
            undated,
            tuple(
                each.tolist()
                for each in (
                    numbers[refused],
                    self.where[refused],
                    self.why[refused],
                    self.what[refused],
                )
            ),
        )

    def source(self) -> SourceId:
        """Return the kind of source that such a file most likely is."""
        if self.filing:
            return "public-filing"
        posting = re.compile("posted|posting|joburl|jobposting")
        if "low" in self.columns and any(posting.search(each.key) for each in self.headings):
            return "posted-range"
        return "aggregator"

    def choose(self) -> dict[str, int]:
        """Return the column of each field; several of pay have to agree where both say something."""
        used: dict[str, int] = {}
        for name, found in self.columns.items():
            used[name] = found[0]
            first = self.headings[found[0]]
            for other in found[1:] if name in _PAY and name != "equity" else ():
                if first.currency == {"USD"} and self.headings[other].currency != {"USD"}:
                    continue  # the same in the currency it is paid in
                if self.headings[other].rank >= 50 or name in ("low", "high") and not first.rank:
                    continue
                differ = [
                    at
                    for at, (one, two) in enumerate(
                        zip(self.texts(found[0]), self.texts(other), strict=True)
                    )
                    if one != two and one.strip() and two.strip()
                ]
                self.refuse(
                    differ,
                    other,
                    f"“{self.headers[found[0]][:60]}” and “{self.headers[other][:60]}” could both "
                    f"be the {_WORDS.get(name, name)}, and they differ; rename one of them.",
                )
        if self.filing and "low" in used:
            used.pop("base", None)
        if "period" in used and not {*_RATED} & used.keys():
            used.pop("period")
        return used

    # What is no row of pay

    def refuse_what_is_no_row(self) -> None:
        """Refuse rows of another length, repeated headers, and averages and sums by their label."""
        if self.table.is_text:
            for column in range(len(self.headers), self.cells.shape[1]):
                longer = [at for at, text in enumerate(self.texts(column)) if text.strip()]
                self.refuse(
                    longer,
                    None,
                    "it has more cells than the header, so it is not clear which is which; an "
                    "amount with commas has to stand in quotation marks.",
                )
        number = {row: at for at, row in enumerate(self.cells.index) if row in self.table.swallowed}
        self.refuse(
            number.values(), None, 'a quotation mark in it takes in the rows below; take out the ".'
        )
        pay = [at for name in _PAY for at in self.columns.get(name, [])]
        for column in pay:
            name = self.headers[column].casefold()
            again = [
                at
                for at, text in enumerate(self.texts(column))
                if text and not text.isdecimal() and " ".join(text.split()).casefold() == name
            ]
            self.refuse(again, column, "it repeats the names of the columns.")
        labels = {
            self.columns[name][0] for name in _TEXTS if name in self.columns and name != "note"
        }
        labels |= {0} - set(pay) if self.headers else set()
        for column in labels:
            codes, distinct = pd.factorize(self.cells.iloc[:, column].to_numpy())
            sums = np.array([bool(_SUM.fullmatch(text.strip())) for text in distinct] + [False])
            self.refuse(sums[codes], column, "it is a sum or an average of other rows.")

    def refuse_sums(self, pay: dict[str, np.ndarray], texts: Mapping[str, np.ndarray]) -> None:
        """Refuse a row without a word that is the sum or the mean of the rows above it."""
        if not texts or not self.length:
            return
        blank = np.logical_and.reduce([text == "" for text in texts.values()])
        for name in ("total", "base", "low"):
            for at in np.flatnonzero(
                blank & ~np.isnan(pay.get(name, np.full(self.length, np.nan)))
            ):
                above = pay[name][:at]
                above = above[~np.isnan(above)]
                means = (above.sum(), above.mean()) if len(above) else ()
                if any(abs(pay[name][at] - mean) < 1 for mean in means):
                    self.refuse([at], None, "it is the sum or the average of the rows above it.")

    def empty_rows(self) -> np.ndarray:
        """Return which rows have nothing in them; they are no rows."""
        empty = np.zeros(self.length, dtype=bool)
        for at in np.flatnonzero([why is not None for why in self.why]):
            empty[at] = not any(text.strip() for text in self.cells.iloc[at].tolist())
        return empty

    def refuse_known_ids(self, column: int) -> None:
        ids = self.cells.iloc[:, column].str.strip() if self.length else pd.Series(dtype=object)
        again = ids.duplicated() & ~ids.str.casefold().isin(_MISSING)
        first = dict(zip(reversed(ids.tolist()), reversed(self.cells.index.tolist()), strict=True))
        self.refuse(
            again.to_numpy(dtype=bool),
            column,
            lambda at: f"row {first[ids.iloc[at]]} has the same {self.headers[column][:40]}.",
        )

    def note_look_alikes(self, rows: pd.DataFrame) -> None:
        mixed = np.zeros(len(rows), dtype=np.uint64)
        for name in rows:
            codes = pd.factorize(rows[name])[0].astype(np.uint64)
            mixed = (mixed + codes + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        if alike := int(pd.Series(mixed).duplicated().sum()):
            what = "row looks" if alike == 1 else "rows look"
            self.notes.append(
                f"{alike:,} {what} like an earlier one and are kept, as other people; the file has "
                "no column of ids that could tell."
            )

    def check_status(self) -> None:
        """Refuse filings that were not certified, and work that is not full-time."""
        if "status" in self.columns and self.filing:
            column = self.columns["status"][0]
            self.refuse(
                [
                    at
                    for at, text in enumerate(self.texts(column))
                    if text.strip().casefold() not in ("certified", "certified-expired")
                ],
                column,
                "only a certified case says what is paid.",
            )
        if "full_time" in self.columns:
            column = self.columns["full_time"][0]
            part = [
                at
                for at, text in enumerate(self.texts(column))
                if text.strip().casefold() in ("n", "no", "false")
            ]
            self.refuse(part, column, "it is a part-time position.")

    # Figures

    def figures(self, column: int) -> _Figures:
        """Read a column of amounts; cells that are none are refused."""
        said = self.headings[column]
        texts = self.texts(column)
        low = np.array(
            [float(t) if t.isdecimal() and t.isascii() and len(t) < 16 else np.nan for t in texts]
        )
        low *= said.multiple
        high = low.copy()
        found = _Figures(
            low,
            high,
            np.zeros(self.length, np.int8),
            np.zeros(self.length, np.int8),
            np.zeros(self.length, np.int16),
            np.full(self.length, said.per_cent) & ~np.isnan(low),
        )
        rest = np.flatnonzero(np.isnan(low)).tolist()
        mark = decimal_mark({texts[at] for at in rest})
        known: dict[str, Cell | str] = {}
        for at in rest:
            text = texts[at]
            if mark in ("", ".") and (quick := _QUICK.fullmatch(text)):
                low[at] = high[at] = said.multiple * float(
                    quick[1].replace(",", "") + (quick[2] or "")
                )
                found.currency[at] = text[0] == "$"
                found.per_cent[at] = said.per_cent
                continue
            if text not in known:
                try:
                    missing = text.strip().casefold() in _MISSING
                    known[text] = "" if missing else read_cell(text, mark)
                except (ValueError, OverflowError) as error:
                    known[text] = str(error)
            cell = known[text]
            if isinstance(cell, str):
                if cell:
                    self.refuse([at], column, cell)
                continue
            times = 1 if cell.scaled or cell.per_cent else said.multiple
            low[at], high[at] = cell.low * times, cell.high * times
            found.currency[at] = 0 if not cell.currency else 1 if cell.currency == {"USD"} else 2
            found.period[at] = _PERIOD.index(cell.period)
            found.years[at] = cell.years
            found.per_cent[at] = cell.per_cent or said.per_cent
        return found

    def coded(self, name: str, read: Callable[[str], int]) -> np.ndarray | None:
        """Return a small number for each row of a column, each distinct text read once."""
        if name not in self.columns or not self.length:
            return None
        codes, distinct = pd.factorize(self.cells.iloc[:, self.columns[name][0]].to_numpy())
        return np.array([read(text.strip()) for text in distinct], dtype=np.int8)[codes]

    def check_currency(self, column: int, figures: _Figures, money: np.ndarray | None) -> None:
        """Refuse amounts that are not in US dollars for sure."""
        said = self.headings[column].currency
        shown = self.headers[column][:60]
        there = ~np.isnan(figures.low) & (figures.low != 0) & ~figures.per_cent
        advice = "convert it to US dollars, or enter it by hand with your own rate."
        if said and said != {"USD"}:
            names = " and ".join(sorted(code for code in said if code != "XXX")) or "a currency"
            self.refuse(there, column, f"“{shown}” names {names}, not US dollars alone; {advice}")
        self.refuse(
            there & (figures.currency == 2),
            column,
            lambda _: f"it is in another currency; {advice}",
        )
        unsaid = there & (figures.currency == 0) & (not said)
        if (figures.currency == 2).any():
            self.refuse(
                unsaid if money is None else unsaid & (money != 1),
                column,
                "other cells of the column name a currency, and this one does not.",
            )
        if money is None:
            return
        own = self.columns["currency"][0]
        others = [at for at in self.columns[self.headings[column].field] if at != column]
        if said == {"USD"} and others:
            return  # "salary_in_usd" beside a salary in the currency of the row
        self.refuse(
            there & (money == 2),
            own,
            lambda at: f"its currency is “{self.cells.iat[at, own][:24]}”; {advice}",
        )
        self.refuse(unsaid & (money == 3), own, "it does not say its currency.")

    def to_year(self, column: int, figures: _Figures, paid: np.ndarray | None) -> None:
        """Make pay for a month or an hour a year's; refuse where it is not clear for what it is."""
        said = self.headings[column]
        there = ~np.isnan(figures.low) & ~figures.per_cent
        name = 0 if said.period == "?" else _PERIOD.index(said.period)
        period = np.where(figures.period > 0, figures.period, name)
        clash = (figures.period > 0) & (name > 0) & (figures.period != name)
        if paid is not None:
            own = self.columns["period"][0]
            clash |= (period > 0) & (paid > 0) & (period != paid)
            period = np.where(period > 0, period, np.maximum(paid, 0))
            self.refuse(
                there & (paid < 0),
                own,
                lambda at: (
                    f"“{self.cells.iat[at, own][:24]}” does not say what its pay is for: a "
                    "year, a month, an hour."
                ),
            )
        self.refuse(
            there & clash,
            column,
            "the column, the cell and its frequency do not agree on a period.",
        )
        if said.period == "?":
            self.refuse(
                there & (period == 0),
                column,
                "its column does not say clearly what it is paid for.",
            )
        times = np.array([1, *_TIMES.values()])[period]
        for end in (figures.low, figures.high):
            end[there] = np.round(end[there] * times[there])
        if self.headings[column].field not in _RATED:
            return
        low, high, positive = figures.low, figures.high, there & (figures.low > 0)
        for floor, rows, more in (
            (LEAST, period > 0, ""),
            (_LEAST_UNSAID, period == 0, ", and nothing says that it is for less"),
        ):
            self.refuse(
                positive & rows & (low < floor),
                column,
                lambda at, more=more: (
                    f"${low[at]:,.0f} is too little for a year{more}; write 450k for "
                    "$450,000, or name the column “(monthly)” or what it is."
                ),
            )
        self.refuse(
            positive & (times > 1) & (high > _MOST_CONVERTED),
            column,
            lambda at: f"that would be ${high[at]:,.0f} a year; check what it is paid for.",
        )

    def pay(self, used: Mapping[str, int]) -> dict[str, np.ndarray]:
        """Return dollars a year by field of a point, NaN where a row says none."""
        money = self.coded("currency", _is_dollar)
        paid = self.coded("period", _paid_for) if "period" in used else None
        nothing = np.full(self.length, np.nan)
        found: dict[str, _Figures] = {}
        for name in _PAY:
            if name in used and name != "equity":
                found[name] = self.read(name, used[name], money, paid)
        base, low, high, total = nothing.copy(), nothing.copy(), nothing.copy(), nothing.copy()
        whole = np.zeros(self.length, dtype=bool)  # whether a range is of the whole pay
        for name, single in (("base", base), ("total", total)):
            if name in found:
                one = found[name].low == found[name].high
                single[one] = found[name].low[one]
                ends = ~one & ~np.isnan(found[name].low)
                low[ends], high[ends] = found[name].low[ends], found[name].high[ends]
                whole[ends] = name == "total"
        column = next((used[name] for name in ("base", "total") if name in used), None)
        zero = (base == 0) & ~(total > 0) & np.isnan(low)
        self.refuse(zero, used.get("base"), "its base is 0.")
        base[base == 0] = np.nan
        self.refuse(total == 0, used.get("total"), "its total is 0.")
        if "low" in found or "high" in found:
            self.ends(used, found, base, total, low, high)
        has_range = ~np.isnan(low)
        self.refuse(has_range & (low <= 0), column, "its range begins at 0.")
        self.refuse(has_range & (low > high), column, "its range's low end is above its high end.")
        self.refuse(base > total, used.get("base"), "its base is above its total.")
        bonus, share = self.bonus(found, used, base, low, total)
        parts = {
            name: found[name].low if name in found else nothing.copy()
            for name in ("sign_on", "refreshers")
        }
        stock, grant, vesting = self.equity(money, base, bonus, total)
        extra = (bonus > 0) | (share > 0) | (stock > 0) | (grant > 0)
        of = self.headings[used["low"]].of if "low" in used else ""
        if "low" in found and of == "":
            both = ~np.isnan(found["low"].low) & has_range & np.isnan(total) & extra
            self.refuse(
                both,
                used["low"],
                "it is not clear whether its range is of the base or of the whole, beside a bonus or "
                "stock; name the columns “base min” and “base max”, or “total min”.",
            )
        if of == "total":
            whole |= has_range & ~np.isnan(found["low"].low)
        for each in (base, bonus, share, stock, grant):
            each[whole] = np.nan  # they are in the range of the whole
        vesting[np.isnan(grant)] = ""
        low[~np.isnan(total)] = high[~np.isnan(total)] = np.nan
        share[np.isnan(base) & np.isnan(low)] = np.nan
        paid_in = ~np.isnan(base) | ~np.isnan(total) | ~np.isnan(low)
        if not {*_RATED} & used.keys():
            paid_in |= (grant > 0) | (stock > 0)
        self.refuse(~paid_in, column, "it has no base, no total and no range.")
        years = np.array([len(parse_vesting(text)) if text else 4 for text in vesting])
        main = np.where(np.isnan(base), np.nan_to_num((low + high) / 2), base)
        stated = main + np.nan_to_num(bonus) + main * np.nan_to_num(share) / 100
        stated += np.nan_to_num(stock) + np.nan_to_num(grant) / years
        result = {"base": base, "low": low, "high": high, "bonus": bonus, "bonus_percent": share}
        result |= {"stock": stock, "grant": grant, **parts, "total": total}
        for name, figures in result.items():
            self.refuse(
                figures > MOST,
                used.get(name),
                lambda at, figures=figures: f"${figures[at]:,.0f} is too much; check the digits.",
            )
        return {
            **{name: each for name, each in result.items() if not np.isnan(each).all()},
            **({"vesting": vesting} if (vesting != "").any() else {}),
            "stated": np.where(np.isnan(total), stated, total),
        }

    def read(
        self, name: str, column: int, money: np.ndarray | None, paid: np.ndarray | None
    ) -> _Figures:
        """Read the amounts of a field, in dollars and for a year."""
        figures = self.figures(column)
        self.check_currency(column, figures, money)
        self.to_year(column, figures, paid if name in _RATED else None)
        low, high = figures.low, figures.high
        if name not in ("bonus", "bonus_percent"):
            self.refuse(figures.per_cent, column, "it is a per cent and not an amount.")
        if name not in _RATED or name in ("low", "high"):
            self.refuse(
                ~np.isnan(low) & (low != high), column, "it is a range where one amount is needed."
            )
        if name not in _RATED:
            least = 101 if name == "bonus" else LEAST
            self.refuse(
                (low > 0) & (low < least) & ~figures.per_cent,
                column,
                lambda at: (
                    f"a bare {low[at]:g} could be per cent, thousands or dollars; write "
                    f"{low[at]:g}% or {low[at]:g}k."
                ),
            )
        if name not in ("equity",):
            self.refuse(
                (figures.years > 0) & ~np.isnan(low), column, "it is a sum of several years."
            )
        return figures

    def ends(
        self,
        used: Mapping[str, int],
        found: Mapping[str, _Figures],
        base: np.ndarray,
        total: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
    ) -> None:
        """Put the two ends of a range that stand in two columns where no other pay stands."""
        nothing = np.full(self.length, np.nan)
        first = found["low"].low if "low" in found else nothing
        last = found["high"].low if "high" in found else nothing
        free = np.isnan(base) & np.isnan(total) & np.isnan(low)
        column = used.get("low", used.get("high"))
        if self.filing:  # a wage without its upper end is one figure
            single = free & (np.isnan(last) | (last == 0) | (last == first))
            base[single] = first[single]
            self.refuse(single & (first == 0), column, "its wage is 0.")
            free &= ~single
        one = free & (np.isnan(first) != np.isnan(last))
        self.refuse(one, column, "its range has one end; it needs both.")
        both = free & ~np.isnan(first) & ~np.isnan(last)
        low[both], high[both] = first[both], last[both]

    def bonus(
        self,
        found: Mapping[str, _Figures],
        used: Mapping[str, int],
        base: np.ndarray,
        low: np.ndarray,
        total: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return a year's bonus in dollars, and in per cent of the base."""
        amount, share = np.full(self.length, np.nan), np.full(self.length, np.nan)
        for name in ("bonus", "bonus_percent"):
            if name not in found:
                continue
            figures, column = found[name], used[name]
            said = self.headings[column]
            part = figures.per_cent
            amount[~part] = np.where(np.isnan(amount), figures.low, amount)[~part]
            clash = part & ~np.isnan(share) & (share != figures.low)
            self.refuse(clash, column, "its bonus is given twice and differs.")
            share[part] = figures.low[part]
            if said.per_cent:
                bare = np.array(["%" not in text for text in self.texts(column)], dtype=bool)
                self.refuse(
                    part & bare & (share > 0) & (share < 1),
                    column,
                    lambda at: (
                        f"{share[at]:g} could be {share[at]:g}% or {100 * share[at]:g}%; "
                        "write the % beside it."
                    ),
                )
            times = said.period not in ("", "year") or (figures.period[part] > 1).any()
            if times:
                self.refuse(part, column, "it is not clear what its per cent is taken of.")
            self.refuse(part & (share > 500), column, "a bonus of over 500% of the base cannot be.")
        self.refuse((amount > 0) & (share > 0), used.get("bonus"), "its bonus is given twice.")
        lost = (share > 0) & np.isnan(base) & np.isnan(low) & np.isnan(total)
        self.refuse(lost, used.get("bonus"), "its bonus is a per cent of a base that is missing.")
        share[~np.isnan(amount) & ~(share > 0)] = np.nan
        amount[share > 0] = np.nan
        return amount, share

    def equity(
        self, money: np.ndarray | None, base: np.ndarray, bonus: np.ndarray, total: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return a year's stock, a whole grant, and how that vests, as text.

        "(4 years)" or a vesting schedule makes it a grant; "a year" makes it a year's, and so does
        the name "stock" alone, or that it fills up the total in most rows.
        """
        stock, grant = np.full(self.length, np.nan), np.full(self.length, np.nan)
        vesting = np.full(self.length, "", dtype=object)
        schedule = self.schedule()
        columns = self.columns.get("equity", [])
        for column in columns:
            said = self.headings[column]
            figures = self.read("equity", column, money, None)
            amount = figures.low
            there = ~np.isnan(amount)
            years = np.where(figures.years > 0, figures.years, said.years)
            yearly = (figures.period > 0) | bool(said.period) & (said.period != "?")
            own = (said.key == "grant") | (len(columns) == 1)
            scheduled = (schedule != "") & own & ~yearly
            parts = np.nan_to_num(base) + np.nan_to_num(bonus) + np.nan_to_num(amount)
            adds = np.abs(parts - total) <= 0.01 * np.abs(total)
            tried = there & (amount > 0) & ~np.isnan(total) & ~np.isnan(base)
            if tried.any() and adds[tried].mean() >= 0.8:
                yearly |= (years == 0) & ~scheduled
            elif said.key in ("stock", "stocks", "stockgrantvalue"):
                named = there & (years == 0) & ~scheduled & ~yearly
                if named.any():
                    yearly |= named
                    self.notes.append(
                        f"“{self.headers[column][:60]}” is taken for a year's; name it “(4 years)” "
                        "if it is a whole grant."
                    )
            whole = there & ((years > 0) | scheduled) & ~yearly
            self.refuse(whole & (years > 10), column, "a grant vests over ten years at most.")
            schedules = np.array([str(each) for each in years], dtype=object)
            doubt = there & ~yearly & ~whole
            self.refuse(
                doubt & (amount > 0) & np.isnan(total),
                column,
                f"“{self.headers[column][:60]}” does not say whether it is a year's or a whole grant; "
                "name it “stock a year” or “grant (4 years)”.",
            )
            for into, rows in ((stock, yearly & there), (grant, whole)):
                twice = rows & (into > 0) & (amount > 0)
                self.refuse(twice, column, "it has stock in two columns.")
                into[rows] = amount[rows]
            vesting[whole] = np.where(schedule != "", schedule, schedules)[whole]
        return stock, grant, vesting

    def schedule(self) -> np.ndarray:
        """Return each row's vesting schedule as text, "" where it says none."""
        result = np.full(self.length, "", dtype=object)
        if "vesting" not in self.columns or not self.length:
            return result
        column = self.columns["vesting"][0]
        codes, distinct = pd.factorize(self.cells.iloc[:, column].to_numpy())
        known = []
        for text in distinct:
            plain = text.strip()
            try:
                if plain.casefold() not in _MISSING:
                    parse_vesting(plain)
                known.append("" if plain.casefold() in _MISSING else plain)
            except ValueError:
                known.append("?")
        result = np.array(known, dtype=object)[codes]
        self.refuse(
            result == "?", column, "its vesting cannot be read; write 4 years or 5/15/40/40."
        )
        result[result == "?"] = ""
        return result

    # What is no figure

    def text(self, name: str, limit: int) -> np.ndarray | None:
        """Return a column of texts; a town has its state behind it."""
        if name not in self.columns:
            return (
                self.text("state", limit)
                if name == "location" and "state" in self.columns
                else None
            )
        column = self.columns[name][0]
        values = self.cells.iloc[:, column].to_numpy()
        codes, distinct = pd.factorize(values)
        clean = [_clean(text) for text in distinct]
        found = np.array([*clean, ""], dtype=object)[codes]
        long = np.array([len(text) > limit for text in clean] + [False])[codes]
        self.refuse(long, column, f"a text in it is longer than {limit:,} characters.")
        if name == "location" and "state" in self.columns:
            state = self.text("state", 50)
            assert state is not None, "it is among the columns"
            found = np.array(
                [", ".join(filter(None, both)) for both in zip(found, state, strict=True)],
                dtype=object,
            )
            found = np.array([each[:limit] for each in found], dtype=object)
        return found

    def dates(self) -> np.ndarray:
        """Return the day of each row; one clear date settles which of day and month goes first."""
        if "date" not in self.columns or not self.length:
            return np.full(self.length, np.datetime64("NaT"), dtype="datetime64[s]")
        column = self.columns["date"][0]
        short = [
            text.strip().split(" ", 1)[0] if text[:1].isdigit() else text.strip()
            for text in self.texts(column)
        ]
        codes, distinct = pd.factorize(np.array(short, dtype=object))
        days, note = read_dates(distinct.tolist(), self.today)
        found = np.array(days, dtype="datetime64[s]")[codes]
        shown = self.headers[column][:60]
        if note:
            self.notes.append(f"“{shown}”: {note}")
        missing = np.array([text.casefold() in _MISSING for text in distinct], dtype=bool)[codes]
        if not note and (unread := int((np.isnat(found) & ~missing).sum())):
            self.notes.append(f"“{shown}”: {unread:,} dates cannot be read and are left out.")
        return found

    def others(self, frame: dict[str, Any]) -> None:
        """Add years of experience, and the kind of source that a row names itself."""
        if "experience" in self.columns and self.length:
            column = self.columns["experience"][0]
            codes, distinct = pd.factorize(self.cells.iloc[:, column].to_numpy())
            frame["experience"] = np.array([_experience(text) for text in distinct])[codes]
        if "source" in self.columns and self.length:
            column = self.columns["source"][0]
            known = {source.id: source.id for source in guide.sources()}
            known |= {source.name.casefold(): source.id for source in guide.sources()}
            codes, distinct = pd.factorize(self.cells.iloc[:, column].to_numpy())
            kinds = [known.get(text.strip().casefold(), "") for text in distinct]
            if any(kinds):
                frame["source"] = np.array(kinds, dtype=object)[codes]

    def unused(self, used: set[int]) -> dict[str, str]:
        """Return why a column with something in it is not used, and what it would have added."""
        used = used | set(self.columns.get("equity", [])) | set(self.columns.get("state", []))
        found: dict[str, str] = {}
        for column in range(self.cells.shape[1]):
            shown = self.headers[column] if column < len(self.headers) else ""
            sample = [text for text in self.cells.iloc[:5_000, column].tolist() if text.strip()]
            if column in used or not sample or (not shown and self.table.is_text):
                continue
            said = self.headings[column] if column < len(self.headings) else Heading()
            if re.match("prevailingwage|pw", said.key):
                reason = "a prevailing wage is what others earn, not what is paid here"
            elif said.field:
                reason = f"another column is read as the {_WORDS.get(said.field, said.field)}"
            else:
                reason = "its name is not known"
                if _PAY_WORD.search(said.key):
                    reason += " as pay" + _would_add(sample)
            found[shown or f"column {column + 1}"] = reason
        return found


def _would_add(sample: Sequence[str]) -> str:
    amounts = []
    for text in sample:
        try:
            cell = read_cell(text)
        except (ValueError, OverflowError):
            continue
        if cell.low > 100 and not cell.per_cent:
            amounts.append((cell.low + cell.high) / 2)
    if len(amounts) < len(sample) / 2:
        return ""
    return f"; it holds {float(np.median(amounts)):,.0f} in its middle row"


def _clean(text: str) -> str:
    plain = " ".join(text.split())
    return "" if len(plain) < 8 and plain.casefold() in _MISSING else plain


def _is_dollar(text: str) -> int:
    """Return 1 for US dollars, 3 for nothing said and 2 for all else."""
    if text.casefold() in _MISSING:
        return 3
    if text.casefold() in ("dollar", "dollars", "us", "$"):
        return 1
    currency, rest = _currencies(text)
    return 1 if currency == {"USD"} and not rest.strip(" .()-–") else 2


def _paid_for(text: str) -> int:
    """Return the position in `_PERIOD` of what pay is for, -1 where that is not clear."""
    short = {"y": "year", "h": "hour", "bi": "fortnight", "annum": "year", "mo": "month"}
    if text.casefold() in short:
        return _PERIOD.index(short[text.casefold()])
    periods, rest = _take_periods(text)
    clear = len(periods) == 1 and "?" not in periods
    if not clear or re.search(r"\w", re.sub(r"(?i)\b(?:per|a|an|paid|basis|rate)\b", "", rest)):
        return -1
    return _PERIOD.index(periods.pop())


def _experience(text: str) -> float:
    match = re.fullmatch(
        r"\s*[<>~]?\s*(\d{1,2}(?:[.,]\d+)?)\s*\+?\s*(?:years?|yrs?|y)?\s*", text, re.I
    )
    years = float(match[1].replace(",", ".")) if match else np.nan
    return years if years <= 80 else np.nan


_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?=$|[T,])")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?=$|T)")


def read_dates(texts: Sequence[str], today: dt.date) -> tuple[list[dt.date | None], str]:
    """Read the dates of a column.

    Parameters
    ----------
    texts
        Without the time of day.
    today
        Later ones are None, as is what is no date.

    Returns
    -------
    days, note
        A day or None for each text, and what to ask where day and month cannot be told apart.
    """
    numeric = [match for text in texts if (match := _NUMERIC.match(text))]
    day_first = any(int(match[1]) > 12 or match[2] == "." for match in numeric)
    month_first = any(int(match[3]) > 12 for match in numeric)
    doubtful = [
        match[0]
        for match in numeric
        if match[1] != match[3] and max(int(match[1]), int(match[3])) <= 12
    ]
    clear = day_first != month_first
    days: list[dt.date | None] = []
    for text in texts:
        try:
            day = _day(text, day_first if clear else None)
        except (ValueError, OverflowError):
            day = None
        late = day is not None and not dt.date(1990, 1, 1) <= day <= today + dt.timedelta(days=1)
        days.append(None if late else day)
    note = ""
    if doubtful and not clear:
        note = (
            f"in {doubtful[0]} it cannot be told whether the day or the month goes first, so such "
            "dates are left out; say of which day the file is, or write them like 2026-06-12."
        )
    return days, note


def _day(text: str, day_first: bool | None) -> dt.date | None:
    if match := _ISO.match(text):
        return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _NUMERIC.match(text):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        if one > 12 or (day_first and two <= 12) or one == two:
            return dt.date(year, two, one)
        if two > 12 or day_first is False:
            return dt.date(year, one, two)
        return None
    if re.fullmatch(r"\d{4}", text):
        return dt.date(int(text), 1, 1)
    if re.search(r"[a-z]{3}", text, re.I) and re.search(r"\b\d{4}\b", text) and len(text) < 60:
        found = pd.to_datetime(text, errors="coerce")
        return None if found is pd.NaT else found.date()
    return None
