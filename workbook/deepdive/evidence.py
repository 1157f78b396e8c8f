"""What the deep dive proves: two recent systems, answered several layers down."""

from datetime import date

from workbook import guide
from workbook.deepdive.depth import depths, is_recent
from workbook.deepdive.records import FacetAnswer, System
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.profile import load


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for the deep dive; nothing before the first system."""
    kept = journal.current(System)
    systems = [each.record for each in kept if each.record]
    if not systems:
        return []
    answered = journal.current(FacetAnswer)
    answers = {each.record_id: each.record for each in answered if each.record}
    written = tuple(each.saved_at.astimezone().date() for each in kept)
    days = tuple(each.saved_at.astimezone().date() for each in answered)
    complete = sum(system.complete for system in systems)
    interview = load(journal).interview_date or today
    recent = [system for system in systems if is_recent(system, interview)]
    found = [
        Evidence(
            "deepdive-systems",
            complete,
            2,
            f"{complete} with your part, the scale and the day.",
            written,
        ),
        Evidence(
            "deepdive-recent",
            len(recent),
            2,
            f"{len(recent)} shipped within eighteen months of the interview.",
            written,
        ),
    ]
    if answers:
        rows = depths(systems, guide.facets(), answers)
        ready = [row for row in rows if row.ready]
        open_one = next((row for row in rows if not row.ready), None)
        todo = (
            f"Answer the {open_one.facet.name.lower()} of {open_one.system.title}, "
            f"layer {open_one.reached + 1}"
            if open_one
            else ""
        )
        opens = open_one.system.title if open_one else ""
        peers = sum(row.peer for row in rows)
        found += [
            Evidence(
                "deepdive-facets",
                len(ready),
                8,
                f"Sure four layers down: {len(ready)}.",
                days,
                todo,
                opens,
            ),
            Evidence(
                "deepdive-peer",
                peers,
                next(each.target for each in guide.criteria("10") if each.id == "deepdive-peer"),
                f"With an answer that a peer rated 3 or more: {peers}.",
                days,
            ),
        ]
    return found
