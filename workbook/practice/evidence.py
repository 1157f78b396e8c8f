"""What practice proves: questions answered, facts known, a plan made."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from workbook import guide
from workbook.evidence import Evidence
from workbook.journal import Journal
from workbook.practice import cards
from workbook.practice.drawing import STRONG
from workbook.practice.planning import obstacle
from workbook.practice.records import Answer, Evenings, Review
from workbook.profile import load

#: Of one round so many questions count at most, and so many have to go well.
COUNTED, ENOUGH = 3, 2


def evidence(journal: Journal, today: date) -> list[Evidence]:
    """Return the evidence for chapters 09, 10 (the plan) and 12; nothing where nothing was done."""
    targets = {criterion.id: criterion.target for criterion in guide.criteria()}
    reviews = {review.id: review for review in journal.records(Review)}
    found = [
        *judge_answers(journal.records(Answer)),
        *judge_quiz(reviews),
        *_plan(journal.get(Evenings, Evenings.ONLY), load(journal).interview_date, today),
    ]
    return [item for item in found if item.criterion in targets]


def judge_answers(answers: Sequence[Answer]) -> list[Evidence]:
    """Return what the answers to practice questions show; an answer without a score is none.

    Parameters
    ----------
    answers
        Oldest first. One to a question that the guide no longer has counts for nothing.
    """
    rounds = {question.id: question.round for question in guide.questions()}
    scored = [one for one in answers if one.given is not None and one.question in rounds]
    if not scored:
        return []
    latest = {one.question: one for one in scored}
    answered = Counter(rounds[key] for key in latest)
    strong = Counter(rounds[key] for key, one in latest.items() if (one.given or 0) >= STRONG)
    days = tuple(sorted({one.on for one in scored}))
    names = {each.id: each.name for each in guide.rounds()}
    thin = [name for key, name in names.items() if strong[key] < ENOUGH]
    weak = _weakest(latest)
    return [
        Evidence(
            "practice-questions",
            sum(min(count, COUNTED) for count in answered.values()),
            _target("practice-questions"),
            f"Questions answered: {len(latest)}; {COUNTED} a round count at most.",
            days,
        ),
        Evidence(
            "practice-strong",
            len(names) - len(thin),
            _target("practice-strong"),
            f"Fewer than two strong answers: {', '.join(thin)}." if thin else "Two in each round.",
            days,
            todo=f"Answer again: {weak}" if weak else "",
            opens=weak,
        ),
        *(
            Evidence(
                f"practice-days-{key}",
                len(on := sorted({one.on for one in scored if rounds[one.question] == key})),
                _target(f"practice-days-{key}"),
                f"Days on which you answered a question: {len(on)}.",
                tuple(on),
            )
            for key in answered
        ),
    ]


def _target(criterion: str) -> float:
    return {one.id: one.target for one in guide.criteria()}.get(criterion, 1)


def _weakest(latest: Mapping[str, Answer]) -> str:
    """Return the question that was answered worst when last asked; empty where all went well."""
    weak = [one for one in latest.values() if (one.given or 0) < STRONG]
    if not weak:
        return ""
    worst = min(weak, key=lambda one: (one.given or 0, one.on))
    return next(one.statement for one in guide.questions() if one.id == worst.question)


def judge_quiz(reviews: Mapping[str, Review]) -> list[Evidence]:
    """Return what the reviews of the facts show; nothing before the first."""
    facts = [cards.fact_id(fact) for fact in guide.quiz()]
    seen = [reviews[key] for key in facts if key in reviews]
    if not seen:
        return []
    right = sum(review.rating > 1 for review in seen)
    days = tuple(sorted({review.on for review in seen}))
    return [
        Evidence(
            "quiz-known",
            right,
            _target("quiz-known"),
            f"{right} of {len(facts)} facts were right when last asked.",
            days,
        ),
        Evidence(
            "quiz-seen",
            len(seen),
            _target("quiz-seen"),
            f"{len(seen)} of {len(facts)} questions were asked once or more.",
            days,
        ),
    ]


def _plan(evenings: Evenings | None, interview: date | None, today: date) -> list[Evidence]:
    if evenings is None:
        return []
    problem = obstacle(interview, evenings, today)
    why = problem or "The plan runs from today to your interview date."
    return [Evidence("plan-made", float(problem is None), 1, why)]
