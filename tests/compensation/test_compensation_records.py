"""The records of the compensation room and the figure each stands for."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.compensation.annualize import annualize
from workbook.compensation.limits import sentences
from workbook.compensation.records import Coded, Dataset, Mapping, Point, Target
from workbook.compensation.settings import Settings
from workbook.journal import open_journal
from workbook.journal.records import decode

amounts = st.integers(1_000, 30_000_000)


def refusal(make, **fields):
    with pytest.raises(ValidationError) as refused:
        make(**fields)
    found = sentences(refused.value)
    assert len(found) == 1
    return found[0]


def dataset(yearly, source="aggregator"):
    coded = Coded.of([""] * len(yearly))
    return Dataset(
        source=source,
        yearly=tuple(yearly),
        company=coded,
        title=coded,
        level=coded,
        location=coded,
        date=coded,
        experience=(None,) * len(yearly),
    )


def test_the_sign_on_is_no_part_of_the_stated_year():
    point = Point(base=300_000, bonus=45_000, stock=150_000, sign_on=80_000)
    assert point.stated == 495_000


def test_a_total_stands_alone_and_says_more_than_a_lone_base():
    assert Point(total=640_000).stated == 640_000
    assert Point(base=250_000, total=400_000).stated == 400_000


def test_a_range_stands_for_its_middle():
    point = Point(low=340_000, high=680_000)
    assert point.is_range
    assert point.stated == 510_000


@settings(deadline=None)
@given(amounts, amounts, amounts)
def test_the_parts_add_up(base, bonus, stock):
    assert Point(base=base, bonus=bonus, stock=stock).stated == base + bonus + stock


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({}, "", "Give a base salary"),
        ({"bonus": 50_000}, "", "Give a base salary"),
        ({"base": -1}, "base", "cannot be negative"),
        ({"base": 300_000, "sign_on": -5}, "sign_on", "cannot be negative"),
        ({"base": 450}, "base", "write 450k"),
        ({"total": 0}, "total", "too little for a year"),
        ({"total": 10**12}, "total", "above $100,000,000"),
        ({"base": 90_000_000, "stock": 90_000_000}, "", "adds up to more"),
        ({"base": 0}, "", "adds up to $0"),
        ({"low": 300_000}, "", "both ends"),
        ({"low": 600_000, "high": 300_000}, "", "$600k, is above its upper end, $300k"),
        ({"total": 300_000, "company": "x" * 201}, "company", "201 characters"),
        ({"total": 300_000, "note": "x" * 100_001}, "note", "100,001 characters"),
    ],
)
def test_a_wrong_point_is_refused_in_a_sentence_about_its_field(fields, field, reason):
    where, sentence = refusal(Point, **fields)
    assert where == field
    assert reason in sentence
    assert sentence.endswith(".")


EURO = {"currency": "EUR", "rate": 1.1, "rate_date": dt.date(2026, 10, 1)}
GRANT = {"base": 200_000, "grant": 400_000}


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        (GRANT, "vesting", "Say how the grant vests"),
        (GRANT | {"vesting": (5, 15, 40, 30)}, "vesting", "adds up to 90, and has to be 100"),
        (GRANT | {"vesting": (120, -20)}, "vesting", "between 0 and 100"),
        ({"base": 200_000, "vesting": (50, 50)}, "vesting", "needs the grant"),
        (GRANT | {"vesting": (50, 50), "cliff_months": 25}, "cliff_months", "the 2 years"),
        (GRANT | {"vesting": (50, 50), "cliff_months": -1}, "cliff_months", "before the first"),
        ({"base": 200_000, "cliff_months": 12}, "cliff_months", "needs the grant"),
        ({"base": 200_000, "stock": 1, "grant": 2, "vesting": (100,)}, "grant", "once"),
        ({"base": 200_000, "grant": -1, "vesting": (100,)}, "grant", "negative"),
        ({"base": 200_000, "bonus": 1, "bonus_percent": 10}, "bonus_percent", "once"),
        ({"total": 200_000, "bonus_percent": 10}, "bonus_percent", "needs the base"),
        ({"base": 200_000, "bonus_percent": 900}, "bonus_percent", "check the digits"),
        ({"base": 200_000, "bonus_likelihood": 1.5}, "bonus_likelihood", "150% cannot be"),
        ({"base": 200_000, "liquidity_discount": -0.1}, "liquidity_discount", "-10% cannot be"),
        ({"base": 200_000, "sign_on": 1, "sign_on_years": 0}, "sign_on_years", "1 to 10 years"),
        ({"base": 200_000} | EURO | {"rate": 0.0}, "rate", "cannot be"),
        ({"base": 200_000} | EURO | {"rate": 150.0}, "rate", "0.0067 for the yen"),
        ({"base": 200_000} | EURO | {"rate": None}, "rate", "need your own rate"),
        ({"base": 200_000} | EURO | {"rate_date": None}, "rate_date", "give its day"),
        ({"base": 500} | EURO, "base", "500 EUR comes to $550 at your rate. $550 is too little"),
        ({"base": 10**12} | EURO, "base", "is no amount of pay"),
        ({"low": 300_000, "high": 200_000} | EURO, "", "300,000 EUR, is above"),
        ({"base": 200_000, "currency": "euro"}, "currency", "three-letter code"),
    ],
)
def test_a_wrong_package_is_refused_in_a_sentence_about_its_field(fields, field, reason):
    where, sentence = refusal(Point, **fields)
    assert where == field
    assert reason in sentence
    assert sentence.endswith(".")


def test_dollars_need_no_rate_and_keep_none():
    assert Point(total=500_000, rate=1.1, rate_date=dt.date(2026, 10, 1)).rate is None


def test_yen_are_judged_by_what_they_come_to():
    yen = {"currency": "JPY", "rate": 0.0067, "rate_date": dt.date(2026, 10, 1)}
    assert Point(base=30_000_000, **yen).stated == 201_000
    # More yen than there may be dollars, and an ordinary grant.
    assert Point(base=30_000_000, grant=120_000_000, vesting=(25,) * 4, **yen).stated == 402_000


part = st.none() | st.integers(0, 20_000_000)
version_1 = st.fixed_dictionaries(
    {
        "id": st.text("abcdef0123456789", min_size=1, max_size=32),
        "company": st.text(max_size=10),
        "title": st.text(max_size=10),
        "level": st.text(max_size=10),
        "location": st.text(max_size=10),
        "date": st.none() | st.dates().map(str),
        "source": st.sampled_from(["offer-letter", "aggregator", "own-pay"]),
        "base": st.none() | amounts,
        "bonus": part,
        "stock": part,
        "sign_on": part,
        "total": st.none() | amounts,
        "low": st.just(300_000),
        "high": st.just(400_001),
        "experience": st.none() | st.floats(0, 60),
        "note": st.text(max_size=10),
        "origin": st.just(""),
    }
)


def yearly_in_version_1(body):
    if body["base"] is not None or body["total"] is not None:
        parts = (body["base"] or 0) + (body["bonus"] or 0) + (body["stock"] or 0)
        return max(parts if body["base"] is not None else 0, body["total"] or 0)
    return (body["low"] + body["high"]) // 2


@settings(deadline=None)
@given(version_1)
def test_a_body_of_version_1_loads_with_the_same_meaning(body):
    point = decode(Point, json.dumps(body), 1)
    assert {name: point.model_dump(mode="json")[name] for name in body} == body
    assert point.stated == yearly_in_version_1(body)
    assert point.currency == "USD"
    annual = annualize(point, Settings()).average_year
    assert annual.total - annual.sign_on == pytest.approx(point.stated, abs=1)


def test_a_band_upside_down_is_refused():
    assert "above its upper end" in refusal(Target, band_low=600_000, band_high=500_000)[1]


def test_a_target_starts_empty():
    assert Target().band is None
    assert Target(band_low=480_000).band is None
    assert Target(band_low=480_000, band_high=620_000).band == (480_000, 620_000)


def test_any_text_survives_the_journal():
    journal = open_journal("sqlite://")
    note = "<script>alert(1)</script> 🦊 \u202eabc\x00" + "x" * 90_000
    point = Point(company="Ünï\x00", total=500_000, note=note, date=dt.date(2026, 6, 12))
    journal.save(point)
    assert journal.records(Point) == [point]


@settings(deadline=None)
@given(st.lists(st.text(max_size=5)))
def test_a_coded_column_is_the_column(texts):
    coded = Coded.of(texts)
    assert coded.column() == texts
    assert len(set(coded.texts)) == len(coded.texts)


def test_a_dataset_survives_the_journal():
    journal = open_journal("sqlite://")
    rows = dataset(range(200_000, 260_000, 1_000))
    journal.save(rows)
    assert journal.records(Dataset) == [rows]


def test_a_dataset_of_uneven_columns_is_refused():
    fields = dataset([300_000, 310_000]).model_dump() | {"yearly": (300_000,)}
    assert "not all as long" in refusal(Dataset, **fields)[1]


def test_the_same_headers_in_another_order_share_one_mapping():
    assert Mapping.id_for(["Company", " total "]) == Mapping.id_for(["TOTAL", "company"])
    assert Mapping.id_for(["company"]) != Mapping.id_for(["company", "total"])
