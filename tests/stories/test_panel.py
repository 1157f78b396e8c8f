"""The story board without a browser: the hand's changes reach the journal and come back."""

import pytest

from tests.hands import enter, typing
from workbook.journal import JournalError, open_journal
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
    enter(board.editor["title"], "The cache")
    return board


def story(journal) -> Story:
    (only,) = journal.records(Story)
    return only


def hidden(widget) -> bool:
    return "wb-hidden" in widget._dom_classes


def test_an_empty_bank_says_how_to_begin_and_draws_nothing(journal):
    board = Board(journal)
    assert not hidden(board.nothing)
    assert hidden(board.editing)
    assert hidden(board.coverage)


def test_a_new_story_is_stored_with_its_first_word(journal):
    board = Board(journal)
    board.new.click()
    assert not hidden(board.editing)
    assert journal.records(Story) == []
    typing(board.editor["title"], "T")
    assert story(journal).title == "T"


def test_everything_typed_moved_and_mapped_is_stored(board, journal):
    enter(board.editor["telling"], "I was wrong for a year.")
    enter(board.editor["question_kind"], "changed-my-mind")
    enter(board.editor["scores.candor"], 4)
    enter(board.editor["values"], ["candor"])
    kept = story(journal)
    assert (kept.title, kept.telling, kept.question_kind) == (
        "The cache",
        "I was wrong for a year.",
        "changed-my-mind",
    )
    assert kept.scores.given() == {"candor": 4}
    assert kept.values == ("candor",)


def test_a_new_board_shows_what_the_old_one_showed(board, journal):
    enter(board.editor["telling"], HOSTILE)
    enter(board.editor["scores.relief"], 2)
    fresh = Board(journal)
    for name, field in board.editor.fields.items():
        assert fresh.editor[name].value == field.value
    assert fresh.heading.value == board.heading.value
    assert fresh.values_chart.alt == board.values_chart.alt


def test_every_step_of_a_score_is_in_sight_with_its_sentence(board):
    steps = board.editor["scores.candor"].options
    assert [step for step, _ in steps] == [0, 1, 2, 3, 4]
    assert len({words for _, words in steps}) == 5


def test_an_unscored_scale_is_not_a_zero(board, journal):
    assert board.editor["scores.candor"].value is None
    enter(board.editor["scores.candor"], 0)
    assert story(journal).scores.given() == {"candor": 0}


def test_text_is_shown_and_never_run(board):
    enter(board.editor["title"], HOSTILE)
    enter(board.own_value, "<img src=x onerror=alert(1)>", key=True)
    shown = board.heading.value + board.length.value + board.values_chart.still
    shown += "".join(row.children[1].value for row in board.picker.children)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "\x00" not in board.kinds_chart.still + board.values_chart.still


def test_a_hundred_thousand_characters_are_kept(board, journal):
    enter(board.editor["telling"], "word " * 20_000)
    assert len(story(journal).telling) == 100_000


def test_a_title_too_long_is_refused_and_the_telling_after_it_is_kept(board, journal):
    enter(board.editor["title"], "x" * 301)
    enter(board.editor["telling"], "typed after it")
    enter(board.editor["values"], ["candor"])
    assert "300" in board.editor["title"].refusal
    assert "Not saved: Title" in board.status.value
    assert (story(journal).title, story(journal).telling) == ("The cache", "typed after it")
    board.undo.click()
    for panel in (board, Board(journal)):
        assert panel.editor["title"].value == "x" * 301
        assert panel.editor["title"].refusal
    enter(board.editor["title"], "short again")
    assert board.editor["title"].refusal == ""
    assert "Saved" in board.status.value
    assert Board(journal).editor["title"].value == "short again"


def test_undo_says_what_it_takes_back_and_redo_brings_it_again(board, journal):
    enter(board.editor["scores.candor"], 3)
    enter(board.editor["scores.candor"], 2)
    assert board.undo.description == "Undo: candor 3 to 2 in The cache"
    board.undo.click()
    assert board.editor["scores.candor"].value == 3
    assert board.redo.description == "Redo: candor 3 to 2 in The cache"
    board.redo.click()
    assert story(journal).scores.candor == 2
    assert hidden(board.redo)


def test_undo_shows_the_story_that_it_changes(board, journal):
    board.new.click()
    enter(board.editor["title"], "second")
    enter(board.editor["telling"], "words")
    board.picker.children[0].children[0].click()
    assert board.editor["title"].value == "The cache"
    board.undo.click()
    assert (board.editor["title"].value, board.editor["telling"].value) == ("second", "")


def test_a_deleted_story_can_be_brought_back_in_its_place(board, journal):
    board.new.click()
    enter(board.editor["title"], "second")
    board.picker.children[0].children[0].click()
    board.delete_button.click()
    assert [kept.title for kept in journal.records(Story)] == ["second"]
    assert board.editor["title"].value == "second"
    back = board.picker.children[0]
    assert "Deleted “The cache”" in back.children[1].value
    back.children[0].click()
    assert {kept.title for kept in journal.records(Story)} == {"The cache", "second"}
    assert board.editor["title"].value == "The cache"
    board.delete_button.click()
    board.undo.click()
    assert board.editor["title"].value == "The cache"


def test_picking_a_story_shows_it_and_saves_nothing(board, journal):
    board.new.click()
    enter(board.editor["title"], "second")
    position = journal.position()
    board.picker.children[0].children[0].click()
    assert board.editor["title"].value == "The cache"
    assert journal.position() == position


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Candor", "CANDOR "])
def test_a_value_of_ones_own_needs_a_new_name(board, journal, name):
    enter(board.own_value, name, key=True)
    assert board.own_value.refusal
    assert journal.records(OwnValue) == []
    assert board.own_value.value == name


def test_a_value_of_ones_own_can_be_mapped(board, journal):
    enter(board.own_value, "thrift", key=True)
    (own,) = journal.records(OwnValue)
    assert [own.id, "thrift"] in board.editor["values"].options
    enter(board.editor["values"], [own.id])
    assert story(journal).values == (own.id,)
    (delete,) = board.deletable.children
    delete.click()
    assert journal.records(OwnValue) == []
    assert story(journal).values == (own.id,)
    assert "One value that this story showed was deleted" in board.editor["values"].hint
    assert board.deletable.children == ()
    assert board.undo.description.startswith("Undo: deleted")
    board.undo.click()
    assert [own.id, "thrift"] in board.editor["values"].options
    assert not board.editor["values"].hint


def test_a_full_disk_is_a_sentence_and_what_was_typed_is_saved_later(board, journal, monkeypatch):
    def full(*_args, **_kwargs):
        raise JournalError("The disk is full.")

    monkeypatch.setattr(journal, "save", full)
    enter(board.editor["telling"], "typed while the disk was full")
    assert "The disk is full." in board.notice.text
    assert board.editor["telling"].value == "typed while the disk was full"
    assert "Not saved" in board.status.value
    assert not hidden(board.again)
    monkeypatch.undo()
    board.again.click()
    assert story(journal).telling == "typed while the disk was full"
    assert "Saved" in board.status.value
    assert hidden(board.again)


def test_another_windows_change_to_another_field_is_kept_too(board, journal):
    other = Board(journal)
    enter(other.editor["telling"], "theirs")
    enter(board.editor["title"], "mine again")
    kept = story(journal)
    assert (kept.title, kept.telling) == ("mine again", "theirs")
    assert board.editor["telling"].value == "theirs"


def test_the_readers_own_pace_sets_the_seconds(board, journal):
    enter(board.editor["telling"], "word " * 145)
    assert "60 s at your 145" in board.length.value
    journal.save(Profile(words_per_minute=100))
    assert "87 s at your 100" in board.length.value


def test_a_dragged_slider_redraws_no_picture_that_did_not_change(board, monkeypatch):
    typing(board.editor["scores.candor"], 1)
    drawn = []
    monkeypatch.setattr(board.values_chart, "_redraw", lambda: drawn.append("values"))
    typing(board.editor["scores.candor"], 2)
    assert drawn == []
    board.editor["values"].value = ["candor"]
    assert drawn == ["values"]


def test_a_page_without_a_kernel_says_what_is_there(board, journal):
    assert board.in_words().startswith("One story, saved ")
    assert "No story yet" in Board(open_journal("sqlite://")).in_words()
    assert board._repr_mimebundle_()["text/plain"] == board.in_words()
