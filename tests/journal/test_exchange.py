"""Taking the journal along: exports and imports."""

import json
import stat
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.journal import (
    ImportCounts,
    Journal,
    JournalError,
    JournalNewer,
    export_file,
    import_file,
    open_journal,
    restore,
)

from .kinds import Note, Span
from .opened import carry, close_all, document, exported, rows, written

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
steps = st.lists(st.one_of(notes, st.sampled_from(["delete", "undo"])), max_size=8)


def play(journal: Journal, what) -> None:
    """Do what a reader might: save, delete, undo."""
    for step in what:
        if isinstance(step, Note):
            journal.save(step)
        elif step == "undo":
            journal.undo(Note)
        elif records := journal.records(Note):
            journal.delete(Note, records[0].id)


@given(steps, steps, steps)
@settings(max_examples=15, deadline=None)
def test_two_machines_lose_nothing_and_agree_once_they_have_swapped_exports(common, ours, theirs):
    close_all()
    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder) / "here" / "j.db", Path(folder) / "there" / "j.db"
        play(open_journal(here), common)
        written_here = rows(here)
        assert carry(here, there).added == len(written_here)
        assert rows(there) == written_here
        play(open_journal(here), ours)
        play(open_journal(there), theirs)
        before, incoming = rows(here), rows(there)
        carry(there, here)
        after = rows(here)
        assert after[: len(before)] == before
        assert {row["id"] for row in incoming} <= {row["id"] for row in after}
        assert carry(there, here).added == 0
        carry(here, there)
        one, other = (open_journal(place).records(Note) for place in (here, there))
        assert {each.id: each for each in one} == {each.id: each for each in other}
        close_all()


def test_an_import_brings_all_there_is_to_any_database_and_nothing_twice(new_place):
    here, there = new_place(), new_place()
    play(open_journal(here), [Note(id="a", text="\ud800\0"), Note(id="b"), "delete", "undo"])
    counts = carry(here, there)
    assert rows(there) == rows(here)
    assert counts == ImportCounts(added=4, present=0, kept=0)
    assert carry(here, there) == ImportCounts(added=0, present=4, kept=0)
    assert rows(there) == rows(here)


def at(hour: int) -> str:
    return f"2026-01-01T{hour}:00:00.000000+00:00"


@pytest.mark.parametrize(("hour", "expected", "kept"), [(11, "ours", 1), (13, "theirs", 0)])
def test_of_two_edits_made_apart_the_later_goes_on_and_the_other_stays_in_history(
    file, tmp_path, hour, expected, kept
):
    ours = {"id": "ours", "saved_at": at(12), "body": {"id": "n", "title": "ours"}}
    theirs = {"id": "theirs", "saved_at": at(hour), "body": {"id": "n", "title": "theirs"}}
    restore(written(tmp_path / "ours.json", ours), file)
    assert import_file(written(tmp_path / "theirs.json", theirs), file).kept == kept
    assert open_journal(file).get(Note, "n").title == expected
    history = open_journal(file).history(Note)
    assert {"ours", "theirs"} <= {each.record.title for each in history}


def test_who_went_on_from_our_state_is_later_even_with_a_clock_that_is_slow(file, tmp_path):
    first = {"saved_at": at(12)}
    second = {"saved_at": at(10), "body": {"id": "n", "title": "second"}}
    restore(written(tmp_path / "ours.json", first), file)
    import_file(written(tmp_path / "theirs.json", first, second), file)
    assert open_journal(file).get(Note, "n").title == "second"


def test_an_old_export_of_our_own_changes_nothing(file, tmp_path):
    journal = open_journal(file)
    journal.save(Note(id="n", title="first"))
    old = export_file(tmp_path / "old.json", file)
    journal.save(Note(id="n", title="second"))
    assert import_file(old, file) == ImportCounts(added=0, present=1, kept=0)
    assert journal.get(Note, "n").title == "second"


def test_an_import_keeps_each_moment_and_is_one_undo(journal, place, tmp_path):
    there = open_journal(tmp_path / "there.db")
    for title in ("first", "second"):
        there.save(Note(id="n", title=title))
    there.undo(Note)
    there.save_all([Note(id="n", title="third"), Note(id="m"), Span(id="s")])
    journal.save(Note(id="n", title="ours"))
    before = journal.records(Note)
    carry(tmp_path / "there.db", place)
    titles = [each.record.title for each in journal.history(Note, "n")]
    assert titles == ["first", "second", "first", "third", "ours", "ours"]
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


def test_subscribers_hear_an_import_once(journal, place, tmp_path):
    heard = []
    journal.subscribe(lambda kinds: heard.append(1))
    path = written(tmp_path / "e.json", {}, {"record_id": "m", "body": {"id": "m"}})
    import_file(path, place)
    import_file(path, place)
    assert heard == [1]


def test_bodies_of_unknown_kinds_and_unreadable_bodies_travel_untouched(new_place, tmp_path):
    here, there = new_place(), new_place()
    odd = [
        {"kind": "kind-of-a-later-room", "version": 7, "body": {"b": [1.5, None, {"c": "\0"}]}},
        {"body": "{not json"},
        {"body": "[1,2]"},
    ]
    import_file(written(tmp_path / "odd.json", *odd), here)
    carry(here, there)
    assert [row["body"] for row in rows(there)] == [row["body"] for row in odd]


def test_an_export_is_readable_private_and_one_revision_to_a_line(journal, place, tmp_path):
    journal.save(Note(title="שלום \N{GRINNING FACE}"))
    path = export_file(tmp_path / "mine.json", place)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    assert "שלום \N{GRINNING FACE}" in text
    found = json.loads(text)
    assert found["format"] == "netflix-interview-workbook journal"
    assert datetime.fromisoformat(found["exported_at"]).tzinfo is not None
    assert isinstance(found["revisions"][0]["body"], dict)
    assert sum(line.startswith('{"id"') for line in text.splitlines()) == 1
    assert [each.name for each in tmp_path.glob("*mine*")] == ["mine.json"]  # no draft left


def test_an_import_backs_up_what_was_there(journal, place, tmp_path):
    journal.save(Note(id="m"))
    import_file(written(tmp_path / "e.json", {}), place)
    (backup,) = journal.engine.place.backups.glob(f"{journal.engine.place.stem}-*.json")
    assert [row["record_id"] for row in json.loads(backup.read_text())["revisions"]] == ["m"]


def test_an_export_that_cannot_be_written_is_a_sentence(file, tmp_path):
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "nowhere" / "e.json"):
        with pytest.raises(JournalError, match=r"cannot be written .*; choose another place"):
            export_file(path, file)


FOREIGN = {
    "not JSON": b"title,text\n1,2\n",
    "half of one": json.dumps(document({})).encode()[:-40],
    "deep": b"[" * 100_000,
    "someone else's": b'{"format": "other", "schema": 1, "revisions": []}',
    "no revisions": document() | {"revisions": {}},
    "the same id twice": document({"id": "a"}, {"id": "a"}),
    "a time without a zone": document({"saved_at": "2026-01-01T00:00:00"}),
    "an id of 100 characters": document({"id": "x" * 100}),
    "a moment beyond the calendar": document({"saved_at": "9999-12-31T23:59:59-14:00"}),
    "the id of another record": document({"body": {"id": "other"}}),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_file_that_is_not_a_whole_export_is_refused_and_nothing_changes(tmp_path, file, content):
    open_journal(file).save(Note(id="n"))
    before = rows(file)
    path = tmp_path / "e.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    for use in (import_file, restore):
        with pytest.raises(JournalError, match=r"nothing was changed\. Choose a file that"):
            use(path, file)
    assert rows(file) == before
    assert not (file.parent / "backups").exists()


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path, file):
    for path in (tmp_path, tmp_path / "missing.json"):
        with pytest.raises(JournalError, match="cannot be read"):
            import_file(path, file)


@pytest.mark.parametrize("newer", [document() | {"schema": 4}, document({"version": 2})])
def test_a_file_from_a_newer_version_is_refused_and_nothing_changes(tmp_path, file, newer):
    path = tmp_path / "e.json"
    path.write_text(json.dumps(newer))
    with pytest.raises(JournalNewer, match=r"newer version.*Update the workbook"):
        import_file(path, file)
    assert open_journal(file).position() == 0


def test_an_export_of_the_first_version_that_an_editor_saved_again_is_understood(tmp_path, file):
    old = document({"body": {"id": "n", "title": "t"}}) | {"schema": 1}
    for name in ("undoes", "piece"):
        del old["revisions"][0][name]
    path = tmp_path / "e.json"
    path.write_text(json.dumps(old), encoding="utf-8-sig")
    assert import_file(path, file).added == 1
    assert open_journal(file).get(Note, "n").title == "t"
    assert exported(file)["schema"] == 3
