"""The market's middle out of a weighed sample, and how many independent points it rests on."""

from dataclasses import dataclass

import numpy as np

from workbook.compensation.calibration.quantiles import (
    effective_size,
    median_interval,
    weighted_quantile,
)
from workbook.compensation.calibration.weights import SOURCES, Sample

#: How much of the common error that shows is believed: over a handful of kinds it is itself a
#: rough measure. At 0 intervals ignore it, at 1 they are too wide where there is none.
BELIEVED = 0.5

_QUARTILES = (0.25, 0.5, 0.75)
_DECILES = tuple(tenth / 10 for tenth in range(1, 10))


@dataclass(frozen=True)
class Interval:
    """Two ends, in US dollars a year."""

    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """The middle and the spread of a sample, in US dollars a year, and what they rest on.

    Attributes
    ----------
    middle
        Weighted median.
    quartiles, deciles
        Weighted quantiles of the figures, three and nine.
    effective
        Kish's effective sample size of the pieces; a dataset is one, however many rows it has.
    independent
        The same, less what is lost where kinds of source err in common.
    sample
        The figures.
    """

    middle: float
    quartiles: tuple[float, ...]
    deciles: tuple[float, ...]
    effective: float
    independent: float
    sample: Sample

    def interval(self, sure: float) -> Interval:
        """Return where the true middle lies with chance `sure`, such as 0.8."""
        return Interval(
            *median_interval(
                self.sample.values, self.sample.weights, self.middle, self.independent, sure
            )
        )


def estimate(sample: Sample) -> Estimate:
    """Return the middle of a sample, its spread, and how much evidence is behind it."""
    # All in one call, which sorts but once.
    found = weighted_quantile(sample.values, sample.weights, _QUARTILES + _DECILES).tolist()
    quartiles, deciles = tuple(found[:3]), tuple(found[3:])
    middle = quartiles[1]
    weights = np.bincount(sample.pieces, sample.weights, len(sample.before)).astype(float)
    effective = effective_size(weights)
    independent = effective / _common_error(sample, middle, effective)
    return Estimate(middle, quartiles, deciles, effective, independent, sample)


def _common_error(sample: Sample, middle: float, effective: float) -> float:
    """Return by what factor the variance grows since points of one kind may err together.

    Where kinds fall to either side of the middle as independent points would, 1. Where whole kinds
    lie on one side of it, what they show of a common error, in part.
    """
    sides = sample.weights * np.sign(middle - sample.values) / 2
    kinds = np.bincount(sample.sources[sample.pieces], sides, len(SOURCES))
    seen = float((kinds**2).sum()) * 4 * effective
    return max(1.0, 1 - BELIEVED + BELIEVED * seen)
