"""What the journal keeps of practice: reviews of cards, answers to questions, and the evenings."""

from datetime import date, time
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from workbook.journal import Record

Score = Annotated[int, Field(ge=0, le=4)]


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
    predicted: Score
    given: Score | None = None


def _weekdays(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


Weekday = Annotated[int, Field(ge=0, le=6)]


class Evenings(Record):
    """When the reader practises, and for how long.

    Attributes
    ----------
    weekdays
        The evenings of a week, 0 Monday to 6 Sunday.
    minutes
        Length of an evening.
    starts
        When it begins, where the reader is.
    cards
        The most cards on one day.
    """

    kind: ClassVar[str] = "practice-evenings"
    ONLY: ClassVar[str] = "practice-evenings"

    id: str = ONLY
    weekdays: Annotated[tuple[Weekday, ...], AfterValidator(_weekdays)] = (0, 1, 3, 6)
    minutes: Annotated[int, Field(ge=15, le=240)] = 45
    starts: time = time(20, 0)
    cards: Annotated[int, Field(ge=5, le=100)] = 20
