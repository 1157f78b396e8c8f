"""A column that grows by blocks: whole numbers, texts kept once each, or texts as they come."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

#: A number that is the same when it is written again.
_WHOLE = re.compile(r"0|[1-9]\d{0,14}")


def is_whole(text: str) -> bool:
    """Whether a text is a whole number and nothing else; its leading zeros would be lost."""
    return _WHOLE.fullmatch(text) is not None


class Growing:
    """A column of cells.

    Parameters
    ----------
    kind
        "category" (few distinct texts), "object" (many) or "int64".
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._texts: dict[str, int] = {}
        self._parts: list[np.ndarray] = []

    @staticmethod
    def blank(cells: pd.Series) -> np.ndarray | None:
        """Return which cells are empty, or None where none is."""
        if isinstance(cells.dtype, pd.CategoricalDtype):
            is_blank = np.array([not text or text.isspace() for text in cells.cat.categories])
            return is_blank[cells.cat.codes.to_numpy()] if is_blank.any() else None
        if cells.dtype == object:
            is_blank = np.fromiter((not text or text.isspace() for text in cells), bool, len(cells))
            return is_blank if is_blank.any() else None
        return None

    def add(self, cells: pd.Series) -> None:
        """Add cells that the quick parser read."""
        if isinstance(cells.dtype, pd.CategoricalDtype):
            lookup = self._codes(cells.cat.categories.tolist())
            self._parts.append(lookup[cells.cat.codes.to_numpy()])
        elif cells.dtype == object:
            self.add_texts(cells.tolist())
        else:
            self._parts.append(cells.to_numpy())

    def add_texts(self, cells: Sequence[str]) -> None:
        """Add cells of text."""
        if self.kind == "category":
            self._parts.append(self._codes(cells))
        elif self.kind == "int64" and all(map(is_whole, cells)):
            self._parts.append(np.array(list(map(int, cells)), dtype=np.int64))
        else:
            self.kind = "object"
            self._parts.append(np.array([text.strip() for text in cells] + [None], object)[:-1])

    def _codes(self, texts: Sequence[str]) -> np.ndarray:
        known = self._texts
        codes = (known.setdefault(text.strip(), len(known)) for text in texts)
        return np.fromiter(codes, np.int32, len(texts))

    def cells(self) -> pd.Series:
        """Return the whole column: categories of text, whole numbers, or texts."""
        if self.kind == "category":
            codes = np.concatenate(self._parts or [np.empty(0, np.int32)])
            used = np.bincount(codes, minlength=len(self._texts)) > 0
            if not used.all():
                codes = (np.cumsum(used, dtype=np.int32) - np.int32(1))[codes]
            kept = [text for text, is_used in zip(self._texts, used, strict=True) if is_used]
            texts = pd.Index(kept, dtype=object)
            return pd.Series(pd.Categorical.from_codes(codes, texts))
        if self.kind == "object":  # a column that began with numbers is text as a whole
            parts = [
                part if part.dtype == object else np.array([*map(str, part.tolist()), None])[:-1]
                for part in self._parts
            ]
            return pd.Series(np.concatenate(parts), dtype=object)
        return pd.Series(np.concatenate(self._parts or [np.empty(0, np.int64)]))
