"""The shapes of the guide's entries: frozen, closed to unknown fields, checked when read."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Chapter = Annotated[str, StringConstraints(pattern=r"^\d\d$")]
Point = Annotated[int, Field(ge=1, le=65)]
Minutes = Annotated[int, Field(gt=0, le=240)]
Label = Annotated[str, StringConstraints(pattern=r"^[a-z0-9,'& -]+$")]

_PLACE = re.compile(r"\{([a-z]+)\}")

Layer = Literal["what", "why", "what-else", "broke", "number"]
Aspect = Literal["scope", "data-model", "failure", "scaling", "rollout", "metrics"]

LAYERS: tuple[Layer, ...] = ("what", "why", "what-else", "broke", "number")
"""The five questions that a facet of a system is taken down by, shallowest first."""


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
    """A round of the loop, in the order a candidate usually meets them.

    Attributes
    ----------
    minutes
        Its length where the guide gives one, else None.
    usual_minutes
        What to enter on a schedule until the recruiter says otherwise; the workbook's assumption.
    assesses
        What the people across the table want to know, two to four things.
    who
        Who usually holds it.
    half
        The half-day it stands in where a loop is spread over two, 1 or 2; 0 where it comes before
        the loop, as the recruiter's call does.
    always
        Whether every loop has it.
    """

    name: Text
    minutes: Minutes | None
    usual_minutes: Minutes
    statement: Text
    assesses: Annotated[tuple[Text, ...], Field(strict=False, min_length=2, max_length=4)]
    who: Text
    half: Annotated[int, Field(ge=0, le=2)]
    always: bool

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if self.minutes not in (None, self.usual_minutes):
            raise ValueError("usual_minutes is the guide's own length where it gives one")
        return self


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

    Attributes
    ----------
    chapter
        The chapter whose checklist it stands in.
    rounds
        Ids of the rounds it counts towards; a criterion may count towards none.
    sort
        "done" where the workbook saw the work (written, rehearsed, practised), "judged" where it
        rests on a score that the reader, or a peer, gave.
    target
        What is asked for, in `unit`.
    unit
        What is counted; "share" means a fraction of the reader's own records, 0 to 1, and "yes or
        no" means 0 or 1.
    minutes
        What it takes to lift it by one step: one more story, one more section, one more day.
    act
        What to do for that, as an order.
    """

    chapter: Chapter
    rounds: Annotated[tuple[Identifier, ...], Field(strict=False)]
    sort: Literal["done", "judged"]
    statement: Text
    target: Annotated[float, Field(gt=0)]
    unit: Text
    minutes: Minutes
    act: Text


class Mistake(Entry):
    """A way in which loops end early, what to do instead, and what the check of it reads."""

    name: Text
    statement: Text
    instead: Text
    reads: Text


class Question(Entry):
    """A question to practise, by the round it comes up in.

    Attributes
    ----------
    kind
        Id of the behavioural kind it belongs to (`question_kinds`), None for a technical question.
    strong
        What a strong answer contains, two to four things.
    minutes
        The clock it is answered against.
    reported
        Whether the guide has it from candidates; the others are the workbook's own.
    """

    round: Identifier
    kind: Identifier | None
    statement: Text
    strong: Annotated[tuple[Text, ...], Field(strict=False, min_length=2, max_length=4)]
    minutes: Annotated[float, Field(gt=0, le=60)]
    reported: bool


class KeeperQuestion(Entry):
    """A question of the loop, the signal (`signals`) it probes, and why."""

    signal: Identifier
    statement: Text
    why: Text


class Section(Entry):
    """A section of the culture documents, to be said in one's own words.

    Attributes
    ----------
    document
        "deck" for the slides of 2009, "memo" for the text of June 2024.
    group
        What it is there: one of the deck's aspects or behaviours, or of the memo's principles.
    labels
        Words and phrases of the document's own that a paraphrase may not use, lower case.
    listens
        What an interviewer listens for.
    weak, strong
        One sentence that shows nothing of it, and one that shows it; both the workbook's.
    values
        Ids of the values (`values`) nearest to it.
    """

    document: Literal["deck", "memo"]
    group: Literal["aspect", "behaviour", "principle"]
    name: Text
    labels: Annotated[tuple[Label, ...], Field(strict=False, min_length=1)]
    listens: Text
    weak: Text
    strong: Text
    values: Annotated[tuple[Identifier, ...], Field(strict=False, min_length=1)]


def _every_layer(layers: Mapping[Layer, str]) -> Mapping[Layer, str]:
    if set(layers) != set(LAYERS):
        raise ValueError(f"a facet asks {', '.join(LAYERS)}, not {', '.join(layers)}")
    return MappingProxyType({layer: layers[layer] for layer in LAYERS})


class Facet(Entry):
    """One side of a system that a deep dive goes into, with a question for each of `LAYERS`."""

    name: Text
    statement: Text
    layers: Annotated[Mapping[Layer, Text], AfterValidator(_every_layer)]


class Redirection(BaseModel):
    """What an interviewer says to move a design talk, and the aspect it moves to."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    about: Aspect
    say: Text


class Prompt(Entry):
    """A systems design prompt.

    Attributes
    ----------
    brief
        What the interviewer says.
    context
        What about streaming is taken as known.
    components
        Parts a design is likely to have; a candidate picks two to four of their own.
    numbers
        Quantities to ask for, or to assume aloud.
    redirections
        What an interviewer says to move the talk, three to six, each on one aspect.
    """

    name: Text
    brief: Text
    context: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    components: Annotated[tuple[Text, ...], Field(strict=False, min_length=3)]
    numbers: Annotated[tuple[Text, ...], Field(strict=False, min_length=2)]
    redirections: Annotated[
        tuple[Redirection, ...], Field(strict=False, min_length=3, max_length=6)
    ]


class Gate(Entry):
    """A topic no design passes without, and what to have an answer to."""

    name: Text
    statement: Text
    asks: Annotated[tuple[Text, ...], Field(strict=False, min_length=2)]


class Quiz(Entry):
    """A question on the facts of the loop.

    Attributes
    ----------
    options
        Three or four answers to choose from.
    answer
        The right one of `options`.
    source
        Where it is from: a chapter of the workbook, or a dated source by name.
    """

    question: Text
    options: Annotated[tuple[Text, ...], Field(strict=False, min_length=3, max_length=4)]
    answer: Text
    explanation: Text
    source: Text

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        if self.options.count(self.answer) != 1 or len(set(self.options)) != len(self.options):
            raise ValueError("the answer is exactly one of the options, and no option stands twice")
        return self


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


def _five_anchors(anchors: Mapping[int, str]) -> Mapping[int, str]:
    scores = sorted(anchors)
    if scores not in ([0, 1, 2, 3, 4], [1, 2, 3, 4, 5]):
        raise ValueError(f"anchors are written for 0 to 4 or for 1 to 5, not for {scores}")
    return MappingProxyType({score: anchors[score] for score in scores})


class Scale(Entry):
    """One scale of a rubric, scored 0 to 4 (or 1 to 5), with an anchor for each score.

    Attributes
    ----------
    statement
        The question the scale asks.
    anchors
        What a score looks like, by score, lowest first; each stands alone. Read-only.
    """

    name: Text
    statement: Text
    anchors: Annotated[Mapping[int, Text], AfterValidator(_five_anchors)]

    def sentence(self, score: int | None) -> str:
        """Return the anchor of ``score``, or "Not scored yet." for None.

        Raises
        ------
        ValueError
            Where the score is not on the scale.
        """
        if score is None:
            return "Not scored yet."
        if score not in self.anchors:
            lowest, highest = min(self.anchors), max(self.anchors)
            raise ValueError(f"{self.name} is scored {lowest} to {highest}, not {score}")
        return self.anchors[score]
