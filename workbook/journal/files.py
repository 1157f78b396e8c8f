"""Writing a file so that a power cut leaves the old one or the new one, never half of either."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; leave one that exists as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write a whole file with mode 0600, replacing one of the same name at once or not at all."""
    draft = _draft(path)
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def make_complete(path: Path, fill: Callable[[Path], None]) -> None:
    """Make a file under another name, then give it its own unless another process was first.

    So a process that starts at the same moment sees no file or all of it.
    """
    draft = _draft(path)
    try:
        fill(draft)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        except OSError:
            # Some file systems know no second name for a file.
            if not path.exists():
                os.replace(draft, path)
        sync_folder(path.parent)
    finally:
        for left in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm"), Path(f"{draft}-journal")):
            left.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    with suppress(OSError):  # Windows cannot open a folder, some network folders cannot sync one
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _draft(path: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    return Path(name)
