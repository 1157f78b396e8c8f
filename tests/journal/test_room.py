"""A journal on a disk that is full."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.journal import (
    Journal,
    JournalError,
    describe,
    open_journal,
)

from .kinds import Note
from .opened import afresh, is_one_sentence


def save_until_it_fails(journal: Journal, name: str, saved: list[str] | None = None) -> None:
    for _ in range(1000):
        done = journal.save(Note(id=name, text="x" * 20_000))
        if saved is not None:
            saved.append(done.id)


def limit(journal: Journal, pages: int) -> None:
    with journal.engine.reading() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_a_full_journal_says_so_keeps_what_it_has_and_goes_on_once_there_is_room(used):
    journal = open_journal(used)
    before = journal.records(Note)
    limit(journal, 1)  # SQLite raises it to what the file has
    with pytest.raises(JournalError, match="no room left") as raised:
        save_until_it_fails(journal, "one too many")
    assert is_one_sentence(raised.value)
    assert "no room left" in str(raised.value)
    assert [each for each in journal.records(Note) if each.id != "one too many"] == before
    position = journal.position()
    with pytest.raises(JournalError, match="no room left"):
        journal.save_all(Note(text="x" * 20_000) for _ in range(5))
    assert journal.position() == position
    limit(journal, 1_000_000)
    journal.save(Note(id="with room", text="x" * 100_000))
    assert afresh(used).get(Note, "with room").text == "x" * 100_000


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real disk with room for one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not permitted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_on_a_disk_that_is_really_full_nothing_is_lost(small_disk):
    path = small_disk / "home" / "journal.db"
    journal = open_journal(path)
    saved: list[str] = []
    with pytest.raises(JournalError, match="no room left") as raised:
        save_until_it_fails(journal, "n", saved)
    assert is_one_sentence(raised.value)
    assert len(saved) > 5
    with pytest.raises(JournalError, match="no room left"):
        journal.save(Note(text="x" * 20_000))
    assert "no room left" in describe(path).problem
    assert [each.id for each in journal.history(Note)] == saved
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    saved.append(journal.save(Note(text="x" * 20_000)).id)
    assert [each.id for each in afresh(path).history(Note)] == saved


def test_on_a_disk_with_no_room_at_all_the_journal_is_not_half_made(small_disk):
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="space"):
        filler.write_bytes(b"x" * (2 << 20))
    with pytest.raises(JournalError, match="no room left") as raised:
        open_journal(small_disk / "home" / "journal.db")
    assert is_one_sentence(raised.value)
    filler.unlink()
    open_journal(small_disk / "home" / "journal.db").save(Note())


def test_a_disk_too_full_for_the_daily_backup_still_opens(small_disk):
    path = small_disk / "home" / "journal.db"
    journal = open_journal(path)
    journal.save_all(Note(text="x" * 10_000) for _ in range(40))
    journal.close()
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 150_000))
    assert len(afresh(path).records(Note)) == 40
    assert list(small_disk.rglob("*.json")) == []
    assert list(small_disk.rglob("*.new")) == []
    filler.unlink()
    assert len(afresh(path).records(Note)) == 40
    assert len(list(small_disk.rglob("*.json"))) == 1
