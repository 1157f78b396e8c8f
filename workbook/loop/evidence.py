"""What the loop's schedule and the reports of its rounds prove."""

from datetime import date

from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.loop.records import Report, Slot

LEAST = 4  #: A loop has four rounds or more.


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 04; nothing while nothing is set."""
    kept = journal.current(Slot)
    found: list[Evidence] = []
    slots = [each.record for each in kept if each.record]
    if slots:
        days = tuple(each.saved_at.astimezone().date() for each in kept)
        laid = [each for each in slots if each.starts or each.minutes or each.who.strip()]
        why = f"With a time, a length or a name of yours: {len(laid)}."
        found.append(Evidence("loop-laid", float(len(laid) >= LEAST), 1, why, days))
    reports = journal.records(Report)
    if reports:
        spoken = tuple(each.on for each in reports)
        why = f"Rounds reported: {len(reports)}."
        found.append(Evidence("loop-mock", len(reports), 3, why, spoken))
    return found
