"""What is said of an ask agrees with the evidence, whatever the evidence is."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation.calibration import calibrate
from workbook.compensation.checks import checks, nearest_raise
from workbook.compensation.market import compose
from workbook.compensation.records import DataSet, Point, Settings, Target

TODAY = dt.date(2026, 11, 21)


def hire(total, **fields):
    return Point(source="recent-hire", total=total, date=fields.pop("date", TODAY), **fields)


def market(*records, ask=None, **target):
    return compose(records, Target(ask=ask, **target), Settings(), TODAY)


def said(found, name):
    return next(each for each in checks(found) if each.id == name)


money = st.integers(100_000, 900_000)
one_point = st.builds(lambda total: hire(total), money)
one_range = st.builds(
    lambda low, more: Point(source="posted-range", low=low, high=low + more), money, money
)
one_set = st.builds(
    lambda rows: DataSet.of(rows, source="aggregator"), st.lists(money, min_size=1, max_size=120)
)
evidence = st.lists(one_point | one_range | one_set, min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(evidence, st.integers(50_000, 2_000_000), st.data())
def test_percentile_words_and_ends_agree(records, ask, data):
    ends = [end for piece in market(*records).pieces for end in (piece.low, piece.high)]
    ask = data.draw(st.sampled_from([ask, *(round(end) for end in ends)]))
    at = market(*records, ask=ask).at_ask
    assert (at.words == "above all evidence") == all(ask > end for end in ends)
    assert (at.words == "below all evidence") == all(ask < end for end in ends)
    assert (at.percentile == 100) == (at.words == "above all evidence")
    assert (at.percentile == 0) == (at.words == "below all evidence")
    if at.supports:
        assert at.percentile < 100
        assert at.above > 0
    if at.percentile == 0:
        assert at.reached


@settings(max_examples=100, deadline=None)
@given(evidence, money, st.integers(1_000, 200_000))
def test_a_higher_ask_stands_no_lower(records, ask, more):
    lower, higher = (market(*records, ask=each).at_ask for each in (ask, ask + more))
    assert higher.percentile >= lower.percentile
    assert higher.above <= lower.above + 1e-12


@settings(max_examples=60, deadline=None)
@given(st.lists(money, min_size=42, max_size=200), money)
def test_a_data_set_reaches_an_ask_by_as_many_rows(rows, ask):
    piece = market(DataSet.of(rows)).pieces[0]
    # Kept as 41 quantiles: a 41st and a row are lost at each end of a step.
    truth = sum(row >= ask for row in rows) / len(rows)
    assert piece.reaches(ask) == pytest.approx(truth, abs=1 / 41 + 1 / len(rows) + 0.02)


def test_the_evidence_that_reaches_an_ask_is_named():
    found = market(hire(575_000, company="Halcyon"), hire(500_000), hire(520_000), ask=560_000)
    assert said(found, "reaches").met
    assert "Halcyon" in said(found, "reaches").words
    assert "$575k" in said(found, "reaches").words


def test_an_ask_that_nothing_supports_is_told_so():
    found = market(hire(575_000), hire(500_000), ask=700_000, band_low="650k", band_high="750k")
    assert not said(found, "reaches").met
    assert said(found, "reaches").words.startswith("Nothing you found supports $700k")


def test_a_quarter_of_the_weight_reaches_without_a_single_point():
    rows = [400_000 + 1_000 * at for at in range(200)]
    found = market(DataSet.of(rows), ask=540_000)
    assert said(found, "reaches").met
    assert not said(market(DataSet.of(rows), ask=560_000), "reaches").met


@pytest.mark.parametrize(("reason", "met"), [("", False), ("I want to leave early", True)])
def test_below_the_middle_needs_a_reason(reason, met):
    found = market(hire(575_000), hire(600_000), hire(620_000), ask=560_000, reason=reason)
    assert said(found, "not-below").met == met


def test_an_ask_on_one_support_does_not_survive_its_loss():
    points = [hire(575_000), hire(500_000), hire(520_000)]
    assert not said(market(*points, ask=560_000), "survives").met
    assert said(market(*points, hire(565_000), ask=560_000), "survives").met


@pytest.mark.parametrize(
    ("own", "evidence", "ask", "met"),
    [
        (400_000, [550_000, 600_000, 620_000], 480_000, False),  # a fifth more, evidence above
        (400_000, [450_000, 470_000, 500_000], 480_000, True),  # evidence about it
        (600_000, [450_000, 470_000, 500_000], 600_000, False),  # the same again, evidence below
        (300_000, [550_000, 600_000, 620_000], 560_000, True),  # no raise anybody asks for
        (None, [550_000], 480_000, True),
    ],
)
def test_own_pay_that_anchors_the_ask_is_named(own, evidence, ask, met):
    paid = [] if own is None else [Point(source="own-pay", total=own)]
    assert said(market(*map(hire, evidence), *paid, ask=ask), "not-own-pay").met == met


def test_the_nearest_round_raise_is_found():
    assert nearest_raise(480_000, 400_000) == 20
    assert nearest_raise(390_000, 400_000) == 0
    assert nearest_raise(700_000, 400_000) is None


def test_another_level_place_or_year_is_marked_and_filtered():
    records = [
        hire(500_000, level="L5", location="Los Gatos, CA"),
        hire(700_000, level="L6", location="Los Gatos, CA"),
        hire(300_000, level="staff, said to match L5", location="Amsterdam"),
        hire(450_000, date=dt.date(2024, 1, 1)),
    ]
    found = market(*records, place="Los Gatos, CA", only_level=True, only_year=True)
    assert [piece.unlike for piece in found.pieces] == [
        (),
        ("not L5",),
        ("Amsterdam",),
        ("from 2024",),
    ]
    assert [piece.counts for piece in found.pieces] == [True, False, True, False]


def test_a_point_that_is_left_out_says_why_and_comes_back():
    point = hire(500_000, left_out="another country")
    assert market(point).pieces[0].why_not == "left out: another country"
    assert market(point.model_copy(update={"left_out": ""})).pieces[0].counts


def test_a_market_is_calibrated_once(monkeypatch):
    calls = []

    def counted(*given):
        calls.append(given)
        return calibrate(*given)

    monkeypatch.setattr("workbook.compensation.market.calibrate", counted)
    checks(market(*[hire(500_000 + 10_000 * at) for at in range(7)], ask=540_000))
    assert len(calls) == 1


def test_every_row_of_the_table_is_there():
    table = market(hire(500_000), Point(source="own-pay", total=300_000)).table()
    assert list(table.today) == [500_000, 300_000]
    assert list(table.weight) == [1, 0]
    assert market().table().empty
