"""Rubric scales: an anchor at 0, 2 and 4, and a sentence for every score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import guide
from workbook.guide.entries import Scale

SCALES = guide.rubric("stories")


def test_the_story_rubric_has_its_four_scales_in_order() -> None:
    assert [scale.id for scale in SCALES] == ["ownership", "specificity", "candor", "relief"]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.id)
def test_anchors_stand_at_nought_two_and_four_and_differ(scale: Scale) -> None:
    assert list(scale.anchors) == [0, 2, 4]
    assert len(set(scale.anchors.values())) == 3


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.id)
def test_an_anchored_score_reads_as_its_anchor(scale: Scale) -> None:
    assert [scale.sentence(score) for score in (0, 2, 4)] == list(scale.anchors.values())


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.id)
@pytest.mark.parametrize("score", [1, 3])
def test_a_score_in_between_names_both_neighbours(scale: Scale, score: int) -> None:
    sentence = scale.sentence(score)
    for neighbour in (score - 1, score + 1):
        anchor = scale.anchors[neighbour]
        assert anchor[1:].rstrip(".") in sentence
        assert f"({neighbour})" in sentence


def test_the_sentence_in_between_reads_as_one_sentence() -> None:
    scale = Scale(
        id="depth",
        name="Depth",
        statement="How deep?",
        anchors={0: "Just the surface.", 2: "One layer down.", 4: "All the way."},
    )
    assert scale.sentence(1) == 'Between "just the surface" (0) and "one layer down" (2).'


def test_a_score_not_given_is_said_to_be_missing() -> None:
    assert SCALES[0].sentence(None) == "Not scored yet."


@given(st.integers().filter(lambda score: not 0 <= score <= 4))
def test_a_score_off_the_scale_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match=f"0 to 4, not {score}"):
        SCALES[0].sentence(score)
