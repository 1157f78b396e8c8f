"""Drafts are saved when the hand pauses, once a gesture."""

import asyncio
from typing import ClassVar

import pytest

from workbook.journal import JournalError, Record, open_journal
from workbook.ui import Autosave
from workbook.ui import autosave as module


class Note(Record):
    kind: ClassVar[str] = "test-draft"
    text: str = ""


@pytest.fixture
def journal():
    return open_journal("sqlite://")


def run(journal, steps):
    """Run `steps(autosave)` on a loop and return the revisions that were saved."""
    saved = []

    def failed(error):
        raise error

    async def main():
        await steps(Autosave(journal, saved.append, failed))

    asyncio.run(main())
    return saved


def test_a_drag_is_one_revision(journal, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0.02)

    async def drag(autosave):
        for step in range(60):
            autosave.stage(Note(id="n", text=str(step)), None)
        while autosave.drafts:
            await asyncio.sleep(0)

    (revision,) = run(journal, drag)
    assert revision.record.text == "59"


def test_a_hand_that_never_rests_is_saved_all_the_same(journal, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 10.0)
    monkeypatch.setattr(module, "LONGEST", 0.05)

    async def type_on(autosave):
        step = 0
        while not journal.records(Note):
            autosave.stage(Note(id="n", text=str(step)), None)
            step += 1
            await asyncio.sleep(0)

    assert run(journal, type_on) == [], "nothing is rendered under a moving hand"
    assert len(journal.history(Note)) == 1


def test_what_is_saved_on_the_way_is_no_conflict_with_itself(journal, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0.2)
    monkeypatch.setattr(module, "LONGEST", 0.02)
    first = journal.save(Note(id="n", text="first"))

    async def drag_on(autosave):
        step = 0
        while len(journal.history(Note)) < 4:
            autosave.stage(Note(id="n", text=str(step)), first)
            step += 1
            await asyncio.sleep(0.001)
        while autosave._timer is not None:
            await asyncio.sleep(0.001)

    saved = run(journal, drag_on)
    assert len(saved) == 1, "rendered once, when the hand rested"
    assert not any(revision.conflicts for revision in [*saved, *journal.history(Note)])
    assert saved[-1].record == journal.get(Note, "n")


def test_flush_saves_at_once(journal):
    async def stop(autosave):
        autosave.stage(Note(id="n", text="last words"), None)
        assert autosave.flush()
        assert not autosave.drafts

    (revision,) = run(journal, stop)
    assert revision.record.text == "last words"


def test_without_a_loop_a_change_is_saved_at_once(journal):
    saved = []
    Autosave(journal, saved.append, pytest.fail).stage(Note(text="now"), None)
    assert [revision.record.text for revision in saved] == ["now"]


def test_a_draft_that_cannot_be_saved_is_kept_and_tried_again(journal, monkeypatch):
    errors = []
    autosave = Autosave(journal, lambda revision: None, errors.append)

    def refuse(*_args, **_kwargs):
        raise JournalError("The disk is full.")

    monkeypatch.setattr(journal, "save", refuse)
    autosave.stage(Note(id="n", text="kept"), None)
    assert [str(error) for error in errors] == ["The disk is full."]
    assert autosave.drafts["n"].record.text == "kept"
    monkeypatch.undo()
    assert autosave.flush()
    assert journal.get(Note, "n").text == "kept"


def test_the_draft_keeps_the_revision_its_gesture_began_with(journal):
    first = journal.save(Note(id="n", text="first"))

    async def drag(autosave):
        autosave.stage(Note(id="n", text="a"), first)
        journal.save(Note(id="n", text="from another window"))
        autosave.stage(Note(id="n", text="b"), journal.current(Note)[0])
        autosave.flush()

    (revision,) = run(journal, drag)
    assert revision.record.text == "b"
    assert revision.conflicts == ("text",)
