"""How long a telling takes when it is spoken."""

import re

#: What the guide gives a story, in seconds.
LIMIT = 90

# A word may hold an apostrophe, a hyphen or a decimal point: "didn't", "follow-up", "0.6".
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")


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
