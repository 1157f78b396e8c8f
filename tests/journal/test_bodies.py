"""What a record may hold, and bodies that are older, newer or not readable at all."""

import pytest

from workbook.journal import JournalNewer, Record, import_file, restore

from .kinds import Grown, Note
from .opened import another, written


def test_an_older_body_is_brought_up_to_date_as_it_is_read(journal, place, tmp_path):
    old = {"record_id": "g", "kind": "test-grown", "body": {"id": "g", "names": "a,b"}}
    import_file(written(tmp_path / "e.json", old), place)
    assert journal.get(Grown, "g").names == ("a", "b")
    saved = journal.save(Grown(id="g", names=("c",)))
    assert [each.record.names for each in journal.history(Grown)] == [("a", "b"), ("c",)]
    assert journal.undo(Grown).undoes == saved.id
    assert journal.get(Grown, "g").names == ("a", "b")


def test_a_body_from_a_newer_version_is_refused_and_not_written_over(journal, place, tmp_path):
    newer = {"version": 99, "body": {"id": "n", "later": 1}}
    restore(written(tmp_path / "e.json", newer), place)
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


@pytest.mark.parametrize("body", ["{", "[]", '"text"', {"id": "bad", "score": "many"}])
def test_a_body_that_cannot_be_read_takes_no_other_record_down(journal, place, tmp_path, body):
    journal.save(Note(id="good"))
    import_file(written(tmp_path / "e.json", {"record_id": "bad", "body": body}), place)
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
