"""Where an ask stands in the calibrated market, and what it rests on."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation.ask import standing
from workbook.compensation.calibrate import calibrate
from workbook.compensation.frame import to_dataset, to_frame
from workbook.compensation.records import Point, Target
from workbook.compensation.settings import TRUST, Settings

TODAY = dt.date(2026, 11, 21)


def point(total, source="recent-hire"):
    return Point(source=source, total=total, date=TODAY)


def found(records):
    return calibrate(records, Settings(), TODAY)


FIVE = [point(total) for total in (400_000, 450_000, 500_000, 550_000, 600_000)]


@pytest.mark.parametrize(
    ("ask", "percentile"),
    [(390_000, 0), (400_000, 10), (425_000, 20), (500_000, 50), (600_000, 90), (700_000, 100)],
)
def test_the_percentile_is_the_weight_below_and_half_of_what_is_equal(ask, percentile):
    assert standing(ask, found(FIVE)).percentile == pytest.approx(percentile)


def test_an_ask_at_the_only_figure_there_is_stands_in_the_middle():
    same = standing(500_000, found([point(500_000) for _ in range(5)]))
    assert same.percentile == pytest.approx(50)
    assert not same.above_all
    assert not same.below_all


def test_beyond_all_figures_is_said():
    assert standing(600_001, found(FIVE)).above_all
    assert standing(399_999, found(FIVE)).below_all


def test_the_distance_to_the_band_and_the_middle():
    band = Target(band_low=480_000, band_high=620_000)
    calibration = found(FIVE)
    assert standing(470_000, calibration, band).from_band == -10_000
    assert standing(560_000, calibration, band).from_band == 0
    assert standing(650_000, calibration, band).from_band == 30_000
    assert standing(560_000, calibration, Target()).from_band is None
    assert standing(560_000, calibration).from_middle == 60_000


def test_the_best_point_is_the_one_that_holds_the_ask_down():
    best = standing(560_000, found(FIVE)).best
    assert best.id == FIVE[-1].id
    assert best.percentile == 100
    assert best.middle == 475_000


def test_a_dataset_can_be_the_best_point():
    rows = to_dataset(to_frame([point(900_000, "aggregator")] * 40), "rows", "aggregator")
    best = standing(610_000, found([*FIVE, rows])).best
    assert best.id == rows.id
    assert best.percentile == pytest.approx(100)
    assert best.middle == found(FIVE).middle


records = st.lists(
    st.builds(
        point,
        st.integers(20, 120).map(lambda steps: steps * 5_000),
        st.sampled_from(list(TRUST)),
    ),
    min_size=4,
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(records, st.integers(100, 600).map(lambda thousands: thousands * 1_000))
def test_without_its_best_point_an_ask_stands_as_if_that_had_never_been_heard(points, ask):
    at = standing(ask, found(points))
    without = {
        left.id: standing(ask, found([other for other in points if other is not left])).percentile
        for left in points
    }
    assert at.best.percentile == pytest.approx(max(without.values()), abs=1e-6)
    assert at.best.percentile == pytest.approx(without[at.best.id], abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(records, st.integers(90, 610), st.integers(0, 50))
def test_a_higher_ask_never_stands_lower(points, thousands, more):
    calibration = found(points)
    low = standing(thousands * 1_000, calibration)
    high = standing((thousands + more) * 1_000, calibration)
    assert 0 <= low.percentile <= high.percentile <= 100
