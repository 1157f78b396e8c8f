"""The one record that says who is preparing."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from workbook.journal import Record

Level = Literal["L5", "L6"]


class Profile(Record):
    """The reader's target and pace.

    Attributes
    ----------
    level
        The level the loop is for.
    interview_date
        The first day of the loop; None while it is not set.
    words_per_minute
        The reader's own speaking pace. 130 to 160 is comfortable to listen to; 145 is its middle.
    example
        Whether chapters show the fictional example candidate.
    """

    kind: ClassVar[str] = "profile"
    ONLY: ClassVar[str] = "profile"

    id: str = ONLY
    level: Level = Field(default="L5", title="Target level")
    interview_date: date | None = Field(default=None, title="Interview on")
    words_per_minute: int = Field(
        default=145,
        ge=80,
        le=240,
        title="Speaking pace",
        description="130 to 160 is comfortable to listen to.",
        json_schema_extra={"sort": "slider", "step": 5},
    )
    example: bool = Field(
        default=True, title="Show the fictional example candidate in the chapters"
    )

    def days_left(self, today: date) -> int | None:
        """Return the days until the loop, negative once it has passed, None without a date."""
        return None if self.interview_date is None else (self.interview_date - today).days
