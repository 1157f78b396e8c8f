"""The keeper test: scores that stand on something that happened, and a drill that comes back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hands import enter
from workbook import guide
from workbook.journal import open_journal
from workbook.keeper import charts, signals
from workbook.keeper.evidence import evidence
from workbook.keeper.panel import Drill, Signals
from workbook.keeper.records import DrillAnswer, Happening
from workbook.stories.records import Story

TODAY = date(2026, 11, 21)
QUESTIONS = guide.keeper_questions()


@pytest.fixture
def journal():
    return open_journal("sqlite://")


def test_high_relief_and_low_anxiety_speak_for_the_reader():
    happened = {
        each.id: Happening(id=each.id, lines="It happened.", score=3) for each in guide.signals()
    }
    rows = signals.readings(guide.signals(), happened)
    assert [row.good for row in rows] == [row.signal.side == "relief" for row in rows]


def test_a_score_without_anything_that_happened_counts_for_nothing():
    (first, *_) = signals.readings(
        guide.signals(), {"carries-own-context": Happening(id="carries-own-context", score=4)}
    )
    assert first.score is None


def test_six_bars_meet_in_the_middle_and_are_named():
    scores = {"carries-own-context": 4, "needs-supervision": 1}
    happened = {key: Happening(id=key, lines="x", score=score) for key, score in scores.items()}
    rows = signals.readings(guide.signals(), happened)
    figure = charts.balance(rows, 900)
    (axes,) = figure.axes
    bars = [patch.get_extents().transformed(axes.transData.inverted()) for patch in axes.patches]
    relief, anxiety = sorted(bars, key=lambda box: box.x0)
    assert relief.x1 == pytest.approx(450, abs=1)
    assert anxiety.x0 == pytest.approx(450, abs=1)
    assert relief.width == pytest.approx(4 * anxiety.width, rel=0.02)
    words = [text.get_text() for text in axes.texts]
    assert all(signal.name in words for signal in guide.signals())
    assert words.count("○ open") == 4
    assert "carries the context (relief): 4 of 4" in charts.describe(rows)


@given(st.lists(st.booleans(), max_size=60))
def test_every_question_comes_before_one_comes_again_and_missed_ones_before_others(hits):
    answers: list[DrillAnswer] = []
    for hit in hits:
        question = signals.next_question(QUESTIONS, answers)
        asked = [each.question for each in answers]
        if len(answers) < len(QUESTIONS):
            assert question.id not in asked
        other = next(one.signal for one in QUESTIONS if one.signal != question.signal)
        named = question.signal if hit else other
        answers.append(DrillAnswer(question=question.id, named=named, on=TODAY))
    right, asked_last = signals.hit_rate(answers, QUESTIONS)
    assert right == sum(hits[-24:])
    assert asked_last == min(len(hits), 24)


def test_evidence_wants_all_six_and_twelve_answers(journal):
    assert evidence(journal, TODAY) == []
    for signal in guide.signals()[:5]:
        score = 4 if signal.side == "relief" else 1
        journal.save(Happening(id=signal.id, lines="x", score=score))
    for question in QUESTIONS[:6]:
        journal.save(DrillAnswer(question=question.id, named=question.signal, on=TODAY))
    found = {item.criterion: item for item in evidence(journal, TODAY)}
    assert found["keeper-signals"].value == 5
    assert guide.signals()[5].name in found["keeper-signals"].todo
    assert found["keeper-balance"].met
    assert found["keeper-drill"].value == 0.5


def test_what_happened_is_a_story_or_a_few_lines_with_the_signals_own_anchors(journal):
    story = Story(title="The <cache>")
    journal.save(story)
    panel = Signals(journal)
    first = [words for _, words in panel.editor["score"].options]
    enter(panel.editor["story"], story.id)
    enter(panel.editor["score"], 3)
    panel.picker.children[3].children[0].click()
    assert [words for _, words in panel.editor["score"].options] != first
    enter(panel.editor["lines"], "She had to check twice.")
    enter(panel.editor["score"], 2)
    kept = {each.id: each for each in journal.records(Happening)}
    assert kept["carries-own-context"].story == story.id
    assert kept["needs-supervision"].score == 2
    assert "2 of 6 signals" in panel.heading.value


def test_the_signal_is_named_before_the_answer_is_shown(journal):
    drill = Drill(journal)
    assert "wb-hidden" in drill.result._dom_classes
    asked = drill.asked
    enter(drill.answer, asked.signal)
    assert "Yes" in drill.result.value
    assert drill.answer.disabled
    drill.another.click()
    assert drill.asked.id != asked.id
    assert drill.answer.value == ""
    assert "1 right of the last 1" in drill.heading.value
