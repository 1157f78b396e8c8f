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
    JournalUnreachable,
    backup,
    open_journal,
)
from workbook.journal.places import find_place

from .kinds import Note
from .opened import afresh, is_one_sentence


def without_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(os.urandom(100))


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_in_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 5000)


def noise_in_the_middle(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(b"\xa5" * (size // 2))


def a_text_file(path: Path) -> None:
    path.write_text("Dear diary,\n" * 1000)


def empty(path: Path) -> None:
    os.truncate(path, 0)


DAMAGE = [without_header, cut_in_half, cut_in_a_page, noise_in_the_middle, a_text_file, empty]


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


def test_damage_found_while_the_journal_is_open_is_named_too(used):
    journal = open_journal(used)
    journal.get(Note, "n1")
    noise_in_the_middle(used)
    journal.engine.close()
    with pytest.raises(JournalDamaged):
        journal.save(Note(id="n1"))


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
        connection.execute(sa.text("UPDATE workbook_meta SET value = 3 WHERE name = 'schema'"))


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


def test_a_file_replaced_under_an_open_chapter_is_not_written_to(used):
    journal = open_journal(used)
    journal.get(Note, "n1")
    aside = used.with_name("elsewhere.db")
    shutil.copy(used, aside)
    os.replace(aside, used)
    before = used.read_bytes()
    with pytest.raises(JournalUnreachable, match="restart the kernel"):
        journal.save(Note())
    used.unlink()
    with pytest.raises(JournalUnreachable, match="restart the kernel"):
        journal.save(Note())
    used.write_bytes(before)
