"""What the paraphrases prove: that the rubric is known, and still is."""

from datetime import date

from workbook import guide
from workbook.culture.attempts import STALE, latest, standings
from workbook.culture.records import Carrier, Paraphrase
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.stories.records import Story

STRONG = 3  #: Strength from which a section counts as strong.


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 02; nothing before the first paraphrase."""
    attempts = journal.records(Paraphrase)
    found: list[Evidence] = []
    sections = guide.sections()
    if attempts:
        days = tuple(each.on for each in latest(attempts).values())
        rows = standings(sections, attempts, today)
        said = [row for row in rows if row.days is not None]
        strong = [row for row in said if (row.strength or 0) >= STRONG]
        recent = [row for row in said if row.days is not None and row.days <= STALE]
        unsaid = next((row.section.name for row in rows if row.days is None), "")
        todo = f"Say {unsaid} in your own words" if unsaid else ""
        found += [
            Evidence(
                "culture-paraphrased",
                len(said),
                len(sections),
                f"{len(said)} of {len(sections)} sections said in your own words.",
                days,
                todo,
                unsaid,
            ),
            Evidence(
                "culture-strong",
                len(strong),
                15,
                f"With {STRONG} or more at the last try: {len(strong)}.",
                days,
            ),
            Evidence(
                "culture-recent",
                len(recent),
                len(sections),
                f"Said in the last {STALE} days: {len(recent)}.",
                days,
            ),
        ]
    stories = {story.id for story in journal.records(Story)}
    carriers = [each for each in journal.records(Carrier) if each.story]
    if carriers:
        living = sum(each.story in stories for each in carriers)
        why = f"With a story of yours: {living}."
        found.append(Evidence("culture-stories", living, 10, why))
    return found
