"""Rubric scales: an anchor for every score, short enough to stand beside four others."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workbook import guide
from workbook.guide.entries import Scale

RUBRICS = yaml.safe_load((guide.data_folder() / "guide/rubrics.yaml").read_text(encoding="utf-8"))
SCALES = [(name, scale) for name in RUBRICS for scale in guide.rubric(name)]
each_scale = pytest.mark.parametrize(
    ("name", "scale"), SCALES, ids=[f"{name}-{scale.id}" for name, scale in SCALES]
)


def test_the_story_rubric_has_its_four_scales_in_order() -> None:
    ids = [scale.id for scale in guide.rubric("stories")]
    assert ids == ["ownership", "specificity", "candor", "relief"]


def test_each_signal_has_a_scale() -> None:
    assert [scale.id for scale in guide.rubric("keeper")] == [one.id for one in guide.signals()]


@each_scale
def test_a_score_reads_as_its_anchor(name: str, scale: Scale) -> None:
    scores = list(scale.anchors)
    assert scores == ([1, 2, 3, 4, 5] if name == "loop" else [0, 1, 2, 3, 4])
    assert [scale.sentence(score) for score in scores] == list(scale.anchors.values())
    assert len(set(scale.anchors.values())) == 5


@each_scale
def test_five_anchors_fit_side_by_side(name: str, scale: Scale) -> None:
    for anchor in scale.anchors.values():
        assert len(anchor) <= 52, anchor


def test_a_score_not_given_is_said_to_be_missing() -> None:
    assert guide.rubric("stories")[0].sentence(None) == "Not scored yet."


@given(st.integers().filter(lambda score: not 0 <= score <= 4))
def test_a_score_off_the_scale_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match=f"0 to 4, not {score}"):
        guide.rubric("stories")[0].sentence(score)
