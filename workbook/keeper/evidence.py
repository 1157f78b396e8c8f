"""What the keeper test proves: something that happened for each signal, and an ear for them."""

from datetime import date

from workbook import guide
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.keeper.records import DrillAnswer, Happening
from workbook.keeper.signals import hit_rate, readings

LEAST = 12  #: Answers below which the hit rate is of twelve.


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 03; nothing before the first happening or answer."""
    kept = journal.current(Happening)
    happenings = {each.record_id: each.record for each in kept if each.record}
    found: list[Evidence] = []
    if happenings:
        days = tuple(each.saved_at.astimezone().date() for each in kept)
        rows = readings(guide.signals(), happenings)
        scored = [row for row in rows if row.score is not None]
        good = sum(row.good for row in rows)
        open_one = next((row.signal.name for row in rows if row.score is None), "")
        todo = f"Find one thing that happened for “{open_one}”" if open_one else ""
        found += [
            Evidence(
                "keeper-signals",
                len(scored),
                len(rows),
                f"{len(scored)} of {len(rows)} signals have something that happened, scored.",
                days,
                todo,
                open_one,
            ),
            Evidence(
                "keeper-balance", good, 5, f"{good} of {len(rows)} signals speak for you.", days
            ),
        ]
    answers = journal.records(DrillAnswer)
    if answers:
        right, asked = hit_rate(answers, guide.keeper_questions())
        why = f"{right} right of the last {asked}; the rate is of {LEAST} at least."
        spoken = tuple(each.on for each in answers)
        found.append(Evidence("keeper-drill", right / max(LEAST, asked), 0.8, why, spoken))
    return found
