"""Tonight: three lines at most, and each says what, how long, why and where."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import guide
from workbook.evidence import Evidence
from workbook.practice import cards
from workbook.practice.schedule import rate, session
from workbook.practice.tonight import tonight
from workbook.readiness.assess import assess, next_step

TODAY = date(2026, 11, 21)
LOOP = date(2026, 12, 8)


def lines(evidence=(), interview=LOOP, minutes=45, reviews=None):
    deck = [*cards.facts(), *cards.questions()]
    due = session(deck, reviews or {}, TODAY, interview, most=20)
    return tonight(assess(evidence, {}, TODAY), due, minutes, interview, TODAY)


def test_the_first_line_is_the_step_that_readiness_names():
    step = next_step(assess([], {}, TODAY), TODAY)
    first = lines(minutes=15)[0]
    assert (first.act, first.minutes, first.chapter) == (step.act, step.minutes, step.chapter)


def test_what_has_to_be_done_several_times_is_one_line_and_fills_the_evening():
    few, many = lines(minutes=30), lines(minutes=120)
    assert sum(line.minutes for line in many) > sum(line.minutes for line in few)
    assert len({line.act for line in many}) == len(many)
    week = tuple(TODAY - timedelta(n) for n in (1, 2, 3, 4))
    found = [
        Evidence(one.id, one.target - 2 * (one.id == "design-gates"), one.target, "", week)
        for one in guide.criteria()
    ]
    gates = next(one for one in guide.criteria("06") if one.id == "design-gates")
    twice = lines(found)[0]
    assert (twice.minutes, twice.chapter) == (2 * gates.minutes, "06")
    assert twice.act.endswith("twice")
    assert twice.why.startswith("lifts systems design")


def test_cards_come_with_what_is_expected_of_them():
    reviews = {card.id: rate(card.id, None, 3, TODAY - timedelta(6)) for card in cards.facts()[:9]}
    last = lines(reviews=reviews)[-1]
    assert "cards" in last.act
    assert "9 due" in last.why
    assert "expected recall on the day" in last.why


@pytest.mark.parametrize(
    ("interview", "chapter"),
    [(None, "00"), (TODAY - timedelta(3), "00"), (TODAY + timedelta(1), "13"), (TODAY, "13")],
)
def test_a_day_that_is_missing_past_or_near_comes_first(interview, chapter):
    assert lines(interview=interview)[0].chapter == chapter


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["coding-framed", "design-sheets", "stories-count"]), unique=True),
    st.none() | st.integers(-3, 40).map(lambda left: TODAY + timedelta(left)),
    st.integers(15, 240),
)
def test_never_more_than_three_lines_and_beyond_the_first_they_fit(begun, interview, minutes):
    found = lines([Evidence(one, 1, 2, "") for one in begun], interview, minutes)
    assert 1 <= len(found) <= 3
    assert all(line.act and line.why and line.minutes > 0 for line in found)
