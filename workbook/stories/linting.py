"""What a telling lacks, or has too much of: nine checks that read the words and nothing else.

Four of them a rule can settle, and their messages are verdicts. The other five need somebody who
understands the story: they are judged by what its sentences say (``sentences.py``), and their
messages are questions. What is in doubt is not asked: a false alarm teaches the reader to ignore
the next one.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from workbook.stories import sentences
from workbook.stories.labels import label_spans
from workbook.stories.telling import (
    LIMIT,
    Span,
    Telling,
    count_words,
    spoken_seconds,
    words_that_fit,
)

#: The checks a rule can settle, and the ones that are put to the reader as a question.
SETTLED = ("too-long", "filler", "value-named", "no-number")
ASKED = ("decision-not-owned", "no-alternative", "no-outcome", "blame", "no-candor")
CHECKS = SETTLED + ASKED

# Under this many words a story has only begun, and everything is still missing from it.
_BEGUN = 30
# Over this many, some twenty minutes, it is no story any more, and is not asked what it lacks.
_STILL_A_STORY = 3000


@dataclass(frozen=True)
class Finding:
    """One thing to look at in a telling.

    Attributes
    ----------
    check
        Id of the check, one of `CHECKS`.
    message
        What was found, or the question it raises.
    spans
        Where, as (start, end) into the text; empty where the fault is an absence.
    suggestion
        What would settle it.
    """

    check: str
    message: str
    spans: tuple[Span, ...]
    suggestion: str


class FillerRate(NamedTuple):
    """How often fillers come, a minute, and what listeners make of it."""

    per_minute: float
    reading: str


def lint(text: str, pace_wpm: int = 145) -> list[Finding]:
    """Return what stands out in a telling, in the order of `CHECKS`.

    Parameters
    ----------
    text
        The telling. One that is not in English gets no findings, because every rule is about
        English words.
    pace_wpm
        The speaker's pace in words a minute.

    Raises
    ------
    ValueError
        If the pace is not positive.
    """
    seconds = spoken_seconds(text, pace_wpm)
    telling = Telling(text)
    if not is_english(telling):
        return []
    found: list[Finding] = []
    if seconds > LIMIT:
        found.append(_too_long(text, seconds, pace_wpm))
    if spans := filler_spans(telling):
        found.append(_filler(spans))
    if spans := _joined(list(label_spans(telling))):
        found.append(_value_named(text, spans))
    if _BEGUN <= len(telling.words) <= _STILL_A_STORY:
        found += _absences(telling)
    return found


def filler_rate(text: str, pace_wpm: int = 145) -> FillerRate:
    """Return the fillers a minute at a pace, and the scale's word for it.

    Five a minute or fewer are acceptable to listeners and twelve hurt (Laske and DiGennaro Reed
    2024, doi 10.1002/jaba.1093). From a transcript the rate is a lower bound: most software that
    writes down speech leaves out "um" and "uh".
    """
    minutes = spoken_seconds(text, pace_wpm) / 60
    rate = len(filler_spans(Telling(text))) / minutes if minutes else 0.0
    return FillerRate(rate, heard_as(rate))


def heard_as(per_minute: float) -> str:
    """Return what listeners make of so many fillers a minute."""
    if per_minute <= 5:
        return "acceptable to listeners"
    return "more than listeners like" if per_minute < 12 else "so many that it hurts"


# ---- Is it English? ---------------------------------------------------------------------------

_COMMON_WORDS = """
the a an and or but of to in on at for with from by as that this it i we he she they you my our is
was were be been are had have has not so what which who then when there me us them their his her its
would could did do no
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def is_english(telling: Telling) -> bool:
    """Return whether a quarter of the words are common English ones; about half are in English."""
    words = telling.words
    return bool(words) and len([1 for word, _ in words if word in _COMMON]) * 4 >= len(words)


# ---- Fillers ----------------------------------------------------------------------------------

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'"[^"\n]{0,400}"')
_START = re.compile(r"(?:^|[.!?…;:—–(-]\s*|\n\s*)$")
_AFTER_COMMA = re.compile(r"[,—–-]\s*$")
_BREAK = re.compile(r"\s*(?:[,.?!;:…—–)]|- |$)")

_HEDGE = re.compile(r"(?:sort|kind) of\b")
_OF_YOU = re.compile(r" (?:you|him|her|them|me) (?:to|\.|,)")
_SO_YEAH = re.compile(r"so,? yeah\b")
_TAIL = re.compile(
    r"(and stuff(?: like that)?|or whatever)(?=\s*(?:[,.?!;:…—–)]|$)| (?:and"
    r"|but|so|because|like)\b)"
)

_BE = r"(?:was|were|is|are|am|be|been|being|\w+'s|\w+'re|\w+'m)"
_JOIN = r"(?:and|but|so|because|or|well|like|then|yeah|just|that|which|um|uh)"
_JOINED = re.compile(rf"\b(?:{_BE}|{_JOIN})\s$")

_SPOKEN = re.compile(
    r"\b(?:answer\w*|sa(?:y|id|ying)|sp(?:eak|oke)\w*|t(?:ell|old)|repl(?:y|ied)"
    r"|ask\w*|talk\w*|report\w*"
    r"|wr(?:ite|ote)|admit\w*|me|him|her|them|us|as|more|very|and|it)\s$"
)
_TAKEN = re.compile(
    r"\b(?:t(?:ake|akes|ook|aken|aking)|read|reads|mean|means|meant|interpret\w*"
    r"|translat\w*|quite|too"
    r"|not|shell|it|that|them|this|me|instructions?|brief|spec|more|rule|rules|or|and|words?)\s$"
)
_ASKED = re.compile(
    r"\b(?:what|how|who|whether|where|why|which|if|when|that|than|people|users|it|they|never|not"
    r"|n't|did|does|do|could|can|would|to|nobody|customers?)\s$"
)

_PASTS = (
    r"\w+ed|knew|broke|fell|got|went|felt|thought|became|came|gave|took|made|ran|saw|stood|sat|lost"
    r"|left|kept|knows?|hit|let|put|told|blew|froze|grew|did|had|was|were|is|has|hated|said|wanted"
)
_PAST = re.compile(rf" (?:{_PASTS})\b")
_HEDGED = re.compile(
    rf"(?:^|[,.;:!?—–-]\s*|\b(?:i|we|he|she|they|you|it|who|which|me|us|him|them|not|{_BE}|{_JOIN}"
    r"|have|had|has|'d|i'd|we'd|i've|felt|feel|feels|looks?|looked|seems?|seemed"
    r"|got|gets?|became|went"
    r"|also|still|really|all|everyone|everybody|nobody|people|ended|only|of|to)\s)$"
)

_NOT_HEDGED = re.compile(
    r"\b(?:what|which|the|a|an|this|that|these|those|some|any|every|each|no|all|same|certain|one|my"
    r"|our|his|her|their|your|different|new|other|another|right|wrong|of|by)\s$"
)

_NUMBER_WORD = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
    r"|thousand|million|billion"
)
_LIKE_SO_MANY = re.compile(
    rf"like (?:[$€£]?\d|(?:{_NUMBER_WORD}|half|a (?:hundred|thousand|million|dozen"
    r"|couple|week|month|year"
    r"|press|huge|hundred)|really|super|totally|maybe|seriously|literally|actually)\b)"
)
_LIKE_BEFORE = re.compile(
    rf"(?:\b(?:{_BE}|had|have|has|took|takes|got|for|in|at|about|of|after|only|just|by|there|and|to"
    r"|with|spent|cost|made|did|been|on|were|also|than|but|so)|,)\s$"
)
_LIKE_LITERAL = re.compile(
    r"\b(?:what|how|look\w*|feel\w*|felt|sound\w*|seem\w*|smell\w*|taste\w*|people"
    r"|more|nothing|something"
    r"|anything|much|i|you|we|they|would|just|don't|didn't|not|act\w*|behav\w*)\b[^,.;]{0,30}$"
)


_Verdict = tuple[int, bool] | None


def filler_spans(telling: Telling) -> tuple[Span, ...]:
    """Return where fillers are used as fillers, outside what is quoted.

    Somebody who says "um" says a bare "actually" as a filler too; without any certain filler it may
    well be meant, and is let go.
    """
    found: list[tuple[int, int, bool]] = []
    for word, start in telling.words:
        if (judge := _FILLERS.get(word)) and (verdict := judge(telling, start)):
            found.append((start, *verdict))
    if not any(certain for _, _, certain in found):
        return ()
    quoted = [match.span() for match in _QUOTED.finditer(telling.plain)]
    return tuple((start, end) for start, end, _ in found if not _is_within(quoted, start))


def _is_within(spans: list[Span], place: int) -> bool:
    at = bisect(spans, (place,)) - 1
    return at >= 0 and place < spans[at][1]


def _before(telling: Telling, start: int) -> str:
    return telling.plain[max(0, start - 60) : start]


def _sound(telling: Telling, start: int) -> _Verdict:
    match = _WORD.match(telling.text, start)
    # "ER" is a hospital's emergency room, and "UH" somebody's company.
    return None if match is None or match.group().isupper() else (match.end(), True)


def _adverb(literal: re.Pattern[str]) -> Judge:
    """Return the judge of "honestly" and its kind, from what stands before their plain sense."""

    def judge(telling: Telling, start: int) -> _Verdict:
        before, end = _before(telling, start), telling.plain.index("ly", start) + 2
        apart = bool(_START.search(before) or _AFTER_COMMA.search(before))
        if apart and _BREAK.match(telling.plain, end):
            return end, True
        if literal.search(before) or (not apart and _BREAK.match(telling.plain, end)):
            return None
        return end, False

    return judge


def _basically(telling: Telling, start: int) -> _Verdict:
    return start + len("basically"), True


def _like(telling: Telling, start: int) -> _Verdict:
    before, end = _before(telling, start), start + len("like")
    opens = bool(_START.search(before))
    if telling.plain.startswith(",", end):
        return None if _LIKE_LITERAL.search(before) and not before.endswith(", ") else (end, True)
    if opens and telling.plain.startswith("...", end):
        return end, True
    if _LIKE_SO_MANY.match(telling.plain, start) and _LIKE_BEFORE.search(before):
        return end, True
    return None


def _you_know(telling: Telling, start: int) -> _Verdict:
    return _aside(telling, start, "you know")


def _i_mean(telling: Telling, start: int) -> _Verdict:
    if not telling.plain.startswith("i mean", start):
        return None
    before = _before(telling, start)
    if re.search(r"\bby\b[^.;]{0,30}$", before):
        return None
    if verdict := _aside(telling, start, "i mean"):
        return verdict
    opens = _START.search(before) or _AFTER_COMMA.search(before)
    clause = re.match(
        r"i mean (?:i|we|he|she|they|it|it's|there|nobody|who)\b(?! [.,])",
        telling.plain[start : start + 24],
    )
    return (start + len("i mean"), True) if opens and clause else None


def _aside(telling: Telling, start: int, phrase: str) -> _Verdict:
    """Judge words that are a filler when they stand apart from the sentence."""
    if not telling.plain.startswith(phrase, start):
        return None
    before, end = _before(telling, start), start + len(phrase)
    breaks = _BREAK.match(telling.plain, end)
    if (_START.search(before) or _AFTER_COMMA.search(before) or _JOINED.search(before)) and breaks:
        return end, True
    return (end, False) if re.search(rf"\b{_BE}\s$", before) else None


def _hedge(telling: Telling, start: int) -> _Verdict:
    """Judge "sort of" and "kind of": a hedge before a verb or an adjective, or a sort of thing."""
    match = _HEDGE.match(telling.plain, start)
    if match is None:
        return None
    before = _before(telling, start)
    if _HEDGED.search(before) and not _OF_YOU.match(telling.plain, match.end()):
        return match.end(), True
    if not _NOT_HEDGED.search(before) and _PAST.match(telling.plain, match.end()):
        return match.end(), True
    return None


def _so_yeah(telling: Telling, start: int) -> _Verdict:
    return (match.end(), True) if (match := _SO_YEAH.match(telling.plain, start)) else None


def _right(telling: Telling, start: int) -> _Verdict:
    if not telling.plain.startswith("right?", start):
        return None
    before, end = _before(telling, start), start + len("right?")
    tag = _AFTER_COMMA.search(before) or re.search(r"(?:^|[.!?…]\s+)$", before)
    return (end, True) if tag else None


def _tail(telling: Telling, start: int) -> _Verdict:
    return (match.end(1), True) if (match := _TAIL.match(telling.plain, start)) else None


Judge = Callable[[Telling, int], _Verdict]
_FILLERS: dict[str, Judge] = {
    **dict.fromkeys(("um", "umm", "uh", "uhh", "uhm", "er", "erm"), _sound),
    "basically": _basically,
    "actually": _adverb(_ASKED),
    "literally": _adverb(_TAKEN),
    "honestly": _adverb(_SPOKEN),
    "like": _like,
    "you": _you_know,
    "i": _i_mean,
    "sort": _hedge,
    "kind": _hedge,
    "so": _so_yeah,
    "right": _right,
    "and": _tail,
    "or": _tail,
}


def _filler(spans: tuple[Span, ...]) -> Finding:
    count = len(spans)
    return Finding(
        "filler",
        f"{count} {'word is a filler' if count == 1 else 'fillers'}; a few are no harm.",
        spans,
        "Where one stands, a short pause does the same work.",
    )


# ---- Length -----------------------------------------------------------------------------------


def _too_long(text: str, seconds: float, pace_wpm: int) -> Finding:
    over = count_words(text) - words_that_fit(pace_wpm)
    return Finding(
        "too-long",
        f"Told at {pace_wpm} words a minute this takes {seconds:.0f} seconds; the mark is {LIMIT}.",
        (),
        f"Take out about {over} words: look first at what came before your decision.",
    )


# ---- Values named -----------------------------------------------------------------------------


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _value_named(text: str, spans: tuple[Span, ...]) -> Finding:
    first = " ".join(text[slice(*spans[0])].split())
    return Finding(
        "value-named",
        f"“{first}” names the value instead of showing it.",
        spans,
        "Take the label out and let the listener find the word; what you did can stand alone.",
    )


# ---- What is absent ---------------------------------------------------------------------------

_MEASURE = re.compile(
    rf"(?<![\w.])[$€£]?\d[\d.,]*(?:%|st\b|nd\b|rd\b|th\b|[a-z]{{0,3}}\b)"
    rf"|\b(?:{_NUMBER_WORD}|dozens?|half|halved|twice|thrice|doubled|tripled|quadrupled"
    r"|halves|nil|zero|hundreds|thousands"
    r"|millions|billions|per ?cent|percent|two-thirds|thirds?|tenths?|tenfold|twofold|threefold)\b"
    r"|\bone (?:in|out of|percent|per cent|hundred|thousand|million|hour|minute"
    r"|second|week|month|year|quarter|tenth|third|fifth|star|line)\b"
)
_NO_MEASURE_BEFORE = re.compile(
    r"(?:\b(?:version|phase|tier|level|sev|severity|priority|option|step|python"
    r"|java|ios|windows|http|layer|type|gen|area|room"
    r"|sev-|plan|vitamin|catch|24/)\s?)$"
)
_NO_MEASURE_AFTER = re.compile(
    r"(?: together\b|[- ](?:faced|factor|trust|downtime|pizza|heart\w*|baked|minded|way|day"
    r" exploit|sum|tolerance|sake)\b|/7|-?(?:on|to)-one)"
)


def has_measure(telling: Telling) -> bool:
    """Return whether a telling has a quantity: a figure or a number word, but not "one"."""
    for match in _MEASURE.finditer(telling.plain):
        word = match.group()
        if re.fullmatch(r"\d+(?:st|nd|rd|th)", word) or word == "third":
            continue
        if _NO_MEASURE_AFTER.match(telling.plain, match.end()):
            continue
        if not _NO_MEASURE_BEFORE.search(telling.plain, max(0, match.start() - 12), match.start()):
            return True
    return False


def _absences(telling: Telling) -> list[Finding]:
    """Return what a telling lacks, and blame, which is criticism without a share of one's own."""
    reading = sentences.read(telling)
    blaming = tuple(telling.sentences[at] for at in reading.tagged("blame"))
    return [
        Finding(check, message, blaming if check == "blame" else (), suggestion)
        for check, (message, suggestion) in _WORDS.items()
        if (not has_measure(telling) if check == "no-number" else reading.finds(check))
    ]


_WORDS = {
    "no-number": (
        "There is no figure in it.",
        "Add one that can be checked: how many, how long, how much, before and after.",
    ),
    "decision-not-owned": (
        "I could not find the call you made yourself: where is it?",
        "Say “I decided”, “I turned down” or “I told them” at the moment it was yours to decide.",
    ),
    "no-alternative": (
        "I could not find the option you rejected, or what your choice cost: where is it?",
        "Name the other way it could have gone, and why you left it.",
    ),
    "no-outcome": (
        "I could not find how it ended: what happened after your decision?",
        "Close with what changed, for whom, and whether it still holds.",
    ),
    "blame": (
        "Others are criticised, and I could not find your own part in the trouble: what was it?",
        "Say what you did or left undone that helped it happen, or let the criticism go.",
    ),
    "no-candor": (
        "I could not find a mistake, a doubt or a limit of your own: where is it?",
        "Say what you got wrong, feared or did not know, in a sentence and without polish.",
    ),
}
