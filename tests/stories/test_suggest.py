"""Which values a telling speaks for."""

from pathlib import Path

import pytest

from tests.benchmarks.measure_lint import fair_value_first, measured
from workbook import guide, stories

FOLDER = Path(__file__).parent
UNSEEN = measured(FOLDER / "unseen.jsonl") + measured(FOLDER / "unseen-asked.jsonl")
GAVE_AWAY = (
    "We had one desk left. I gave our headcount to the other team, and put her name on the design,"
    " not mine. It rained. She was promoted and leads that group now."
)


def test_the_values_are_the_guides_and_the_sentences_are_the_tellings():
    first, *others = stories.suggest_values(GAVE_AWAY, top=12)
    assert first.value == "selflessness"
    assert {one.value for one in [first, *others]} <= {value.id for value in guide.values()}
    sentences = [GAVE_AWAY[start:end].strip() for start, end in first.sentences]
    assert "It rained." not in sentences
    assert any("headcount" in sentence for sentence in sentences)


def test_the_likeliest_comes_first_and_no_more_than_asked_for():
    scores = [one.score for one in stories.suggest_values(GAVE_AWAY, top=12)]
    assert scores == sorted(scores, reverse=True)
    assert [one.score for one in stories.suggest_values(GAVE_AWAY, top=2)] == scores[:2]
    assert stories.suggest_values(GAVE_AWAY, top=0) == []


@pytest.mark.parametrize(("top", "share"), [(1, 0.65), (3, 0.9)])
def test_a_fair_value_is_among_the_first(top, share):
    assert fair_value_first(UNSEEN, top) >= share
