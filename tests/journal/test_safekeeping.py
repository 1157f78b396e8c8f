"""Who may read the files, how commits are made durable, and on which folders."""

import os
import sqlite3
import stat
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from workbook.journal import Journal, backup, describe, open_journal
from workbook.journal.network import network_file_system
from workbook.journal.opening import forget, make_engine
from workbook.journal.places import find_place

from .kinds import Note


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
    assert {"journal.db", "journal.db-wal", "journal.db-shm"} < found.keys()
    assert mode(file.parent) == mode(file.parent / "backups") == 0o700


def test_a_file_that_others_could_read_becomes_private_and_a_chosen_folder_stays(file):
    open_journal(file).save(Note())
    forget(find_place(file))
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
    assert pragma(journal, "journal_mode") == "wal"
    assert pragma(journal, "synchronous") == 2  # FULL: the log is synced at every commit
    assert pragma(journal, "busy_timeout") == 30_000


@pytest.fixture
def mounted(monkeypatch, tmp_path):
    """Pretend that the test's folder is mounted from somewhere."""

    def pretend(*kinds: str) -> None:
        parts = [SimpleNamespace(mountpoint="/", fstype="ext4")]
        parts += [SimpleNamespace(mountpoint=str(tmp_path), fstype=kind) for kind in kinds]
        monkeypatch.setattr(psutil, "disk_partitions", lambda **_: parts)

    return pretend


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "lustre"])
def test_folders_that_machines_share_are_known(mounted, tmp_path, kind):
    mounted(kind)
    assert network_file_system(tmp_path / "home" / "journal.db") == kind


@pytest.mark.parametrize("kinds", [("ext4",), ("tmpfs",), ("fuseblk",), ("nfs4", "ext4"), ()])
def test_folders_of_this_machine_are_known(mounted, tmp_path, kinds):
    mounted(*kinds)
    assert network_file_system(tmp_path / "home" / "journal.db") is None


def test_in_a_network_folder_a_rollback_journal_is_used_and_doctor_says_so(mounted, file):
    mounted("nfs4")
    journal = open_journal(file)
    journal.save(Note(id="n"))
    assert pragma(journal, "journal_mode") == "delete"
    assert pragma(journal, "synchronous") == 3  # EXTRA: the folder is synced too
    assert not Path(f"{file}-wal").exists()
    assert "rollback journal, because the file is in a network folder (nfs4)" in describe(file).mode
    assert journal.get(Note, "n") is not None


def test_a_journal_moved_to_a_network_folder_and_back_changes_with_it(mounted, file):
    for kinds, expected in (((), "wal"), (("nfs4",), "delete"), ((), "wal")):
        mounted(*kinds)
        journal = open_journal(file)
        journal.save(Note())
        assert pragma(journal, "journal_mode") == expected
        forget(find_place(file))
    assert open_journal(file).position() == 3


def test_two_processes_share_a_journal_in_a_network_folder(mounted, file):
    mounted("nfs4")
    one, other = (Journal(make_engine(find_place(file))) for _ in range(2))
    for number in range(20):
        (one if number % 2 else other).save(Note(id=f"n{number}"))
    assert len(one.records(Note)) == len(other.records(Note)) == 20


def without_shared_memory(file: Path) -> str:
    """A file layer of SQLite's own that has no shared memory, as some network folders have none."""
    return f"sqlite:///file:{file}?vfs=unix-dotfile&uri=true"


def test_where_there_is_no_shared_memory_a_rollback_journal_is_used(file):
    journal = open_journal(without_shared_memory(file))
    journal.save(Note(id="n"))
    assert pragma(journal, "journal_mode") == "delete"
    assert pragma(journal, "synchronous") == 3
    forget(find_place(without_shared_memory(file)))
    facts = describe(without_shared_memory(file))
    assert "because a write-ahead log does not work where the file is" in facts.mode
    assert (facts.sound, facts.records) == (True, 1)


def test_a_journal_with_a_log_is_read_where_there_is_no_shared_memory(file):
    open_journal(file).save(Note(id="n", title="kept"))
    forget(find_place(file))
    assert file.read_bytes()[18:20] == b"\2\2"
    journal = open_journal(without_shared_memory(file))
    assert journal.get(Note, "n").title == "kept"
    journal.save(Note(id="m"))
    assert pragma(journal, "journal_mode") == "delete"


def test_a_crash_in_a_network_folder_is_rolled_back_at_the_next_opening(mounted, file):
    mounted("nfs4")
    open_journal(file).save(Note(id="n", title="whole"))
    forget(find_place(file))
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
