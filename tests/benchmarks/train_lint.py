"""Trains ``data/stories/sentences.npz``, the weights of `workbook.stories.sentences`.

    python -m tests.benchmarks.train_lint [--across]

It needs scikit-learn, which the project does not: install it into an environment of its own. The
stories are those of ``tests/stories/corpus``: a file of one letter is by one hand, each sentence
tagged by what it does; beside them single sentences with their tags or the value they speak for.
With --across it writes nothing, but says how each hand's stories fare under weights from the
others.

First each tag gets weights for sentences, and each check and value weights for whole tellings.
Then the same is done five times without a fifth of the stories, so that a check's judge learns from
scores of stories that the weights had not seen.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.sparse import linalg
from sklearn.linear_model import LogisticRegression

from tests.benchmarks.measure_lint import Labelled, report
from workbook import guide
from workbook.stories import sentences as model
from workbook.stories.sentences import JUDGED, TAGS, Model, Reading
from workbook.stories.telling import Telling

CORPUS = Path(__file__).parents[1] / "stories" / "corpus"
WEIGHTS = Path(__file__).parents[2] / "data" / "stories" / "sentences.npz"
VALUES = tuple(value.id for value in guide.values())
# Inputs have this length, which is how strongly the weights may differ from 0.
LENGTH = 5.0
FOLDS = 5
# What share of a check's findings must be right in stories that the weights had not seen.
PRECISION = 0.8
# An acceptable value that is not the story's best counts as this much of one.
ACCEPTABLE = 0.35
MOST_FEATURES = 12_000


@dataclass
class Story:
    """A story of the corpus, or a sentence that stands alone and has no checks."""

    words: list[list[str]]
    tags: list[list[str]]
    checks: list[str] | None = None
    values: list[str] = field(default_factory=list)
    evidence: dict[str, list[int]] = field(default_factory=dict)


def stories(name: str) -> list[Story]:
    rows = [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [
        Story(
            [words(text) for text, _ in row["sentences"]],
            [tags for _, tags in row["sentences"]],
            row["checks"],
            row["values"],
            row["evidence"],
        )
        for row in rows
    ]


def singles() -> list[Story]:
    rows = [json.loads(line) for line in (CORPUS / "single.jsonl").read_text("utf-8").splitlines()]
    return [
        Story(
            [words(row["sentence"])],
            [row["tags"]] if "tags" in row else [],
            evidence={row["value"]: [0]} if "value" in row else {},
        )
        for row in rows
    ]


def words(text: str) -> list[str]:
    return model.words_of(Telling(text).plain)


# ---- Weights ----------------------------------------------------------------------------------


@dataclass
class Examples:
    """Features and how often each stands in an example; the label of each, and what it weighs.

    A label between 0 and 1 is partly the one and partly the other; one that is not a number is
    unknown.
    """

    bags: list[Counter[str]] = field(default_factory=list)
    labels: list[list[float]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, bag: Iterable[str], labels: Iterable[float], weight: float = 1.0) -> None:
        self.bags.append(Counter(bag))
        self.labels.append([float(label) for label in labels])
        self.weights.append(weight)

    def fit(self, features: Sequence[str], strength: Sequence[float]) -> np.ndarray:
        """Return the weights of features, a column for each label, and in the last row the bias."""
        rows = {feature: row for row, feature in enumerate(features)}
        known = [[(rows[each], n) for each, n in bag.items() if each in rows] for bag in self.bags]
        at = np.repeat(np.arange(len(known)), [len(bag) for bag in known])
        columns, times = np.array([pair for bag in known for pair in bag]).T
        inputs = sparse.csr_matrix((np.log1p(times), (at, columns)), (len(known), len(features)))
        lengths = np.maximum(linalg.norm(inputs, axis=1), 1e-9)
        inputs = sparse.diags(LENGTH / lengths) @ inputs
        weights, fitted = np.array(self.weights), []
        for label, c in zip(np.array(self.labels).T, strength, strict=True):
            yes, no = label > 0, label < 1
            fit = LogisticRegression(C=c, solver="liblinear", intercept_scaling=3).fit(
                sparse.vstack([inputs[yes], inputs[no]]),
                np.repeat([1, 0], [yes.sum(), no.sum()]),
                np.concatenate([(label * weights)[yes], ((1 - label) * weights)[no]]),
            )
            fitted.append(np.append(fit.coef_[0] * LENGTH, fit.intercept_[0]))
        return np.array(fitted).T


def fitted(known: Sequence[Story]) -> Model:
    """Return a model without judges."""
    of_sentences, of_tellings = _sentences(known), _tellings(known)
    strength = [0.1] * len(JUDGED) + [1.0] * len(VALUES)
    seen = Counter(feature for bag in of_sentences.bags for feature in bag)
    features = sorted(feature for feature, times in seen.items() if times > 1)
    for _ in range(2):
        shared = {feature for bag in of_tellings.bags for feature in bag}
        at = np.flatnonzero([feature in shared for feature in features])
        tags = of_sentences.fit(features, [1.0] * len(TAGS))
        whole = np.zeros((len(features) + 1, len(JUDGED) + len(VALUES)))
        whole[[*at, -1]] = of_tellings.fit([features[each] for each in at], strength)
        size = np.abs(np.hstack([tags, whole])[:-1]).max(1)
        size *= np.sqrt([seen[feature] for feature in features])
        kept = sorted(np.argsort(-size)[:MOST_FEATURES])
        if len(kept) == len(features):
            break
        features = [features[each] for each in kept]
    together = np.hstack([tags, whole])
    weights = np.vstack([together[:-1], np.zeros(together.shape[1])])
    rows = {feature: row for row, feature in enumerate(features)}
    return Model((*TAGS, *JUDGED, *VALUES), rows, weights, together[-1], {})


def _sentences(known: Sequence[Story]) -> Examples:
    examples = Examples()
    for story in known:
        count = len(story.words)
        for place, (said, tags) in enumerate(zip(story.words, story.tags, strict=False)):
            bag = {*model.features(said), *model.further_features(said)}
            if story.checks is not None:  # What stands alone has no place in a telling.
                bag |= {*model.place_features(place, count)}
            admits = "candor" in tags or "own-share" in tags
            examples.add(bag, [admits if tag == "admission" else tag in tags for tag in TAGS])
    return examples


def _tellings(known: Sequence[Story]) -> Examples:
    """Return the stories, and in parts of them what speaks for each value and what for none."""
    examples, unknown = Examples(), [np.nan] * len(JUDGED)
    for story in known:
        if story.checks is not None:
            shares = [
                1.0 if [value] == story.values[:1] else ACCEPTABLE * (value in story.values)
                for value in VALUES
            ]
            examples.add(_bag(story.words), [check in story.checks for check in JUDGED] + shares)
        for value, places in story.evidence.items():
            labels = [*unknown, *(value == one for one in VALUES)]
            examples.add(_bag([story.words[place] for place in places]), labels, 0.5)
        used = {place for places in story.evidence.values() for place in places}
        rest = [said for place, said in enumerate(story.words) if place not in used]
        if used and rest:
            examples.add(_bag(rest), [*unknown, *(0 for _ in VALUES)], 0.3)
    return examples


def _bag(sentences: Iterable[Sequence[str]]) -> list[str]:
    return [feature for said in sentences for feature in model.features(said)]


# ---- Judges -----------------------------------------------------------------------------------


def train(known: Sequence[Story], alone: Sequence[Story]) -> Model:
    """Return a model from stories, and from sentences that stand alone."""
    fold = np.random.default_rng(0).permutation(len(known)) % FOLDS
    readings: dict[int, Reading] = {}
    for number in range(FOLDS):
        part = [story for story, at in zip(known, fold, strict=True) if at != number]
        without = fitted([*part, *alone])
        for at in np.flatnonzero(fold == number):
            readings[at] = _read(without, known[at])
    unseen = [readings[at] for at in range(len(known))]
    judges = {check: _judge(check, known, unseen) for check in JUDGED}
    return replace(fitted([*known, *alone]), judges=judges)


def _read(trained: Model, story: Story) -> Reading:
    return Reading(trained, [trained.said(words) for words in story.words])


def _judge(check: str, known: Sequence[Story], readings: Sequence[Reading]) -> np.ndarray:
    evidence = np.array([each.evidence(check) for each in readings])
    labels = [check in (story.checks or ()) for story in known]
    spread = evidence.std(0)
    fit = LogisticRegression(C=1.0).fit(evidence / spread, labels)
    scores = fit.decision_function(evidence / spread)
    chances = np.sort(1 / (1 + np.exp(-scores)))[::-1]
    # Of the chances above which findings are expected to be right often enough, the best by F1.
    right, found = np.cumsum(chances), np.arange(1, len(chances) + 1)
    f1 = np.where(right / found >= PRECISION, 2 * right / (found + right[-1]), 0)
    lowest = chances[f1.argmax()]
    return np.append(fit.coef_[0] / spread, fit.intercept_[0] - np.log(lowest / (1 - lowest)))


def write(trained: Model) -> None:
    weights = trained.weights[:-1]
    scale = np.abs(weights).max(0) / 127
    np.savez_compressed(
        WEIGHTS,
        features=np.array("\n".join(trained.rows)),
        names=np.array(trained.names),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale,
        bias=trained.bias,
        **trained.judges,
    )


def main(words: Sequence[str]) -> None:
    hands = {name: stories(name) for name in sorted(file.stem for file in CORPUS.glob("?.jsonl"))}
    alone = singles()
    if "--across" not in words:
        write(train([story for each in hands.values() for story in each], alone))
        print(f"{WEIGHTS.stat().st_size / 1000:.0f} kB")
        return
    for name, unseen in hands.items():
        others = [story for other in hands if other != name for story in hands[other]]
        trained = train(others, alone)
        readings = [_read(trained, story) for story in unseen]
        print(f"\n{name}: {len(unseen)} stories under weights from the others")
        report(
            [
                Labelled(
                    set(story.checks or ()),
                    {check for check in JUDGED if reading.finds(check)},
                    story.values,
                    sorted(VALUES, key=lambda value: -reading.whole[value]),
                )
                for story, reading in zip(unseen, readings, strict=True)
            ],
            tuple(JUDGED),
        )


if __name__ == "__main__":
    main(sys.argv[1:])
