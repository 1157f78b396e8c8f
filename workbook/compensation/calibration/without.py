"""What the market looks like without one piece of evidence: leave-one-out, for many at a time.

Without a piece the cap is worked out anew, so every weight may change. Each answer is still a sum
over kinds of source: the kind's new factor times its weight so far along the sorted figures. So
nothing is sorted twice, and a hundred answers over a hundred thousand figures take milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from workbook.compensation.calibration.quantiles import SLACK
from workbook.compensation.calibration.weights import (
    SOURCES,
    Numbers,
    Positions,
    Sample,
    cap_shares,
)


@dataclass(frozen=True)
class LeftOut:
    """The middle without one piece of evidence.

    Attributes
    ----------
    id
        Of the record left out.
    middle
        US dollars a year, all weights worked out anew.
    shift
        That less the middle of all, in US dollars a year.
    """

    id: str
    middle: float
    shift: float


class _Running:
    """Weight of each group along the sorted figures, up to any of them."""

    def __init__(self, groups: Positions, weights: Numbers, count: int) -> None:
        order = np.argsort(groups, kind="stable")
        self._size = len(groups)
        self._keys = groups[order] * self._size + order
        self._sums = np.concatenate([[0.0], np.cumsum(weights[order])])
        self._starts = np.searchsorted(groups[order], np.arange(count))

    def up_to(self, group: Positions, position: Positions) -> Numbers:
        """Return the weight of a group's figures up to a position, itself included; -1: none."""
        at = np.searchsorted(self._keys, group * self._size + position, side="right")
        found: Numbers = self._sums[at] - self._sums[self._starts[group]]
        return found


@dataclass(frozen=True, eq=False)
class Without:
    """The sample without each of some pieces, one at a time.

    Attributes
    ----------
    sample
        All of it.
    left
        Positions of the pieces to leave out.
    """

    sample: Sample
    left: Positions
    _kinds: _Running = field(init=False, repr=False)
    _pieces: _Running = field(init=False, repr=False)
    _factors: Numbers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        sample = self.sample
        kinds = sample.sources[sample.pieces]
        object.__setattr__(self, "_kinds", _Running(kinds, sample.weights, len(SOURCES)))
        object.__setattr__(
            self, "_pieces", _Running(sample.pieces, sample.weights, len(sample.before))
        )
        after = np.bincount(sample.pieces, sample.weights, len(sample.before)).astype(float)
        shares = cap_shares(_remaining(sample.sources, sample.before, self.left))
        held = _remaining(sample.sources, after, self.left)
        factors = np.divide(shares, held, out=np.zeros_like(shares), where=held > 0)
        object.__setattr__(self, "_factors", factors)

    def up_to(self, positions: Positions) -> Numbers:
        """Return the weight up to a position along the figures, one position for each piece."""
        every = np.arange(len(SOURCES))[:, None]
        kinds = self._kinds.up_to(every, positions[None, :]).T
        own = self._pieces.up_to(self.left, positions)
        theirs = np.take_along_axis(
            self._factors, self.sample.sources[self.left][:, None], axis=1
        ).ravel()
        result: Numbers = (self._factors * kinds).sum(axis=1) - theirs * own
        return result

    def middles(self) -> Numbers:
        """Return the weighted median without each piece, in US dollars a year."""
        values = self.sample.values
        low, high = (values[self._reaching(0.5 + slack)] for slack in (-SLACK, SLACK))
        middles: Numbers = (low + high) / 2
        return middles

    def table(self, ids: Sequence[str], middle: float) -> tuple[LeftOut, ...]:
        """Return the middle without each piece, largest shift first.

        Parameters
        ----------
        ids
            Of the records, by position of the piece.
        middle
            That of all, in US dollars a year.
        """
        rows = [
            LeftOut(ids[at], found, found - middle)
            for at, found in zip(self.left.tolist(), self.middles().tolist(), strict=True)
        ]
        return tuple(sorted(rows, key=lambda row: (-abs(row.shift), row.middle, row.id)))

    def _reaching(self, share: float) -> Positions:
        """Return the first position at which the weight reaches a share, by bisection."""
        first = np.zeros(len(self.left), dtype=np.int64)
        last = np.full(len(self.left), len(self.sample.values) - 1)
        while np.any(first < last):
            probe = (first + last) // 2
            there = self.up_to(probe) >= share
            first, last = np.where(there, first, probe + 1), np.where(there, probe, last)
        return first


def _remaining(sources: Positions, weights: Numbers, left: Positions) -> Numbers:
    """Return the weight of each kind (column) without each piece of `left` (row).

    Exactly 0 where a piece is all there is of its kind, for a sum of one is that one.
    """
    totals = np.bincount(sources, weights, len(SOURCES)).astype(float)
    mine = sources[left][:, None] == np.arange(len(SOURCES))
    return totals - np.where(mine, weights[left][:, None], 0.0)
