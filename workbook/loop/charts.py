"""The loop as one timeline: a row for each half, a block for each round."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from workbook.loop.timeline import Block, as_time
from workbook.ui import marks
from workbook.ui.theme import colour

ROW = 66  #: Height of a row in CSS pixels.
LEFT = 96  #: Room for the row's name, in CSS pixels.
NAMES = {"before": "before", "first": "first half", "second": "second half"}


def timeline(blocks: Sequence[Block], days: str, width: int) -> Figure:
    """Draw the rounds along the hours of their day; `width` in CSS pixels."""
    halves = [half for half in NAMES if any(block.half == half for block in blocks)]
    begins = min(block.starts for block in blocks) // 60 * 60
    ends = -(-max(block.ends for block in blocks) // 60) * 60
    scale = (width - LEFT - 24) / (ends - begins)
    figure, axes = marks.canvas(width, 26 + ROW * len(halves))
    every = 60 if 60 * scale > 46 else 120
    for minute in range(begins, ends + 1, every):
        x = LEFT + (minute - begins) * scale
        axes.plot(
            [x, x], [22, 26 + ROW * len(halves)], color=colour("line"), linewidth=0.6, zorder=0
        )
        marks.text(axes, x, 11, as_time(minute), ha="center", size=11)
    for row, half in enumerate(halves):
        y = 26 + ROW * (row + 0.5)
        marks.text(axes, LEFT - 12, y, NAMES[half], ha="right", color=colour("ink"))
        for block in blocks:
            if block.half != half:
                continue
            x, long = LEFT + (block.starts - begins) * scale, block.minutes * scale
            face = "blue" if block.fixed else "band"
            marks.bar(axes, x + 1, y, long - 2, face, height=56, edge="blue")
            ink = colour("panel" if block.fixed else "ink")
            name = marks.wrapped(block.round.name, long - 6, 11)
            words = f"{name}\n{block.minutes} min"
            marks.text(axes, x + long / 2, y, words, ha="center", color=ink, size=11)
    return figure


def describe(blocks: Sequence[Block]) -> str:
    """Say in words what `timeline` shows."""
    parts = [
        f"{NAMES[block.half]}, {as_time(block.starts)} to {as_time(block.ends)}: "
        f"{block.round.name}, with {block.who}"
        for block in blocks
    ]
    return "; ".join(parts) + "."
