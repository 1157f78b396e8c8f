"""Weak questions come back, missed facts come back, and nothing is asked twice in a row."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from workbook import guide
from workbook.practice.cards import fact_id
from workbook.practice.drawing import APART, draw, next_fact, shuffled
from workbook.practice.records import Answer, Evenings
from workbook.practice.schedule import rate

TODAY = date(2026, 11, 21)
YESTERDAY = TODAY - timedelta(1)
CODING = guide.questions("coding")


def answer(question, given, on):
    return Answer(question=question.id, on=on, predicted=2, given=given)


def test_questions_never_answered_come_in_the_guides_order():
    assert draw([], TODAY, "coding") == CODING[0]
    assert draw([answer(CODING[0], 3, TODAY)], TODAY, "coding") == CODING[1]
    assert draw([], TODAY, "coding", without=[CODING[0].id]) == CODING[1]


def test_a_weak_answer_comes_back_on_another_day_and_before_what_is_new():
    answers = [answer(CODING[0], 2, YESTERDAY), answer(CODING[1], 0, YESTERDAY)]
    assert draw(answers, TODAY, "coding") == CODING[1]
    assert draw(answers, YESTERDAY, "coding") == CODING[2]
    assert draw([*answers, answer(CODING[1], 4, TODAY)], TODAY, "coding") == CODING[0]


def test_when_all_are_answered_well_the_one_that_lies_longest_comes():
    answers = [answer(one, 4, TODAY - timedelta(n)) for n, one in enumerate(CODING)]
    assert draw(answers, TODAY, "coding") == CODING[-1]


def test_a_round_without_questions_has_none():
    assert draw([], TODAY, "no-such-round") is None


def test_a_missed_fact_comes_back_after_three_others():
    reviews, asked = {}, []
    for turn in range(2 * len(guide.quiz())):
        fact = next_fact(reviews, TODAY, asked)
        assert fact.id not in asked[-APART:]
        key = fact_id(fact)
        reviews[key] = rate(key, reviews.get(key), 1 if turn == 0 else 3, TODAY)
        asked.append(fact.id)
    assert asked[APART + 1] == asked[0]
    assert set(asked) == {fact.id for fact in guide.quiz()}


def test_the_right_answer_is_not_always_in_the_same_place():
    fact = guide.quiz()[0]
    orders = [shuffled(fact, times) for times in range(4)]
    assert all(sorted(order) == sorted(fact.options) for order in orders)
    assert len({order.index(fact.answer) for order in orders}) > 1


@pytest.mark.parametrize("written", ["8 pm", "25:00", "20:61", ""])
def test_an_evening_that_begins_at_no_time_is_refused(written):
    with pytest.raises(ValidationError, match="write it as 20:00"):
        Evenings(starts=written)


def test_an_evening_may_be_written_short():
    assert Evenings(starts=" 8:05").starts == "08:05"
