"""The one type through which a room speaks to readiness.

A room reads its own records and says, for each criterion of ``data/guide/criteria.yaml`` that it
can judge, how far the reader has got and why. It says nothing where there is nothing to judge: no
record means no evidence, which is not the same as a zero.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Evidence:
    """What the reader's own records show about one criterion.

    Attributes
    ----------
    criterion
        Id of the criterion in ``data/guide/criteria.yaml``, e.g. ``"stories-count"``.
    value
        What was found, in the criterion's own unit (stories, points, 0 or 1).
    target
        What is asked for, in the same unit; positive.
    why
        One sentence that names what was counted or what is missing.
    days
        Days on which the reader worked on it: wrote, told, answered or scored it. Any order, a day
        may stand twice. Readiness believes what was shown on several days, and lately, more than
        what was shown once or long ago; without days it believes a score least.
    todo
        What to do next as an order without a full stop, naming the record it is about ("Answer the
        failure modes of settlement ledger"); the criterion's own ``act`` where it is empty.
    opens
        Name of the record to open in the criterion's chapter, as the reader wrote it.
    """

    criterion: str
    value: float
    target: float
    why: str
    days: tuple[date, ...] = ()
    todo: str = ""
    opens: str = ""

    def __post_init__(self) -> None:
        if not self.target > 0:
            raise ValueError(f"{self.criterion}: a target is positive, not {self.target}")

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.value >= self.target

    @property
    def share(self) -> float:
        """How much of the target is reached, 0 to 1."""
        return min(max(self.value / self.target, 0.0), 1.0)
