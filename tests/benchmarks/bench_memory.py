"""What chapter 08 adds to the memory of a kernel."""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from tests.browser.server import ROOT, enter_the_example

CHAPTER = ROOT / "notebooks" / "08-compensation.ipynb"
LIMIT = 120  # MB
CELL_LIMIT = 120  # seconds


def run() -> list[tuple[str, float, float | None]]:
    """Return the row of the table."""
    cells = json.loads(CHAPTER.read_text())["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    added = unique_megabytes(code) - unique_megabytes(["1 + 1"])
    return [("memory of chapter 08's kernel above a bare ipykernel, in MB", added, LIMIT)]


def unique_megabytes(code: list[str]) -> float:
    """Return the memory that only the kernel itself holds once it has run the cells."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal.db"
        enter_the_example(journal)
        environment = os.environ | {"WORKBOOK_JOURNAL": str(journal), "PYTHONPATH": str(ROOT)}
        manager, client = start_new_kernel(
            kernel_name="python3", env=environment, cwd=folder, stderr=subprocess.DEVNULL
        )
        try:
            for cell in code:
                reply = client.execute_interactive(
                    cell, timeout=CELL_LIMIT, output_hook=lambda _: None
                )
                assert reply["content"]["status"] == "ok", reply["content"]
            rollup = Path(f"/proc/{manager.provisioner.pid}/smaps_rollup").read_text()
            return sum(map(int, re.findall(r"^Private_\w+: +(\d+) kB", rollup, re.M))) / 1e3
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
