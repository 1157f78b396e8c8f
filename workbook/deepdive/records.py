"""What the journal keeps of the systems a reader will be asked about."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from workbook.journal import Record

Score = Annotated[int, Field(ge=0, le=4)]


class System(Record):
    """A system the reader shipped.

    Attributes
    ----------
    role
        What the reader's own part in it was.
    scale
        Its load, size or reach, with a number.
    shipped_on
        The day it went into production.
    """

    kind: ClassVar[str] = "system"

    title: Annotated[str, Field(max_length=300)] = ""
    role: Annotated[str, Field(max_length=300, title="Your part in it")] = ""
    scale: Annotated[str, Field(max_length=300, title="Scale, with a number")] = ""
    shipped_on: date | None = Field(default=None, title="Shipped on")

    @property
    def complete(self) -> bool:
        """Whether title, part, scale and day are all there."""
        named = all(text.strip() for text in (self.title, self.role, self.scale))
        return named and self.shipped_on is not None


class FacetAnswer(Record):
    """The answer to one layer of one facet of one system; the id is `answer_id` of the three.

    Attributes
    ----------
    own, peer
        How sure the answer was, 0 to 4 by the rubric "deepdive", as the reader and as a peer who
        asked has it.
    """

    kind: ClassVar[str] = "facet-answer"

    text: Annotated[str, Field(max_length=50_000)] = Field(
        default="", title="Your answer", json_schema_extra={"rows": 5}
    )
    own: Score | None = Field(default=None, title="Your rating")
    peer: Score | None = Field(default=None, title="A peer's rating")

    @property
    def rating(self) -> int | None:
        """The peer's score where there is one, else the reader's own; None without an answer."""
        if not self.text.strip():
            return None
        return self.own if self.peer is None else self.peer


def answer_id(system: str, facet: str, layer: str) -> str:
    """Return the id of the answer to one layer of one facet of one system."""
    return f"{system}:{facet}:{layer}"
