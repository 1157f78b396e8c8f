"""What the journal keeps of a story, and of the times it was told and questioned."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbook.journal import Record

Score = Annotated[int, Field(ge=0, le=4)]

#: Ids of the scales a story is scored on, in the order they are shown.
SCALES: tuple[Literal["ownership", "specificity", "candor", "relief"], ...] = (
    "ownership",
    "specificity",
    "candor",
    "relief",
)


class Scores(BaseModel):
    """The reader's own scores, 0 to 4; None is "not scored yet", which is not a zero."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ownership: Score | None = None
    specificity: Score | None = None
    candor: Score | None = None
    relief: Score | None = None

    def given(self) -> dict[str, int]:
        """Return the scores there are, by scale."""
        return {scale: score for scale in SCALES if (score := getattr(self, scale)) is not None}


class Story(Record):
    """One story of the bank.

    Attributes
    ----------
    title
        What the reader calls it.
    telling
        The story as it is told, free text.
    question_kind
        Id of the kind of question it answers (``guide.question_kinds()``), None while open.
    values
        Ids of the values it shows, the guide's or the reader's own.
    scores
        The four self-scores.
    """

    kind: ClassVar[str] = "story"

    title: Annotated[str, Field(max_length=300)] = ""
    telling: Annotated[str, Field(max_length=1_000_000)] = Field(
        default="",
        json_schema_extra={
            "rows": 14,
            "placeholder": "As you would say it aloud: what was at stake, what you decided and "
            "over which option, what it cost.",
        },
    )
    question_kind: str | None = Field(default=None, title="Answers")
    values: tuple[str, ...] = Field(default=(), title="Values")
    scores: Scores = Scores()


class OwnValue(Record):
    """A value the reader adds beside the guide's twelve."""

    kind: ClassVar[str] = "story-value"

    name: Annotated[str, Field(min_length=1, max_length=60, title="Add a value of your own")]


class Take(Record):
    """A story told aloud once.

    Attributes
    ----------
    story
        Id of the story.
    seconds
        How long it took, from the start of the clock to its stop.
    predicted_seconds, predicted_score
        What the reader expected before the clock ran; None where they said nothing.
    score
        What they gave it afterwards, 0 to 4, by the rubric "practice".
    transcript
        What was said, typed, pasted or written by a speech model.
    automatic
        Whether a program wrote the transcript: most of them leave fillers out.
    taps
        Fillers that a listener counted; None where nobody did.
    audio
        Name of the recording in the folder of recordings; empty where there was no microphone.
    speaking, pauses, longest, spread
        What the recording says, see `workbook.stories.audio.Reading`; None without one.
    """

    kind: ClassVar[str] = "story-take"

    story: str
    on: date
    seconds: Annotated[float, Field(gt=0, le=7200)]
    predicted_seconds: Annotated[float, Field(gt=0, le=7200)] | None = None
    predicted_score: Score | None = None
    score: Score | None = None
    transcript: Annotated[str, Field(max_length=1_000_000)] = Field(
        default="",
        title="What you said",
        description="Paste or type it, if you want pace and fillers counted.",
        json_schema_extra={"rows": 4},
    )
    automatic: bool = Field(default=False, title="A program wrote this down")
    taps: Annotated[int, Field(ge=0)] | None = None
    audio: Annotated[str, Field(pattern=r"^[a-z0-9.-]*$", max_length=80)] = ""
    speaking: Annotated[float, Field(ge=0, le=1)] | None = None
    pauses: Annotated[int, Field(ge=0)] | None = None
    longest: Annotated[float, Field(ge=0)] | None = None
    spread: Annotated[float, Field(ge=0)] | None = None

    @property
    def label(self) -> str:
        """What it is called where an undo names it."""
        return f"the take of {self.on:%-d %B}"


class FollowUp(Record):
    """An answer to a follow-up question.

    Attributes
    ----------
    story, take
        Ids of the story, and of the take it followed; no take where it was asked by itself.
    question
        Id of the question in ``data/stories/followups.yaml``.
    score
        0 to 4, by the rubric "followups".
    """

    kind: ClassVar[str] = "story-followup"

    story: str
    take: str | None = None
    question: str
    on: date
    text: Annotated[str, Field(max_length=20_000)] = ""
    score: Score

    @property
    def label(self) -> str:
        """What it is called where an undo names it."""
        return "an answer to a follow-up"


class Retrieval(Record):
    """A question of the drill, and the story named for it.

    Attributes
    ----------
    question
        Id of the question in ``data/guide/questions.yaml``.
    story
        Id of the story named; None where none came to mind.
    seconds
        From the question to the name.
    in_time
        Whether a story was named before the clock ended.
    """

    kind: ClassVar[str] = "story-retrieval"

    question: str
    story: str | None
    on: date
    seconds: Annotated[float, Field(ge=0)]
    in_time: bool

    @property
    def label(self) -> str:
        """What it is called where an undo names it."""
        return "a draw"


class Match(Record):
    """Which stories answer a question, where the reader has said so; its id is the question's."""

    kind: ClassVar[str] = "story-match"

    stories: tuple[str, ...] = Field(default=(), title="Answered by")

    @property
    def label(self) -> str:
        """What it is called where an undo names it."""
        return self.id.replace("-", " ")


class Dismissal(Record):
    """A finding the reader has looked at and does not share, with the reason."""

    kind: ClassVar[str] = "story-dismissal"

    story: str
    check: str
    reason: Annotated[str, Field(min_length=1, max_length=500)]

    @property
    def label(self) -> str:
        """What it is called where an undo names it."""
        return self.check.replace("-", " ")
