"""What to do tonight: three lines at most, from every room's evidence and the cards due."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbook.practice.cards import SECONDS, Card, count_words
from workbook.practice.schedule import Session
from workbook.readiness.assess import Assessment, Step, by_weakness, steps

MOST = 3  #: Lines of a screen.


@dataclass(frozen=True)
class Line:
    """One thing to do.

    Attributes
    ----------
    act
        What to do, without a full stop.
    minutes
        How long it takes.
    why
        Why this and why now, without a full stop.
    chapter
        The chapter to open, two digits; empty for the cards, which are where the line is.
    opens
        Name of the record to open there, as the reader wrote it; empty where there is none.
    """

    act: str
    minutes: int
    why: str
    chapter: str
    opens: str = ""


def weakest_round(assessments: Sequence[Assessment]) -> str | None:
    """Return the id of the weakest round; None while the guide has criteria for none."""
    return next((each.round.id for each in by_weakness(assessments)), None)


def tonight(
    assessments: Sequence[Assessment],
    session: Session,
    minutes: int,
    interview: date | None,
    today: date,
) -> list[Line]:
    """Return what to do tonight, most important first; at most three lines.

    The first step is the one that readiness names. The cards that are due come with it, and then
    the steps after it, as long as they fit into the evening; one that has to be done several times
    is one line.

    Parameters
    ----------
    assessments
        The rounds as they stand today.
    session
        The cards of today.
    minutes
        Length of an evening.
    interview
        Day of the loop; None while it is not set.
    """
    if interview == today:
        return [Line("Read the brief, and nothing else", 10, "your loop is today", "13")]
    first, cards = _first(interview, today), _cards(session)
    spent = sum(line.minutes for line in (*first, *cards))
    chosen: dict[str, tuple[Step, int]] = {}
    for step in steps(assessments, today):
        key = step.finding.criterion.id
        is_new = key not in chosen
        if is_new and len(first) + len(cards) + len(chosen) == MOST:
            break
        if chosen and spent + step.minutes > minutes:
            break
        begun, count = chosen.get(key, (step, 0))
        chosen[key] = begun, count + 1
        spent += step.minutes
    return [*first, *(_line(step, count) for step, count in chosen.values()), *cards]


def _first(interview: date | None, today: date) -> list[Line]:
    if interview is None:
        return [Line("Set the day of your loop", 1, "plan and cards are aimed at it", "00")]
    if interview < today:
        return [Line("Set the day of your next loop", 1, "the one set has passed", "00")]
    if (interview - today).days == 1:
        return [Line("Read the brief for the morning", 10, "your loop is tomorrow", "13")]
    return []


def _line(step: Step, count: int) -> Line:
    act, evidence = step.act, step.finding.evidence
    if count > 1 and evidence is not None and evidence.todo:
        # It names one record: the others are for the room to name in their turn.
        act += f", and {count - 1} more like it"
    elif count > 1:
        act += f", {_TIMES.get(count, f'{count} times')}"
    return Line(act, count * step.minutes, step.lifts(count), step.chapter, step.opens)


_TIMES = {2: "twice", 3: "three times", 4: "four times"}


def card_minutes(cards: Sequence[Card]) -> int:
    """Return how long cards take, in whole minutes."""
    return math.ceil(sum(SECONDS[card.sort] for card in cards) / 60)


def _cards(session: Session) -> list[Line]:
    cards = session.cards
    if not cards:
        return []
    due = len(cards) - session.new
    parts = [f"{due} due" if due else "", f"{session.new} new" if session.new else ""]
    act = f"Go through {len(cards)} cards: {count_words(cards)}"
    why = " and ".join(part for part in parts if part)
    if session.waiting:
        why += f"; {session.waiting} more wait, what matters most comes first"
    if session.expected is not None and session.expected_after is not None:
        why += f"; {expected_words(session)}"
    return [
        Line(
            act.replace("1 cards", "1 card") if len(cards) == 1 else act,
            card_minutes(cards),
            why,
            "",
        )
    ]


def expected_words(session: Session) -> str:
    """Say what is expected to be recalled on the day, now and after tonight."""
    assert session.expected is not None
    assert session.expected_after is not None
    now, later = round(100 * session.expected), round(100 * session.expected_after)
    return f"expected recall on the day {now}%, after tonight {later}%"
