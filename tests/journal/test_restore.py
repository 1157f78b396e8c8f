"""Backups, and the way back from them."""

import multiprocessing
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from workbook.journal import (
    Journal,
    JournalDamaged,
    JournalError,
    backup,
    describe,
    export_file,
    open_journal,
    restore,
)
from workbook.journal.backup import KEEP, backup_files
from workbook.journal.exchange import back_up, import_document, read_file
from workbook.journal.opening import forget
from workbook.journal.places import find_place

from .kinds import Note
from .test_exchange import rows


def afresh(place) -> Journal:
    forget(find_place(place))
    return open_journal(place)


def made_older(place, days: float) -> None:
    """Rename the backups as if they had been taken that many days earlier."""
    found = find_place(place)
    for path in backup_files(found):
        stamp = path.name.removeprefix(f"{found.stem}-").removesuffix(".json")
        taken = datetime.strptime(stamp, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
        earlier = (taken - timedelta(days=days)).strftime("%Y%m%dT%H%M%S.%fZ")
        path.rename(path.with_name(f"{found.stem}-{earlier}.json"))


def test_a_backup_holds_everything_and_is_private(journal, place):
    journal.save(Note(id="n", title="t"))
    journal.delete(Note, "n")
    path = backup(place)
    other = open_journal("sqlite://")
    import_document(other, read_file(path))
    assert rows(other) == rows(journal)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_first_opening_of_a_day_backs_up_what_is_new(place):
    found = find_place(place)
    open_journal(place)
    assert backup_files(found) == []  # nothing to keep yet
    open_journal(place).save(Note())
    for days, saves, expected in (
        (0, True, 1),  # the first opening with anything in it
        (0, True, 1),  # something new, the same day
        (1.1, False, 2),  # a day later, with what was new
        (1.1, True, 2),  # another day later, nothing was new
        (0, False, 3),  # now something is, and the newest backup is over a day old
    ):
        made_older(place, days)
        journal = afresh(place)
        assert len(backup_files(found)) == expected
        if saves:
            journal.save(Note())


def test_the_newest_twenty_are_kept(journal, place):
    journal.save(Note())
    taken = [backup(place) for _ in range(KEEP + 3)]
    assert backup_files(find_place(place)) == taken[:2:-1]


def test_journals_in_one_folder_keep_their_backups_apart(tmp_path):
    one, other = tmp_path / "one.db", tmp_path / "one-more.db"
    open_journal(one).save(Note(id="a"))
    open_journal(other).save(Note(id="b"))
    taken = backup(one), backup(other)
    assert backup_files(find_place(one)) == [taken[0]]
    assert backup_files(find_place(other)) == [taken[1]]


def test_a_journal_in_memory_has_no_backup():
    with pytest.raises(JournalError, match="export it to a file"):
        back_up(open_journal("sqlite://"))


@pytest.mark.parametrize("damage", ["header", "half", "empty"])
def test_restore_puts_a_damaged_file_aside_and_goes_on_from_the_newest_backup(file, damage):
    journal = open_journal(file)
    journal.save(Note(id="n", title="kept"))
    kept = rows(journal)
    newest = backup(file)
    journal.close()
    if damage == "header":
        file.write_bytes(b"garbage" + file.read_bytes()[7:])
    else:
        os.truncate(file, file.stat().st_size // 2 if damage == "half" else 0)
    broken = file.read_bytes()
    with pytest.raises(JournalDamaged):
        afresh(file)
    said = restore(url=file)
    assert said.startswith(f"Restored 1 record from {newest}. ")
    (aside,) = file.parent.glob("journal-aside-*.db")
    assert str(aside) in said
    assert aside.read_bytes() == broken
    assert rows(open_journal(file)) == kept
    open_journal(file).save(Note(id="m"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_log_of_the_damaged_file_goes_aside_with_it(file):
    journal = open_journal(file)
    journal.save(Note(id="n"))
    backup(file)
    journal.save(Note(id="only in the log"))
    log = file.with_name("journal.db-wal").read_bytes()
    journal.close()
    file.write_bytes(b"garbage")
    file.with_name("journal.db-wal").write_bytes(log)
    restore(url=file)
    assert [each.id for each in open_journal(file).records(Note)] == ["n"]
    assert [path.read_bytes() for path in file.parent.glob("journal-aside-*.db-wal")] == [log]


def test_restoring_a_sound_journal_backs_it_up_first(place):
    journal = open_journal(place)
    journal.save(Note(id="n", title="old"))
    old = backup(place)
    journal.save(Note(id="n", title="new"))
    position = journal.position()
    restore(old, place)
    assert open_journal(place).get(Note, "n").title == "old"
    assert len(backup_files(find_place(place))) == 2
    restore(url=place)
    assert open_journal(place).get(Note, "n").title == "new"
    assert open_journal(place).position() >= position


def test_restore_makes_a_journal_where_there_is_none(file, tmp_path):
    open_journal(file).save(Note(id="n"))
    path = export_file(tmp_path / "e.json", file)
    elsewhere = tmp_path / "elsewhere" / "journal.db"
    assert "There was no journal to put aside." in restore(path, elsewhere)
    assert open_journal(elsewhere).get(Note, "n") is not None


def test_restore_without_any_good_backup_is_a_sentence_and_changes_nothing(file):
    open_journal(file).save(Note())
    with pytest.raises(JournalError, match="there is no backup; name an export"):
        restore(url=file)
    backup(file).write_text("{")
    before = rows(open_journal(file))
    with pytest.raises(JournalError, match="none of the backups can be read"):
        restore(url=file)
    assert rows(open_journal(file)) == before


def test_restore_refuses_what_is_not_a_backup_and_changes_nothing(place, tmp_path):
    open_journal(place).save(Note())
    before = rows(open_journal(place))
    (tmp_path / "e.json").write_text("{}")
    with pytest.raises(JournalError, match="was not exported by this workbook"):
        restore(tmp_path / "e.json", place)
    assert rows(open_journal(place)) == before


def test_restore_waits_until_every_chapter_is_closed(file):
    """Who closes the old file last would delete the new one's log."""
    journal = open_journal(file)
    journal.save(Note(id="n"))
    backup(file)
    fork = multiprocessing.get_context("fork")
    hear, tell = fork.Pipe(duplex=False)
    go_on, wait = fork.Pipe(duplex=False)

    def chapter():
        journal.save(Note(id="open elsewhere"))
        tell.send(1)
        go_on.recv()

    process = fork.Process(target=chapter)
    process.start()
    hear.recv()
    with pytest.raises(JournalError, match=r"open in a chapter; shut down all kernels"):
        restore(url=file)
    assert open_journal(file).get(Note, "open elsewhere") is not None
    wait.send(1)
    process.join()
    restore(url=file)


def test_a_look_at_the_journal_keeps_the_chapter_that_has_it_open_safe(file):
    """SQLite's locks belong to the process: closing the file once more must not drop them."""
    journal = open_journal(file)
    journal.save(Note(id="n"))
    describe(file)
    backup(file)
    code = "import sys; from workbook.journal.restoring import refuse_if_open as refuse;"
    code += "from pathlib import Path; refuse(Path(sys.argv[1]))"
    # Not a fork, before which this process would close the file.
    asked = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False
    )
    assert "is open in a chapter" in asked.stderr


def test_restore_that_fails_half_way_leaves_the_journal_as_it_was(file, monkeypatch):
    open_journal(file).save(Note(id="n"))
    backup(file)
    before = rows(open_journal(file))

    def fail(path, document):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workbook.journal.restoring._fill", fail)
    with pytest.raises(JournalError, match=r"No space left on device.*it is as it was"):
        restore(url=file)
    assert rows(open_journal(file)) == before
    assert list(file.parent.glob(".*restored*")) == []


def test_describe_says_where_the_journal_is_and_how_it_is(place):
    journal = open_journal(place)
    journal.save(Note(id="n"))
    journal.save(Note(id="n", score=1))
    journal.save(Note(id="m"))
    journal.delete(Note, "m")
    taken = backup(place)
    facts = describe(place)
    assert (facts.exists, facts.sound, facts.problem) == (True, True, None)
    assert (facts.records, facts.revisions, facts.unreadable) == (1, 4, ())
    assert facts.newest_backup == taken
    assert abs(datetime.now(UTC) - facts.newest_backup_at) < timedelta(minutes=1)
    assert facts.size > 1000
    assert "SQLite" in facts.mode or "postgresql" in facts.mode
    assert facts.where == find_place(place).label


def test_describe_makes_nothing(file):
    facts = describe(file)
    assert (facts.exists, facts.sound, facts.records) == (False, True, 0)
    assert not file.parent.exists()


def test_describe_tells_of_damage_and_changes_nothing(file):
    open_journal(file).save(Note())
    taken = backup(file)
    forget(find_place(file))
    file.write_bytes(b"garbage")
    facts = describe(file)
    assert not facts.sound
    assert "is damaged" in facts.problem
    assert facts.newest_backup == taken
    assert file.read_bytes() == b"garbage"
