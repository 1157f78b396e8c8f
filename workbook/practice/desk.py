"""Reads from the journal what practice works with: the deck, the reviews, tonight, the plan."""

from dataclasses import dataclass
from datetime import date

from workbook.culture.records import Paraphrase
from workbook.journal import Journal
from workbook.practice import cards
from workbook.practice.planning import Plan, make_plan, obstacle
from workbook.practice.records import Evenings, Review
from workbook.practice.schedule import Session, session
from workbook.practice.tonight import Line, tonight, weakest_round
from workbook.profile import load
from workbook.readiness.assess import Assessment
from workbook.readiness.gather import rounds
from workbook.stories.records import Story


@dataclass(frozen=True)
class Tonight:
    """What an evening begins with.

    Attributes
    ----------
    lines
        What to do, three lines at most.
    session
        The cards of today.
    assessments
        The rounds as they stand.
    days
        Days until the loop; None without a date.
    minutes
        Length of an evening.
    """

    lines: list[Line]
    session: Session
    assessments: list[Assessment]
    days: int | None
    minutes: int


def deck(journal: Journal) -> list[cards.Card]:
    """Return every card there is for this reader."""
    return [
        *cards.facts(),
        *cards.questions(),
        *cards.paraphrases(journal.records(Paraphrase)),
        *cards.which_story(journal.records(Story)),
    ]


def reviews(journal: Journal) -> dict[str, Review]:
    """Return the newest review of each card by its id."""
    return {review.id: review for review in journal.records(Review)}


def evenings(journal: Journal) -> Evenings:
    """Return when the reader practises, or the defaults where it is not set."""
    return journal.get(Evenings, Evenings.ONLY) or Evenings()


def look(journal: Journal, today: date) -> Tonight:
    """Return what to do tonight, from all that every room holds."""
    assessments, when = rounds(journal, today), evenings(journal)
    profile = load(journal)
    cards_today = session(
        deck(journal),
        reviews(journal),
        today,
        profile.interview_date,
        when.cards,
        weakest_round(assessments),
    )
    return Tonight(
        tonight(assessments, cards_today, when.minutes, profile.interview_date, today),
        cards_today,
        assessments,
        profile.days_left(today),
        when.minutes,
    )


def plan(journal: Journal, today: date) -> Plan | str:
    """Return the plan, or the sentence that says why there can be none."""
    when, interview = evenings(journal), load(journal).interview_date
    problem = obstacle(interview, when, today)
    if problem is not None or interview is None:
        return problem or ""
    return make_plan(rounds(journal, today), interview, when, today)
