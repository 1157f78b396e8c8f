"""A journal that may not be written, or not even read."""

import multiprocessing
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from workbook.journal import (
    JournalError,
    describe,
    open_journal,
)

from .kinds import Note
from .opened import is_one_sentence

fork = multiprocessing.get_context("fork")


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
        except JournalError as error:
            return found, str(error), is_one_sentence(error)

    found, sentence, readable = as_nobody(read_and_save)
    assert found == 300
    assert readable
    assert f"you may read the journal {shared} but not write to it" in sentence
    assert as_nobody(lambda: describe(shared).problem) == sentence
    assert shared.read_bytes() == before
    assert os.listdir(shared.parent) == ["journal.db"]


def test_a_writable_file_in_a_read_only_folder_is_read_only_too(shared):
    shared.chmod(0o666)
    answer = as_nobody(lambda: open_journal(shared).save(Note()))
    assert answer.startswith("JournalError: Nothing was saved: you may read the journal")


def test_a_file_that_may_not_even_be_read_is_a_sentence(shared):
    shared.chmod(0o000)
    answer = as_nobody(lambda: open_journal(shared))
    assert answer.startswith(f"JournalError: The journal {shared} cannot be reached")
    assert "you have no permission to read it" in answer


def test_a_folder_in_which_nothing_may_be_made_is_a_sentence(shared):
    answer = as_nobody(lambda: open_journal(shared.parent / "sub" / "journal.db"))
    assert answer.startswith("JournalError: ")
    assert f"{shared.parent / 'sub'}: Permission denied" in answer
    found = as_nobody(lambda: describe(shared.parent / "sub" / "journal.db").problem)
    assert f"you have no permission to write to {shared.parent}" in found


def test_a_folder_where_the_file_should_be_is_a_sentence(tmp_path):
    with pytest.raises(JournalError, match="it is no file"):
        open_journal(tmp_path)


def test_a_file_where_the_folder_should_be_is_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(JournalError) as raised:
        open_journal(tmp_path / "file" / "journal.db")
    assert is_one_sentence(raised.value)
