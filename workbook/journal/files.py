"""Writing a file so that a power cut leaves the old one or the new one, never half of either."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

STALE = 3600.0
"""Seconds after which a draft is what a killed process left behind."""


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; leave one that exists as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write a whole file with mode 0600, replacing one of the same name at once or not at all."""
    sweep(path.parent, path.name)
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        put_in_place(Path(draft), path)
    finally:
        Path(draft).unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished file the name of another, once it is on disk."""
    _sync(draft)
    os.replace(draft, path)
    with suppress(OSError):  # Windows cannot open a folder, some network folders not sync one
        _sync(path.parent)


def sweep(folder: Path, name: str) -> None:
    """Remove old drafts of files whose names begin so: a process was killed while writing them."""
    for left in folder.glob(f".{name}*.new*"):
        with suppress(OSError):  # another process sweeps too
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
