"""Money as people write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.compensation.money import (
    MOST,
    Amount,
    MoneyError,
    format_exact,
    format_money,
    format_range,
    parse_amount,
    parse_money,
)

dollars = st.integers(0, MOST)


@pytest.mark.parametrize(
    "text",
    [
        "450000",
        "450,000",
        "450 000",
        "450\u00a0000",
        "450\u202f000",
        "450'000",
        "450.000",
        "450,000.00",
        "450.000,00",
        "$450k",
        "$ 450 K",
        "450K USD",
        "US$450,000",
        "0.45m",
        "0,45 million",
        ".45M",
        "4.5e5",
        "450k a year",
        "450k/yr",
        "450,000 per year",
        "450 thousand dollars",
        "４５０ｋ",
        "٤٥٠٠٠٠",
        "  450k\n",
        "450k\x00",
    ],
)
def test_the_usual_ways_to_write_it_mean_the_same(text):
    assert parse_money(text) == 450_000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no amount"),
        ("   ", "no amount"),
        ("abc", "not an amount"),
        ("NaN", "not an amount"),
        ("inf", "not an amount"),
        ("450-500k", "not an amount"),
        ("450x", "not an amount"),
        ("=1+1", "not an amount"),
        ("-1", "negative"),
        ("−450k", "negative"),
        ("1e12", "more than $100,000,000"),
        ("1e999", "more than $100,000,000"),
        ("450000000000", "more than $100,000,000"),
        ("1.2.3", "odd places"),
        ("45,00,0", "odd places"),
        ("0.2", "less than one dollar"),
        ("$60/hour", "less than a year"),
        ("9k a month", "less than a year"),
        ("weekly 5000", "less than a year"),
        ("€450k", "is in EUR"),
        ("450k GBP", "is in GBP"),
        ("€450k USD", "two currencies"),
        ("9" * 100_000, "too long"),
        ("<script>alert(1)</script>", "not an amount"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(text, reason):
    with pytest.raises(MoneyError) as refused:
        parse_money(text)
    sentence = str(refused.value)
    assert reason in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 200


def test_another_currency_is_read_with_its_code():
    assert parse_amount("€450.000") == Amount(450_000, "EUR")
    assert parse_amount("CHF 400'000") == Amount(400_000, "CHF")


@settings(deadline=None)
@given(dollars)
def test_an_exact_amount_reads_back_as_itself(amount):
    assert parse_money(format_exact(amount)) == amount


@settings(deadline=None)
@given(dollars)
def test_a_label_reads_back_to_within_half_a_step(amount):
    step = 1 if amount < 1_000 else 1_000 if amount < 999_500 else 10_000
    assert abs(parse_money(format_money(amount)) - amount) <= step / 2


@settings(deadline=None)
@given(dollars, st.sampled_from([",", " ", "'", "\u202f"]), st.sampled_from(["", "$", "USD "]))
def test_grouping_marks_and_dollar_signs_change_nothing(amount, mark, sign):
    assert parse_money(sign + f"{amount:,}".replace(",", mark)) == amount


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_at_all_gives_a_negative_sum_or_a_traceback(text):
    try:
        amount = parse_money(text)
    except MoneyError:
        return
    assert 0 <= amount <= MOST


@pytest.mark.parametrize(
    ("amount", "label"),
    [
        (480_000, "$480k"),
        (512_345, "$512k"),
        (999_600, "$1m"),
        (1_250_000, "$1.25m"),
        (1_255_000, "$1.255m"),
        (10_230_000_000, "$10.23bn"),
        (900, "$900"),
    ],
)
def test_labels_are_short(amount, label):
    assert format_money(amount) == label


def test_a_range_names_its_unit_once():
    assert format_range(480_000, 620_000) == "$480–620k"
    assert format_range(900_000, 1_200_000) == "$900k–1.2m"
    assert format_range(1_000_000, 1_255_000) == "$1–1.255m"
