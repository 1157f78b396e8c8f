"""What the journal keeps of the loop: when each round is, and how rounds went."""

from datetime import date, time
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workbook.journal import Record


def _clock(text: str) -> str:
    """Return a time of day as HH:MM; ValueError where it is none."""
    try:
        hour, _, minute = text.strip().replace(".", ":").partition(":")
        return f"{time(int(hour), int(minute or 0)):%H:%M}"
    except ValueError as error:
        raise ValueError("a time of day belongs here, such as 10:30") from error


class Slot(Record):
    """A round on the reader's schedule; the id is the round's.

    Attributes
    ----------
    on
        The part of the loop it belongs to: before it, or the first or second half.
    starts
        Time of day, HH:MM; None follows the round before it.
    minutes
        How long it takes; None is what the workbook assumes.
    who
        Who is across the table.
    """

    kind: ClassVar[str] = "loop-slot"

    on: Literal["before", "first", "second", "not in it"] | None = Field(
        default=None,
        title="When",
        json_schema_extra={
            "labels": {
                "before": "before the loop",
                "first": "first half",
                "second": "second half",
                "not in it": "not in my loop",
            }
        },
    )
    starts: str | None = Field(
        default=None, title="Starts at", max_length=5, json_schema_extra={"placeholder": "10:30"}
    )
    minutes: Annotated[int, Field(ge=10, le=480)] | None = Field(default=None, title="Minutes")
    who: Annotated[str, Field(max_length=300)] = Field(default="", title="Who")

    @field_validator("starts", mode="before")
    @classmethod
    def _is_a_time(cls, text: Any) -> Any:
        return _clock(text) if isinstance(text, str) and text.strip() else None


class Shape(Record):
    """Whether the loop is one day or two half-days; there is one of it."""

    kind: ClassVar[str] = "loop-shape"
    ONLY: ClassVar[str] = "loop-shape"

    id: str = ONLY
    days: Literal["one", "two"] = Field(
        default="one",
        title="The loop is",
        json_schema_extra={"labels": {"one": "one virtual day", "two": "two half-days"}},
    )


class Asked(BaseModel):
    """A question that was asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: Annotated[str, Field(max_length=2000, title="a question they asked")] = ""


class Report(Record):
    """How a round went, a mock or the real one.

    Attributes
    ----------
    went
        1 to 5, by the rubric "loop".
    keeper
        What the people across the table would be at the thought of having the reader tomorrow.
    shown
        What the evidence showed of the round on that day, 0 to 100; None without evidence.
    """

    kind: ClassVar[str] = "loop-report"

    round: Annotated[str, Field(min_length=1, title="Round")]
    real: Literal["mock", "real"] = Field(
        default="mock", title="It was", json_schema_extra={"labels": {"real": "the real thing"}}
    )
    on: date = Field(title="On")
    went: Annotated[int, Field(ge=1, le=5, title="How it went")]
    keeper: Literal["relieved", "anxious"] | None = Field(default=None, title="They would be")
    asked: tuple[Asked, ...] = Field(
        default=(), title="They asked", json_schema_extra={"unit": "a question"}
    )
    shown: Annotated[int, Field(ge=0, le=100)] | None = None
