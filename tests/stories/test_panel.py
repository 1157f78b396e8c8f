"""The story board without a browser: the hand's changes reach the journal and come back."""

import pytest

from workbook.journal import JournalFull, open_journal
from workbook.profile import Profile
from workbook.stories.panel import Board
from workbook.stories.records import OwnValue, Story

HOSTILE = "<script>alert(1)</script> 🙂 \u202eشكرا\u202c \x00 $\\frac{$ & ' \""


@pytest.fixture
def journal():
    return open_journal("sqlite://")


@pytest.fixture
def board(journal):
    board = Board(journal)
    board.new.click()
    return board


def story(journal) -> Story:
    (only,) = journal.records(Story)
    return only


def test_an_empty_bank_says_how_to_begin(journal):
    board = Board(journal)
    assert "wb-hidden" not in board.empty._dom_classes
    assert "wb-hidden" in board.editor._dom_classes


def test_everything_typed_moved_and_mapped_is_stored(board, journal):
    board.name.value = "The cache"
    board.telling.value = "I was wrong for a year."
    board.question.value = "changed-my-mind"
    board.scores["candor"].slider.value = 4
    board.values._boxes["candor"].value = True
    kept = story(journal)
    assert (kept.title, kept.telling, kept.question_kind) == (
        "The cache",
        "I was wrong for a year.",
        "changed-my-mind",
    )
    assert kept.scores.given() == {"candor": 4}
    assert kept.values == ("candor",)


def test_a_new_board_shows_what_the_old_one_showed(board, journal):
    board.name.value = "The cache"
    board.telling.value = HOSTILE
    board.scores["relief"].slider.value = 2
    fresh = Board(journal)
    assert fresh.name.value == board.name.value
    assert fresh.telling.value == HOSTILE
    assert fresh.scores["relief"].slider.value == 2
    assert fresh.heading.value == board.heading.value
    assert fresh.values_chart.still.count("The cache") == board.values_chart.still.count(
        "The cache"
    )


def test_the_sentence_beside_a_slider_follows_it(board):
    seen = []
    for score in (1, 2, 3, 4, 0):
        board.scores["candor"].slider.value = score
        seen.append(board.scores["candor"].words.value)
    assert len(set(seen)) == 5


def test_an_unscored_scale_is_not_a_zero(board, journal):
    assert story(journal).scores.given() == {}
    assert "Not scored yet" in board.scores["candor"].words.value


def test_text_is_shown_and_never_run(board):
    board.name.value = HOSTILE
    board.own_value.value = "<img src=x onerror=alert(1)>"
    board.add_value.click()
    shown = board.heading.value + board.length.value + board.values_chart.still
    shown += "".join(row.children[1].value for row in board.picker.children)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "\x00" not in board.kinds_chart.still + board.values_chart.still


def test_a_hundred_thousand_characters_are_kept(board, journal):
    board.telling.value = "word " * 20_000
    assert len(story(journal).telling) == 100_000


def test_a_title_too_long_to_keep_is_refused_in_a_sentence_and_stays(board, journal):
    board.name.value = "short"
    board.name.value = "x" * 301
    assert "title" in board.field_notice.text
    assert board.name.value == "x" * 301
    assert story(journal).title == "short"
    board.name.value = "short again"
    assert board.field_notice.text == ""


def test_undo_steps_back_and_delete_can_be_undone(board, journal):
    board.name.value = "first"
    board.name.value = "second"
    board.undo.click()
    assert board.name.value == "first"
    board.delete_button.click()
    assert journal.records(Story) == []
    board.undo.click()
    assert story(journal).title == "first"


def test_deleting_the_shown_story_shows_another(board, journal):
    board.name.value = "first"
    board.new.click()
    board.name.value = "second"
    board.delete_button.click()
    assert board.name.value == "first"


def test_picking_a_story_shows_it_and_saves_nothing(board, journal):
    board.name.value = "first"
    board.new.click()
    board.name.value = "second"
    position = journal.position()
    board.picker.children[0].children[0].click()
    assert board.name.value == "first"
    assert journal.position() == position


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Candor", "CANDOR "])
def test_a_value_of_ones_own_needs_a_new_name(board, journal, name):
    board.own_value.value = name
    board.add_value.click()
    assert board.own_notice.text
    assert journal.records(OwnValue) == []
    assert board.own_value.value == name


def test_a_value_of_ones_own_can_be_mapped(board, journal):
    board.own_value.value = "thrift"
    board.add_value.click()
    (own,) = journal.records(OwnValue)
    board.values._boxes[own.id].value = True
    assert story(journal).values == (own.id,)


def test_a_full_disk_is_a_sentence_and_keeps_the_text(board, journal, monkeypatch):
    board.name.value = "kept"

    def full(*_args, **_kwargs):
        raise JournalFull("The disk is full.")

    monkeypatch.setattr(journal, "save", full)
    board.telling.value = "typed while the disk was full"
    assert "The disk is full." in board.notice.text
    assert board.telling.value == "typed while the disk was full"
    assert "Not saved" in board.status.value
    monkeypatch.undo()
    board.name.value = "kept, with room again"
    assert story(journal).telling == "typed while the disk was full"


def test_another_windows_change_to_another_field_is_kept_too(board, journal):
    board.name.value = "mine"
    other = Board(journal)
    other.telling.value = "theirs"
    board.name.value = "mine again"
    kept = story(journal)
    assert (kept.title, kept.telling) == ("mine again", "theirs")
    assert board.telling.value == "theirs"


def test_the_readers_own_pace_sets_the_seconds(board, journal):
    board.telling.value = "word " * 145
    assert "60 s at your 145" in board.length.value
    journal.save(Profile(words_per_minute=100))
    assert "87 s at your 100" in board.length.value


def test_a_dragged_slider_redraws_no_picture_that_did_not_change(board, monkeypatch):
    board.scores["candor"].slider.value = 1
    figure = board.values_chart.figure
    board.scores["candor"].slider.value = 2
    assert board.values_chart.figure is figure
