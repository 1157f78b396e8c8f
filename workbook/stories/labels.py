"""Where a telling uses a culture value, or its slogan, as a label for the speaker's own behaviour.

Each word that can be such a label is looked at with what stands around it in its sentence: who is
spoken of and how far away, what comes before and after. "I was curious whether it would hold" and
"the impact on latency" are ordinary; "that was me being candid" is a label. The words are in
``data/stories/value-words.yaml``. What speaks for a label and what against it has a weight in
``data/stories/value-labels.yaml``, which ``tests/benchmarks/train_labels.py`` makes from the
sentences of ``tests/stories/corpus/labels.jsonl``.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from workbook.guide import document
from workbook.stories.telling import Span, Telling

#: The score from which a word counts as a label: the precision is some 0.8 among hard cases then.
LOWEST = -0.5

_TOKEN = re.compile(r"[a-z&]+(?:'[a-z]+)?(?:-[a-z]+)*|\d+|[?\",.:;]")
_SPOKEN_OF = {
    **dict.fromkeys(("i", "i'd", "i'm", "i've", "i'll"), "I"),
    **dict.fromkeys(("me", "myself"), "me"),
    **dict.fromkeys(("my", "mine"), "my"),
    **dict.fromkeys(("we", "our", "us"), "we"),
    **dict.fromkeys(("he", "she", "they", "his", "her", "their", "him", "them", "who"), "they"),
    **dict.fromkeys(("you", "your"), "you"),
    **dict.fromkeys(("it", "it's", "that", "that's", "this", "which", "what", "those"), "it"),
}
_SPEAKER = frozenset(("I", "me", "my"))
# Words that turn what they follow into a label: "the courage value", "a curious person".
_NAMING_WORDS = """
value values principle principles thing kind style person engineer side stuff type manager leader
player one guy part spirit skill skills mindset approach move act moment choice decision call nature
"""
_NAMING = frozenset(_NAMING_WORDS.split())
# What a speaker does with a label: shows it, calls something by it, is it, acts with it.
_SHOWING_WORDS = """
show shows showed shown showing showcase showcased demonstrate demonstrates demonstrated
demonstrating display displayed practise practised practising practice practiced practicing exercise
exercised exercising use used using take takes took needed required call called describe label live
lived living embody embodied modelled modeled lead led act acted acting bring brought value valued
believe pride stand stands being means approached map file put played am was is be been consider
considered see had have gave give spoke told said
"""
_SHOWING = frozenset(_SHOWING_WORDS.split())
_DENYING = frozenset(
    ("not", "no", "never", "without", "nobody", "nothing", "lack", "lacked", "poor", "bad", "weak")
)
_ASKING = frozenset(("whether", "if", "why", "how", "what"))


def label_spans(telling: Telling) -> Iterator[Span]:
    """Yield where a value is used as a label, from who it is said of to the word itself."""
    weights, bias = _weights()
    for span, found in candidates(telling):
        if bias + sum(weights.get(each, 0.0) for each in found) >= LOWEST:
            yield span


def candidates(telling: Telling) -> Iterator[tuple[Span, set[str]]]:
    """Yield each word that can be a label, with the features of its place.

    Its span begins with the word for who is spoken of, where that stands shortly before it.
    """
    sentences = iter(telling.sentences)
    start, end = 0, 0
    tokens: list[tuple[str, int, int]] = []
    quick, whole = _words()
    for at in (found.start() for found in quick.finditer(telling.plain)):
        match = whole.match(telling.plain, at)
        assert match is not None, "both find the same words"
        while match.start() >= end:
            start, end = next(sentences)
            tokens = [
                (each.group(), each.start(), each.end())
                for each in _TOKEN.finditer(telling.plain, start, end)
            ]
        before = [word for word, _, to in tokens if to <= match.start()]
        after = [word for word, at, _ in tokens if at >= match.end()]
        number = int((match.lastgroup or "w0")[1:])
        found, near = _features(before, after, _forms()[number])
        spoken_of = [at for word, at, _ in tokens[: len(before)][-_NEAR:] if word in _SPOKEN_OF]
        first = spoken_of[0] if near < _NEAR and spoken_of else match.start()
        named = [
            to for word, _, to in tokens if word in _NAMING and to == match.end() + 1 + len(word)
        ]
        yield (first, named[0] if named else match.end()), found


# Words between who is spoken of and the label, up to which both are marked.
_NEAR = 9


def _features(before: list[str], after: list[str], form: tuple[str, str]) -> tuple[set[str], int]:
    """Return the features of a place, and how many words back somebody is spoken of."""
    value, shape = form
    back = [_SPOKEN_OF.get(word) for word in reversed(before)]
    near = next((at for at, each in enumerate(back) if each), len(back) + _NEAR)
    nearest = next((each for each in back if each), None)
    first = next((each for each in reversed(back) if each), None)
    far = "next" if near < 2 else "near" if near < 5 else "far" if near < _NEAR else "none"
    following = {_SPOKEN_OF.get(word) for word in after[:8]}
    speaker_follows = not _SPEAKER.isdisjoint(following)
    about_speaker = not _SPEAKER.isdisjoint({*back, *(_SPOKEN_OF.get(each) for each in after)})
    one, two = (before[-1:] or ["<"])[0], (before[-2:-1] or ["<"])[0]
    then = (after[:1] or [">"])[0]
    found = {
        f"value {value}",
        f"form {shape}",
        f"word {value} {shape}",
        f"of {nearest}",
        f"of {nearest} {far}",
        f"of {nearest}, {shape}",
        f"of {nearest}, {value}",
        f"of {first} then {nearest}",
        f"far {far}",
        f"before {one}",
        f"before {two} _",
        f"after {then}",
        f"after {then}, {value}",
        f"after {then}, {shape}",
        f"after {then} {_SPOKEN_OF.get((after[1:2] or ['>'])[0])}",
        f"speaker after {speaker_follows}",
        f"about speaker {about_speaker}",
    }
    for word in before[len(before) - near :] if near < _NEAR else ():
        if word in _SHOWING:
            found |= {"shown", f"shown {word}", f"{nearest} shown {word}"}
    for word in after[:2]:
        if word in _NAMING:
            found |= {"named", f"named {word}", f"named, of {nearest}"}
    if any(word in _DENYING or word.endswith("n't") for word in before[-6:]):
        found |= {"denied", f"denied, of {nearest}"}
    others = {
        f"opens, speaker after {speaker_follows}": nearest is None,
        "others after": "they" in following,
        "asked": "?" in after,
        "quoted": '"' in before or '"' in after,
        "asks after": then in _ASKING,
    }
    found |= {name for name, holds in others.items() if holds}
    return found, near


def _listed() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = document("stories/value-words.yaml")
    return listed


@cache
def _forms() -> list[tuple[str, str]]:
    return [(row["value"], row["form"]) for row in _listed()]


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the words, and what tells which of the forms one has.

    To look for all forms by name at each word takes three times as long as by first letters.
    """
    by_letter: dict[str, list[str]] = {}
    for word in (word for row in _listed() for word in row["words"]):
        letter = word[0] if word[0].isalpha() else ""
        by_letter.setdefault(letter, []).append(word.removeprefix(letter))
    first = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    named = (f"(?P<w{at}>{'|'.join(row['words'])})" for at, row in enumerate(_listed()))
    quick, whole = (
        re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)") for forms in (first, named)
    )
    return quick, whole


def _weights() -> tuple[Mapping[str, float], float]:
    stored = document("stories/value-labels.yaml")
    return stored["weights"], stored["bias"]
