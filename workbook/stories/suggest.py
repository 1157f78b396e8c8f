"""Which values a telling speaks for, with the sentences that say so."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbook import guide
from workbook.stories import sentences
from workbook.stories.linting import is_english
from workbook.stories.telling import Span, Telling


@dataclass(frozen=True)
class Suggestion:
    """A value that a telling may show.

    Attributes
    ----------
    value
        Id of one of the twelve values of ``guide.values()``.
    score
        How likely the model holds it, from 0 to 1; comparable within one telling only.
    sentences
        The sentences that evidence it, as (start, end) into the text, in the text's order.
    """

    value: str
    score: float
    sentences: tuple[Span, ...]


def suggest_values(text: str, top: int = 3) -> list[Suggestion]:
    """Return the values a telling speaks for, the likeliest first, at most `top` of them.

    A value that no sentence speaks for is not suggested, so a short telling may get fewer; one that
    is not in English gets none, because the evidence is English words.
    """
    telling = Telling(text)
    if not is_english(telling):
        return []
    reading = sentences.read(telling)
    values = sorted((value.id for value in guide.values()), key=reading.whole.__getitem__)
    found = [
        Suggestion(
            value, _chance(reading.whole[value]), tuple(telling.sentences[at] for at in places)
        )
        for value in reversed(values)
        if (places := reading.speaking_for(value))
    ]
    return found[: max(top, 0)]


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
