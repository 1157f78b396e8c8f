"""From evidence to rounds: what is shown, what is said, how far the two are apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook import guide
from workbook.evidence import Evidence


@dataclass(frozen=True)
class Finding:
    """One criterion of a round, and what the reader's records show about it (None: nothing)."""

    criterion: guide.Criterion
    evidence: Evidence | None


@dataclass(frozen=True)
class Assessment:
    """One round of the loop.

    Attributes
    ----------
    said
        The reader's self-score, 0 to 100; None while not given.
    findings
        The round's criteria in the guide's order.
    """

    round: guide.Round
    said: int | None
    findings: tuple[Finding, ...]

    @property
    def shown(self) -> int | None:
        """What the evidence shows, 0 to 100, or None where there is none.

        The plain mean over the round's criteria of how much of each target is reached. A criterion
        without evidence counts as nothing reached once the round has some evidence, since the round
        will ask for it all the same.
        """
        if not any(finding.evidence for finding in self.findings):
            return None
        shares = [finding.evidence.share if finding.evidence else 0.0 for finding in self.findings]
        return round(100 * sum(shares) / len(shares))

    @property
    def met(self) -> int:
        """How many of the criteria are met."""
        return sum(1 for finding in self.findings if finding.evidence and finding.evidence.met)

    @property
    def sentence(self) -> str:
        """What is said and shown of the round, in a line."""
        if self.shown is None:
            return "no evidence yet"
        said = "" if self.said is None else f"you say {self.said}, "
        return f"{said}shown {self.shown}; {self.met} of {len(self.findings)} criteria met"


def assess(evidence: Sequence[Evidence], said: Mapping[str, int]) -> list[Assessment]:
    """Return every round of the loop with its evidence and the reader's own score.

    Parameters
    ----------
    evidence
        Of all rooms.
    said
        Self-scores, 0 to 100, by round id.
    """
    by_criterion = {item.criterion: item for item in evidence}
    criteria = guide.criteria()
    return [
        Assessment(
            each,
            said.get(each.id),
            tuple(
                Finding(criterion, by_criterion.get(criterion.id))
                for criterion in criteria
                if each.id in criterion.rounds
            ),
        )
        for each in guide.rounds()
    ]


def weakest(assessments: Sequence[Assessment]) -> Assessment | None:
    """Return the round with the least evidence among those that have some, the earliest of equals.

    A loop ends at its first weak round, so a strong average is no comfort.
    """
    shown = [assessment for assessment in assessments if assessment.shown is not None]
    return min(shown, key=lambda assessment: assessment.shown or 0, default=None)


def unseen(assessments: Sequence[Assessment]) -> list[Assessment]:
    """Return the rounds that have no evidence."""
    return [assessment for assessment in assessments if assessment.shown is None]
