"""Pushbacks: shipped complete, filled with the reader's figures or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook import guide
from workbook.guide import Pushback

BODY = {
    "id": "where-from",
    "asked": "Where from?",
    "behind": "A fair question.",
    "answer": "{strongest}, hence {ask}; {ask}.",
    "without": "Find three first.",
    "avoid": "Nothing.",
    "seconds": 20,
}


def test_the_common_pushbacks_are_there() -> None:
    assert {one.id for one in guide.pushbacks()} >= {
        "current-pay",
        "above-the-band",
        "what-would-you-accept",
    }


def test_they_stand_for_the_guides_points_on_pay() -> None:
    held = {point for one in guide.pushbacks() for point in one.points}
    assert {40, 41, 42, 43, 44, 64} <= held


def test_what_is_said_without_figures_names_none() -> None:
    assert not any("{" in one.without + one.avoid + one.behind for one in guide.pushbacks())


def test_an_answer_can_be_spoken_in_its_time() -> None:
    for one in guide.pushbacks():
        words = len(one.answer.split()) + 12 * len(one.figures)  # a figure may be a clause
        assert words / 160 * 60 <= 2 * one.seconds, one.id


def test_an_answer_is_filled_wherever_a_name_stands() -> None:
    one = Pushback.model_validate(BODY)
    assert one.figures == ("strongest", "ask")
    said = one.filled({"strongest": "a letter at $548k", "ask": "$560k", "more": "unused"})
    assert said == "A letter at $548k, hence $560k; $560k."


def test_an_answer_whose_figure_is_missing_gives_way() -> None:
    assert Pushback.model_validate(BODY).filled({"ask": "$560k"}) == "Find three first."


@given(st.text())
def test_what_a_reader_typed_is_no_template(text: str) -> None:
    one = Pushback.model_validate(BODY | {"answer": "It is {ask}."})
    assert one.filled({"ask": text}) == f"It is {text}."


@pytest.mark.parametrize("answer", ["{", "{ask", "{Ask}", "{}", "{ask.real}", "ask}"])
def test_a_slip_in_a_shipped_answer_is_refused(answer: str) -> None:
    with pytest.raises(ValidationError, match="in braces"):
        Pushback.model_validate(BODY | {"answer": answer})


def test_every_source_says_where_it_misleads() -> None:
    assert all(source.misleads.endswith(".") for source in guide.sources())


def test_an_answer_is_scored_with_anchors() -> None:
    [scale] = guide.rubric("pushbacks")
    assert "lower figure" in scale.sentence(0)
