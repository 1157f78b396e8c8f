"""Opening a journal as a newly started kernel would, carrying it about, judging what it says."""

import json
import tempfile
from pathlib import Path

from workbook.journal import ImportCounts, Journal, export_file, import_file, open_journal
from workbook.journal.engine import make_engine
from workbook.journal.opening import _journals
from workbook.journal.places import find_place


def afresh(path) -> Journal:
    """What a newly started kernel would open."""
    close_all()
    return open_journal(path)


def close_all() -> None:
    while _journals:
        _journals.popitem()[1].close()


def is_one_sentence(error: BaseException) -> bool:
    """Whether a person could read it: no traceback, no class names, not too long."""
    text = str(error)
    return "\n" not in text and "Error" not in text and len(text) < 700 and text.endswith(".")


def another(place) -> Journal:
    """Another process's view of the same journal: a connection of its own."""
    return Journal(make_engine(find_place(place)))


def exported(place) -> dict:
    """The document that an export is."""
    with tempfile.TemporaryDirectory() as folder:
        return json.loads(export_file(Path(folder) / "e.json", place).read_text("utf-8"))


def rows(place) -> list[dict]:
    """All revisions of a journal; an import puts them into a piece of its own."""
    kept = exported(place)["revisions"]
    return [{name: row[name] for name in row if name not in ("piece", "undoes")} for row in kept]


def carry(source, target) -> ImportCounts:
    """Take all of one journal to another by an export."""
    with tempfile.TemporaryDirectory() as folder:
        return import_file(export_file(Path(folder) / "e.json", source), target)


def document(*revisions: dict) -> dict:
    """An export with these revisions, each given by what matters about it."""
    usual = {"record_id": "n", "kind": "test-note", "version": 1, "author": "elsewhere"}
    usual |= {"saved_at": "2026-01-01T12:00:00.000000+00:00", "undoes": None, "piece": None}
    return {
        "format": "netflix-interview-workbook journal",
        "schema": 3,
        "exported_at": "2026-01-02T12:00:00.000000+00:00",
        "revisions": [
            usual | {"id": f"r{number}", "body": {"id": "n"}} | each
            for number, each in enumerate(revisions)
        ],
    }


def written(path: Path, *revisions: dict) -> Path:
    """A file with that export."""
    path.write_text(json.dumps(document(*revisions)))
    return path
