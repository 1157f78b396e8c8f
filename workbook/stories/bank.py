"""The bank as a whole: what a story lacks, what the bank covers, how scores went over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from workbook import guide
from workbook.journal import Revision
from workbook.stories.records import SCALES, Scores, Story
from workbook.stories.takes import NEVER_TOLD, Rehearsed, fits
from workbook.stories.telling import LIMIT, count_words, spoken_seconds

if TYPE_CHECKING:
    import pandas as pd

#: How many stories the guide asks for: a bank of six to eight.
FEWEST, MOST = 6, 8


def asked_kinds() -> list[guide.QuestionKind]:
    """Return the four kinds of question every bank must answer; "other" is none of them."""
    return [kind for kind in guide.question_kinds() if kind.id != "other"]


@dataclass(frozen=True)
class Gap:
    """Something a story lacks: in words, and the criteria of the checklist that ask for it."""

    words: str
    criteria: tuple[str, ...]


def gaps(story: Story, words_per_minute: int, practised: Rehearsed) -> list[Gap]:
    """Return what `story` lacks, most basic first: what the list, the table and the checklist say.

    Parameters
    ----------
    words_per_minute
        The reader's pace.
    practised
        What the story went through aloud.
    """
    seconds = spoken_seconds(story.telling, words_per_minute)
    given = story.scores.given()
    unscored = [scale for scale in SCALES if scale not in given]
    weak = [scale for scale, score in given.items() if score < 2]
    shy = [scale for scale in _CANDID if given.get(scale) == 2]
    none = "not scored" if not given else f"{', '.join(unscored)} not scored"
    length = ("stories-ninety-seconds",)
    found = [
        ("no telling yet", length, count_words(story.telling) == 0),
        (f"{seconds - LIMIT:.0f} s over", length, not fits(seconds)),
        ("no question kind", (), story.question_kind is None),
        ("not mapped to a value", ("stories-mapped",), not story.values),
        (none, _scored(unscored), bool(unscored)),
        (f"{', '.join(weak)} below 2", _scored(weak), bool(weak)),
        (f"{' and '.join(shy)} below 3", ("stories-candor",), bool(shy)),
    ]
    said = [Gap(words, criteria) for words, criteria, holds in found if holds]
    return said + [Gap(words, (criterion,)) for criterion, words in practised.lacks()]


_CANDID = ("ownership", "candor")


def _scored(scales: Sequence[str]) -> tuple[str, ...]:
    """Return the criteria that a missing or weak score on any of these scales fails."""
    candid = ("stories-candor",) if set(scales) & set(_CANDID) else ()
    return ("stories-scored", *candid)


def lacks(story: Story, words_per_minute: int, practised: Rehearsed = NEVER_TOLD) -> list[str]:
    """Return what `story` still lacks in words, most basic first; empty when it is ready."""
    return [gap.words for gap in gaps(story, words_per_minute, practised)]


def covered_values(stories: Sequence[Story]) -> list[str]:
    """Return the ids of the guide's values that at least one story shows, in the guide's order."""
    shown = {value for story in stories for value in story.values}
    return [value.id for value in guide.values() if value.id in shown]


def covered_kinds(stories: Sequence[Story]) -> list[str]:
    """Return the ids of the four question kinds that a story answers, in the guide's order."""
    answered = {story.question_kind for story in stories}
    return [kind.id for kind in asked_kinds() if kind.id in answered]


@dataclass(frozen=True)
class Scoring:
    """The scores a story had at the end of one sitting."""

    at: datetime
    scores: Scores


def score_history(
    history: Sequence[Revision[Story]], gap: timedelta = timedelta(minutes=10)
) -> list[Scoring]:
    """Return how a story's scores went, one entry a sitting.

    Parameters
    ----------
    history
        The story's revisions, oldest first.
    gap
        Changes closer together than this are one sitting; its last scores count.
    """
    sittings: list[Scoring] = []
    for revision in history:
        if revision.record is None or not revision.record.scores.given():
            continue
        scores = revision.record.scores
        if sittings and scores == sittings[-1].scores:
            continue
        if sittings and revision.saved_at - sittings[-1].at < gap:
            sittings.pop()
        sittings.append(Scoring(revision.saved_at, scores))
    return sittings


def as_table(
    stories: Sequence[Story], words_per_minute: int, practised: Mapping[str, Rehearsed]
) -> "pd.DataFrame":
    """Return one row a story; the columns are documented at ``wb.stories.table``."""
    import pandas as pd  # a third of a second, which no panel needs

    # What stands between two dollar signs in a table's text is no formula.
    pd.options.display.html.use_mathjax = False
    rows: list[dict[str, Any]] = [
        {
            "title": story.title,
            "question_kind": story.question_kind,
            "values": list(story.values),
            **{scale: getattr(story.scores, scale) for scale in SCALES},
            "words": count_words(story.telling),
            "seconds": round(spoken_seconds(story.telling, words_per_minute), 1),
            "takes": practised[story.id].takes,
            "lacks": lacks(story, words_per_minute, practised[story.id]),
        }
        for story in stories
    ]
    columns = ["title", "question_kind", "values", *SCALES, "words", "seconds", "takes", "lacks"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype(dict.fromkeys(SCALES, "Int64"))
