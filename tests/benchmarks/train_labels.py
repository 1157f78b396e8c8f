"""Trains ``data/stories/value-labels.yaml``, the weights of `workbook.stories.labels`.

    python -m tests.benchmarks.train_labels

It needs scikit-learn, which the project does not: install it into an environment of its own. The
sentences of ``tests/stories/corpus/labels.jsonl`` were written for this, half of them with the
words in an ordinary sense; in the stories the labels are marked as well, and those of `a` and `b`,
which have none, weigh twice. A lasso keeps some 340 features of 3,000.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from workbook.stories.labels import LOWEST, candidates
from workbook.stories.telling import Telling

CORPUS = Path(__file__).parents[1] / "stories" / "corpus"
WEIGHTS = Path(__file__).parents[2] / "data" / "stories" / "value-labels.yaml"
STRENGTH = 1.5


def texts() -> Iterator[tuple[str, list[str], float]]:
    """Yield each text with the spans in it that are labels, and what it weighs."""
    for row in _rows("labels"):
        yield row["text"], row["spans"], 1.0
    for name in sorted(file.stem for file in CORPUS.glob("?.jsonl")):
        for row in _rows(name):
            said = [text for text, _ in row["sentences"]]
            if "labels" in row:
                yield " ".join(said), row["labels"], 1.0
            elif name in "ab":
                yield from ((text, [], 2.0) for text in said)


def _rows(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines())


def examples() -> tuple[list[dict[str, int]], list[bool], list[float]]:
    found, labels, weights = [], [], []
    for text, spans, weight in texts():
        places = [(text.index(span), len(span)) for span in spans]
        for (_, end), features in candidates(Telling(text)):
            found.append(dict.fromkeys(features, 1))
            labels.append(any(at < end <= at + length + 1 for at, length in places))
            weights.append(weight)
    return found, labels, weights


def main() -> None:
    found, labels, weights = examples()
    names = DictVectorizer(sparse=False)
    inputs = names.fit_transform(found)
    lasso = LogisticRegression(C=STRENGTH, solver="liblinear", l1_ratio=1)
    folds = StratifiedKFold(8, shuffle=True, random_state=0)
    scores = cross_val_predict(lasso, inputs, labels, cv=folds, method="decision_function")
    both = sum(score >= LOWEST and label for score, label in zip(scores, labels, strict=True))
    shown = sum(scores >= LOWEST)
    print(
        f"{len(labels)} places, {sum(labels)} labels; of unseen folds precision "
        f"{both / shown:.2f}, recall {both / sum(labels):.2f}"
    )
    lasso.fit(inputs, labels, sample_weight=weights)
    kept = {
        str(name): round(float(weight), 2)
        for name, weight in zip(names.get_feature_names_out(), lasso.coef_[0], strict=True)
        if abs(weight) >= 0.02
    }
    stored = {"bias": round(float(lasso.intercept_[0]), 2), "weights": kept}
    WEIGHTS.write_text(yaml.safe_dump(stored, sort_keys=False), "utf-8")
    print(f"{len(kept)} features kept")


if __name__ == "__main__":
    main()
