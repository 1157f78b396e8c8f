"""The reader's own copies of the chapters.

Running a chapter writes outputs, execution counts and whatever the reader types into its file. The
shipped files are tracked, so JupyterLab opens a desk instead: a private folder beside the journal
with a copy of every chapter. Nothing done in JupyterLab, be it an upload or a new notebook, reaches
a tracked file then. A new edition of a chapter replaces a copy nobody edited; an edited copy is
kept under a name of its own.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

LEDGER = ".editions.json"


@dataclass(frozen=True)
class Kept:
    """An edited copy that had to make way for a new edition of its chapter."""

    chapter: str
    kept_as: str


@dataclass(frozen=True)
class Edition:
    """Which shipped chapter a copy was made from.

    Attributes
    ----------
    file
        SHA-256 of the shipped file, hexadecimal: tells a new edition.
    cells
        SHA-256 of its cells' kinds and sources alone: tells whether a copy was edited, because
        running a chapter changes everything else.
    """

    file: str
    cells: str


def shipped_folder() -> Path:
    """Return the folder with the shipped chapters: in the package of a wheel, else in the clone."""
    packaged = Path(__file__).parent / "_notebooks"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "notebooks"


def shipped_files() -> dict[str, str]:
    """Return the file name of each shipped chapter by its number, e.g. ``"07"``."""
    return {path.name[:2]: path.name for path in sorted(shipped_folder().glob("[0-9]*.ipynb"))}


def titles() -> dict[str, str]:
    """Return what each shipped chapter is called by its number, after its file's name."""
    return {
        number: name.removesuffix(".ipynb")[3:]
        .replace("-", " ")
        .capitalize()
        .replace("netflix", "Netflix")
        for number, name in shipped_files().items()
    }


def own_cells(shipped: Path) -> dict[str, dict[str, Any]]:
    """Return what the page knows of each chapter: the order of its cells, and its code.

    Parameters
    ----------
    shipped
        Folder with the shipped chapters.

    Returns
    -------
    dict
        For each file name ``order``, the ids of all its cells, and ``cells``, its code cells as
        ``id``, ``source`` and ``metadata``.
    """
    own = {}
    for path in sorted(shipped.glob("*.ipynb")):
        cells = json.loads(path.read_bytes())["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        own[path.name] = {
            "order": [cell["id"] for cell in cells],
            "cells": [
                {
                    "id": cell["id"],
                    "source": "".join(cell["source"]),
                    "metadata": cell["metadata"],
                }
                for cell in code
            ],
        }
    return own


def lay_out(shipped: Path, desk: Path, today: date) -> list[Kept]:
    """Bring the copies on the desk up to the shipped edition.

    Parameters
    ----------
    shipped
        Folder with the shipped chapters; only read.
    desk
        Folder for the copies, made with mode 0700 when it is not there.
    today
        The date in the name of an edited copy that makes way.

    Returns
    -------
    list of Kept
        The edited copies that made way, for the reader to be told of.

    Raises
    ------
    OSError
        The desk cannot be written.
    """
    desk.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = _read_ledger(desk)
    now = {path.name: _edition(path) for path in sorted(shipped.glob("*.ipynb"))}
    kept = [
        record
        for name in sorted(before.keys() | now.keys())
        for record in _renew(shipped, desk, name, before.get(name), now.get(name), today)
    ]
    if before != now:
        editions = {name: asdict(edition) for name, edition in now.items()}
        _write(desk / LEDGER, json.dumps(editions, indent=1).encode())
    return kept


def _renew(
    shipped: Path, desk: Path, name: str, before: Edition | None, now: Edition | None, today: date
) -> Iterator[Kept]:
    """Renew one copy; yield what had to make way."""
    copy = desk / name
    if copy.is_file():
        if before == now:
            return
        known = {edition.cells for edition in (before, now) if edition}
        if _edition(copy).cells in known:
            copy.unlink()
        elif before and now and before.cells == now.cells:
            return  # The text is the same: no reason to take an edited copy away.
        else:
            aside = _free_name(copy, today)
            copy.rename(aside)
            yield Kept(name, aside.name)
    if now:
        _write(copy, (shipped / name).read_bytes())


def _free_name(copy: Path, today: date) -> Path:
    name = f"{copy.stem} (yours {today.isoformat()})"
    taken = 1
    while (aside := copy.with_name(f"{name}{f' {taken}' if taken > 1 else ''}.ipynb")).exists():
        taken += 1
    return aside


def _edition(notebook: Path) -> Edition:
    content = notebook.read_bytes()
    file = hashlib.sha256(content).hexdigest()
    try:
        cells = [
            [cell["cell_type"], "".join(cell["source"])] for cell in json.loads(content)["cells"]
        ]
    except (ValueError, KeyError, TypeError):
        # No notebook, perhaps cut short by a power cut: what is in it belongs to the reader.
        return Edition(file, cells=file)
    return Edition(file, hashlib.sha256(json.dumps(cells).encode()).hexdigest())


def _read_ledger(desk: Path) -> dict[str, Edition]:
    try:
        ledger = json.loads((desk / LEDGER).read_bytes())
        return {name: Edition(**edition) for name, edition in ledger.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError):
        return {}  # Damaged: every copy that differs from its chapter then counts as edited.


def _write(path: Path, content: bytes) -> None:
    """Write a private file so that a power cut leaves the old one or the new one."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
