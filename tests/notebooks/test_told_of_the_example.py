"""What the chapters tell of the example candidate is so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workbook import example, guide
from workbook.coding.problem import problem
from workbook.coding.records import Attempt
from workbook.coding.rounds import as_run, debrief
from workbook.coding.verdict import judge
from workbook.culture.attempts import latest
from workbook.culture.records import Paraphrase
from workbook.decisions.records import Decision
from workbook.deepdive.depth import depths, is_recent
from workbook.deepdive.records import FacetAnswer, System
from workbook.design.depth import read
from workbook.design.records import Component, Sheet
from workbook.journal import Journal
from workbook.keeper.records import Happening
from workbook.loop.records import Report, Slot
from workbook.practice import desk
from workbook.practice.records import Answer, Review
from workbook.profile import load
from workbook.readiness import gather

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 21)
TODAY_NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def robin() -> Journal:
    """Return the example candidate's records, read afresh."""
    example.journal.cache_clear()
    return example.journal()


def test_01_one_own_decision_lacks_a_price_and_one_was_inherited(robin: Journal) -> None:
    decisions = robin.records(Decision)
    assert sum(one.who == "decided" and not one.priced for one in decisions) == 1
    assert [one.title for one in decisions if one.who == "inherited"] == [
        "The vendor for seat maps"
    ]
    assert len(decisions[0].rejected) == 2


def test_02_the_memo_was_said_once_early_and_for_any_company(robin: Journal) -> None:
    said = latest(robin.records(Paraphrase))
    memo = [said[one.id] for one in guide.sections() if one.document == "memo"]
    assert [one.strength for one in memo] == [2, 2, 2, 2]
    assert max(one.on for one in memo) < min(one.on for one in said.values() if one not in memo)


def test_03_one_signal_of_anxiety_is_at_three(robin: Journal) -> None:
    anxious = {one.id for one in guide.signals() if one.side == "anxiety"}
    scores = {one.id: one.score for one in robin.records(Happening)}
    assert {key for key in anxious if scores[key] == 3} == {"loses-precision"}


def test_04_five_rounds_and_a_design_mock_that_went_badly_first(robin: Journal) -> None:
    assert sum(one.on != "not in it" for one in robin.records(Slot)) == 5
    assert [one.went for one in robin.records(Report) if one.round == "systems-design"] == [2, 3]


def test_05_the_second_round_is_framed_better_and_meets_the_change(robin: Journal) -> None:
    first, second = robin.records(Attempt)
    limiter = problem("rate-limiter")
    before, after = (debrief(limiter, one, TODAY_NOON) for one in (first, second))
    assert before.framing
    assert after.framing
    assert (before.framing.total, after.framing.total) == (22, 88)
    minutes = [one.seconds["brief"] + one.seconds["frame"] for one in (before, after)]
    assert [spent // 60 for spent in minutes] == [12, 9]
    assert before.last
    assert len(before.last.failed) == 3
    assert first.ended
    assert first.ended - first.shown == timedelta(minutes=50)
    green = next(one.at for one in second.runs if one.passed)
    assert (green - second.shown) // timedelta(minutes=1) == 22
    assert after.change
    assert (after.change.lines_touched, (after.change.seconds_to_green or 0) // 60) == (5, 9)
    assert all(one.met for one in after.bars["L5"])
    assert [one.asks for one in after.bars["L6"] if not one.met] == ["Two alternatives weighed"]


def test_05_the_judge_says_of_the_code_what_the_rounds_keep(robin: Journal) -> None:
    for one in robin.records(Attempt):
        last = one.runs[-1]
        found = as_run(judge(one.problem, one.reading, one.source, changed=True), last.at)
        assert found.passed is last.passed
        assert {*found.failed} <= {*last.failed}  # a race may go unseen once


def test_06_nine_named_parts_are_worth_less_than_three_reasoned_ones(robin: Journal) -> None:
    push, devices = (read(one, robin.records(Component)) for one in robin.records(Sheet))
    assert (len(push.components), len(devices.components)) == (9, 3)
    assert push.depth < 10 < 60 < devices.depth


def test_09_the_second_answer_has_what_the_first_lacked(robin: Journal) -> None:
    first, second = (one for one in robin.records(Answer) if one.question == "work-stopped")
    assert (first.predicted, first.given, second.given) == (4, 2, 4)
    assert second.on - first.on == timedelta(days=4)
    screen = {one.id for one in guide.questions("recruiter-screen")}
    assert not [one for one in robin.records(Answer) if one.question in screen]


def test_10_one_rollout_stops_at_the_fourth_layer_and_one_system_is_old(robin: Journal) -> None:
    systems = robin.records(System)
    answers = {one.id: one for one in robin.records(FacetAnswer)}
    draw = [row for row in depths(systems, guide.facets(), answers) if row.system == systems[0]]
    assert {row.facet.id: row.reached for row in draw} == {
        "data-model": 5,
        "failure-modes": 5,
        "rollout": 3,
        "metrics": 5,
    }
    interview = load(robin).interview_date
    assert interview is not None
    assert [is_recent(one, interview) for one in systems] == [True, False]
    first = desk.plan(robin, TODAY).weeks[0].evenings[0].tasks[0]
    assert first.round == "cross-functional"


def test_11_one_check_finds_something(robin: Journal) -> None:
    checks = gather.check(robin, TODAY)
    found = {one.mistake.id: [fault.name for fault in one.faults] for one in checks}
    assert found.pop("generic-loop") == ["The incident review group"]
    assert not any(found.values())


def test_12_five_facts_were_missed(robin: Journal) -> None:
    facts = [one for one in robin.records(Review) if one.id.startswith("fact:")]
    assert sum(one.rating == 1 for one in facts) == 5
