"""What this floor adds itself: that the reader has said where they stand in every round."""

from datetime import date

from workbook import guide
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.readiness.records import SelfScore


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 13; nothing before the first self-score."""
    scored = {score.id for score in journal.records(SelfScore)}
    if not scored:
        return []
    rounds = guide.rounds()
    open_ones = [each.name for each in rounds if each.id not in scored]
    why = f"Not scored: {', '.join(open_ones)}." if open_ones else "Every round has your own score."
    return [Evidence("readiness-self-scores", len(rounds) - len(open_ones), len(rounds), why)]
