"""How long a chapter's first cell takes beside the import that nobody can do without."""

import statistics
import subprocess
import sys

from tests.browser.server import ROOT

ROUNDS = 9
LIMIT = 1.3
TIMED = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"


def run() -> list[tuple[str, float, float | None]]:
    """Return the rows of the table."""
    return [
        ("import workbook / import ipywidgets", ratio("import workbook"), LIMIT),
        (
            "import every panel of the workbook / import ipywidgets",
            ratio("; ".join(f"import {name}" for name in panels())),
            None,
        ),
    ]


def panels() -> list[str]:
    """Return the modules that the first call of a room imports."""
    found = sorted((ROOT / "workbook").glob("*/panel.py"))
    return [f"workbook.{path.parent.name}.panel" for path in found if path.parent.name != "ui"]


def ratio(statement: str) -> float:
    """Return the ratio of the medians of fresh interpreters, taken in turns."""
    pairs = [(seconds(statement), seconds("import ipywidgets")) for _ in range(ROUNDS)]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours) / statistics.median(theirs)


def seconds(statement: str) -> float:
    """Return how long a statement takes in a new interpreter, its start not counted."""
    command = [sys.executable, "-c", TIMED.format(statement)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)
