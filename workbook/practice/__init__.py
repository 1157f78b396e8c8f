"""Practice, on the top floor: what to do tonight, the plan, the cards, the questions and the quiz.

``today()`` stands at the top of chapters 00 and 13, ``plan()`` in 10, ``questions()`` in 09 and
``quiz()`` in 12; ``example_plan()`` and its like show the fictional candidate's. All of them read
what every room has proved so far; no room knows this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.ui import Notice, Panel

__all__ = [
    "example_plan",
    "example_questions",
    "example_today",
    "plan",
    "questions",
    "quiz",
    "today",
]


def today() -> Panel | Notice:
    """Show what to do now: three lines at most, and the cards that are due."""
    from workbook.practice.panel import Tonight
    from workbook.ui import present

    return present(Tonight)


def plan() -> Panel | Notice:
    """Show the evenings until the loop and what each is for, to keep in a calendar."""
    from workbook.practice.panel import Planner
    from workbook.ui import present

    return present(Planner)


def questions() -> Panel | Notice:
    """Draw a question by round or weakness; answer, predict the score, then give it."""
    from workbook.practice.panel import Questions
    from workbook.ui import present

    return present(Questions)


def quiz() -> Panel | Notice:
    """Ask the facts of the loop; what was missed comes back."""
    from workbook.practice.panel import QuizPanel
    from workbook.ui import present

    return present(QuizPanel)


def example_today() -> object:
    """Show the fictional candidate's evening, or a sentence where the example is switched off."""
    from workbook.example import show
    from workbook.practice.panel import Tonight

    return show(Tonight)


def example_plan() -> object:
    """Show the fictional candidate's plan, or a sentence where the example is switched off."""
    from workbook.example import show
    from workbook.practice.panel import Planner

    return show(Planner)


def example_questions() -> object:
    """Show the fictional candidate's answers, or a sentence where the example is switched off."""
    from workbook.example import show
    from workbook.practice.panel import Questions

    return show(Questions)
