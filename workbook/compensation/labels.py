"""Where labels can stand without covering one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """A label that would like to stand centred at `at`; `width` and `at` in CSS pixels."""

    text: str
    at: float
    width: float


@dataclass(frozen=True)
class Placed:
    """A label with its place: the pixel of its centre, and the line above (0) or below (1)."""

    text: str
    at: float
    line: int


def place(
    wanted: Sequence[Wanted],
    left: float,
    right: float,
    lines: int = 2,
    gap: float = 5,
    clear: Sequence[float] = (),
) -> list[Placed]:
    """Return places for as many labels as fit.

    The outermost labels come first, for they say how far the row reaches, then the others from left
    to right; each is shifted by at most half its width. Where a row is too crowded the rest go
    without a label: the table has their figures, and labels over labels have none.

    Parameters
    ----------
    wanted
        The labels, in any order.
    left, right
        Where labels may begin and must end, in CSS pixels.
    lines
        How many lines there are to stand on.
    gap
        Least distance between two labels on one line, in CSS pixels.
    clear
        Upright lines that labels leave free where they can, in CSS pixels.
    """
    order = sorted(wanted, key=lambda label: label.at)
    if len(order) > 2:
        order = [order[0], order[-1], *order[1:-1]]
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lines)]
    placed = []
    for label in order:
        spots = _spots(label, left, right, lines, gap)
        free = [(line, span) for line, span in spots if _is_free(span, taken[line], gap)]
        best = [
            (line, span) for line, span in free if not any(span[0] < at < span[1] for at in clear)
        ]
        if free:
            line, span = (best or free)[0]
            taken[line].append(span)
            placed.append(Placed(label.text, sum(span) / 2, line))
    return placed


def _spots(
    label: Wanted, left: float, right: float, lines: int, gap: float
) -> Iterator[tuple[int, tuple[float, float]]]:
    """Yield where a label may stand, best first: as wished, beside it, then the next line."""
    centre = min(max(label.at, left + label.width / 2), right - label.width / 2)
    beside = label.width / 2 + gap - 1
    for line in range(lines):
        for shift in (0, beside, -beside):
            start = centre + shift - label.width / 2
            if left - 1e-6 <= start and start + label.width <= right + 1e-6:
                yield line, (start, start + label.width)


def _is_free(span: tuple[float, float], taken: Sequence[tuple[float, float]], gap: float) -> bool:
    return all(span[1] + gap <= start or span[0] >= end + gap for start, end in taken)


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return for each span the lowest lane on which it covers no other span."""
    ends: list[float] = []
    found = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda index: spans[index]):
        start, end = spans[index]
        lane = next((lane for lane, last in enumerate(ends) if last < start), len(ends))
        ends[lane : lane + 1] = [end]
        found[index] = lane
    return found
