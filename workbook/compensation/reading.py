"""A file of pay as points, row by row; what is in doubt is refused, and the reason is told.

A column is pay by its name alone. What the lines above the table, its name, the cell, the cell's
format and the row's currency and frequency say has to agree; a row of which they do not is refused
as a whole, for a figure that is silently wrong costs more than a row that is typed again.
"""

import datetime as dt
import functools
import itertools
import operator
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from workbook import guide
from workbook.compensation.money import (
    MOST,
    UNKNOWN,
    MoneyError,
    find_currency,
    find_period,
    parse_number,
)
from workbook.compensation.records import LEAST, Point, SourceId
from workbook.compensation.sheets import LARGEST, ReadError, Table, read_table

#: Below this a figure that nothing calls a year's may be a month's.
_LEAST_UNSAID = 30_000
#: Above this pay by the hour, day, week or month has the wrong unit beside it.
_MOST_CONVERTED = 5_000_000
#: Rows in which the header is looked for.
_HEAD = 40

_RANGE = re.compile(r"(?<=\w) (?:range|band)$", re.I)
_FILING = re.compile(
    r"wagerateofpay|wageoffer|joboppwage|prevailingwage|pw[uaw]|lcacase|casestatus"
)
_PAY_WORD = re.compile(
    r"pay|salar|base|total|wage|compens|bonus|stock|equity|rsu|grant|option|share|commission"
    r"|allowance|award|incentive|relocation|benefit|overtime|earning|income|401|cash|espp|refresh",
    re.I,
)
#: An aside that says nothing of the amount: "(before tax)", or more than eight words.
_ASIDE = re.compile(
    r"\((?:excl|without|not incl|before tax|gross|optional|required)[^)]*\)"
    r"|\((?:[^\s)]+\s+){8,}[^)]*\)",
    re.I,
)
_GLUED = re.compile(r"(?<!bi)(?<!semi)(annual|yearly|monthly|weekly|hourly|daily)(?=[a-z]{3})")
_YEARS = re.compile(
    r"[(/]?\s*(?:\b(?:over|for|across|in|vest\w*|per)\b\s*)*(?<![\d.,])"
    r"(\d{1,2}|one|two|three|four|five|six)[\s-]*(?:years?|yrs?|y)\b(?:\s*vest\w*)?\s*\)?",
    re.I,
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SHARE = re.compile(
    r"(?:%|\bper\s?cent(?:age)?\b|\bpct\b)"
    r"(?:\s+of\s+(?:the\s+)?(?:annual\s+)?(?:base|salary)(?: salary| pay)?)?",
    re.I,
)
_MULTIPLES = {
    1_000: re.compile(r"\bthousands?\b|(?<![\d,.])000'?s?\b|(?<!401\()(?<!401)\bk\b", re.I),
    1_000_000: re.compile(r"\bmillions?\b|\bmn\b|\bmm\b|\(m\)", re.I),
}
_SUM = re.compile(
    r"(?:grand |sub-?\s?|overall |column )?(?:totals?|sum|averages?|avg|mean|median|minimum|min"
    r"|maximum|max|count|std\.?(?: ?dev\.?)?)(?:\s*[:=(].*)?",
    re.I,
)
_RATED = ("base", "total", "low", "high")
_PAY = (*_RATED, "bonus", "equity", "sign_on", "refreshers")
_TEXTS = {"company": 200, "title": 200, "level": 200, "location": 200, "note": 100_000}
#: Fields whose columns have few different texts.
_ALIKE = frozenset(["company", "title", "level", "location", "date", "period", "currency"])
_DOLLARS = frozenset(
    ["total", "base", "low", "high", "bonus", "stock", "grant", "sign_on", "refreshers"]
)


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: its number as counted in the file, the column, the reason."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"Row {self.row}{f', {self.column}' if self.column else ''}: {self.reason}"


@dataclass(frozen=True)
class ImportResult:
    """What a file says of pay.

    Attributes
    ----------
    rows
        The accepted rows, in US dollars a year: index the row's number in the file, a column for
        each field of `Point` that the file gives. NaN, NaT and "" where a row does not say.
    source
        Kind of source of rows that do not say: a filing, a posting, or else an aggregator.
    unused
        Header to why it is not used, with what it would have added.
    notes
        How the file was read, each a sentence.
    sheet, sheets
        The sheet that was read and all that have rows; empty for a text.
    asks_date
        Whether rows have no day, so that the file's has to be asked for.
    """

    rows: pd.DataFrame
    source: SourceId = "aggregator"
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
        columns = {str(name): self.rows[name].tolist() for name in self.rows}
        for values in zip(*columns.values(), strict=True):
            given: dict[str, Any] = {
                name: int(value) if name in _DOLLARS else value
                for name, value in zip(columns, values, strict=True)
                if value == value and value is not pd.NaT and value != ""
            }
            if "sign_on" in given:
                given["sign_on"] = (given["sign_on"],)
            if "date" in given:
                given["date"] = given["date"].date()
            yield {"source": self.source, **given}


def read_points(
    path: str | Path,
    *,
    sheet: str = "",
    today: dt.date | None = None,
) -> ImportResult:
    """Read a file of pay, storing nothing.

    Parameters
    ----------
    path
        A text with commas, semicolons, tabs or bars between its columns, in UTF-8, UTF-16 or
        Windows' own encoding; or an XLSX workbook.
    sheet
        Of a workbook, the sheet to read; the one with most rows of pay where empty.
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
    return read_bytes(content, sheet, today)


def read_bytes(content: bytes, sheet: str = "", today: dt.date | None = None) -> ImportResult:
    """Read the content of a file of pay, as `read_points` does."""
    table = read_table(content, sheet, lambda rows: find_header(rows)[1])
    return _Rows(table, today or dt.date.today()).result()


# What a name and a cell say


class Said(NamedTuple):
    """What is said of an amount beside it; "", 0 and False where it is not.

    `times` is how often a year it is paid, -1 where that is not clear; `years` over how many a sum
    comes, "(4 years)".
    """

    currency: str = ""
    times: int = 0
    years: int = 0
    per_cent: bool = False


def _beside(text: str) -> tuple[Said, str]:
    """Return what a name or a cell says beside the thing itself, and what is left."""
    currency, rest = find_currency(text)
    years = 0
    if match := _YEARS.search(rest):
        years = _NUMBERS.get(match[1].lower()) or int(match[1])
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    times, rest = find_period(rest)
    rest, shares = _SHARE.subn(" ", rest)
    return Said(currency, times, years, bool(shares)), rest


class Heading(NamedTuple):
    """What a column's name says: the field it is, and what it says of its amounts.

    A lower `rank` goes first where several columns are one field; `of` is what the ends of a range
    are of; `key` the name without its marks.
    """

    field: str = ""
    rank: int = 0
    key: str = ""
    of: str = ""
    said: Said = Said()
    multiple: int = 1


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", text.casefold())


def _key(words: Iterable[str]) -> str:
    return "".join(word for word in words if word not in _list("stop"))


@functools.cache
def _list(name: str) -> frozenset[str]:
    """Return one of the lists of words beside the names of columns."""
    return frozenset(_data()[name].split("; "))


def _is_missing(text: str) -> bool:
    return not text or text.casefold() in _list("missing")


def _data() -> dict[str, Any]:
    found: dict[str, Any] = guide.document("compensation/columns.yaml")
    return found


@functools.cache
def _known() -> dict[str, tuple[str, int]]:
    """Return by a column's name, with and without its stop words, its field and its rank."""
    found: dict[str, tuple[str, int]] = {}
    for what, names in _data()["columns"].items():
        for rank, name in enumerate(names.split("; ")):
            for key in (_key(_words(name)), "".join(_words(name))):
                found.setdefault(key, (what, rank))
    return found


@functools.lru_cache(8192)
def heading(name: str) -> Heading:
    """Return what a column's name says: "Base (monthly, EUR)", "RSU, total over 4 yrs"."""
    text = unicodedata.normalize("NFKC", name[:600]).replace("_", " ")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    whole = "".join(_words(text))
    if not whole or re.match("pw|prevailing", whole):  # what others earn is no one's pay
        return Heading(key=whole)
    what, rank = _known().get(whole) or _known().get(_key(_words(text))) or ("", 0)
    if what and what not in _PAY:
        return Heading(what, rank, whole)
    said, rest = _beside(_GLUED.sub(r" \1 ", _ASIDE.sub(" ", text)))
    said = said._replace(currency=said.currency or find_currency(text)[0])
    multiple = next((many for many, mark in _MULTIPLES.items() if mark.search(rest)), 1)
    for mark in _MULTIPLES.values():
        rest = mark.sub(" ", rest)
    words = _words(rest)
    ends = [end for word in words for end in ("low", "high") if word in _list(end)]
    key = _key(words)
    if len(ends) == 1:
        key = _key(word for word in words if word not in _list(ends[0]))
    if len(ends) == 1 and (not key or key in _list("ranges")):
        return Heading(ends[0], 5, whole, "", said, multiple)
    if key == "rate" and said.times > 1:
        what, rank = "base", 50  # "Hourly rate", and not an exchange rate
    else:
        key = key if key in _known() else _key(_words(_RANGE.sub("", rest)))
        what, rank = _known().get(key, ("", 0))
    if len(ends) == 1 and what in _PAY:
        what, of = (ends[0], what) if what in ("base", "total") else ("", "")
        return Heading(what, rank, whole, of, said, multiple)
    unclear = (said.years and what != "equity") or (said.per_cent and what != "bonus")
    what = "" if what in _PAY and unclear else what  # a sum of which years, a per cent of what
    return Heading(what, rank, whole, "", said, multiple)


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the position of the row that names the columns, and how many names are known.

    It is the one with most known names, a name of pay among them: title lines stand before it.
    """
    best, most = 0, (False, 0)
    for at, row in enumerate(rows[:_HEAD]):
        known = {
            heading(cell).field
            for cell in row
            if cell and len(cell) <= 600 and not cell[:1].isdigit()
        } - {""}
        found = (bool(known.intersection(_PAY)), len(known))
        best, most = (at, found) if found > most else (best, most)
    if not most[1]:
        full = [sum(map(bool, row)) for row in rows[:_HEAD]]
        best = next((at for at, cells in enumerate(full) if cells >= min(2, max(full))), 0)
    return best, most[1] if most[0] else 0


class Cell(NamedTuple):
    """An amount as it stands: two ends where it is a range, and what it says of itself."""

    low: float
    high: float
    currency: str = ""
    times: int = 0
    years: int = 0
    per_cent: bool = False


_CELL = np.dtype({"names": Cell._fields, "formats": ["f8", "f8", "U3", "i8", "i8", "?"]})
_QUICK = re.compile(r"\$?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d\d)?")
_BETWEEN = re.compile(r"\s*(?:[-–—]|\bto\b)\s*", re.I)
_UNIT = re.compile(r"\d\s*([a-z]+)$", re.I)
#: Of a column with such a cell, the comma divides decimals.
_COMMA = re.compile(r"\d,\d\d?(?!\d)|\.\d{3},|\d\.\d{3}\.\d{3}(?!\d)")
_ONE_COMMA = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?![\d,])")


def read_cell(text: str, multiple: int = 1) -> Cell:
    """Read an amount such as ``300-350k``, ``62,50 EUR/hr``, ``400k over 4 years`` or ``15%``.

    `multiple` is what the column's name multiplies it by where the cell says neither k, m nor %.
    MoneyError with a sentence where it is none.
    """
    if _QUICK.fullmatch(text):
        value = float(text.lstrip("$").replace(",", "")) * multiple
        return Cell(value, value, "USD" * (text[0] == "$"))
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    shown = f"“{text if len(text) <= 40 else text[:39] + '…'}”"
    if len(plain) > 80:
        raise MoneyError(f"{shown} is too long for an amount.")
    said, rest = _beside(plain)
    if said.years:
        rest = re.sub(r"\b(?:total|grant|rsus?|stock|vest\w*|over)\b", " ", rest, flags=re.I)
    rest = rest.strip(" /")
    if re.match(r"-\s*[\d.]|\(\s*[\d.,]+\s*\)$", rest):
        raise MoneyError(f"{shown} is negative.")
    parts = _BETWEEN.split(rest)
    if len(parts) > 2 or (said.per_cent and len(parts) > 1):
        raise MoneyError(f"{shown} is not an amount.")
    if len(parts) == 2 and (unit := _UNIT.search(parts[1])) and not _UNIT.search(parts[0]):
        parts[0] += unit[1]  # "300-350k" is one unit for both
    (low, scaled), (high, also) = (parse_number(parts[at], strict=True) for at in (0, -1))
    if scaled != also or low > high:
        raise MoneyError(f"{shown} could be meant in two ways; write out both ends.")
    scale = 1 if scaled or said.per_cent else multiple
    return Cell(low * scale, high * scale, *said)


# From columns of cells to rows of figures


class _Column:
    """A column below its header: each distinct text once, and which of them a row has."""

    def __init__(self, name: str, said: Heading, cells: Any) -> None:
        self.name, self.head, self.cells = name, said, cells
        self.shown = f"“{name[:60]}”"
        self.are_whole = cells.dtype == np.int64

    @cached_property
    def _factors(self) -> tuple[np.ndarray, Any]:
        if isinstance(self.cells, pd.Categorical):
            return self.cells.codes, self.cells.categories
        return pd.factorize(self.cells)

    @property
    def codes(self) -> np.ndarray:
        """Return for each row a number that rows with the same text share."""
        return self.cells if self.are_whole else self._factors[0]

    @cached_property
    def texts(self) -> list[str]:
        """Return each distinct text."""
        return [str(text).strip() for text in self._factors[1].tolist()]

    @property
    def units(self) -> list[str]:
        """Return the texts without a digit: “(EUR)” under the column's name."""
        found = (text for text in self.texts if len(text) < 40 and not re.search(r"\d", text))
        return [*itertools.islice(found, 20)]

    def each(self, read: Callable[[str], Any], dtype: Any = None) -> np.ndarray:
        """Return what `read` makes of each row's text; each distinct text is read once."""
        values = np.array([*map(read, self.texts)], dtype=dtype)
        if dtype is bool and not values.any():
            return np.zeros(len(self.cells), bool)  # as for most columns, ten times as fast
        return values[self._factors[0]]


class _Rows:
    """The rows below a table's header: their columns, their figures, why one is refused."""

    def __init__(self, table: Table, today: dt.date) -> None:
        at, _ = find_header(table.head)
        self.headers = [" ".join(cell.split()) for cell in table.head[at]] if table.head else []
        while self.headers and not self.headers[-1]:
            self.headers.pop()
        said = [heading(each) for each in self.headers]
        self.filing = any(_FILING.match(each.key) for each in said)
        known = [column for column, each in enumerate(said) if each.field]
        self.table, self.today, self.first = table, today, at + 1
        beyond = [len(self.headers)] if table.is_text else []
        alike = [column for column in known if said[column].field in _ALIKE] + beyond
        whole = [column for column in known if said[column].field in _PAY]
        cells = table.load(self.first, sorted({0, *known, *beyond}), alike, whole)
        self.length = len(next(iter(cells.values()), ()))
        self.ok = np.ones(self.length, dtype=bool)
        self.why: dict[int, tuple[_Column | None, str]] = {}
        self.all = {
            column: _Column(self.headers[column], said[column], texts)
            for column, texts in cells.items()
            if column < len(self.headers)
        }
        self.columns: dict[str, list[_Column]] = {}
        for column in known:
            self.columns.setdefault(said[column].field, []).append(self.all[column])
        for found in self.columns.values():
            # Of two columns for one thing the one that says "in USD" goes first.
            found.sort(key=lambda each: (each.head.said.currency != "USD", each.head.rank))
        # A title line "Monthly pay in EUR" is about every amount that does not say otherwise. So
        # may be a line without pay, a cell "(EUR)" under a name, another column's name, and a
        # column of unknown name with nothing but currencies or periods.
        beside = [cell for row in table.head[:at] for cell in row]
        beside += [each.said.currency for each in said]
        rest = [column for column in range(len(said)) if column not in cells]
        self.sample = table.load(self.first, rest, most=5_000) if rest else {}
        for texts in self.sample.values():
            words = {str(text).strip() for text in texts} - {""}
            if len(words) < 50 and all(map(_is_unit, words)):
                beside += words
        pay = [self.all[column] for column in whole]
        beside += [text for each in pay if not each.are_whole for text in each.units]
        blank = [each.each(_is_missing, bool) for each in pay if not each.are_whole]
        if len(blank) == len(pay) > 0 and self.length:
            lines = np.flatnonzero(np.all(blank, 0))[:100]
            beside += [str(self.all[0].cells[line]) for line in lines]
        self.beside = _beside(" ".join(beside))[0]
        self.notes: list[str] = []
        if table.sheets[1:]:
            others = ", ".join(each for each in table.sheets if each != table.sheet)
            self.notes.append(f"Read: the sheet “{table.sheet}”; not read: {others}.")
        if at:
            self.notes.append(f"The names of the columns are read from row {at + 1}.")
        why = "it has more cells than the header; put an amount with commas in quotation marks."
        for column in beyond:
            self.refuse(_Column("", Heading(), cells[column]).each(bool, bool), None, why)

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
        empty = np.ones(self.length, dtype=bool)
        for column in self.all.values():
            some = not column.are_whole and "" in column.texts
            empty &= column.each(operator.not_, bool) if some else False
        self.refuse_what_is_no_row(empty)
        self.choose()
        frame: dict[str, Any] = {name: self.text(name) for name in _TEXTS}
        frame |= self.pay() | {"date": self.dates(), "source": self.sources()}
        if not any(name in self.columns for name in _PAY):
            named = ", ".join(f"“{each[:40]}”" for each in self.headers[:12] if each)
            self.notes.append(
                "No column is known as pay by its name, so no row can be read. Name one “base a "
                f"year”, “total a year” or the like; the file has: {named}."
            )
        self.heed_ids()
        numbers = pd.Index(np.flatnonzero(self.ok) + self.first + 1)
        rows = pd.DataFrame(
            {
                name: pd.Series(values[self.ok], numbers, dtype=values.dtype)
                for name, values in frame.items()
                if name not in _DOLLARS or not np.isnan(values).all()
            }
        )
        return ImportResult(
            rows,
            self.source(),
            self.unused(),
            tuple(self.notes),
            self.table.sheet,
            self.table.sheets,
            bool(rows["date"].isna().any()) or rows.empty,
            lambda: [self.problem(row) for row in sorted(self.why) if not empty[row]],
        )

    def problem(self, row: int) -> Problem:
        column, reason = self.why[row]
        return Problem(row + self.first + 1, column.name if column else "", reason)

    def source(self) -> SourceId:
        """Return the kind of source that such a file most likely is."""
        if self.filing:
            return "public-filing"
        posting = re.compile(r"\bpost|job[_ ]?(?:url|posting)", re.I)
        posted = "low" in self.columns and any(map(posting.search, self.headers))
        return "posted-range" if posted else "aggregator"

    def choose(self) -> None:
        """Keep one column of each field; where two of pay both say something a row is refused."""
        if self.filing and "low" in self.columns:
            self.columns.pop("base", None)
        for name in {*_PAY} - {"equity"} & self.columns.keys():
            first, *rest = self.columns[name]
            for other in rest:
                if first.head.said.currency == "USD" != other.head.said.currency:
                    continue  # the same in the currency it is paid in
                both = [~each.each(_is_missing, bool) for each in (first, other)]
                why = (
                    f"{first.shown} and {other.shown} could both be the {_said(name)}; rename one."
                )
                self.refuse(both[0] & both[1], other, why)

    # What is no row of pay

    def refuse_what_is_no_row(self, empty: np.ndarray) -> None:
        """Refuse empty rows, repeated headers, averages, sums, and what is not paid full time."""
        self.refuse(empty, None, "it is empty.")
        for column in self.all.values():
            if column.head.field in _PAY and not column.are_whole and column.name in column.texts:
                again = column.each(partial(operator.eq, column.name), bool)
                self.refuse(again, column, "it repeats the names of the columns.")
        labels = [each for name in _TEXTS if name != "note" and (each := self.get(name))]
        first = self.all.get(0)
        for label in {*labels, *([first] if first and first.head.field not in _PAY else [])}:
            sums = label.each(lambda text: bool(_SUM.fullmatch(text)), bool)
            self.refuse(sums, label, "it is a sum or an average of other rows.")
        if labels:
            blank = np.all([each.each(lambda text: not _clean(text), bool) for each in labels], 0)
            if not blank[self.ok].all():
                why = "it says neither who nor what, as a sum or an average of the others would."
                self.refuse(blank, None, why)
        if (status := self.get("status")) and self.filing:
            certified = ("certified", "certified-expired")
            other = status.each(lambda text: text.casefold() not in certified, bool)
            self.refuse(other, status, "only a certified case says what is paid.")
        if full := self.get("full_time"):
            part = full.each(lambda text: text.casefold() in ("n", "no", "false"), bool)
            self.refuse(part, full, "it is a part-time position.")

    def heed_ids(self) -> None:
        """Refuse rows whose id was there before; without ids say how many rows look alike."""
        if (column := self.get("id")) is not None:
            ids, name = pd.Series(column.codes), column.name[:40]
            missing = column.each(_is_missing, bool)
            row = {code: at for at, code in reversed([*enumerate(ids)])}
            self.refuse(
                ids.duplicated().to_numpy() & ~missing,
                column,
                lambda at: f"row {row[ids[at]] + self.first + 1} has the same {name}.",
            )
            return
        kept = np.flatnonzero(self.ok)
        for column in [self.columns[name][0] for name in _RATED if name in self.columns]:
            kept = kept[pd.Series(column.codes[kept]).duplicated(keep=False)]
        codes = pd.DataFrame({at: column.codes[kept] for at, column in self.all.items()})
        alike = int(codes.duplicated().sum())
        if self.sample and alike:  # as far as it is known now
            for at, texts in self.table.load(self.first, [*self.sample]).items():
                codes[at] = pd.factorize(texts)[0][kept]
            alike = int(codes.duplicated().sum())
        if alike:
            what = "row looks" if alike == 1 else "rows look"
            self.notes.append(
                f"{alike:,} {what} like an earlier one and count all the same, for two people may "
                "be paid the same; the file has no column of ids that could tell."
            )

    # Figures

    def cells(self, column: _Column) -> np.ndarray:
        """Read each distinct cell of a column of amounts once; refuse what is none."""
        if column.are_whole:
            cells = np.zeros(self.length, _CELL)
            cells["low"] = cells["high"] = column.cells * column.head.multiple
            cells["per_cent"] = column.head.said.per_cent
            self.refuse(cells["low"] < 0, column, "it is negative.")
            return cells
        found = np.zeros(len(column.texts), _CELL)
        wrong: dict[int, str] = {}
        comma = any(map(_COMMA.search, column.texts))
        for at, text in enumerate(column.texts):
            if _is_missing(text):
                found[at] = Cell(np.nan, np.nan)
                continue
            try:
                if comma and _ONE_COMMA.search(text):
                    raise MoneyError("its comma may divide decimals, as it does in other rows.")
                found[at] = read_cell(text, column.head.multiple)
            except MoneyError as error:
                wrong[at] = str(error)
        codes = column.codes
        self.refuse(np.isin(codes, [*wrong]), column, lambda at: wrong[codes[at]])
        cells = found[codes]
        cells["per_cent"] |= column.head.said.per_cent
        return cells

    def read(self, column: _Column) -> np.ndarray:
        """Read the amounts of a column, in dollars and for a year; else in per cent."""
        name, cells = column.head.field, self.cells(column)
        low, share = cells["low"], cells["per_cent"]
        there = ~np.isnan(low)
        self.check_currency(column, cells, there & ~share & (low != 0))
        if name not in _RATED:  # before they are rounded
            self.refuse(
                (low > 0) & (low < (101 if name == "bonus" else LEAST)) & ~share,
                column,
                lambda at: (
                    f"“{str(column.cells[at])[:24]}” could be per cent, thousands or dollars; "
                    "write it like 15%, 15k or $15,000."
                ),
            )
        self.to_year(column, cells, there & ~share)
        several, ranged = there & (cells["years"] > 0), there & (low != cells["high"])
        for rows, fields, why in (
            (there & share, {"bonus"}, "it is a per cent and not an amount."),
            (ranged, {"base", "total"}, "it is a range where one amount is needed."),
            (several, {"equity"}, "it is a sum of several years."),
        ):
            if name not in fields:
                self.refuse(rows, column, why)
        self.refuse(cells["high"] > MOST, column, f"it is above ${MOST:,}; check the digits.")
        return cells

    def check_currency(self, column: _Column, cells: np.ndarray, money: np.ndarray) -> None:
        """Refuse amounts that are not in US dollars for sure."""
        named, own = column.head.said.currency, self.get("currency")
        if named == "USD" and len(self.columns[column.head.field]) > 1:
            own = None  # "salary_in_usd" beside a salary in the currency of the row
        # Of 200,000 rows each comparison of texts takes milliseconds: only where there may be some.
        said = [np.full(self.length, named)] if named else []
        said += [] if column.are_whole else [cells["currency"]]
        said += [own.each(_currency, "U3")] if own else []
        dollars = np.any([each == "USD" for each in said], 0)
        other = np.any([(each != "USD") & (each != "") for each in said], 0)
        advice = "convert it to US dollars, or enter it by hand with your own rate."
        for each in said:
            foreign = (each != "") & (each != "USD")
            for code in set(each[money & foreign].tolist()):
                what = "not clear" if code == UNKNOWN else code
                self.refuse(money & (each == code), column, f"its currency is {what}; {advice}")
        if own or other.any() or self.beside.currency not in ("", "USD"):
            why = "it does not say its currency, and other parts of the file name one."
            self.refuse(money & ~dollars, column, why)

    def to_year(self, column: _Column, cells: np.ndarray, there: np.ndarray) -> None:
        """Make pay for a month or an hour a year's; refuse where it is not clear for what it is."""
        rated, own = column.head.field in _RATED, self.get("period")
        said = [np.full(self.length, column.head.said.times)]
        said += [] if column.are_whole else [cells["times"]]
        if rated and own:
            said.append(own.each(_paid_for, int))
        times = np.max(said, 0)
        unclear = np.any([(each < 0) | ((each > 0) & (each != times)) for each in said], 0)
        why = "column, frequency and cell do not say, in agreement, what it is paid for."
        self.refuse(there & unclear, column, why)
        if rated and self.beside.times not in (0, 1):
            why = "another part of the file names a month or the like; name it in this column."
            self.refuse(there & (times == 0), column, why)
        if not column.are_whole or (times > 1).any():
            for end in ("low", "high"):
                cells[end][there] = np.round(cells[end][there] * np.maximum(times, 1)[there])
        if not rated:
            return
        low, high, least = cells["low"], cells["high"], np.where(times > 0, LEAST, _LEAST_UNSAID)
        self.refuse(
            there & (low > 0) & (low < least),
            column,
            lambda at: (
                f"${low[at]:,.0f} is little for a year; write 450k for $450,000, or name the "
                "column “(monthly)” or “a year”, whatever it is."
            ),
        )
        much = there & (times > 1) & (high > _MOST_CONVERTED)
        why = "it would be ${:,.0f} a year; check what it is paid for."
        self.refuse(much, column, lambda at: why.format(high[at]))

    def pay(self) -> dict[str, np.ndarray]:
        """Return dollars a year by field of a point, NaN where a row says none."""
        found = {
            name: self.read(self.columns[name][0])
            for name in _PAY
            if name in self.columns and name != "equity" and self.length
        }
        none = self.nothing()
        base, total = (
            np.array([found[name]["low"], found[name]["high"]] if name in found else [none, none])
            for name in ("base", "total")
        )
        of_what = self.ends(found, base, total)
        main = next((each for name in _RATED if (each := self.get(name))), None)
        self.refuse(total[0] == 0, self.get("total"), "its total is 0.")
        self.refuse((base[0] == 0) & ~(total[0] > 0), self.get("base"), "its base is 0.")
        self.refuse(base[0] > total[1], self.get("base"), "its base is above its total.")
        base[:, base[0] == 0] = np.nan
        ranged, whole = base[0] < base[1], total[0] < total[1]  # a range of the base, or of all
        bonus, share = self.bonus(found, base[0], total[0])
        stock, grant, vesting = self.equity(base[0], bonus, total[0])
        beside = (bonus > 0) | (share > 0) | (stock > 0) | (grant > 0)
        unclear = "it is not clear whether its range is of the base or of the whole pay."
        self.refuse(of_what & beside, main, unclear)
        paid = ~np.isnan(base[0]) | ~np.isnan(total[0])
        if not {*_RATED} & self.columns.keys():
            paid |= (grant > 0) | (stock > 0)
        self.refuse(~paid, main, "it has no base, no total and no range.")
        low, high = np.where(whole, total, np.where(ranged & np.isnan(total[0]), base, np.nan))
        share[np.isnan(low) & (ranged | np.isnan(base[0]))] = np.nan
        for part in (bonus, share, stock, grant):
            part[whole] = np.nan  # they are in the range of the whole
        vesting[np.isnan(grant)] = ""
        return {
            "base": np.where(ranged | whole, np.nan, base[0]),
            **{"low": low, "high": high, "bonus": bonus, "bonus_percent": share},
            **{"stock": stock, "grant": grant, "vesting": vesting},
            "total": np.where(whole, np.nan, total[0]),
            "sign_on": found["sign_on"]["low"] if "sign_on" in found else none,
            "refreshers": found["refreshers"]["low"] if "refreshers" in found else none,
        }

    def ends(
        self, found: Mapping[str, np.ndarray], base: np.ndarray, total: np.ndarray
    ) -> np.ndarray:
        """Take the ends of a range that stand in two columns; return where of what is not said."""
        column = self.get("low") or self.get("high")
        if column is None:
            return np.zeros(self.length, dtype=bool)
        first, last = (
            found[name]["low"] if name in found else self.nothing() for name in ("low", "high")
        )
        if self.filing:  # a wage without its upper end is one figure
            last = np.where(np.isnan(last) | (last == 0), first, last)
        free = np.isnan(base[0]) & np.isnan(total[0])
        one = np.isnan(first) != np.isnan(last)
        self.refuse(free & one, column, "its range has one end; it needs both.")
        both = {self.columns[name][0].head.of for name in ("low", "high") if name in self.columns}
        self.refuse(free & (len(both) > 1), column, "its two ends are of different things.")
        self.refuse(free & (first <= 0), column, "it begins at 0.")
        self.refuse(free & (first > last), column, "its low end is above its high end.")
        free &= ~np.isnan(first)
        into = total if column.head.of == "total" else base
        into[:, free] = np.array([first, last])[:, free]
        return free & (not column.head.of and not self.filing)

    def bonus(
        self, found: Mapping[str, np.ndarray], base: np.ndarray, total: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return a year's bonus in dollars, and in per cent of the base."""
        if "bonus" not in found:
            return self.nothing(), self.nothing()
        cells, column = found["bonus"], self.columns["bonus"][0]
        part = cells["per_cent"] & ~np.isnan(cells["low"])
        share = np.where(part, cells["low"], np.nan)
        bare = column.each(lambda text: "%" not in text, bool)
        doubt = "{0:g} could be {0:g}% or {1:g}%; write the % beside it."
        self.refuse(
            bare & (share > 0) & (share < 1),
            column,
            lambda at: doubt.format(share[at], 100 * share[at]),
        )
        often = (cells["times"] > 1) | (column.head.said.times not in (0, 1))
        self.refuse(part & often, column, "it is not clear what its per cent is taken of.")
        self.refuse(share > 500, column, "a bonus of over 500% of the base cannot be.")
        lost = (share > 0) & np.isnan(base) & np.isnan(total)
        self.refuse(lost, column, "it is a per cent of a base that is missing.")
        return np.where(part, np.nan, cells["low"]), share

    def equity(
        self, base: np.ndarray, bonus: np.ndarray, total: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return a year's stock, a whole grant, and how that vests, as text.

        "(4 years)" makes it a grant, even over them, and "a year" a year's. Where a total is stated
        and neither is said, it is a year's if it fills up the total, and else left out.
        """
        stock, grant = self.nothing(), self.nothing()
        vesting = np.full(self.length, "", dtype=object)
        for column in self.columns.get("equity", []) if self.length else ():
            cells, said = self.read(column), column.head.said
            amount, there = cells["low"], ~np.isnan(cells["low"])
            years = np.where(cells["years"] > 0, cells["years"], said.years)
            yearly = there & ((cells["times"] > 0) | (said.times > 0))
            whole = there & (years > 0) & ~yearly
            bare = there & ~whole & ~yearly
            parts = np.nan_to_num(base) + np.nan_to_num(bonus) + amount
            yearly |= bare & ((np.abs(parts - total) <= 0.01 * total) | (amount == 0))
            self.refuse(whole & (years > 10), column, "a grant vests over ten years at most.")
            differ = whole & (said.years > 0) & (years != said.years)
            self.refuse(differ, column, "its name and the cell say different years.")
            self.refuse(
                bare & ~yearly & np.isnan(total),
                column,
                f"{column.shown} does not say whether it is a year's or a whole grant; name it "
                "“stock a year” or “grant (4 years)”.",
            )
            for into, rows in ((stock, yearly), (grant, whole)):
                twice = rows & (into > 0) & (amount > 0)
                self.refuse(twice, column, "it has stock in two columns.")
                into[rows] = np.fmax(into, amount)[rows]
            vesting[whole] = years.astype(str).astype(object)[whole]
        return stock, grant, vesting

    # What is no figure

    def text(self, name: str) -> np.ndarray:
        """Return a column of texts."""
        if not (column := self.get(name)):
            return np.full(self.length, "", dtype=object)
        return column.each(lambda text: _clean(text)[: _TEXTS[name]], object)

    def dates(self) -> np.ndarray:
        """Return the day of each row; one clear date settles which of day and month goes first."""
        column = self.get("date")
        if column is None:
            return np.full(self.length, np.datetime64("NaT"), dtype="datetime64[s]")
        texts = [re.sub(r"[ T]\d{1,2}:.*", "", text) for text in column.texts]
        days, note = read_dates(texts, self.today)
        lost = sum(day is None for day in days) - sum(_is_missing(each) for each in texts)
        if note or lost:
            note = note or f"{lost:,} dates cannot be read and are left out."
            self.notes.append(f"{column.shown}: {note}")
        return np.array(days, dtype="datetime64[s]")[column.codes]

    def sources(self) -> np.ndarray:
        """Return the kind of source that a row names itself."""
        if not (column := self.get("source")):
            return np.full(self.length, "", dtype=object)
        known = {
            name.casefold(): each.id for each in guide.sources() for name in (each.id, each.name)
        }
        return column.each(lambda text: known.get(text.casefold(), ""), object)

    def unused(self) -> dict[str, str]:
        """Return why a column with something in it is not used, and what it would have added."""
        used = [found[0] for name, found in self.columns.items() if name != "vesting"]
        used += self.columns.get("equity", [])
        found: dict[str, str] = {}
        for at, header in enumerate(self.headers):
            if (column := self.all.get(at)) in used:
                continue
            texts = [*filter(None, column.texts if column else map(str, self.sample[at]))]
            said, name = heading(header), header or f"column {at + 1}"
            if not texts:
                continue
            if re.match("prevailingwage|pw", said.key):
                found[name] = "a prevailing wage is what others earn, not what is paid here"
            elif said.field == "vesting":
                found[name] = "a grant of a file counts as even over its years, without a cliff"
            elif said.field:
                found[name] = f"another column is read as the {_said(said.field)}"
            elif _PAY_WORD.search(name):
                found[name] = f"its name is not known as pay{_would_add(texts)}"
            else:
                found[name] = "its name is not known"
        return found


def _said(name: str) -> str:
    words = {"sign_on": "sign-on", "low": "low end", "high": "high end"}
    return words.get(name, name.replace("_", " "))


def _would_add(sample: Sequence[str]) -> str:
    amounts = []
    for text in sample:
        try:
            cell = read_cell(text)
        except MoneyError:
            continue
        if cell.low > 100 and not cell.per_cent:
            amounts.append((cell.low + cell.high) / 2)
    many = len(amounts) >= len(sample) / 2
    return f"; it holds {float(np.median(amounts)):,.0f} in its middle row" if many else ""


def _clean(text: str) -> str:
    plain = " ".join(text.split())
    return "" if len(plain) < 8 and _is_missing(plain) else plain


def _currency(text: str) -> str:
    """Return the currency that a cell of a currency column names, "" for none."""
    if _is_missing(text):
        return ""
    if text.casefold() in ("us", "dollar", "dollars"):
        return "USD"
    code, rest = find_currency(text)
    return UNKNOWN if not code or rest.strip(" .()-–") else code


def _is_unit(text: str) -> bool:
    return _currency(text) not in ("", UNKNOWN) or _paid_for(text) > 0


def _paid_for(text: str) -> int:
    """Return how often a year pay is given that a frequency column calls so; -1 if not clear."""
    short = {"y": 1, "h": 2080, "bi": 26, "annum": 1, "mo": 12}
    if text.casefold() in short:
        return short[text.casefold()]
    times, rest = find_period(text)
    words = re.sub(r"(?i)\b(?:per|a|an|paid|basis|rate)\b", "", rest)
    return times if times > 0 and not re.search(r"\w", words) else -1


_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d\d)(?=$|,)")


def read_dates(texts: Sequence[str], today: dt.date) -> tuple[list[dt.date | None], str]:
    """Read the dates of a column, given without the time of day; None for no date or a later one.

    Also return what to ask where day and month cannot be told apart.
    """
    numeric = [match for text in texts if (match := _NUMERIC.match(text))]
    day_first = any(int(match[1]) > 12 or match[2] == "." for match in numeric)
    clear = day_first != any(int(match[3]) > 12 for match in numeric)
    days: list[dt.date | None] = []
    note = ""
    for text in texts:
        match, first = _NUMERIC.match(text), day_first
        if match and not clear and match[1] != match[3]:
            first = int(match[1]) > 12
            if not first and int(match[3]) <= 12:
                days.append(None)
                note = note or (
                    f"in {text} it cannot be told whether the day or the month goes first, so such "
                    "dates are left out; say of which day the file is, or write them like "
                    "2026-06-12."
                )
                continue
        day = _day(text, first)
        late = day is not None and not dt.date(1990, 1, 1) <= day <= today + dt.timedelta(days=1)
        days.append(None if late else day)
    return days, note


def _day(text: str, day_first: bool) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        known = re.search(r"\b\d{4}\b", text) or _NUMERIC.match(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an order that is settled here
        found = pd.to_datetime(text, dayfirst=day_first, errors="coerce") if known else pd.NaT
    return None if pd.isna(found) else found.date()
