"""Who may read the files, and how commits are made durable."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from workbook.journal import Journal, backup, open_journal

from .kinds import Note
from .opened import close_all

pytestmark = pytest.mark.slow


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def pragma(journal: Journal, name: str):
    with journal.engine.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.fixture(params=[0o000, 0o022])
def _umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_umask")
def test_only_the_reader_can_enter_the_folders_and_read_the_files(file):
    journal = open_journal(file)
    journal.save(Note())
    backup(file)
    found = {path.name: mode(path) for path in file.parent.rglob("*") if path.is_file()}
    assert set(found.values()) == {0o600}
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == ["journal.db"]
    assert mode(file.parent) == mode(file.parent / "backups") == 0o700


def test_a_file_that_others_could_read_becomes_private_and_a_chosen_folder_stays(file):
    open_journal(file).save(Note())
    close_all()
    file.chmod(0o644)
    file.parent.chmod(0o755)
    open_journal(file).position()
    assert mode(file) == 0o600
    assert mode(file.parent) == 0o755


def test_the_readers_own_data_folder_becomes_private(monkeypatch, tmp_path):
    monkeypatch.delenv("WORKBOOK_JOURNAL")
    (tmp_path / "the-reader's-data").mkdir(mode=0o755)
    open_journal()
    assert mode(tmp_path / "the-reader's-data") == 0o700


def test_a_save_is_on_disk_when_it_returns(file):
    journal = open_journal(file)
    assert pragma(journal, "journal_mode") == "delete"
    assert pragma(journal, "synchronous") == 3  # EXTRA: the folder is synced at every commit, too
    assert pragma(journal, "busy_timeout") == 30_000


def test_a_crash_is_rolled_back_at_the_next_opening(file):
    open_journal(file).save(Note(id="n", title="whole"))
    close_all()
    half = sqlite3.connect(file, isolation_level=None)
    half.execute("PRAGMA cache_size=1")  # so that SQLite writes pages before the commit
    half.execute("BEGIN IMMEDIATE")
    half.execute("UPDATE workbook_revisions SET body = ?", ("x" * 100_000,))
    half.execute("CREATE TABLE filler AS SELECT hex(zeroblob(100000)) AS x")
    crashed = {name: Path(name).read_bytes() for name in (str(file), f"{file}-journal")}
    half.rollback()
    half.close()
    for name, content in crashed.items():
        Path(name).write_bytes(content)
    assert open_journal(file).get(Note, "n").title == "whole"


def test_a_journal_with_a_write_ahead_log_is_turned_into_one_without(file):
    open_journal(file).save(Note(id="n", title="kept"))
    close_all()
    logged = sqlite3.connect(file)
    logged.execute("PRAGMA journal_mode=WAL")
    logged.execute("UPDATE workbook_meta SET value = value")
    logged.commit()
    crashed = {path: path.read_bytes() for path in file.parent.glob("journal.db*")}
    logged.close()
    assert len(crashed) == 3
    for path, content in crashed.items():
        path.write_bytes(content)
    assert open_journal(file).get(Note, "n").title == "kept"
    assert [path.name for path in file.parent.glob("journal.db*")] == ["journal.db"]
