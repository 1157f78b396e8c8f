"""What ``workbook doctor --problems`` looks at: are a problem's own solutions judged as said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbook.coding.problem import Problem, ProblemError, Reading, coding_folder, read
from workbook.coding.verdict import judge

Found = tuple[str, str | None]


def check(named: str) -> Iterator[Found]:
    """Look at one problem, or at all; yield what was found, and what to do where it is wrong.

    Parameters
    ----------
    named
        Id of a problem, or the path of its folder; empty for all the workbook has.
    """
    folders = [Path(named) if (Path(named) / "problem.yaml").is_file() else coding_folder() / named]
    if not named:
        folders = sorted(one.parent for one in coding_folder().glob("*/problem.yaml"))
    for folder in folders:
        try:
            problem = read(folder.resolve())
        except ProblemError as error:
            yield f"{folder.name}: {error}", "mend the file it names"
            continue
        count = f"{len(problem.readings)} readings, {len(problem.key_questions)} key questions"
        yield f"{problem.id}: {count}", None
        for reading in problem.readings:
            yield from _references(problem, reading)
            yield from _wrong(problem, reading)


def _references(problem: Problem, reading: Reading) -> Iterator[Found]:
    for one in reading.references:
        verdict = judge(problem, reading, problem.text(one.file), changed=True)
        if verdict.passed:
            yield f"{one.file}: {verdict.sentence}", None
        else:
            first = verdict.failures[0].sentence if verdict.failures else ""
            yield f"{one.file}: {verdict.sentence} {first}", "mend the reference, or the case"


def _wrong(problem: Problem, reading: Reading) -> Iterator[Found]:
    for one in reading.wrong:
        verdict = judge(problem, reading, problem.text(one.file), changed=one.change)
        caught = {case.group for case in verdict.failures}
        if one.caught_by in caught:
            yield f"{one.file}: caught by {one.caught_by} ({one.kind})", None
        else:
            by = f"caught by {' and '.join(sorted(caught))}" if caught else "not caught"
            remedy = f"write a case on {one.caught_by} that it fails"
            yield f"{one.file}: {by} ({one.kind})", remedy
