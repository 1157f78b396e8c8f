"""A real ``workbook lab``, with everything it keeps in a folder of the test."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*\?token=[0-9a-f]+")
START_LIMIT = 60.0  # seconds
# What Jupyter keeps of its own, in folders of the test: name to the variable that says so.
JUPYTER_FOLDERS = {
    "config": "JUPYTER_CONFIG_DIR",
    "data": "JUPYTER_DATA_DIR",
    "runtime": "JUPYTER_RUNTIME_DIR",
    "ipython": "IPYTHONDIR",
}


@dataclass(frozen=True)
class Lab:
    """A running ``workbook lab`` with a journal of its own.

    Attributes
    ----------
    address
        What it printed: where a reader's browser opens, token included.
    journal
        The journal's file.
    process
        The server.
    """

    address: str
    journal: Path
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def token(self) -> str:
        """What the server wants to be shown."""
        return self.address.rpartition("token=")[2]

    @property
    def notebooks(self) -> Path:
        """Folder with the reader's copies of the chapters."""
        return self.journal.parent / "lab" / "notebooks"

    def empty(self) -> None:
        """Take away what readers left, once their kernels are gone: journal, backups, copies."""
        from workbook import chapters

        self._clear()
        chapters.lay_out(chapters.shipped_folder(), self.notebooks, date.today())

    def keep(self) -> None:
        """Lay aside what readers left, for `go_back`."""
        shutil.rmtree(self._aside, ignore_errors=True)
        shutil.copytree(
            self.journal.parent, self._aside, ignore=shutil.ignore_patterns(*JUPYTER_FOLDERS)
        )

    def go_back(self) -> None:
        """Put back what was laid aside, in place of all that readers left since."""
        self._clear()
        shutil.copytree(self._aside, self.journal.parent, dirs_exist_ok=True)

    @property
    def _aside(self) -> Path:
        folder = self.journal.parent
        return folder.with_name(f"{folder.name}-aside")

    def _clear(self) -> None:
        for kept in self.journal.parent.iterdir():
            if kept.name not in {"lab", *JUPYTER_FOLDERS}:
                shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
        shutil.rmtree(self.notebooks)


@contextmanager
def running_lab(folder: Path, *arguments: str) -> Iterator[Lab]:
    """Run ``workbook lab`` with everything it keeps in the given folder."""
    journal = folder / "journal.db"
    environment = {
        **os.environ,
        # The package may be used straight from the clone; the kernels start in another folder.
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "WORKBOOK_JOURNAL": str(journal),
        **{variable: str(folder / name) for name, variable in JUPYTER_FOLDERS.items()},
    }
    options = ["lab", "--no-browser", "--expose-app-in-browser", *arguments]
    if "--port" not in arguments:
        options += ["--port", "0"]  # Any free one: several labs may be running on this machine.
    server = subprocess.Popen(
        [sys.executable, "-m", "workbook.cli", *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lab = Lab(_printed_address(server), journal, server)
        _wait_until_it_listens(urlsplit(lab.url))
        yield lab
    finally:
        server.terminate()
        server.wait(START_LIMIT)


def _printed_address(server: subprocess.Popen[str]) -> str:
    found = threading.Event()
    lines: list[str] = []

    def drain() -> None:
        # Goes on reading after the address: a full pipe would stop the server.
        for line in server.stdout or ():
            lines.append(line)
            if ADDRESS.search(line):
                found.set()
        found.set()

    threading.Thread(target=drain, daemon=True).start()
    found.wait(START_LIMIT)
    match = ADDRESS.search("".join(lines))
    assert match, f"`workbook lab` printed no address:\n{''.join(lines)}"
    return match.group()


def _wait_until_it_listens(address: SplitResult) -> None:
    """Wait for the port, which the server opens a moment after it has printed its address."""
    limit = time.monotonic() + START_LIMIT
    while True:
        try:
            socket.create_connection((address.hostname, address.port), 1).close()
        except ConnectionRefusedError:
            # Nothing tells when a port of another process is opened; asking again is all there is.
            assert time.monotonic() < limit, f"nothing listens at {address.geturl()}"
            time.sleep(0.02)
        else:
            return


def enter_the_example(journal: Path) -> None:
    """Save the example candidate's records in a journal, as if that candidate were the reader."""
    from workbook import example
    from workbook.journal import known_kinds, open_journal

    candidate = example.journal()
    # A process opens a journal once; one that is deleted between two tests it would miss.
    with tempfile.TemporaryDirectory() as folder:
        own = open_journal(Path(folder) / "journal.db")
        kinds = known_kinds().values()
        own.save_all(record for model in kinds for record in candidate.records(model))
        own.close()
        shutil.copy(Path(folder) / "journal.db", journal)
