"""What answers, cards and a plan prove."""

from datetime import date, timedelta

from workbook import guide
from workbook.journal import open_journal
from workbook.practice import cards
from workbook.practice.evidence import evidence, judge_answers
from workbook.practice.records import Answer, Evenings
from workbook.practice.schedule import rate
from workbook.profile import Profile

TODAY = date(2026, 11, 21)


def answer(question, given, on=TODAY):
    return Answer(question=question.id, on=on, predicted=2, given=given)


def by_id(found):
    return {item.criterion: item for item in found}


def test_an_untouched_journal_proves_nothing():
    assert evidence(open_journal("sqlite://"), TODAY) == []


def test_a_question_counts_once_with_its_latest_score_and_three_a_round():
    coding = guide.questions("coding")
    answers = [answer(one, 4) for one in coding] + [answer(coding[0], 1)]
    found = by_id(judge_answers(answers))
    assert found["practice-questions"].value == 3
    assert found["practice-strong"].value == 1
    assert coding[0].statement in found["practice-strong"].todo


def test_days_of_answers_count_for_their_round():
    coding = guide.questions("coding")[0]
    found = by_id(judge_answers([answer(coding, 2, TODAY - timedelta(2)), answer(coding, 3)]))
    assert found["practice-days-coding"].met
    assert "practice-days-deep-dive" not in found


def test_an_answer_without_a_score_or_a_question_proves_nothing():
    gone = Answer(question="gone", on=TODAY, predicted=2, given=4)
    assert judge_answers([answer(guide.questions()[0], None), gone]) == []


def test_a_fact_is_known_as_it_was_last_answered():
    journal = open_journal("sqlite://")
    first, second = (card.id for card in cards.facts()[:2])
    journal.save(known := rate(first, None, 3, TODAY - timedelta(4)))
    journal.save(rate(second, None, 3, TODAY - timedelta(4)))
    journal.save(rate(first, known, 1, TODAY))
    found = by_id(evidence(journal, TODAY))
    assert (found["quiz-seen"].value, found["quiz-known"].value) == (2, 1)
    assert set(found["quiz-seen"].days) == {TODAY, TODAY - timedelta(4)}


def test_a_plan_is_made_once_evenings_are_chosen_before_a_day_to_come():
    journal = open_journal("sqlite://")
    journal.save(Evenings())
    assert not by_id(evidence(journal, TODAY))["plan-made"].met
    journal.save(Profile(interview_date=TODAY + timedelta(20)))
    assert by_id(evidence(journal, TODAY))["plan-made"].met
