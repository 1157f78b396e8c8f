"""What a story went through aloud: its takes, its follow-ups, and the drill of naming it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbook import guide
from workbook.stories.linting import filler_spans, heard_as, is_english
from workbook.stories.records import FollowUp, Retrieval, Take
from workbook.stories.telling import LIMIT, Telling, count_words

#: How many follow-ups a story is to stand, and the score from which one counts as stood.
ASKED, STOOD = 3, 2
#: Seconds in which a story is to be named; how many last draws the rate is of, at most and least.
TEN, WINDOW, LEAST = 10, 24, 12
#: Seconds below which nobody has told a story.
SHORTEST = 10


@dataclass(frozen=True)
class Rehearsed:
    """How often a story was told, whether once within the mark, and its latest follow-up scores."""

    takes: int = 0
    in_time: bool = False
    scores: tuple[int, ...] = ()

    @property
    def held(self) -> bool:
        """Whether it stood three follow-ups, the latest three."""
        return len(self.scores) == ASKED and min(self.scores) >= STOOD

    def lacks(self) -> list[tuple[str, str]]:
        """Return what is missing, each with the id of the criterion that asks for it."""
        found = []
        if not self.takes:
            found.append(("stories-told-aloud", "never told aloud"))
        elif not self.in_time:
            found.append(("stories-told-aloud", f"not yet told in {LIMIT} s"))
        if not self.held:
            asked = len(self.scores)
            said = (
                f"{asked} of {ASKED} follow-ups answered"
                if asked < ASKED
                else "a follow-up below 2"
            )
            found.append(("stories-followups", said))
        return found


NEVER_TOLD = Rehearsed()


def rehearsed(
    stories: Iterable[str], takes: Sequence[Take], answers: Sequence[FollowUp]
) -> dict[str, Rehearsed]:
    """Return what each story went through, by its id; `takes` and `answers` oldest first."""
    found = {}
    for story in stories:
        own = [take for take in takes if take.story == story]
        scores = tuple(answer.score for answer in answers if answer.story == story)
        in_time = any(fits(take.seconds) for take in own)
        found[story] = Rehearsed(len(own), in_time, scores[-ASKED:])
    return found


def fits(seconds: float) -> bool:
    """Whether a telling of so many seconds counts as ninety; half a second over is the hand's."""
    return round(seconds) <= LIMIT


@dataclass(frozen=True)
class Said:
    """What a transcript and a listener's taps say of a take.

    Attributes
    ----------
    pace
        Words a minute; None without a transcript, or where it is not in English.
    fillers
        Fillers a minute, and the scale's word for it; None where nobody counted.
    reading
        The scale's word for it.
    least
        Whether it may be more: a program leaves fillers out of what it writes.
    """

    pace: float | None = None
    fillers: float | None = None
    reading: str = ""
    least: bool = False


def said(take: Take) -> Said:
    """Return pace and fillers of a take; a listener's count wins over the transcript's."""
    minutes = take.seconds / 60
    spoken = Telling(take.transcript)
    pace = count_words(take.transcript) / minutes if is_english(spoken) else None
    if take.taps is not None:
        fillers, least = take.taps / minutes, False
    elif pace is not None:
        fillers, least = len(filler_spans(spoken)) / minutes, take.automatic
    else:
        return Said(pace)
    return Said(pace, fillers, heard_as(fillers), least)


def draw(drawn: Sequence[tuple[str, bool]]) -> guide.Question:
    """Return the behavioural question to draw next.

    Those never drawn come first, one kind after the other; then those missed when last drawn; then
    the one drawn longest ago.

    Parameters
    ----------
    drawn
        Ids of questions and whether each was hit, oldest first.
    """
    last = {question: (place, hit) for place, (question, hit) in enumerate(drawn)}
    kinds = {question.id: question.kind for question in prompts()}
    times = Counter(kinds.get(question) for question, _ in drawn)

    def order(question: guide.Question) -> tuple[int, int]:
        if question.id not in last:
            return 0, times[question.kind]
        place, hit = last[question.id]
        return (2 if hit else 1), place

    return min(prompts(), key=order)


def prompts() -> list[guide.Question]:
    """Return the behavioural questions: those of a kind, and the others a story answers."""
    return [question for question in guide.questions() if question.kind is not None]


def hit_rate(drawn: Sequence[Retrieval]) -> tuple[int, int]:
    """Return how many of the last 24 draws named a story in time, and how many there are."""
    recent = drawn[-WINDOW:]
    return sum(each.in_time for each in recent), len(recent)


@dataclass(frozen=True)
class Sitting:
    """The draws of one day."""

    on: date
    hits: int
    asked: int


def sittings(drawn: Sequence[Retrieval]) -> tuple[Sitting, ...]:
    """Return the draws by day, earliest first."""
    days = sorted({each.on for each in drawn})
    return tuple(
        Sitting(
            day,
            sum(each.in_time for each in drawn if each.on == day),
            sum(each.on == day for each in drawn),
        )
        for day in days
    )
