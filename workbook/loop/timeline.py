"""The loop laid out in time, and how well readiness foretold its rounds: pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from workbook.guide import Round
from workbook.loop.records import Report, Slot

Half = Literal["before", "first", "second"]

#: Where a half begins, in minutes after midnight, until a time is set.
BEGINS: dict[Half, int] = {"before": 600, "first": 600, "second": 600}
BREAK = 15  #: Minutes between two rounds that follow each other without a time of their own.
LUNCH = 60  #: Minutes between the halves of a loop of one day.
PAIRS = 3  #: Reports with a known readiness from which their order is compared.


@dataclass(frozen=True)
class Block:
    """A round in its place: minutes after midnight, and whether the time is the reader's own."""

    round: Round
    half: Half
    starts: int
    minutes: int
    who: str
    fixed: bool

    @property
    def ends(self) -> int:
        """When it ends, in minutes after midnight."""
        return self.starts + self.minutes


def lay(rounds: Sequence[Round], slots: Mapping[str, Slot], days: str) -> tuple[Block, ...]:
    """Return every round that is in the loop, in the order of time.

    Parameters
    ----------
    rounds
        The guide's, in their usual order.
    slots
        What the reader has set, by the round's id; the guide's usual half and length where nothing
        is set. A round that the guide does not call certain is in the loop once it is set.
    days
        "one" or "two": with one day the second half follows the first after lunch.
    """
    blocks: list[Block] = []
    ends: dict[str, int] = {}
    for half in ("before", "first", "second"):
        for each in rounds:
            slot = slots.get(each.id) or Slot(id=each.id)
            if _half(each, slot) != half:
                continue
            starts = _minutes(slot.starts) if slot.starts else _next(half, ends, days)
            minutes = slot.minutes or each.minutes or each.usual_minutes
            who = slot.who.strip() or each.who
            blocks.append(Block(each, half, starts, minutes, who, slot.starts is not None))
            ends[half] = max(ends.get(half, 0), starts + minutes)
    order = {"before": 0, "first": 1, "second": 1 if days == "one" else 2}
    return tuple(sorted(blocks, key=lambda block: (order[block.half], block.starts)))


def _half(each: Round, slot: Slot) -> str:
    if slot.on is not None:
        return slot.on
    usual = ("before", "first", "second")[each.half]
    return usual if each.always else "not in it"


def _next(half: str, ends: Mapping[str, int], days: str) -> int:
    if half in ends:
        return ends[half] + BREAK
    if half == "second" and days == "one" and "first" in ends:
        return ends["first"] + LUNCH
    return BEGINS[half]  # type: ignore[index]


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return 60 * int(hour) + int(minute)


def as_time(minutes: int) -> str:
    """Return minutes after midnight as HH:MM."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def clashes(blocks: Sequence[Block], days: str) -> list[str]:
    """Return a sentence for each two rounds that overlap."""
    found = []
    for one, other in combinations(blocks, 2):
        same = one.half == other.half or (days == "one" and "before" not in (one.half, other.half))
        if same and one.starts < other.ends and other.starts < one.ends:
            found.append(
                f"{one.round.name} ends at {as_time(one.ends)}, after {other.round.name.lower()} "
                f"has begun at {as_time(other.starts)}."
            )
    return found


@dataclass(frozen=True)
class Foretold:
    """How often the round that readiness put higher went better.

    Attributes
    ----------
    reports
        How many reports have a known readiness.
    agree, pairs
        Of the pairs of reports that differ both in readiness and in how they went, how many agree
        in their order.
    """

    reports: int
    agree: int
    pairs: int


def foretold(reports: Sequence[Report]) -> Foretold:
    """Return how well readiness foretold how rounds went.

    Every two reports are compared: they agree where the one with more readiness on its day also
    went better. Equal readiness or equal outcome says nothing and is left out (Goodman and
    Kruskal's gamma counts pairs the same way).
    """
    known = [(each.shown, each.went) for each in reports if each.shown is not None]
    agree = pairs = 0
    for (shown, went), (other_shown, other_went) in combinations(known, 2):
        product = (shown - other_shown) * (went - other_went)
        pairs += product != 0
        agree += product > 0
    return Foretold(len(known), agree, pairs)


def foretold_words(result: Foretold) -> str:
    """Say how well readiness foretold the rounds; from three reports on."""
    if result.reports < PAIRS:
        left = PAIRS - result.reports
        more = f"{left} more report{'' if left == 1 else 's'}"
        return f"{more}, and this line says how well readiness foretold them."
    if not result.pairs:
        return "No two reports differ in both readiness and outcome yet, so nothing can be said."
    return (
        f"Of {result.pairs} pairs of rounds that can be compared, the one with more readiness went "
        f"better in {result.agree}. Half would be chance."
    )
