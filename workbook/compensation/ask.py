"""Where a number stands in the calibrated market, and what is left of it without its best point."""

from dataclasses import dataclass

import numpy as np

from workbook.compensation.calibrate import Calibration
from workbook.compensation.calibration.caveats import FOR_QUARTILES
from workbook.compensation.records import Target


@dataclass(frozen=True)
class BestPoint:
    """The piece of evidence an ask leans on most: without it the ask stands highest.

    Attributes
    ----------
    id
        Of the record.
    percentile
        Of the ask without it, 0 to 100.
    middle
        Of the market without it, in US dollars a year.
    """

    id: str
    percentile: float
    middle: float


@dataclass(frozen=True)
class Standing:
    """How an ask stands to the market and the band.

    Attributes
    ----------
    percentile
        Part of the weight below the ask, 0 to 100; what equals it counts half, so an ask at the
        only figure there is stands at 50 and not at 100.
    above_all, below_all
        Whether it is above, or below, every figure: a percentile of 100 or 0 then says only that.
    from_middle
        Ask less the market's middle, in US dollars a year.
    from_band
        How far above the band, below it where negative; 0 inside, None without a band.
    best
        The point it leans on most.
    """

    percentile: float
    above_all: bool
    below_all: bool
    from_middle: float
    from_band: float | None
    best: BestPoint


def standing(ask: float, calibration: Calibration, target: Target | None = None) -> Standing:
    """Return how an ask, in US dollars a year, stands to the market and to the target's band."""
    sample = calibration.sample
    below = int(np.searchsorted(sample.values, ask, side="left"))
    upto = int(np.searchsorted(sample.values, ask, side="right"))
    return Standing(
        percentile=_percentile(sample.weights[:below].sum(), sample.weights[:upto].sum()),
        above_all=below == len(sample.values),
        below_all=upto == 0,
        from_middle=ask - calibration.middle,
        from_band=_from_band(ask, target.band if target else None),
        best=_best(calibration, below, upto),
    )


def say_place(ask: float, found: Standing, calibration: Calibration) -> tuple[str, str]:
    """Say where an ask stands among the evidence, and where without its best point.

    Under five pieces no percentile is named, for so few hold no quarter: neither of all of them
    nor of those that are left.
    """
    values = {piece.id: piece.value for piece in calibration.pieces}
    over = sum(value < ask for value in values.values())
    if len(values) < FOR_QUARTILES:
        where = f"above {over or 'none'} of your {len(values)} points"
    elif found.above_all or found.below_all:
        where = f"{'above' if found.above_all else 'below'} all of your evidence"
    else:
        where = f"{ordinal(found.percentile)} percentile of your evidence"
    left = len(values) - 1
    if left >= FOR_QUARTILES:
        return where, ordinal(found.best.percentile)
    over -= values[found.best.id] < ask
    return where, f"above {over or 'none'} of {left}"


def ordinal(number: float) -> str:
    """Return a number, rounded, as an ordinal: ``61st``, ``12th``."""
    whole = round(number)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{'th' if whole % 100 in (11, 12, 13) else ending}"


def _percentile(below: float, upto: float) -> float:
    return float(np.clip(50 * (below + upto), 0, 100))


def _from_band(ask: float, band: tuple[int, int] | None) -> float | None:
    if band is None:
        return None
    return min(0.0, ask - band[0]) + max(0.0, ask - band[1])


def _best(calibration: Calibration, below: int, upto: int) -> BestPoint:
    """Return the piece without which the ask stands highest; of equals the one paid most."""
    without = calibration.without
    count = len(without.left)
    edges = [without.up_to(np.full(count, edge - 1)) for edge in (below, upto)]
    values = {piece.id: piece.value for piece in calibration.pieces}
    middles = {row.id: row.middle for row in calibration.left_out}
    ids = [piece.id for piece in calibration.pieces[:count]]
    found = [
        BestPoint(each, _percentile(*pair), middles[each])
        for each, pair in zip(ids, zip(*edges, strict=True), strict=True)
    ]
    return max(found, key=lambda best: (round(best.percentile, 9), values[best.id], best.id))
