"""The dashboard and the checklist without a browser."""

from datetime import date

import pytest

from workbook import guide
from workbook.journal import open_journal
from workbook.profile import Profile
from workbook.readiness import charts
from workbook.readiness.assess import assess
from workbook.readiness.gather import gather
from workbook.readiness.panel import Checklist, Dashboard
from workbook.readiness.records import SelfScore
from workbook.stories.records import Scores, Story

STORY = Story(
    title="<b>Cache</b>",
    telling="word " * 150,
    question_kind="let-go-of-work",
    values=("candor",),
    scores=Scores(ownership=3, specificity=3, candor=3, relief=3),
)


@pytest.fixture
def journal():
    return open_journal("sqlite://")


def words(figure):
    return [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]


def test_every_rooms_evidence_is_gathered(journal):
    journal.save(STORY)
    journal.save(Profile(interview_date=date(2026, 12, 8)))
    found = {item.criterion for item in gather(journal, date(2026, 11, 21))}
    assert {"stories-count", "setup-level-and-date"} <= found
    assert found <= {criterion.id for criterion in guide.criteria()}


def test_an_untouched_journal_shows_no_number(journal):
    dashboard = Dashboard(journal)
    assert "No round has evidence yet" in dashboard.heading.value
    assert dashboard.chart.alt.count("no evidence yet") == len(guide.rounds())


def test_a_self_score_is_kept_and_shown_beside_the_evidence(journal):
    journal.save(STORY)
    dashboard = Dashboard(journal)
    dashboard.rows["hiring-manager"].slider.value = 80
    assert journal.get(SelfScore, "hiring-manager").score == 80
    assert "you say 80" in dashboard.chart.alt
    assert Dashboard(journal).rows["hiring-manager"].slider.value == 80


def test_a_story_saved_in_another_panel_moves_readiness(journal):
    dashboard = Dashboard(journal)
    journal.save(STORY)
    assert "Hiring manager: no evidence" not in dashboard.chart.alt


def test_a_bar_opens_to_its_criteria_met_or_not_and_why(journal):
    journal.save(STORY)
    row = Dashboard(journal).rows["hiring-manager"]
    assert "wb-hidden" in row.criteria._dom_classes
    row.opener.click()
    assert "wb-hidden" not in row.criteria._dom_classes
    assert row.opener.description.startswith("Hide")
    assert "✗ not yet:" in row.criteria.value
    assert "✓ met:" in row.criteria.value
    assert "1 in the bank" in row.criteria.value


def test_days_to_go_are_in_the_header(journal):
    journal.save(Profile(interview_date=date(2000, 1, 1)))
    assert "the interview day has passed" in Dashboard(journal).heading.value


def test_the_chart_draws_a_bar_only_where_there_is_evidence(journal):
    journal.save(STORY)
    assessments = assess(gather(journal, date(2026, 11, 21)), {"coding": 50}, date(2026, 11, 21))
    shown = words(charts.rounds(assessments, 900))
    assert sum(text.startswith("no evidence yet") for text in shown) == sum(
        not each.seen for each in assessments
    )


def checklist(journal, monkeypatch, chapter):
    monkeypatch.setattr("workbook.ui.panel.open_journal", lambda: journal)
    return Checklist(chapter)


def test_the_checklist_moves_with_the_journal(journal, monkeypatch):
    listing = checklist(journal, monkeypatch, "07")
    assert listing.list.value.count("○ not begun:") == len(guide.criteria("07"))
    journal.save(STORY)
    assert listing.list.value.count("○ not begun:") < len(guide.criteria("07"))
    assert "&lt;b&gt;Cache&lt;/b&gt;" in listing.list.value
    assert "<b>Cache" not in listing.list.value


def test_a_chapter_without_criteria_is_named_with_those_that_have_some():
    with pytest.raises(ValueError, match=r"chapter '99'; there are some for 00, 01"):
        Checklist("99")
