"""What the journal keeps of the reader's market: points, imported bulks, the target.

Money is in whole US dollars a year, but for a point's, which says its own currency. None is "not
given", which is not a zero.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workbook.compensation.limits import LEAST, Name, Year
from workbook.compensation.money import MOST, format_exact
from workbook.compensation.point import Point as Point
from workbook.compensation.point import Shape as Shape
from workbook.compensation.point import SourceId as SourceId
from workbook.journal import Record


class PointDraft(Record):
    """A form that is half filled: what stands in its fields, valid or not, until it is saved.

    Attributes
    ----------
    fields
        The text in each field of the form, by its name.
    edited
        Id of the point that is being changed, "" for a new one.
    base
        Sequence of the revision the change began with; None for a new point.
    """

    kind: ClassVar[str] = "compensation-point-draft"

    fields: dict[str, str] = Field(default_factory=dict)
    edited: str = ""
    base: int | None = None


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
