from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from workbook.journal import Journal, JournalError, JournalNewer, Record, open_journal
from workbook.journal.opening import make_engine
from workbook.journal.places import find_place
from workbook.journal.tables import revisions

from .kinds import Grown, Note, Span


def another(place: str) -> Journal:
    """Another process's view of the same journal: a connection of its own."""
    return Journal(make_engine(find_place(place)))


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

    with pytest.raises(JournalError, match="cannot be stored"):
        journal.save_all([Odd(what=1), Odd(what=object())])
    assert journal.position() == 0
    saved = journal.save_all([Note(id="a"), Span(id="b")])
    assert [each.record_id for each in saved] == ["a", "b"]
    assert journal.save_all([]) == []


@pytest.mark.parametrize(
    "text",
    [
        "nul \0 in the middle",
        "emoji \N{FACE WITH TEARS OF JOY} and family \U0001f468‍\U0001f469‍\U0001f467",
        "right to left: שלום مرحبا ‮override",
        "<script>alert(1)</script> & \"quotes\" 'single' %s %(kind)s :name ? {x}",
        "lines\r\nand\ttabs and separators",
        "é" * 100_000,
        "",
    ],
    ids=["nul", "emoji", "right-to-left", "markup", "lines", "long", "empty"],
)
def test_any_text_comes_back_exactly(journal, place, text):
    journal.save(Note(id="n", title=text, text=text, tags=(text,)))
    assert another(place).get(Note, "n") == Note(id="n", title=text, text=text, tags=(text,))


def test_half_a_surrogate_pair_comes_back_exactly(journal, place):
    class Loose(Record):
        kind = "test-loose"
        what: object = None

    journal.save(Note(id="n", text="a\ud800b"))
    journal.save(Loose(id="l", what=["\ud800"]))
    elsewhere = another(place)
    assert elsewhere.get(Note, "n").text == "a\ud800b"
    assert elsewhere.get(Loose, "l").what == ["\ud800"]
    with pytest.raises(JournalError, match="cannot be stored as text"):
        journal.save(Loose(what={"\ud800": 1}))  # as the name of a field there is no way


@pytest.mark.parametrize("name", ["", "a\0b", "a\nb", "x" * 65, "\ud800"])
def test_an_id_that_no_database_could_hold_is_refused(name):
    with pytest.raises(ValueError, match="id"):
        Note(id=name)


def test_numbers_that_json_does_not_have_are_refused():
    class Real(Record):
        kind = "test-real"
        value: float = 0.0

    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="finite"):
            Real(value=value)


def test_saved_at_is_an_aware_moment_in_utc(journal):
    saved_at = journal.save(Note(id="n")).saved_at
    assert saved_at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - saved_at) < timedelta(minutes=1)
    assert journal.history(Note)[0].saved_at == saved_at


def test_the_newest_is_by_place_in_the_journal_whatever_the_clock_says(place):
    moments = iter([datetime(2030, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)])
    journal = Journal(make_engine(find_place(place)), now=lambda: next(moments))
    journal.save(Note(id="n", score=1))
    journal.save(Note(id="n", score=2))
    assert journal.get(Note, "n").score == 2


def test_position_grows_with_every_process(journal, place):
    assert journal.position() == 0
    here = journal.save(Note()).sequence
    assert journal.position() == here
    there = another(place).save(Note()).sequence
    assert journal.position() == there > here
    assert len(journal.records(Note)) == 2


def test_subscribers_hear_each_save_once_until_they_leave(journal):
    heard = []
    leave = journal.subscribe(lambda: heard.append(journal.position()))
    saved = journal.save(Note(id="n"))
    journal.save_all([Note(), Note()])
    journal.delete(Note, "n")
    journal.undo(Note)
    assert len(heard) == 4
    assert heard[0] == saved.sequence  # called after the commit
    leave()
    leave()
    journal.save(Note())
    assert len(heard) == 4


def test_a_failing_subscriber_keeps_no_other_from_hearing_and_the_save_stands(journal):
    heard = []

    def fail():
        raise ZeroDivisionError

    journal.subscribe(fail)
    journal.subscribe(lambda: heard.append(1))
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


def test_saving_without_change_in_between_merges_nothing(journal):
    base = journal.save(Note(id="n", score=1))
    saved = journal.save(Note(id="n", score=2), base=base)
    assert saved.record.score == 2
    assert saved.conflicts == ()


def test_changes_of_two_processes_to_different_fields_are_put_together(journal, place):
    base = journal.save(Note(id="n", title="t", score=1))
    another(place).save(Note(id="n", title="theirs", score=1))
    saved = journal.save(Note(id="n", title="t", score=2), base=base)
    assert (saved.record.title, saved.record.score, saved.conflicts) == ("theirs", 2, ())
    assert journal.get(Note, "n") == saved.record


def test_a_field_that_both_changed_keeps_ours_names_it_and_keeps_theirs_in_history(journal, place):
    base = journal.save(Note(id="n", title="t"))
    another(place).save(Note(id="n", title="theirs"))
    saved = journal.save(Note(id="n", title="ours"), base=base)
    assert (saved.record.title, saved.conflicts) == ("ours", ("title",))
    assert [each.record.title for each in journal.history(Note)] == ["t", "theirs", "ours"]


def test_an_edit_brings_back_what_another_process_deleted(journal, place):
    base = journal.save(Note(id="n", title="t", text="long work"))
    another(place).delete(Note, "n")
    saved = journal.save(Note(id="n", title="new", text="long work"), base=base)
    assert saved.record == Note(id="n", title="new", text="long work")
    assert saved.conflicts == ("title",)


def test_where_the_mixture_is_invalid_ours_is_kept_whole(journal, place):
    base = journal.save(Span(id="s", low=0, high=10))
    another(place).save(Span(id="s", low=8, high=10))
    saved = journal.save(Span(id="s", low=0, high=5), base=base)
    assert saved.record == Span(id="s", low=0, high=5)
    assert saved.conflicts == ("low",)


def write_body(journal: Journal, model, record_id: str, body: str, version: int) -> None:
    with journal.engine.writing() as connection:
        connection.execute(
            revisions.insert().values(
                id=record_id + "-revision",
                record_id=record_id,
                kind=model.kind,
                body=body,
                version=version,
                saved_at="2026-01-01T00:00:00.000000+00:00",
                author="test",
            )
        )


def test_an_older_body_is_brought_up_to_date_as_it_is_read(journal):
    write_body(journal, Grown, "g", '{"id":"g","names":"a,b"}', version=1)
    assert journal.get(Grown, "g").names == ("a", "b")
    saved = journal.save(Grown(id="g", names=("c",)))
    assert [each.record.names for each in journal.history(Grown)] == [("a", "b"), ("c",)]
    assert journal.undo(Grown).undoes == saved.id
    assert journal.get(Grown, "g").names == ("a", "b")


def test_a_body_from_a_newer_version_is_refused_and_not_written_over(journal):
    write_body(journal, Note, "n", '{"id":"n","later":1}', version=99)
    before = journal.position()
    for attempt in (
        lambda: journal.current(Note),
        lambda: journal.get(Note, "n"),
        lambda: journal.save(Note(id="n")),
        lambda: journal.save_all([Note(id="m"), Note(id="n")]),
        lambda: journal.delete(Note, "n"),
        lambda: journal.undo(Note),
    ):
        with pytest.raises(JournalNewer, match="newer version of the workbook"):
            attempt()
    assert journal.position() == before
    assert "newer version" in journal.unreadable()[0].why


@pytest.mark.parametrize("body", ["{", "[]", '"text"', '{"id":"bad","score":"many"}', "1"])
def test_a_body_that_cannot_be_read_takes_no_other_record_down(journal, body):
    journal.save(Note(id="good"))
    write_body(journal, Note, "bad", body, version=1)
    assert [each.id for each in journal.records(Note)] == ["good"]
    assert [each.record_id for each in journal.history(Note)] == ["good"]
    assert journal.get(Note, "bad") is None
    (found,) = journal.unreadable()
    assert (found.kind, found.record_id) == ("test-note", "bad")
    assert found.why
    journal.save(Note(id="bad", score=1))
    assert journal.unreadable() == []


def test_two_classes_may_not_claim_one_kind():
    with pytest.raises(TypeError, match=r"both .* and .* claim kind"):

        class Impostor(Record):
            kind = "test-note"

    with pytest.raises(TypeError, match="must set its own `kind`"):

        class Nameless(Record):
            pass


def test_statements_of_every_save_agree_with_the_table(journal):
    journal.save(Note(id="n"))
    with journal.engine.reading() as connection:
        row = connection.execute(sa.select(revisions)).one()
    assert row.version == 1
    assert row.undoes is None
    assert row.author.count(":") >= 2
