"""What a story lacks, what the bank covers, how scores went."""

from datetime import UTC, datetime, timedelta

import pytest

from workbook import guide
from workbook.journal import Revision
from workbook.stories.bank import (
    as_table,
    asked_kinds,
    covered_kinds,
    covered_values,
    lacks,
    score_history,
)
from workbook.stories.records import Scores, Story
from workbook.stories.takes import Rehearsed

HELD = Rehearsed(takes=2, in_time=True, scores=(2, 3, 2))

READY = Story(
    title="The cache",
    telling="word " * 200,
    question_kind="changed-my-mind",
    values=("candor",),
    scores=Scores(ownership=3, specificity=2, candor=4, relief=2),
)


def test_a_complete_story_lacks_nothing():
    assert lacks(READY, 145, HELD) == []


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"telling": ""}, ["no telling yet"]),
        ({"telling": "word " * 290}, ["30 s over"]),
        ({"question_kind": None}, ["no question kind"]),
        ({"values": ()}, ["not mapped to a value"]),
        ({"scores": Scores()}, ["not scored"]),
        ({"scores": Scores(ownership=3, specificity=2, candor=4)}, ["relief not scored"]),
        (
            {"scores": Scores(ownership=3, specificity=0, candor=4, relief=1)},
            ["specificity, relief below 2"],
        ),
        (
            {"scores": Scores(ownership=2, specificity=2, candor=2, relief=2)},
            ["ownership and candor below 3"],
        ),
    ],
)
def test_each_gap_is_named(change, missing):
    assert lacks(READY.model_copy(update=change), 145, HELD) == missing


@pytest.mark.parametrize(
    ("went", "missing"),
    [
        (Rehearsed(), ["never told aloud", "0 of 3 follow-ups answered"]),
        (Rehearsed(3, False, (4, 4, 4)), ["not yet told in 90 s"]),
        (Rehearsed(1, True, (4, 4)), ["2 of 3 follow-ups answered"]),
        (Rehearsed(1, True, (4, 1, 4)), ["a follow-up below 2"]),
    ],
)
def test_a_story_that_was_not_told_and_pressed_is_not_ready(went, missing):
    assert lacks(READY, 145, went) == missing


def test_a_slower_reader_needs_fewer_words():
    assert lacks(READY, 145, HELD) == []
    assert lacks(READY, 120, HELD) == ["10 s over"]


def test_other_is_no_kind_that_a_bank_must_answer():
    assert len(asked_kinds()) == 4
    assert covered_kinds([READY.model_copy(update={"question_kind": "other"})]) == []


def test_the_readers_own_values_do_not_count_among_the_twelve():
    story = READY.model_copy(update={"values": ("candor", "frugality-of-mine", "courage")})
    assert set(covered_values([story])) == {"candor", "courage"}
    assert len(guide.values()) == 12


def revision(minutes: int, **scores: int) -> Revision[Story]:
    story = Story(id="one", scores=Scores(**scores))
    at = datetime(2026, 11, 2, 9, tzinfo=UTC) + timedelta(minutes=minutes)
    return Revision(minutes, f"r{minutes}", "story", "one", story, at)


def test_scores_of_one_sitting_are_one_entry_with_its_last_values():
    history = [revision(0), revision(1, candor=1), revision(3, candor=3), revision(60, candor=4)]
    assert [sitting.scores.candor for sitting in score_history(history)] == [3, 4]


def test_saves_that_leave_the_scores_alone_are_no_sitting():
    history = [revision(0, candor=2), revision(90, candor=2), revision(300, candor=2)]
    assert len(score_history(history)) == 1


def test_the_table_has_its_columns_when_there_is_no_story():
    table = as_table([], 145, {})
    assert table.empty
    assert {"title", "values", "ownership", "words", "seconds", "takes", "lacks"} <= set(
        table.columns
    )


def test_the_table_keeps_a_missing_score_apart_from_zero():
    story = READY.model_copy(update={"scores": Scores(candor=0)})
    table = as_table([story], 145, {story.id: HELD})
    assert table.loc[0, "candor"] == 0
    assert table["ownership"].isna().all()
