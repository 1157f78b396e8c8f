"""A telling: its words, its sentences, and how long it takes when it is spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise

#: A place in a text: where it starts and ends.
Span = tuple[int, int]

#: What the guide gives a story, in seconds.
LIMIT = 90

# A word may hold an apostrophe, a hyphen or a decimal point: "didn't", "follow-up", "0.6".
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")

# Positions stay those of the text, so that a span can be shown: one character for one character.
_PLAIN = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ’‘“”\n\t\r", "abcdefghijklmnopqrstuvwxyz''\"\"   "
)
_RUN = re.compile(r"([^\W_]+)")
# A sentence ends at a mark with white space behind it, or at an empty line: "4.1" and "i.e." go on.
_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")


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
        parts = _RUN.split(self.plain)  # What is between words, then a word, and so on.
        return list(zip(parts[1::2], list(accumulate(map(len, parts)))[::2], strict=False))

    @cached_property
    def sentences(self) -> list[Span]:
        """Where each sentence starts and ends."""
        edges = [0, *(match.end() for match in _END.finditer(self.text)), len(self.text)]
        return [
            (start, end)
            for start, end in pairwise(edges)
            if not self.text[start:end].isspace() and start < end
        ]


def count_words(text: str) -> int:
    """Return the number of spoken words; punctuation and symbols are silent."""
    return len(_WORD.findall(text))


def spoken_seconds(text: str, words_per_minute: int) -> float:
    """Return how many seconds `text` takes at a pace in words a minute (positive)."""
    if words_per_minute <= 0:
        raise ValueError(f"a pace is positive, not {words_per_minute} words a minute")
    return 60 * count_words(text) / words_per_minute


def words_that_fit(words_per_minute: int, seconds: float = LIMIT) -> int:
    """Return how many words fit into `seconds` at a pace in words a minute."""
    return int(words_per_minute * seconds / 60)
