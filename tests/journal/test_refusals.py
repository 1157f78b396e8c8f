"""A journal that cannot be used: one clear sentence, and not a byte of it changed."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from workbook.journal import (
    JournalDamaged,
    JournalError,
    JournalNewer,
    backup,
    describe,
    export_file,
    open_journal,
    restore,
)
from workbook.journal.places import find_place

from .kinds import Note
from .opened import afresh, another, close_all, is_one_sentence


def without_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(os.urandom(100))


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def noise_in_the_middle(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(b"\xa5" * (size // 2))


def a_text_file(path: Path) -> None:
    path.write_text("Dear diary,\n" * 1000)


def empty(path: Path) -> None:
    os.truncate(path, 0)


DAMAGE = [without_header, cut_in_half, noise_in_the_middle, a_text_file, empty]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_journal_is_named_with_its_newest_good_backup_and_not_written_to(used, damage):
    newest = backup(used)
    open_journal(used).close()
    damage(used)
    before = used.read_bytes()
    for _ in range(2):
        with pytest.raises(JournalDamaged) as raised:
            afresh(used)
        assert is_one_sentence(raised.value)
        assert f"The journal {used} is damaged (" in str(raised.value)
        assert str(newest) in str(raised.value)
        assert "300 records" in str(raised.value)
        assert "`workbook restore`" in str(raised.value)
    assert used.read_bytes() == before


def test_a_damaged_backup_is_not_the_one_that_is_named(used):
    good, bad = backup(used), backup(used)
    bad.write_bytes(bad.read_bytes()[:-10])
    without_header(used)
    with pytest.raises(JournalDamaged) as raised:
        afresh(used)
    assert str(good) in str(raised.value)
    assert str(bad) not in str(raised.value)


def test_without_a_backup_the_sentence_says_so(used):
    shutil.rmtree(used.parent / "backups", ignore_errors=True)
    without_header(used)
    with pytest.raises(JournalDamaged, match="There is no good backup"):
        afresh(used)


def test_an_empty_file_is_a_new_journal_where_there_never_was_one(file):
    file.parent.mkdir()
    file.touch()
    open_journal(file).save(Note(id="n"))
    assert afresh(file).get(Note, "n") is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_database_of_someone_else_is_refused(file):
    file.parent.mkdir()
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE photographs (name TEXT)")
    other.commit()
    other.close()
    before = file.read_bytes()
    with pytest.raises(JournalError, match="not a workbook's journal") as raised:
        open_journal(file)
    assert is_one_sentence(raised.value)
    assert file.read_bytes() == before


def make_newer(place: str) -> None:
    with open_journal(place).engine.writing() as connection:
        connection.execute(sa.text("UPDATE workbook_meta SET value = 99 WHERE name = 'schema'"))


def test_a_journal_of_a_newer_schema_is_refused_and_nothing_changed(place):
    journal = open_journal(place)
    journal.save(Note(id="n"))
    make_newer(place)
    journal.close()
    path = find_place(place).path
    before = path.read_bytes() if path else b""
    with pytest.raises(JournalNewer, match="newer version of the workbook") as raised:
        afresh(place)
    assert is_one_sentence(raised.value)
    assert not path or path.read_bytes() == before


def test_a_chapter_left_open_during_an_upgrade_no_longer_writes(place):
    journal = open_journal(place)
    journal.save(Note(id="n"))
    make_newer(place)
    before = journal.position()
    with pytest.raises(JournalNewer, match="restart its kernel") as raised:
        journal.save(Note(id="m"))
    assert is_one_sentence(raised.value)
    assert journal.position() == before


def test_a_chapter_goes_on_with_the_file_that_took_the_name_and_makes_none_where_it_is_gone(used):
    journal = open_journal(used)
    journal.get(Note, "n1")
    aside = used.with_name("elsewhere.db")
    shutil.copy(used, aside)
    before = journal.position()
    os.replace(aside, used)
    assert journal.save(Note(id="here")).sequence == before + 1
    assert afresh(used).get(Note, "here") is not None
    kept = used.read_bytes()
    shutil.rmtree(used.parent / "backups", ignore_errors=True)
    journal = open_journal(used)
    used.unlink()
    for _ in range(2):
        with pytest.raises(JournalError, match="moved or deleted while this chapter"):
            journal.save(Note())
    used.write_bytes(kept)
    journal.save(Note(id="n"))
    assert another(used).get(Note, "here") is not None


def test_a_revision_that_is_not_as_it_was_written_is_damage_however_it_is_met(used):
    taken = backup(used)
    close_all()
    content = used.read_bytes()
    at = content.index(b"word word", len(content) // 2)
    for byte in (b"x", b"\xff"):  # another letter; no text at all
        used.write_bytes(content[:at] + byte + content[at + 1 :])
        for attempt in (
            lambda: another(used).records(Note),
            lambda: another(used).history(Note),
            lambda: backup(used),
            lambda: export_file(used.with_name("e.json"), used),
        ):
            with pytest.raises(JournalDamaged) as raised:
                attempt()
            assert is_one_sentence(raised.value)
            assert str(taken) in str(raised.value)
        assert "is damaged" in describe(used).problem
    assert [path.name for path in taken.parent.iterdir()] == [taken.name]
    restore(url=used)
    assert len(open_journal(used).records(Note)) == 300
