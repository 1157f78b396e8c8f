"""Trains ``data/stories/value-labels.yaml``, the weights of `workbook.stories.labels`.

    python -m tests.benchmarks.train_labels

It needs scikit-learn, which the project does not: install it into an environment of its own. The
sentences of ``tests/stories/corpus/labels.jsonl`` were written for this, half of them with the
words in an ordinary sense; those of the stories `a` and `b`, which label nothing, weigh twice. A
lasso keeps some 130 of 1,500 features, few enough to read them.
"""

import json
from pathlib import Path

import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from workbook.stories.labels import LOWEST, candidates
from workbook.stories.telling import Telling

CORPUS = Path(__file__).parents[1] / "stories" / "corpus"
WEIGHTS = Path(__file__).parents[2] / "data" / "stories" / "value-labels.yaml"
STRENGTH = 1.5


def examples() -> tuple[list[dict[str, int]], list[bool], list[float]]:
    found, labels, weights = [], [], []
    for line in (CORPUS / "labels.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        places = [(row["text"].index(each), len(each)) for each in row["spans"]]
        for (_, end), features in candidates(Telling(row["text"])):
            found.append(dict.fromkeys(features, 1))
            labels.append(any(at < end <= at + length + 1 for at, length in places))
            weights.append(1.0)
    for name in "ab":
        for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines():
            for text, _ in json.loads(line)["sentences"]:
                for _, features in candidates(Telling(text)):
                    found.append(dict.fromkeys(features, 1))
                    labels.append(False)
                    weights.append(2.0)
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
