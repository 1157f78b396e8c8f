"""What the journal keeps of a design round."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbook import guide
from workbook.journal import Record

Score = Annotated[int, Field(ge=0, le=4)]
Aspect = Literal["data_model", "failure", "scaling", "rollout", "metrics"]

#: What each component is asked, in order: the field, and the id in the rubric "design".
ASPECTS: dict[Aspect, str] = {
    "data_model": "data-model",
    "failure": "failure",
    "scaling": "scaling",
    "rollout": "rollout",
    "metrics": "metrics",
}

_Text = Annotated[str, Field(max_length=50_000)]


class Gates(BaseModel):
    """What the sheet says of the three topics that no design passes without."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chaos: _Text = Field(default="", json_schema_extra={"rows": 3})
    canary: _Text = Field(default="", json_schema_extra={"rows": 3})
    failover: _Text = Field(default="", json_schema_extra={"rows": 3})


class Sheet(Record):
    """One prompt worked through.

    Attributes
    ----------
    prompt
        Id of the prompt (``guide.prompts()``).
    scope, numbers
        What is in and out, and the figures the design rests on.
    began
        When its clock was started, in milliseconds since 1970; None while it stands.
    seconds
        How long it was worked on; None before the clock was stopped.
    redirected
        Whether somebody was there who moved the reader to other parts.
    """

    kind: ClassVar[str] = "design-sheet"

    prompt: str | None = None
    scope: _Text = Field(default="", title="In scope, and out", json_schema_extra={"rows": 3})
    numbers: _Text = Field(default="", title="Numbers it rests on", json_schema_extra={"rows": 3})
    gates: Gates = Gates()
    began: float | None = None
    seconds: float | None = None
    redirected: bool = Field(
        default=False, title="Somebody interrupted and redirected me while I worked"
    )

    @property
    def title(self) -> str:
        """What the prompt is called; its id where the guide no longer has it."""
        names = {prompt.id: prompt.name for prompt in guide.prompts()}
        return names.get(self.prompt or "", self.prompt or "")


class Levels(BaseModel):
    """How far each aspect of a component is reasoned, 0 to 4; None is not scored yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_model: Score | None = None
    failure: Score | None = None
    scaling: Score | None = None
    rollout: Score | None = None
    metrics: Score | None = None


class Component(Record):
    """One component of a sheet: what is said of each aspect, and how far that is reasoned.

    Attributes
    ----------
    sheet
        Id of the sheet it belongs to.
    """

    kind: ClassVar[str] = "design-component"

    sheet: str
    name: Annotated[str, Field(max_length=120)] = ""
    data_model: _Text = Field(default="", json_schema_extra={"rows": 4})
    failure: _Text = Field(default="", json_schema_extra={"rows": 4})
    scaling: _Text = Field(default="", json_schema_extra={"rows": 4})
    rollout: _Text = Field(default="", json_schema_extra={"rows": 4})
    metrics: _Text = Field(default="", json_schema_extra={"rows": 4})
    levels: Levels = Levels()

    def level(self, aspect: Aspect) -> int | None:
        """Return how far an aspect is reasoned; 0 where nothing is written, whatever the score."""
        if not getattr(self, aspect).strip():
            return 0
        scored: int | None = getattr(self.levels, aspect)
        return scored
