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
_EACH = r"(?:/\s?|\b(?:per|an?|each|p)[\s/-]+)"
_PERIODS = {
    period: re.compile(rf"{_EACH}?(?:{words})" + (rf"|{_EACH}{short}\b" if short else ""), re.I)
    for period, words, short in (
        # First what contains another's word; "?" can be meant in two ways.
        ("?", r"\bbi-?\s?(?:month|annual|yearly)\w*", ""),
        ("half-month", r"\b(?:semi-?\s?|twice[\s-](?:a|per)[\s-])month(?:ly)?\b", ""),
        ("half-year", r"\b(?:semi|half)-?\s?(?:annual(?:ly)?|year(?:ly)?)\b", ""),
        (
            "fortnight",
            r"\bbi-?\s?week(?:ly|s)?\b|\bfortnight(?:ly)?\b"
            r"|\b(?:every\s)?(?:two|2|other|second)\sweeks?\b",
            "",
        ),
        ("quarter", r"\bquarterly\b", "quarter"),
        ("month", r"\bmonthly\b|(?<!\d )(?<!\dth )\bmonths?\b|\bmth\b|\bpcm\b", "mo"),
        ("week", r"\bweekly\b|(?<!\d )\bweeks?\b|\bwk\b|\bpw\b", "w"),
        ("day", r"\bdaily\b|\bday\s?rate\b|\(day\)", "day"),
        ("hour", r"\bhourly\b|(?<!\d )\bhours?\b|\bhrs?\b|\bph\b", "h"),
        (
            "year",
            r"\bannual(?:ly|i[sz]ed)?\b|\bannum\b|\byearly\b|\byears?\b|\byrs?\b|\bp\.?\s?a\b\.?",
            "y",
        ),
    )
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_YEARS = re.compile(
    r"[(/]?\s*(?:\b(?:over|for|across|in|vest\w*|per)\b\s*)*(?<![\d.,])"
    rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
    r"[\s-]*(?:years?|yrs?|y)\b(?:\s*vest\w*)?\s*\)?",
    re.I,
)
_SHARE = re.compile(
    r"(?:%|\bper\s?cent(?:age)?\b|\bpct\b)"
    r"(?:\s+of\s+(?:the\s+)?(?:annual\s+)?(?:base|salary)(?: salary| pay)?)?",
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
        "package; pay; ctc; ote; on target earnings; income; earnings; pay range; pay band; "
        "compensation range; comp range; total compensation range"
    ),
    "base": (
        "base salary; base; base pay; base compensation; base comp; base wage; salary; fixed "
        "salary; fixed pay; wage; wages; pay rate; wage rate; wage rate of pay; wage rate of "
        "pay 1; lca case wage rate; salary range; base range; salary band"
    ),
    "bonus": (
        "bonus; target bonus; bonus target; cash bonus; performance bonus; bonuses; variable; "
        "variable pay"
    ),
    "equity": (
        "stock; stocks; stock grant value; equity; rsu; rsus; grant; stock grant; equity grant; "
        "rsu grant; stock award; equity award; total stock; total equity; total rsu; total "
        "rsus; total grant; total stock grant; initial grant; initial equity grant; new hire "
        "grant; stock rsu; rsu stock; rsu total; rsus total; stock total; equity total; grant "
        "total; restricted stock; restricted stock units"
    ),
    "sign_on": ("sign on; sign on bonus; signing bonus; signing; joining bonus; starting bonus"),
    "refreshers": ("refreshers; refresher; refresh; stock refresher; stock refreshers"),
    "company": (
        "company; company name; employer; employer name; organisation; organization; firm; lca "
        "case employer name; emp business name"
    ),
    "title": (
        "title; job title; role; position; job; occupation; lca case job title; job opp title; "
        "job info job title"
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
        "9089; job opp wage; lca case wage rate; salary range; base range; salary band"
    ),
    "total": ("total; total compensation; total comp; tc; compensation; comp"),
    "": ("; pay; range; pay range; band; pay band; compensation range; comp range"),
}
_FILING = re.compile(
    r"wagerateofpay|wageoffer|joboppwage|prevailingwage|pw(?:unit|amount|wage)|lcacase|casestatus"
    r"|submitdate"
)
_STOP = frozenset(
    re.findall(
        r"\w+",
        "what whats is was are were your the my our a an of in for please enter amount gross "
        "current currently value offered offer if any do you get how much per and",
    )
)
_PAY_WORD = re.compile(
    r"pay|salar|base|total|wage|compens|bonus|stock|equity|rsu|grant|option|share|commission"
    r"|allowance|award"
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
    refused: Callable[[], list[Problem]] = field(default=list, repr=False, compare=False)

    @cached_property
    def points(self) -> list[Point]:
        """The accepted rows as points, in the order of the file."""
        return [Point(**fields) for fields in self.fields()]

    @cached_property
    def problems(self) -> list[Problem]:
        """The refused rows: every row of the file is among these or among the points."""
        return self.refused()

    def fields(self) -> Iterator[dict[str, Any]]:
        """Yield what each accepted row gives a `Point`."""
        frame = self.rows.drop(columns="stated")
        columns = {str(name): frame[name].tolist() for name in frame}
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


_FIELDS = [*_TEXTS, "source", "date", "experience", "base", "low", "high", "bonus", "bonus_percent"]
_FIELDS += ["stock", "grant", "vesting", "refreshers", "sign_on", "total", "stated"]
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
                f"This file has {size // 1_000_000:,} MB and up to {LARGEST // 1_000_000} MB "
                "can be read; keep the rows you can compare with, such as one company's."
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
    if not whole or re.match("pw|prevailing", whole):  # what others earn is no one's pay
        return Heading(key=whole)
    said, rest = _beside(text)
    words = [word for word in _words(rest) if word not in _STOP]
    key = "".join(words)
    if key not in _BY_KEY and (
        squashed := re.match(r"(annual|yearly|monthly|weekly|hourly|daily)(.+)", key)
    ):
        key = squashed[2]
        said["period"] = next(iter(_take_periods(squashed[1])[0]))
    if key == "rate" and said["period"] not in ("", "year"):
        return Heading("base", 50, whole, **said)  # "Hourly rate", and not an exchange rate
    if key in _BY_KEY or whole in _BY_WORDS:
        what, rank = _BY_KEY.get(key) or _BY_WORDS[whole]
        if what == "bonus" and said["per_cent"]:
            what = "bonus_percent"
        elif what != "equity" and (said["years"] or (what in _PAY and said["per_cent"])):
            what = ""  # a per cent of what, a sum of which years
        return Heading(what, rank, whole, **said)
    for what, ends in (("low", _LOW), ("high", _HIGH)):
        inside = [word for word in words if word in ends]
        of = "".join(word for word in words if word not in ends)
        if len(inside) == 1 and of in _RANGE_OF and not said["years"] and not said["per_cent"]:
            return Heading(what, 0 if of else 5, whole, _RANGE_OF[of], **said)
    return Heading(key=whole, **said)


def _beside(text: str) -> tuple[dict[str, Any], str]:
    """Return what a name says beside the thing, as fields of a `Heading`, and what is left."""
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
    rest, per_cents = _SHARE.subn(" ", rest)
    said = {"currency": frozenset(currency), "multiple": multiple, "per_cent": bool(per_cents)}
    period = next(iter(periods), "") if len(periods) < 2 else "?"
    return said | {"period": period, "years": years}, rest


def find_header(rows: Sequence[Sequence[str]], names: Mapping[str, str]) -> tuple[int, int]:
    """Return the position of the row that names the columns, and how many names are known.

    It is the one with most known names, a name of pay among them: title lines stand before it.
    """
    best, most = 0, (False, 0)
    for at, row in enumerate(rows[:_HEAD]):
        known = {
            heading(names.get(cell, cell)).field
            for cell in row
            if cell and len(cell) <= 600 and not cell[:1].isdigit()
        } - {""}
        best, most = max(
            (best, most),
            (at, (bool(known.intersection(_PAY)), len(known))),
            key=lambda each: each[1],
        )
    if not most[1]:
        full = [sum(map(bool, row)) for row in rows[:_HEAD]]
        best = next((at for at, cells in enumerate(full) if cells >= min(2, max(full))), 0)
    return best, most[1] if most[0] else 0


# What a cell says


_ENGLISH = frozenset(["ALL", "TOP", "TRY", "CUP", "PEN", "SOS", "MAD", "COP", "AMD", "GEL", "RON"])
_ENGLISH |= frozenset(["LAK", "MOP", "BAM", "ANG", "BOB"])


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
    english = codes & _ENGLISH
    plain = any_of(codes - english)
    doubtful = any_of(english)
    letter = r"[^\W\d_]"
    sign = rf"(?:(?<!{letter})(?:{any_of(s for s in signs if s != '$')})|[^\W\d_]{{0,3}}\$|[€£¥₹¤])"
    word = rf"(?<!{letter})(?i:{any_of(words)}|{plain}|T(?:EUR|CHF|GBP))(?!{letter})"
    # In "120kEUR" the k stands before the code.
    after = rf"(?<=\d[kKmM])(?i:{plain})(?!{letter})"
    edge = rf"\((?:{doubtful})\)|(?<=\d\s)(?:{doubtful})\b|\b(?:{doubtful})(?=\s?\d)"
    edge += rf"|[,_ ](?:{doubtful})$"
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


# From columns of cells to rows of figures


class _Column:
    """A column below its header: each distinct text once, and which of them a row has."""

    def __init__(self, name: str, said: Heading, cells: Any) -> None:
        self.name, self.said, self.cells = name, said, cells
        self.shown = f"“{name[:60]}”"

    @cached_property
    def _factors(self) -> tuple[np.ndarray, list[str]]:
        if isinstance(self.cells, pd.Categorical):
            codes, distinct = self.cells.codes, self.cells.categories
        else:
            codes, distinct = pd.factorize(self.cells)
        return codes, [str(text).strip() for text in distinct.tolist()]

    @property
    def codes(self) -> np.ndarray:
        return self._factors[0]

    @property
    def texts(self) -> list[str]:
        return self._factors[1]

    def is_name(self, text: str) -> bool:
        """Whether a cell repeats the header."""
        return " ".join(text.split()).casefold() == self.name.casefold()

    def each(self, read: Callable[[str], Any], dtype: Any = None) -> np.ndarray:
        """Return what `read` makes of each row's text; each distinct text is read once."""
        return np.array([*map(read, self.texts)], dtype=dtype)[self.codes]


@dataclass
class _Figures:
    """A column of amounts: two ends for each row, and what each cell says of itself."""

    low: np.ndarray
    high: np.ndarray
    currency: np.ndarray  # 0 where it says none, 1 for US dollars, 2 for any other
    period: np.ndarray  # position in `_PERIOD`
    years: np.ndarray
    per_cent: np.ndarray

    @property
    def there(self) -> np.ndarray:
        return ~np.isnan(self.low)


_PERIOD = ["", *_TIMES]
_RATED = ("base", "total", "low", "high")
_ALIKE = frozenset(["company", "title", "level", "location", "state", "date", "period", "currency"])


class _Rows:
    """The rows below a table's header: their columns, their figures, why one is refused."""

    def __init__(self, table: Table, names: Mapping[str, str], today: dt.date) -> None:
        at, _ = find_header(table.head, names)
        headers = [" ".join(cell.split()) for cell in table.head[at]] if table.head else []
        while headers and not headers[-1]:
            headers.pop()
        said = [heading(names.get(each, each)) for each in headers]
        self.filing = any(_FILING.match(each.key) for each in said)
        known = [column for column, each in enumerate(said) if each.field]
        self.table, self.today, self.first = table, today, at + 1
        beyond = [len(headers)] if table.is_text else []
        exact = [column for column in known if said[column].field in _PAY]
        alike = [column for column in known if said[column].field in _ALIKE] + beyond
        cells = table.load(at + 1, sorted({0, *known, *beyond}), exact, alike)
        self.length = len(next(iter(cells.values()), ()))
        self.notes = list(table.notes)
        if at:
            self.notes.append(f"The names of the columns are read from row {at + 1}.")
        self.all = {
            column: _Column(headers[column], said[column], cells[column])
            for column in range(len(headers))
            if column in cells
        }
        self.headers = headers
        self.beyond = [_Column("", Heading(), cells[column]) for column in beyond]
        self.columns: dict[str, list[_Column]] = {}
        for column in known:
            self.columns.setdefault(said[column].field, []).append(self.all[column])
        for found in self.columns.values():
            # Of two columns for one thing the one that says "in USD" goes first.
            found.sort(key=lambda each: (each.said.currency != {"USD"}, each.said.rank))
        self.ok = np.ones(self.length, dtype=bool)
        self.why: dict[int, tuple[_Column | None, str]] = {}

    def nothing(self) -> np.ndarray:
        return np.full(self.length, np.nan)

    def get(self, name: str) -> _Column | None:
        return self.columns[name][0] if name in self.columns and self.length else None

    def refuse(
        self, rows: np.ndarray, column: _Column | None, reason: str | Callable[[int], str]
    ) -> None:
        """Refuse rows, a truth for each, unless they are refused already."""
        for row in np.flatnonzero(rows & self.ok).tolist():
            self.why[row] = (column, reason if isinstance(reason, str) else reason(row))
        self.ok &= ~rows

    def result(self) -> ImportResult:
        """Read all columns, refuse what is in doubt, and return the rest."""
        self.refuse_what_is_no_row()
        self.choose()
        frame: dict[str, Any] = {name: self.text(name, limit) for name, limit in _TEXTS.items()}
        pay = self.pay()
        self.refuse_sums(pay, frame)
        if not any(name in self.columns for name in _PAY):
            named = ", ".join(f"“{each[:40]}”" for each in self.headers[:12] if each)
            self.notes.append(
                "No column is known as pay by its name, so no row can be read. Name one “base a "
                f"year”, “total a year” or the like; the file has: {named}."
            )
        frame |= pay | {"date": self.dates()} | self.others()
        self.refuse_known_ids()
        empty = self.empty_rows()
        self.note_look_alikes(pay)
        numbers = pd.Index(np.flatnonzero(self.ok) + self.first + 1)
        kept = slice(None) if self.ok.all() else self.ok
        rows = pd.DataFrame(
            {
                name: pd.Series(frame[name][kept], numbers, dtype=frame[name].dtype, copy=False)
                for name in _FIELDS
                if name not in _DOLLARS or not np.isnan(frame[name]).all()
            },
            copy=False,
        )
        return ImportResult(
            rows,
            self.source(),
            {
                each.name: name
                for name, found in self.columns.items()
                for each in found[: None if name == "equity" else 1]
            },
            self.unused(),
            tuple(self.notes),
            self.table.sheet,
            self.table.sheets,
            bool(rows["date"].isna().any()) or rows.empty,
            lambda: [self.problem(row) for row in sorted(self.why) if row not in empty],
        )

    def problem(self, row: int) -> Problem:
        column, reason = self.why[row]
        cells = [column] if column else self.all.values()
        text = ", ".join(filter(None, (str(each.cells[row]).strip() for each in cells)))
        return Problem(row + self.first + 1, column.name if column else "", reason, text[:200])

    def source(self) -> SourceId:
        """Return the kind of source that such a file most likely is."""
        if self.filing:
            return "public-filing"
        posting = re.compile(r"\bpost|job[_ ]?(?:url|posting)", re.I)
        if "low" in self.columns and any(map(posting.search, self.headers)):
            return "posted-range"
        return "aggregator"

    def choose(self) -> None:
        """Keep one column of each field; several of pay have to agree where both say something."""
        if self.filing and "low" in self.columns:
            self.columns.pop("base", None)
        if not {*_RATED} & self.columns.keys():
            self.columns.pop("period", None)
        for name in (*_RATED, "bonus", "bonus_percent", "sign_on", "refreshers"):
            first = self.get(name)
            for other in self.columns.get(name, [])[1:] if first else ():
                assert first is not None, "there is another one"
                in_dollars = first.said.currency == {"USD"} != other.said.currency
                if in_dollars or other.said.rank >= 50:
                    continue  # the same in the currency it is paid in
                one, two = (each.each(str.casefold, object) for each in (first, other))
                self.refuse(
                    (one != two) & (one != "") & (two != ""),
                    other,
                    f"{first.shown} and {other.shown} could both be the {_said(name)}, and they "
                    "differ; rename one of them.",
                )

    # What is no row of pay

    def refuse_what_is_no_row(self) -> None:
        """Refuse rows of another length, repeated headers, and averages and sums by their label."""
        for column in self.beyond:
            self.refuse(
                column.each(bool, bool),
                None,
                "it has more cells than the header, so it is not clear which is which; an amount "
                "with commas in it has to stand in quotation marks.",
            )
        for column in self.all.values():
            if column.said.field in _PAY and column.cells.dtype == object:
                again = column.each(column.is_name, bool)
                self.refuse(again, column, "it repeats the names of the columns.")
        labels = [self.get(name) for name in _TEXTS if name != "note"]
        first = self.all.get(0)
        labels += [first] if first and first.said.field not in _PAY else []
        for label in filter(None, dict.fromkeys(labels)):
            sums = label.each(lambda text: bool(_SUM.fullmatch(text)), bool)
            self.refuse(sums, label, "it is a sum or an average of other rows.")
        if (status := self.get("status")) and self.filing:
            certified = ("certified", "certified-expired")
            other = status.each(lambda text: text.casefold() not in certified, bool)
            self.refuse(other, status, "only a certified case says what is paid.")
        if full := self.get("full_time"):
            part = full.each(lambda text: text.casefold() in ("n", "no", "false"), bool)
            self.refuse(part, full, "it is a part-time position.")

    def refuse_sums(self, pay: Mapping[str, np.ndarray], texts: Mapping[str, np.ndarray]) -> None:
        """Refuse a row without a word that is the sum or the mean of the rows above it."""
        blank = self.ok.copy()
        for name, text in texts.items():
            if (column := self.get(name)) and "" not in map(_clean, column.texts):
                return  # no row is without a word
            blank &= (text == "") if column else True
        if not any(name in self.columns for name in texts):
            return
        for at in np.flatnonzero(blank).tolist():
            for name in ("total", "base", "low"):
                above = pay[name][:at][self.ok[:at]]
                above = above[~np.isnan(above)]
                if len(above) and min(abs(pay[name][at] - (above.sum(), above.mean()))) < 1:
                    self.refuse(
                        np.arange(self.length) == at,
                        None,
                        "it is the sum or average of those above.",
                    )

    def empty_rows(self) -> set[int]:
        """Return the rows with nothing in them, which are no rows."""
        empty = set()
        for row in self.why:
            if not any(str(each.cells[row]).strip() for each in self.all.values()):
                empty.add(row)
        if empty and len(self.all) < len(self.headers):  # it may say something in other columns
            others = self.table.load(self.first, list(range(len(self.headers))))
            empty = {
                row for row in empty if not any(str(each[row]).strip() for each in others.values())
            }
        return empty

    def refuse_known_ids(self) -> None:
        if column := self.get("id"):
            ids = pd.Series(column.codes)
            missing = column.each(lambda text: text.casefold() in _MISSING, bool)
            first = ids.drop_duplicates()
            row = dict(zip(first, first.index + self.first + 1, strict=True))
            self.refuse(
                ids.duplicated().to_numpy() & ~missing,
                column,
                lambda at: f"row {row[ids[at]]} has the same {column.name[:40]}.",
            )

    def note_look_alikes(self, pay: Mapping[str, np.ndarray]) -> None:
        if "id" in self.columns:
            return
        mixed = np.zeros(self.length, dtype=np.uint64)
        columns = [
            self.columns[name][0].codes
            for name in (*_TEXTS, "date", "experience")
            if name in self.columns
        ]
        for codes in (
            *columns,
            *(pay[name].view(np.uint64) for name in ("stated", "base", "bonus")),
        ):
            mixed = (mixed ^ codes.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
        if alike := int(pd.Series(mixed[self.ok]).duplicated().sum()):
            what = (
                "row looks like an earlier one and is" if alike == 1 else "rows look alike and are"
            )
            self.notes.append(
                f"{alike:,} {what} kept, for two people may be paid the same; the file has no "
                "column of ids that could tell."
            )

    # Figures

    def figures(self, column: _Column) -> _Figures:
        """Read a column of amounts; cells that are none are refused."""
        times, per_cent = column.said.multiple, column.said.per_cent
        if column.cells.dtype != object:
            low = column.cells.astype(float) * times
            self.refuse(low < 0, column, "it is negative.")
            none = np.zeros(self.length, np.int8)
            return _Figures(low, low.copy(), none, none, none, np.full(self.length, per_cent))
        size = len(column.texts)
        low, high = np.full(size, np.nan), np.full(size, np.nan)
        currency, period, years = (np.zeros(size, np.int8) for _ in range(3))
        shares, wrong = np.full(size, per_cent), {}
        mark = decimal_mark(column.texts)
        for at, text in enumerate(column.texts):
            if text.isdecimal() and text.isascii() and len(text) < 16:
                low[at] = high[at] = float(text) * times
            elif mark in ("", ".") and (quick := _QUICK.fullmatch(text)):
                value = float(quick[1].replace(",", "") + (quick[2] or ""))
                low[at] = high[at] = value * times
                currency[at] = text[0] == "$"
            elif text.casefold() not in _MISSING:
                try:
                    cell = read_cell(text, mark)
                except (ValueError, OverflowError) as error:
                    wrong[at] = str(error)
                    continue
                scale = 1 if cell.scaled or cell.per_cent else times
                low[at], high[at] = cell.low * scale, cell.high * scale
                currency[at] = 0 if not cell.currency else 1 if cell.currency == {"USD"} else 2
                period[at], years[at] = _PERIOD.index(cell.period), cell.years
                shares[at] |= cell.per_cent
        codes = column.codes
        if wrong:
            self.refuse(np.isin(codes, [*wrong]), column, lambda at: wrong[codes[at]])
        return _Figures(*(each[codes] for each in (low, high, currency, period, years, shares)))

    def check_currency(self, column: _Column, figures: _Figures) -> None:
        """Refuse amounts that are not in US dollars for sure."""
        said, own = column.said.currency, self.get("currency")
        there = figures.there & (figures.low != 0) & ~figures.per_cent
        advice = "convert it to US dollars, or enter it by hand with your own rate."
        if said and said != {"USD"}:
            names = " and ".join(sorted(said - {"XXX"})) or "a currency that is not known"
            self.refuse(there, column, f"{column.shown} names {names}; {advice}")
        other = figures.currency == 2
        self.refuse(there & other, column, f"it is in another currency; {advice}")
        unsaid = there & (figures.currency == 0) & (not said)
        money = own.each(_is_dollar) if own else np.zeros(self.length)
        if other.any():
            unclear = "other cells of its column name a currency, and this one does not."
            self.refuse(unsaid & (money != 1), column, unclear)
        if said == {"USD"} and len(self.columns[column.said.field]) > 1:
            return  # "salary_in_usd" beside a salary in the currency of the row
        self.refuse(
            there & (money == 2),
            own,
            lambda at: f"its currency is “{str(own.cells[at])[:24]}”; {advice}" if own else "",
        )
        self.refuse(unsaid & (money == 3), own, "it does not say its currency.")

    def to_year(self, column: _Column, figures: _Figures) -> None:
        """Make pay for a month or an hour a year's; refuse where it is not clear for what it is."""
        name = 0 if column.said.period == "?" else _PERIOD.index(column.said.period)
        rated, there = column.said.field in _RATED, figures.there & ~figures.per_cent
        period = np.where(figures.period > 0, figures.period, name)
        clash = (name > 0) & (period != name)
        if rated and (own := self.get("period")):
            paid = own.each(_paid_for)
            clash |= (period > 0) & (paid > 0) & (period != paid)
            period = np.where(period > 0, period, np.maximum(paid, 0))
            unclear = "it does not say what its pay is for: a year, a month, an hour."
            self.refuse(there & (paid < 0), own, unclear)
        unclear = "its column, the cell and its frequency do not agree on what it is paid for."
        self.refuse(there & clash, column, unclear)
        if column.said.period == "?":
            unclear = "its column does not say clearly what it is paid for."
            self.refuse(there & (period == 0), column, unclear)
        times = np.array([1, *_TIMES.values()])[period]
        for end in (figures.low, figures.high):
            end[there] = np.round(end[there] * times[there])
        if not rated:
            return
        low, high = figures.low, figures.high
        floor = np.where(period > 0, LEAST, _LEAST_UNSAID)
        self.refuse(
            there & (low > 0) & (low < floor),
            column,
            lambda at: (
                f"${low[at]:,.0f} is too little for a year; write 450k for $450,000, or name "
                "the column “(monthly)” or whatever it is."
            ),
        )
        self.refuse(
            there & (times > 1) & (high > _MOST_CONVERTED),
            column,
            lambda at: f"that would be ${high[at]:,.0f} a year; check what it is paid for.",
        )

    def read(self, column: _Column) -> _Figures:
        """Read the amounts of a column, in dollars and for a year; else in per cent."""
        name, figures = column.said.field, self.figures(column)
        low, there = figures.low, figures.there
        self.check_currency(column, figures)
        if name not in _RATED:  # before they are rounded
            self.refuse(
                (low > 0) & (low < (101 if name == "bonus" else LEAST)) & ~figures.per_cent,
                column,
                lambda at: (
                    f"“{str(column.cells[at])[:24]}” could be per cent, thousands or dollars; "
                    "write it like 15%, 15k or $15,000."
                ),
            )
        self.to_year(column, figures)
        if name not in ("bonus", "bonus_percent"):
            self.refuse(there & figures.per_cent, column, "it is a per cent and not an amount.")
        if name not in ("base", "total"):
            self.refuse(
                there & (low != figures.high), column, "it is a range where one amount is needed."
            )
        if name != "equity":
            self.refuse(there & (figures.years > 0), column, "it is a sum of several years.")
        return figures

    def pay(self) -> dict[str, np.ndarray]:
        """Return dollars a year by field of a point, NaN where a row says none."""
        found = {
            name: self.read(self.columns[name][0])
            for name in _PAY
            if name in self.columns and name != "equity"
        }
        main = self.get("base") or self.get("total") or self.get("low") or self.get("high")
        base, low, high, total = (self.nothing() for _ in range(4))
        whole = np.zeros(self.length, dtype=bool)  # whether a range is of the whole pay
        for name, single in (("base", base), ("total", total)):
            if name in found:
                one = found[name].low == found[name].high
                single[one] = found[name].low[one]
                ends = ~one & found[name].there
                low[ends], high[ends] = found[name].low[ends], found[name].high[ends]
                whole[ends] = name == "total"
        self.refuse((base == 0) & ~(total > 0) & np.isnan(low), self.get("base"), "its base is 0.")
        self.refuse(total == 0, self.get("total"), "its total is 0.")
        self.refuse(base > total, self.get("base"), "its base is above its total.")
        base[base == 0] = np.nan
        in_columns = self.ends(found, base, total, low, high)
        ranged = ~np.isnan(low)
        self.refuse(ranged & (low <= 0), main, "its range begins at 0.")
        self.refuse(ranged & (low > high), main, "its range's low end is above its high end.")
        bonus, share = self.bonus(found, base, low, total)
        stock, grant, vesting = self.equity(base, bonus, total)
        beside = (bonus > 0) | (share > 0) | (stock > 0) | (grant > 0)
        of = self.columns["low"][0].said.of if "low" in self.columns else ""
        unclear = "it is not clear whether its range is of the base or of the whole pay."
        if not of and not self.filing:
            self.refuse(in_columns & beside, main, unclear)
        whole |= in_columns & (of == "total")
        for each in (base, bonus, share, stock, grant):
            each[whole] = np.nan  # they are in the range of the whole
        low[~np.isnan(total)] = high[~np.isnan(total)] = np.nan
        share[np.isnan(base) & np.isnan(low)] = np.nan
        paid = ~np.isnan(base) | ~np.isnan(total) | ~np.isnan(low)
        if not {*_RATED} & self.columns.keys():
            paid |= (grant > 0) | (stock > 0)
        self.refuse(~paid, main, "it has no base, no total and no range.")
        vesting[np.isnan(grant)] = ""
        years = np.ones(self.length)
        for at in np.flatnonzero(~np.isnan(grant) & self.ok).tolist():
            years[at] = len(parse_vesting(vesting[at]))
        middle = np.where(np.isnan(base), np.nan_to_num((low + high) / 2), base)
        stated = middle * (1 + np.nan_to_num(share) / 100) + np.nan_to_num(bonus)
        stated += np.nan_to_num(stock) + np.nan_to_num(grant) / years
        result = {"base": base, "low": low, "high": high, "bonus": bonus, "bonus_percent": share}
        result |= {"stock": stock, "grant": grant, "total": total}
        result |= {
            name: found[name].low if name in found else self.nothing()
            for name in ("sign_on", "refreshers")
        }
        for figures in result.values():
            self.refuse(
                figures > MOST, main, f"it has an amount above ${MOST:,}; check the digits."
            )
        return {**result, "vesting": vesting, "stated": np.where(np.isnan(total), stated, total)}

    def ends(
        self,
        found: Mapping[str, _Figures],
        base: np.ndarray,
        total: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
    ) -> np.ndarray:
        """Fill in the ends of a range that stand in two columns; return in which rows they do."""
        if "low" not in found and "high" not in found:
            return np.zeros(self.length, dtype=bool)
        first = found["low"].low if "low" in found else self.nothing()
        last = found["high"].low if "high" in found else self.nothing()
        free = np.isnan(base) & np.isnan(total) & np.isnan(low)
        column = self.get("low") or self.get("high")
        if self.filing:  # a wage without its upper end is one figure
            single = free & (np.isnan(last) | (last == 0) | (last == first))
            base[single] = first[single]
            self.refuse(single & (first == 0), column, "its wage is 0.")
            free &= ~single
        one = np.isnan(first) != np.isnan(last)
        self.refuse(free & one, column, "its range has one end; it needs both.")
        both = free & ~np.isnan(first) & ~one
        low[both], high[both] = first[both], last[both]
        return both

    def bonus(
        self, found: Mapping[str, _Figures], base: np.ndarray, low: np.ndarray, total: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return a year's bonus in dollars, and in per cent of the base."""
        amount, share = self.nothing(), self.nothing()
        for name in ("bonus", "bonus_percent"):
            if name not in found:
                continue
            figures, column = found[name], self.columns[name][0]
            part = figures.per_cent & figures.there
            amount = np.where(~part & np.isnan(amount), figures.low, amount)
            twice = part & ~np.isnan(share) & (share != figures.low)
            self.refuse(twice, column, "its bonus is given twice and differs.")
            share[part] = figures.low[part]
            if column.said.per_cent:
                bare = column.each(lambda text: "%" not in text, bool)
                self.refuse(
                    part & bare & (share > 0) & (share < 1),
                    column,
                    lambda at: (
                        f"{share[at]:g} could be {share[at]:g}% or {100 * share[at]:g}%; "
                        "write the % beside it."
                    ),
                )
            often = (figures.period > 1) | (column.said.period not in ("", "year"))
            self.refuse(part & often, column, "it is not clear what its per cent is taken of.")
            self.refuse(part & (share > 500), column, "a bonus of over 500% of the base cannot be.")
        either = self.get("bonus") or self.get("bonus_percent")
        self.refuse((amount > 0) & (share > 0), either, "its bonus is given twice.")
        lost = (share > 0) & np.isnan(base) & np.isnan(low) & np.isnan(total)
        self.refuse(lost, either, "its bonus is a per cent of a base that is missing.")
        amount[share > 0] = np.nan
        share[~np.isnan(amount)] = np.nan
        return amount, share

    def equity(
        self, base: np.ndarray, bonus: np.ndarray, total: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return a year's stock, a whole grant, and how that vests, as text.

        "(4 years)" or a vesting schedule makes it a grant; "a year" makes it a year's, and so does
        the name "stock" alone, or that it fills up the total in most rows.
        """
        stock, grant = self.nothing(), self.nothing()
        vesting = np.full(self.length, "", dtype=object)
        columns = self.columns.get("equity", [])
        if not columns:
            return stock, grant, vesting
        schedule = self.schedule()
        for column in columns:
            figures, said = self.read(column), column.said
            amount, there = figures.low, figures.there
            years = np.where(figures.years > 0, figures.years, said.years)
            yearly = (figures.period > 0) | (said.period not in ("", "?"))
            vests = (schedule != "") & ~yearly & (len(columns) == 1 or said.key == "grant")
            bare = there & (years == 0) & ~vests & ~yearly
            parts = np.nan_to_num(base) + np.nan_to_num(bonus) + amount
            tried = bare & (amount > 0) & ~np.isnan(total) & ~np.isnan(base)
            if tried.any() and (np.abs(parts - total) <= 0.01 * total)[tried].mean() >= 0.8:
                yearly |= bare
            elif said.key in ("stock", "stocks", "stockgrantvalue") and bare.any():
                yearly |= bare
                self.notes.append(
                    f"{column.shown} is taken for a year's; name it “stock (4 years)” if it is a "
                    "whole grant."
                )
            whole = there & ((years > 0) | vests) & ~yearly
            self.refuse(whole & (years > 10), column, "a grant vests over ten years at most.")
            self.refuse(
                bare & (amount > 0) & ~yearly & np.isnan(total),
                column,
                f"{column.shown} does not say whether it is a year's or a whole grant; name it "
                "“stock a year” or “grant (4 years)”.",
            )
            for into, rows in ((stock, yearly & there), (grant, whole)):
                twice = rows & (into > 0) & (amount > 0)
                self.refuse(twice, column, "it has stock in two columns.")
                into[rows] = amount[rows]
            vesting[whole] = np.where(vests, schedule, years.astype(str).astype(object))[whole]
        return stock, grant, vesting

    def schedule(self) -> np.ndarray:
        """Return each row's vesting schedule as text, "" where it says none."""
        column = self.get("vesting")
        if column is None:
            return np.full(self.length, "", dtype=object)

        def read(text: str) -> str:
            try:
                return text if text.casefold() not in _MISSING and parse_vesting(text) else ""
            except ValueError:
                return "?"

        found = column.each(read, object)
        unclear = "its vesting cannot be read; write 4 years or 5/15/40/40."
        self.refuse(found == "?", column, unclear)
        found[found == "?"] = ""
        return found

    # What is no figure

    def text(self, name: str, limit: int) -> np.ndarray:
        """Return a column of texts; a town has its state behind it."""
        column = self.get(name)
        found = column.each(_clean, object) if column else np.full(self.length, "", dtype=object)
        if name == "location" and (state := self.get("state")):
            behind = state.each(_clean, object)
            both = (behind != "") & (found != "")
            found = found + np.where(both, ", ", "").astype(object) + behind
        if column and max(map(len, column.texts), default=0) > limit - 50:
            long = np.array([len(text) > limit for text in found.tolist()], dtype=bool)
            self.refuse(long, column, f"a text in it is longer than {limit:,} characters.")
        return found

    def dates(self) -> np.ndarray:
        """Return the day of each row; one clear date settles which of day and month goes first."""
        column = self.get("date")
        if column is None:
            return np.full(self.length, np.datetime64("NaT"), dtype="datetime64[s]")
        short = [re.sub(r"[ T]\d{1,2}:.*", "", text) for text in column.texts]
        known = [*dict.fromkeys(short)]
        days, note = read_dates(known, self.today)
        by_text = dict(zip(known, days, strict=True))
        found = np.array([by_text[text] for text in short], dtype="datetime64[s]")[column.codes]
        if note:
            self.notes.append(f"{column.shown}: {note}")
        elif lost := sum(
            by_text[text] is None and text.casefold() not in _MISSING for text in known
        ):
            self.notes.append(f"{column.shown}: {lost:,} dates cannot be read and are left out.")
        return found

    def others(self) -> dict[str, np.ndarray]:
        """Return years of experience, and the kind of source that a row names itself."""
        years, source = self.get("experience"), self.get("source")
        known = {each.name.casefold(): each.id for each in guide.sources()}
        known |= {each.id: each.id for each in guide.sources()}
        return {
            "experience": years.each(_experience, float) if years else self.nothing(),
            "source": source.each(lambda text: known.get(text.casefold(), ""), object)
            if source
            else np.full(self.length, "", dtype=object),
        }

    def unused(self) -> dict[str, str]:
        """Return why a column with something in it is not used, and what it would have added."""
        used = {id(found[0]) for found in self.columns.values()}
        used |= {id(each) for each in self.columns.get("equity", [])}
        rest = [at for at in range(len(self.headers)) if id(self.all.get(at)) not in used]
        sample = self.table.load(self.first, rest, (), (), 5_000) if rest else {}
        found: dict[str, str] = {}
        for at in rest:
            texts = [text for text in map(str, sample[at].tolist()) if text.strip()]
            said, name = heading(self.headers[at]), self.headers[at] or f"column {at + 1}"
            if not texts:
                continue
            if re.match("prevailingwage|pw", said.key):
                found[name] = "a prevailing wage is what others earn, not what is paid here"
            elif said.field:
                found[name] = f"another column is read as the {_said(said.field)}"
            elif _PAY_WORD.search(name):
                found[name] = f"its name is not known as pay{_would_add(texts)}"
            else:
                found[name] = "its name is not known"
        return found


def _said(name: str) -> str:
    return {"sign_on": "sign-on", "low": "low end", "high": "high end"}.get(name, name)


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


_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?=$|,)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?=$)")


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
        return found.date() if isinstance(found, pd.Timestamp) and found == found else None
    return None
