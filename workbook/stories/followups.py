"""What to ask after a story: a scripted interviewer, who asks where the telling is thin."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workbook import guide
from workbook.stories.linting import lint
from workbook.stories.records import FollowUp, Story


@dataclass(frozen=True)
class Question:
    """A follow-up question.

    Attributes
    ----------
    id
        As `FollowUp.question` refers to it.
    why
        Why this one, for the reader to see once they have answered.
    """

    id: str
    ask: str
    why: str


def next_question(
    story: Story,
    telling: str,
    answered: Sequence[FollowUp],
    *,
    take: str | None,
    dismissed: Collection[str] = (),
    open_signals: Collection[str] = (),
) -> Question:
    """Return what to ask next.

    The questions of one take go round three reasons: what the telling lacks, the kind of question
    the story is for, and the signals of the keeper test. Of a reason's questions one that this
    story was never asked comes first, then the one answered worst, then the one asked longest ago.

    Parameters
    ----------
    telling
        What was said in the take; the written telling where there is no transcript.
    answered
        Every answer to a follow-up, oldest first.
    take
        Id of the take that is being questioned.
    dismissed
        Ids of checks whose finding the reader does not share.
    open_signals
        Ids of the signals that do not speak for the reader yet; they are asked about first.
    """
    reasons = _reasons(story, telling, dismissed, open_signals)
    now = {each.question for each in answered if take is not None and each.take == take}
    reason = reasons[len(now) % len(reasons)]
    fresh = [one for one in reason if one.id not in now] or reason
    last = {
        each.question: (each.score, place)
        for place, each in enumerate(answered)
        if each.story == story.id
    }
    # Of equals the one that was asked least after other stories.
    times = Counter(each.question for each in answered)
    return min(fresh, key=lambda one: (one.id in last, last.get(one.id, (0, 0)), times[one.id]))


def question(question_id: str) -> str:
    """Return the words of a question; its id where the script no longer has it."""
    return next(
        (
            words
            for groups in _script().values()
            for questions in groups.values()
            for key, words in questions.items()
            if key == question_id
        ),
        question_id.replace("-", " "),
    )


def _reasons(
    story: Story, telling: str, dismissed: Collection[str], open_signals: Collection[str]
) -> list[list[Question]]:
    script = _script()
    lacks = {each.check for each in lint(telling)} - set(dismissed)
    thin = [check for check in script["lacks"] if check in lacks]
    kind = story.question_kind or "other"
    names = {each.id: each.name for each in guide.question_kinds()}
    signals = {each.id: each.name for each in guide.signals()}
    asked_of = [key for key in signals if key in open_signals] or list(signals)
    return [
        _questions("lacks", thin, {check: _why(check) for check in thin})
        or _questions("lacks", ["nothing"], {"nothing": "it is asked after any story"}),
        _questions("kinds", [kind], {kind: f"the story is for “{names.get(kind, kind)}”"}),
        _questions("signals", asked_of, {key: f"it probes “{signals[key]}”" for key in asked_of}),
    ]


def _why(check: str) -> str:
    return {
        "too-long": "the telling is too long",
        "value-named": "it names a value",
        "no-number": "it has no figure",
        "decision-not-owned": "the call you made was not found in it",
        "no-alternative": "the option you turned down was not found in it",
        "no-outcome": "how it ended was not found in it",
        "blame": "it criticises others",
        "no-candor": "no mistake or doubt of yours was found in it",
    }[check]


def _questions(group: str, keys: Sequence[str], why: Mapping[str, str]) -> list[Question]:
    script = _script()[group]
    return [Question(each, words, why[key]) for key in keys for each, words in script[key].items()]


def _script() -> dict[str, dict[str, dict[str, str]]]:
    script: dict[str, dict[str, dict[str, str]]] = guide.document("stories/followups.yaml")
    return script
