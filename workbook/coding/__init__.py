"""Coding: a vague problem, a clock, and a bar.

``framing()`` is the frame of a brief on its own, ``example()`` the fictional candidate's.
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

__all__ = ["example", "framing", "judge", "problems"]


def framing() -> Panel | Notice:
    """Show the framing of a brief on the reader's own journal."""
    from workbook.coding.panel import Frames
    from workbook.ui import present

    return present(Frames)


def example() -> object:
    """Show the fictional candidate's frames, or a sentence where the example is switched off."""
    from workbook.coding.panel import Frames
    from workbook.example import show

    return show(Frames)


def judge(
    problem: str | Problem,
    reading: str,
    source: str,
    *,
    changed: bool = False,
    progress: Callable[[CaseResult], object] | None = None,
    cover: bool = False,
    first: bool = False,
    namespaces: bool | None = None,
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
    namespaces
        Whether to use them; None uses them where the system has them.
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
        namespaces=namespaces,
    )


def problems() -> list[Problem]:
    """Return the problems, in the order of their ids."""
    from workbook.coding.problem import problems

    return problems()
