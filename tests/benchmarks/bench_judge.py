"""What judging a solution costs beside bare pytest, and how soon the first line is there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.timing import median_ratio, seconds
from workbook.coding.box import describe, interpreter
from workbook.coding.check import check
from workbook.coding.problem import problem as find
from workbook.coding.problem import problems
from workbook.coding.verdict import CaseResult, judge

PAIRS = 5
AGAINST_PYTEST = 1.3
FIRST_LINE = 1.5

# The same cases on the same solution in one bare process: no pipe, no limits, no other process.
BARE = """
    import runpy
    import sys
    sys.path.insert(0, {root!r})
    import pytest
    from workbook.coding.inside import Server, raised
    from workbook.coding.suite import Case, Remote, Trial

    SOURCE = open({source!r}).read()
    CASES = [one for one in runpy.run_path({suite!r}).values() if isinstance(one, Case)]

    class Direct:
        def __init__(self):
            self.server = Server([True], None)
            self.server.load(SOURCE)
        def ask(self, do, **request):
            named = request.get("named", {{}})
            for key, value in named.items():
                if isinstance(value, Remote):
                    named[key] = self.server.objects[value._handle]
            try:
                return {{"value": getattr(self.server, do)(**request)}}
            except Exception as error:
                return raised(error)
        def resident(self):
            return 0.0

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_case(case):
        case.run(Trial(Direct(), {name!r}, {clock!r}))
"""


def run() -> Iterator[tuple[str, float, float]]:
    """Return (name, ratio, limit) for each measurement."""
    describe()  # asked once in a session, and not for every solution
    for problem in problems():
        for reading in problem.readings:
            yield _against_pytest(problem.id, reading.id)
    yield _first_line()
    wrong = [text for text, remedy in check("") if remedy]
    yield "solutions of the problems that are not judged as they say", len(wrong), 0


def _against_pytest(problem_id: str, reading_id: str) -> tuple[str, float, float]:
    problem = find(problem_id)
    reading = problem.reading(reading_id)
    solution = problem.folder / reading.references[0].file
    source = solution.read_text()
    text = textwrap.dedent(BARE).format(
        root=str(Path(__file__).parents[2]),
        source=str(solution),
        suite=str(problem.folder / reading.suite),
        name=reading.class_name,
        clock=reading.takes_clock,
    )
    with tempfile.TemporaryDirectory() as folder:
        test = Path(folder) / "test_bare.py"
        test.write_text(text)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)]

        def bare() -> None:
            environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
            subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)

        def ours() -> None:
            verdict = judge(problem, reading, source, changed=True)
            assert verdict.passed, verdict.sentence

        ratio = median_ratio(ours, bare, PAIRS)
    return f"judging {problem_id}, {reading_id} / bare pytest", ratio, AGAINST_PYTEST


class _FirstGroupError(Exception):
    """Raised to end a judging when its first group is through."""


def _first_line() -> tuple[str, float, float]:
    """Return the time to the first line, over a bare interpreter's start and the first group."""
    problem = find("rate-limiter")
    reading = problem.readings[0]
    source = problem.text(reading.references[0].file)

    def to_first_line() -> None:
        def stop(_: CaseResult) -> None:
            raise _FirstGroupError

        _until(stop)

    def _until(stop: Callable[[CaseResult], None]) -> None:
        with suppress(_FirstGroupError):
            judge(problem, reading, source, progress=stop)

    def first_group() -> float:
        began: list[float] = []

        def note(result: CaseResult) -> None:
            began.append(time.perf_counter())
            if result.group != "behaviour":
                raise _FirstGroupError

        _until(note)
        return began[-2] - began[0]

    def start() -> None:
        subprocess.run([interpreter(), "-c", "pass"], check=True)

    ratios = []
    for _ in range(PAIRS):
        allowed = seconds(start) + first_group()
        ratios.append(seconds(to_first_line) / allowed)
    ratio = sorted(ratios)[PAIRS // 2]
    return "first verdict line / a bare interpreter and the first group", ratio, FIRST_LINE
