"""What this floor adds itself: that the reader has said where they stand in every round."""

from datetime import date

from workbook import guide
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.readiness.records import SelfScore


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 13; nothing before the first self-score."""
    given = [
        one for one in journal.current(SelfScore) if one.record and one.record.score is not None
    ]
    if not given:
        return []
    scored = {one.record_id for one in given}
    rounds = guide.rounds()
    open_ones = [each.name for each in rounds if each.id not in scored]
    why = f"Not scored: {', '.join(open_ones)}." if open_ones else "Every round has your own score."
    days = tuple(sorted({one.saved_at.astimezone().date() for one in given}))
    return [Evidence("readiness-self-scores", len(rounds) - len(open_ones), len(rounds), why, days)]
