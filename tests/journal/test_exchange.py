import json
import stat
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook.journal import (
    ImportCounts,
    Journal,
    JournalError,
    JournalNewer,
    export_file,
    import_file,
    open_journal,
)
from workbook.journal.documents import read_document, read_rows
from workbook.journal.exchange import export_document, import_document
from workbook.journal.opening import make_engine
from workbook.journal.places import find_place
from workbook.journal.tables import SCHEMA

from .kinds import Note, Span
from .test_bodies import write_body

pytestmark = pytest.mark.slow

texts = st.text(st.characters(), max_size=20)  # all of Unicode, half surrogate pairs among it
notes = st.builds(
    Note,
    id=st.sampled_from("abc"),
    title=texts,
    text=texts,
    score=st.integers(),
    tags=st.lists(texts, max_size=3).map(tuple),
)
steps = st.lists(st.one_of(notes, st.sampled_from(["delete", "undo"])), max_size=12)
on_each = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def play(journal: Journal, what) -> None:
    """Do what a reader might: save, delete, undo."""
    for step in what:
        if isinstance(step, Note):
            journal.save(step)
        elif step == "undo":
            journal.undo(Note)
        elif records := journal.records(Note):
            journal.delete(Note, records[0].id)


def rows(journal: Journal):
    with journal.engine.reading() as connection:
        kept = [row.row() for row in read_rows(connection)]
    return [{name: row[name] for name in row if name not in ("piece", "undoes")} for row in kept]


def carry(source: Journal, target: Journal) -> ImportCounts:
    return import_document(target, read_document(export_document(source), "the export"))


@given(steps)
@on_each
def test_export_then_import_gives_the_same_records_and_history(new_place, what):
    here, there = open_journal(new_place()), open_journal(new_place())
    play(here, what)
    counts = carry(here, there)
    assert there.records(Note) == here.records(Note)
    assert rows(there) == rows(here)
    assert counts.added == len(rows(here))
    assert carry(here, there) == ImportCounts(added=0, present=counts.added, kept=0)
    assert rows(there) == rows(here)
    here.close()
    there.close()


@given(steps, steps, steps)
@settings(max_examples=30, deadline=None)
def test_whatever_is_imported_nothing_that_was_there_is_lost(common, ours, theirs):
    here, there = open_journal("sqlite://"), open_journal("sqlite://")
    play(here, common)
    carry(here, there)
    play(here, ours)
    play(there, theirs)
    before, incoming = rows(here), rows(there)
    carry(there, here)
    after = rows(here)
    assert after[: len(before)] == before
    assert {row["id"] for row in incoming} <= {row["id"] for row in after}
    assert carry(there, here).added == 0


@given(steps, steps, steps)
@settings(max_examples=30, deadline=None)
def test_two_machines_that_swap_exports_end_up_with_the_same_records(common, ours, theirs):
    here, there = open_journal("sqlite://"), open_journal("sqlite://")
    play(here, common)
    carry(here, there)
    play(here, ours)
    play(there, theirs)
    carry(there, here)
    carry(here, there)

    def by_id(journal):
        return {each.id: each for each in journal.records(Note)}

    assert by_id(here) == by_id(there)


def at(moment: datetime) -> Journal:
    return Journal(make_engine(find_place("sqlite://")), now=lambda: moment)


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_of_two_edits_made_apart_the_later_goes_on_and_the_other_stays_in_history():
    for delay, expected, kept in ((-1, "ours", 1), (1, "theirs", 0), (0, "ours", 1)):
        here, there = at(NOON), at(NOON + timedelta(hours=delay))
        here.save(Note(id="n", title="ours"))
        there.save(Note(id="n", title="theirs"))
        assert carry(there, here).kept == kept
        assert here.get(Note, "n").title == expected
        assert {"ours", "theirs"} <= {each.record.title for each in here.history(Note)}


def test_an_import_keeps_each_moment_and_is_one_undo(journal):
    there = at(NOON)
    for title in ("first", "second"):
        there.save(Note(id="n", title=title))
    there.undo(Note)
    there.save_all([Note(id="n", title="third"), Note(id="m"), Span(id="s")])
    journal.save(Note(id="n", title="ours"))
    before = journal.records(Note)
    carry(there, journal)
    titles = [each.record.title for each in journal.history(Note, "n")]
    assert titles == ["first", "second", "first", "third", "ours", "ours"][: len(titles)]
    assert {each.saved_at for each in there.history(Note)} < {
        each.saved_at for each in journal.history(Note)
    }
    assert {each.id for each in journal.records(Note)} == {"n", "m"}
    journal.undo(Note, Span)
    assert (journal.records(Note), journal.records(Span)) == (before, [])
    journal.redo(Note, Span)
    assert {each.id for each in journal.records(Note)} == {"n", "m"}
    journal.undo(Note, Span)
    journal.undo(Note, Span)
    assert journal.records(Note) == []


def test_who_went_on_from_our_state_is_later_even_with_a_clock_that_is_slow():
    here, there = at(NOON), at(NOON - timedelta(days=1))
    here.save(Note(id="n", title="first"))
    carry(here, there)
    there.save(Note(id="n", title="second"))
    carry(there, here)
    assert here.get(Note, "n").title == "second"


def test_an_old_export_of_our_own_changes_nothing():
    here = at(NOON)
    here.save(Note(id="n", title="first"))
    old = read_document(export_document(here), "old")
    here.save(Note(id="n", title="second"))
    assert import_document(here, old) == ImportCounts(added=0, present=1, kept=0)
    assert here.get(Note, "n").title == "second"


def test_subscribers_hear_an_import_once(journal):
    heard = []
    journal.subscribe(lambda kinds: heard.append(1))
    other = open_journal("sqlite://")
    other.save(Note())
    other.save(Note())
    carry(other, journal)
    carry(other, journal)
    assert heard == [1]


def test_bodies_of_unknown_kinds_and_unreadable_bodies_travel_untouched(new_place):
    class Later:
        kind = "kind-of-a-later-room"

    here, there = open_journal(new_place()), open_journal(new_place())
    write_body(here, Later, "x", '{"b":[1.5,null,{"c":"\\u0000"}],"a":1}', version=7)
    write_body(here, Note, "broken", "{not json", version=1)
    write_body(here, Note, "list", "[1,2]", version=1)
    carry(here, there)
    assert rows(there) == rows(here)


def test_an_export_is_readable_private_and_one_revision_to_a_line(journal, tmp_path):
    journal.save(Note(title="שלום \N{GRINNING FACE}"))
    path = export_file(tmp_path / "mine.json", journal_place(journal))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    assert "שלום \N{GRINNING FACE}" in text
    found = json.loads(text)
    assert found["format"] == "netflix-interview-workbook journal"
    assert found["schema"] == SCHEMA
    assert datetime.fromisoformat(found["exported_at"]).tzinfo is not None
    assert isinstance(found["revisions"][0]["body"], dict)
    assert sum(line.startswith('{"id"') for line in text.splitlines()) == 1
    assert [each.name for each in tmp_path.glob("*mine*")] == ["mine.json"]  # no draft left


def journal_place(journal: Journal) -> str:
    place = journal.engine.place
    return str(place.path or place.url.render_as_string(hide_password=False))


def test_import_file_counts_and_backs_up_what_was_there(new_place, tmp_path):
    here, there = new_place(), new_place()
    open_journal(here).save(Note(id="n", title="carried"))
    open_journal(there).save(Note(id="m"))
    path = export_file(tmp_path / "e.json", here)
    assert import_file(path, there) == ImportCounts(added=1, present=0, kept=0)
    assert {each.id for each in open_journal(there).records(Note)} == {"n", "m"}
    place = open_journal(there).engine.place
    assert len(list(place.backups.glob(f"{place.stem}-*.json"))) == 1


def test_an_export_that_cannot_be_written_is_a_sentence(file, tmp_path):
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "nowhere" / "e.json"):
        with pytest.raises(JournalError, match=r"cannot be written .*; choose another place"):
            export_file(path, file)


def whole() -> dict:
    journal = open_journal("sqlite://")
    journal.save(Note(id="n", title="t"))
    return json.loads(export_document(journal))


def spoiled(**changes) -> bytes:
    document = whole()
    document["revisions"][0] |= changes
    return json.dumps(document).encode()


FOREIGN = {
    "nothing": b"",
    "not JSON": b"title,text\n1,2\n",
    "half of one": json.dumps(whole()).encode()[:-40],
    "bytes": bytes(range(256)),
    "deep": b"[" * 100_000,
    "a list": b"[]",
    "someone else's": b'{"format": "other", "schema": 1, "revisions": []}',
    "no schema": b'{"format": "netflix-interview-workbook journal", "revisions": []}',
    "no revisions": json.dumps(whole() | {"revisions": {}}).encode(),
    "no date": json.dumps(whole() | {"exported_at": "soon"}).encode(),
    "a revision that is not one": json.dumps(whole() | {"revisions": [3]}).encode(),
    "the same id twice": json.dumps(whole() | {"revisions": whole()["revisions"] * 2}).encode(),
    "no body": spoiled(body=5),
    "a time without a zone": spoiled(saved_at="2026-01-01T00:00:00"),
    "NUL in an id": spoiled(id="a\0b"),
    "an id of 100 characters": spoiled(id="x" * 100),
    "one field more": spoiled(extra=1),
    "version nought": spoiled(version=0),
    "a moment beyond the calendar": spoiled(saved_at="9999-12-31T23:59:59-14:00"),
    "the id of another record": spoiled(body={"id": "other"}),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_file_that_is_not_a_whole_export_is_refused_and_nothing_changes(tmp_path, file, content):
    journal = open_journal(file)
    journal.save(Note(id="n"))
    before = rows(journal)
    path = tmp_path / "e.json"
    path.write_bytes(content)
    with pytest.raises(JournalError, match=r"nothing was changed\. Choose a file that"):
        import_file(path, file)
    assert rows(journal) == before
    assert not (file.parent / "backups").exists()


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path, file):
    for path in (tmp_path, tmp_path / "missing.json"):
        with pytest.raises(JournalError, match="cannot be read"):
            import_file(path, file)


@pytest.mark.parametrize(
    "content", [json.dumps(whole() | {"schema": SCHEMA + 1}).encode(), spoiled(version=2)]
)
def test_a_file_from_a_newer_version_is_refused_and_nothing_changes(tmp_path, file, content):
    path = tmp_path / "e.json"
    path.write_bytes(content)
    with pytest.raises(JournalNewer, match=r"newer version.*Update the workbook"):
        import_file(path, file)
    assert open_journal(file).position() == 0


def test_an_export_of_schema_one_is_understood(tmp_path, file):
    document = whole() | {"schema": 1}
    del document["revisions"][0]["undoes"]
    path = tmp_path / "e.json"
    path.write_text(json.dumps(document))
    assert import_file(path, file).added == 1
    assert open_journal(file).get(Note, "n").title == "t"


def test_an_export_saved_by_an_editor_with_a_byte_order_mark_is_understood(tmp_path, file):
    path = tmp_path / "e.json"
    path.write_text(json.dumps(whole()), encoding="utf-8-sig")
    assert import_file(path, file).added == 1
