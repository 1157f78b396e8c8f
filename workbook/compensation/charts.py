"""The market with the ask across it, and what options may end as."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbook.compensation.calibration import SPREAD, Calibration
from workbook.compensation.market import Market, Piece
from workbook.compensation.money import format_exact, format_money, format_percent, format_range
from workbook.compensation.options import Outlook, outcome, outlook
from workbook.compensation.records import DataSet, Split, Target
from workbook.ui.marks import LETTER, fitted
from workbook.ui.theme import bare_axes, colour, new_figure, themed

# Distances in CSS pixels.
LEFT, RIGHT, TOP = 118, 44, 46
ROW, NAME = 34, 12
BELOW = 66  #: Under the rows: the interval, the middle in words, the ticks.

#: The axis begins and ends at whole steps of this, so that a small move does not move it. Dollars.
STEP = 50_000


@dataclass(frozen=True)
class Picture:
    """What stands still in the market's chart; the ends of its axis are dollars a year."""

    pieces: tuple[Piece, ...]
    calibration: Calibration | None
    axis: tuple[int, int]

    @classmethod
    def of(cls, market: Market) -> "Picture":
        """Return the picture of a market: the same for every ask that lies within it."""
        return cls(market.pieces, market.calibration, axis(market))

    @cached_property
    def rows(self) -> list[list[Piece]]:
        """The points of a kind in a row and each data set in its own, the heaviest first."""
        return _rows(self.pieces)

    def fits(self, market: Market, *, moving: bool) -> bool:
        """Whether the axis may stay when the target has moved, for it should under a dragging hand.

        It reaches over the target; and once that rests, is at most twice as long as it need be.
        """
        low, high = self.axis
        if not all(low <= end <= high for end in market.target.ends):
            return False
        first, last = axis(market)
        return moving or high - low <= 2 * (last - first)


def axis(market: Market) -> tuple[int, int]:
    """Return the ends of the axis in dollars, about everything drawn but a data set's last rows."""
    ends = list(market.target.ends)
    for piece in market.pieces:
        low, high = _shown(piece)
        ends += [low, high]
    if market.calibration is not None:
        ends += market.calibration.interval80
    if not ends:
        return 300_000, 800_000
    low, high = min(ends), max(ends)
    margin = max(0.06 * (high - low), 0.02 * high)
    first = max(0, math.floor((low - margin) / STEP)) * STEP
    return first, max(first + 2 * STEP, math.ceil((high + margin) / STEP) * STEP)


def _shown(piece: Piece) -> tuple[float, float]:
    """Return the ends that are drawn: of a data set the middle nine tenths of its rows."""
    if not isinstance(piece.record, DataSet):
        return piece.low, piece.high
    return _quantile(piece, 0.05), _quantile(piece, 0.95)


def _quantile(piece: Piece, part: float) -> float:
    return float(np.quantile(piece.steps, part))


def market_chart(picture: Picture, width: float) -> Figure:
    """Draw every piece by its kind along one axis, and the middle with its interval.

    The width is in CSS pixels; the height follows from the kinds. `market_marks` adds the target.
    """
    rows = picture.rows
    bottom = TOP + ROW * max(len(rows), 1)
    figure = new_figure(width, bottom + BELOW)
    axes = bare_axes(figure, LEFT, RIGHT, 0, 0)
    # One unit of y is one CSS pixel from the top; x is in dollars.
    axes.set(xlim=picture.axis, ylim=(bottom + BELOW, 0), xticks=[], yticks=[])
    if not rows:
        _text(axes, sum(picture.axis) / 2, TOP + ROW / 2, "No evidence yet")
    middle = None if picture.calibration is None else picture.calibration.middle
    for at, row in enumerate(rows):
        _draw_row(axes, row, TOP + ROW * (at + 0.5), middle)
    _draw_middle(axes, picture.calibration, bottom)
    _draw_ticks(axes, bottom + BELOW - 10)
    return figure


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the points of a kind in a row and each data set in its own, the heaviest first."""
    rows: dict[str, list[Piece]] = {}
    for piece in pieces:
        key = piece.record.id if isinstance(piece.record, DataSet) else piece.source
        rows.setdefault(key, []).append(piece)

    def place(row: list[Piece]) -> tuple[bool, float]:
        return row[0].record.source == "own-pay", -sum(piece.weight for piece in row)

    return sorted(rows.values(), key=place)


def _draw_row(axes: Axes, row: Sequence[Piece], y: float, middle: float | None) -> None:
    low, high = axes.get_xlim()
    pixel = (high - low) / axes.bbox.width
    name = fitted(row[0].source, LEFT - 16)
    _text(axes, low - NAME * pixel, y, name, ha="right", fontsize=12)
    axes.plot([low, high], [y, y], color=colour("line"), linewidth=1, zorder=1)
    taken: list[float] = []
    for piece in sorted(row, key=lambda piece: piece.figure):
        ink = colour("blue" if piece.counts else "ink3")
        if isinstance(piece.record, DataSet):
            _draw_rows_of(axes, piece, y, ink)
        elif piece.low < piece.high:
            bar = {"linewidth": 9, "alpha": 0.35, "solid_capstyle": "round", "zorder": 1.5}
            axes.plot([piece.low, piece.high], [y, y], color=ink, **bar)  # type: ignore[arg-type]
        else:
            # Stacked where dots would cover each other.
            near = sum(abs(piece.figure - other) < 9 * pixel for other in taken)
            step = (near + 1) // 2 * (1 if near % 2 else -1) * 8
            fill = ink if piece.counts else colour("panel")
            style: dict[str, Any] = {"color": ink, "markerfacecolor": fill, "markersize": 9}
            axes.plot([piece.figure], [y + step], marker="o", zorder=2.5, **style)
            taken.append(piece.figure)
    _label_row(axes, row, y, pixel, middle)


def _draw_rows_of(axes: Axes, piece: Piece, y: float, ink: str) -> None:
    """Draw a data set: nine tenths of its rows as a band, half of them thicker, the median."""
    for part, height, alpha in ((0.05, 5, 0.35), (0.25, 11, 0.45)):
        ends = [_quantile(piece, part), _quantile(piece, 1 - part)]
        style: dict[str, Any] = {"solid_capstyle": "butt", "linewidth": height, "alpha": alpha}
        axes.plot(ends, [y, y], color=ink, zorder=1.5, **style)
    axes.plot([piece.figure] * 2, [y - 8, y + 8], color=ink, linewidth=2.5, zorder=2.5)


def _label_row(
    axes: Axes, row: Sequence[Piece], y: float, pixel: float, middle: float | None
) -> None:
    """Write figures beside their marks, where no label covers a mark, a label or the middle."""
    first, last = (
        end + side * pixel for end, side in zip(axes.get_xlim(), (4, RIGHT), strict=True)
    )
    taken = [(piece.figure - 7 * pixel, piece.figure + 7 * pixel) for piece in row]
    if middle is not None:
        taken.append((middle - 3 * pixel, middle + 3 * pixel))
    for piece in row:
        words = format_money(piece.figure)
        low, high = _shown(piece)
        if isinstance(piece.record, DataSet):
            words = f"{piece.record.rows:,} rows"
        elif not piece.is_point:
            words = format_range(piece.low, piece.high)
        room = len(words) * LETTER * 0.9 * pixel
        right, left = (
            (high + 9 * pixel, high + 9 * pixel + room),
            (low - 9 * pixel - room, low - 9 * pixel),
        )
        for (start, end), side in ((right, "left"), (left, "right")):
            if first <= start and end <= last and all(end < a or start > b for a, b in taken):
                _text(axes, start if side == "left" else end, y, words, ha=side, zorder=3)
                taken.append((start, end))
                break


def _draw_middle(axes: Axes, found: Calibration | None, bottom: float) -> None:
    """Draw the middle across the rows, and under them how sure it is."""
    if found is None:
        return
    ink = colour("green")
    axes.plot([found.middle] * 2, [TOP - 4, bottom + 6], color=ink, linewidth=2, zorder=2)
    for ends, alpha in ((found.interval80, 0.35), (found.interval50, 0.7)):
        bar: dict[str, Any] = {"solid_capstyle": "butt", "linewidth": 7, "clip_on": True}
        axes.plot(ends, [bottom + 6] * 2, color=ink, alpha=alpha, zorder=1.9, **bar)
    words = (
        f"middle {format_money(found.middle)}, 80% sure within {format_range(*found.interval80)}"
    )
    label = _text(axes, found.middle, bottom + 24, words, fontweight="bold")
    label.set_color(colour("ink"))
    _centre(label, found.middle)


def _draw_ticks(axes: Axes, y: float) -> None:
    low, high = axes.get_xlim()
    tick = _tick(high - low, max(2, int(axes.bbox.width // 56)))
    for at in range(math.ceil(low / tick), int(high // tick) + 1):
        _text(axes, at * tick, y, format_money(at * tick))


def _tick(reach: float, most: int) -> float:
    """Return the smallest round step that divides a reach into so many parts at most."""
    steps = (base * 10.0**power for power in range(3, 9) for base in (1, 2, 5))
    return next(step for step in steps if reach / step <= most)


def market_marks(picture: Picture, target: Target, width: float) -> tuple[str, str]:
    """Write the reader's band and ask as SVG: what lies under the market, and what over it.

    `width` is that of the chart, in CSS pixels.
    """
    low, high = picture.axis
    bottom = TOP + ROW * max(len(picture.rows), 1)

    def place(dollars: float) -> float:
        return LEFT + (dollars - low) / (high - low) * (width - LEFT - RIGHT)

    under, over = [], []
    if target.band is not None:
        first, last = map(place, target.band)
        across = f'x="{first:.1f}" width="{last - first:.1f}" fill="{colour("band")}"'
        under.append(f'<rect {across} y="{TOP - 4}" height="{bottom - TOP + 8}"/>')
        words = f"your band {format_range(*target.band)}"
        over.append(_label((first + last) / 2, 12, words, "ink2", width))
    if target.ask is not None:
        at = place(target.ask)
        # Under the dots: a line across a figure makes it hard to read.
        ends = f'x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 8}" y2="{bottom + 2}"'
        style = f'stroke="{colour("orange")}" stroke-width="2" stroke-dasharray="8 4"'
        under.append(f"<line {ends} {style}/>")
        over.append(_label(at, 28, f"ask {format_exact(target.ask)}", "ink", width, bold=True))
    return themed("".join(under)), themed("".join(over))


def _label(x: float, y: float, words: str, name: str, width: float, *, bold: bool = False) -> str:
    """Centre a label at `x`, or as near to it as the chart's edges allow."""
    half = len(words) * LETTER / 2
    x = min(max(x, half + 2), width - half - 2)
    style = f'fill="{colour(name)}" font-size="11"' + ' font-weight="bold"' * bold
    place = f'x="{x:.1f}" y="{y}" text-anchor="middle" dominant-baseline="central"'
    return f"<text {place} {style}>{escape(words)}</text>"


def market_alt(market: Market) -> str:
    """Say what the market's chart shows."""
    target, at, found = market.target, market.at_ask, market.calibration
    if found is None:
        return "No evidence counts yet."
    parts = [
        f"{len(market.counting)} piece{'s' * (len(market.counting) > 1)} of evidence",
        f"middle {format_money(found.middle)}, 80% sure within {format_range(*found.interval80)}",
    ]
    if found.figures >= SPREAD:
        parts.append(f"half of offers within {format_range(*found.quartiles)}")
    if target.band is not None:
        parts.append(f"your band {format_range(*target.band)}")
    if at is not None:
        parts.append(f"the ask of {format_exact(at.ask)} is {at.words}")
    return f"{'; '.join(parts)}."


def options_chart(number: float, split: Split, width: float) -> Figure:
    """Draw what the options bring in, from the worst to the best of a hundred cases.

    `number` is a year's pay in dollars, `width` in CSS pixels.
    """
    found, height = outlook(number, split), 250.0
    parts = [at / 200 for at in range(1, 200)]
    brought = [outcome(found.paid, part, split) for part in parts]
    top = max(outcome(found.paid, 0.9, split), 2.2 * found.cash, 1.0)
    figure = new_figure(width, height)
    axes = bare_axes(figure, 64, 150, 16, 46)
    axes.set(xlim=(0, 1), ylim=(0, top), yticks=[])
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["worst", "25%", "half of cases", "75%", "best"])
    axes.fill_between(parts, brought, color=colour("blue"), alpha=0.2, linewidth=0)
    axes.plot(parts, brought, color=colour("blue"), linewidth=2)
    axes.plot([0, 1], [found.cash] * 2, color=colour("orange"), linewidth=2, linestyle=(0, (4, 2)))
    axes.plot([0, 1], [0, 0], color=colour("ink3"), linewidth=1)
    _text(axes, 1.02, found.cash, f"cash, {format_money(found.cash)}", ha="left")
    _text(axes, 1.02, top * 0.9, "options", ha="left").set_color(colour("blue"))
    for chance, level, words in _chances(found):
        axes.plot([chance] * 2, [0, level], color=colour("ink3"), linewidth=1)
        axes.plot([chance], [level], marker="o", color=colour("ink"), markersize=6)
        words = f"{format_percent(chance, 0)} {words}"
        side, apart = ("right", -0.015) if chance > 0.55 else ("left", 0.015)
        label = _text(axes, chance + apart, level + top * 0.06, words, ha=side)
        label.set_color(colour("ink"))
    tick = _tick(top, 4)
    for step in range(int(top // tick) + 1):
        _text(axes, -0.02, step * tick, format_money(step * tick), ha="right")
    return figure


def _chances(found: Outlook) -> list[tuple[float, float, str]]:
    below = (found.below_cash, found.cash, "end below the cash")
    if not found.worthless < found.below_cash - 0.02:
        return [below]
    return [(found.worthless, 0.0, "end worthless"), below]


def options_alt(number: float, split: Split) -> str:
    """Say what the chart of the options shows."""
    found = outlook(number, split)
    return (
        f"{format_money(found.paid)} taken as options: worthless in "
        f"{format_percent(found.worthless, 0)} of cases, below the cash of "
        f"{format_money(found.cash)} in {format_percent(found.below_cash, 0)}; median "
        f"{format_money(found.median)}, middle half {format_money(found.low)} to "
        f"{format_money(found.high)}."
    )


def _text(axes: Axes, x: float, y: float, words: str, **style: Any) -> Text:
    style = {"ha": "center", "va": "center", "fontsize": 11, "clip_on": False, **style}
    return axes.text(x, y, words, color=colour("ink2"), parse_math=False, **style)


def _centre(text: Text, at: float) -> None:
    """Centre a label at a sum of money, or as near to it as the figure's edges allow."""
    axes = text.axes
    assert axes is not None
    low, high = axes.get_xlim()
    pixels = axes.bbox.width
    half = len(text.get_text()) * LETTER / 2
    place = (at - low) / (high - low) * pixels
    place = min(max(place, half - LEFT + 2), pixels + RIGHT - half - 2)
    text.set_x(low + place / pixels * (high - low))
