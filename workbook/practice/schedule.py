"""When a card comes up again: FSRS-6 with its default parameters, aimed at one day.

A review at 8 in the evening and the next at 7 are a day apart, though not 24 hours: every review
counts as made at noon of its day.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import fmean
from zlib import crc32

from fsrs import Card as Memory
from fsrs import Rating, Scheduler, State

from workbook.practice.cards import Card
from workbook.practice.records import Review

RETENTION = 0.9  #: A card comes up when the chance to recall it has fallen to this.
LAST_DAYS = 5  #: The last look at each card is spread over so many days before the interview.
NEW_A_DAY = 10  #: New cards a day while there is no interview to reckon from.
AHEAD = 30  #: Days ahead for which a card is kept while there is no interview, to weigh it by.

# Without learning steps: they repeat a card within minutes, which the session does by itself.
_FSRS = Scheduler(
    desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _memory(review: Review) -> Memory:
    return Memory(
        card_id=0,
        state=State.Review,
        stability=review.stability,
        difficulty=review.difficulty,
        due=_noon(review.on),
        last_review=_noon(review.on),
    )


def rate(card_id: str, before: Review | None, rating: int, on: date) -> Review:
    """Return the review of a card.

    Parameters
    ----------
    before
        Its review before this one; None for a new card.
    rating
        1 again, 2 hard, 3 good, 4 easy.
    on
        The day; one before the last review counts as the day of that.
    """
    on = max(on, before.on) if before else on
    memory = _memory(before) if before else Memory(card_id=0, due=_noon(on))
    memory, _ = _FSRS.review_card(memory, Rating(rating), _noon(on))
    assert memory.stability is not None
    assert memory.difficulty is not None
    return Review(
        id=card_id,
        on=on,
        rating=rating,
        stability=memory.stability,
        difficulty=memory.difficulty,
        interval=(memory.due - _noon(on)).days,
        reviews=(before.reviews if before else 0) + 1,
        lapses=(before.lapses if before else 0) + (rating == 1),
    )


def due_on(review: Review, interview: date | None) -> date | None:
    """Return the day on which a card comes up next; None where it does not before the interview.

    Every card comes up for the last time in the five days before the interview, spread over them by
    its id so that the eve is no wall, and later only if it was not known well then. Nothing is due
    on the day itself or after it.
    """
    due = review.on + timedelta(days=review.interval)
    if interview is None:
        return due
    eve = interview - timedelta(days=1)
    final = eve - timedelta(days=crc32(review.id.encode()) % LAST_DAYS)
    if review.on < final:
        return min(due, final)
    return due if due <= eve else None


def recall(review: Review, day: date) -> float:
    """Return the chance, 0 to 1, that a card is recalled on a day without another review."""
    return _FSRS.get_card_retrievability(_memory(review), _noon(max(day, review.on)))


def recall_after(review: Review, on: date, day: date) -> float:
    """Return the chance to recall a card on `day` if it is reviewed on the day `on` before.

    Known with today's chance and then rated good, else rated again.
    """
    now = recall(review, on)
    known, missed = (rate(review.id, review, rating, on) for rating in (3, 1))
    return now * recall(known, day) + (1 - now) * recall(missed, day)


@dataclass(frozen=True)
class Session:
    """The cards of one evening.

    Attributes
    ----------
    cards
        What to go through, what matters most first.
    due
        How many cards are due in all, those of later evenings included.
    new
        How many of `cards` were never reviewed.
    begun, unseen
        How many cards of the deck were reviewed before, and how many never.
    expected
        Mean chance, 0 to 1, to recall a card begun on the interview day, if nothing more is
        reviewed; None where nothing is begun or no day is set.
    expected_after
        The same after this evening, its new cards included.
    """

    cards: tuple[Card, ...]
    due: int
    new: int
    begun: int
    unseen: int
    expected: float | None
    expected_after: float | None

    @property
    def waiting(self) -> int:
        """How many due cards wait for a later evening, because more are due than a day holds."""
        return self.due - (len(self.cards) - self.new)


def session(
    deck: Sequence[Card],
    reviews: Mapping[str, Review],
    today: date,
    interview: date | None,
    most: int,
    first: str | None = None,
) -> Session:
    """Return what to review today, at most `most` cards.

    After missed days more may be due than a day holds. Then nothing new is begun, and those come
    first whose review does most for the interview day: the gain in the chance to recall them then,
    counted twice for the round that is weakest. The others wait for the next evening.

    Parameters
    ----------
    deck
        Every card there is.
    reviews
        The newest review of each card by its id; others are left alone.
    interview
        The day to be ready for; one that is today leaves nothing to do, one that has passed counts
        as none.
    first
        Id of the weakest round.
    """
    if interview is not None and interview < today:
        interview = None
    day = interview or today + timedelta(days=AHEAD)
    begun = [card for card in deck if card.id in reviews]
    unseen = [card for card in deck if card.id not in reviews]
    due = [
        card
        for card in begun
        if reviews[card.id].on < today
        and (when := due_on(reviews[card.id], interview)) is not None
        and when <= today
    ]

    def weight(card: Card) -> int:
        return 2 if first is not None and card.round == first else 1

    def gain(card: Card) -> float:
        review = reviews[card.id]
        return weight(card) * (recall_after(review, today, day) - recall(review, day))

    if interview == today:
        due, fresh = [], []
    else:
        room = max(most - len(due), 0)
        days = (interview - today).days if interview else None
        a_day = NEW_A_DAY if days is None else math.ceil(len(unseen) / max(days - LAST_DAYS, 1))
        # Stable: within a round the guide's order stays.
        fresh = sorted(unseen, key=lambda card: -weight(card))[: min(room, a_day)]
    chosen = (*sorted(due, key=gain, reverse=True)[:most], *fresh)
    known = [recall(reviews[card.id], day) for card in begun]
    tonight = {card.id for card in chosen}
    after = [
        recall_after(reviews[card.id], today, day)
        if card.id in tonight
        else recall(reviews[card.id], day)
        for card in begun
    ]
    after += [recall(rate(card.id, None, 3, today), day) for card in fresh]
    dated = interview is not None
    return Session(
        cards=chosen,
        due=len(due),
        new=len(fresh),
        begun=len(begun),
        unseen=len(unseen),
        expected=fmean(known) if dated and known else None,
        expected_after=fmean(after) if dated and after else None,
    )
