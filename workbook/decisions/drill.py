"""Who decided, and which decision to explain next: pure functions over the log."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.decisions.records import PARTS, Decision, Explanation

#: Seconds there are to explain a decision.
LIMIT = 60


@dataclass(frozen=True)
class Share:
    """Decisions in which the reader had one part: how many, and how many with a priced option."""

    name: str
    count: int
    priced: int


def shares(decisions: Sequence[Decision]) -> tuple[Share, ...]:
    """Return a row for each part the reader can have had, those that never occur included."""
    return tuple(
        Share(
            name,
            sum(each.who == who for each in decisions),
            sum(each.who == who and each.priced for each in decisions),
        )
        for who, name in PARTS.items()
    )


def latest(explanations: Sequence[Explanation]) -> dict[str, Explanation]:
    """Return each decision's last explanation by the decision's id; `explanations` oldest first."""
    return {each.decision: each for each in explanations}


def draw(decisions: Sequence[Decision], explanations: Sequence[Explanation]) -> Decision | None:
    """Return the decision to explain next: one never explained, else the one longest ago.

    Only decisions with a call and a reason can be explained; None where there is none.
    """
    last = {each.decision: place for place, each in enumerate(explanations)}
    ready = [each for each in decisions if each.call.strip() and each.why.strip()]
    return min(ready, key=lambda each: last.get(each.id, -1), default=None)
