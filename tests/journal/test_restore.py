"""Backups, and the way back from them."""

import os
import stat
from datetime import UTC, datetime, timedelta

import pytest

from workbook.journal import (
    JournalDamaged,
    JournalError,
    JournalMissing,
    backup,
    describe,
    export_file,
    open_journal,
    restore,
)
from workbook.journal.copies import backup_files
from workbook.journal.places import find_place

from .kinds import Note
from .opened import afresh, another, close_all, is_one_sentence, rows

pytestmark = pytest.mark.slow


def made_older(place, days: float) -> None:
    """Rename the backups as if they had been taken that many days earlier."""
    found = find_place(place)
    for path, taken in backup_files(found).items():
        earlier = (taken - timedelta(days=days)).strftime("%Y%m%dT%H%M%S.%fZ")
        path.rename(path.with_name(f"{found.stem}-{earlier}.json"))


def test_a_backup_holds_everything_and_is_private(journal, place):
    journal.save(Note(id="n", title="t"))
    journal.delete(Note, "n")
    path = backup(place)
    before = rows(place)
    journal.save(Note(id="m"))
    restore(path, place)
    assert rows(place) == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_open_journal_reads_what_a_restore_has_put_in_place(journal, place):
    for note in (Note(id="n", title="first"), Note(id="m")):
        journal.save(note)
    path = backup(place)
    journal.save(Note(id="n", title="second"))
    assert [each.title for each in journal.records(Note)] == ["second", ""]
    restore(path, place)
    found = journal.current(Note)
    assert [each.record.title for each in found] == ["first", ""]
    assert found == [journal.newest(Note, record_id) for record_id in ("n", "m")]


def test_the_first_opening_of_a_day_backs_up_what_is_new(place):
    found = find_place(place)
    open_journal(place)
    assert not backup_files(found)  # nothing to keep yet
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


def test_backups_are_kept_by_day_week_and_month(file):
    open_journal(file).save(Note())
    found, now, content = find_place(file), datetime.now(UTC), backup(file).read_bytes()
    for hours in (1, 2, 30, 31, 80, *range(24 * 20, 24 * 800, 24)):
        taken = now - timedelta(hours=hours)
        found.backups.joinpath(f"journal-{taken:%Y%m%dT%H%M%S.%fZ}.json").write_bytes(content)
    backup(file)
    ages = [(now - taken) / timedelta(hours=1) for taken in backup_files(found).values()]
    assert sum(age < 24 for age in ages) == 4  # all of the last day
    assert sum(24 < age < 24 * 14 for age in ages) == 2 + (31 in ages)  # one of each day
    months = {(now - timedelta(hours=age)).strftime("%Y-%m") for age in ages}
    assert len(months) in (26, 27, 28)  # one of each month since the first
    assert len(ages) < 50


def test_journals_in_one_folder_keep_their_backups_apart(tmp_path):
    one, other = tmp_path / "one.db", tmp_path / "one-more.db"
    open_journal(one).save(Note(id="a"))
    open_journal(other).save(Note(id="b"))
    taken = backup(one), backup(other)
    assert list(backup_files(find_place(one))) == [taken[0]]
    assert list(backup_files(find_place(other))) == [taken[1]]


@pytest.mark.parametrize("damage", ["header", "half", "empty"])
def test_restore_puts_a_damaged_file_aside_and_goes_on_from_the_newest_backup(file, damage):
    journal = open_journal(file)
    journal.save(Note(id="n", title="kept"))
    kept = rows(file)
    newest = backup(file)
    journal.close()
    if damage == "header":
        file.write_bytes(b"garbage" + file.read_bytes()[7:])
    else:
        os.truncate(file, file.stat().st_size // 2 if damage == "half" else 0)
    broken = file.read_bytes()
    with pytest.raises(JournalDamaged) as raised:
        afresh(file)
    facts = describe(file)
    assert (facts.problem, facts.newest_backup) == (str(raised.value), newest)
    assert file.read_bytes() == broken
    said = restore(url=file)
    assert said.startswith(f"Restored 1 record from {newest}. ")
    (aside,) = file.parent.glob("journal-aside-*.db")
    assert str(aside) in said
    assert aside.read_bytes() == broken
    assert rows(file) == kept
    open_journal(file).save(Note(id="m"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_a_killed_writer_left_beside_a_damaged_file_does_not_reach_the_new_one(file):
    open_journal(file).save(Note(id="n"))
    backup(file)
    close_all()
    file.write_bytes(b"garbage")
    left = file.with_name("journal.db-journal")
    left.write_bytes(b"half a page")
    restore(url=file)
    assert [each.id for each in open_journal(file).records(Note)] == ["n"]
    assert not left.exists()
    assert [path.read_bytes() for path in file.parent.glob("journal-aside-*.db")] == [b"garbage"]


def test_a_link_to_the_journal_stays_a_link(file, tmp_path):
    open_journal(file).save(Note(id="n"))
    link = tmp_path / "link.db"
    link.symlink_to(file)
    assert open_journal(link) is open_journal(file)
    restore(backup(file), link)
    assert link.is_symlink()
    assert afresh(file).get(Note, "n") is not None
    close_all()
    file.unlink()
    with pytest.raises(JournalMissing, match=r"is a link to .*, which is not there"):
        open_journal(link)


def test_a_journal_that_is_gone_is_asked_about_and_no_empty_one_takes_its_place(file):
    open_journal(file).save(Note(id="n"))
    newest = backup(file)
    close_all()
    file.unlink()
    with pytest.raises(JournalMissing) as raised:
        open_journal(file)
    assert is_one_sentence(raised.value)
    for words in (str(newest), "1 record", "`workbook restore`", "To begin anew, move the folder"):
        assert words in str(raised.value)
    assert describe(file).problem == str(raised.value)
    assert not file.exists()
    restore(url=file)
    assert open_journal(file).get(Note, "n") is not None
    close_all()
    file.unlink()
    (file.parent / "backups").rename(file.parent / "old")
    assert open_journal(file).records(Note) == []


def test_what_killed_commands_left_is_swept_at_the_next_start(file):
    open_journal(file).save(Note())
    left = [
        file.with_name(".journal.db.x1.new"),
        file.with_name(".journal.db.x1.new-journal"),
        backup(file).with_name(".journal-20200101T000000.000000Z.json.x2.new"),
    ]
    young = file.with_name(".journal.db.x3.new")
    for path in (*left, young):
        path.write_bytes(b"half")
    for path in left:
        os.utime(path, (0, 0))
    afresh(file)
    assert [path.exists() for path in left] == [False] * 3
    assert young.exists()  # perhaps another process is still writing it


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


def test_what_a_restore_took_away_comes_back_with_the_next(file):
    journal = open_journal(file)
    journal.save(Note(id="n"))
    restore(backup(file), file)
    journal.save(Note(id="m"))
    restore(min(backup_files(find_place(file))), file)
    assert journal.records(Note) == [Note(id="n")]
    restore(url=file)
    assert {each.id for each in journal.records(Note)} == {"n", "m"}
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == [file.name]


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
    before = rows(file)
    with pytest.raises(JournalError, match="none of the backups can be read"):
        restore(url=file)
    assert rows(file) == before


def test_restore_refuses_what_is_not_a_backup_and_changes_nothing(place, tmp_path):
    open_journal(place).save(Note())
    before = rows(place)
    (tmp_path / "e.json").write_text("{}")
    with pytest.raises(JournalError, match="was not exported by this workbook"):
        restore(tmp_path / "e.json", place)
    assert rows(place) == before


def test_a_chapter_that_is_open_during_a_restore_goes_on_with_what_was_restored(place):
    journal = another(place)
    journal.save(Note(id="n"))
    kept = backup(place)
    base = journal.save(Note(id="n", title="later"))
    position = journal.position()
    restore(kept, place)
    assert journal.position() > position  # so its panels see that it has moved
    assert journal.get(Note, "n").title == ""
    journal.save(Note(id="n", title="later", score=1), base=base)
    assert open_journal(place).get(Note, "n").score == 1


@pytest.mark.parametrize("head", [b"", b"garbage"], ids=["sound", "damaged"])
def test_restore_that_fails_half_way_leaves_the_journal_as_it_was(file, monkeypatch, head):
    open_journal(file).save(Note(id="n"))
    backup(file)
    close_all()
    before = head + file.read_bytes()[len(head) :]
    file.write_bytes(before)

    def full(connection, rows):
        connection.exec_driver_sql("DELETE FROM workbook_revisions")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workbook.journal.engine.replace_rows", full)
    with pytest.raises(JournalError, match="no room left"):
        restore(url=file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == [file.name]


def test_describe_says_where_the_journal_is_and_how_it_is(place):
    journal = open_journal(place)
    journal.save(Note(id="n"))
    journal.save(Note(id="n", score=1))
    journal.save(Note(id="m"))
    journal.delete(Note, "m")
    taken = backup(place)
    facts = describe(place)
    assert (facts.exists, facts.problem) == (True, None)
    assert (facts.records, facts.revisions, facts.unreadable) == (1, 4, ())
    assert facts.newest_backup == taken
    assert abs(datetime.now(UTC) - facts.newest_backup_at) < timedelta(minutes=1)
    assert facts.where == find_place(place).label


def test_describe_makes_nothing(file):
    facts = describe(file)
    assert (facts.exists, facts.problem, facts.records) == (False, None, 0)
    assert not file.parent.exists()
