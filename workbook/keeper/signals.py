"""Relief against anxiety, and which question to drill next: pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook.guide import KeeperQuestion, Signal
from workbook.keeper.records import DrillAnswer, Happening

#: How many of the last answers the hit rate is of.
WINDOW = 24


@dataclass(frozen=True)
class Reading:
    """A signal and its score, 0 to 4; None where it is not scored or nothing is told."""

    signal: Signal
    score: int | None

    @property
    def good(self) -> bool:
        """Whether the score speaks for the reader: high relief, low anxiety."""
        if self.score is None:
            return False
        return self.score >= 3 if self.signal.side == "relief" else self.score <= 1


def readings(signals: Sequence[Signal], happenings: Mapping[str, Happening]) -> tuple[Reading, ...]:
    """Return each signal's reading; `happenings` by the signal's id.

    A score without anything that happened is an opinion, and counts for nothing.
    """
    found = ((signal, happenings.get(signal.id)) for signal in signals)
    return tuple(
        Reading(signal, kept.score if kept is not None and kept.told else None)
        for signal, kept in found
    )


def right(answer: DrillAnswer, questions: Mapping[str, KeeperQuestion]) -> bool:
    """Return whether the signal that was named is the one the question probes most."""
    question = questions.get(answer.question)
    return question is not None and question.signal == answer.named


def next_question(
    questions: Sequence[KeeperQuestion], answers: Sequence[DrillAnswer]
) -> KeeperQuestion:
    """Return the question to ask next.

    Those never asked come first, spread over the signals; then those missed when last asked; then
    the one asked longest ago. `answers` oldest first.
    """
    by_id = {question.id: question for question in questions}
    last = {each.question: place for place, each in enumerate(answers)}
    missed = {each.question for each in answers if not right(each, by_id)}
    hit = {each.question for each in answers[-len(questions) :] if right(each, by_id)}
    asked_of = [by_id[each.question].signal for each in answers if each.question in by_id]

    def order(question: KeeperQuestion) -> tuple[int, int]:
        if question.id not in last:
            return 0, asked_of.count(question.signal)
        return (1 if question.id in missed - hit else 2), last[question.id]

    return min(questions, key=order)


def hit_rate(
    answers: Sequence[DrillAnswer], questions: Sequence[KeeperQuestion]
) -> tuple[int, int]:
    """Return how many of the last 24 answers were right, and how many there are."""
    by_id = {question.id: question for question in questions}
    recent = answers[-WINDOW:]
    return sum(right(each, by_id) for each in recent), len(recent)
