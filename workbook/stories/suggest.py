"""Which values a telling speaks for, with the sentences that say so."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from workbook.guide import data_folder
from workbook.stories.linting import Span, is_english
from workbook.stories.phrases import Phrases, Telling

# The same phrase again says less than a new one: each further time counts half of the time before.
_AGAIN = 0.5


@dataclass(frozen=True)
class Suggestion:
    """A value that a telling may show.

    Attributes
    ----------
    value
        Id of one of the twelve values of ``guide.values()``.
    score
        The weight of what speaks for it, above 0; comparable within one telling only.
    sentences
        The sentences that evidence it, as (start, end) into the text, in the text's order.
    """

    value: str
    score: float
    sentences: tuple[Span, ...]


def suggest_values(text: str, top: int = 3) -> list[Suggestion]:
    """Return the values a telling speaks for, the likeliest first, at most `top` of them.

    A value without any evidence is not suggested, so a short telling may get fewer; one that is not
    in English gets none, because the evidence is English words.
    """
    telling = Telling(text)
    if not is_english(telling):
        return []
    phrases, cues = _cues()
    scores: dict[str, float] = {}
    places: dict[str, list[int]] = {}
    times: dict[str, int] = {}
    for hit in phrases.hits(telling):
        value, weight = cues[hit.group]
        scores[value] = scores.get(value, 0.0) + weight * _AGAIN ** times.get(hit.group, 0)
        times[hit.group] = times.get(hit.group, 0) + 1
        places.setdefault(value, []).append(hit.start)
    ranked = sorted(scores, key=lambda value: (-scores[value], value))[: max(top, 0)]
    return [
        Suggestion(value, scores[value], _sentences_at(telling, places[value])) for value in ranked
    ]


def _sentences_at(telling: Telling, places: list[int]) -> tuple[Span, ...]:
    """Return the sentences that hold any of the places."""
    spans = telling.sentences
    starts = [start for start, _ in spans]
    return tuple(spans[at] for at in sorted({bisect(starts, place) - 1 for place in places}))


@cache
def _cues() -> tuple[Phrases, Mapping[str, tuple[str, float]]]:
    """Return the phrases, each a group of its own, and the value and weight of each."""
    words = yaml.safe_load((data_folder() / "stories" / "values.yaml").read_text("utf-8"))
    sets = words.pop("sets")
    phrases: dict[str, list[str]] = {}
    cues: dict[str, tuple[str, float]] = {}
    for value, lines in words.items():
        for line in lines.splitlines():
            weight, phrase = line.split(maxsplit=1)
            phrases[f"{value}: {phrase}"] = [phrase]
            cues[f"{value}: {phrase}"] = (value, float(weight))
    return Phrases(phrases, sets), cues
