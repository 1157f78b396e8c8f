"""The market as the reader's evidence shows it: its middle, how sure that is, and the spread.

Two things are easily taken for each other. The *interval* says how well the middle is known, and
narrows with every point. The *spread* says where a single offer may fall, and does not.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from workbook.compensation.calibration.caveats import (
    FOR_DECILES,
    FOR_MIDDLE,
    FOR_QUARTILES,
    TooLittleError,
    because,
    caveats,
)
from workbook.compensation.calibration.middle import Interval, estimate
from workbook.compensation.calibration.quantiles import weighted_quantile
from workbook.compensation.calibration.weights import (
    SOURCES,
    Numbers,
    Piece,
    Positions,
    Sample,
    pieces_of,
    weigh,
)
from workbook.compensation.calibration.without import LeftOut, Without
from workbook.compensation.records import Dataset, Point
from workbook.compensation.settings import Settings

#: So many of the heaviest pieces are left out in turn: more than anybody reads.
MOST_LEFT_OUT = 200


@dataclass(frozen=True)
class Weighed:
    """One piece of evidence: a point, or a whole dataset.

    Attributes
    ----------
    id, source
        Of the record.
    value
        US dollars a year, carried to today; of a dataset, its weighted median.
    weight
        Its part of all weight, 0 to 1.
    age
        In years, the mean of its rows where it has more; as the settings take it where undated.
    dated
        Whether all of it has a date.
    rows
        How many figures it brings: 1 for a point.
    """

    id: str
    source: str
    value: float
    weight: float
    age: float
    dated: bool
    rows: int


@dataclass(frozen=True)
class Calibration:
    """What the evidence comes to; money in US dollars a year, carried to today.

    Attributes
    ----------
    middle
        Weighted median.
    sure50, sure80
        Where the market's true middle lies with 50% and 80% certainty; None under five points.
    range
        Lowest and highest figure.
    quartiles, deciles
        Where offers fall: three from five points up, nine from ten points up, else None. The rows
        of a dataset count here, each with its part of the dataset's weight.
    pieces
        The evidence, heaviest first. A dataset is one piece.
    shares
        Part of the weight of each kind of source that is present, in order of trust.
    natural
        The same by trust, age and number alone, before any kind is held to a quarter.
    capped
        Whether a kind of source would have held more than a quarter.
    effective
        Kish's effective sample size: how many equal points would weigh as evenly.
    independent
        The same, less what is lost where kinds of source err in common; the intervals use it.
    left_out
        The middle without each piece, largest shift first; the heaviest 200 where there are more.
    notes
        What the reader must be told beside the numbers, in sentences.
    sample, without
        All figures with their weights, and the leave-one-out behind `left_out`.
    """

    middle: float
    sure50: Interval | None
    sure80: Interval | None
    range: Interval
    quartiles: tuple[float, ...] | None
    deciles: tuple[float, ...] | None
    pieces: tuple[Weighed, ...]
    shares: dict[str, float]
    natural: dict[str, float]
    capped: bool
    effective: float
    independent: float
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    sample: Sample = field(repr=False, compare=False)
    without: Without = field(repr=False, compare=False)


def calibrate(points: Sequence[Point | Dataset], settings: Settings, today: dt.date) -> Calibration:
    """Return what the reader's evidence says about the market.

    Parameters
    ----------
    points
        Points and imported datasets in any order; own pay among them does not enter.
    settings
        Trust, drift, half-life, and whatever makes packages comparable.
    today
        The day that ages are counted to.

    Raises
    ------
    TooLittleError
        Fewer than three pieces of evidence have any weight.
    """
    pieces = pieces_of(points, settings, today)
    if len(pieces) < FOR_MIDDLE:
        raise TooLittleError(len(pieces), because(points, len(pieces)))
    sample = weigh(pieces)
    found = estimate(sample)
    weighed = _weighed(pieces, sample)
    heaviest = sorted(range(len(weighed)), key=lambda at: _rank(weighed[at]))
    without = Without(sample, np.array(heaviest[:MOST_LEFT_OUT]))
    shares = _by_kind(sample.sources[sample.pieces], sample.weights)
    natural = _by_kind(sample.sources, sample.before / sample.before.sum())
    enough = len(pieces) >= FOR_QUARTILES
    return Calibration(
        middle=found.middle,
        sure50=found.interval(0.5) if enough else None,
        sure80=found.interval(0.8) if enough else None,
        range=Interval(float(sample.values[0]), float(sample.values[-1])),
        quartiles=found.quartiles if enough else None,
        deciles=found.deciles if len(pieces) >= FOR_DECILES else None,
        pieces=tuple(weighed[at] for at in heaviest),
        shares=shares,
        natural=natural,
        capped=sample.capped,
        effective=found.effective,
        independent=found.independent,
        left_out=without.table([piece.id for piece in weighed], found.middle),
        notes=caveats(len(pieces), shares, natural, found.independent),
        sample=sample,
        without=without,
    )


def _weighed(pieces: Sequence[Piece], sample: Sample) -> list[Weighed]:
    weights = np.bincount(sample.pieces, sample.weights, len(pieces))
    return [
        Weighed(
            piece.record.id,
            piece.record.source,
            float(weighted_quantile(piece.values, piece.weights, 0.5))
            if len(piece.values) > 1
            else float(piece.values[0]),
            float(weight),
            piece.age,
            piece.dated,
            len(piece.values),
        )
        for piece, weight in zip(pieces, weights, strict=True)
    ]


def _rank(piece: Weighed) -> tuple[float, float, str]:
    """Return what puts the heaviest piece first, whatever order the records came in."""
    return -piece.weight, piece.value, piece.id


def _by_kind(kinds: Positions, weights: Numbers) -> dict[str, float]:
    held = np.bincount(kinds, weights, len(SOURCES))
    return {source: float(held[at]) for at, source in enumerate(SOURCES) if held[at] > 0}
