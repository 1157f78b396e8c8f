"""What the journal keeps of a coding round."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from workbook.journal import Record

Words = Annotated[str, Field(max_length=20_000)]
Line = Annotated[str, Field(max_length=2_000)]
Source = Annotated[str, Field(max_length=200_000)]
Score = Annotated[int, Field(ge=0, le=4)]
Phase = Literal["brief", "frame", "code", "change", "argue", "debrief"]

#: The acts of a round, in the order they are played.
PHASES: tuple[Phase, ...] = get_args(Phase)


class Part(BaseModel):
    """Base of what stands inside a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Asked(Part):
    """A question to the interviewer, the answer, and the ids of the key questions it was."""

    question: Line
    answer: Line
    keys: tuple[str, ...] = ()


class Frame(Part):
    """What was said before any code: the reading in one's own words, and what surrounds it."""

    reading: Words = ""
    assumptions: tuple[Line, ...] = ()
    deferrals: tuple[Line, ...] = ()
    asked: tuple[Asked, ...] = ()


class Count(Part):
    """How many cases of a group passed, failed and were not run."""

    group: str
    passed: int
    failed: int
    not_run: int

    @property
    def total(self) -> int:
        """How many cases the group has."""
        return self.passed + self.failed + self.not_run

    @property
    def sentence(self) -> str:
        """The group in a few words."""
        if self.not_run == self.total:
            return f"{self.group} not run"
        rest = f", {self.not_run} not run" if self.not_run else ""
        return f"{self.group} {self.passed} of {self.total}{rest}"


class Run(Part):
    """One judging of the solution.

    Attributes
    ----------
    changed
        Whether the change's cases were among them.
    failed, failed_change
        Names of the cases that failed: those there were from the start, and the change's.
    trouble
        Why cases could not run; empty where all did.
    loaded
        Whether the solution could be run at all.
    """

    at: datetime
    changed: bool
    passed: bool
    counts: tuple[Count, ...]
    failed: tuple[str, ...] = ()
    failed_change: tuple[str, ...] = ()
    trouble: Line = ""
    loaded: bool = True


class Argument(Part):
    """Three answers for L5, and for L6 the alternatives and why this one wins."""

    structure: Words = ""
    fails_first: Words = ""
    watched: Words = ""
    alternatives: tuple[Words, ...] = ()
    wins: Words = ""


class Framing(Record):
    """A frame without a round: what was kept before there were rounds. It still counts."""

    kind: ClassVar[str] = "coding-framing"

    problem: str
    reading: str | None = None
    frame: Frame = Frame()
    shown: datetime
    committed: datetime | None = None


class Attempt(Record):
    """One round: a problem, from the brief to the debrief.

    Attributes
    ----------
    problem, reading
        Ids; the reading is None until it is picked.
    began
        When each act began, by its name.
    runs
        The judgings, oldest first.
    source, source_at_change
        The solution's text, and what it was when production changed.
    scores
        The reader's own scores of the argument, by level.
    unused
        Lines of the source that no case executed; None where they were not counted.
    ended
        When the debrief was reached, or the round left; None while it goes on.
    """

    kind: ClassVar[str] = "coding-attempt"

    problem: str
    reading: str | None = None
    frame: Frame = Frame()
    began: dict[Phase, datetime] = Field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    source: Source = ""
    source_at_change: Source | None = None
    argument: Argument = Argument()
    scores: dict[Literal["L5", "L6"], Score] = Field(default_factory=dict)
    unused: tuple[int, ...] | None = None
    ended: datetime | None = None

    @property
    def shown(self) -> datetime:
        """When the brief was shown."""
        return self.began["brief"]

    @property
    def committed(self) -> datetime | None:
        """When the frame was committed; None before."""
        return self.began.get("code")
