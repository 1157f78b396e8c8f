"""What the columns of a table are called, and whether its first row says so or is a row of pay."""

import re
from collections.abc import Sequence

from workbook.compensation.money import is_amount

#: What the reader is told of a table whose first row holds an amount.
UNNAMED = (
    "The first row holds an amount, so it is taken for a row and the columns are named by their "
    "position; if it names columns, write the names without amounts and read it again."
)

_YEAR = re.compile(r"(?:19|20)\d\d")

#: An hourly rate or a range that `money` does not take; no name of a column begins so.
_MARKED = re.compile(r"[$€£¥₹]\s?[1-9]")


def name_columns(first: Sequence[str]) -> tuple[list[str], bool]:
    """Return the columns' names, and whether the first row gave them.

    A pasted table often comes without names; where the first row holds an amount it is a row.
    """
    named = not any(map(_is_pay, first))
    seen: dict[str, int] = {}
    headers: list[str] = []
    for position, cell in enumerate(first, start=1):
        name = (cell[:200] if named else "") or f"column {position}"
        seen[name] = seen.get(name, 0) + 1
        while seen[name] > 1 or name in headers:
            name = f"{name} ({position})"
            seen[name] = seen.get(name, 0) + 1
        headers.append(name)
    return headers, named


def _is_pay(cell: str) -> bool:
    """Whether a cell holds pay, and so names nothing; a bare year is a usual name."""
    if _YEAR.fullmatch(cell):
        return False
    return is_amount(cell, least=1_000) or _MARKED.match(cell) is not None
