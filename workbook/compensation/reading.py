"""A file of pay as points, row by row; what is in doubt is refused, and the reason is told.

A column is pay by its name alone. What its name, the cell, the cell's format and the row's currency
and frequency say has to agree; a row of which they do not is refused as a whole, for a figure that
is silently wrong costs more than a row that is typed again.
"""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from workbook.compensation.money import currencies
from workbook.compensation.records import Point, SourceId
from workbook.compensation.sheets import LARGEST, ReadError, read_table

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
_NAMES: dict[str, tuple[str, ...]] = {
    "total": (
        "total compensation",
        "total yearly compensation",
        "total annual compensation",
        "total comp",
        "tc",
        "total",
        "total pay",
        "total package",
        "total rewards",
        "total income",
        "compensation",
        "comp",
        "package",
        "pay",
        "ctc",
        "ote",
        "on target earnings",
        "income",
        "earnings",
    ),
    "base": (
        "base salary",
        "base",
        "base pay",
        "base compensation",
        "base comp",
        "base wage",
        "salary",
        "fixed salary",
        "fixed pay",
        "wage",
        "wages",
        "pay rate",
        "wage rate",
        "wage rate of pay",
        "wage rate of pay 1",
        "lca case wage rate",
    ),
    "bonus": (
        "bonus",
        "target bonus",
        "bonus target",
        "cash bonus",
        "performance bonus",
        "bonuses",
        "variable",
        "variable pay",
    ),
    "equity": (
        "stock",
        "stocks",
        "stock grant value",
        "equity",
        "rsu",
        "rsus",
        "grant",
        "stock grant",
        "equity grant",
        "rsu grant",
        "stock award",
        "equity award",
        "total stock",
        "total equity",
        "total rsu",
        "total rsus",
        "total grant",
        "total stock grant",
        "initial grant",
        "initial equity grant",
        "new hire grant",
        "stock rsu",
        "rsu stock",
        "restricted stock",
        "restricted stock units",
        "vesting stock",
    ),
    "sign_on": (
        "sign on",
        "sign on bonus",
        "signing bonus",
        "signing",
        "joining bonus",
        "starting bonus",
    ),
    "refreshers": ("refreshers", "refresher", "refresh", "stock refresher", "stock refreshers"),
    "company": (
        "company",
        "company name",
        "employer",
        "employer name",
        "organisation",
        "organization",
        "firm",
        "lca case employer name",
        "emp business name",
    ),
    "title": (
        "title",
        "job title",
        "role",
        "position",
        "job",
        "occupation",
        "lca case job title",
        "job opp title",
    ),
    "level": ("level", "job level", "grade", "seniority", "experience level", "pw skill level"),
    "location": (
        "location",
        "city",
        "place",
        "office",
        "work location",
        "worksite city",
        "worksite city 1",
        "worksite",
        "primary worksite city",
        "job info work city",
        "lca case workloc 1 city",
        "company location",
        "metro",
        "where",
    ),
    "state": (
        "state",
        "worksite state",
        "worksite state 1",
        "primary worksite state",
        "job info work state",
        "lca case workloc 1 state",
    ),
    "date": (
        "date",
        "timestamp",
        "decision date",
        "offer date",
        "date of offer",
        "reported",
        "reported on",
        "date posted",
        "posted",
        "posted on",
        "submitted",
        "submit date",
        "received date",
        "when",
        "as of",
        "year",
        "work year",
    ),
    "period": (
        "unit",
        "unit of pay",
        "wage unit of pay",
        "wage unit of pay 1",
        "wage offer unit of pay 9089",
        "wage offered unit of pay 9089",
        "job opp wage per",
        "lca case wage rate unit",
        "wage unit",
        "pay unit",
        "pay period",
        "pay frequency",
        "pay interval",
        "salary frequency",
        "salary interval",
        "salary period",
        "salary unit",
        "compensation interval",
        "compensation period",
        "frequency",
        "interval",
        "period",
        "rate type",
        "paid",
        "paid per",
    ),
    "currency": (
        "currency",
        "currency code",
        "salary currency",
        "pay currency",
        "compensation currency",
        "base currency",
        "indicate currency",
        "iso currency",
    ),
    "vesting": (
        "vesting",
        "vesting schedule",
        "vesting years",
        "vesting period",
        "vest",
        "vesting time",
    ),
    "cliff_months": ("cliff", "cliff months"),
    "experience": (
        "experience",
        "years of experience",
        "yoe",
        "total experience",
        "total years of experience",
        "years experience",
        "relevant experience",
    ),
    "source": ("source", "kind of source"),
    "status": ("case status", "lca case status", "status"),
    "full_time": ("full time position", "full time"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks"),
    "id": (
        "id",
        "row id",
        "record id",
        "response id",
        "submission id",
        "entry id",
        "offer id",
        "job id",
        "posting id",
        "case number",
        "case no",
        "lca case number",
        "uuid",
        "guid",
    ),
}
_LOW = frozenset(["min", "minimum", "low", "lower", "lowest", "from", "start"])
_HIGH = frozenset(["max", "maximum", "high", "upper", "highest", "to", "end"])
#: What a range may be of: the base, the whole pay, or nothing that is said.
_ENDS = {
    "base": (
        "base",
        "base salary",
        "base pay",
        "salary",
        "wage",
        "salary range",
        "salary band",
        "base range",
        "base salary range",
        "wage rate of pay",
        "wage rate of pay 1",
        "wage offer 9089",
        "wage offered 9089",
        "job opp wage",
        "lca case wage rate",
    ),
    "total": ("total", "total compensation", "total comp", "tc", "compensation", "comp"),
    "": ("", "pay", "range", "pay range", "band", "pay band", "compensation range", "comp range"),
}
_FILING = re.compile(
    r"wagerateofpay|wageoffer|joboppwage|prevailingwage|pw(?:unit|amount|wage)|lcacase|casestatus"
    r"|submitdate"
)
_STOP = frozenset(
    ["what", "whats", "is", "was", "are", "were", "your", "the", "my", "our", "a", "an", "of", "in", "for", "please", "enter", "state", "type", "amount", "gross", "current", "currently", "value", "offered", "offer", "if", "any", "do", "you", "get", "how", "much", "per", "and"]
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
    for rank, name in reversed(list(enumerate(names)))
}
_BY_WORDS = {
    "".join(_words(name)): (what, rank)
    for what, names in _NAMES.items()
    for rank, name in reversed(list(enumerate(names)))
}
_RANGE_OF = {_key(name): of for of, names in _ENDS.items() for name in names}


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
    english = codes & set(["ALL", "TOP", "TRY", "CUP", "PEN", "SOS", "MAD", "COP", "AMD", "GEL", "RON", "LAK", "MOP", "BAM", "ANG", "BOB"])
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
