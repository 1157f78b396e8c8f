"""From pay points to a middle, how sure it is, and how far offers spread.

A kind of source counts as ``trust * sum(fade) / (1 + (N - 1) * 0.1)`` points, where N is its number
of figures and a figure fades by half every two years: forty rows of one site are not forty
witnesses, and no kind counts as more than ten times its trust. The middle is the mean logarithm of
the middle half of that weight. Four errors make its interval, added as squares: the noise of
single figures, 3% / sqrt(trust) that a whole kind may be off by, 6% that one company may be off by,
and 3% a year of age.

Trimmed means: Tukey and McLaughlin 1963. Effective numbers: Kish 1965. Degrees of freedom:
Satterthwaite 1946. Fixed weights, and heterogeneity in the interval alone: Henmi and Copas 2010.
"""

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from workbook.compensation.packages import annualize
from workbook.compensation.records import DataSet, Point, Settings

Numbers = NDArray[np.float64]
Pair = tuple[float, float]

ALIKE = 0.1  #: How alike the figures of one kind are.
KIND = 0.03  #: By how much a kind may be off, fully trusted, as a part of the middle.
COMPANY = 0.06  #: By how much what one company pays may be off.
AGE = 0.03  #: By how much the market may have moved in a year beyond the reader's drift.
NOISE = 0.10  #: Noise of one point before any is seen; believed as much as one point.
MIDMEAN = 1.19  #: Variance of the mean of the middle half over that of the mean, for normal noise.

#: Fewer figures than these are rough, and say nothing of the spread.
ROUGH, SPREAD = 4, 5

_MIDDLE, _LOW, _HIGH = (0.25, 0.75), (0.15, 0.35), (0.65, 0.85)
_DAYS = 365.25
_FORM = re.compile(r"[\s,.]+(?:inc|llc|ltd|corp|corporation|gmbh|plc)\.?$")


@dataclass(frozen=True)
class Figure:
    """One piece of evidence as the calibration sees it.

    Attributes
    ----------
    id, kind, trust
        Of the record, of its source, and how far that is trusted, 0 to 1.
    age
        In years.
    values
        Dollars a year carried to today: one, or the quantiles of a data set's rows.
    rows
        How many figures it stands for.
    company, companies
        Who pays, "" where unknown; of a data set the part of its rows by company.
    """

    id: str
    kind: str
    trust: float
    age: float
    values: tuple[float, ...]
    rows: int = 1
    company: str = ""
    companies: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Calibration:
    """What the evidence says.

    Attributes
    ----------
    middle
        Of the market, in dollars a year.
    interval80, interval50
        Where the middle lies with 80% and with 50% certainty.
    quartiles
        Ends of the middle half of offers.
    weights
        Part of all weight by record; they add up to 1.
    shares
        The same by kind of source.
    effective
        How many points, fully trusted, each kind counts as.
    error
        What the interval is made of: noise, kind, company, age; standard errors as parts of the
        middle.
    figures
        How many figures there are: points, and rows of data sets.
    """

    middle: float
    interval80: Pair
    interval50: Pair
    quartiles: Pair
    weights: dict[str, float]
    shares: dict[str, float]
    effective: dict[str, float]
    error: dict[str, float]
    figures: int = 0

    @property
    def rough(self) -> bool:
        """Whether there are too few figures to take the interval at its word."""
        return self.figures <= ROUGH

    @property
    def one_kind(self) -> bool:
        """Whether all weight is of one kind, whose common error then cannot be seen."""
        return len(self.shares) == 1


def calibrate(
    points: Iterable[Point | DataSet],
    settings: Settings | None = None,
    today: dt.date | None = None,
) -> Calibration:
    """Return what the points say of the market.

    Own pay, what is left out, what its kind's trust of 0 leaves out and the base pay of public
    filings (see `Point.base_is_all`) do not count.

    Parameters
    ----------
    points
        Points and data sets, in any order.
    settings
        The reader's assumptions; the defaults where None.
    today
        For the age of points; the present day where None.

    Raises
    ------
    ValueError
        Where nothing counts; the message is a sentence.

    Notes
    -----
    How often the interval of 80% holds the truth, in per cent, over 2,000 simulated readers a cell.
    Kinds are off by 3% / sqrt(trust), companies by 6%, and the market moves by 3% a year.

    ======================  =====  =====  =====  =====  =====  =====
    points                      3      5      8     12     20     30
    ======================  =====  =====  =====  =====  =====  =====
    normal noise of 12%        88     83     84     80     81     81
    normal noise of 25%        81     78     82     78     79     81
    heavy tails                89     86     84     85     83     82
    three companies            85     81     81     81     79     82
    up to four years old       85     83     84     82     83     82
    two kinds only             92     83     83     82     81     81
    ======================  =====  =====  =====  =====  =====  =====

    Three points are rough. Where every kind is off by 10% as a whole, 80% comes down to 64-77% with
    seven kinds (8 to 30 points), to 48-64% with two, and to 36-50% with one, whose common error
    cannot be seen. ``tests/benchmarks/bench_coverage.py`` draws the readers.
    """
    settings, today = settings or Settings(), today or dt.date.today()
    counting = [one for one in points if not why_not(one, settings)]
    if not counting:
        raise ValueError("Nothing that counts yet: enter a point, or trust a kind more than 0.")
    figures = [as_figure(one, settings, today) for one in counting]
    return estimate(figures, settings.company, settings.half_life)


def why_not(record: Point | DataSet, settings: Settings) -> str:
    """Return why a record does not count towards the middle; "" where it does."""
    if record.source == "own-pay":
        return "your own pay is drawn and never counts"
    if record.left_out:
        return f"left out: {record.left_out}"
    if record.source == "public-filing" and not record.base_is_all:
        return "base pay only, until you say that the base is all there is"
    if not settings.trust[record.source]:
        return "its kind of source is trusted with 0"
    if isinstance(record, Point) and not annualize(record, settings).of(settings.view):
        return f"it comes to nothing in the {settings.view.replace('-', ' ')}"
    return ""


def years_old(record: Point | DataSet, settings: Settings, today: dt.date) -> float:
    """Return the age of a record in years; that of the settings where it has no date."""
    if record.date is None:
        return settings.undated_age
    return max(0.0, (today - record.date).days / _DAYS)


def as_figure(record: Point | DataSet, settings: Settings, today: dt.date) -> Figure:
    """Return a record as the calibration sees it, its figures carried to today by the drift."""
    age = years_old(record, settings, today)
    carried = (1 + settings.drift) ** age
    trust = settings.trust[record.source] if record.source != "own-pay" else 0.0
    if isinstance(record, Point):
        values: tuple[float, ...] = (annualize(record, settings).of(settings.view),)
        rows, company, companies = 1, record.company, {}
    else:
        values, rows, company, companies = record.values, record.rows, "", record.companies
    return Figure(
        record.id,
        record.source,
        trust,
        age,
        tuple(value * carried for value in values),
        rows,
        company,
        companies,
    )


def same_company(name: str) -> str:
    """Return a company's name as names are compared: “Netflix, Inc.” is “netflix”."""
    return _FORM.sub("", " ".join(name.casefold().split()))


def estimate(figures: Sequence[Figure], company: str = "", half_life: float = 2.0) -> Calibration:
    """Return what figures say, without a record in sight.

    Parameters
    ----------
    figures
        Those with a trust of 0 or without a value are passed over.
    company
        The one the number is for, which has no error of its own.
    half_life
        Years after which a figure weighs half.

    Raises
    ------
    ValueError
        Where no figure has any weight.
    """
    figures = [one for one in figures if one.trust > 0 and one.values]
    if not figures:
        raise ValueError("No figure has any weight.")
    rows = np.array([one.rows for one in figures], dtype=float)
    ages = np.array([one.age for one in figures])
    effective, weights = _weigh(figures, rows, 0.5 ** (ages / half_life))
    curve = _Curve.of(figures, weights)
    middle, low, high = (curve.mean(ends) for ends in (_MIDDLE, _LOW, _HIGH))
    kish = 1 / float(np.sum(weights**2 / rows))
    total = sum(effective.values())
    shares = {kind: count / total for kind, count in effective.items()}
    trust = {one.kind: one.trust for one in figures}
    held = curve.variance_within(low, high, middle)
    noise = (4 * held * kish + MIDMEAN * NOISE**2) / kish / kish
    squares = {
        "noise": noise,
        "kind": KIND**2 * sum(share**2 / trust[kind] for kind, share in shares.items()),
        "company": COMPANY**2 * _company_twice(figures, weights, same_company(company)),
        "age": (AGE * float(weights @ ages)) ** 2,
    }
    variance = sum(squares.values())
    error, freedom = math.sqrt(variance), kish * (variance / noise) ** 2

    def interval(sure: float) -> Pair:
        reach = student((1 + sure) / 2, freedom) * error
        return math.exp(middle - reach), math.exp(middle + reach)

    return Calibration(
        middle=math.exp(middle),
        interval80=interval(0.8),
        interval50=interval(0.5),
        quartiles=(math.exp(low), math.exp(high)),
        weights={one.id: float(part) for one, part in zip(figures, weights, strict=True)},
        shares=shares,
        effective=effective,
        error={name: math.sqrt(square) for name, square in squares.items()},
        figures=int(rows.sum()),
    )


@dataclass(frozen=True)
class _Curve:
    """All logarithms in ascending order, each with its weight and all weight up to it."""

    logs: Numbers
    weights: Numbers
    upto: Numbers

    @classmethod
    def of(cls, figures: Sequence[Figure], weights: Numbers) -> "_Curve":
        sizes = [len(one.values) for one in figures]
        logs = np.log(np.concatenate([one.values for one in figures]))
        order = np.argsort(logs, kind="stable")
        spread = np.repeat(weights / sizes, sizes)[order]
        return cls(logs[order], spread, np.cumsum(spread))

    def mean(self, ends: Pair) -> float:
        """Return the mean logarithm of the weight between two parts of it."""
        start, end = ends
        above = np.maximum(self.upto - self.weights, start)
        inside = np.maximum(np.minimum(self.upto, end) - above, 0)
        return float(inside @ self.logs / inside.sum())

    def variance_within(self, low: float, high: float, centre: float) -> float:
        """Return the variance about `centre` of the logarithms held between two of them."""
        return float(self.weights @ (np.clip(self.logs, low, high) - centre) ** 2)


def _weigh(
    figures: Sequence[Figure], rows: Numbers, fade: Numbers
) -> tuple[dict[str, float], Numbers]:
    """Return how many points each kind counts as, and each figure's part of all weight."""
    weights = np.zeros(len(figures))
    effective: dict[str, float] = {}
    for kind in dict.fromkeys(one.kind for one in figures):
        mine = [at for at, one in enumerate(figures) if one.kind == kind]
        faded = (rows * fade)[mine]
        number = faded.sum() ** 2 / (rows * fade**2)[mine].sum()  # Kish's, where ages differ
        trust = figures[mine[0]].trust
        effective[kind] = float(trust * faded.sum() / (1 + (number - 1) * ALIKE))
        weights[mine] = faded / faded.sum() * effective[kind]
    return effective, weights / weights.sum()


def _company_twice(figures: Sequence[Figure], weights: Numbers, but: str) -> float:
    """Return the chance that two draws of weight are different figures of one company.

    An unknown company is one that nobody else has; `but` is the company the number is for.
    """
    paid: defaultdict[str, float] = defaultdict(float)
    itself = 0.0
    for one, weight in zip(figures, weights, strict=True):
        parts = {one.company: 1.0} if one.company else one.companies
        for name, part in parts.items():
            if (company := same_company(name)) != but:
                paid[company] += weight * part
                itself += (weight * part) ** 2 / max(1.0, one.rows * part)
    return max(0.0, sum(part**2 for part in paid.values()) - itself)


def student(part: float, freedom: float) -> float:
    """Return Student's quantile, by its expansion in 1 / freedom.

    Within 0.4% from two degrees of freedom up; fewer than one are taken for one.
    Abramowitz and Stegun 1964, 26.7.5.
    """
    z, v = NormalDist().inv_cdf(part), max(1.0, freedom)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return sum(term / v**power for power, term in enumerate(terms))
