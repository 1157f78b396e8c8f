"""Tries at pushbacks: in order of time, each pushback for itself."""

import datetime as dt

import pytest
from pydantic import ValidationError

from workbook.compensation.defence.practice import NAMED, PushbackTry, say_tries, steady, tries_at

NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def tried(minute: int, seconds: float = 18, score: int | None = None, pushback: str = "where-from"):
    at = NOON + dt.timedelta(minutes=minute)
    return PushbackTry(pushback=pushback, at=at, seconds=seconds, score=score)


def test_tries_are_told_oldest_first_and_each_pushback_for_itself():
    tries = [tried(5, 19, 3), tried(1, 31, 1), tried(2, 9, pushback="current-pay")]
    assert [one.seconds for one in tries_at("where-from", tries)] == [31, 19]
    assert say_tries(tries_at("where-from", tries), 20) == (
        "2 tries: 31, 19 s of 20; scored 1, 3 of 4."
    )


def test_a_try_that_is_not_scored_yet_says_so():
    assert say_tries([tried(1, 12.6)], 20) == "1 try: 13 s of 20; scored – of 4."
    assert say_tries([], 20) == "Not tried yet."


def test_of_many_tries_the_last_are_named():
    many = [tried(minute, minute + 1, 2) for minute in range(NAMED + 4)]
    words = say_tries(many, 20)
    assert words.startswith(f"{NAMED + 4} tries, the last {NAMED}: 5, 6,")


def test_steady_is_what_was_last_answered_in_time_and_scored_well():
    limits = {"where-from": 20, "current-pay": 20, "keeper": 25}
    tries = [
        tried(1, 12, 4),
        tried(2, 12, 1),
        tried(1, 19, 3, "current-pay"),
        tried(1, 26, 4, "keeper"),
    ]
    assert steady(tries, limits) == 1
    assert steady([*tries, tried(9, 20, 3)], limits) == 2


@pytest.mark.parametrize(
    "wrong",
    [{"seconds": 0}, {"seconds": 4000}, {"score": 5}, {"at": dt.datetime(2026, 1, 1)}],
)
def test_what_is_no_try_is_refused(wrong):
    with pytest.raises(ValidationError):
        PushbackTry(**{"pushback": "keeper", "at": NOON, "seconds": 5} | wrong)
