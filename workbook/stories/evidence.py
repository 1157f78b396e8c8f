"""What the story bank proves towards readiness."""

from collections.abc import Sequence
from datetime import date

from workbook import guide
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.profile import load
from workbook.stories.bank import FEWEST, asked_kinds, covered_kinds, covered_values, gaps
from workbook.stories.records import FollowUp, Retrieval, Story, Take
from workbook.stories.takes import LEAST, hit_rate, rehearsed
from workbook.stories.telling import LIMIT


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapter 07; nothing while the bank is empty."""
    kept = [each for each in journal.current(Story) if each.record]
    drawn = journal.records(Retrieval)
    stories = [each.record for each in kept if each.record]
    days = tuple(sorted({each.saved_at.astimezone().date() for each in kept}))
    pace = load(journal).words_per_minute
    takes, answers = journal.records(Take), journal.records(FollowUp)
    found = judge(stories, pace, takes, answers, days) if stories else []
    return found + (_retrieval(drawn) if drawn else [])


def judge(
    stories: list[Story],
    words_per_minute: int,
    takes: Sequence[Take] = (),
    answers: Sequence[FollowUp] = (),
    days: tuple[date, ...] = (),
) -> list[Evidence]:
    """Return what `stories` (at least one) show, each criterion with its reason.

    Parameters
    ----------
    takes, answers
        Oldest first, of any story; those of stories that are gone count for nothing.
    days
        On which the stories were written.
    """
    kinds, values = covered_kinds(stories), covered_values(stories)
    missing = [kind.name for kind in asked_kinds() if kind.id not in kinds]
    let_go = [story.title for story in stories if story.question_kind == "let-go-of-work"]
    target = {criterion.id: criterion.target for criterion in guide.criteria("07")}
    ids = {story.id for story in stories}
    takes = [take for take in takes if take.story in ids]
    answers = [answer for answer in answers if answer.story in ids]
    practised = rehearsed(ids, takes, answers)
    lacking = {
        story.id: {
            criterion
            for gap in gaps(story, words_per_minute, practised[story.id])
            for criterion in gap.criteria
        }
        for story in stories
    }

    def found(
        criterion: str,
        value: float,
        why: str,
        on: tuple[date, ...] = days,
        todo: str = "",
        opens: str = "",
    ) -> Evidence:
        return Evidence(criterion, value, target[criterion], why, on, todo, opens)

    def share(
        criterion: str, what: str, todo: str, on: tuple[date, ...] = days, *, count: bool = False
    ) -> Evidence:
        others = [story.title or "untitled" for story in stories if criterion in lacking[story.id]]
        good = len(stories) - len(others)
        more = " and more" if len(others) > 3 else ""
        rest = f"; not: {', '.join(others[:3])}{more}" if others else ""
        return found(
            criterion,
            good if count else good / len(stories),
            f"{good} of {len(stories)} {what}{rest}.",
            on,
            todo.format(others[0]) if others else "",
            others[0] if others else "",
        )

    items = [
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
        share("stories-mapped", "mapped to a value", "Map {} to the values it shows"),
        found(
            "stories-values",
            len(values),
            f"{len(values)} of {len(guide.values())} values have a story.",
        ),
        share(
            "stories-ninety-seconds",
            f"fit {LIMIT} s at {words_per_minute} words a minute",
            "Bring {} to ninety seconds",
        ),
        share("stories-scored", "score 2 or more on all four scales", "Score {} anew"),
        share(
            "stories-candor",
            "score 3 or more on candor and ownership both",
            "Say what you got wrong in {}",
        ),
    ]
    if takes:
        told = tuple(take.on for take in takes)
        what, todo = f"were told aloud in {LIMIT} s or less", "Tell {} aloud against the clock"
        items.append(share("stories-told-aloud", what, todo, told))
    if answers:
        pressed = tuple(answer.on for answer in answers)
        what, todo = "stood three follow-ups", "Answer three follow-ups to {}"
        items.append(share("stories-followups", what, todo, pressed, count=True))
    return items


def _retrieval(drawn: list[Retrieval]) -> list[Evidence]:
    hits, asked = hit_rate(drawn)
    why = f"{hits} in time of the last {asked}; the rate is of {LEAST} at least."
    (target,) = (each.target for each in guide.criteria("07") if each.id == "stories-retrieval")
    days = tuple(each.on for each in drawn)
    return [Evidence("stories-retrieval", hits / max(LEAST, asked), target, why, days)]
