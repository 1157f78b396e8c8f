"""The four mistakes that end loops: each looked for in what the reader entered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbook import guide
from workbook.evidence import Evidence
from workbook.readiness.assess import Assessment
from workbook.stories.records import Story

Span = tuple[int, int]
#: Takes a telling and returns where it criticises others without a share of one's own; None where
#: it does not.
Blame = Callable[[str], Sequence[Span] | None]


@dataclass(frozen=True)
class Fault:
    """One thing that a check found.

    Attributes
    ----------
    name
        Of the record it was found in, as the reader wrote it.
    chapter
        Where that record is worked on, two digits.
    why
        What is wrong with it, one sentence.
    text
        The reader's words it was found in; empty where there are none.
    spans
        Start and end of the places in `text`.
    """

    name: str
    chapter: str
    why: str
    text: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Solution:
    """A solution of a coding round that passed its cases.

    Attributes
    ----------
    name
        Of the problem.
    source
        Its text.
    excess
        What there is more of than in any reference of the same reading, as a sentence; empty where
        there is no more.
    """

    name: str
    source: str
    excess: str = ""


@dataclass(frozen=True)
class Check:
    """What was looked for, in what, and what was found.

    Attributes
    ----------
    read
        What was looked at, as in "7 stories"; empty where there is nothing to read yet.
    """

    mistake: guide.Mistake
    read: str
    faults: tuple[Fault, ...] = ()

    @property
    def sentence(self) -> str:
        """The outcome, as one sentence."""
        if not self.read:
            return "Nothing to read yet."
        if not self.faults:
            return f"Nothing found in {self.read}."
        places = "one place" if len(self.faults) == 1 else f"{len(self.faults)} places"
        return f"Found in {places}, in {self.read}."


def check_mistakes(
    stories: Sequence[Story],
    assessments: Sequence[Assessment],
    blame: Blame,
    solutions: Sequence[Solution] = (),
) -> list[Check]:
    """Return a check for each mistake of the guide, in its order.

    Parameters
    ----------
    stories
        The bank.
    assessments
        The rounds as they stand.
    blame
        Finds criticism without a contribution of one's own in a telling.
    solutions
        Of the coding rounds, those that passed.
    """
    known = {mistake.id: mistake for mistake in guide.mistakes()}
    counted = _counted(len(stories), "story", "stories")
    solved = _counted(len(solutions), "solution", "solutions")
    found = {
        "generic-loop": (counted, _generic(stories)),
        "thin-deep-dive": _thin(assessments),
        "over-engineered-code": (solved, _excess(solutions)),
        "candor-without-ownership": (counted, _blaming(stories, blame)),
    }
    return [Check(known[key], *found[key]) for key in known if key in found]


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _excess(solutions: Sequence[Solution]) -> tuple[Fault, ...]:
    """Find the solutions that are larger than any reference for the same reading needed to be."""
    return tuple(Fault(one.name, "05", one.excess, one.source) for one in solutions if one.excess)


def _name(story: Story) -> str:
    return story.title or "untitled"


def _generic(stories: Sequence[Story]) -> tuple[Fault, ...]:
    """Find the stories that show none of the values the company itself names."""
    values = {value.id for value in guide.values()}
    return tuple(
        Fault(
            _name(story),
            "07",
            "It is mapped to none of the twelve values: so told, it would serve any employer.",
            story.telling,
        )
        for story in stories
        if not values & set(story.values)
    )


def _thin(assessments: Sequence[Assessment]) -> tuple[str, tuple[Fault, ...]]:
    """Find a deep dive with a smaller share of its criteria met than every other round seen."""
    rounds = {each.round.id: each for each in assessments if each.total}
    dive = rounds.pop("deep-dive", None)
    others = [each for each in rounds.values() if each.seen]
    if dive is None or not others:
        return "", ()
    read = f"the criteria of {len(others) + 1} rounds"
    share = min(each.met / each.total for each in others)
    if dive.met / dive.total >= share:
        return read, ()
    behind = min(others, key=lambda each: each.met / each.total)
    why = (
        f"{dive.met} of {dive.total} criteria are met; the next weakest round, "
        f"{behind.round.name.lower()}, has {behind.met} of {behind.total}."
    )
    return read, (Fault(dive.round.name, "10", why),)


def _blaming(stories: Sequence[Story], blame: Blame) -> tuple[Fault, ...]:
    faults = []
    for story in stories:
        spans, scores = blame(story.telling), story.scores
        if spans is not None:
            why = "It criticises others and names no contribution of your own."
            faults.append(Fault(_name(story), "07", why, story.telling, tuple(spans)))
        elif (scores.candor or 0) >= 3 and scores.ownership is not None and scores.ownership < 2:
            why = f"You scored its candor {scores.candor} and its ownership {scores.ownership}."
            faults.append(Fault(_name(story), "07", why, story.telling))
    return tuple(faults)


def evidence(checks: Sequence[Check]) -> list[Evidence]:
    """Return the evidence for chapter 11: 1 where a check read something and found nothing."""
    return [
        Evidence(
            f"mistake-{check.mistake.id}",
            float(not check.faults),
            1,
            check.sentence,
            opens=check.faults[0].name if check.faults else "",
        )
        for check in checks
        if check.read
    ]
