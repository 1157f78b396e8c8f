"""Which question comes next: weak ones come back, then what was never asked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from workbook import guide
from workbook.practice.cards import fact_id
from workbook.practice.records import Answer, Review

STRONG = 3  #: The score from which an answer is strong.
APART = 3  #: At least so many others come before a missed question is asked again.

#: What a score of 0 to 4 is to the card of a question: again, again, hard, good, easy.
RATINGS = (1, 1, 2, 3, 4)


def draw(
    answers: Sequence[Answer], today: date, round_id: str, without: Collection[str] = ()
) -> guide.Question | None:
    """Return the question of a round to practise next.

    First come those that were answered below 3 on an earlier day, the weakest first; then those
    never answered, in the guide's order; then the one that lies longest.

    Parameters
    ----------
    answers
        Oldest first.
    without
        Ids of questions just asked; passed over as long as there is another.

    Returns
    -------
    Question or None
        None where the guide has no question for the round.
    """
    latest = {one.question: one for one in answers if one.given is not None}
    questions = guide.questions(round_id)
    fresh = [one for one in questions if one.id not in without] or questions

    def order(question: guide.Question) -> tuple[int, float, int]:
        answer = latest.get(question.id)
        if answer is None:
            return 1, 0, 0
        given = answer.given or 0
        if given < STRONG and answer.on < today:
            return 0, given, answer.on.toordinal()
        return 2, answer.on.toordinal(), given

    return min(fresh, key=order, default=None)


def next_fact(reviews: Mapping[str, Review], today: date, asked: Sequence[str] = ()) -> guide.Quiz:
    """Return the fact of the quiz to ask next.

    First come those missed when last asked, then those never asked, then the one that lies longest.

    Parameters
    ----------
    asked
        Ids of the facts asked in this sitting, oldest first: the last three are not asked again.
    """

    def order(fact: guide.Quiz) -> tuple[int, int]:
        review = reviews.get(fact_id(fact))
        if review is None:
            return 1, 0
        if review.rating == 1:
            return 0, review.on.toordinal()
        return 2, review.on.toordinal()

    near = set(asked[-APART:])
    facts = [one for one in guide.quiz() if one.id not in near] or guide.quiz()
    done = set(asked)
    return min(facts, key=lambda fact: (*order(fact), fact.id in done))


def shuffled(fact: guide.Quiz, times: int) -> list[str]:
    """Return the options of a fact in an order of its own that changes each time it is asked."""
    start = (sum(map(ord, fact.id)) + times) % len(fact.options)
    return [*fact.options[start:], *fact.options[:start]]


def weak(answers: Sequence[Answer]) -> list[Answer]:
    """Return the latest answers that were below 3: their questions come back."""
    latest = {one.question: one for one in answers if one.given is not None}
    return [one for one in latest.values() if (one.given or 0) < STRONG]
