"""Why rows of a file are not taken: kept compactly, told one by one, by kind, or all.

A file may have a million bad rows. Their numbers stand in arrays; a sentence is made when somebody
reads it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, overload

import numpy as np


@dataclass(frozen=True)
class Problem:
    """Why something was not taken: the row as counted in the file, the column, the reason."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"Row {self.row}{f', {self.column}' if self.column else ''}: {self.reason}"


@dataclass(frozen=True)
class Group:
    """Rows refused in one column: for each its number, and which reason holds.

    Attributes
    ----------
    column
        Name of the column, or of several; empty where it is the row as a whole.
    rows
        Numbers of the rows, as counted in the file.
    codes
        For each row the argument that `reason` takes.
    reason
        Returns the sentence for a code.
    """

    column: str
    rows: np.ndarray
    codes: np.ndarray
    reason: Callable[[int], str] = field(repr=False)

    @classmethod
    def of(cls, column: str, rows: Iterable[int], reasons: Sequence[str]) -> "Group":
        """Return a group with a sentence for each row."""
        numbers = np.fromiter(rows, dtype=np.int64)
        return cls(column, numbers, np.arange(len(numbers)), reasons.__getitem__)

    def only(self, which: np.ndarray) -> "Group":
        """Return the group without the rows that are not chosen, `which` being one truth a row."""
        return replace(self, rows=self.rows[which], codes=self.codes[which])

    def at(self, numbers: np.ndarray) -> "Group":
        """Return the group of which `rows` are positions, with the numbers that stand there."""
        return replace(self, rows=numbers[self.rows])

    def problem(self, at: int) -> Problem:
        """Return the problem of the row at this position of the group."""
        return Problem(int(self.rows[at]), self.column, self.reason(int(self.codes[at])))


@dataclass(frozen=True)
class Kind:
    """Problems that differ in nothing but the cell: how many, and the first few of them.

    ``reason`` leaves out what is a row's own; ``distinct`` is how many reasons it stands for.
    """

    column: str
    reason: str
    count: int
    first: tuple[Problem, ...]
    distinct: int = 1


class Problems(Sequence[Problem]):
    """All problems of a file in the order of its rows; a sentence is made when it is asked for.

    Parameters
    ----------
    groups
        The problems, by column; groups without rows are left out.
    """

    #: So many distinct reasons are told apart in a group; the rest count towards the first kind.
    MOST_REASONS = 2_000

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self.groups = tuple(group for group in groups if len(group.rows))

    def __len__(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @overload
    def __getitem__(self, at: int) -> Problem: ...

    @overload
    def __getitem__(self, at: slice) -> list[Problem]: ...

    def __getitem__(self, at: int | slice) -> Problem | list[Problem]:
        """Return the problem or problems at `at`, counted over all groups by row."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        group, position = self._order[at]
        return self.groups[group].problem(int(position))

    def __iter__(self) -> Iterator[Problem]:
        return (self[at] for at in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(len(self))

    def __repr__(self) -> str:
        more = f", and {len(self) - 3:,} more" if len(self) > 3 else ""
        return f"<{len(self):,} problems: {'; '.join(map(str, self[:3]))}{more}>"

    @cached_property
    def rows(self) -> np.ndarray:
        """The numbers of the rows with a problem, ascending, each once."""
        if not self.groups:
            return np.empty(0, dtype=np.int64)
        return np.unique(np.concatenate([group.rows for group in self.groups]))

    @cached_property
    def _order(self) -> np.ndarray:
        """For each problem its group and its position there, sorted by row."""
        numbers = np.concatenate([group.rows for group in self.groups] or [np.empty(0, np.int64)])
        which = [np.full(len(group.rows), index) for index, group in enumerate(self.groups)]
        where = [np.arange(len(group.rows)) for group in self.groups]
        pairs = np.column_stack(
            [np.concatenate(which or [numbers]), np.concatenate(where or [numbers])]
        )
        return pairs[np.argsort(numbers, kind="stable")]

    def kinds(self, first: int = 3) -> list[Kind]:
        """Return the problems by column and reason, the most frequent first.

        Reasons that differ in the quoted cell or in figures only are one kind.
        """
        found: dict[tuple[str, str], list[Any]] = {}
        for group in self.groups:
            codes, position, counts = np.unique(group.codes, return_index=True, return_counts=True)
            order = np.argsort(position)
            for at in order[: self.MOST_REASONS]:
                entry = self._entry(found, group, int(position[at]))
                entry[0] += int(counts[at])
                entry[2].add(group.problem(int(position[at])).reason)
                if len(entry[1]) < first:
                    same = np.flatnonzero(group.codes == codes[at])[: first - len(entry[1])]
                    entry[1] += [group.problem(int(each)) for each in same]
            if rest := int(counts[order[self.MOST_REASONS :]].sum()):
                self._entry(found, group, int(position[order[0]]))[0] += rest
        kinds = [
            Kind(column, reason, count, tuple(examples), len(distinct))
            for (column, reason), (count, examples, distinct) in found.items()
        ]
        return sorted(kinds, key=lambda kind: -kind.count)

    @staticmethod
    def _entry(found: dict[tuple[str, str], list[Any]], group: Group, at: int) -> list[Any]:
        problem = group.problem(at)
        return found.setdefault((problem.column, _general(problem.reason)), [0, [], set()])


def _general(reason: str) -> str:
    """Return a reason without what is a single row's own."""
    return re.sub(r"\d[\d,.]*\d|\d", "…", re.sub(r"“[^”]*”", "“…”", reason))
