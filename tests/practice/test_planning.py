"""The plan: evenings before the day, the weakest round first, and a calendar that programs take."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import guide
from workbook.evidence import Evidence
from workbook.practice.calendar import as_calendar
from workbook.practice.planning import free_evenings, make_plan, obstacle
from workbook.practice.records import WEEKDAYS, Evenings
from workbook.readiness.assess import assess, next_step

TODAY = date(2026, 11, 21)
LOOP = date(2026, 12, 8)
EVENINGS = Evenings()
NOTHING = assess([], {}, TODAY)
weekdays = st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(tuple)


@pytest.mark.parametrize(
    ("interview", "evenings", "word"),
    [
        (None, EVENINGS, "not set"),
        (TODAY - timedelta(1), EVENINGS, "has passed"),
        (TODAY, EVENINGS, "today"),
        (TODAY + timedelta(999), EVENINGS, "more than a year"),
        (LOOP, Evenings(weekdays=()), "No evening"),
        (TODAY + timedelta(1), Evenings(weekdays=("wed",)), "None of the evenings"),
    ],
)
def test_where_no_plan_can_be_made_a_sentence_says_why(interview, evenings, word):
    assert word in obstacle(interview, evenings, TODAY)


@settings(max_examples=30, deadline=None)
@given(weekdays, st.integers(1, 40), st.integers(15, 240))
def test_a_plan_keeps_to_the_evenings_and_their_length(days, left, minutes):
    evenings = Evenings(weekdays=days, minutes=minutes)
    loop = TODAY + timedelta(left)
    if obstacle(loop, evenings, TODAY):
        return
    plan = make_plan(NOTHING, loop, evenings, TODAY)
    assert [each.day for each in plan.evenings] == free_evenings(loop, evenings, TODAY)
    assert all(TODAY <= each.day < loop for each in plan.evenings)
    assert all(each.minutes <= max(minutes, 20) for each in plan.evenings)
    assert all(week.monday.weekday() == 0 for week in plan.weeks)


def test_all_the_work_is_in_the_plan_or_named_as_left():
    week = tuple(TODAY - timedelta(n) for n in (1, 2, 3, 4))
    open_ones = {"coding-on-time": 1, "design-gates": 2}
    found = [
        Evidence(one.id, one.target - open_ones.get(one.id, 0), one.target, "", week)
        for one in guide.criteria()
    ]
    minutes = sum(
        one.minutes * open_ones[one.id] for one in guide.criteria() if one.id in open_ones
    )
    for evenings in (EVENINGS, Evenings(minutes=20, weekdays=("mon",))):
        plan = make_plan(assess(found, {}, TODAY), LOOP, evenings, TODAY)
        planned = sum(t.minutes for each in plan.evenings for t in each.tasks if t.criterion)
        assert planned + sum(task.minutes for task in plan.left) == minutes
    assert plan.left


def test_the_plan_begins_with_the_next_step_and_changes_as_evidence_arrives():
    def first(assessments):
        return make_plan(assessments, LOOP, EVENINGS, TODAY).evenings[0].tasks[0]

    assert first(NOTHING).criterion == next_step(NOTHING, TODAY).finding.criterion.id
    weakest = first(NOTHING).round
    shown = [
        Evidence(one.id, one.target, one.target, "", (TODAY,))
        for one in guide.criteria()
        if weakest in one.rounds
    ]
    assert first(assess(shown, {}, TODAY)).round != weakest


def test_the_last_evening_is_for_cards_and_the_brief():
    last = make_plan(NOTHING, LOOP, EVENINGS, TODAY).evenings[-1]
    assert [task.chapter for task in last.tasks] == ["13"]


def test_the_calendar_comes_back_as_it_was_written():
    evenings = Evenings(starts="19:30")
    plan = make_plan(NOTHING, LOOP, evenings, TODAY)
    now = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
    content = as_calendar(plan, evenings, now)
    calendar = icalendar.Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert len({str(event["UID"]) for event in events}) == len(events) == len(plan.evenings) + 1
    for event, evening in zip(events, plan.evenings, strict=False):
        starts = event.decoded("DTSTART")
        assert starts == datetime.combine(evening.day, time(19, 30))
        assert starts.tzinfo is None
        assert event.decoded("DTEND") - starts == timedelta(minutes=evening.minutes)
        assert event.decoded("DTSTAMP") == now
        assert str(event["SUMMARY"])
        assert all(task.act in str(event["DESCRIPTION"]) for task in evening.tasks)
    assert events[-1].decoded("DTSTART") == LOOP
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_plan_made_again_moves_its_entries_and_does_not_double_them():
    def uids(assessments):
        plan = make_plan(assessments, LOOP, EVENINGS, TODAY)
        content = as_calendar(plan, EVENINGS, datetime.now(UTC))
        return [str(event["UID"]) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]

    assert uids(NOTHING) == uids(assess([Evidence("coding-framed", 4, 4, "")], {}, TODAY))
