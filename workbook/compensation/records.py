"""What the journal keeps of the reader's market: points, imported bulks, the target.

Money is in whole US dollars a year, except a sign-on, which is paid once. None is "not given",
which is not a zero.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from workbook.compensation.limits import LEAST, Name, Note, Part, Year, check_base
from workbook.compensation.money import MOST, format_exact
from workbook.journal import Record

SourceId = Literal[
    "offer-letter",
    "recent-hire",
    "recruiter",
    "posted-range",
    "public-filing",
    "aggregator",
    "own-pay",
    "other",
]


class Point(Record):
    """One thing the reader found out about pay.

    Attributes
    ----------
    company, title, level, location
        Who pays, for what and where; empty where unknown.
    date
        When it was offered, hired, posted or reported; None where unknown.
    source
        Id of its kind of source in ``guide.sources()``.
    base, bonus, stock
        A year's salary, target bonus and stock, in dollars.
    sign_on
        Paid once, in dollars; shown, but no part of a year.
    total
        A year's total, in dollars, where the source gives no parts.
    low, high
        Both ends of a posted range, in dollars a year.
    experience
        Years of experience of the person paid, where an imported file says so.
    note
        Anything else.
    origin
        Fingerprint of the imported row, so that an edited point is still known as that row; empty
        for a point entered by hand.
    """

    kind: ClassVar[str] = "compensation-point"

    company: Name = ""
    title: Name = ""
    level: Name = ""
    location: Name = ""
    date: dt.date | None = None
    source: SourceId = "other"
    base: Annotated[int | None, AfterValidator(check_base)] = None
    bonus: Part = None
    stock: Part = None
    sign_on: Part = None
    total: Year = None
    low: Year = None
    high: Year = None
    experience: float | None = None
    note: Note = ""
    origin: Name = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("A posted range needs both ends; for a single figure use the total.")
        if self.low is not None and self.high is not None and self.low > self.high:
            ends = f"{format_exact(self.low)}, is above its upper end, {format_exact(self.high)}"
            raise ValueError(f"The range's lower end, {ends}; swap them.")
        if self.base is None and self.total is None and self.low is None:
            raise ValueError("Give a base salary, a yearly total, or both ends of a posted range.")
        if self.yearly == 0:
            raise ValueError("This adds up to $0 a year; give a base salary or a yearly total.")
        if self.yearly > MOST:
            raise ValueError(f"This adds up to more than ${MOST:,} a year; check the digits.")
        return self

    @property
    def yearly(self) -> int:
        """The one comparable figure, in dollars a year.

        Base, bonus and stock together, or the stated total where that says more (a total without
        its parts, or with only some of them); else the middle of the posted range. A sign-on is
        left out: it is paid once.
        """
        if self.base is not None or self.total is not None:
            parts = (self.base or 0) + (self.bonus or 0) + (self.stock or 0)
            return max(parts if self.base is not None else 0, self.total or 0)
        assert self.low is not None, "checked when the point was made"
        assert self.high is not None, "checked when the point was made"
        return (self.low + self.high) // 2

    @property
    def is_range(self) -> bool:
        """Whether a range is all that is known."""
        return self.base is None and self.total is None


class Coded(BaseModel):
    """A column of texts with few distinct ones: each text once, and its position for every row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: tuple[str, ...] = ()
    codes: tuple[int, ...] = ()

    @classmethod
    def of(cls, column: Iterable[str]) -> Self:
        """Return `column` coded, its texts in order of first appearance."""
        position: dict[str, int] = {}
        codes = tuple(position.setdefault(text, len(position)) for text in column)
        return cls(texts=tuple(position), codes=codes)

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if self.codes and not 0 <= min(self.codes) <= max(self.codes) < len(self.texts):
            raise ValueError("A coded column points outside its own texts.")
        return self

    def column(self) -> list[str]:
        """Return the text of every row."""
        return [self.texts[code] for code in self.codes]


class Dataset(Record):
    """Many imported rows, kept and counted as one source.

    Attributes
    ----------
    name
        What the reader calls it; the file's name to begin with.
    source
        Id of its kind of source in ``guide.sources()``.
    yearly
        Dollars a year, one for each row; the columns below are as long.
    company, title, level, location, date
        As in `Point`, coded; a date is written ``YYYY-MM-DD`` or empty.
    experience
        Years of experience of the person paid; None where the row does not say.
    """

    kind: ClassVar[str] = "compensation-dataset"

    name: Name = ""
    source: SourceId = "aggregator"
    yearly: tuple[int, ...]
    company: Coded
    title: Coded
    level: Coded
    location: Coded
    date: Coded
    experience: tuple[float | None, ...]

    @model_validator(mode="after")
    def _even(self) -> Self:
        coded = (self.company, self.title, self.level, self.location, self.date)
        lengths = {len(column.codes) for column in coded} | {len(self.experience)}
        if lengths != {len(self.yearly)}:
            raise ValueError("The columns of a dataset are not all as long as its yearly figures.")
        if not self.yearly or min(self.yearly) < LEAST or max(self.yearly) > MOST:
            raise ValueError(f"A dataset needs figures between ${LEAST:,} and ${MOST:,} a year.")
        return self


class Target(Record):
    """What the reader aims at; each figure None until they set it, for no band is known for sure.

    Attributes
    ----------
    band_low, band_high
        Ends of the target band, in dollars a year.
    ask
        The number to say, in dollars a year.
    """

    kind: ClassVar[str] = "compensation-target"
    ONLY: ClassVar[str] = "target"

    id: str = ONLY
    band_low: Year = None
    band_high: Year = None
    ask: Year = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        low, high = self.band_low, self.band_high
        if low is not None and high is not None and low > high:
            ends = f"{format_exact(low)}, is above its upper end, {format_exact(high)}"
            raise ValueError(f"The band's lower end, {ends}; move one of them.")
        return self

    @property
    def band(self) -> tuple[int, int] | None:
        """Both ends, or None while either is open."""
        if self.band_low is None or self.band_high is None:
            return None
        return self.band_low, self.band_high


class Mapping(Record):
    """Which column means what in files with these headers, as the reader last set it.

    Attributes
    ----------
    columns
        Name of a field of `Point` to the header that holds it.
    source
        Id of the source that every row of such a file comes from.
    """

    kind: ClassVar[str] = "compensation-mapping"

    columns: dict[str, str]
    source: SourceId = "aggregator"

    @staticmethod
    def id_for(headers: Sequence[str]) -> str:
        """Return the id of the mapping for files with these headers, in whatever order."""
        joined = "\x1f".join(sorted(header.strip().casefold() for header in headers))
        return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:32]
