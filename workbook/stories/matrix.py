"""Which story answers which question: where there is none, and where one is used for too much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook import guide
from workbook.stories.records import Match, Story

#: A story that carries more than this share of the answered questions is used for too much. It is
#: the workbook's own mark: in a loop of four behavioural rounds it would come up in two or more.
TOO_MUCH = 1 / 3


@dataclass(frozen=True)
class Answered:
    """A question and the ids of the stories that answer it.

    Attributes
    ----------
    marked
        Whether the reader said so; else it is implied by the kind of question a story is for.
    """

    question: guide.Question
    stories: tuple[str, ...]
    marked: bool


def matrix(
    questions: Sequence[guide.Question], stories: Sequence[Story], matches: Mapping[str, Match]
) -> tuple[Answered, ...]:
    """Return each question with the stories that answer it.

    Where the reader has marked a question, exactly these answer it. Else a story answers the
    questions of its own kind; "other" is no kind in common, so it implies nothing.

    Parameters
    ----------
    matches
        By the question's id.
    """
    known = [story.id for story in stories]
    rows = []
    for question in questions:
        match = matches.get(question.id)
        if match is not None:
            found = tuple(key for key in known if key in match.stories)
        elif question.kind == "other":
            found = ()
        else:
            found = tuple(each.id for each in stories if each.question_kind == question.kind)
        rows.append(Answered(question, found, match is not None))
    return tuple(rows)


def holes(rows: Sequence[Answered]) -> list[guide.Question]:
    """Return the questions that no story answers."""
    return [row.question for row in rows if not row.stories]


def load(rows: Sequence[Answered]) -> dict[str, float]:
    """Return how many questions each story carries; several stories for one share it."""
    found: dict[str, float] = {}
    for row in rows:
        for story in row.stories:
            found[story] = found.get(story, 0) + 1 / len(row.stories)
    return found


def overused(rows: Sequence[Answered]) -> list[str]:
    """Return the ids of the stories that carry too much, the most loaded first.

    With three stories or fewer each of them has to carry a third; nothing is said of these.
    """
    loads = load(rows)
    answered = sum(bool(row.stories) for row in rows)
    if len(loads) < 4:
        return []
    most = sorted(loads, key=lambda story: -loads[story])
    return [story for story in most if loads[story] > TOO_MUCH * answered]
