"""Lines into rows of cells, one by one, with an eye on every quotation mark.

This is the careful way, a hundred times slower than the parser that `blocks` uses where nothing is
in doubt.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

#: A cell that goes on over more lines than this is a quotation mark that somebody forgot to close.
MOST_LINES = 50

#: What may stand between cells. Where several divide a table evenly the first is taken: a comma
#: stands inside amounts and names, a tab in neither.
DELIMITERS = {"\t": "tab", "|": "bar", ";": "semicolon", ",": "comma"}

#: A comma that groups the digits of an amount: 1,450,000 is one cell.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def find_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that gives the first lines the most even number of cells.

    ``csv.Sniffer`` looks at how often a character stands in a line and gives up where a quoted cell
    holds delimiters; here each candidate has to show what it makes of the table.
    """
    sample = [_THOUSANDS.sub("", line) for line in lines[:200] if line.strip()]

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for _, row in split_rows(sample, delimiter) if row]
        if not widths or widths[0] < 2:
            return (0.0, 0)
        return (round(widths.count(widths[0]) / len(widths), 1), widths[0])

    best = max(DELIMITERS, key=evenness)
    # Nothing divides the first row: a comma does where one is left, in a table below a title.
    return "," if evenness(best) == (0.0, 0) and any("," in line for line in sample) else best


@contextmanager
def any_length() -> Iterator[None]:
    """Let `csv` read cells of any length; its limit is one for the whole process.

    A cell of a million characters is no reason to stop.
    """
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def split_rows(
    lines: Sequence[str], delimiter: str, width: int | None = None
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield for each row the number of lines it takes and its cells.

    The cells are None for a row whose quotation marks do not add up: a forgotten one swallows all
    rows up to the next one. Such a row is given up alone, and reading goes on with the line after
    it.

    Parameters
    ----------
    lines
        Each with its line end.
    delimiter
        What stands between cells.
    width
        How many cells a row has; as many as the first line, where None.
    """
    with any_length():
        if width is None:
            width = next((len(row) for row in csv.reader(lines[:1], delimiter=delimiter)), 0)
        at = 0
        while at < len(lines):
            reader = csv.reader((lines[i] for i in range(at, len(lines))), delimiter=delimiter)
            used = 0
            for row in reader:
                taken = lines[at + used : at + reader.line_num]
                if (len(taken) > 1 or '"' in taken[0]) and not _adds_up(taken, delimiter, width):
                    used += 1
                    yield 1, None
                    break
                used = reader.line_num
                yield len(taken), [cell.strip() for cell in row]
            at += used


def _adds_up(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether these lines are one row: the last cell closed, and as many cells as named."""
    if len(lines) == 1:
        # Whatever marks stand in it, its end is clear where a line after it is a row of its own.
        two = [lines[0].removesuffix("\n") + "\n", "next"]
        return len(list(csv.reader(two, delimiter=delimiter))) == 2
    if len(lines) > MOST_LINES:
        return False
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return len(rows[0]) == width
