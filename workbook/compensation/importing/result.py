"""What a table says: the rows that can be used, and why each of the others cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

import pandas as pd

from workbook.compensation.frame import DTYPES, to_points
from workbook.compensation.importing.columns import TEXT
from workbook.compensation.records import Point
from workbook.compensation.tables.problems import Problems


class Points(Sequence[Point]):
    """The rows of a file as points, each made when it is asked for: there may be a million."""

    def __init__(self, compact: pd.DataFrame) -> None:
        self._compact = compact

    def __len__(self) -> int:
        return len(self._compact)

    @overload
    def __getitem__(self, at: int) -> Point: ...

    @overload
    def __getitem__(self, at: slice) -> list[Point]: ...

    def __getitem__(self, at: int | slice) -> Point | list[Point]:
        if isinstance(at, slice):
            return to_points(typed(self._compact.iloc[at]))
        return to_points(typed(self._compact.iloc[[at]]))[0]

    def __iter__(self) -> Iterator[Point]:
        for start in range(0, len(self), 1_000):
            yield from self[start : start + 1_000]


@dataclass(frozen=True)
class ImportResult:
    """What a table says.

    Attributes
    ----------
    compact
        The rows that can be used; the index is the row's number in the file. Columns as in `rows`,
        in types that take little room.
    refused
        Why the other rows cannot be used; a row may have several reasons.
    repeated
        Rows left out because they say the same, in every column, as an earlier one.
    notes
        What the reader should know of how the file was read, each a sentence: those of the table
        and those on what its columns were taken to mean.
    """

    compact: pd.DataFrame
    refused: Problems = field(default_factory=Problems)
    repeated: Problems = field(default_factory=Problems)
    notes: tuple[str, ...] = ()

    @cached_property
    def problems(self) -> Problems:
        """Every row that is not among the points, and why, in the order of the file."""
        return Problems((*self.refused.groups, *self.repeated.groups))

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that can be used, with the columns and types of ``frame.DTYPES``."""
        return typed(self.compact)

    @property
    def points(self) -> Points:
        """The rows that can be used as points, made as they are asked for."""
        return Points(self.compact)


def typed(compact: pd.DataFrame) -> pd.DataFrame:
    """Give compact rows the types of the points' table."""
    frame = compact.reindex(columns=list(DTYPES))
    for name in (*TEXT, "source", "id", "dataset"):
        frame[name] = frame[name].astype(object) if name in compact else ""
    return frame.astype(DTYPES)
