"""A column that grows by blocks: whole numbers, texts kept once each, or texts as they come."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

#: A number that is the same when it is written again.
_WHOLE = re.compile(r"0|[1-9]\d{0,14}")

#: The cell of a row that is read beside each block and is none of the file's; no number, no truth
#: value and no sign for a missing one.
OWN = "workbook"


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
            texts = cells.cat.categories.tolist()
            is_blank = np.array([not text or text.isspace() for text in texts])
            return is_blank[cells.cat.codes.to_numpy()] if is_blank.any() else None
        if cells.dtype == object:
            texts = cells.tolist()
            if all(texts) and not any(map(str.isspace, texts)):
                return None
            return np.fromiter((not text or text.isspace() for text in texts), bool, len(texts))
        return None

    def add(self, cells: pd.Series) -> None:
        """Add cells that the quick parser read."""
        if isinstance(cells.dtype, pd.CategoricalDtype):
            texts, codes = cells.cat.categories.tolist(), cells.cat.codes.to_numpy()
            if OWN in texts and not (codes == texts.index(OWN)).any():
                lookup = np.insert(
                    self._codes([text for text in texts if text != OWN]), texts.index(OWN), 0
                )
            else:
                lookup = self._codes(texts)
            self._parts.append(lookup[codes])
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
            part = np.empty(len(cells), dtype=object)
            part[:] = list(map(str.strip, cells))
            self._parts.append(part)

    def _codes(self, texts: Sequence[str]) -> np.ndarray:
        known = self._texts
        codes = (known.setdefault(text.strip(), len(known)) for text in texts)
        return np.fromiter(codes, np.int32, len(texts))

    def cells(self) -> pd.Series:
        """Return the whole column: categories of text, whole numbers, or texts."""
        if self.kind == "category":
            codes = np.concatenate(self._parts or [np.empty(0, np.int32)])
            texts = pd.Index(list(self._texts), dtype=object)
            return pd.Series(pd.Categorical.from_codes(codes, texts))
        if self.kind == "object":  # a column that began with numbers is text as a whole
            parts = [
                part if part.dtype == object else np.array([*map(str, part.tolist()), None])[:-1]
                for part in self._parts
            ]
            return pd.Series(np.concatenate(parts), dtype=object)
        return pd.Series(np.concatenate(self._parts or [np.empty(0, np.int64)]))
