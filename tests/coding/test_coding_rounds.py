"""A round's measures: the clock, the change, the bars."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from workbook.coding.frames import answer
from workbook.coding.problem import problem
from workbook.coding.records import Argument, Attempt, Count, Frame, Run
from workbook.coding.rounds import (
    after_change,
    as_run,
    change_in,
    debrief,
    draw,
    lines_touched,
)
from workbook.coding.verdict import judge
from workbook.journal import open_journal

LIMITER = problem("rate-limiter")
RIGHT = LIMITER.text("independent/reference_bucket.py")
START = datetime(2026, 11, 2, 9, tzinfo=UTC)
LONG = "It is one number for each tenant and constant time a call."


def at(minutes):
    return START + timedelta(minutes=minutes)


def run(minutes, *, changed=False, failed=(), loaded=True):
    counts = tuple(
        Count(group=group, passed=3, failed=len(failed), not_run=0)
        for group in ("behaviour", "failure cases", "concurrency", "scale")
    )
    passed = loaded and not failed
    return Run(
        at=at(minutes), changed=changed, passed=passed, counts=counts, failed=failed, loaded=loaded
    )


def attempt(**parts):
    began = {"brief": at(0), "frame": at(1), "code": at(9)} | parts.pop("began", {})
    return Attempt(problem="rate-limiter", reading="independent", began=began, **parts)


def test_the_problem_longest_not_seen_is_drawn_and_one_never_seen_before_it():
    three = [LIMITER.model_copy(update={"id": name}) for name in "abc"]
    chance = random.Random(1)
    seen = [Attempt(problem=name, began={"brief": at(n)}) for n, name in enumerate("ba")]
    assert draw(three, seen, chance).id == "c"
    seen.append(Attempt(problem="c", began={"brief": at(3)}))
    assert draw(three, seen, chance).id == "b"
    seen.append(Attempt(problem="b", began={"brief": at(4)}))
    assert draw(three, seen, chance).id == "a"


@pytest.mark.parametrize(
    ("runs", "minutes", "left"),
    [((), 20, 5), ((), 25, 0), ((run(12, failed=("burst",)),), 20, 5), ((run(12),), 13, 0)],
)
def test_production_knocks_at_the_first_green_or_at_twenty_five_minutes(runs, minutes, left):
    assert change_in(attempt(runs=runs), at(minutes)) == timedelta(minutes=left)


def test_production_knocks_once_and_while_there_is_code_to_change():
    for began in ("change", "argue"):
        assert change_in(attempt(runs=(run(12),), began={began: at(13)}), at(40)) is None
    assert change_in(attempt(ended=at(13)), at(40)) is None


def test_what_the_change_cost():
    later = attempt(
        began={"change": at(20)},
        runs=(
            run(12, failed=("full",)),
            run(22, changed=True, failed=("burst", "full")),
            run(26, changed=True),
        ),
        source_at_change="a\nb\nc",
        source="a\nB\nc\nd",
    )
    found = after_change(later)
    assert found.seconds_to_green == 360
    assert found.regressions == ("burst",)
    assert found.lines_touched == 2


def test_lines_touched_by_hand():
    assert lines_touched("a\nb", "a\nb") == 0
    assert lines_touched("", "a\nb") == 2
    assert lines_touched("a\nb\nc", "a\nc") == 1


def test_the_acts_add_up_to_the_round():
    done = attempt(began={"argue": at(30), "debrief": at(40)}, ended=at(41))
    seconds = debrief(LIMITER, done, at(99)).seconds
    assert sum(seconds.values()) == 40 * 60
    assert seconds["code"] == 21 * 60


def test_no_code_that_runs_with_fifteen_minutes_left_is_said():
    late = debrief(LIMITER, attempt(runs=(run(20, loaded=False), run(33))), at(44))
    assert any("fifteen minutes left" in note for note in late.notes)
    early = debrief(LIMITER, attempt(runs=(run(20, failed=("burst",)), run(33))), at(44))
    assert not any("fifteen minutes left" in note for note in early.notes)


def test_a_strong_round_meets_both_bars_and_an_empty_one_neither():
    questions = (
        "How fair?",
        "What of unused capacity?",
        "Refuse or queue?",
        "Bursts?",
        "A cluster?",
    )
    strong = attempt(
        frame=Frame(
            reading=LONG,
            assumptions=("One process.", "Idle tenants are many."),
            deferrals=("Several machines.",),
            asked=tuple(answer(LIMITER, one) for one in questions),
        ),
        began={"change": at(20), "argue": at(30)},
        runs=(run(15), run(25, changed=True)),
        source=RIGHT,
        source_at_change=RIGHT,
        argument=Argument(
            structure=LONG, fails_first=LONG, watched=LONG, alternatives=(LONG, LONG), wins=LONG
        ),
    )
    bars = debrief(LIMITER, strong, at(40)).bars
    assert [one.asks for one in bars["L6"] if not one.met] == []
    assert set(bars["L5"]) < set(bars["L6"])
    empty = debrief(LIMITER, attempt(), at(40)).bars
    assert not any(one.met for one in empty["L6"])


def test_a_verdict_is_kept_with_the_names_of_what_failed():
    wrong = LIMITER.text("independent/wrong_window.py")
    kept = as_run(judge("rate-limiter", "independent", wrong, changed=True), at(10))
    assert "boundary" in kept.failed
    assert "back_gives_nothing" not in kept.failed
    assert not kept.passed
    assert kept.loaded
    broken = as_run(judge("rate-limiter", "independent", "def"), at(10))
    assert not broken.loaded
    assert broken.trouble


def test_an_attempt_comes_back_from_the_journal_as_it_was():
    kept = attempt(runs=(run(12),), source=RIGHT, scores={"L5": 3}, unused=(4,))
    journal = open_journal()
    journal.save(kept)
    assert journal.records(Attempt) == [kept]
