"""What several processes do to one journal, and what a sudden end leaves behind."""

import multiprocessing
import subprocess
import sys
import threading
from multiprocessing.connection import Connection

import pytest

from workbook.journal import open_journal

from .kinds import Note
from .opened import another

pytestmark = pytest.mark.slow

fork = multiprocessing.get_context("fork")
SAVES = 50


def start(target, *arguments):
    process = fork.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def save_many(place: str, name: str, told: Connection) -> None:
    try:
        journal = open_journal(place)
        for number in range(SAVES):
            journal.save(Note(id=f"{name}-{number}", score=number))
        told.send(None)
    except BaseException as error:
        told.send(f"{type(error).__name__}: {error}")


def test_six_processes_saving_at_once_lose_nothing_and_raise_nothing(place):
    """None of them finds a journal when it starts, so all of them also race to make it."""
    pipes = [fork.Pipe(duplex=False) for _ in range(6)]
    writers = [start(save_many, place, f"p{n}", tell) for n, (_, tell) in enumerate(pipes)]
    assert [hear.recv() for hear, _ in pipes] == [None] * 6
    for writer in writers:
        writer.join()
    found = open_journal(place).history(Note)
    assert {each.record_id for each in found} == {
        f"p{n}-{i}" for n in range(6) for i in range(SAVES)
    }
    assert len(found) == 6 * SAVES
    assert [each.sequence for each in found] == sorted({each.sequence for each in found})


def test_who_polls_for_the_newest_number_misses_no_revision(place):
    journal = open_journal(place)
    hear, tell = fork.Pipe(duplex=False)
    others = [start(save_many, place, f"p{n}", tell) for n in range(2)]
    seen: set[str] = set()
    last = ended = 0
    while ended < 2:
        if hear.poll():
            assert hear.recv() is None
            ended += 1
        now = journal.position()
        seen.update(each.id for each in journal.history(Note) if last < each.sequence <= now)
        last = now
    for other in others:
        other.join()
    assert seen == {each.id for each in journal.history(Note)}


def test_an_open_journal_can_be_used_on_both_sides_of_a_fork(place):
    journal = open_journal(place)
    journal.save(Note(id="before"))
    hear, tell = fork.Pipe(duplex=False)

    def child(told):
        journal.save(Note(id="child"))
        told.send([each.id for each in journal.records(Note)])

    process = start(child, tell)
    assert hear.recv() == ["before", "child"]
    journal.save(Note(id="after"))
    process.join()
    assert process.exitcode == 0
    assert [each.id for each in open_journal(place).records(Note)] == ["before", "child", "after"]


def test_a_fork_waits_for_the_save_of_another_thread(file):
    journal = open_journal(file)
    inside, done = threading.Event(), threading.Event()

    def slow():
        with journal.engine.writing():
            inside.set()
            done.wait(10)

    thread = threading.Thread(target=slow)
    thread.start()
    inside.wait(10)
    threading.Timer(0.05, done.set).start()
    hear, tell = fork.Pipe(duplex=False)
    process = start(lambda: tell.send(journal.save(Note(id="child")).record_id))
    assert done.is_set()
    assert hear.recv() == "child"
    process.join()
    thread.join()


def test_a_second_look_in_the_same_process_takes_no_lock_away(file):
    """To close a file drops every lock that a process has on it, whoever opened it."""
    journal = open_journal(file)
    journal.save(Note(id="n"))
    begin = f"import sqlite3; sqlite3.connect({str(file)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    with journal.engine.writing():
        assert another(file).get(Note, "n") is not None
        other = subprocess.run([sys.executable, "-c", begin], capture_output=True, check=False)
    assert b"database is locked" in other.stderr


def test_threads_share_one_journal(journal):
    errors = []

    def save(name):
        try:
            for number in range(20):
                journal.save(Note(id=f"{name}-{number}"))
                journal.records(Note)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=save, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(journal.records(Note)) == 80


def test_a_save_waits_for_another_process_that_is_writing(place):
    first, second = another(place), another(place)
    first.save(Note())
    inside, done = threading.Event(), threading.Event()

    def hold():
        with first.engine.writing():
            inside.set()
            done.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(10)
    threading.Timer(0.1, done.set).start()
    second.save(Note())
    assert done.is_set()
    thread.join()
