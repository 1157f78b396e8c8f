"""The calibration agrees with the cases worked by its method, and keeps what it promises."""

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compensation.markets import MARKETS, covered
from workbook.compensation.calibration import Figure, calibrate, estimate
from workbook.compensation.records import DataSet, Point, Settings

TODAY = dt.date(2026, 11, 21)
CASES = json.loads(Path(__file__).with_name("calibration-cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_case_comes_out(case):
    figures = [Figure(**{**each, "values": tuple(each["values"])}) for each in case["points"]]
    found = dataclasses.asdict(estimate(figures, case["target"]))
    for name, expected in case["expected"].items():
        value = found[name]
        if isinstance(expected, dict):
            assert value == pytest.approx(expected, rel=1e-9, abs=1e-12), name
        else:
            assert value == pytest.approx(expected, rel=1e-9), name


def hires(*totals, **fields):
    return [Point(source="recent-hire", total=each, date=TODAY, **fields) for each in totals]


TEN = [510e3, 520e3, 525e3, 535e3, 540e3, 550e3, 555e3, 560e3, 570e3, 580e3]


def test_points_are_weighed_by_what_the_public_function_is_given():
    found = calibrate(hires(*TEN), today=TODAY)
    assert found.middle == pytest.approx(544_396.5645965388)
    assert found.interval80 == pytest.approx((518_798.9058203197, 571_257.2178372754))
    assert found.effective == {"recent-hire": pytest.approx(4.736842105263158)}


def test_rows_count_the_same_as_points_and_as_a_data_set():
    rows = [480e3 + 500 * at for at in range(41)]
    points = [Point(source="aggregator", total=each, date=TODAY) for each in rows]
    whole = DataSet.of(rows, source="aggregator", date=TODAY)
    one, other = (calibrate([*hires(*TEN), *each], today=TODAY) for each in (points, [whole]))
    assert one.middle == pytest.approx(other.middle)
    assert one.interval80 == pytest.approx(other.interval80)


@pytest.mark.parametrize(
    "extra",
    [
        Point(source="own-pay", total=200_000),
        Point(source="recent-hire", total=200_000, left_out="another line of work"),
        Point(source="public-filing", base=200_000),
    ],
)
def test_what_is_no_evidence_does_not_move_the_middle(extra):
    kept = hires(*TEN)
    assert calibrate([*kept, extra], today=TODAY) == calibrate(kept, today=TODAY)


def test_a_filing_counts_once_its_base_is_all_there_is():
    filing = Point(source="public-filing", base=200_000, base_is_all=True)
    assert calibrate([*hires(*TEN), filing], today=TODAY).middle < 544_000


def test_nothing_that_counts_is_said():
    with pytest.raises(ValueError, match="enter a point"):
        calibrate([Point(source="own-pay", total=200_000)])


def test_the_company_the_number_is_for_is_the_readers():
    points = hires(*TEN, company="Netflix, Inc.")
    assert calibrate(points, today=TODAY).error["company"] == 0
    assert calibrate(points, Settings(company="Hulu"), TODAY).error["company"] > 0.05


def test_drift_carries_an_old_figure_to_today():
    old = [Point(source="recent-hire", total=500_000, date=dt.date(2025, 11, 21))]
    found = calibrate(old, Settings(drift="4%"), TODAY)
    assert found.middle == pytest.approx(520_000, rel=1e-4)


totals = st.lists(st.integers(100_000, 900_000), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(totals, st.data())
def test_the_middle_never_falls_when_a_figure_rises(figures, data):
    at = data.draw(st.integers(0, len(figures) - 1))
    raised = [each + 50_000 * (at == place) for place, each in enumerate(figures)]
    before, after = (calibrate(hires(*each), today=TODAY).middle for each in (figures, raised))
    assert after >= before * (1 - 1e-12)


@pytest.mark.parametrize("name", MARKETS)
def test_an_interval_of_80_per_cent_holds_the_truth_as_often(name):
    # 300 readers leave a standard error of 2.3%.
    assert 0.72 <= covered(12, 300, 5, **MARKETS[name]) <= 0.88
