"""A long text into columns, a block of lines at a time.

pandas' parser reads a block where nothing is in doubt: as many rows as lines, none too long, no
figure that would lose something as a number. Any other block goes through `lines`, which looks at
every quotation mark. Texts are kept once each, with a code for every row: a column of a million
companies then takes four megabytes, and is parsed by parsing its few thousand texts.
"""

import io
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pandas as pd

from workbook.compensation.tables.lines import MOST_LINES, split_rows
from workbook.compensation.tables.quick import read_quickly
from workbook.compensation.tables.rows import Rows
from workbook.compensation.tables.steps import Step

#: Bytes of a block: long enough that its overhead is nothing, short enough that Stop is prompt.
BLOCK = 12_000_000

#: Bytes of a piece of a block in which something is in doubt.
PIECE = 500_000

#: Blocks parsed at a time: the parser lets other threads run, and most machines have two cores.
WORKERS = 2


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
                start, first = _read_doubtful(content, start, end, first, rows, step)
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


def _read_doubtful(
    content: bytes, start: int, end: int, first: int, rows: Rows, step: Step
) -> tuple[int, int]:
    """Add the rows of a block; return where the next begins, and its first row's number.

    It is read a piece at a time, so that one odd row among a hundred thousand is looked at with its
    neighbours alone, and Stop need not wait for the end of the block.
    """
    while start < end:
        until = min(_end(content, start, PIECE), end)
        frame = read_quickly(content, start, until, rows.layout)
        if frame is not None:
            first += rows.add_frame(frame, first)
            start = until
        else:
            start, first = _read_piece(content, start, until, first, rows)
        step(start / len(content), "reading")
    return start, first


def _read_piece(content: bytes, start: int, end: int, first: int, rows: Rows) -> tuple[int, int]:
    """Add the rows of a piece one by one; return where the next begins, and its first row's number.

    A row longer than the piece is read with more of the text.
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
