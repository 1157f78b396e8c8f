"""A long text into columns, a block of lines at a time.

pandas' parser reads a block where nothing is in doubt: as many rows as lines, none too long, no
figure that would lose something as a number. Any other block goes through `lines`, which looks at
every quotation mark. Texts are kept once each, with a code for every row: a column of a million
companies then takes four megabytes, and is parsed by parsing its few thousand texts.
"""

import io
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from workbook.compensation.grow import OWN, Growing, is_whole
from workbook.compensation.lines import MOST_LINES, split_rows
from workbook.compensation.problems import Group
from workbook.compensation.steps import Step

#: Bytes of a block: long enough that its overhead is nothing, short enough that Stop is prompt.
BLOCK = 12_000_000

#: Blocks parsed at a time: the parser lets other threads run, and most machines have two cores.
WORKERS = 2

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


def read_blocks(content: bytes, start: int, first: int, rows: Rows, step: Step) -> None:
    """Add all rows of a text to `rows`.

    Parameters
    ----------
    content
        UTF-8 with plain line ends.
    start
        Where the rows begin, in bytes.
    first
        Number of the row that begins there.
    rows
        Where to add them.
    step
        Called after each block.
    """
    with ThreadPoolExecutor(WORKERS) as workers:
        ahead: deque[tuple[int, Future[pd.DataFrame | None]]] = deque()
        last = start  # where the last block begins that nobody parses yet
        while start < len(content):
            while len(ahead) < WORKERS and last < len(content):
                begin, last = last, _end(content, last, BLOCK)
                # Its own copy of the layout: what earlier blocks hold may still change it.
                layout = replace(rows.layout, kinds=list(rows.layout.kinds))
                ahead.append((last, workers.submit(read_quickly, content, begin, last, layout)))
            end, parsing = ahead.popleft()
            frame = parsing.result()
            if frame is not None:
                first += rows.add_frame(frame, first)
                start = end
            else:
                start, first = _read_doubtful(content, start, end, first, rows)
                if start != end:  # the next block begins elsewhere than was thought
                    ahead.clear()
                    last = start
            step(start / len(content), "reading")


def _end(content: bytes, start: int, size: int) -> int:
    """Return where a block of about `size` bytes ends that begins at `start`: after a line end."""
    if start + size >= len(content):
        return len(content)
    last = content.rfind(b"\n", start, start + size)
    if last < 0:  # one line longer than a block
        last = content.find(b"\n", start + size)
    return len(content) if last < 0 else last + 1


class _Stream:
    """A row of our own and a part of a text, handed out in pieces, without a copy of the part."""

    def __init__(self, own: bytes, content: bytes, start: int, end: int) -> None:
        self._own, self._content, self._at, self._end = own, content, start, end

    def read(self, size: int) -> bytes:
        """Return the next piece, empty at the end."""
        piece, self._own = self._own, b""
        if not piece:
            piece = self._content[self._at : min(self._at + size, self._end)]
            self._at += len(piece)
        return piece

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.read(2**18), b"")


def read_quickly(content: bytes, start: int, end: int, layout: Layout) -> pd.DataFrame | None:
    """Return the rows of a part of a text, blank ones too; None where anything is in doubt."""
    if content.find(b"\0", start, end) >= 0:
        return None
    kinds = list(layout.kinds)
    try:
        frame = _parse(content, start, end, layout, kinds)
    except ValueError:  # that, or a row is too long
        texts = ["object" if kind == "int64" else kind for kind in kinds]
        try:
            frame = _parse(content, start, end, layout, texts)
        except ValueError:
            return None
    lines = content.count(b"\n", start, end) + (not content.endswith(b"\n", start, end))
    # A row over several lines may be a cell with line ends in it or a forgotten quotation mark.
    return frame if len(frame) == lines else None


def _parse(
    content: bytes, start: int, end: int, layout: Layout, kinds: Sequence[str]
) -> pd.DataFrame:
    # A row of our own goes before. The parser would let the first row be too long, and would take
    # categories that are all numbers for numbers, "007" and "7" for one.
    own = layout.delimiter.join("0" if kind == "int64" else OWN for kind in kinds)
    frame = pd.read_csv(
        _Stream(f"{own}\n".encode(), content, start, end),  # type: ignore[call-overload]
        sep=layout.delimiter,
        header=None,
        names=range(layout.width),
        # Numbers are found, not asked for: asked for, "450.000" and "1e5" would be made whole.
        dtype={at: kind for at, kind in enumerate(kinds) if kind != "int64"},
        index_col=False,
        na_filter=False,
        skip_blank_lines=False,
        low_memory=False,
        engine="c",
        encoding_errors="replace",
    )
    if any(kind == "int64" != frame[at].dtype for at, kind in enumerate(kinds)):
        raise ValueError("a cell of a column of whole numbers is none")
    return frame.iloc[1:]


def _read_doubtful(content: bytes, start: int, end: int, first: int, rows: Rows) -> tuple[int, int]:
    """Add the rows of a block one by one; return where the next begins, and its first row's number.

    A row longer than the block is read with more of the text.
    """
    size = end - start
    while True:
        used, number = _read_carefully(content[start:end], first, rows, end == len(content))
        if used:
            return start + used, number
        size *= 2  # the next line may be so long that the block still ends where it did
        end = _end(content, start, size)


def _read_carefully(block: bytes, first: int, rows: Rows, is_last: bool) -> tuple[int, int]:
    """Add the rows of a block one by one; return the bytes used and the next row's number.

    A row that may go on in the next block is left to it.
    """
    lines = list(io.StringIO(block.decode("utf-8", "replace"), newline="\n"))
    found: list[tuple[int, list[str]]] = []
    number, used = first, 0
    for taken, row in split_rows(lines, rows.layout.delimiter, rows.layout.width):
        may_go_on = row is None and len(lines) - used <= MOST_LINES
        if may_go_on and not is_last:
            break
        if row is None:
            rows.unclear.append(number)
        else:
            found.append((number, row))
        number, used = number + 1, used + taken
    rows.add_rows(found)
    if used == len(lines):
        return len(block), number
    return sum(len(line.encode("utf-8")) for line in lines[:used]), number
