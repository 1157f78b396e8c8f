"""Are the suites strict: of the references' mutants all but a few fail, and those are explained.

``survivors.yaml`` says of each mutant that passes why it does: most are the same program in other
words. One that is not there is printed, and counts as unexplained.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

from tests.benchmarks.mutants import Mutant, mutants
from workbook.coding.problem import Problem, Reading, problems
from workbook.coding.verdict import judge

MOST_SURVIVING = 0.05
EXPLAINED = Path(__file__).with_name("survivors.yaml")

Job = tuple[Problem, Reading, str, Mutant]


def run() -> Iterator[tuple[str, float, float | None]]:
    """Return (name, measured, limit): the share that survives, by problem, and the unexplained."""
    explained = {(one["file"], one["reads"]) for one in yaml.safe_load(EXPLAINED.read_text()) or ()}
    unexplained = of_all = surviving = 0
    for problem in problems():
        jobs = [
            (problem, reading, reference.file, mutant)
            for reading in problem.readings
            for reference in reading.references
            for mutant in mutants(problem.text(reference.file))
        ]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            passed = list(pool.map(_passes, jobs))
        alive = [job for job, passes in zip(jobs, passed, strict=True) if passes]
        for _, _, file, mutant in alive:
            if (f"{problem.id}/{file}", mutant.reads) not in explained:
                unexplained += 1
                print(f"    {problem.id}/{file}:{mutant.line}: {mutant.reads}  ({mutant.operator})")
        name = f"mutants of {problem.id} that pass, of {len(jobs)}"
        of_all, surviving = of_all + len(jobs), surviving + len(alive)
        yield name, len(alive) / len(jobs), None
    yield f"mutants that pass, of all {of_all:,}", surviving / of_all, MOST_SURVIVING
    yield "mutants that pass and are not explained", unexplained, 0


def _passes(job: Job) -> bool:
    problem, reading, _, mutant = job
    return judge(problem, reading, mutant.source, changed=True, first=True).passed
