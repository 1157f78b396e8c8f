"""Simulated readers: a market with a known middle, and what each of them happened to hear of it.

Used by the tests and by ``make bench``. The noise is not what calibration assumes anywhere: it
comes in several shapes, so that no method can be fitted to one of them.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbook.compensation.calibration.weights import SOURCES, Sample, sample_of
from workbook.compensation.settings import Settings

#: The middle of every simulated market, in dollars a year.
TRUTH = 500_000.0

#: How often a kind of source is met, and how far it is off (standard deviation of the logarithm),
#: in the order of `SOURCES`.
OFTEN = np.array([0.10, 0.20, 0.18, 0.10, 0.17, 0.20, 0.05])
OFF = np.array([0.02, 0.05, 0.08, 0.10, 0.12, 0.18, 0.18])

#: How far offers for the same work lie apart by themselves.
APART = 0.15

SHAPES = ("mixed", "heavy tails", "outliers", "skewed", "rounded", "old", "two kinds")

Draw = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]


def draw(seed: int, readers: int, points: int, shape: str = "mixed") -> Draw:
    """Return figures, kinds of source and ages in years, a row for each reader.

    In every shape a point is as likely above the truth as below it.
    """
    random = np.random.default_rng([seed, points, SHAPES.index(shape)])
    size = (readers, points)
    kinds = random.choice(len(SOURCES), size, p=OFTEN)
    if shape == "two kinds":
        kinds = random.choice([1, 5], size)
    noise = random.normal(size=size) * np.hypot(APART, OFF[kinds])
    if shape == "heavy tails":
        noise = random.standard_t(2, size) * np.hypot(APART, OFF[kinds])
    elif shape == "outliers":
        noise += (random.random(size) < 0.1) * random.choice([-0.8, 0.8], size)
    elif shape == "skewed":
        noise = 0.3 * np.log(random.exponential(size=size) / np.log(2))
    figures = TRUTH * np.exp(noise)
    if shape == "rounded":
        figures = np.round(figures / 5_000) * 5_000
    ages = random.exponential(2.0, size) if shape == "old" else np.zeros(size)
    return figures, kinds.astype(np.int64), ages


def samples(seed: int, readers: int, points: int, shape: str = "mixed") -> Iterator[Sample]:
    """Yield what each reader's points come to with the default settings."""
    settings = Settings()
    trust = np.array([settings.trust[source] for source in SOURCES])
    owner = np.arange(points)
    for figures, kinds, ages in zip(*draw(seed, readers, points, shape), strict=True):
        weights = trust[kinds] * 0.5 ** (ages / settings.half_life)
        yield sample_of(figures, weights, owner, kinds, weights)
