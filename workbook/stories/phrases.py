"""Phrases found in a telling: one pass over its words, however many phrases are looked for.

A phrase is written as plain words with a few signs, in ``data/stories``:

- ``a|b`` is either word, and ``word?`` may be missing (not the first);
- ``decid*`` is any ending (not of the first word), ``#`` is a figure;
- ``!word`` is anything but this word, ``...`` is up to five words of the same sentence;
- ``{name}`` is a list of words from ``sets``;
- a capital ``I`` is the speaker with whatever auxiliaries and adverbs follow: "I", "I'd", "I have
  then simply".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise

# Positions stay those of the text, so that a span can be shown: one character for one character.
_PLAIN = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ’‘“”\n\t\r", "abcdefghijklmnopqrstuvwxyz''\"\"   "
)
_WORD = re.compile(r"[^\W_]+")
_WORDS = re.compile(r"([^\W_]+)")
# A sentence ends at a mark with white space behind it, or at an empty line: "4.1" and "i.e." go on.
_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")

_GAP_WORD = r"[\w'$€£%/-]+(?:\.\d+)?"
_NEXT = r"[,;:]?(?: [–—-])? +"
_FIGURE = r"[$€£]?\d[\d.,]*%?"
_PASSED_OVER = """
d ve m ll had have did do was am will then also just simply still even first myself once always now
"""
_AUXILIARIES = frozenset(_PASSED_OVER.split())
_MOST_AUXILIARIES = 5
_SPEAKER = (
    r"i(?:'d|'ve|'m|'ll)?(?: (?:had|have|did|do|was|am|will|then|also|just|simply|still|even|first"
    r"|myself|once|always|now|\w+ly)\b)*"
)
_ANY = ""
_MOST_WORDS = 5


@dataclass(frozen=True)
class Hit:
    """One phrase in a telling: the group it stands for and where it is."""

    group: str
    start: int
    end: int


@dataclass(frozen=True)
class Telling:
    """A text with what the checks look at: its words and sentences, at the text's own positions."""

    text: str
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", self.text.translate(_PLAIN))

    @cached_property
    def words(self) -> list[tuple[str, int]]:
        """The runs of letters and digits in lower case, each with where it starts."""
        parts = _WORDS.split(self.plain)  # What is between words, then a word, and so on.
        return list(zip(parts[1::2], list(accumulate(map(len, parts)))[::2], strict=False))

    @cached_property
    def keys(self) -> list[str]:
        """The words as phrases look them up: a figure is "#"; an empty one closes the list."""
        return [*("#" if word[0].isdigit() else word for word, _ in self.words), ""]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Which words of the telling are this one; the speaker is both "i" and "I"."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.keys):
            if word in found:
                found[word].append(at)
            else:
                found[word] = [at]
        if "i" in found:
            found["I"] = found["i"]
        return found

    @cached_property
    def after_speaker(self) -> dict[int, list[str]]:
        """The words a phrase of the speaker can go on with: auxiliaries may be passed over."""
        return {at: _after_speaker(self.keys, at) for at in self.places.get("I", ())}

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence starts and ends."""
        edges = [0, *(match.end() for match in _END.finditer(self.text)), len(self.text)]
        return [
            (start, end)
            for start, end in pairwise(edges)
            if not self.text[start:end].isspace() and start < end
        ]


@dataclass
class _Bucket:
    """The phrases that begin with the same two words, by group; compiled when first tried."""

    sets: Mapping[str, str]
    phrases: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        # All of the patterns at once would take seconds, and a telling meets few of them.
        return [(group, _compiled(phrases, self.sets)) for group, phrases in self.phrases.items()]

    def tried(self, plain: str, start: int) -> list[Hit]:
        """Return the hits at one place of a text."""
        return [
            Hit(group, start, match.end())
            for group, pattern in self.patterns
            if (match := pattern.match(plain, start))
        ]


class Phrases:
    """Groups of phrases, looked up by their first two words: few are tried at any one place."""

    def __init__(
        self, groups: Mapping[str, list[str]], sets: Mapping[str, str] | None = None
    ) -> None:
        self._by_words: dict[str, dict[str, _Bucket]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                for first, second in _beginnings(phrase, sets or {}):
                    seconds = self._by_words.setdefault(first, {})
                    bucket = seconds.setdefault(second, _Bucket(sets or {}))
                    bucket.phrases.setdefault(group, []).append(phrase)

    def hits(self, telling: Telling, begin: int = 0) -> Iterator[Hit]:
        """Yield the phrases found from a place on, in no order, at most one of a group a place."""
        plain, words, keys = telling.plain, telling.words, telling.keys
        for first in self._by_words.keys() & telling.places.keys():
            seconds = self._by_words[first]
            anything = seconds.get(_ANY)
            for at in telling.places[first]:
                start = words[at][1]
                if start < begin:
                    continue
                if anything is not None:
                    yield from anything.tried(plain, start)
                for second in telling.after_speaker[at] if first == "I" else (keys[at + 1],):
                    if second in seconds and second != _ANY:
                        yield from seconds[second].tried(plain, start)


def _after_speaker(keys: list[str], at: int) -> list[str]:
    found: list[str] = []
    for word in keys[at + 1 : at + 1 + _MOST_AUXILIARIES]:
        if word not in found:
            found.append(word)
        if word not in _AUXILIARIES and not word.endswith("ly"):
            break
    return found


def _beginnings(phrase: str, sets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the first two words a phrase can begin with; the second may be any."""
    first, *rest = phrase.split()
    seconds = {_ANY}
    if rest and not (rest[0] == "..." or rest[0].startswith("!") or rest[0].endswith("?")):
        spread = _spread(rest[0], sets)
        if "*" not in spread and rest[0] != "I":
            seconds = {_runs(word)[0] for word in spread.split("|")}
    for word in _spread(first, sets).split("|"):
        runs = ["I"] if first == "I" else _runs(word)
        for second in {runs[1]} if len(runs) > 1 else seconds:
            yield runs[0], second


def _runs(word: str) -> list[str]:
    return ["#"] if word == "#" else _WORD.findall(word)


def _compiled(phrases: list[str], sets: Mapping[str, str]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases, those with the same first word put together."""
    rests: dict[str, list[str]] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        rests.setdefault(_element(first, sets), []).append(_rest(rest, sets))
    any_of = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(rf"(?:{any_of})(?!\w|'\w)")


def _rest(elements: list[str], sets: Mapping[str, str]) -> str:
    pattern = ""
    for element in elements:
        if element == "...":
            pattern += f"(?:{_NEXT}{_GAP_WORD}){{0,{_MOST_WORDS}}}?"
        elif element.startswith("!"):
            pattern += f"(?!{_NEXT}{_element(element[1:], sets)}(?!\\w))"
        elif element.endswith("?"):
            pattern += f"(?:{_NEXT}{_element(element[:-1], sets)})?"
        else:
            pattern += _NEXT + _element(element, sets)
    return pattern


def _element(element: str, sets: Mapping[str, str]) -> str:
    if element == "I":
        return _SPEAKER
    words = _spread(element, sets)
    return f"(?:{words})".replace("*", r"\w*").replace("#", _FIGURE)


def _spread(element: str, sets: Mapping[str, str]) -> str:
    """Return an element with the names of sets replaced by their words."""
    return re.sub(r"\{(\w+)\}", lambda name: sets[name.group(1)], element)
