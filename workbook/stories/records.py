"""What the journal keeps of a story."""

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
    values: tuple[str, ...] = Field(default=(), title="It shows")
    scores: Scores = Scores()


class OwnValue(Record):
    """A value the reader adds beside the guide's twelve."""

    kind: ClassVar[str] = "story-value"

    name: Annotated[str, Field(min_length=1, max_length=60, title="Add a value of your own")]
