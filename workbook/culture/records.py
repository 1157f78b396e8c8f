"""What the journal keeps of the culture documents in the reader's words."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from workbook.journal import Record


class Paraphrase(Record):
    """One attempt at a section; earlier attempts stay.

    Attributes
    ----------
    section
        Id of the section (``guide.sections()``).
    text
        The section in the reader's own words.
    on
        The day it was said.
    strength
        0 to 4, by the rubric "culture"; None while it is not scored.
    """

    kind: ClassVar[str] = "paraphrase"

    section: str
    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    on: date
    strength: Annotated[int, Field(ge=0, le=4)] | None = None


class Carrier(Record):
    """Which of the reader's stories carries a section; the id is the section's."""

    kind: ClassVar[str] = "section-carrier"

    story: str | None = Field(default=None, title="Carried by")
