"""From the form's fields to a point and back, without the form."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.compensation.entry import (
    FIELDS,
    Refusals,
    fields_of,
    fields_shown,
    from_texts,
    make_point,
    to_texts,
)
from workbook.compensation.records import Point
from workbook.compensation.vesting import even

TODAY = dt.date(2026, 11, 20)
OFFER = {
    "source": "offer-letter",
    "base": "$200k",
    "bonus": "15%",
    "bonus_likelihood": "80%",
    "grant": "400k",
    "vesting": "5/15/40/40",
    "cliff_months": "12 months",
    "refreshers": "50,000",
    "liquidity_discount": "12.5",
    "sign_on": "80k",
    "sign_on_years": "2 years",
}
EURO = {"currency": "EUR", "rate": "1,08", "rate_date": dt.date(2026, 11, 1)}


def make(fields, **more):
    return make_point(fields, TODAY, **more)


def reasons(fields):
    found = make(fields)
    assert isinstance(found, Refusals)
    assert all(sentence.endswith((".", "0.45m")) for sentence in found.reasons.values())
    return found.reasons


def test_an_offer_is_read_from_its_fields():
    point = make(OFFER)
    assert (point.base, point.bonus, point.bonus_percent) == (200_000, None, 15)
    assert (point.bonus_likelihood, point.liquidity_discount) == (0.8, 0.125)
    assert (point.grant, point.vesting, point.cliff_months) == (400_000, (5, 15, 40, 40), 12)
    assert (point.refreshers, point.sign_on, point.sign_on_years) == (50_000, 80_000, 2)


def test_amounts_are_in_the_currency_of_the_point():
    point = make({"source": "other", "base": "100 000", "bonus": "€10k", **EURO})
    assert (point.base, point.bonus, point.currency, point.rate) == (100_000, 10_000, "EUR", 1.08)
    assert point.stated == 118_800


def test_a_small_part_written_with_its_dollar_sign_is_meant():
    point = make({"source": "other", "base": "200k", "bonus": "$500", "stock": "0"})
    assert (point.bonus, point.stock) == (500, 0)


def test_a_tiny_rate_comes_back_from_the_form_as_it_was():
    won = {"currency": "KRW", "rate": "0.00007", "rate_date": dt.date(2026, 11, 1)}
    point = make({"source": "other", "base": "9e9", **won})
    assert fields_of(point)["rate"] == "0.00007"
    assert make(fields_of(point), edited=point) == point


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"base": "€200k"}, "base", "is in EUR where the point is in USD"),
        ({"base": "$200k"} | EURO, "base", "is in USD where the point is in EUR"),
        ({"base": "200k", "currency": "EUR", "rate_date": TODAY}, "rate", "need your own rate"),
        ({"base": "200k"} | EURO | {"rate": "abc"}, "rate", "write it like 1.08"),
        ({"base": "200k"} | EURO | {"rate_date": dt.date(2027, 1, 1)}, "rate_date", "future"),
        ({"base": "200k", "date": dt.date(2027, 1, 1)}, "date", "in the future"),
        ({"base": "-200k"}, "base", "is negative"),
        ({"base": "2e12"}, "base", "is more than"),
        ({"base": "200k"} | EURO | {"rate": "7,2"}, "rate", "not how many EUR a dollar does"),
        ({"base": "200k", "bonus": "15"}, "bonus", "write 15% for a part of the base, 15k"),
        ({"base": "200k", "sign_on": "80"}, "sign_on", "80k for thousands, or $80 if"),
        ({"base": "200k", "bonus": "-5%"}, "bonus", "cannot be"),
        ({"base": "200k", "bonus": "many %"}, "bonus", "write it like 15%"),
        ({"base": "200k", "bonus_likelihood": "often"}, "bonus_likelihood", "write it like 80"),
        ({"base": "200k", "bonus_likelihood": "120"}, "bonus_likelihood", "between 0% and 100%"),
        ({"base": "200k", "grant": "400k"}, "vesting", "Say how the grant vests"),
        ({"base": "200k", "grant": "1k", "vesting": "5/15/40/30"}, "vesting", "has to be 100"),
        (OFFER | {"cliff_months": "1.5"}, "cliff_months", "no whole number of months"),
        (OFFER | {"sign_on_years": "99"}, "sign_on_years", "1 to 10 years"),
        ({"low": "680k", "high": "340k"}, "", "$680k, is above its upper end, $340k"),
        ({"low": "680k", "high": ""}, "", "needs both ends"),
    ],
)
def test_a_field_at_fault_says_why(fields, field, reason):
    found = reasons({"source": "other"} | fields)
    assert set(found) == {field}
    assert reason in found[field]


def test_a_point_that_is_changed_keeps_what_the_form_does_not_show():
    kept = Point(total=500_000, origin="abc", experience=7)
    changed = make({"source": "other", "base": "300k"}, edited=kept)
    assert (changed.id, changed.origin, changed.experience) == (kept.id, "abc", 7)
    assert (changed.base, changed.total) == (300_000, None)


def test_a_shape_shows_its_own_fields():
    shown = {shape: set(fields_shown(shape, "USD")) for shape in ("offer", "range", "total")}
    assert shown["range"] & {"base", "low", "total", "rate"} == {"low"}
    assert shown["total"] & {"base", "low", "total", "vesting"} == {"total"}
    assert {"base", "vesting", "sign_on_years"} <= shown["offer"]
    assert {"rate", "rate_date"} <= set(fields_shown("total", "EUR"))


def test_a_total_beside_parts_stays_in_sight_when_the_point_is_changed():
    both = Point(base=250_000, total=400_000)
    assert "total" in fields_shown("offer", "USD", both)
    assert "total" not in fields_shown("range", "USD", both)
    shown = fields_shown("offer", "USD", both)
    again = make({name: fields_of(both)[name] for name in shown}, edited=both)
    assert again == both


money = st.none() | st.integers(0, 5_000_000)
shares = st.none() | st.integers(0, 1000).map(lambda part: part / 1000)
packages = st.builds(
    Point,
    company=st.text("ab é<", max_size=5).map(str.strip),
    base=st.integers(1_000, 5_000_000),
    bonus=money,
    bonus_likelihood=shares,
    grant=st.integers(0, 5_000_000),
    vesting=st.sampled_from([(5.0, 15.0, 40.0, 40.0), even(3), even(1), (33.3, 33.3, 33.4)]),
    cliff_months=st.none() | st.integers(0, 12),
    refreshers=money,
    liquidity_discount=shares,
    sign_on=money,
    sign_on_years=st.none() | st.integers(1, 4),
    date=st.none() | st.dates(dt.date(1990, 1, 1), TODAY),
) | st.builds(
    Point,
    base=st.integers(2_000, 5_000_000),
    bonus_percent=st.none() | st.floats(0, 100).map(lambda part: round(part, 4)),
    stock=money,
    currency=st.sampled_from(["EUR", "CHF"]),
    rate=st.floats(0.5, 2),
    rate_date=st.dates(dt.date(1990, 1, 1), TODAY),
)


@given(packages)
def test_a_point_goes_through_the_form_unchanged(point):
    fields = {name: fields_of(point)[name] for name in fields_shown(point.shape, point.currency)}
    assert make(fields, edited=point) == point


@given(packages)
def test_a_draft_gives_back_what_stood_in_the_form(point):
    fields = {name: fields_of(point)[name] for name in FIELDS}
    assert from_texts(to_texts(fields)) == fields


def test_a_draft_with_a_date_that_is_none_leaves_it_empty():
    assert from_texts({"date": "soon", "base": "abc"}) == {
        "date": None,
        "rate_date": None,
        "base": "abc",
    }
