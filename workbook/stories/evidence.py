"""What the story bank proves towards readiness."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from workbook import guide
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.profile import load
from workbook.stories.bank import FEWEST, asked_kinds, covered_kinds, covered_values
from workbook.stories.records import SCALES, Story
from workbook.stories.telling import LIMIT, count_words, spoken_seconds


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 07; nothing while the bank is empty."""
    kept = journal.current(Story)
    stories = [one.record for one in kept if one.record]
    if not stories:
        return []
    days = tuple(sorted({one.saved_at.astimezone().date() for one in kept}))
    found = judge(stories, load(journal).words_per_minute)
    return [replace(item, days=days) for item in found]


def judge(stories: list[Story], words_per_minute: int) -> list[Evidence]:
    """Return what `stories` (at least one) show, each criterion with its reason."""
    kinds, values = covered_kinds(stories), covered_values(stories)
    missing = [kind.name for kind in asked_kinds() if kind.id not in kinds]
    let_go = [story.title for story in stories if story.question_kind == "let-go-of-work"]
    target = {criterion.id: criterion.target for criterion in guide.criteria("07")}

    def found(criterion: str, value: float, why: str) -> Evidence:
        return Evidence(criterion, value, target[criterion], why)

    def share(criterion: str, holds: Callable[[Story], bool], what: str) -> Evidence:
        good = [story for story in stories if holds(story)]
        others = [story.title or "untitled" for story in stories if not holds(story)]
        rest = (
            f"; not: {', '.join(others[:3])}{' and more' if len(others) > 3 else ''}"
            if others
            else ""
        )
        return found(
            criterion, len(good) / len(stories), f"{len(good)} of {len(stories)} {what}{rest}."
        )

    def fits(story: Story) -> bool:
        return (
            count_words(story.telling) > 0
            and round(spoken_seconds(story.telling, words_per_minute)) <= LIMIT
        )

    def scored(story: Story) -> bool:
        given = story.scores.given()
        return len(given) == len(SCALES) and min(given.values()) >= 2

    def candid(story: Story) -> bool:
        return min(story.scores.candor or 0, story.scores.ownership or 0) >= 3

    return [
        found("stories-count", len(stories), f"{len(stories)} in the bank; {FEWEST} is the least."),
        found(
            "stories-question-kinds",
            len(kinds),
            f"No story for: {', '.join(missing)}."
            if missing
            else "Each of the four kinds has a story.",
        ),
        found(
            "stories-let-go",
            len(let_go),
            f"Told by: {', '.join(title or 'untitled' for title in let_go)}."
            if let_go
            else "No story of work you let go of; it is the kind that weighs most.",
        ),
        share("stories-mapped", lambda story: bool(story.values), "mapped to a value"),
        found(
            "stories-values",
            len(values),
            f"{len(values)} of {len(guide.values())} values have a story.",
        ),
        share(
            "stories-ninety-seconds", fits, f"fit {LIMIT} s at {words_per_minute} words a minute"
        ),
        share("stories-scored", scored, "score 2 or more on all four scales"),
        share("stories-candor", candid, "score 3 or more on candor and ownership both"),
    ]
