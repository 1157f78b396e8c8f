"""What the journal keeps of the reader's own opinion, and of how the rounds stood week by week."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from workbook.journal import Record


class SelfScore(Record):
    """How ready the reader says they are for a round; its id is the round's.

    Attributes
    ----------
    score
        0 to 4 on the guide's rubric "self-score"; None while not given. Version 1 held 0 to 100.
    """

    kind: ClassVar[str] = "self-score"
    version: ClassVar[int] = 2

    score: Annotated[int, Field(ge=0, le=4)] | None = None

    @classmethod
    def upgrade(cls, body: dict[str, Any], version: int) -> dict[str, Any]:
        """Take the step nearest to a score of 0 to 100."""
        return body | {"score": round(body["score"] / 25)}


Count = Annotated[int, Field(ge=0)]


class RoundStanding(BaseModel):
    """How one round stood: criteria met and begun of how many, and what the reader said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    met: Count
    begun: Count
    total: Count
    said: Annotated[int, Field(ge=0, le=4)] | None = None


class Standing(Record):
    """How the rounds stood when they were last looked at in a week; its id is the week's Monday.

    Kept, because it cannot be worked out afterwards: criteria change with the edition, and whole
    rooms would have to be read as they were on a day. A week in which nobody looked has none.

    Attributes
    ----------
    on
        The last day it was looked at.
    rounds
        By round id.
    """

    kind: ClassVar[str] = "readiness-standing"

    on: date
    rounds: dict[str, RoundStanding]
