"""The shapes of the guide's entries: frozen, closed to unknown fields, checked when read."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Chapter = Annotated[str, StringConstraints(pattern=r"^\d\d$")]
Point = Annotated[int, Field(ge=1, le=65)]

_PLACE = re.compile(r"\{([a-z]+)\}")

ANCHORED = (0, 2, 4)
"""The scores that carry a written anchor; the ones between are described by their neighbours."""


class Entry(BaseModel):
    """What every entry of the guide has.

    Attributes
    ----------
    id
        Name by which records and other files refer to it: lower-case words joined by hyphens.
    points
        Numbers of the guide's points, 1 to 65, that this entry stands for.
    """

    # Strict, so that YAML's own guesses (an unquoted `no`, a number, a date) are refused as text.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Identifier
    points: Annotated[tuple[Point, ...], Field(strict=False)] = ()


class Value(Entry):
    """A value of the culture documents, and what a story that shows it looks like."""

    name: Text
    statement: Text
    looks_like: Text


class Signal(Entry):
    """What makes an interviewer relieved, or anxious, at the thought of working with somebody."""

    side: Literal["relief", "anxiety"]
    name: Text
    statement: Text


class Round(Entry):
    """A round of the loop; ``minutes`` is None where the guide gives no length."""

    name: Text
    minutes: Annotated[int, Field(gt=0)] | None
    statement: Text


class QuestionKind(Entry):
    """A kind of behavioural question that a story can answer."""

    name: Text
    statement: Text


class Source(Entry):
    """A kind of place that pay data comes from.

    ``misleads`` says where it is wrong; ``aggregator`` marks crowd-reported sites.
    """

    name: Text
    statement: Text
    misleads: Text
    aggregator: bool


class Criterion(Entry):
    """One thing a reader can have proved: reached when its value is ``target`` or more.

    ``unit`` says what is counted; "share" means a fraction of the reader's own records, 0 to 1,
    and "yes or no" means 0 or 1.
    """

    chapter: Chapter
    rounds: Annotated[tuple[Identifier, ...], Field(strict=False)]
    statement: Text
    target: Annotated[float, Field(gt=0)]
    unit: Text


class Mistake(Entry):
    """A way in which loops end early, and what to do instead."""

    name: Text
    statement: Text
    instead: Text


class Question(Entry):
    """A question as candidates report it, by the round it comes up in."""

    round: Identifier
    statement: Text


class Answer(Entry):
    """A question that candidates ask, answered."""

    question: Text
    answer: Text


class Pushback(Entry):
    """What a recruiter may answer to a number, and what to say then.

    Attributes
    ----------
    asked
        The recruiter's words.
    behind
        What the question is after.
    answer
        What to say, with names in braces (``{ask}``) where the reader's own figures go.
    without
        What to say, or to do first, where a figure that `answer` names is missing.
    avoid
        What not to say.
    seconds
        How long the answer takes when it is practised.
    """

    asked: Text
    behind: Text
    answer: Text
    without: Text
    avoid: Text
    seconds: Annotated[int, Field(gt=0)]

    @field_validator("answer")
    @classmethod
    def _braces_hold_names(cls, answer: str) -> str:
        plain = _PLACE.sub("", answer)
        if "{" in plain or "}" in plain:
            raise ValueError("what stands in braces is one lower-case name, as in {ask}")
        return answer

    @property
    def figures(self) -> tuple[str, ...]:
        """The names in braces of `answer`, each once, in order."""
        return tuple(dict.fromkeys(_PLACE.findall(self.answer)))

    def filled(self, figures: Mapping[str, str]) -> str:
        """Return the answer with the reader's figures, or `without` where one of them is missing.

        What a figure says is taken as it is: braces in it are text.
        """
        if any(name not in figures for name in self.figures):
            return self.without
        said = _PLACE.sub(lambda place: figures[place[1]], self.answer)
        return said[:1].upper() + said[1:]


def _three_anchors(anchors: Mapping[int, str]) -> Mapping[int, str]:
    if tuple(sorted(anchors)) != ANCHORED:
        raise ValueError(f"anchors are written for 0, 2 and 4, not for {sorted(anchors)}")
    return MappingProxyType({score: anchors[score] for score in ANCHORED})


class Scale(Entry):
    """One scale of a rubric, scored 0 to 4, with a sentence for 0, 2 and 4.

    Attributes
    ----------
    statement
        The question the scale asks.
    anchors
        What a score looks like, by score: 0, 2 and 4. Read-only.
    """

    name: Text
    statement: Text
    anchors: Annotated[Mapping[int, Text], AfterValidator(_three_anchors)]

    def sentence(self, score: int | None) -> str:
        """Return the words that stand beside a slider set to ``score``.

        Parameters
        ----------
        score
            0 to 4, or None where nothing has been scored yet.

        Raises
        ------
        ValueError
            Where the score is not on the scale.
        """
        if score is None:
            return "Not scored yet."
        if score in self.anchors:
            return self.anchors[score]
        if score not in (1, 3):
            raise ValueError(f"{self.name} is scored 0 to 4, not {score}")
        below, above = (_quotable(self.anchors[score + step]) for step in (-1, 1))
        return f'Between "{below}" ({score - 1}) and "{above}" ({score + 1}).'


def _quotable(sentence: str) -> str:
    """Return the sentence as it stands inside another: no capital, no full stop."""
    return sentence[0].lower() + sentence[1:].rstrip(".")
