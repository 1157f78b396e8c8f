"""Coding: a vague problem, a clock, and a bar.

``round()`` is the exercise of chapter 05: one problem from the brief to the debrief, with the code
in a cell below, under ``%%solution``. ``framing()`` is its first two acts on their own,
``example()`` the fictional candidate's round.
``judge(problem, reading, source)`` judges a solution against one reading of a problem;
``problems()`` lists the problems.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.coding.problem import Problem
    from workbook.coding.verdict import CaseResult, Verdict
    from workbook.ui import Notice, Panel

__all__ = ["example", "framing", "judge", "problems", "round"]


def framing() -> Panel | Notice:
    """Show the framing of a brief on the reader's own journal."""
    from workbook.coding.panel import Frames
    from workbook.ui import present

    return present(Frames)


def round() -> Panel | Notice:  # noqa: A001 - reads as wb.coding.round(); the builtin is not used
    """Show the coding round on the reader's own journal."""
    from workbook.coding.panel_round import Rounds
    from workbook.ui import present

    return present(Rounds)


def example() -> object:
    """Show the fictional candidate's round, or a sentence where the example is switched off."""
    from workbook.coding.panel_round import Rounds
    from workbook.example import show

    return show(Rounds)


def judge(
    problem: str | Problem,
    reading: str,
    source: str,
    *,
    changed: bool = False,
    progress: Callable[[CaseResult], object] | None = None,
    cover: bool = False,
    first: bool = False,
) -> Verdict:
    """Judge a solution's text against the cases of one reading; see ``coding.verdict``.

    Parameters
    ----------
    problem, reading
        Ids, e.g. ``"rate-limiter"`` and ``"max-min"``.
    source
        The solution's text.
    changed
        Whether the cases of production's change join.
    progress
        Called with each case's result as it comes.
    cover
        Whether to count the lines that no case executes.
    first
        Whether to stop at the first case that fails.
    """
    from workbook.coding.verdict import judge

    return judge(
        problem,
        reading,
        source,
        changed=changed,
        progress=progress,
        cover=cover,
        first=first,
    )


def problems() -> list[Problem]:
    """Return the problems, in the order of their ids."""
    from workbook.coding.problem import problems

    return problems()
