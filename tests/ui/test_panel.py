"""The frame of a panel: errors are sentences, other windows are followed."""

from typing import ClassVar

import ipywidgets as widgets
import pytest

from workbook import ui
from workbook.journal import JournalError, Record, open_journal


class Memo(Record):
    kind: ClassVar[str] = "test-memo"
    ONLY: ClassVar[str] = "only"
    text: str = ""


class Pad(ui.Panel):
    room = "pad"
    title = "Pad <b>"
    models = (Memo,)

    def _build(self):
        self.renders = 0
        self.text = self.control(widgets.Text(description="Text"), "text")
        self.fail = self.control(widgets.Button(description="Fail"), "fail")
        self.on(self.text, self._change)
        self.on(self.fail, self._fail)
        return widgets.VBox([self.text, self.fail])

    def _change(self, change):
        base = next(iter(self.journal.current(Memo)), None)
        if change["new"] == "divide":
            raise ZeroDivisionError("division by zero")
        self.save(Memo(id="only", text=change["new"]), base)

    def _fail(self, _button):
        raise self.error

    def _render(self):
        self.renders += 1
        memo = self.journal.get(Memo, "only")
        self.text.value = memo.text if memo else ""
        self.head("one <i>", "two")


@pytest.fixture
def journal():
    return open_journal("sqlite://")


@pytest.fixture
def pad(journal):
    return Pad(journal)


def test_controls_carry_stable_classes(pad):
    assert "wb-pad-text" in pad.text._dom_classes
    assert "wb-pad-undo" in pad.undo._dom_classes


def test_the_example_says_so_and_has_classes_of_its_own(journal):
    pad = Pad(journal, example=True)
    assert "wb-example-pad-text" in pad.text._dom_classes
    assert any("Fictional" in getattr(child, "value", "") for child in pad.children)


def test_what_the_example_began_with_is_not_taken_back(journal):
    journal.save(Memo(id="only", text="Robin's"))
    pad = Pad(journal, example=True)
    assert pad.undo.disabled
    pad.text.value = "the reader's"
    assert not pad.undo.disabled
    pad.undo.click()
    assert pad.undo.disabled


def test_the_header_is_text(pad):
    assert "Pad &lt;b&gt;" in pad.heading.value
    assert "one &lt;i&gt;" in pad.heading.value


def test_saved_is_said_after_the_save_and_not_before(pad):
    assert pad.status.value == ""
    pad.text.value = "x"
    assert "Saved " in pad.status.value


def test_a_save_renders_once(pad):
    before = pad.renders
    pad.text.value = "x"
    assert pad.renders == before + 1


def test_rendering_is_not_taken_for_the_readers_hand(pad, journal):
    journal.save(Memo(id="only", text="from elsewhere"))
    assert pad.text.value == "from elsewhere"
    assert len(journal.history(Memo)) == 1


def test_an_error_of_the_journal_is_a_sentence(pad):
    pad.error = JournalError("The journal is read-only.")
    pad.fail.click()
    assert pad.notice.text == "The journal is read-only."


def test_an_error_of_ours_is_shown_and_raised(pad):
    with pytest.raises(ZeroDivisionError):
        pad.text.value = "divide"
    assert "ZeroDivisionError: division by zero" in pad.notice.text


def test_a_notice_is_text(pad):
    pad.notice.say("<script>alert(1)</script>")
    assert "<script" not in pad.notice.value


def test_undo_is_offered_only_when_there_is_something_to_undo(pad):
    assert pad.undo.disabled
    pad.text.value = "x"
    assert not pad.undo.disabled
    pad.undo.click()
    assert pad.undo.disabled
    assert pad.text.value == ""


def test_both_changed_the_same_thing_and_the_reader_is_told(journal, monkeypatch):
    mine, theirs = Pad(journal), Pad(journal)
    mine.text.value = "start"
    stale = journal.current(Memo)
    theirs.text.value = "theirs"
    monkeypatch.setattr(journal, "current", lambda model: stale)
    mine.text.value = "mine"
    assert "Another window changed the same thing" in mine.notice.text
    monkeypatch.undo()
    assert [revision.record.text for revision in journal.history(Memo)] == [
        "start",
        "theirs",
        "mine",
    ]


def test_a_cell_that_runs_again_shows_the_same_panel(journal):
    assert Pad.shown(journal) is Pad.shown(journal)


def test_a_panel_nobody_holds_is_let_go(journal):
    import gc
    import weakref

    pad = Pad(journal)
    reference = weakref.ref(pad)
    pad.close_all()
    del pad
    gc.collect()
    journal.save(Memo(id="only", text="x"))
    assert reference() is None
