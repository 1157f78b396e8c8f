"""What the journal keeps of the keeper test."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from workbook.journal import Record


class Happening(Record):
    """One thing that happened and shows a signal; the id is the signal's.

    Attributes
    ----------
    story
        Id of a story of the bank, or None.
    lines
        What happened, in a few lines, where no story tells it.
    score
        0 to 4 by the signal's own scale: relief, or anxiety, from none to most.
    """

    kind: ClassVar[str] = "keeper-happening"

    story: str | None = Field(default=None, title="A story of yours")
    lines: Annotated[str, Field(max_length=20_000)] = Field(
        default="", title="Or in a few lines", json_schema_extra={"rows": 4}
    )
    score: Annotated[int, Field(ge=0, le=4)] | None = None

    @property
    def told(self) -> bool:
        """Whether something that happened stands in it."""
        return bool(self.story or self.lines.strip())


class DrillAnswer(Record):
    """Which signal the reader named for a question of the drill."""

    kind: ClassVar[str] = "keeper-drill"

    question: str
    named: str
    on: date
