"""One view of the market: every point and data set with all that is said of it, computed once.

The chart, the list, the checks and the sheet read it and nothing else, so that they cannot say
different things.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from workbook import guide
from workbook.compensation.calibration import (
    Calibration,
    calibrate,
    same_company,
    why_not,
    years_old,
)
from workbook.compensation.money import format_exact, format_range
from workbook.compensation.packages import Year, annualize
from workbook.compensation.records import DataSet, Point, Settings, Target
from workbook.journal import Journal
from workbook.profile import load

if TYPE_CHECKING:
    import pandas as pd

#: Part of the weight that carries an ask where no single point does.
QUARTER = 0.25

_ABOUT = ("company", "title", "level", "location")
#: Of `Market.table`; ``wb.compensation.points`` says what they hold.
COLUMNS = (
    *("id", "who", "source", *_ABOUT, "date", "rows", "first"),
    *("average", "low", "high", "today", "weight", "why_not", "note"),
)

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def source_names() -> dict[str, str]:
    """Return what each kind of source is called, by its id."""
    return {source.id: source.name for source in guide.sources()}


@dataclass(frozen=True)
class Piece:
    """A point or a data set as the reader sees it; money in US dollars a year.

    Attributes
    ----------
    record
        What it is of.
    source, who
        Kind of source and whom it is about, in words: the one place where that is written.
    year
        Both views of a point; None for a data set.
    figure
        In the view compared by, carried to today: of a point, the middle of a range, or the median
        of a data set.
    low, high
        The same for both ends of a range or of a data set's rows; `figure` where there is one.
    steps
        Figures that divide a data set's rows evenly, the least and the most among them; ascending.
    age
        In years; that of the settings where undated.
    unlike
        In what it differs from the target: ``"not L5"``, ``"Zürich"``, ``"from 2021"``.
    why_not
        Why it does not count; empty where it does.
    weight, counts_as
        Its part of all weight, and the points it counts as; 0 where it does not count.
    """

    record: Point | DataSet
    source: str
    who: str
    year: Year | None
    figure: float
    low: float
    high: float
    age: float
    steps: tuple[float, ...] = ()
    unlike: tuple[str, ...] = ()
    why_not: str = ""
    weight: float = 0.0
    counts_as: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether it is evidence."""
        return not self.why_not

    @property
    def is_point(self) -> bool:
        """Whether it is one figure: no range and no data set."""
        return isinstance(self.record, Point) and self.low == self.high

    @property
    def name(self) -> str:
        """What to call it in a sentence: “the recent hire (Halcyon Video, senior)”."""
        return f"the {self.source} ({self.who})" if self.who else f"the {self.source}"

    @property
    def said(self) -> str:
        """Its figure in words: ``$575k``, ``$340–680k``, ``$390–655k, 85 rows``."""
        if isinstance(self.record, DataSet):
            return f"{format_range(self.low, self.high)}, {self.record.rows:,} rows"
        return format_exact(self.figure) if self.is_point else format_range(self.low, self.high)

    def reaches(self, dollars: float) -> float:
        """Return the part of it, 0 to 1, that lies at `dollars` or above.

        A range counts as even between its ends.
        """
        return 1 - self._under(dollars, "left")

    def under(self, dollars: float) -> float:
        """Return the part of it, 0 to 1, that lies below `dollars`; what equals it counts half."""
        return (self._under(dollars, "left") + self._under(dollars, "right")) / 2

    def _under(self, dollars: float, side: Literal["left", "right"]) -> float:
        """Return the part below `dollars`; with the right side, what equals it as well."""
        if dollars < self.low or dollars > self.high:
            return float(dollars > self.high)
        if self.low == self.high:
            return float(side == "right")
        if not self.steps:
            return (dollars - self.low) / (self.high - self.low)
        place = int(np.searchsorted(self.steps, dollars, side=side))
        if self._few:
            return place / len(self.steps)
        # Many rows may be paid the same: a figure that they share is met from below or from above.
        equal = place if side == "left" else place - 1
        if equal < len(self.steps) and self.steps[equal] == dollars:
            return float(self._parts[equal])
        return float(np.interp(dollars, self.steps, self._parts))

    @property
    def _few(self) -> bool:
        """Whether every row of a data set is among its steps."""
        return isinstance(self.record, DataSet) and self.record.rows == len(self.record.values)

    @cached_property
    def _parts(self) -> np.ndarray:
        inner = len(self.steps) - 2
        return np.array([0.0, *((np.arange(inner) + 0.5) / inner), 1.0])


@dataclass(frozen=True)
class Standing:
    """Where a number, in dollars a year, stands among the evidence.

    Attributes
    ----------
    percentile
        Per cent of the weight below it; 0 only where all evidence lies above, 100 only where all
        lies below.
    above
        Part of the weight at or above it, 0 to 1.
    supports
        Single points at or above it, the most trusted first, then the most recent.
    """

    ask: float
    percentile: int
    above: float
    supports: tuple[Piece, ...]

    @property
    def reached(self) -> bool:
        """Whether the evidence reaches the number: a point does, or a quarter of the weight."""
        return bool(self.supports) or self.above >= QUARTER

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        if self.percentile == 100:
            return "above all evidence"
        if self.percentile == 0:
            return "below all evidence"
        return f"above {self.percentile}% of the evidence"


@dataclass(frozen=True)
class Market:
    """All the reader found, the number they ask, and what the one says of the other.

    Attributes
    ----------
    pieces
        Every point and data set, in the order they were entered.
    target, settings, today
        What the market was computed for.
    calibration
        None where nothing counts.
    pace
        The reader's words a minute.
    """

    pieces: tuple[Piece, ...]
    target: Target
    settings: Settings
    today: dt.date
    calibration: Calibration | None = None
    pace: int = 145

    @cached_property
    def counting(self) -> tuple[Piece, ...]:
        """The pieces that are evidence."""
        return tuple(piece for piece in self.pieces if piece.counts)

    @cached_property
    def own_pay(self) -> Piece | None:
        """The reader's own pay, the newest where there are several."""
        own = [piece for piece in self.pieces if piece.record.source == "own-pay"]
        return max(own, key=lambda piece: piece.record.date or dt.date.min, default=None)

    def standing(self, ask: float | None, but: str = "") -> Standing | None:
        """Return where a number stands; None without a number or without evidence.

        Parameters
        ----------
        ask
            In dollars a year.
        but
            Id of a record that is taken away first.
        """
        found = [piece for piece in self.counting if piece.record.id != but]
        whole = sum(piece.weight for piece in found)
        if ask is None or not whole:
            return None
        under = sum(piece.weight * piece.under(ask) for piece in found) / whole
        at = [piece for piece in found if piece.is_point and piece.figure >= ask]
        if all(ask > piece.high for piece in found):
            per_cent = 100
        elif all(ask < piece.low for piece in found):
            per_cent = 0
        else:
            per_cent = min(99, max(1, round(100 * under)))
        return Standing(
            ask,
            per_cent,
            sum(piece.weight * piece.reaches(ask) for piece in found) / whole,
            tuple(sorted(at, key=self.best_first)),
        )

    @cached_property
    def at_ask(self) -> Standing | None:
        """Where the reader's ask stands."""
        return self.standing(self.target.ask)

    @cached_property
    def carries_up_to(self) -> float | None:
        """The highest number that the evidence reaches, in whole thousands; None without any."""
        found = self.counting
        if not found:
            return None
        low, high = 0.0, max(piece.high for piece in found)
        for _ in range(24):  # to the dollar
            between = (low + high) / 2
            at = self.standing(between)
            low, high = (between, high) if at is not None and at.reached else (low, between)
        return round(low + 0.5) // 1000 * 1000

    def best_first(self, piece: Piece) -> tuple[float, float]:
        """Return a key by which the most trusted comes first, then the most recent."""
        trust = self.settings.trust.get(piece.record.source, 0.0)
        return -trust, piece.age if piece.record.date else piece.age + 100

    def table(self) -> "pd.DataFrame":
        """Return a row a piece; the columns stand at ``wb.compensation.points``."""
        import pandas as pd

        # What stands between two dollar signs in a note is no formula.
        pd.options.display.html.use_mathjax = False
        rows = [
            {
                "id": piece.record.id,
                "who": piece.who,
                "source": piece.record.source,
                **{name: getattr(piece.record, name, "") for name in _ABOUT},
                "date": piece.record.date,
                "rows": getattr(piece.record, "rows", 1),
                "first": piece.year.first if piece.year else piece.figure,
                "average": piece.year.average if piece.year else piece.figure,
                "low": piece.low,
                "high": piece.high,
                "today": piece.figure,
                "weight": piece.weight,
                "why_not": piece.why_not,
                "note": piece.record.note,
            }
            for piece in self.pieces
        ]
        types = {"date": "datetime64[s]", "rows": "int64"} | dict.fromkeys(
            ("first", "average", "low", "high", "today", "weight"), "float64"
        )
        return pd.DataFrame(rows, columns=COLUMNS).astype(types)


def gather(journal: Journal, today: dt.date | None = None) -> Market:
    """Return the market of a journal."""
    profile = load(journal)
    target = journal.get(Target, Target.id_for(profile.level)) or Target(level=profile.level)
    return compose(
        [*journal.records(Point), *journal.records(DataSet)],
        target,
        journal.get(Settings, Settings.ONLY) or Settings(),
        today or dt.date.today(),
        profile.words_per_minute,
    )


def compose(
    records: Iterable[Point | DataSet],
    target: Target | None = None,
    settings: Settings | None = None,
    today: dt.date | None = None,
    pace: int = 145,
) -> Market:
    """Return the market that records make, in the order they are given, calibrated once.

    Target and settings are the defaults where None, `today` the present day; `pace` is the reader's
    words a minute.
    """
    target, settings, today = target or Target(), settings or Settings(), today or dt.date.today()
    names = source_names()
    pieces = [_piece(one, target, settings, today, names) for one in records]
    counting = [piece.record for piece in pieces if piece.counts]
    if not counting:
        return Market(tuple(pieces), target, settings, today, None, pace)
    calibration = calibrate(counting, settings, today)
    weighed = (_weighed(piece, calibration) for piece in pieces)
    return Market(tuple(weighed), target, settings, today, calibration, pace)


def _piece(
    record: Point | DataSet,
    target: Target,
    settings: Settings,
    today: dt.date,
    names: dict[str, str],
) -> Piece:
    age = years_old(record, settings, today)
    carried = (1 + settings.drift) ** age
    unlike = _unlike(record, target, today)
    why = why_not(record, settings) or _filtered(unlike, target)
    about = (record, names[record.source], _who(record))
    if isinstance(record, DataSet):
        whole = record.rows == len(record.values)
        kept = record.values if whole else (record.least, *record.values, record.most)
        steps = tuple(step * carried for step in kept)
        middle = float(np.median(record.values)) * carried
        return Piece(
            *about, None, middle, steps[0], steps[-1], age, steps, tuple(unlike.values()), why
        )
    year = annualize(record, settings)
    figure, reach = year.of(settings.view) * carried, year.reach * carried
    ends = (figure - reach, figure + reach) if reach else (figure, figure)
    return Piece(*about, year, figure, *ends, age, (), tuple(unlike.values()), why)


def _weighed(piece: Piece, calibration: Calibration) -> Piece:
    weight = calibration.weights.get(piece.record.id, 0.0) if piece.counts else 0.0
    whole = sum(calibration.effective.values())
    return replace(piece, weight=weight, counts_as=weight * whole)


def _who(record: Point | DataSet) -> str:
    """Return whom a record is about."""
    if isinstance(record, DataSet):
        return ", ".join(filter(None, [record.name, *record.filters]))
    if record.source == "own-pay":
        return record.company or "you"
    return ", ".join(filter(None, [record.company, record.level or record.title]))


def _unlike(record: Point | DataSet, target: Target, today: dt.date) -> dict[str, str]:
    """Return in what a record differs from the target: level, place, year, each in words."""
    found = {}
    if isinstance(record, DataSet):
        levels: Sequence[str] = record.levels
        places: Sequence[str] = record.places
    else:
        levels, places = (
            [record.level] * bool(record.level),
            [record.location] * bool(record.location),
        )
    if levels and not any(_names(level, target.level) for level in levels):
        found["level"] = f"not {target.level}"
    if places and target.place and not any(_same_place(each, target.place) for each in places):
        found["place"] = places[0] if len(places) == 1 else "other places"
    if record.date is not None and (today - record.date).days > 365:
        found["year"] = f"from {record.date.year}"
    return found


def _names(text: str, level: str) -> bool:
    """Say whether a text names a level, as “staff, said to match L5” does L5."""
    return re.search(rf"(?<!\w){re.escape(level)}(?!\w)", text, re.IGNORECASE) is not None


def _same_place(one: str, other: str) -> bool:
    """Say whether one place is the other or within it: “Los Gatos, CA” is within “CA”."""
    first, second = (
        {part.strip().casefold() for part in place.split(",")} - {""} for place in (one, other)
    )
    return first <= second or second <= first


def _filtered(unlike: dict[str, str], target: Target) -> str:
    """Return why the target's filters leave a record out; "" where they do not."""
    for name, wanted in (
        ("level", target.only_level),
        ("place", target.only_place),
        ("year", target.only_year),
    ):
        if wanted and name in unlike:
            return f"filtered: {unlike[name]}"
    return ""


def month(day: dt.date | None) -> str:
    """Return a date as a list shows it: ``Jun 2026``; "" where unknown."""
    return "" if day is None else f"{_MONTHS[day.month - 1]} {day.year}"


def is_target_company(piece: Piece, settings: Settings) -> bool:
    """Say whether a point is of the company that the number is for."""
    company = piece.record.company if isinstance(piece.record, Point) else ""
    return bool(company) and same_company(company) == same_company(settings.company)
