"""What the journal loses when processes are killed, bytes change, and two write at once.

Nothing of it may ever be more than nought. The tests run a few rounds of each; this runs them all,
or as many as are asked for: `.venv/bin/python -m tests.benchmarks.bench_safety KILLS FLIPS TURNS`.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from workbook.cli import main
from workbook.journal import (
    Journal,
    JournalDamaged,
    JournalError,
    JournalMissing,
    Record,
    backup,
    export_file,
    restore,
)
from workbook.journal.engine import make_engine
from workbook.journal.opening import _journals, open_journal
from workbook.journal.places import VARIABLE, find_place

fork = multiprocessing.get_context("fork")


ENOUGH = 300  # revisions after which a journal is begun anew: a large one is only slower


class Page(Record):
    """As much as a person writes in a sitting, and two things that two chapters may change."""

    kind = "bench-page"

    text: str = ""
    ours: int = 0
    theirs: int = 0


def fresh(path: Path) -> Journal:
    """Open a journal as a newly started kernel would."""
    while _journals:
        _journals.popitem()[1].close()
    return open_journal(path)


def everything(path: Path) -> list[object]:
    """Return all there is to read in a journal."""
    journal = fresh(path)
    return [*journal.current(Page), *journal.history(Page), journal.position()]


# Kills.


def kills(rounds: int, folder: Path) -> Counter[str]:
    """Kill two processes at a time, at any moment of what a reader or the command line does.

    Returns how many saves had returned, how many of those were then missing, and how many processes
    ended by themselves.
    """
    path, chance = folder / "home" / "journal.db", random.Random(7)
    os.environ[VARIABLE] = str(path)
    other = open_journal(folder / "other.db")
    other.save_all(Page(id=f"from elsewhere {n}", text="x" * 500) for n in range(20))
    export_file(folder / "other.json", folder / "other.db", force=True)
    returned: set[str] = set()
    found = Counter(kills=0, errors=0, saves=0, missing=0)
    for number in range(rounds):
        # What is saved while another restores may be put aside: that is what restoring means.
        acts = [_restore] if number % 8 == 7 else chance.choices(ACTS, k=2)
        if acts == [_restore] and path.exists():
            backup(path)
            if number % 16 == 7:
                fresh(folder / "other.db")
                os.truncate(path, path.stat().st_size // 2)
        for process, heard in [_started(act, path) for act in acts]:
            heard.poll(chance.uniform(0, 0.15))
            process.kill()
            process.join()
            found["kills" if process.exitcode == -signal.SIGKILL else "errors"] += 1
            returned.update(_all_from(heard))
        if path.parent.exists():
            history = _history(path)
            found["missing"] += len(returned - history)
            returned &= history
            if len(history) > ENOUGH:
                found["saves"] += len(returned)
                returned.clear()
                fresh(folder / "other.db")  # or each process begun from here on would miss the file
                shutil.rmtree(path.parent)
    found["saves"] += len(returned)
    return found


def _history(path: Path) -> set[str]:
    """Return the ids of all saves, after one more restore where one that was killed leaves none."""
    try:
        return {each.id for each in fresh(path).history(Page)}
    except (JournalDamaged, JournalMissing):
        restore(url=path)
        return {each.id for each in fresh(path).history(Page)}


def _started(act: Callable[[Path, Connection], None], path: Path) -> tuple[Any, Connection]:
    hear, tell = fork.Pipe(duplex=False)

    def run() -> None:
        with open(os.devnull, "w") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):
            while True:
                act(path, tell)

    process = fork.Process(target=run, daemon=True)
    process.start()
    tell.close()
    return process, hear


def _all_from(heard: Connection) -> list[str]:
    found: list[str] = []
    try:
        while True:
            found += heard.recv()
    except EOFError:
        return found


def _save(path: Path, told: Connection) -> None:
    told.send([open_journal(path).save(Page(text="x" * 2000)).id])


def _save_many(path: Path, told: Connection) -> None:
    pages = [Page(text="x" * 20_000) for _ in range(5)]
    told.send([each.id for each in open_journal(path).save_all(pages)])


def _undo(path: Path, told: Connection) -> None:
    journal = open_journal(path)
    told.send([each.id for each in (journal.undo(Page), journal.redo(Page)) if each])


def _command(*words: str) -> Callable[[Path, Connection], None]:
    def run(path: Path, told: Connection) -> None:
        main([word.format(folder=path.parent.parent) for word in words])

    return run


_restore = _command("restore")
ACTS = [
    _save,
    _save,
    _save_many,
    _undo,
    _command("backup"),
    _command("export", "--force", "{folder}/export.json"),
    _command("import", "{folder}/other.json"),
]


# Bytes that change by themselves.


def flips(journals: int, many: int, folder: Path) -> Counter[str]:
    """Change some bytes of a journal, again and again, and see what becomes of it.

    Returns how often it was unharmed, how often refused in a sentence and restored, and how often
    neither.
    """
    path, chance = folder / "flips" / "journal.db", random.Random(many)
    journal = fresh(path)
    for n in range(40):
        journal.save_all(Page(id=f"p{i}", text=f"{n} and {i}, " * 40) for i in range(n % 7))
    backup(path)
    kept, sound = everything(path), path.read_bytes()
    found = Counter(refused=0, unharmed=0, harmed=0)
    for _ in range(journals):
        fresh(folder / "nothing.db")
        changed = bytearray(sound)
        for place in chance.sample(range(len(sound)), many):
            changed[place] ^= chance.randrange(1, 256)
        path.write_bytes(changed)
        try:
            found["unharmed" if everything(path) == kept else "harmed"] += 1
        except JournalError as error:
            fresh(folder / "nothing.db")
            restore(url=path)
            whole = "\n" not in str(error) and _contents(everything(path)) == _contents(kept)
            found["refused" if whole else "harmed"] += 1
        except Exception as error:
            print(f"harmed: {type(error).__name__}: {error}", file=sys.stderr)
            found["harmed"] += 1
        shutil.rmtree(folder / "flips" / "aside", ignore_errors=True)
        for aside in path.parent.glob("journal-aside-*"):
            aside.unlink()
    return found


def _contents(kept: list[object]) -> list[object]:
    """A restored journal goes on with new numbers."""
    return [(each.id, each.record, each.saved_at) for each in kept[:-1]]  # type: ignore[attr-defined]


# Two chapters with the same record.


def two_at_once(turns: int, folder: Path) -> int:
    """Let two processes change one field each of one record; return how often one was lost."""
    path = folder / "two" / "journal.db"
    open_journal(path).save(Page(id="p"))
    writers = [fork.Process(target=_turns, args=(path, name, turns)) for name in ("ours", "theirs")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    states = [each.record for each in fresh(path).history(Page, "p")]
    back = sum(
        after.ours < before.ours or after.theirs < before.theirs
        for before, after in pairwise(states)
    )
    last = states[-1]
    return back + (turns - last.ours) + (turns - last.theirs)


def _turns(path: Path, name: str, turns: int) -> None:
    journal = Journal(make_engine(find_place(path)))
    shown = journal.newest(Page, "p")
    for turn in range(1, turns + 1):
        # What is on the screen is what the chapter last saved itself, as with a panel.
        shown = journal.save(shown.record.model_copy(update={name: turn}), base=shown)


def run(
    rounds: int = 1000, journals: int = 100, turns: int = 300
) -> list[tuple[str, float, float]]:
    """Return (name, how many, limit) for each."""
    # In the project's folder, since a temporary one may be in memory, where nothing is ever late.
    build = Path(__file__).parents[2] / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as name:
        folder = Path(name)
        killed = kills(rounds, folder)
        rows = [
            (
                f"saves lost or refused in {rounds} rounds, {killed}",
                killed["missing"] + killed["errors"],
                0,
            )
        ]
        for many in (1, 20):
            found = flips(journals, many, folder)
            rows.append((f"journals harmed by {many} changed bytes, {found}", found["harmed"], 0))
        lost = two_at_once(turns, folder)
        rows.append((f"changes lost by two processes in {turns} turns each", lost, 0))
    return rows


if __name__ == "__main__":
    for name, found, _ in run(*map(int, sys.argv[1:])):
        print(f"{found} {name}")
