"""What the journal keeps of the reader's own opinion."""

from typing import Annotated, ClassVar

from pydantic import Field

from workbook.journal import Record


class SelfScore(Record):
    """How ready the reader says they are for a round; its id is the round's.

    Attributes
    ----------
    score
        0 (could not start) to 100 (would walk in today).
    """

    kind: ClassVar[str] = "self-score"

    score: Annotated[int, Field(ge=0, le=100)]
