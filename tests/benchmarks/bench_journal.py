"""What a save costs beside the least SQLite needs for the same row with the same durability.

And what a key in a panel costs in a journal with much in it beside one with little.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from uuid import uuid4

from tests.benchmarks.timing import median_ratio
from workbook.journal import Journal, Record, open_journal

REVISIONS = 10_000
PAIRS = 400
LIMIT = 2.0
MANY, FEW = 20_000, 1_000
KEY_LIMIT = 1.5


class BenchNote(Record):
    """About as long as a story told in ninety seconds."""

    kind = "bench-note"

    text: str = ""
    score: int = 0


class BenchOther(Record):
    """A kind of which there is nothing: to find that out is no longer a search."""

    kind = "bench-other"


def run() -> list[tuple[str, float, float]]:
    """Return (name, ratio, limit) for each measurement."""
    # In the project's folder, since a temporary one may be in memory, where a commit costs nothing.
    build = Path(__file__).parents[2] / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        save, insert = _saving(Path(folder)), _inserting(Path(folder))
        ratio = median_ratio(save, insert, PAIRS)
        key = median_ratio(_key(Path(folder), MANY), _key(Path(folder), FEW), PAIRS // 10)
    return [
        (f"a save with {REVISIONS:,} revisions / a bare SQLite insert", ratio, LIMIT),
        (f"a key in a panel with {MANY:,} revisions / with {FEW:,}", key, KEY_LIMIT),
    ]


def _filled(folder: Path, revisions: int) -> Journal:
    journal = open_journal(folder / "journal.db")
    text = "word " * 217
    journal.save_all(BenchNote(id=f"n{i % 50}", text=text, score=i) for i in range(revisions))
    return journal


def _saving(folder: Path) -> Callable[[], object]:
    journal = _filled(folder / "ours", REVISIONS)
    note = BenchNote(id="n7", text="word " * 217)
    return lambda: journal.save(note)


def _key(folder: Path, revisions: int) -> Callable[[], object]:
    """Do what a panel does at a key: save, ask what changed and what can be undone, and undo."""
    journal, scores = _filled(folder / str(revisions), revisions), count()

    def key() -> None:
        journal.save(BenchNote(id="n7", text="word " * 217, score=next(scores)))
        journal.position()
        journal.current(BenchNote)
        journal.history(BenchNote, "n7")
        for models in ((BenchNote,), (BenchOther,)):
            journal.undoable(*models)
            journal.redoable(*models)
        journal.undo(BenchNote)
        journal.redo(BenchNote)

    key()
    return key


def _inserting(folder: Path) -> Callable[[], object]:
    """Insert the same row into the same tables, filled alike, through the standard library."""
    path = folder / "bare.db"
    copied = sqlite3.connect(path)
    sqlite3.connect(folder / "ours" / "journal.db").backup(copied)
    copied.close()
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("PRAGMA journal_mode=DELETE")
    bare.execute("PRAGMA synchronous=EXTRA")
    names = "record_id, kind, version, body, saved_at, author, undoes, piece, digest"
    row = bare.execute(f"SELECT {names} FROM workbook_revisions LIMIT 1").fetchone()
    insert = f"INSERT INTO workbook_revisions (id, {names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    return lambda: bare.execute(insert, (uuid4().hex, *row))


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f} x (at most {limit} x)")
