"""The dashboard and the checklist without a browser."""

from datetime import date

import pytest

from tests.hands import enter
from workbook import guide
from workbook.journal import open_journal
from workbook.journal.records import decode
from workbook.profile import Profile
from workbook.readiness import charts
from workbook.readiness.assess import assess
from workbook.readiness.gather import gather
from workbook.readiness.panel import Checklist, Dashboard, Mistakes
from workbook.readiness.records import SelfScore, Standing
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


def hidden(widget):
    return "wb-hidden" in widget._dom_classes


def words(figure):
    return [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]


def test_every_rooms_evidence_is_gathered(journal):
    journal.save(STORY)
    journal.save(Profile(interview_date=date(2026, 12, 8)))
    found = {item.criterion for item in gather(journal, date(2026, 11, 21))}
    assert {"stories-count", "setup-level-and-date"} <= found
    assert found <= {criterion.id for criterion in guide.criteria()}


def say(dashboard, round_id, score):
    enter(dashboard.editors[round_id]["score"], score)


def opened(journal):
    dashboard = Dashboard(journal)
    dashboard.reveal.click()
    return dashboard


def test_the_reader_says_first_and_sees_the_bars_on_request(journal):
    journal.save(STORY)
    dashboard = Dashboard(journal)
    assert hidden(dashboard.evidence)
    assert "0 of 6 rounds scored" in dashboard.heading.value
    dashboard.reveal.click()
    assert not hidden(dashboard.evidence)
    assert hidden(dashboard.reveal)


def test_who_has_said_and_comes_back_meets_the_bars(journal):
    dashboard = Dashboard(journal)
    for each in guide.rounds():
        say(dashboard, each.id, 2)
    assert hidden(dashboard.evidence)
    assert not hidden(Dashboard(journal).evidence)


def test_an_untouched_journal_has_no_evidence_and_a_next_step(journal):
    dashboard = opened(journal)
    assert "No round has evidence yet" in dashboard.facts.value
    assert dashboard.chart.alt.count("no evidence yet") == len(guide.rounds())
    assert "Next:" in dashboard.heading.value
    assert " min" in dashboard.heading.value


def test_a_self_score_is_kept_and_shown_beside_the_evidence(journal):
    journal.save(STORY)
    dashboard = opened(journal)
    say(dashboard, "hiring-manager", 3)
    assert journal.get(SelfScore, "hiring-manager").score == 3
    assert "you say 3 of 4" in dashboard.chart.alt
    assert Dashboard(journal).editors["hiring-manager"]["score"].value == 3


def test_a_score_of_the_first_edition_becomes_the_nearest_step():
    for before, now in ((0, 0), (70, 3), (80, 3), (100, 4)):
        assert decode(SelfScore, "coding", f'{{"id": "coding", "score": {before}}}', 1).score == now


def test_a_story_saved_in_another_panel_moves_readiness(journal):
    dashboard = opened(journal)
    journal.save(STORY)
    assert "Hiring manager: no evidence" not in dashboard.chart.alt


def test_a_bar_opens_to_its_criteria_met_or_not_and_why(journal):
    journal.save(STORY)
    fold = opened(journal).rounds["hiring-manager"]
    assert len(fold.children) == 1
    fold.toggle()
    shown = fold.children[1].value
    assert "✗ not yet:" in shown
    assert "✓ met:" in shown
    assert "1 in the bank" in shown


def test_how_the_rounds_stood_is_kept_once_a_week(journal):
    dashboard = opened(journal)
    assert journal.records(Standing) == []
    journal.save(STORY)
    say(dashboard, "coding", 2)
    (kept,) = journal.records(Standing)
    assert kept.rounds["coding"].said == 2
    assert kept.rounds["hiring-manager"].met > 0
    dashboard.progress.toggle()
    assert "Coding: 0% met at first, 0% now; you said 2 of 4" in dashboard.progress_chart.alt


def test_what_is_left_is_shown_by_effort(journal):
    dashboard = opened(journal)
    dashboard.left.toggle()
    total = sum(one.minutes * one.target for one in guide.criteria("10") if one.rounds)
    assert "Nothing is left" not in dashboard.left_chart.alt
    assert charts.hours(int(total)) in dashboard.left_chart.alt


def test_a_mistake_opens_the_story_it_was_found_in(journal):
    panel = Mistakes(journal)
    assert "with nothing to read yet" in panel.heading.value
    journal.save(Story(title="<b>Elsewhere</b>", telling="We shipped <i>it</i> on time."))
    line, fold, found = panel.lines["generic-loop"]
    assert "✗ found:" in line.value
    fold.toggle()
    assert "&lt;b&gt;Elsewhere&lt;/b&gt;" in found.value
    assert "We shipped &lt;i&gt;it&lt;/i&gt; on time." in found.value
    assert "07-behavioural-rounds.ipynb" in found.value


def test_days_to_go_are_in_the_header(journal):
    journal.save(Profile(interview_date=date(2000, 1, 1)))
    assert "the interview day has passed" in opened(journal).facts.value


def test_the_chart_draws_a_bar_only_where_there_is_evidence(journal):
    journal.save(STORY)
    assessments = assess(gather(journal, date(2026, 11, 21)), {"coding": 2}, date(2026, 11, 21))
    shown = words(charts.rounds(assessments, 900))
    assert sum(text.startswith("no evidence yet") for text in shown) == sum(
        not each.seen for each in assessments
    )


def test_the_checklist_moves_with_the_journal(journal):
    listing = Checklist("07", journal)
    assert listing.list.value.count("○ not begun:") == len(guide.criteria("07"))
    journal.save(STORY)
    assert "&lt;b&gt;Cache&lt;/b&gt;" in listing.list.value
    assert "<b>Cache" not in listing.list.value


def test_a_chapter_without_criteria_is_named_with_those_that_have_some():
    with pytest.raises(ValueError, match=r"chapter '99'; there are some for 00, 01"):
        Checklist("99")
