"""Tonight, the plan, the questions and the quiz without a browser."""

from datetime import date, timedelta

import icalendar
import pytest

from tests.hands import enter
from workbook import guide
from workbook.journal import open_journal
from workbook.practice.cards import fact_id, question_id
from workbook.practice.panel import Planner, Questions, QuizPanel, Tonight
from workbook.practice.records import Answer, Evenings, Review
from workbook.profile import Profile
from workbook.readiness.records import SelfScore
from workbook.stories.records import Story

TODAY = date.today()


@pytest.fixture
def journal():
    return open_journal("sqlite://")


@pytest.fixture
def dated(journal):
    journal.save(Profile(interview_date=TODAY + timedelta(17)))
    return journal


def hidden(widget):
    return "wb-hidden" in widget._dom_classes


def test_an_empty_journal_asks_for_the_day_and_names_a_step(journal):
    tonight = Tonight(journal)
    assert "no interview date yet" in tonight.heading.value
    assert "Set the day of your loop" in tonight.lines.value
    assert "00-start-here.ipynb" in tonight.lines.value
    assert tonight.lines.value.count("<tr>") <= 4


def test_what_a_story_is_called_is_shown_as_text(dated):
    dated.save(Story(title="<b>Cache</b>", question_kind="changed-my-mind"))
    tonight = Tonight(dated)
    tonight.cards.toggle()
    assert "<b>Cache" not in tonight.lines.value + tonight.front.value


def test_a_card_is_turned_and_rated_and_a_missed_one_comes_back(dated):
    tonight = Tonight(dated)
    tonight.cards.toggle()
    first, count = tonight.queue[0], len(tonight.queue)
    assert hidden(tonight.ratings)
    assert tonight.back.value == ""
    tonight.turn.click()
    assert not hidden(tonight.ratings)
    again, _hard, good, _easy = tonight.ratings.children
    again.click()
    assert tonight.queue[-1] == first
    for _ in range(count - 1):
        tonight.turn.click()
        good.click()
    tonight.turn.click()
    good.click()
    assert tonight.queue == []
    kept = dated.get(Review, first.id)
    assert (kept.reviews, kept.lapses, kept.on) == (2, 1, TODAY)
    assert "expected recall on the day" in tonight.done.value


def test_a_plan_is_made_kept_and_taken_to_a_calendar(dated):
    planner = Planner(dated)
    assert hidden(planner.picture)
    planner.make.click()
    assert not hidden(planner.picture)
    assert dated.get(Evenings, Evenings.ONLY) == Evenings()
    events = icalendar.Calendar.from_ical(planner.download.content).walk("VEVENT")
    assert len(events) == len(planner.plan.evenings) + 1
    enter(planner.editor["minutes"], "90")
    assert planner.plan.evenings[0].minutes > 45
    planner.by_evening.toggle()
    assert f"{planner.plan.evenings[0].minutes} min" in planner.by_evening.children[1].value


@pytest.mark.parametrize(("days", "words"), [(None, "not set"), (-1, "has passed"), (0, "today")])
def test_where_no_plan_can_be_made_a_sentence_stands_in_its_place(journal, days, words):
    if days is not None:
        journal.save(Profile(interview_date=TODAY + timedelta(days)))
    planner = Planner(journal)
    assert words in planner.problem.text
    assert hidden(planner.picture)
    assert hidden(planner.make)


def test_no_evening_is_answered_with_a_sentence(dated):
    planner = Planner(dated)
    enter(planner.editor["weekdays"], [])
    assert "at least one" in planner.problem.text
    enter(planner.editor["starts"], "25:00")
    assert "20:00" in planner.editor["starts"].refusal


def answer(panel, predicted, given):
    enter(panel.editor["predicted"], predicted)
    panel.look.click()
    enter(panel.editor["given"], given)


def test_a_question_is_predicted_before_its_answer_is_shown(journal):
    panel = Questions(journal)
    assert hidden(panel.work)
    panel.round.set("deep-dive")
    panel.draw.click()
    question = guide.questions("deep-dive")[0]
    assert question.statement in panel.asked.value
    assert panel.clock.limit == 60 * question.minutes
    assert panel.look.disabled
    assert panel.strong.value == ""
    enter(panel.editor["notes"], "The <i>incident</i>.")
    enter(panel.editor["predicted"], 3)
    assert not panel.look.disabled
    panel.look.click()
    assert question.strong[0] in panel.strong.value
    enter(panel.editor["given"], 1)
    (kept,) = journal.records(Answer)
    assert (kept.question, kept.predicted, kept.given) == (question.id, 3, 1)
    assert kept.notes == "The <i>incident</i>."
    assert "predicted too high" in panel.chart.alt
    assert "1 to come back" in panel.heading.value


def test_a_score_reviews_the_card_of_its_question_once(journal):
    panel = Questions(journal)
    panel.draw.click()
    card = f"question:{panel.answer.question}"
    answer(panel, 2, 0)
    enter(panel.editor["given"], 4)
    kept = journal.get(Review, card)
    assert (kept.reviews, kept.lapses, kept.rating) == (1, 0, 4)


def test_an_answer_begun_is_there_after_a_restart(journal):
    panel = Questions(journal)
    panel.draw.click()
    enter(panel.editor["notes"], "Half of it.")
    again = Questions(journal)
    assert not hidden(again.work)
    assert again.editor["notes"].value == "Half of it."
    again.draw.click()
    assert again.answer.question != panel.answer.question


def test_questions_that_the_guide_no_longer_has_are_left_alone(journal):
    journal.save(Answer(question="gone", on=TODAY, predicted=1))
    journal.save(Answer(question="gone-too", on=TODAY, predicted=1, given=0))
    journal.save(SelfScore(id="no-such-round", score=2))
    assert hidden(Questions(journal).work)
    assert "0 to come back" in Questions(journal).heading.value
    assert Tonight(journal).lines.value


def test_the_quiz_explains_and_asks_again_what_was_missed(journal):
    quiz = QuizPanel(journal)
    missed = quiz.fact
    wrong = next(n for n, one in enumerate(quiz.order) if one != missed.answer)
    enter(quiz.options, str(wrong))
    assert missed.explanation in quiz.explained.value.replace("&#x27;", "'")
    assert missed.source[1:] in quiz.explained.value
    assert "1 to come back" in quiz.heading.value
    enter(quiz.options, str(quiz.order.index(missed.answer)))
    assert journal.get(Review, fact_id(missed)).reviews == 1
    for _ in range(4):
        quiz.next.click()
        asked = quiz.fact
        enter(quiz.options, str(quiz.order.index(asked.answer)))
    assert asked == missed
    assert "0 to come back" in quiz.heading.value


def test_a_card_of_a_question_is_the_one_that_its_answers_review():
    question = guide.questions()[0]
    assert question_id(question) == f"question:{question.id}"
