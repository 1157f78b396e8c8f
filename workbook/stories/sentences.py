"""What the sentences of a telling say: a linear model, trained on tagged stories.

A sentence is taken apart into features: its words, its pairs of words, what "I" or "they" did in
it, its place in the telling, and for each word the class of words that are used like it. A feature
has a weight for each tag, and a sentence's score for a tag is the sum of its features' weights. The
telling as a whole has weights of its own for the checks and for the values.

The weights are in ``data/stories/sentences.npz``: ``tests/benchmarks/train_lint.py`` makes them
from the stories in ``tests/stories/corpus``, which were written and tagged for this. The classes
are in ``data/stories/word-classes.txt``, made by ``tests/benchmarks/word_classes.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbook.guide import data_folder
from workbook.stories.telling import Telling

#: What a sentence can do. ``candor`` is a doubt, a limit or a mistake of the speaker's, and
#: ``own-share`` a part in the trouble; an ``admission`` is either.
TAGS = (
    "decide",
    "others-decide",
    "alternative",
    "outcome",
    "candor",
    "blame",
    "own-share",
    "admission",
)
#: The checks that need understanding, each with the tags it is judged by.
JUDGED = {
    "decision-not-owned": ("decide", "others-decide"),
    "no-alternative": ("alternative",),
    "no-outcome": ("outcome",),
    "blame": ("blame", "own-share"),
    "no-candor": ("admission",),
}
Floats = npt.NDArray[np.float64]

# ---- Features ---------------------------------------------------------------------------------

_TOKEN = re.compile(r"[a-z]+?(?=n't\b)|n't\b|'(?:d|ve|m|ll|re|s)\b|[a-z]+|[$€£]?\d[\d.,:]*%?|[?\"]")
_NUMBER_WORDS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
million
"""
_NUMBERS = frozenset(_NUMBER_WORDS.split())
# Passed over on the way from a subject to what it did.
_PASSED_OVER = """
'd 've 'm 'll had have did do was am will then also just simply still even first myself once always
now been be would could not n't to really never and
"""
_AUXILIARIES = frozenset(_PASSED_OVER.split())
_SUBJECTS = {"i": "I", "we": "We", "it": "It"} | dict.fromkeys(
    ("they", "he", "she", "who", "nobody"), "They"
)
_BEING = frozenset(("was", "were", "been", "be", "got", "is", "are"))
_NEGATIONS = frozenset(("n't", "not", "never", "no", "nobody", "nothing", "without"))
_OTHERS = """
they he she his her their them him who nobody everyone everybody somebody
"""
_PEOPLE = {
    "I": frozenset(("i", "my", "me", "mine", "myself")),
    "We": frozenset(("we", "us", "our", "ours")),
    "They": frozenset(_OTHERS.split()),
}
_PLACES = {"first": 0, "last": -1, "last but one": -2}


def words_of(plain: str) -> list[str]:
    """Return the words of a text in plain lower case; a figure or a number word is "#"."""
    return [
        "#" if word[0] in "0123456789$€£" or word in _NUMBERS else word
        for word in _TOKEN.findall(plain)
    ]


def features(words: Sequence[str]) -> list[str]:
    """Return the features of a sentence that a telling as a whole is judged by as well."""
    found = [*words, *(f"{one} {two}" for one, two in pairwise(("<", *words, ">")))]
    classes = _word_classes()
    for word in words:
        found += classes.get(word, ())
    return found


def further_features(words: Sequence[str]) -> list[str]:
    """Return the other features of a sentence, wherever it stands."""
    ends = ("<", *words, ">")
    found = [f"{one} _ {two}" for one, two in zip(ends, ends[2:], strict=False)]
    for at, word in enumerate(words):
        if word in _SUBJECTS:
            found += _with_classes(_SUBJECTS[word], _first(words[at + 1 : at + 6]))
        if word in _BEING:
            found += _with_classes("Was", _first(words[at + 1 : at + 4]))
        if word in _NEGATIONS:
            found += _with_classes("Not", words[at + 1 : at + 4])
    about = "".join(who for who, names in _PEOPLE.items() if not names.isdisjoint(words))
    return [*found, f"About:{about}"]


def place_features(place: int, count: int) -> list[str]:
    """Return the features of a place, from 0 on, among the `count` sentences of a telling."""
    places = [f"Place:{name}" for name, at in _PLACES.items() if place == at % count]
    return [f"Quarter:{4 * place // count}", *places]


def _first(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _AUXILIARIES][:1]


def _with_classes(role: str, words: Iterable[str]) -> list[str]:
    classes = _word_classes()
    return [f"{role}:{each}" for word in words for each in (word, *classes.get(word, ()))]


@cache
def _word_classes() -> dict[str, tuple[str, str]]:
    """Return the larger and the smaller class of each word."""
    found = {}
    lines = (data_folder() / "stories" / "word-classes.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        large, *words = line.split()
        found.update(dict.fromkeys(words, (f"={large}", f"=={number}")))
    return found


# ---- Scores -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Model:
    """A weight for each feature and each name that is scored.

    Attributes
    ----------
    names
        What is scored: the tags, of each sentence; then the checks and the values, of the telling.
    rows
        Which row of `weights` a feature has.
    weights
        Shape (features + 1, names); the last row is 0, for a sentence without any known feature.
    bias
        Shape (names,).
    judges
        For each check the weights of `Reading.evidence`, then what is added to their sum.
    """

    names: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Floats
    bias: Floats
    judges: Mapping[str, Floats]

    def known(self, found: Iterable[str]) -> list[int]:
        """Return the rows of the features that have weights."""
        return [row for row in map(self.rows.get, found) if row is not None]

    def said(self, words: Sequence[str]) -> Said:
        """Return what a sentence of these words has, wherever it stands."""
        known = self.known(features(words)) or [len(self.rows)]
        return Said(known, {*known, *self.known(further_features(words))})


class Said(NamedTuple):
    """The rows of a sentence's features: of `features`, one as often as it is there, and of all."""

    known: list[int]
    all: set[int]


@dataclass(frozen=True)
class Reading:
    """How a telling scores, as log odds, given what its sentences say."""

    model: Model
    sentences: Sequence[Said]

    @cached_property
    def tags(self) -> Floats:
        """The score of each sentence for each tag, shape (sentences, tags)."""
        model, count = self.model, len(self.sentences)
        rows = [
            [*said.all, *model.known(place_features(place, count))]
            for place, said in enumerate(self.sentences)
        ]
        lengths = np.array([len(each) for each in rows])
        sums = _sums(model.weights[:, : len(TAGS)], rows, 1)
        return sums / np.sqrt(lengths)[:, None] + model.bias[: len(TAGS)]

    @cached_property
    def parts(self) -> Floats:
        """What each sentence adds to the whole's scores, shape (sentences, checks and values)."""
        known = [said.known for said in self.sentences]
        _, at, times = np.unique(_flat(known), return_inverse=True, return_counts=True)
        counted = np.log1p(times)
        factors = (counted / times)[at] / np.sqrt((counted**2).sum())
        return _sums(self.model.weights[:, len(TAGS) :], known, factors[:, None])

    @cached_property
    def whole(self) -> dict[str, float]:
        """The scores of the whole telling, for each check and each value."""
        scores = self.parts.sum(0) + self.model.bias[len(TAGS) :]
        return dict(zip(self.model.names[len(TAGS) :], scores.tolist(), strict=True))

    def evidence(self, check: str) -> Floats:
        """Return what a check is judged by.

        For each of its tags: the score of the sentence that has it most, and that of any sentence
        having it; then the score of the whole telling.
        """
        columns = [TAGS.index(tag) for tag in JUDGED[check]]
        of_tags = [scores[column] for scores in self._of_tags for column in columns]
        return np.array([*of_tags, self.whole[check]])

    @cached_property
    def _of_tags(self) -> tuple[list[float], list[float]]:
        none = -np.logaddexp(0, self.tags).sum(0)
        any_has = np.log(np.maximum(-np.expm1(none), 1e-6)) - none
        return self.tags.max(0).tolist(), any_has.tolist()

    def finds(self, check: str) -> bool:
        """Return whether a check has a finding."""
        judge = self.model.judges[check]
        return bool(self.evidence(check) @ judge[:-1] + judge[-1] > 0)

    def tagged(self, tag: str) -> list[int]:
        """Return the sentences that more likely than not have a tag, or else the likeliest one."""
        scores = self.tags[:, TAGS.index(tag)]
        return [int(at) for at in np.flatnonzero(scores >= min(0.0, scores.max()))]

    def speaking_for(self, value: str) -> list[int]:
        """Return the sentences that most of a value's score comes from; none if nothing does."""
        parts = self.parts[:, self.model.names.index(value) - len(TAGS)]
        return [int(at) for at in np.flatnonzero((parts > 0) & (parts >= _MOST * parts.max()))]


# A sentence speaks for a value if it adds at least this share of what the best one adds.
_MOST = 0.5


def _sums(weights: Floats, rows: Sequence[Sequence[int]], factors: Floats | int) -> Floats:
    """Return the sum of a sentence's rows of weights, for each sentence, each row by its factor."""
    starts = np.cumsum([0, *(len(each) for each in rows[:-1])])
    sums: Floats = np.add.reduceat(weights[_flat(rows)] * factors, starts)
    return sums


def _flat(rows: Sequence[Sequence[int]]) -> npt.NDArray[np.intp]:
    return np.fromiter(chain.from_iterable(rows), np.intp)


def read(telling: Telling) -> Reading:
    """Return how a telling scores, which has at least one sentence."""
    return Reading(trained(), [_said(telling.plain[start:end]) for start, end in telling.sentences])


# A telling is read at every pause in typing, and most of it is as it was.
@lru_cache(4_096)
def _said(sentence: str) -> Said:
    return trained().said(words_of(sentence))


@cache
def trained() -> Model:
    """Return the model the workbook comes with."""
    weights = data_folder() / "stories" / "sentences.npz"
    with weights.open("rb") as file, np.load(file) as stored:
        features = str(stored["features"]).split("\n")
        scaled = stored["weights"] * stored["scale"]
        return Model(
            tuple(stored["names"].tolist()),
            {feature: row for row, feature in enumerate(features)},
            np.vstack([scaled, np.zeros(scaled.shape[1])]),
            stored["bias"],
            {check: stored[check] for check in JUDGED},
        )
