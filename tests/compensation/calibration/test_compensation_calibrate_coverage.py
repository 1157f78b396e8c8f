"""Whether an interval that says 80% is right 80 times in 100."""

import datetime as dt

import numpy as np
import pytest

from tests.compensation.readers import SHAPES, TRUTH, draw, samples
from workbook.compensation.calibrate import calibrate
from workbook.compensation.calibration.middle import estimate
from workbook.compensation.calibration.weights import SOURCES
from workbook.compensation.records import Point
from workbook.compensation.settings import Settings

TODAY = dt.date(2026, 11, 21)


def covered(found, sure):
    """Return how often the intervals hold the truth."""
    intervals = [each.interval(sure) for each in found]
    return float(np.mean([ends.low <= TRUTH <= ends.high for ends in intervals]))


def test_two_thousand_readers_find_the_truth_in_four_of_five_intervals():
    many = np.random.default_rng(2).integers(8, 31, 2_000)
    found = [
        estimate(sample)
        for points, readers in zip(*np.unique(many, return_counts=True), strict=True)
        for sample in samples(2, int(readers), int(points))
    ]
    assert len(found) == 2_000
    assert 0.77 <= covered(found, 0.8) <= 0.83


def test_a_simulated_reader_sees_what_calibrate_says():
    drawn, weighed = draw(6, 20, 12, "old"), samples(6, 20, 12, "old")
    for figures, kinds, ages, sample in zip(*drawn, weighed, strict=True):
        records = [
            Point(
                source=SOURCES[kind], total=round(figure), date=TODAY - dt.timedelta(365.25 * age)
            )
            for figure, kind, age in zip(figures, kinds, ages, strict=True)
        ]
        whole, bare = calibrate(records, Settings(), TODAY), estimate(sample)
        # Records hold whole dollars and whole days.
        assert whole.middle == pytest.approx(bare.middle, rel=1e-3)
        assert whole.sure80.low == pytest.approx(bare.interval(0.8).low, rel=2e-3)
        assert whole.sure80.high == pytest.approx(bare.interval(0.8).high, rel=2e-3)
        assert whole.independent == pytest.approx(bare.independent, rel=0.01)


@pytest.mark.parametrize("points", [8, 10, 12, 15, 20, 30])
def test_two_thousand_readers_with_as_many_points_do_too(points):
    found = [estimate(sample) for sample in samples(1, 2_000, points)]
    assert 0.77 <= covered(found, 0.8) <= 0.83
    assert 0.46 <= covered(found, 0.5) <= 0.54


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_the_shape_of_the_noise_does_not_matter(shape):
    found = [estimate(sample) for sample in samples(3, 600, 12, shape)]
    # Six hundred readers leave a standard error of 1.6%.
    assert 0.76 <= covered(found, 0.8) <= 0.84


def test_five_points_are_not_fewer_than_they_say():
    found = [estimate(sample) for sample in samples(4, 600, 5)]
    assert 0.76 <= covered(found, 0.8) <= 0.86


def test_more_points_narrow_the_interval_but_not_the_spread():
    def widths(points):
        found = [estimate(sample) for sample in samples(5, 200, points)]
        ends = [each.interval(0.8) for each in found]
        return np.median([np.log(end.high / end.low) for end in ends])

    assert widths(8) > 1.5 * widths(30)
