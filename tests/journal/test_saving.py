"""Saving, deleting, listening: what every room does with the journal."""

from datetime import UTC, datetime, timedelta

import pytest

from workbook.journal import JournalError, Record, open_journal, restore

from .kinds import Note, Span
from .opened import another, written


def test_what_is_saved_is_what_is_read(journal):
    note = Note(title="t", text="x", score=3, tags=("a", "b"))
    saved = journal.save(note)
    assert saved.record == note
    assert journal.get(Note, note.id) == note
    assert journal.current(Note) == [saved]
    assert journal.history(Note) == [saved]


def test_the_newest_revision_is_the_record(journal):
    first = journal.save(Note(id="n", score=1))
    second = journal.save(Note(id="n", score=2))
    assert second.sequence > first.sequence
    assert [each.score for each in journal.records(Note)] == [2]
    assert [each.record.score for each in journal.history(Note, "n")] == [1, 2]


def test_records_come_in_the_order_they_were_made_not_last_saved(journal):
    for name in "abc":
        journal.save(Note(id=name))
    journal.save(Note(id="a", score=9))
    assert [each.id for each in journal.records(Note)] == ["a", "b", "c"]


def test_kinds_do_not_see_each_other_even_under_one_id(journal):
    journal.save(Note(id="same", score=1))
    journal.save(Span(id="same", high=7))
    assert journal.get(Note, "same").score == 1
    assert journal.get(Span, "same").high == 7
    assert journal.delete(Note, "same").record is None
    assert len(journal.records(Span)) == 1


def test_a_deleted_record_is_gone_and_its_history_stays(journal):
    journal.save(Note(id="n", score=1))
    gone = journal.delete(Note, "n")
    assert gone.record is None
    assert journal.get(Note, "n") is None
    assert journal.records(Note) == []
    assert [each.record for each in journal.history(Note, "n")] == [Note(id="n", score=1), None]


def test_deleting_twice_appends_once_and_what_never_was_cannot_be_deleted(journal):
    journal.save(Note(id="n"))
    assert journal.delete(Note, "n") == journal.delete(Note, "n")
    assert len(journal.history(Note)) == 2
    with pytest.raises(JournalError, match="There is no test-note 'other' to delete"):
        journal.delete(Note, "other")


def test_save_all_is_all_or_nothing(journal):
    class Odd(Record):
        kind = "test-odd"
        what: object = None

    with pytest.raises(ValueError, match="serialize"):
        journal.save_all([Odd(what=1), Odd(what=object())])
    assert journal.position() == 0
    saved = journal.save_all([Note(id="a"), Span(id="b")])
    assert [each.record_id for each in saved] == ["a", "b"]
    assert journal.save_all([]) == []


def test_saved_at_is_an_aware_moment_in_utc(journal):
    saved_at = journal.save(Note(id="n")).saved_at
    assert saved_at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - saved_at) < timedelta(minutes=1)
    assert journal.history(Note)[0].saved_at == saved_at


def test_the_newest_is_by_place_in_the_journal_whatever_the_clock_says(place, tmp_path):
    later = {"saved_at": "2030-01-01T12:00:00.000000+00:00", "body": {"id": "n", "score": 1}}
    restore(written(tmp_path / "e.json", later), place)
    open_journal(place).save(Note(id="n", score=2))
    assert open_journal(place).get(Note, "n").score == 2


def test_position_grows_with_every_process(journal, place):
    assert journal.position() == 0
    here = journal.save(Note()).sequence
    assert journal.position() == here
    there = another(place).save(Note()).sequence
    assert journal.position() == there > here
    assert len(journal.records(Note)) == 2


def test_subscribers_hear_each_save_once_until_they_leave(journal):
    heard = []
    leave = journal.subscribe(lambda kinds: heard.append((journal.position(), *kinds)))
    saved = journal.save(Note(id="n"))
    journal.save_all([Note(), Note()])
    journal.delete(Note, "n")
    journal.undo(Note)
    assert len(heard) == 4
    assert heard[0] == (saved.sequence, "test-note")  # called after the commit
    leave()
    leave()
    journal.save(Note())
    assert len(heard) == 4


def test_a_failing_subscriber_keeps_no_other_from_hearing_and_the_save_stands(journal):
    heard = []

    def fail(_kinds):
        raise ZeroDivisionError

    journal.subscribe(fail)
    journal.subscribe(lambda kinds: heard.append(1))
    with pytest.raises(ZeroDivisionError) as raised:
        journal.save(Note(id="n"))
    assert "save itself was done" in raised.value.__notes__[0]
    assert heard == [1]
    assert journal.get(Note, "n") is not None


def test_one_journal_object_per_place_and_a_private_one_in_memory(place):
    assert open_journal(place) is open_journal(place)
    assert open_journal("sqlite://") is not open_journal("sqlite://")


def test_the_environment_names_the_readers_journal(file, monkeypatch):
    monkeypatch.setenv("WORKBOOK_JOURNAL", str(file))
    assert open_journal() is open_journal(file)
    monkeypatch.setenv("WORKBOOK_JOURNAL", f"sqlite:///{file}")
    assert open_journal() is open_journal(file)


def test_without_a_choice_the_journal_is_in_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("WORKBOOK_JOURNAL")
    open_journal().save(Note())
    assert [path.name for path in tmp_path.rglob("journal.db")] == ["journal.db"]
