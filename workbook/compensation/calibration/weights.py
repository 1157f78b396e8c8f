"""What each point weighs: trust in its source, halved with age, and no source above a quarter."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbook.compensation.annualize import yearly
from workbook.compensation.market import counts, newest_date
from workbook.compensation.records import Dataset, Point
from workbook.compensation.settings import TRUST, Settings

Numbers = NDArray[np.float64]
Positions = NDArray[np.int64]

#: With so many kinds of source no kind holds more than its even share of the weight. Four is the
#: fewest for which a quarter each is possible; below that weights stand as trust and age make them.
KINDS = 4
CAP = 1 / KINDS

#: The kinds of source, in the order that arrays over them have here.
SOURCES = tuple(TRUST)

#: What weighs less than this beside a new written offer has faded: after twenty half-lives nothing
#: is left that could count as a point, or as a kind of source with a right to its quarter.
FADED = 1e-6

_YEAR = 365.25  # days


@dataclass(frozen=True, eq=False)
class Sample:
    """All figures that count, in ascending order, and the pieces of evidence they come from.

    Attributes
    ----------
    values
        US dollars a year, carried to today.
    weights
        Part of all weight; they add up to 1. The rows of a dataset share what it weighs.
    pieces
        Position in `sources` and `before` of the piece that each figure belongs to.
    sources
        Position in `SOURCES` of each piece's kind.
    before
        What each piece weighs before the cap, in no unit.
    capped
        Whether the cap took weight from any kind.
    """

    values: Numbers
    weights: Numbers
    pieces: Positions
    sources: Positions
    before: Numbers
    capped: bool


@dataclass(frozen=True)
class Piece:
    """A record before it is weighed against others: its figures, and what each weighs."""

    record: Point | Dataset
    values: Numbers
    weights: Numbers
    age: float
    dated: bool

    @property
    def weight(self) -> float:
        """What all of it weighs, in no unit."""
        return float(self.weights.sum())


def pieces_of(
    records: Sequence[Point | Dataset], settings: Settings, today: dt.date
) -> list[Piece]:
    """Return the records that have any weight, each with its figures carried to today.

    Lightest first and equal ones by value, so that the order of the records does not show in any
    result, not even in its last digit. Own pay never has weight. A dataset weighs as much as one
    point of its source and age, however many rows it has.
    """
    counting = [record for record in records if counts(record)]
    found = [
        _dataset(record, settings, today)
        if isinstance(record, Dataset)
        else _point(record, settings, today)
        for record in counting
    ]
    return sorted((piece for piece in found if piece.weight > FADED), key=_order)


def weighs(record: Point | Dataset, settings: Settings, today: dt.date) -> bool:
    """Whether a record counts for anything, without reading the rows of a dataset.

    A dataset is judged by its newest row: a million ages are too many to work out under a slider.
    """
    date = newest_date(record)
    age = settings.undated_age if date is None else _years(date, today)
    return settings.trust.get(record.source, 0.0) * 0.5 ** (age / settings.half_life) > FADED


def weigh(pieces: Sequence[Piece]) -> Sample:
    """Return the figures of all pieces, weighed against each other."""
    return sample_of(
        np.concatenate([piece.values for piece in pieces]),
        np.concatenate([piece.weights for piece in pieces]),
        np.repeat(np.arange(len(pieces)), [len(piece.values) for piece in pieces]),
        np.array([SOURCES.index(piece.record.source) for piece in pieces], dtype=np.int64),
        np.array([piece.weight for piece in pieces]),
    )


def sample_of(
    values: Numbers, weights: Numbers, pieces: Positions, sources: Positions, before: Numbers
) -> Sample:
    """Return figures as a sample: in ascending order, weights capped and adding up to 1.

    Equal figures stay in the order they come in.

    Parameters
    ----------
    values, weights, pieces
        Of each figure: US dollars a year, weight in no unit, position of its piece.
    sources, before
        Of each piece: position of its kind in `SOURCES`, and its figures' weights together.
    """
    totals = np.bincount(sources, before, len(SOURCES))
    natural = totals / totals.sum()
    shares = cap_shares(natural)
    factors = np.divide(shares, totals, out=np.zeros_like(totals), where=totals > 0)
    order = np.argsort(values, kind="stable")
    owners = pieces[order]
    weights = weights[order] * factors[sources][owners]
    return Sample(
        values[order],
        weights / weights.sum(),
        owners,
        sources,
        before,
        bool(np.any(shares < natural - 1e-12)),
    )


def cap_shares(shares: Numbers) -> Numbers:
    """Return each kind's share of the weight with none above a quarter, given four kinds or more.

    What a kind loses goes to the uncapped ones in proportion, again and again until none is above.
    With fewer kinds that hold any weight the shares stay as they are, for three cannot each hold a
    quarter at most.

    Parameters
    ----------
    shares
        Along the last axis, one for each kind, of any total above zero; 0 for a kind that is
        absent.

    Returns
    -------
    array
        As given, adding up to 1 along the last axis.
    """
    shares = shares / shares.sum(axis=-1, keepdims=True)
    enough = (shares > 0).sum(axis=-1, keepdims=True) >= KINDS
    held = np.zeros(shares.shape, dtype=bool)
    for _ in range(shares.shape[-1]):
        over = enough & ~held & (shares > CAP)
        if not over.any():
            break
        held |= over
        loose = np.where(held, 0.0, shares)
        left = loose.sum(axis=-1, keepdims=True)
        free = 1 - CAP * held.sum(axis=-1, keepdims=True)
        scale = np.divide(free, left, out=np.zeros_like(left), where=left > 0)
        shares = np.where(held, CAP, loose * scale)
    return shares


def _order(piece: Piece) -> tuple[float, float, str, str]:
    return piece.weight, float(piece.values[0]), piece.record.source, piece.record.id


def _point(point: Point, settings: Settings, today: dt.date) -> Piece:
    age = settings.undated_age if point.date is None else _years(point.date, today)
    trust = settings.trust.get(point.source, 0.0)
    return Piece(
        point,
        np.array([yearly(point, settings) * (1 + settings.drift) ** age]),
        np.array([trust * 0.5 ** (age / settings.half_life)]),
        age,
        point.date is not None,
    )


def carried(dataset: Dataset, settings: Settings, today: dt.date) -> tuple[Numbers, Numbers]:
    """Return the figures of a dataset's rows carried to today, and how old each row is in years."""
    texts = dataset.date.texts
    known = [
        _years(dt.date.fromisoformat(text), today) if text else settings.undated_age
        for text in texts
    ]
    rows = len(dataset.yearly)
    ages = np.array(known)
    if len(texts) > 1:
        ages = ages[np.fromiter(dataset.date.codes, dtype=np.int64, count=rows)]
    ages = np.broadcast_to(ages, rows)
    values = np.fromiter(dataset.yearly, dtype=float, count=rows)
    return values * (1 + settings.drift) ** ages, ages


def _dataset(dataset: Dataset, settings: Settings, today: dt.date) -> Piece:
    """Return a dataset, whose rows age each on its own."""
    values, ages = carried(dataset, settings, today)
    trust = settings.trust.get(dataset.source, 0.0)
    weights = trust * 0.5 ** (ages / settings.half_life) / len(values)
    return Piece(dataset, values, weights, float(ages.mean()), "" not in dataset.date.texts)


def _years(date: dt.date, today: dt.date) -> float:
    """Return how old a date is; what lies ahead counts as today's."""
    return max(0, (today - date).days) / _YEAR
