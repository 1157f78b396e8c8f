"""The cards: facts of the loop, questions, paraphrases, and which story answers a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbook import guide
from workbook.culture.records import Paraphrase
from workbook.stories.records import Story

Sort = Literal["fact", "question", "paraphrase", "which-story"]

#: What each sort of card is called, one and several of them.
NAMES: dict[Sort, tuple[str, str]] = {
    "fact": ("fact", "facts"),
    "question": ("question", "questions"),
    "paraphrase": ("paraphrase", "paraphrases"),
    "which-story": ("which story", "which story"),
}
#: Seconds that a card of each sort takes; a story is to be named in ten, the rest is rating it.
SECONDS: dict[Sort, int] = {"fact": 20, "question": 60, "paraphrase": 45, "which-story": 15}


@dataclass(frozen=True)
class Card:
    """Something to recall.

    Attributes
    ----------
    id
        Stays the same as long as what it asks does: reviews refer to it.
    front, back
        What is asked, and what should have come to mind, a line each.
    source
        Where the back is from.
    round
        Id of the round it prepares for; None where it serves all.
    """

    id: str
    sort: Sort
    front: str
    back: tuple[str, ...]
    source: str
    round: str | None = None


def fact_id(quiz: guide.Quiz) -> str:
    """Return the id of the card on a fact."""
    return f"fact:{quiz.id}"


def question_id(question: guide.Question) -> str:
    """Return the id of the card on a practice question."""
    return f"question:{question.id}"


def facts() -> list[Card]:
    """Return a card for each fact of the quiz."""
    return [
        Card(fact_id(one), "fact", one.question, (one.answer, one.explanation), one.source)
        for one in guide.quiz()
    ]


def questions() -> list[Card]:
    """Return a card for each practice question, on what a strong answer contains."""
    return [
        Card(question_id(one), "question", one.statement, one.strong, "Chapter 09", one.round)
        for one in guide.questions()
    ]


def paraphrases(attempts: Sequence[Paraphrase]) -> list[Card]:
    """Return a card for each section of the culture documents that the reader has put into words.

    Parameters
    ----------
    attempts
        Oldest first; the back of a card is the newest.
    """
    latest = {one.section: one.text for one in attempts}
    return [
        Card(
            f"paraphrase:{one.id}",
            "paraphrase",
            f"{one.name}, in the {one.document}",
            (latest[one.id], f"An interviewer listens for: {one.listens}"),
            "Chapter 02",
        )
        for one in guide.sections()
        if one.id in latest
    ]


def which_story(stories: Sequence[Story]) -> list[Card]:
    """Return a card for each question of a kind that one of the reader's stories answers."""
    told: dict[str, list[str]] = {}
    for story in stories:
        if story.question_kind and story.title:
            told.setdefault(story.question_kind, []).append(story.title)
    return [
        Card(
            f"which:{one.id}",
            "which-story",
            one.statement,
            tuple(told[one.kind]),
            "Chapter 07",
            one.round,
        )
        for one in guide.questions()
        if one.kind in told
    ]


def count_words(cards: Sequence[Card]) -> str:
    """Return how many there are of each sort, as in "6 facts, 2 which story"."""
    counts = {sort: sum(card.sort == sort for card in cards) for sort in NAMES}
    return ", ".join(f"{count} {NAMES[sort][count > 1]}" for sort, count in counts.items() if count)
