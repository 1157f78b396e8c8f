"""The rows of a long text as they are read: columns that grow, by a layout chosen beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from workbook.compensation.tables.grow import Growing, is_whole
from workbook.compensation.tables.problems import Group

#: Rows looked at to choose how a column is read; with fewer, every column is read as text.
SAMPLE = 5_000


@dataclass
class Layout:
    """How a table is read: its width, its delimiter, and for each column what it is read as."""

    width: int
    delimiter: str
    kinds: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, width: int, delimiter: str, sample: Sequence[Sequence[str]]) -> "Layout":
        """Choose by a sample: whole numbers, few distinct texts ("category") or many ("object")."""
        kinds = ["category"] * width
        if len(sample) >= SAMPLE:
            for at, column in enumerate(zip(*sample, strict=True)):
                if len(set(column)) > 0.8 * len(sample):
                    kinds[at] = "int64" if all(map(is_whole, column)) else "object"
        return cls(width, delimiter, kinds)


@dataclass
class Rows:
    """What a text holds: columns, the number of each row, and rows that could not be told apart."""

    layout: Layout
    columns: list[Growing]
    numbers: list[np.ndarray] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)
    long: list[tuple[int, int]] = field(default_factory=list)  # number, how many cells
    unsaved: list[int] = field(default_factory=list)

    @classmethod
    def empty(cls, layout: Layout) -> "Rows":
        """Return the columns of a layout without a row."""
        return cls(layout, [Growing(kind) for kind in layout.kinds])

    def add_frame(self, frame: pd.DataFrame, first: int) -> int:
        """Add a block that the quick parser read; return how many rows of the file it is."""
        blank: np.ndarray | None = None
        # A column of numbers has no blank cell, and one of many texts takes long to look at.
        for name in sorted(frame.columns, key=self._trouble):
            empty = Growing.blank(frame[name])
            if empty is None:
                blank = None
                break
            blank = empty if blank is None else blank & empty
        numbers = np.arange(first, first + len(frame))
        if blank is not None:
            frame, numbers = frame[~blank], numbers[~blank]
        for at, (column, name) in enumerate(zip(self.columns, frame.columns, strict=True)):
            column.add(frame[name])
            self.layout.kinds[at] = column.kind
        self.numbers.append(numbers)
        return len(frame) if blank is None else len(blank)

    def _trouble(self, at: Any) -> int:
        return ("int64", "category", "object").index(self.layout.kinds[at])

    def add_rows(self, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Add rows with their numbers, filling up the short ones; too long ones are noted."""
        width = self.layout.width
        kept: list[list[str]] = []
        numbers: list[int] = []
        for number, row in rows:
            if any(row[width:]):
                self.long.append((number, len(row)))
            elif any(row):
                numbers.append(number)
                kept.append((row + [""] * (width - len(row)))[:width])
        if kept:
            self.numbers.append(np.array(numbers))
            for column, cells in zip(self.columns, zip(*kept, strict=True), strict=True):
                column.add_texts(cells)

    def groups(self) -> list[Group]:
        """Return the rows that could not be told apart, with the reasons."""
        unclear = (
            "a quotation mark is opened and not closed, so the row's end is unclear; close it."
        )
        unsaved = (
            "a formula in it has no saved value, or an error for one; correct it in a spreadsheet "
            "program, save it there and choose the file again."
        )
        width = self.layout.width
        return [
            Group("", np.array(self.unclear), np.zeros(len(self.unclear)), lambda _code: unclear),
            Group("", np.array(self.unsaved), np.zeros(len(self.unsaved)), lambda _code: unsaved),
            Group(
                "",
                np.array([number for number, _ in self.long]),
                np.array([cells for _, cells in self.long]),
                lambda cells: f"it has {cells} cells where the first row has {width}.",
            ),
        ]
