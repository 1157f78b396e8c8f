"""What ``workbook doctor --problems`` looks at: are a problem's own solutions judged as said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbook.coding.problem import (
    Problem,
    ProblemError,
    Reading,
    coding_folder,
    folders,
    read,
)
from workbook.coding.verdict import judge

Found = tuple[str, str | None]


def check(named: str) -> Iterator[Found]:
    """Look at one problem, or at all; yield what was found, and what to do where it is wrong.

    Parameters
    ----------
    named
        Id of a problem, or the path of its folder; empty for all the workbook has.
    """
    folder = Path(named) if (Path(named) / "problem.yaml").is_file() else coding_folder() / named
    for one in [folder] if named else folders():
        try:
            problem = read(one.resolve())
        except ProblemError as error:
            yield f"{one.name}: {error}", "mend the file it names"
            continue
        count = f"{len(problem.readings)} readings, {len(problem.key_questions)} key questions"
        yield f"{problem.id}: {count}", None
        for reading in problem.readings:
            yield from _solutions(problem, reading)


def _solutions(problem: Problem, reading: Reading) -> Iterator[Found]:
    for one in reading.references:
        verdict = judge(problem, reading, problem.text(one.file), changed=True)
        first = "".join(f" {case.sentence}" for case in verdict.failures[:1])
        remedy = None if verdict.passed else "mend the reference, or the case"
        yield f"{one.file}: {verdict.sentence}{first}", remedy
    for wrong in reading.wrong:
        verdict = judge(problem, reading, problem.text(wrong.file), changed=wrong.change)
        caught = sorted({case.group for case in verdict.failures})
        by = f"caught by {' and '.join(caught)}" if caught else "not caught"
        remedy = f"write a case on {wrong.caught_by} that it fails"
        right = wrong.caught_by in caught
        yield f"{wrong.file}: {by} ({wrong.kind})", None if right else remedy
