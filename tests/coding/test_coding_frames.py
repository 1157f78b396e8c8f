"""What the interviewer recognises, and what a frame is worth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.coding.frames import YOU_DECIDE, answer, score
from workbook.coding.problem import problem
from workbook.coding.records import Frame

LIMITER = problem("rate-limiter")
GOOD = [
    "What does fair mean to you?",
    "May one customer use what is unused by others?",
    "Do we refuse calls, or queue them?",
    "How large can a burst be?",
    "Is it one process?",
]
SENTENCE = "Each tenant has a bucket of its own and calls beyond it are refused."


def frame(questions=(), assumptions=(), deferrals=(), reading=SENTENCE):
    asked = tuple(answer(LIMITER, one) for one in questions)
    return Frame(reading=reading, assumptions=assumptions, deferrals=deferrals, asked=asked)


def total(**parts):
    return score(LIMITER, LIMITER.reading("independent"), frame(**parts)).total


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("What would you call fair here?", "fair"),
        ("Can a tenant use capacity that nobody else is using?", "unused"),
        ("Should I reject a request, or queue it?", "refuse"),
        ("Are there spikes?", "burst"),
        ("Do premium customers get more?", "weights"),
        ("Is this a single node or a cluster?", "one-process"),
        ("HOW MANY TENANTS do we have", "scale"),
        ("Can the clock go backwards?", "clock"),
    ],
)
def test_a_key_question_is_recognised_in_other_words(question, key):
    asked = answer(LIMITER, question)
    assert key in asked.keys
    assert asked.answer != YOU_DECIDE


def test_what_is_not_recognised_is_yours_to_decide():
    assert answer(LIMITER, "What colour is the button?").answer == YOU_DECIDE


def test_a_whole_frame_has_every_point():
    whole = {"questions": GOOD, "assumptions": ("One process.", "A thousand tenants.")}
    assert total(**whole, deferrals=("Several machines.",)) == 100


def test_an_assumption_settles_a_question_as_well_as_asking():
    assumed = frame(assumptions=("Tenants come in bursts of a hundred calls.",))
    missed = score(LIMITER, LIMITER.reading("independent"), assumed).missed
    assert {*LIMITER.key_questions} - {*missed} == {LIMITER.key_questions[3]}


def test_a_trivial_question_counts_against():
    result = score(
        LIMITER,
        LIMITER.reading("independent"),
        frame(questions=[*GOOD, "Which language may I use?"]),
    )
    assert result.total == total(questions=GOOD) - 5
    assert list(result.trivial) == ["Which language may I use?"]


def test_an_assumption_contradicts_one_reading_and_not_another():
    shared = frame(assumptions=("All tenants draw on a shared capacity.",))
    assert score(LIMITER, LIMITER.reading("independent"), shared).contradictions
    assert not score(LIMITER, LIMITER.reading("max-min"), shared).contradictions


@pytest.mark.parametrize(
    "said",
    [
        "There is no shared capacity.",
        "If tenants draw on a shared capacity, it is somebody else's to divide.",
        "Each has its own limit, unless there is a shared pool.",
        "Is there a shared capacity?",
        "Borrowing spare capacity comes later.",
        "I ignore any global limit.",
        "A tenant's calls are refused, or they queue.",
    ],
)
def test_what_is_denied_conditional_or_put_off_contradicts_nothing(said):
    open_to_doubt = frame(assumptions=(said,))
    assert not score(LIMITER, LIMITER.reading("independent"), open_to_doubt).contradictions


@settings(deadline=None)
@given(st.lists(st.sampled_from([*GOOD, "Which language?", "Why?", "", "¿?"]), max_size=9))
def test_the_total_is_the_sum_of_its_parts(questions):
    result = score(LIMITER, LIMITER.reading("capped"), frame(questions=questions, reading=""))
    assert result.total == max(0, sum(part.points for part in result.parts))
    assert 0 <= result.total <= 100
