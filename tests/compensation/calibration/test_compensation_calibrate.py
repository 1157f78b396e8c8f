"""What a calibration says about the reader's evidence, and what never changes it."""

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation.calibrate import calibrate
from workbook.compensation.calibration.caveats import TooLittleError
from workbook.compensation.frame import to_dataset, to_frame
from workbook.compensation.records import Point
from workbook.compensation.settings import TRUST, Settings

TODAY = dt.date(2026, 11, 21)
KINDS = list(TRUST)


def point(total, source="recent-hire", years=0.0, **fields):
    return Point(
        source=source, total=total, date=TODAY - dt.timedelta(days=365.25 * years), **fields
    )


def dataset(totals, source="aggregator", years=0.0):
    rows = [point(total, source, years) for total in totals]
    return to_dataset(to_frame(rows), "salaries.csv", source)


def found(records, **assumed):
    return calibrate(records, Settings(**assumed), TODAY)


def numbers(calibration):
    """Return all that does not depend on which id a record has."""
    return (
        calibration.middle,
        calibration.sure50,
        calibration.sure80,
        calibration.quartiles,
        calibration.deciles,
        calibration.shares,
        calibration.effective,
        calibration.independent,
    )


def some(least, most=14, oldest=8.0):
    return st.lists(
        st.builds(
            point,
            st.integers(20, 2_000).map(lambda thousands: thousands * 1_000),
            st.sampled_from(KINDS),
            st.floats(0, oldest),
        ),
        min_size=least,
        max_size=most,
    )


OFFERS = [point(total) for total in (430_000, 455_000, 480_000, 500_000, 560_000)]


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([], "none counts so far: find 3 more."),
        (OFFERS[:1], "1 counts so far: find 2 more."),
        (OFFERS[:2], "2 count so far: find 1 more."),
        (
            [*OFFERS[:2], point(300_000, "own-pay")],
            "2 count so far: find 1 more (your own pay does not count).",
        ),
        (
            [*OFFERS[:1], point(1_000_000, "other"), point(300_000, "own-pay")],
            "find 2 more (your own pay does not count, and 1 weighs nothing by your settings).",
        ),
        ([dataset([300_000] * 50)], "1 counts so far: find 2 more."),
    ],
)
def test_under_three_points_it_refuses_and_says_what_is_missing(records, said):
    with pytest.raises(TooLittleError) as refused:
        found(records, trust={"other": 0.0})
    assert str(refused.value).endswith(said)
    assert refused.value.missing == 3 - refused.value.found


def test_three_and_four_points_have_a_median_and_a_range_only_and_say_so():
    for many in (3, 4):
        few = found(OFFERS[:many])
        assert few.sure50 is few.sure80 is few.quartiles is few.deciles is None
        assert few.middle == np.median([430_000, 455_000, 480_000, 500_000][:many])
        assert (few.range.low, few.range.high) == (430_000, [480_000, 500_000][many - 3])
        assert f"With {many} points there is a median and a range only" in few.notes[0]
        assert len(few.left_out) == many


def test_quartiles_come_with_five_points_and_deciles_with_ten():
    five, nine, ten = found(OFFERS), found([*OFFERS, *OFFERS[:4]]), found(OFFERS + OFFERS)
    assert five.quartiles == (455_000, 480_000, 500_000)
    assert five.sure80 is not None
    assert five.deciles is nine.deciles is None
    assert len(ten.deciles) == 9
    assert not any("range only" in note for note in five.notes)


def test_the_interval_narrows_with_more_points_and_the_spread_stays():
    few, many = found(OFFERS), found(OFFERS * 6)
    assert many.quartiles == few.quartiles
    assert many.sure80.high - many.sure80.low < 0.7 * (few.sure80.high - few.sure80.low)


def test_own_pay_changes_nothing():
    own = [point(2_000_000, "own-pay"), point(21_000, "own-pay")]
    assert found([*OFFERS, *own]) == found(OFFERS)


def test_old_points_weigh_less_and_are_carried_to_today():
    old = point(400_000, years=4)
    weights = {piece.id: piece for piece in found([*OFFERS, old], half_life=2.0).pieces}
    fresh = weights[OFFERS[0].id].weight
    assert weights[old.id].weight == pytest.approx(fresh / 4, rel=1e-3)
    drifted = {piece.id: piece for piece in found([*OFFERS, old], drift=0.05).pieces}
    assert drifted[old.id].value == pytest.approx(400_000 * 1.05**4, rel=1e-4)
    assert drifted[OFFERS[0].id].value == 430_000


def test_an_undated_point_is_as_old_as_the_settings_say_and_one_from_tomorrow_is_new():
    undated = Point(source="recent-hire", total=500_000)
    ahead = Point(source="recent-hire", total=510_000, date=TODAY + dt.timedelta(days=40))
    pieces = {piece.id: piece for piece in found([*OFFERS, undated, ahead]).pieces}
    assert pieces[undated.id].age == 1
    assert not pieces[undated.id].dated
    assert pieces[ahead.id].age == 0
    assert pieces[ahead.id].weight == pieces[OFFERS[0].id].weight


def test_a_source_without_trust_is_left_out():
    noise = [point(900_000, "aggregator") for _ in range(4)]
    without = found([*OFFERS, *noise], trust={"aggregator": 0})
    assert numbers(without) == numbers(found(OFFERS))
    assert "aggregator" not in without.shares


def test_what_has_faded_counts_as_nothing():
    ancient = [point(900_000, "aggregator", years=60) for _ in range(4)]
    assert numbers(found([*OFFERS, *ancient])) == numbers(found(OFFERS))
    with pytest.raises(TooLittleError, match="4 weigh nothing by your settings"):
        found([*OFFERS[:1], *ancient])


def test_changing_a_weight_moves_the_middle():
    high = [point(700_000 + at, "recruiter") for at in range(4)]
    trusted = found([*OFFERS, *high], trust={"recruiter": 1})
    doubted = found([*OFFERS, *high], trust={"recruiter": 0.1})
    assert trusted.middle > doubted.middle
    assert trusted.shares["recruiter"] > doubted.shares["recruiter"]


def test_a_dataset_weighs_as_much_as_one_point_however_many_rows_it_has():
    bulk = dataset(range(200_000, 700_000, 500))
    records = [*OFFERS, bulk]
    calibration = found(records)
    alone = found([*OFFERS, point(450_000, "aggregator")])
    assert calibration.shares == pytest.approx(alone.shares)
    assert calibration.effective == pytest.approx(alone.effective)
    pieces = {piece.id: piece for piece in calibration.pieces}
    assert pieces[bulk.id].rows == 1_000
    assert pieces[bulk.id].value == pytest.approx(450_000, rel=1e-3)
    assert len(calibration.left_out) == 6


def test_the_rows_of_a_dataset_age_each_on_its_own():
    rows = [point(300_000, "aggregator", years=8), point(600_000, "aggregator", years=0)]
    bulk = to_dataset(to_frame(rows), "two", "aggregator")
    pieces = {piece.id: piece for piece in found([*OFFERS, bulk], half_life=1.0).pieces}
    assert pieces[bulk.id].value == 600_000
    assert pieces[bulk.id].age == pytest.approx(4, rel=1e-3)


def test_leaving_a_dataset_out_leaves_out_all_its_rows():
    bulk = dataset([900_000] * 300)
    calibration = found([*OFFERS, bulk])
    row = next(row for row in calibration.left_out if row.id == bulk.id)
    assert row.middle == found(OFFERS).middle


def test_a_kind_of_source_that_errs_as_one_widens_the_interval():
    def records(split):
        return [
            point(total, kind)
            for at, total in enumerate(range(400_000, 640_000, 20_000))
            for kind in [("recruiter" if split(at) else "recent-hire")]
        ]

    equal = {"trust": {"recruiter": 0.9}}
    mixed = found(records(lambda at: at % 2), **equal)
    apart = found(records(lambda at: at < 6), **equal)
    assert mixed.middle == apart.middle
    assert mixed.effective == pytest.approx(apart.effective)
    assert apart.independent < mixed.independent == pytest.approx(mixed.effective)
    assert apart.sure80.low < mixed.sure80.low < mixed.sure80.high < apart.sure80.high


def test_one_kind_of_source_and_few_kinds_are_said():
    assert "one kind of source, recent hire" in found(OFFERS).notes[0]
    two = found([*OFFERS, point(500_000, "recruiter")])
    assert two.notes == (
        "With 2 kinds of source none is held to a quarter of the weight, which takes 4; "
        "recent hire has 88% of it.",
    )


def test_a_kind_that_the_cap_lifts_far_above_its_trust_is_named():
    kinds = ["offer-letter", "recent-hire", "recruiter", "aggregator"]
    four = found([point(500_000 + at, kind) for at, kind in enumerate(kinds)])
    assert four.notes[-1] == (
        "With four kinds of source each holds a quarter of the weight, however far you trust it: "
        "aggregator counts for 25%, and by trust and age alone for 11%; a fifth kind lets trust "
        "tell again."
    )
    assert found([point(500_000, kind) for kind in [*kinds, "posted-range"]]).notes == ()
    nothing = {"recruiter": 1.0, "posted-range": 0.001, "aggregator": 0.001}
    five = found([point(500_000, kind) for kind in [*kinds, "posted-range"]], trust=nothing)
    assert five.notes[-1] == (
        "No kind of source may hold over a quarter of the weight, so posted range counts for 12%, "
        "and by trust and age alone for less than 1%."
    )


def test_no_kind_is_lifted_where_trust_gives_each_its_quarter():
    kinds = ["offer-letter", "recent-hire", "recruiter", "public-filing"]
    even = found([point(500_000, kind) for kind in kinds], trust=dict.fromkeys(kinds, 0.5))
    assert not any("quarter" in note for note in even.notes)


def test_weight_on_few_points_is_said():
    faded = [point(total, years=9) for total in (400_000, 420_000, 460_000, 480_000)]
    lopsided = found([point(500_000), *faded], half_life=1.0)
    assert lopsided.independent < 2
    assert "independent ones" in lopsided.notes[-1]
    assert lopsided.sure80.high > lopsided.range.high


def test_the_same_input_gives_the_same_output():
    records = [*OFFERS, dataset(range(300_000, 500_000, 1_000)), point(510_000, "recruiter")]
    assert found(records) == found(list(records))


@settings(max_examples=50, deadline=None)
@given(some(5), st.randoms(use_true_random=False))
def test_the_order_of_the_points_does_not_matter(records, random):
    shuffled = random.sample(records, len(records))
    assert found(shuffled) == found(records)


@settings(max_examples=50, deadline=None)
@given(some(3), st.sampled_from([0.25, 1.08, 3.0, 7.0]))
def test_money_in_another_unit_scales_everything(records, times):
    # The rate scales a figure without rounding it to a whole dollar.
    scaled = [
        record.model_copy(update={"currency": "EUR", "rate": times, "rate_date": TODAY})
        for record in records
    ]
    one, other = found(records), found(scaled)
    assert other.middle == pytest.approx(times * one.middle, rel=1e-9)
    assert other.independent == pytest.approx(one.independent)
    if one.sure80 is not None:
        assert other.sure80.low == pytest.approx(times * one.sure80.low, rel=1e-9)
        assert other.sure50.high == pytest.approx(times * one.sure50.high, rel=1e-9)
        assert other.quartiles == pytest.approx([times * each for each in one.quartiles])


@settings(max_examples=50, deadline=None)
@given(some(3))
def test_weights_add_up_and_no_kind_of_four_or_more_has_over_a_quarter(records):
    calibration = found(records)
    weights = [piece.weight for piece in calibration.pieces]
    assert sum(weights) == pytest.approx(1)
    assert weights == sorted(weights, reverse=True)
    assert sum(calibration.shares.values()) == pytest.approx(1)
    if len(calibration.shares) >= 4:
        assert max(calibration.shares.values()) <= 0.25 + 1e-9
    else:
        assert not calibration.capped
    assert 1 <= calibration.independent <= calibration.effective + 1e-9
    assert calibration.effective <= len(records) + 1e-9


@settings(max_examples=50, deadline=None)
@given(some(5))
def test_the_intervals_are_nested_and_hold_the_middle(records):
    calibration = found(records)
    inner, outer = calibration.sure50, calibration.sure80
    assert outer.low <= inner.low < calibration.middle < inner.high <= outer.high
    assert outer.low > 0
    assert math.isfinite(outer.high)


@settings(max_examples=50, deadline=None)
@given(some(5))
def test_the_spread_rises_and_stays_among_the_figures(records):
    calibration = found(records)
    spread = calibration.deciles or calibration.quartiles
    assert list(spread) == sorted(spread)
    assert calibration.range.low <= spread[0]
    assert spread[-1] <= calibration.range.high
    assert calibration.quartiles[1] == calibration.middle


@settings(max_examples=40, deadline=None)
@given(some(4, 9))
def test_leaving_a_point_out_is_calibrating_without_it(records):
    table = {row.id: row for row in found(records).left_out}
    assert set(table) == {record.id for record in records}
    for record in records:
        rest = found([other for other in records if other is not record])
        assert table[record.id].middle == pytest.approx(rest.middle, rel=1e-12)
        assert table[record.id].shift == pytest.approx(rest.middle - found(records).middle)


@settings(max_examples=50, deadline=None)
@given(some(5), st.integers(0, 4), st.integers(1, 6))
def test_the_same_offer_again_and_again_never_makes_it_certain(records, at, times):
    again = [records[at].model_copy(update={"id": f"copy {copy}"}) for copy in range(times)]
    calibration = found([*records, *again])
    assert calibration.sure80.high - calibration.sure80.low >= 0.0099 * calibration.middle
    assert calibration.sure50.high > calibration.sure50.low


@settings(max_examples=50, deadline=None)
@given(some(5), st.integers(2_001, 90_000))
def test_a_higher_offer_never_lowers_the_middle(records, thousands):
    raised = records[0].model_copy(update={"total": thousands * 1_000})
    assert found([raised, *records[1:]]).middle >= found(records).middle


def test_of_very_many_points_the_heaviest_are_left_out():
    faded = [point(400_000 + at, years=1) for at in range(300)]
    table = found([*faded, *OFFERS]).left_out
    assert len(table) == 200
    assert {offer.id for offer in OFFERS} <= {row.id for row in table}
