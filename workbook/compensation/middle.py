"""The market's middle out of a weighed sample, and how many independent points it rests on."""

from dataclasses import dataclass

import numpy as np

from workbook.compensation.quantiles import effective_size, median_interval, weighted_quantile
from workbook.compensation.weights import SOURCES, Sample

#: How much of the common error that shows is believed: over a handful of kinds it is itself a
#: rough measure. At 0 intervals ignore it, at 1 they are too wide where there is none.
BELIEVED = 0.5


@dataclass(frozen=True)
class Interval:
    """Two ends, in US dollars a year."""

    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """The middle of a sample, in US dollars a year, and what it rests on.

    Attributes
    ----------
    middle
        Weighted median.
    effective
        Kish's effective sample size of the pieces; a dataset is one, however many rows it has.
    independent
        The same, less what is lost where kinds of source err in common.
    sample
        The figures.
    """

    middle: float
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
    """Return the middle of a sample with the evidence behind it."""
    middle = float(weighted_quantile(sample.values, sample.weights, 0.5))
    weights = np.bincount(sample.pieces, sample.weights, len(sample.before)).astype(float)
    effective = effective_size(weights)
    return Estimate(middle, effective, effective / _common_error(sample, middle, effective), sample)


def _common_error(sample: Sample, middle: float, effective: float) -> float:
    """Return by what factor the variance grows since points of one kind may err together.

    Where kinds fall to either side of the middle as independent points would, 1. Where whole kinds
    lie on one side of it, what they show of a common error, in part.
    """
    sides = sample.weights * np.sign(middle - sample.values) / 2
    kinds = np.bincount(sample.sources[sample.pieces], sides, len(SOURCES))
    seen = float((kinds**2).sum()) * 4 * effective
    return max(1.0, 1 - BELIEVED + BELIEVED * seen)
