"""The records of the compensation room and the figure each stands for."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.compensation.limits import sentences
from workbook.compensation.records import Coded, Dataset, Mapping, Point, Target
from workbook.journal import open_journal

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


def test_the_sign_on_is_no_part_of_a_year():
    point = Point(base=300_000, bonus=45_000, stock=150_000, sign_on=80_000)
    assert point.yearly == 495_000


def test_a_total_stands_alone_and_says_more_than_a_lone_base():
    assert Point(total=640_000).yearly == 640_000
    assert Point(base=250_000, total=400_000).yearly == 400_000


def test_a_range_stands_for_its_middle():
    point = Point(low=340_000, high=680_000)
    assert point.is_range
    assert point.yearly == 510_000


@settings(deadline=None)
@given(amounts, amounts, amounts)
def test_the_parts_add_up(base, bonus, stock):
    assert Point(base=base, bonus=bonus, stock=stock).yearly == base + bonus + stock


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
