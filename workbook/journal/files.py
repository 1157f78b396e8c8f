"""Writing a file so that a power cut leaves the old one or the new one, never half of either."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

STALE = 3600.0
"""Seconds after which a draft is what a killed process left behind."""


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; leave one that exists as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write a whole file with mode 0600, replacing one of the same name at once or not at all."""
    with drafted(path) as draft:
        draft.write_bytes(content)


@contextmanager
def drafted(path: Path, *, first: bool = False) -> Iterator[Path]:
    """Give a draft with mode 0600 to fill, then give it the file's name.

    Parameters
    ----------
    path
        The file to make or replace.
    first
        Leave a file alone that another process has made meanwhile.
    """
    sweep(path.parent, path.name)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        _sync(draft)
        if not first or not _named(draft, path):
            os.replace(draft, path)
        with suppress(OSError):  # Windows cannot open a folder, some network folders not sync one
            _sync(path.parent)
    finally:
        for left in (draft, Path(f"{draft}-journal")):
            left.unlink(missing_ok=True)


def sweep(folder: Path, name: str) -> None:
    """Remove old drafts of files whose names begin so: a process was killed while writing them."""
    for left in folder.glob(f".{name}*.new*"):
        with suppress(OSError):  # another process sweeps too
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()


def _named(draft: Path, path: Path) -> bool:
    """Give the draft its name unless that is taken; False where a file can have only one name."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return True
    except OSError:
        return path.exists()
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
