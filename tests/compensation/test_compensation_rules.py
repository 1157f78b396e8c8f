"""The guide's rules against a reader's points."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation.calibration.weights import pieces_of
from workbook.compensation.frame import to_dataset, to_frame
from workbook.compensation.market import Shown, axis, sources_present, spread
from workbook.compensation.records import Point, Target
from workbook.compensation.rules import rules
from workbook.compensation.settings import Settings

TODAY = dt.date(2026, 11, 21)
SOURCES = ["offer-letter", "recent-hire", "recruiter", "posted-range", "aggregator", "own-pay"]


def point(source, total=500_000, **fields):
    return Point(source=source, total=total, **fields)


def dataset(yearly):
    return to_dataset(to_frame([point("aggregator", total) for total in yearly]), "", "aggregator")


def found(points, target=None, datasets=(), assumed=None):
    return {
        rule.id.removeprefix("compensation-"): rule
        for rule in rules(points, target, TODAY, datasets, assumed)
    }


def test_nothing_entered_meets_no_rule_and_each_says_what_is_missing():
    for rule in found([]).values():
        assert not rule.met
        assert rule.why


def test_three_points_are_enough_and_two_are_not():
    two = [point("recruiter"), point("aggregator")]
    assert found(two)["points"].why == "2 so far, 1 more to find"
    assert found([*two, point("other")])["points"].met


def test_own_pay_counts_for_nothing():
    own = [point("own-pay") for _ in range(3)]
    rule = found(own)["points"]
    assert not rule.met
    assert "own pay does not count" in rule.why
    assert not found(own)["not-aggregators"].met


def test_a_dataset_of_thousands_counts_as_one_aggregator():
    rows = dataset([300_000] * 5_000)
    assert found([], datasets=[rows])["points"].value == 1
    assert not found([], datasets=[rows])["not-aggregators"].met


def untrusting(source):
    return Settings.model_validate({"trust": {source: 0.0}})


def test_what_the_settings_trust_with_nothing_meets_no_rule():
    three = [point("recruiter") for _ in range(3)]
    rule = found(three, assumed=untrusting("recruiter"))["points"]
    assert (rule.met, rule.value) == (False, 0)
    assert rule.why == "none so far, 3 more to find; 3 weigh nothing by your settings"
    mixed = found([*three, point("aggregator")], assumed=untrusting("recruiter"))
    assert mixed["not-aggregators"].why.startswith("it is an aggregator; ask")
    hired = found([point("recent-hire", date=TODAY)], assumed=untrusting("recent-hire"))
    assert not hired["recent-hire"].met
    assert hired["recent-hire"].why == "none that weighs anything by your settings"


def test_a_dataset_of_recent_hires_holds_a_recent_hire():
    hires = [point("recent-hire", date=dt.date(2026, 6, 12)) for _ in range(60)]
    rule = found([], datasets=[to_dataset(to_frame(hires), "colleagues", "recent-hire")])
    assert rule["recent-hire"].met
    assert rule["recent-hire"].why == "June 2026, colleagues"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(SOURCES), st.dates(dt.date(2016, 1, 1), TODAY)), max_size=6),
    st.sampled_from(SOURCES[:-1]),
    st.sampled_from([0.1, 0.3, 2.0]),
)
def test_as_many_points_are_counted_as_the_calibration_weighs(entries, distrusted, half_life):
    assumed = untrusting(distrusted).model_copy(update={"half_life": half_life})
    points = [point(source, date=date) for source, date in entries]
    assert found(points, assumed=assumed)["points"].value == len(pieces_of(points, assumed, TODAY))


def test_aggregators_alone_are_not_enough():
    points = [point("aggregator") for _ in range(4)]
    assert found(points)["not-aggregators"].why.startswith("all 4 are aggregators")
    assert found([*points, point("recruiter")])["not-aggregators"].why == "1 of 5 is no aggregator"


@pytest.mark.parametrize(
    ("date", "met", "words"),
    [
        (dt.date(2026, 6, 12), True, "June 2026, Halcyon"),
        (None, True, "date not given"),
        (dt.date(2022, 3, 1), False, "March 2022"),
    ],
)
def test_a_hire_is_recent_by_its_date(date, met, words):
    rule = found([point("recent-hire", date=date, company="Halcyon")])["recent-hire"]
    assert rule.met is met
    assert words in rule.why


@pytest.mark.parametrize(
    ("ask", "met", "words"),
    [
        (560_000, True, "$560k in $480–620k"),
        (480_000, True, "$480k in"),
        (475_000, False, "$5k below $480–620k"),
        (640_000, False, "$20k above $480–620k"),
        (None, False, "no ask set yet"),
    ],
)
def test_an_ask_is_held_against_the_band(ask, met, words):
    rule = found([], Target(band_low=480_000, band_high=620_000, ask=ask))["ask"]
    assert rule.met is met
    assert words in rule.why


def test_an_ask_without_a_band_is_not_inside_it():
    assert found([], Target(ask=560_000))["ask"].why == "no band set yet"


def test_sources_stand_in_the_order_of_trust():
    points = [point("own-pay"), point("aggregator"), point("offer-letter"), point("aggregator")]
    assert sources_present(points) == ["offer-letter", "aggregator", "own-pay"]


def test_a_spread_has_its_quartiles():
    rows = spread([100_000, 200_000, 300_000, 400_000, 500_000])
    assert (rows.count, rows.first_quartile) == (5, 200_000)
    assert (rows.median, rows.third_quartile) == (300_000, 400_000)
    assert 100_000 < rows.low < 200_000
    assert 400_000 < rows.high < 500_000


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(SOURCES), st.integers(1_000, 90_000_000)), max_size=12),
    st.none() | st.integers(1_000, 90_000_000),
)
def test_everything_fits_on_the_axis(entries, ask):
    points = [Shown("", source, total) for source, total in entries]
    low, high = axis(points, [], Target(ask=ask))
    assert 0 <= low < high
    assert all(low <= one.yearly <= high for one in points)
    assert ask is None or low <= ask <= high


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SOURCES), st.integers(1_000, 90_000_000)), max_size=12))
def test_a_further_point_never_unmeets_a_rule(entries):
    points = [point(source, total) for source, total in entries]
    before = found(points)
    after = found([*points, point("recruiter")])
    assert all(after[rule].met for rule in before if before[rule].met)
