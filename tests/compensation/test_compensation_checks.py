"""The checks an ask has to pass, each of which can fail, and the sentences on where it stands."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.compensation.ask import ordinal
from workbook.compensation.calibrate import calibrate
from workbook.compensation.checks import (
    checks,
    name_record,
    say_band,
    say_standing,
    usual_raise,
)
from workbook.compensation.describe import stand
from workbook.compensation.frame import to_dataset, to_frame
from workbook.compensation.market import newest_date
from workbook.compensation.records import Coded, Dataset, Point, Target
from workbook.compensation.settings import Settings

TODAY = dt.date(2026, 11, 1)
TARGET = Target(band_low=480_000, band_high=620_000, ask=560_000)


def point(total: int, source: str = "recruiter", **fields: object) -> Point:
    return Point(**{"date": TODAY, "total": total, "source": source, **fields})


MARKET = [
    point(548_000, "offer-letter", company="Fernhollow"),
    point(575_000, "recent-hire", company="Halcyon"),
    point(552_000, "recruiter"),
    point(561_000, "posted-range"),
    point(540_000, "aggregator"),
]


def check(name: str, records, target=TARGET, settings=None):
    settings = settings or Settings()
    try:
        calibration = calibrate(records, settings, TODAY)
    except ValueError:
        calibration = None
    found = {rule.id: rule for rule in checks(records, target, calibration, settings, TODAY)}
    return found[f"compensation-{name}"]


def test_a_sound_case_passes_every_check():
    calibration = calibrate(MARKET, Settings(), TODAY)
    found = checks(MARKET, TARGET, calibration, Settings(), TODAY)
    assert [rule.id for rule in found if not rule.met] == []
    assert len(found) == 7


def test_nothing_entered_passes_none_but_that_own_pay_is_out():
    found = checks([], Target(), None, Settings(), TODAY)
    assert [rule.id for rule in found if rule.met] == ["compensation-not-own-pay"]


def test_points_that_are_all_older_than_a_year_are_not_enough():
    old = [one.model_copy(update={"date": dt.date(2025, 10, 1)}) for one in MARKET]
    assert not check("fresh", old).met
    assert "October 2025" in check("fresh", old).why
    assert check("fresh", [*old, point(550_000)]).met


def test_own_pay_from_yesterday_makes_nothing_fresh():
    old = [one.model_copy(update={"date": dt.date(2025, 10, 1)}) for one in MARKET]
    assert not check("fresh", [*old, point(400_000, "own-pay")]).met


def test_a_point_that_weighs_nothing_makes_nothing_fresh():
    old = [one.model_copy(update={"date": dt.date(2025, 10, 1)}) for one in MARKET]
    untrusting = Settings.model_validate({"trust": {"other": 0.0}})
    assert check("fresh", [*old, point(550_000, "other")]).met
    assert not check("fresh", [*old, point(550_000, "other")], settings=untrusting).met


def test_points_without_a_date_are_not_taken_for_fresh():
    undated = [one.model_copy(update={"date": None}) for one in MARKET]
    assert check("fresh", undated).why == "none that counts has a date"


def test_a_middle_that_moves_by_more_than_a_twentieth_leans_on_that_point():
    leaning = [point(400_000), point(405_000, "aggregator"), point(640_000, company="Vega <b>")]
    leaning += [point(630_000, "offer-letter")]
    found = check("not-one-point", leaning)
    assert not found.met
    assert "the middle" in found.why
    assert check("not-one-point", MARKET).met


def test_too_few_points_cannot_be_said_to_lean_on_none():
    assert not check("not-one-point", MARKET[:2]).met


def test_an_ask_made_of_own_pay_fails_only_where_the_evidence_does_not_carry_it():
    found = check("not-own-pay", [*MARKET, point(700_000, "own-pay")], Target(ask=770_000))
    assert not found.met
    assert found.why == "it is your own pay and 10%, and all of your evidence lies below it"
    carried = check("not-own-pay", [*MARKET, point(509_100, "own-pay")])
    assert carried.met
    assert carried.why == "it is also your own pay and 10%, but your evidence carries it"
    few = check("not-own-pay", [*MARKET[:2], point(509_100, "own-pay")])
    assert (few.met, "too little evidence to carry it" in few.why) == (False, True)


@pytest.mark.parametrize(
    ("ask", "derived"), [(400_000, "pay, and"), (440_000, "pay and 10%"), (448_000, "pay and 12%")]
)
def test_own_pay_itself_and_any_whole_per_cent_of_it_are_noticed_below_the_evidence(ask, derived):
    found = check("not-own-pay", [*MARKET, point(400_000, "own-pay")], Target(ask=ask))
    assert not found.met
    assert f"your own {derived}" in found.why
    assert found.why.endswith("all of your evidence lies above it")


def test_one_slip_in_an_imported_file_carries_no_ask():
    rows = to_dataset(
        to_frame([point(at, "aggregator") for at in [*range(400_000, 600_000, 1_000), 5_000_000]]),
        "rows",
        "aggregator",
    )
    found = check(
        "not-own-pay", [*MARKET, rows, point(1_000_000, "own-pay")], Target(ask=1_500_000)
    )
    assert not found.met
    assert found.why.endswith(
        "it is your own pay and 50%, and nearly all of your evidence lies below it"
    )


def test_own_pay_without_an_ask_is_not_said_to_be_absent():
    found = check("not-own-pay", [*MARKET, point(400_000, "own-pay")], Target())
    assert (found.met, found.why) == (
        True,
        "your own pay is shown and weighs nothing; no ask is set yet",
    )


def test_own_pay_that_the_ask_has_nothing_to_do_with_is_only_shown():
    found = check("not-own-pay", [*MARKET, point(419_000, "own-pay")])
    assert (found.met, found.why) == (True, "your own pay is shown and weighs nothing")


@given(st.integers(100_000, 900_000))
def test_own_pay_moves_neither_the_middle_nor_any_other_check(own):
    with_own = [*MARKET, point(own, "own-pay")]
    one, other = (calibrate(records, Settings(), TODAY) for records in (MARKET, with_own))
    assert one.middle == other.middle
    assert say_standing(one, TARGET, MARKET) == say_standing(other, TARGET, with_own)
    without, beside = (
        [(rule.id, rule.met) for rule in checks(records, TARGET, one, Settings(), TODAY)][:6]
        for records in (MARKET, with_own)
    )
    assert without == beside


@pytest.mark.parametrize(
    ("ask", "raised"),
    [(400_000, 0), (440_000, 10), (440_900, 10), (441_500, None), (448_000, 12), (390_000, None)],
)
def test_a_usual_raise_is_known_to_the_thousand(ask, raised):
    assert usual_raise(ask, 400_000) == raised


def test_an_ask_on_a_small_pay_is_no_whole_per_cent_by_chance():
    found = [usual_raise(ask, 100_000) for ask in range(101_500, 104_000, 1_000)]
    assert found == [None, None, None]
    assert usual_raise(110_600, 100_000) == 10


def test_where_the_ask_stands_is_said_with_and_without_its_best_point():
    words = say_standing(calibrate(MARKET, Settings(), TODAY), TARGET, MARKET)
    assert "percentile of your evidence; without its best point, the " in words
    assert "and the middle would be $5" in words


@pytest.mark.parametrize("count", [3, 4])
def test_under_five_points_neither_the_sheet_nor_the_panel_names_a_percentile(count):
    few = calibrate(MARKET[:count], Settings(), TODAY)
    written = say_standing(few, TARGET, MARKET[:count])
    assert written.startswith(f"above 2 of your {count} points; without its best point, ")
    assert stand(TARGET, few).startswith(
        f"above 2 of your {count} points, above 2 of {count - 1} without its best point; "
    )
    assert not re.search(r"percentile|\dth", written + stand(TARGET, few))


def test_of_five_points_the_four_that_are_left_make_no_percentile_either():
    words = stand(TARGET, calibrate(MARKET, Settings(), TODAY))
    assert "percentile of your evidence, above 3 of 4 without its best point; " in words


def test_an_ask_under_every_one_of_few_points_is_above_none():
    low = stand(Target(ask=300_000), calibrate(MARKET[:3], Settings(), TODAY))
    assert low.startswith("above none of your 3 points, above none of 2 without its best point; ")


def test_one_figure_over_and_over_is_not_the_hundredth_percentile():
    same = [point(500_000, source) for source in ("recruiter", "other", "offer-letter") * 2]
    words = say_standing(calibrate(same, Settings(), TODAY), Target(ask=500_000), same)
    assert words.startswith("50th percentile")
    above = say_standing(calibrate(same, Settings(), TODAY), Target(ask=501_000), same)
    assert above.startswith("above all of your evidence")


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (450_000, "$30k below the band"),
        (700_000, "$80k above the band"),
        (560_000, "inside the band, $80k over its lower end and $60k under its upper"),
    ],
)
def test_the_distance_to_the_band_is_said(ask, words):
    assert say_band(TARGET.model_copy(update={"ask": ask})) == words


def test_nothing_is_said_of_a_band_that_is_not_set():
    assert say_band(Target(ask=500_000)) == say_band(Target()) == ""


def dataset(*dates: str) -> Dataset:
    column = Coded.of([""] * len(dates))
    return Dataset(
        name="survey",
        yearly=(500_000,) * len(dates),
        company=column,
        title=column,
        level=column,
        location=column,
        date=Coded.of(dates),
        experience=(None,) * len(dates),
    )


def test_a_dataset_is_as_new_as_its_newest_row():
    assert newest_date(dataset("2024-01-01", "", "2026-02-03")) == dt.date(2026, 2, 3)
    assert newest_date(dataset("")) is None


def test_a_record_is_named_by_its_source_and_whom_it_is_about():
    assert name_record(MARKET[0]) == "the offer letter (Fernhollow)"
    assert name_record(MARKET[2]) == "the recruiter"
    assert name_record(dataset("")) == "the aggregator (survey)"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1st"), (2.4, "2nd"), (11, "11th"), (73, "73rd"), (100, "100th")]
)
def test_ordinals(number, words):
    assert ordinal(number) == words
