"""Judging a solution: every case of the reading it is for, each with its sentence.

What can be trusted. The expected results, the comparison, the clock of the limits and the count of
the memory are in this process; the solution runs in another and can only answer (``box.py``). Each
case starts with the solution's text run afresh. A process that ends, hangs or talks nonsense fails
the case it was in, and the next case gets a new one. One thing is the child's alone: how threads
are interleaved. The concurrency cases find races; that there are none they cannot prove. A solution
that kept the child from interleaving would hide its race, so a text that names what leads to the
child's own objects is not run (`INWARD`), and the child refuses what it can (``inside.py``).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal
from unicodedata import normalize

from workbook.coding.box import Box, EndedError, describe
from workbook.coding.problem import Problem, Reading
from workbook.coding.problem import problem as find
from workbook.coding.records import Count
from workbook.coding.suite import GROUPS, Case, MissError, Trial, UnfitError, short

ENDLESS = 2  # cases that had to be stopped; the rest would take as long
WHOLE = 60.0  # seconds for all cases

#: Names that lead from a function, a class or a frame to all others of the process.
INWARD = re.compile(
    r"\b(__globals__|__closure__|cell_contents|__subclasses__|__traceback__|tb_frame|gi_frame|cr_frame|"
    r"ag_frame|f_back|f_locals|f_globals|f_trace\w*|_getframe|currentframe|getargvalues|"
    r"getclosurevars|get_type_hints)\b"
)

Outcome = Literal["passed", "failed", "not run"]


@dataclass(frozen=True)
class CaseResult(Case):
    """What became of one case.

    Attributes
    ----------
    outcome
        "passed", "failed" or "not run".
    given, expected, got
        The calls that were made, what the reading promises, what came back; empty unless failed.
    printed
        What the solution printed meanwhile.
    line
        The line of the solution that an exception came from.
    notes
        What else it did, a sentence each, e.g. "It tried to use the network."
    """

    outcome: Outcome
    given: str = ""
    expected: str = ""
    got: str = ""
    printed: str = ""
    line: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The case as one sentence: what was given, expected and got."""
        if self.outcome != "failed":
            return f"{self.promise} {self.outcome.capitalize()}."
        at = f" (line {self.line})" if self.line else ""
        return (
            f"{self.promise} Given {self.given or 'nothing yet'}: "
            f"{' '.join((f'expected {self.expected}, got {self.got}{at}.', *self.notes))}"
        )


@dataclass(frozen=True)
class Verdict:
    """What the judge found.

    Attributes
    ----------
    changed
        Whether the change's cases were among them.
    cases
        One result a case, in the order of the groups.
    trouble
        Why cases could not run, a sentence; empty where all did.
    unused
        Lines of the solution that no case executed; None where they were not counted, or where a
        process was gone before it could name the lines it had executed.
    """

    changed: bool
    cases: tuple[CaseResult, ...]
    trouble: str
    unused: tuple[int, ...] | None = None

    @property
    def passed(self) -> bool:
        """Whether every case ran and passed."""
        return bool(self.cases) and all(one.outcome == "passed" for one in self.cases)

    @property
    def groups(self) -> tuple[Count, ...]:
        """The results by group."""
        return tuple(
            Count(
                group=group,
                passed=outcomes.count("passed"),
                failed=outcomes.count("failed"),
                not_run=outcomes.count("not run"),
            )
            for group in GROUPS
            if (outcomes := [one.outcome for one in self.cases if one.group == group])
        )

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The cases that failed."""
        return tuple(one for one in self.cases if one.outcome == "failed")

    @property
    def sentence(self) -> str:
        """The whole in one sentence."""
        if self.passed:
            return f"All {len(self.cases)} cases passed."
        counts = "; ".join(one.sentence for one in self.groups)
        return f"{self.trouble} {counts[:1].upper()}{counts[1:]}.".lstrip()


class _StoppedError(Exception):
    """No further case can run."""


def judge(
    problem: str | Problem,
    reading: str | Reading,
    source: str,
    *,
    changed: bool = False,
    progress: Callable[[CaseResult], object] | None = None,
    cover: bool = False,
    first: bool = False,
) -> Verdict:
    """Judge a solution against the cases of one reading; ProblemError where there is none such.

    Parameters
    ----------
    problem, reading
        Ids, or what `problem.problem` returns.
    source
        The solution's text.
    changed
        Whether production has changed: the change's cases join.
    progress
        Called with each result as it comes; what it raises ends the judging.
    cover
        Whether to count the lines that no case executes (package ``coverage``).
    first
        Whether to stop at the first case that fails.
    """
    problem = find(problem) if isinstance(problem, str) else problem
    reading = problem.reading(reading) if isinstance(reading, str) else reading
    cases = problem.cases(reading, changed)
    start = time.monotonic()
    results: list[CaseResult] = []
    trouble, unused = "", None
    box, whole, slow = None, True, 0
    try:
        _reaches(source)
        for case in cases:
            if time.monotonic() - start > WHOLE:
                raise _StoppedError(f"The cases took over {WHOLE:.0f} s; the rest did not run.")
            if slow >= ENDLESS:
                raise _StoppedError(f"{slow} cases had to be stopped; the rest did not run.")
            box = box or Box(describe()[0], cover)
            results.append(_run(box, case, reading, source))
            if box.spent:
                slow, whole = slow + box.slow, False
                box.close()
                box = None
            if progress:
                progress(results[-1])
            if first and results[-1].outcome == "failed":
                raise _StoppedError("Stopped at the first case that failed.")
        unused = _unused(source, box) if cover and box and whole else None
    except _StoppedError as error:
        trouble = str(error) if len(results) < len(cases) else ""
    finally:
        if box:
            box.close()
    results += [CaseResult(**vars(case), outcome="not run") for case in cases[len(results) :]]
    return Verdict(changed, tuple(results), trouble, unused)


def _reaches(source: str) -> None:
    text = normalize("NFKC", source)  # as Python reads a name
    if inward := INWARD.search(text):
        line = text.count("\n", 0, inward.start()) + 1
        why = f"`{inward[0]}` leads from the solution into the judge around it"
        raise _StoppedError(f"Line {line}: {why}, so it is not run.")


def _run(box: Box, case: Case, reading: Reading, source: str) -> CaseResult:
    """Run a case in a process that may have run others; `Box.spent` where it can run no more."""
    trial = Trial(box, reading.class_name, reading.takes_clock)
    box.refused.clear()
    notes = []
    try:
        missed = _missed(box, case, trial, source)
        running = 0 if box.spent else box.ask("end").get("value")
        if running:
            notes.append(f"{running} of its threads still ran when the case had ended.")
            box.spent = True
    except EndedError as end:
        missed = missed or _ended(trial, end)
    notes = [*(f"It tried to {one}." for one in dict.fromkeys(box.refused)), *notes]
    return CaseResult(
        **vars(case),
        outcome="failed" if missed else "passed",
        printed=box.printed(),
        notes=tuple(notes),
        **missed,
    )


def _missed(box: Box, case: Case, trial: Trial, source: str) -> dict[str, Any]:
    """Run a case; return what it missed, in the words of its result, and nothing if nothing."""
    try:
        _load(box, source)
        case.run(trial)
    except MissError as miss:
        missed = {"given": miss.given, "expected": miss.expected, "line": miss.line}
        return missed | {"got": miss.got + _cited(source, miss.line)}
    except EndedError as end:
        return _ended(trial, end)
    except UnfitError as unfit:
        if case.change:
            return {"given": trial.given(), "expected": "one", "got": str(unfit)}
        text = f"{str(unfit)[:1].upper()}{str(unfit)[1:]}"
        raise _StoppedError(f"{text}, which the reading asks for.") from unfit
    except _StoppedError:
        raise
    except Exception as error:  # the case could not reckon with what came back
        got = f"{short(trial.last)} ({error})"
        return {"given": trial.given(), "expected": "a value of the promised type", "got": got}
    return {}


def _ended(trial: Trial, end: EndedError) -> dict[str, Any]:
    return {"given": trial.given(), "expected": "an answer", "got": f"none: {end}"}


def _load(box: Box, source: str) -> None:
    try:
        reply = box.ask("load", source=source)
    except EndedError as error:
        raise _StoppedError(f"The solution could not be loaded: {error}.") from error
    if raised := reply.get("raised"):
        line, text = raised.get("line"), f"{raised['kinds'][0]}: {raised['text']}"
        tried = f" It tried to {box.refused[0]}." if box.refused else ""
        at = f"Line {line}" if line else "The solution"
        raise _StoppedError(f"{at}: {text}{_cited(source, line)}.{tried}")


def _cited(source: str, line: int | None) -> str:
    """Return the text of a line of the solution, as it stands in a sentence."""
    lines = source.splitlines()
    if not isinstance(line, int) or not 1 <= line <= len(lines) or not lines[line - 1].strip():
        return ""
    return f" at `{lines[line - 1].strip()[:120]}`"


def _unused(source: str, box: Box) -> tuple[int, ...] | None:
    """Return the statements' lines that no case executed; None where the process cannot tell."""
    from coverage.python import PythonParser

    with suppress(EndedError, KeyError, TypeError):
        used = set(box.ask("lines")["value"])
        parser = PythonParser(text=source)
        parser.parse_source()
        first = {parser.first_line(one) for one in used}
        return tuple(sorted(parser.statements - first - used - set(parser.raw_docstrings)))
    return None
