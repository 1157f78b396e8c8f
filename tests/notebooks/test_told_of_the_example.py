"""What the chapters tell of the example candidate is so."""

from datetime import date, timedelta

import pytest

from workbook import example, guide
from workbook.coding.frames import score
from workbook.coding.problem import problem
from workbook.coding.records import Framing
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


def test_05_the_second_frame_is_quicker_and_better(robin: Journal) -> None:
    points, minutes = [], []
    for one in robin.records(Framing):
        reading = next(r for r in problem(one.problem).readings if r.id == one.reading)
        points.append(score(problem(one.problem), reading, one.frame).total)
        assert one.committed is not None
        minutes.append((one.committed - one.shown) // timedelta(minutes=1))
    assert (points, minutes) == ([22, 88], [12, 9])


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
    assert first.round == "coding"


def test_11_one_check_finds_something(robin: Journal) -> None:
    checks = gather.check(robin, TODAY)
    found = {one.mistake.id: [fault.name for fault in one.faults] for one in checks}
    assert found.pop("generic-loop") == ["The incident review group"]
    assert not any(found.values())


def test_12_five_facts_were_missed(robin: Journal) -> None:
    facts = [one for one in robin.records(Review) if one.id.startswith("fact:")]
    assert sum(one.rating == 1 for one in facts) == 5
