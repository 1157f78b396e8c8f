"""The profile: level, day, pace, example."""

from datetime import date, timedelta

import pytest

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
    card = Card(journal)
    card.level.value = "L6"
    card.date.value = date(2027, 1, 12)
    card.pace.value = 130
    card.example_on.value = False
    assert load(journal) == Profile(
        level="L6", interview_date=date(2027, 1, 12), words_per_minute=130, example=False
    )
    again = Card(journal)
    assert (again.level.value, again.date.value, again.pace.value) == ("L6", date(2027, 1, 12), 130)
    assert not again.example_on.value


def test_a_day_that_has_passed_gets_a_sentence(journal):
    card = Card(journal)
    card.date.value = date.today() - timedelta(days=1)
    assert "has passed" in card.date_notice.text
    card.date.value = date.today()
    assert card.date_notice.text == ""
    assert "0 days to go" in card.heading.value


@pytest.mark.parametrize(
    ("day", "met"), [(None, False), (date(2026, 11, 20), False), (TODAY, True)]
)
def test_the_criterion_wants_a_day_ahead(journal, day, met):
    journal.save(Profile(interview_date=day))
    (item,) = evidence(journal, TODAY)
    assert item.met == met
