"""What the sheets prove: prompts worked through, components reasoned, the gates answered."""

from datetime import date

from workbook.design.depth import FEWEST, read, reasoned
from workbook.design.records import Component, Sheet
from workbook.evidence import Evidence
from workbook.journal import Journal


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 06; nothing before the first sheet."""
    kept = journal.current(Sheet)
    if not kept:
        return []
    components = journal.records(Component)
    days = tuple(each.saved_at.astimezone().date() for each in kept)
    readings = [read(each.record, components) for each in kept if each.record]
    worked = [
        each for each in readings if each.sheet.scope.strip() and len(each.components) >= FEWEST
    ]
    numbered = sum(bool(each.sheet.numbers.strip()) for each in worked)
    best = max(readings, key=lambda each: each.depth)
    deep = sum(reasoned(component) for component in best.components)
    gates = len(readings[-1].gates)
    redirected = sum(each.sheet.redirected for each in worked)
    return [
        Evidence(
            "design-sheets",
            len(worked),
            2,
            f"{len(worked)} with a scope and {FEWEST} components or more.",
            days,
        ),
        Evidence("design-numbers", numbered, 2, f"With numbers: {numbered}.", days),
        Evidence(
            "design-depth",
            deep,
            3,
            f"Reasoned in all five aspects, on your deepest sheet: {deep}.",
            days,
        ),
        Evidence("design-gates", gates, 3, f"{gates} of 3 gates on your latest sheet.", days),
        Evidence(
            "design-redirected",
            redirected,
            1,
            f"{redirected} worked with somebody who redirected you.",
            days,
        ),
    ]
