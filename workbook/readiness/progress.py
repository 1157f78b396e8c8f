"""How the rounds stood week by week."""

from collections.abc import Sequence
from datetime import date, timedelta

from workbook.journal import Journal
from workbook.readiness.assess import Assessment
from workbook.readiness.records import RoundStanding, Standing


def standing(assessments: Sequence[Assessment], today: date) -> Standing | None:
    """Return how the rounds stand, for this week; None while there is nothing to keep."""
    rounds = {
        each.round.id: RoundStanding(
            met=each.met, begun=each.begun, total=each.total, said=each.said
        )
        for each in assessments
        if each.total and (each.seen or each.said is not None)
    }
    if not rounds:
        return None
    monday = today - timedelta(days=today.weekday())
    return Standing(id=monday.isoformat(), on=today, rounds=rounds)


def is_news(now: Standing | None, kept: Standing | None) -> bool:
    """Whether a standing says something that the one kept for the same week does not."""
    return now is not None and (kept is None or kept.rounds != now.rounds)


def keep_standing(journal: Journal, assessments: Sequence[Assessment], today: date) -> bool:
    """Keep how the rounds stand for this week, where that is news; return whether it was."""
    now = standing(assessments, today)
    if now is None or not is_news(now, journal.get(Standing, now.id)):
        return False
    journal.save(now)
    return True
