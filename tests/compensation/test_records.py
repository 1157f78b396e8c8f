"""Points take figures as people write them, refuse doubt, and carry an old journal over."""

import json

import pytest
from pydantic import ValidationError

from workbook.compensation.money import MoneyError, parse_money
from workbook.compensation.packages import annualize
from workbook.compensation.records import Point, Settings, Split, Target
from workbook.journal.records import decode


def opened(model, body, version):
    return decode(model, body["id"], json.dumps(body), version)


@pytest.mark.parametrize("text", ["560", "560k", "$560,000", "560 000", "0.56m", "USD 560.000"])
def test_one_sum_however_it_is_written(text):
    assert parse_money(text) == 560_000
    assert Point(base=text).base == Target(ask=text).ask == 560_000


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("€450.000", 450_000, "EUR"),
        ("CHF 300'000", 300_000, "CHF"),
        ("1,250,000", 1_250_000, "USD"),
        ("C$300k", 300_000, "CAD"),
        ("$300k CAD", 300_000, "CAD"),
        ("4 500 000 yen", 4_500_000, "JPY"),
        ("450k per year", 450_000, "USD"),
        ("450k$", 450_000, "USD"),
        ("４５０ｋ", 450_000, "USD"),
    ],
)
def test_amounts_of_the_world_are_read(text, value, currency):
    assert parse_money(text, currency) == value


@pytest.mark.parametrize(
    "text", ["", "-5", "$40 an hour", "€5 or $5", "€5", "4,50,00", "a lot", "1e30", "0.2", "₿5"]
)
def test_what_is_no_amount_gets_a_sentence(text):
    with pytest.raises(MoneyError, match=r"\.$"):
        parse_money(text)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Give a base"),
        ({"base": 560}, "too little for a year"),
        ({"base": -5}, "negative"),
        ({"base": "320k", "bonus": "15"}, "15% or 15k"),
        ({"base": "320k", "bonus": "50k", "bonus_percent": 15}, "once"),
        ({"bonus_percent": 15}, "needs the base"),
        ({"low": "340k"}, "both ends"),
        ({"low": "680k", "high": "340k"}, "swap"),
        ({"base": "€300k"}, "EUR"),
        ({"base": "300k", "currency": "EUR"}, "your own rate"),
        ({"base": "300k", "currency": "JPY", "rate": 150}, "one unit"),
        ({"base": "300k", "currency": "XYZ"}, "three-letter"),
        ({"base": "300k", "vesting": "4"}, "needs the grant"),
        ({"grant": "300k", "vesting": "50/40"}, "adds up to 90"),
        ({"grant": "300k", "vesting": "2", "cliff_months": 36}, "longer than"),
        ({"base": "300k", "date": "1950-01-01"}, "before 1990"),
        ({"base": "900m"}, "more than"),
    ],
)
def test_a_doubtful_point_is_refused_in_a_sentence(fields, why):
    with pytest.raises(ValidationError, match=why):
        Point(**fields)


def test_a_bonus_of_15_per_cent_is_one_in_either_field():
    one, other = Point(base="320k", bonus="15%"), Point(base="320k", bonus_percent=15)
    assert (one.bonus, one.bonus_percent) == (other.bonus, other.bonus_percent) == (None, 15)


def test_own_pay_has_no_trust_to_set():
    with pytest.raises(ValidationError, match="never counts"):
        Settings(trust={"own-pay": 1})
    with pytest.raises(ValidationError, match="No source is trusted"):
        Settings(trust=dict.fromkeys(Settings().trust, 0))


def test_points_of_the_first_edition_open():
    body = {
        "id": "old",
        "company": "Fernhollow",
        "base": 320_000,
        "bonus_likelihood": 0.5,
        "bonus": 40_000,
        "sign_on": 50_000,
        "sign_on_years": 2,
        "grant": 400_000,
        "vesting": [25, 25, 25, 25],
        "currency": "USD",
        "rate": None,
        "rate_date": None,
        "stock": None,
        "low": None,
        "high": None,
    }
    found = opened(Point, body, 2)
    assert annualize(found).average == pytest.approx(320_000 + 20_000 + 100_000 + 12_500)
    first = {"id": "older", "base": 320_000, "sign_on": 40_000, "stock": 10_000}
    assert opened(Point, first, 1).sign_on == (40_000,)


def test_targets_settings_and_splits_of_the_first_edition_open():
    target = opened(Target, {"id": "target", "ask": 560_000}, 1)
    assert (target.level, target.ask) == ("L5", 560_000)
    old = {
        "id": "settings",
        "bonus_likelihood": 0.8,
        "sign_on_years": 4,
        "option_price": 0.4,
        "drift": 0.03,
    }
    settings = opened(Settings, old, 1)
    assert (settings.bonus_times, settings.drift) == (0.8, 0.03)
    split = {
        "id": "split",
        "share": 0.2,
        "option_price": None,
        "cash_growth": 0.0,
        "flat": 0,
        "modest": 0.06,
        "strong": 0.15,
        "fall": -0.1,
        "years": 10,
    }
    assert opened(Split, split, 1).share == 0.2


def test_the_front_door_gives_functions_whatever_was_imported_before():
    import workbook
    from workbook.compensation import calibration, market, packages, reading

    room = workbook.compensation
    assert market
    assert room.annualize is packages.annualize
    assert room.calibrate is calibration.calibrate
    assert room.read_points is reading.read_points
    assert room.annualize(room.Point(base="560k")).average == 560_000
    with pytest.raises(AttributeError, match="annualise"):
        _ = room.annualise
