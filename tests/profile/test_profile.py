"""The profile: level, day, pace, example."""

from datetime import date, timedelta

import pytest

from tests.hands import enter, typing
from workbook.journal import open_journal
from workbook.profile import Profile, load
from workbook.profile.evidence import evidence
from workbook.profile.panel import Card

TODAY = date(2026, 11, 21)


@pytest.fixture
def journal():
    return open_journal("sqlite://")


def test_defaults_hold_until_something_is_set(journal):
    assert load(journal) == Profile()
    assert evidence(journal, TODAY) == []


def test_what_is_set_is_stored_and_shown_again(journal):
    editor = Card(journal).editor
    enter(editor["level"], "L6")
    enter(editor["interview_date"], "2027-01-12")
    enter(editor["words_per_minute"], 130)
    enter(editor["example"], False)
    assert load(journal) == Profile(
        level="L6", interview_date=date(2027, 1, 12), words_per_minute=130, example=False
    )
    again = Card(journal).editor
    assert [again[name].value for name in again.fields] == ["L6", "2027-01-12", 130, False]


def test_a_day_that_has_passed_gets_a_sentence(journal):
    card = Card(journal)
    day = card.editor["interview_date"]
    enter(day, (date.today() - timedelta(days=1)).isoformat())
    assert "has passed" in day.hint
    enter(day, date.today().isoformat())
    assert day.hint == ""
    assert "0 days to go" in card.heading.value


def test_the_years_on_the_way_to_a_date_are_not_saved(journal):
    day = Card(journal).editor["interview_date"]
    for year in ("0002", "0020", "0202", "2026"):
        typing(day, f"{year}-12-12")
    assert journal.history(Profile) == []
    enter(day, "2026-12-12")
    assert [kept.record.interview_date for kept in journal.history(Profile)] == [date(2026, 12, 12)]
    enter(day, "0202-12-12")
    assert "not plausible" in day.refusal
    enter(day, "", bad=True)
    assert "not complete" in day.refusal
    assert load(journal).interview_date == date(2026, 12, 12)


@pytest.mark.parametrize(
    ("day", "met"), [(None, False), (date(2026, 11, 20), False), (TODAY, True)]
)
def test_the_criterion_wants_a_day_ahead(journal, day, met):
    journal.save(Profile(interview_date=day))
    (item,) = evidence(journal, TODAY)
    assert item.met == met
