"""Coding: a vague problem, a clock, and a bar.

``round()`` is the exercise of chapter 05: one problem from the brief to the debrief, with the code
in a cell below, under ``%%solution``; ``example()`` is the fictional candidate's round.
``judge(problem, reading, source)`` judges a solution against one reading of a problem, and
``problems()`` lists the problems.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook.coding.problem import Problem
    from workbook.coding.verdict import Verdict
    from workbook.ui import Notice, Panel

__all__ = ["example", "judge", "problems", "round"]


def round() -> Panel | Notice:  # noqa: A001 - reads as wb.coding.round(); the builtin is not used
    """Show the coding round on the reader's own journal."""
    from workbook.coding.panel import Rounds
    from workbook.ui import present

    return present(Rounds)


def example() -> object:
    """Show the fictional candidate's round, or a sentence where the example is switched off."""
    from workbook.coding.panel import Rounds
    from workbook.example import show

    return show(Rounds)


def judge(problem: str | Problem, reading: str, source: str, **options: Any) -> Verdict:
    """Judge a solution's text against the cases of one reading.

    Parameters
    ----------
    problem, reading
        Ids, e.g. ``"rate-limiter"`` and ``"max-min"``.
    source
        The solution's text.
    options
        Those of ``coding.verdict.judge``, e.g. ``changed=True`` for the cases of the change.
    """
    from workbook.coding.verdict import judge

    return judge(problem, reading, source, **options)


def problems() -> list[Problem]:
    """Return the problems, in the order of their ids."""
    from workbook.coding.problem import problems

    return problems()
