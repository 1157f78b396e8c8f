"""The scripted interviewer, and what a frame is worth.

The interviewer recognises a question by its words. Recognition is forgiving: all words of one of
the listed phrases, in any order, each as the beginning of a word that was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbook.coding.problem import KeyQuestion, Problem, Reading
from workbook.coding.records import Asked, Frame

YOU_DECIDE = "You decide. Tell me what you choose and why."
ENOUGH = 5  # key questions: more than a candidate has time for, and fewer than most problems have
READING = 8  # words, below which a reading is a title
TRIVIAL = 5  # points off for a question that decides nothing
CONTRADICTED = 15  # points off for an assumption that the reading cannot stand beside

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_SENTENCE = re.compile(r"([^.;?!\n]+)([.;?!\n]?)")
#: Words with which a sentence no longer says outright that something is so.
_OPEN = re.compile(
    r"\b(no|not|nor|never|cannot|\w+n't|without|nobody|nothing|none|neither|either|or|but|though|"
    r"if|unless|until|when|whenever|while|once|except|otherwise|depending|provided|assuming|suppose|"
    r"might|maybe|perhaps|possibly|could|would|should|later|instead|rather|only|"
    r"(ignor|exclu|defer|postpon|skip|scope|avoid)\w*)\b"
)


class Part(NamedTuple):
    """One part of the framing score: points out of a most (0 for what only takes away), and why."""

    name: str
    points: int
    most: int
    why: str


@dataclass(frozen=True)
class FramingScore:
    """What a frame is worth, with its parts.

    Attributes
    ----------
    total
        0 to 100: the sum of the parts, no lower than 0.
    parts
        What it is made of.
    missed
        The key questions that were neither asked nor settled by an assumption or a deferral.
    trivial
        Questions that decide nothing, each with why.
    contradictions
        Assumptions that the reading cannot stand beside, each with why; one under a condition, or
        that denies or puts off what it names, is not among them.
    """

    total: int
    parts: tuple[Part, ...]
    missed: tuple[KeyQuestion, ...]
    trivial: dict[str, str]
    contradictions: dict[str, str]


def answer(problem: Problem, question: str) -> Asked:
    """Return the interviewer's answer to a question.

    The answers of the two first key questions it is recognised as; "you decide" to the rest.
    """
    known = [one for one in problem.key_questions if hears(question, one.heard)]
    text = " ".join(one.answer for one in known[:2]) or YOU_DECIDE
    return Asked(question=question.strip(), answer=text, keys=tuple(one.id for one in known))


def score(problem: Problem, reading: Reading, frame: Frame) -> FramingScore:
    """Return what a frame is worth for the reading that was picked after it.

    60 points for key questions (five are enough; what an assumption or a deferral settles counts
    as asked), 15 for a reading in a sentence of one's own, 15 for two assumptions (7 for one), 10
    for a deferral. A question that decides nothing takes 5 off, an assumption that the reading
    contradicts 15. The weights are the workbook's own: the guide puts the questions first.
    """
    said = [one.question for one in frame.asked] + [*frame.assumptions, *frame.deferrals]
    missed = tuple(
        one for one in problem.key_questions if not any(hears(text, one.heard) for text in said)
    )
    covered = len(problem.key_questions) - len(missed)
    trivial = {
        one.question: heard.why
        for one in frame.asked
        for heard in problem.trivial
        if hears(one.question, heard.heard)
        and not any(hears(one.question, key.heard) for key in problem.key_questions)
    }
    contradictions = {
        one: heard.why
        for one in frame.assumptions
        for heard in reading.contradicts
        if hears(one, heard.heard, outright=True)
    }
    enough = min(ENOUGH, len(problem.key_questions))
    words, assumed = len(frame.reading.split()), _written(frame.assumptions)
    deferred = _written(frame.deferrals)
    parts = (
        Part(
            "Key questions",
            round(60 * min(1, covered / enough)),
            60,
            f"{covered} of {len(problem.key_questions)}; {enough} are enough",
        ),
        Part("Reading", 15 * (words >= READING), 15, f"{words} words; {READING} make a sentence"),
        Part("Assumptions", (0, 7, 15)[min(2, assumed)], 15, f"{assumed} named; two are enough"),
        Part("Deferrals", 10 * (deferred > 0), 10, f"{deferred} named; one is enough"),
        Part("Trivial questions", -TRIVIAL * len(trivial), 0, f"{len(trivial)} asked"),
        Part(
            "Contradictions",
            -CONTRADICTED * len(contradictions),
            0,
            f"{len(contradictions)} found",
        ),
    )
    total = max(0, sum(one.points for one in parts))
    return FramingScore(total, parts, missed, trivial, contradictions)


def hears(text: str, phrases: Iterable[str], outright: bool = False) -> bool:
    """Whether one of the phrases is said in one of the text's sentences.

    Parameters
    ----------
    outright
        Whether a sentence counts only where nothing in it denies, asks, puts off or sets a
        condition: what cannot be told is taken for not said.
    """
    for sentence, mark in _SENTENCE.findall(text.lower().replace("’", "'")):
        words = _WORD.findall(sentence)
        if outright and (mark == "?" or _OPEN.search(sentence)):
            continue
        if any(_holds(words, _WORD.findall(phrase.lower())) for phrase in phrases):
            return True
    return False


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether each word of the phrase begins a word that was said; short ones are said whole."""
    return all(
        any(word == part or (len(part) > 3 and word.startswith(part)) for word in words)
        for part in phrase
    )


def _written(lines: Iterable[str]) -> int:
    return sum(bool(one.strip()) for one in lines)
