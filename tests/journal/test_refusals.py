"""A journal that cannot be used: one clear sentence, and not a byte of it changed."""

import multiprocessing
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

import workbook.journal
from workbook.journal import (
    Journal,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalNewer,
    JournalReadOnly,
    JournalUnreachable,
    backup,
    open_journal,
)
from workbook.journal.opening import forget, make_engine
from workbook.journal.places import find_place

from .kinds import Note

fork = multiprocessing.get_context("fork")


@pytest.fixture
def used(file: Path) -> Path:
    """A journal with enough in it to be damaged in the middle."""
    journal = open_journal(file)
    journal.save_all(Note(id=f"n{number}", text="word " * 100) for number in range(300))
    journal.close()
    return file


def afresh(path) -> Journal:
    """What a newly started kernel would open."""
    place = find_place(path)
    forget(place)
    return open_journal(path)


def is_one_sentence(error: BaseException) -> bool:
    """Whether a person could read it: no traceback, no class names, not too long."""
    text = str(error)
    return "\n" not in text and "Error" not in text and len(text) < 700 and text.endswith(".")


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


def as_nobody(action) -> str:
    """Run in a child that root's powers do not protect from file modes."""
    hear, tell = fork.Pipe(duplex=False)

    def child():
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        try:
            tell.send(action())
        except BaseException as error:
            tell.send(f"{type(error).__name__}: {error}")

    process = fork.Process(target=child)
    process.start()
    answer = hear.recv()
    process.join()
    return answer


@pytest.fixture
def shared(used: Path):
    """The used journal where another user can get at it, and only read."""
    folder = Path(tempfile.mkdtemp(prefix="wb-read-only-"))
    path = folder / "journal.db"
    shutil.copy(used, path)
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_journal_can_be_read_and_says_why_nothing_is_saved(shared):
    before = shared.read_bytes()

    def read_and_save():
        journal = open_journal(shared)
        found = len(journal.records(Note))
        try:
            journal.save(Note(id="new"))
        except JournalReadOnly as error:
            return found, str(error), is_one_sentence(error)

    found, sentence, readable = as_nobody(read_and_save)
    assert found == 300
    assert readable
    assert f"you may read the journal {shared} but not write to it" in sentence
    assert shared.read_bytes() == before
    assert os.listdir(shared.parent) == ["journal.db"]


def test_a_writable_file_in_a_read_only_folder_is_read_only_too(shared):
    shared.chmod(0o666)
    answer = as_nobody(lambda: open_journal(shared).save(Note()))
    assert answer.startswith("JournalReadOnly: Nothing was saved: you may read the journal")


def test_a_file_that_may_not_even_be_read_is_a_sentence(shared):
    shared.chmod(0o000)
    answer = as_nobody(lambda: open_journal(shared))
    assert answer.startswith("JournalUnreachable: The journal ")
    assert "you have no permission to read it" in answer


def test_a_folder_in_which_nothing_may_be_made_is_a_sentence(shared):
    answer = as_nobody(lambda: open_journal(shared.parent / "sub" / "journal.db"))
    assert answer.startswith("JournalReadOnly: ")
    assert "cannot be made" in answer


def test_a_folder_where_the_file_should_be_is_a_sentence(tmp_path):
    with pytest.raises(JournalUnreachable, match="it is a folder, not a file"):
        open_journal(tmp_path)


def test_a_file_where_the_folder_should_be_is_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(JournalError) as raised:
        open_journal(tmp_path / "file" / "journal.db")
    assert is_one_sentence(raised.value)


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
    with pytest.raises(JournalFull) as raised:
        save_until_it_fails(journal, "one too many")
    assert is_one_sentence(raised.value)
    assert "no room left" in str(raised.value)
    assert [each for each in journal.records(Note) if each.id != "one too many"] == before
    position = journal.position()
    with pytest.raises(JournalFull):
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
    with pytest.raises(JournalFull) as raised:
        save_until_it_fails(journal, "n", saved)
    assert is_one_sentence(raised.value)
    assert len(saved) > 5
    with pytest.raises(JournalFull):
        journal.save(Note(text="x" * 20_000))
    assert [each.id for each in journal.history(Note)] == saved
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    saved.append(journal.save(Note(text="x" * 20_000)).id)
    assert [each.id for each in afresh(path).history(Note)] == saved


def test_on_a_disk_with_no_room_at_all_the_journal_is_not_half_made(small_disk):
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="space"):
        filler.write_bytes(b"x" * (2 << 20))
    with pytest.raises(JournalFull) as raised:
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


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"database": "not_there"}, "does not exist"),
        ({"username": "stranger"}, "stranger"),
        ({"query": {"host": "/nonexistent"}}, "cannot be reached"),
        ({"host": "127.0.0.1", "port": 9, "query": {}}, "cannot be reached"),
        ({"host": "no-such-host.invalid", "query": {}}, "cannot be reached"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_a_sentence(server, change, expected):
    url = sa.make_url(server).set(password="secret").set(**change)
    with pytest.raises(JournalUnreachable, match=expected) as raised:
        open_journal(url.render_as_string(hide_password=False))
    assert is_one_sentence(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.postgresql
def test_a_server_that_was_restarted_is_found_again(server):
    place = find_place(server)
    journal = Journal(make_engine(place))
    journal.save(Note(id="n"))
    administrator = sa.create_engine(server)
    with administrator.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    administrator.dispose()
    journal.save(Note(id="m"))
    assert {"n", "m"} <= {each.id for each in journal.records(Note)}
    journal.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("new_place", ["postgresql"], indirect=True)
def test_a_server_that_only_lets_us_read_is_a_sentence(place):
    journal = open_journal(place)
    journal.save(Note(id="n"))
    journal.close()
    administrator = sa.create_engine(place, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        name = sa.make_url(place).database
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    administrator.dispose()
    assert journal.get(Note, "n") is not None
    with pytest.raises(JournalReadOnly, match="you may read the journal") as raised:
        journal.save(Note(id="m"))
    assert is_one_sentence(raised.value)


def test_only_two_files_know_that_there_is_such_a_thing_as_sqlite():
    folder = Path(workbook.journal.__file__).parent
    knowing = {
        path.name
        for path in folder.glob("*.py")
        if re.search(r"PRAGMA|import sqlite3|BEGIN IMMEDIATE", path.read_text(encoding="utf-8"))
    }
    assert knowing == {"sqlite.py", "sqlite_files.py"}


def test_an_address_that_makes_no_sense_is_a_sentence(monkeypatch):
    for address in ("://", "postgresql+nonsense://x/y", "mongodb://x/y"):
        with pytest.raises(JournalError) as raised:
            open_journal(address)
        assert is_one_sentence(raised.value)
