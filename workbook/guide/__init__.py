"""What the guide says, as typed data that nothing can change.

Each function reads one file of ``data/guide`` once and gives its entries in the file's order:
``values()``, ``question_kinds()``, ``rubric("stories")``, ``sources()``, ``rounds()``,
``criteria()``, ``signals()``, ``mistakes()``, ``questions()``, ``faq()``, ``pushbacks()``.
``example("stories")`` gives the fictional candidate's records as plain data. An entry carries in
``points`` the numbers of the guide's points it stands for, so that a test can say which point has
no home.
"""

from workbook.guide.entries import (
    Answer,
    Criterion,
    Entry,
    Mistake,
    Pushback,
    Question,
    QuestionKind,
    Round,
    Scale,
    Signal,
    Source,
    Value,
)
from workbook.guide.reading import (
    GuideError,
    criteria,
    data_folder,
    example,
    examples,
    faq,
    mistakes,
    pushbacks,
    question_kinds,
    questions,
    rounds,
    rubric,
    signals,
    sources,
    values,
)

__all__ = [
    "Answer",
    "Criterion",
    "Entry",
    "GuideError",
    "Mistake",
    "Pushback",
    "Question",
    "QuestionKind",
    "Round",
    "Scale",
    "Signal",
    "Source",
    "Value",
    "criteria",
    "data_folder",
    "example",
    "examples",
    "faq",
    "mistakes",
    "pushbacks",
    "question_kinds",
    "questions",
    "rounds",
    "rubric",
    "signals",
    "sources",
    "values",
]
