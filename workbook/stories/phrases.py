"""Phrases found in a telling: one pass over its words, however many phrases are looked for.

A phrase is written as plain words with a few signs, in ``data/stories``: ``a|b`` is either word,
``word?`` may be missing, ``decid*`` is any ending (not of a first word), ``#`` is a figure, ``!word`` is anything but this word, ``...`` is up to five words of the same sentence
and ``{name}`` is a list of words from ``sets``. A capital ``I`` is the speaker with whatever
auxiliaries and adverbs follow: "I", "I'd", "I have then simply".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

# Positions stay those of the text, so that a span can be shown: one character for one character.
_PLAIN = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ’‘“”\n\t\r", "abcdefghijklmnopqrstuvwxyz''\"\"   ")
_WORD = re.compile(r"[^\W_]+")
# A sentence ends at a mark with white space behind it, or at an empty line: "4.1" and "i.e." go on.
_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")

_GAP_WORD = r"[\w'$€£%/-]+(?:\.\d+)?"
_NEXT = r"[,;:]?(?: [–—-])? +"
_FIGURE = r"[$€£]?\d[\d.,]*%?"
_SPEAKER = (
    r"i(?:'d|'ve|'m|'ll)?(?: (?:had|have|did|do|was|am|will|then|also|just|simply|still|even|first"
    r"|myself|once|always|now|\w+ly))*"
)
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
        return [(match.group(), match.start()) for match in _WORD.finditer(self.plain)]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence starts and ends."""
        edges = [0, *(match.end() for match in _END.finditer(self.text)), len(self.text)]
        return [
            (start, end)
            for start, end in zip(edges, edges[1:], strict=False)
            if not self.text[start:end].isspace() and start < end
        ]


class Phrases:
    """Groups of phrases, looked up by their first word."""

    def __init__(
        self, groups: Mapping[str, list[str]], sets: Mapping[str, str] | None = None
    ) -> None:
        self._by_word: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                keys, pattern = _compiled(phrase, sets or {})
                for key in keys:
                    self._by_word.setdefault(key, []).append((group, pattern))

    def hits(self, telling: Telling) -> Iterator[Hit]:
        """Yield every phrase found, in the order of the text."""
        found = self._by_word.get
        for word, start in telling.words:
            for group, pattern in found("#" if word[0].isdigit() else word, ()):
                if match := pattern.match(telling.plain, start):
                    yield Hit(group, start, match.end())


def _compiled(phrase: str, sets: Mapping[str, str]) -> tuple[set[str], re.Pattern[str]]:
    """Return the words a phrase can begin with, and its pattern."""
    first, *rest = phrase.split()
    pattern = _element(first, sets)
    for element in rest:
        if element == "...":
            pattern += f"(?:{_NEXT}{_GAP_WORD}){{0,{_MOST_WORDS}}}?"
        elif element.startswith("!"):
            pattern += f"(?!{_NEXT}{_element(element[1:], sets)}(?!\\w))"
        elif element.endswith("?"):
            pattern += f"(?:{_NEXT}{_element(element[:-1], sets)})?"
        else:
            pattern += _NEXT + _element(element, sets)
    words = ["i"] if first == "I" else _spread(first, sets).split("|")
    keys = {"#" if word == "#" else _WORD.findall(word)[0] for word in words}
    return keys, re.compile(rf"{pattern}(?!\w|'\w)")


def _element(element: str, sets: Mapping[str, str]) -> str:
    if element == "I":
        return _SPEAKER
    words = _spread(element, sets)
    return f"(?:{words})".replace("*", r"\w*").replace("#", _FIGURE)


def _spread(element: str, sets: Mapping[str, str]) -> str:
    """Return an element with the names of sets replaced by their words."""
    return re.sub(r"\{(\w+)\}", lambda name: sets[name.group(1)], element)
