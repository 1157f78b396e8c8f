"""What the journal keeps of practice: reviews of cards, answers to questions, and the evenings."""

import re
from datetime import date, time
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field

from workbook.journal import Record

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

_CLOCK = re.compile(r"(\d{1,2})[:.h](\d\d)")


class Review(Record):
    """The newest review of a card; its id is the card's, and its history is every review.

    One record a card, so that what is due is read from as many rows as there are cards, however
    often they were reviewed.

    Attributes
    ----------
    on
        Day of the review where the reader was.
    rating
        1 again, 2 hard, 3 good, 4 easy.
    stability, difficulty
        The state of memory after it, as FSRS counts them: days until recall falls to 90%, and 1
        to 10.
    interval
        Days after which FSRS would ask again, heedless of any interview.
    reviews, lapses
        How often it was reviewed, this time included, and how often it was not known.
    """

    kind: ClassVar[str] = "practice-review"

    on: date
    rating: Annotated[int, Field(ge=1, le=4)]
    stability: Annotated[float, Field(gt=0)]
    difficulty: Annotated[float, Field(ge=1, le=10)]
    interval: Annotated[int, Field(ge=1)]
    reviews: Annotated[int, Field(ge=1)] = 1
    lapses: Annotated[int, Field(ge=0)] = 0

    @property
    def label(self) -> str:
        """What the card is called where an undo names it."""
        return self.id.partition(":")[2].replace("-", " ")


class Answer(Record):
    """One answer to a practice question.

    Attributes
    ----------
    question
        Id of the question in ``data/guide/questions.yaml``.
    on
        Day of the answer where the reader was.
    notes
        What was written down; empty where it was said aloud.
    seconds
        How long it took; None where no clock ran.
    predicted
        The score expected before what a strong answer contains was shown, 0 to 4.
    given
        The score given after it was shown; None until then.
    """

    kind: ClassVar[str] = "practice-answer"

    question: str
    on: date
    notes: Annotated[str, Field(max_length=100_000)] = ""
    seconds: Annotated[float, Field(ge=0)] | None = None
    predicted: Annotated[int, Field(ge=0, le=4)] | None = None
    given: Annotated[int, Field(ge=0, le=4)] | None = None

    @property
    def label(self) -> str:
        """What the question is called where an undo names it."""
        return self.question.replace("-", " ")


def _in_order(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    return tuple(day for day in WEEKDAYS if day in days)


def _clock(written: str) -> str:
    found = _CLOCK.fullmatch(written.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError("write it as 20:00")
    return f"{int(found[1]):02}:{found[2]}"


class Evenings(Record):
    """When the reader practises, and for how long.

    Attributes
    ----------
    weekdays
        The evenings of a week.
    minutes
        Length of an evening.
    starts
        When it begins, where the reader is, as in "20:00".
    cards
        The most cards on one day.
    """

    kind: ClassVar[str] = "practice-evenings"
    ONLY: ClassVar[str] = "practice-evenings"

    id: str = ONLY
    weekdays: Annotated[tuple[Weekday, ...], AfterValidator(_in_order)] = Field(
        default=("mon", "tue", "thu", "sun"), title="Evenings"
    )
    minutes: int = Field(
        default=45, ge=15, le=240, title="Minutes", json_schema_extra={"unit": "an evening"}
    )
    starts: Annotated[str, Field(max_length=8), AfterValidator(_clock)] = Field(
        default="20:00", title="Begin at", description="for the calendar; where you are"
    )
    cards: int = Field(default=20, ge=5, le=100, title="Cards", description="at most, on one day")

    @property
    def start(self) -> time:
        """When an evening begins."""
        return time.fromisoformat(self.starts)

    def holds(self, day: date) -> bool:
        """Whether the evening of `day` is one of them."""
        return WEEKDAYS[day.weekday()] in self.weekdays
