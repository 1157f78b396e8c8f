"""When a card comes up: before the interview, what matters first, and as likely as is said."""

import random
from datetime import date, timedelta
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.practice.cards import Card
from workbook.practice.schedule import LAST_DAYS, due_on, rate, recall, recall_after, session

TODAY = date(2026, 11, 21)
LOOP = TODAY + timedelta(17)
ratings = st.lists(st.integers(1, 4), min_size=1, max_size=6)


def card(number: int, round_id: str | None = None) -> Card:
    return Card(f"fact:{number}", "fact", f"Fact {number}?", ("yes",), "Chapter 12", round_id)


def reviewed(card_id: str, *history: tuple[date, int]):
    review = None
    for on, rating in history:
        review = rate(card_id, review, rating, on)
    return review


@given(st.integers(0, 500), ratings, st.integers(1, 60))
def test_nothing_is_due_on_the_day_or_after_it(number, given_ratings, left):
    loop, on = TODAY + timedelta(left), TODAY
    review = None
    for rating in given_ratings:
        review = rate(f"fact:{number}", review, rating, on)
        due = due_on(review, loop)
        if due is None:
            # It was looked at in the last days, or there is no evening between.
            assert loop - on <= timedelta(LAST_DAYS)
            break
        assert on < due < loop
        on = due


def test_without_an_interview_the_interval_is_what_fsrs_says():
    review = reviewed("fact:1", (TODAY, 3))
    assert due_on(review, None) == TODAY + timedelta(review.interval)
    assert recall(review, due_on(review, None)) == pytest.approx(0.9, abs=0.02)


def test_an_evening_earlier_in_the_day_is_still_another_day():
    next_day = reviewed("fact:1", (TODAY, 3), (TODAY + timedelta(1), 3))
    same_day = reviewed("fact:1", (TODAY, 3), (TODAY, 3))
    assert next_day.stability > same_day.stability


def test_a_card_not_known_comes_back_sooner_and_is_counted():
    known, missed = (reviewed("fact:1", (TODAY - timedelta(5), 3), (TODAY, n)) for n in (3, 1))
    assert due_on(missed, None) < due_on(known, None)
    assert (known.lapses, missed.lapses, missed.reviews) == (0, 1, 2)


def test_the_eve_is_no_wall():
    deck = [card(n) for n in range(200)]
    reviews = [
        reviewed(one.id, (LOOP - timedelta(30), 4), (LOOP - timedelta(20), 4)) for one in deck
    ]
    due = [due_on(review, LOOP) for review in reviews]
    assert set(due) == {LOOP - timedelta(n) for n in range(1, LAST_DAYS + 1)}
    assert max(due.count(day) for day in set(due)) < 60


def test_new_cards_are_spread_over_the_days_there_are():
    deck = [card(n) for n in range(60)]
    found = session(deck, {}, TODAY, LOOP, most=20)
    assert found.due == 0
    assert found.new == len(found.cards) == 5
    assert session(deck, {}, TODAY, TODAY + timedelta(2), most=20).new == 20


def test_after_missed_days_what_matters_comes_first_and_the_rest_waits():
    deck = [card(n, "coding" if n % 4 == 0 else "recruiter-screen") for n in range(80)]
    reviews = {one.id: reviewed(one.id, (TODAY - timedelta(12), 3)) for one in deck[:60]}
    found = session(deck, reviews, TODAY, LOOP, most=20, first="coding")
    assert (len(found.cards), found.due, found.waiting, found.new) == (20, 60, 40, 0)
    assert {one.round for one in found.cards[:15]} == {"coding"}


def test_a_card_reviewed_today_is_not_due_again_today():
    deck = [card(1)]
    reviews = {"fact:1": reviewed("fact:1", (TODAY, 1))}
    assert session(deck, reviews, TODAY, LOOP, most=20).cards == ()


def test_nothing_is_asked_on_the_day_itself():
    deck = [card(n) for n in range(9)]
    reviews = {"fact:1": reviewed("fact:1", (TODAY - timedelta(9), 1))}
    assert session(deck, reviews, TODAY, TODAY, most=20).cards == ()


def test_reviews_of_cards_that_are_gone_are_left_alone():
    reviews = {"fact:gone": reviewed("fact:gone", (TODAY - timedelta(9), 1))}
    found = session([card(1)], reviews, TODAY, LOOP, most=20)
    assert (found.begun, found.expected, found.due) == (0, None, 0)


def test_the_expected_recall_is_what_a_memory_like_fsrs_shows_on_the_day():
    """Readers whose memory is as FSRS says go through every evening; on the day they are asked."""
    chance, deck = random.Random(7), [card(n) for n in range(40)]
    said, shown, said_after, shown_after = [], [], [], []
    for _ in range(12):
        reviews = {}
        for back in range(17):
            day = LOOP - timedelta(17 - back)
            evening = session(deck, reviews, day, LOOP, most=12)
            if day == LOOP - timedelta(6):
                said.append(evening.expected)
                shown.append(fmean(chance.random() < recall(r, LOOP) for r in reviews.values()))
            for one in evening.cards:
                before = reviews.get(one.id)
                known = before is None or chance.random() < recall(before, day)
                reviews[one.id] = rate(one.id, before, 3 if known else 1, day)
            if day == LOOP - timedelta(6):
                said_after.append(evening.expected_after)
                shown_after.append(
                    fmean(chance.random() < recall(r, LOOP) for r in reviews.values())
                )
    assert fmean(said) == pytest.approx(fmean(shown), abs=0.04)
    assert fmean(said_after) == pytest.approx(fmean(shown_after), abs=0.04)
    assert fmean(said_after) > fmean(said)


def test_a_review_tonight_is_expected_to_help():
    review = reviewed("fact:1", (TODAY - timedelta(9), 3))
    assert recall_after(review, TODAY, LOOP) > recall(review, LOOP)
