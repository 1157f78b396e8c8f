"""Makes ``data/stories/word-classes.txt``: words that are used alike, put together.

    python -m tests.benchmarks.word_classes FOLDER

FOLDER holds ``model.safetensors`` and ``vocab.txt`` of the sentence model all-MiniLM-L6-v2, which
is under the Apache licence 2.0; `safetensors` and `scikit-learn` are needed too. The model's word
vectors are sorted into 600 classes by k-means, and those into 120 larger ones. A line is the number
of the larger class and the words of one small class.
"""

import sys
from pathlib import Path

import numpy as np

WORDS, SMALL, LARGE, DIMENSIONS = 12_000, 600, 120, 120
OUT = Path(__file__).parents[2] / "data" / "stories" / "word-classes.txt"


def main(folder: Path) -> None:
    from safetensors.numpy import load_file
    from sklearn.cluster import KMeans

    vocabulary = (folder / "vocab.txt").read_text("utf-8").split("\n")
    rows = [
        at
        for at, word in enumerate(vocabulary)
        if word.isascii() and word.isalpha() and len(word) > 1
    ][:WORDS]
    tensors = load_file(folder / "model.safetensors")
    vectors = next(each for name, each in tensors.items() if "word_embeddings" in name)[rows]
    vectors = vectors.astype(float) - vectors.mean(0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ axes[:DIMENSIONS].T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    small = KMeans(SMALL, n_init=1, random_state=0).fit(vectors)
    large = KMeans(LARGE, n_init=4, random_state=0).fit_predict(small.cluster_centers_)
    words = np.array(vocabulary)[rows]
    lines = sorted(
        (int(large[number]), " ".join(sorted(words[small.labels_ == number])))
        for number in range(SMALL)
    )
    OUT.write_text("".join(f"{number} {line}\n" for number, line in lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
