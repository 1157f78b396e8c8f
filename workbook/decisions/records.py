"""What the journal keeps of decisions and of how well they were explained."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbook.journal import Record

Who = Literal["decided", "influenced", "inherited"]

#: What the reader's part in a decision is called.
PARTS: dict[str, str] = {
    "decided": "I decided",
    "influenced": "I influenced",
    "inherited": "I inherited",
}

_Text = Annotated[str, Field(max_length=20_000)]


class Rejected(BaseModel):
    """An option that was turned down, and what choosing it would have cost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    option: Annotated[str, Field(max_length=500, title="the option")] = ""
    price: Annotated[str, Field(max_length=500, title="its price")] = ""

    @property
    def priced(self) -> bool:
        """Whether there is an option and a price."""
        return bool(self.option.strip() and self.price.strip())


class Decision(Record):
    """One decision that no specification made for the reader."""

    kind: ClassVar[str] = "decision"

    title: Annotated[str, Field(max_length=300)] = ""
    unclear: _Text = Field(default="", title="What was unclear", json_schema_extra={"rows": 2})
    call: _Text = Field(default="", title="The call", json_schema_extra={"rows": 2})
    who: Who | None = Field(
        default=None, title="Whose call", json_schema_extra={"labels": {**PARTS}}
    )
    rejected: tuple[Rejected, ...] = Field(
        default=(),
        title="Turned down",
        description="Each option you rejected, and what it would have cost.",
        json_schema_extra={"unit": "an option"},
    )
    why: _Text = Field(default="", title="Why this one", json_schema_extra={"rows": 3})
    outcome: _Text = Field(default="", title="How it turned out", json_schema_extra={"rows": 2})
    now: _Text = Field(default="", title="What you would do now", json_schema_extra={"rows": 2})

    @property
    def priced(self) -> bool:
        """Whether a rejected option stands in it with its price."""
        return any(each.priced for each in self.rejected)

    def lacks(self) -> list[str]:
        """Return what is missing before it can be explained, most basic first."""
        found = [
            ("no call yet", not self.call.strip()),
            ("what was unclear is missing", not self.unclear.strip()),
            ("whose call it was is open", self.who is None),
            ("no reason yet", not self.why.strip()),
            ("no rejected option with its price", not self.priced),
        ]
        return [words for words, holds in found if holds]


class Explanation(Record):
    """One decision explained aloud, against the reasons that were written down.

    Attributes
    ----------
    decision
        Id of the decision.
    seconds
        How long it took; None where the clock was not used.
    agreement
        0 to 4, by the rubric "explain".
    """

    kind: ClassVar[str] = "decision-explained"

    decision: str
    on: date
    seconds: Annotated[float, Field(ge=0)] | None = None
    agreement: Annotated[int, Field(ge=0, le=4)]
