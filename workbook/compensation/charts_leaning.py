"""Which point the number leans on: the market's middle without each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from workbook.compensation.calibrate import Calibration
from workbook.compensation.charts import draw_name
from workbook.compensation.market import source_names
from workbook.compensation.money import format_money
from workbook.compensation.records import Dataset, Point
from workbook.ui.theme import bare_axes, colour, new_figure

# Distances in CSS pixels.
LEFT, RIGHT = 144, 20  #: Room for the names of the points, and for half a label.
LABEL = 62  #: Room for the label of the dot that is farthest out.
ROW = 36  #: Height of a row.
TOP, BOTTOM = 22, 8
LEAST = 340  #: The narrowest the chart can be read at.

#: Most rows: the rest move the middle least of all.
MOST = 8


@dataclass(frozen=True)
class Lean:
    """The middle without one piece of evidence: whose it is, and where the middle goes."""

    who: str
    source: str
    middle: float
    shift: float

    @property
    def name(self) -> str:
        """What the piece is called in a sentence."""
        return ", ".join(part for part in (self.who, self.source) if part)


def names(records: Sequence[Point | Dataset]) -> dict[str, tuple[str, str]]:
    """Return whose each record is and what kind of source it has, by id."""
    sources = source_names()
    return {
        one.id: (one.name if isinstance(one, Dataset) else one.company, sources[one.source])
        for one in records
    }


def leans(calibration: Calibration, called: Mapping[str, tuple[str, str]]) -> tuple[Lean, ...]:
    """Return the pieces of evidence that move the middle most, at most `MOST`."""
    return tuple(
        Lean(*called.get(one.id, ("", "")), one.middle, one.shift)
        for one in calibration.left_out[:MOST]
    )


def leaning(found: Sequence[Lean], middle: float, width: int) -> Figure:
    """Draw the middle without each piece as a dot, joined to the middle of all.

    Parameters
    ----------
    found
        From `leans`.
    middle
        The market's middle, in US dollars a year.
    width
        Of the figure, in CSS pixels; the height follows from the rows.
    """
    height = TOP + ROW * len(found) + BOTTOM
    figure = new_figure(width, height)
    axes = bare_axes(figure, LEFT, RIGHT, 0, 0)
    half = (width - LEFT - RIGHT) / 2
    reach = max([abs(lean.shift) for lean in found] + [0.02 * middle]) * half / (half - LABEL)
    axes.set(xlim=(middle - reach, middle + reach), ylim=(height, 0), xticks=[], yticks=[])
    dollars = 2 * reach / (width - LEFT - RIGHT)  # of one CSS pixel
    style = {"va": "center", "parse_math": False, "clip_on": False}
    axes.plot([middle] * 2, [TOP - 4, height - BOTTOM], color=colour("green"), linewidth=2)
    said = {"ha": "center", "fontsize": 11, "fontweight": "bold", "color": colour("ink")}
    axes.text(middle, TOP - 13, f"middle {format_money(middle)}", **said, **style)  # type: ignore[arg-type]
    for row, lean in enumerate(found):
        y = TOP + ROW * (row + 0.5)
        draw_name(axes, lean.who, lean.source, middle - reach - 10 * dollars, y, LEFT)
        axes.plot([middle, lean.middle], [y, y], color=colour("blue"), linewidth=2)
        axes.plot([lean.middle], [y], marker="o", markersize=9, color=colour("blue"))
        left = lean.shift < 0
        end = {"ha": "right" if left else "left", "fontsize": 11, "color": colour("ink2")}
        at = lean.middle + (-9 if left else 9) * dollars
        axes.text(at, y, say_shift(lean.shift), **end, **style)  # type: ignore[arg-type]
    return figure


def say_shift(shift: float) -> str:
    """Return how far the middle moves, such as "−$31k"; "stays" where it hardly does."""
    if abs(shift) < 500:
        return "stays"
    return f"{'−' if shift < 0 else '+'}{format_money(abs(shift))}"


def describe_leaning(found: Sequence[Lean], middle: float) -> str:
    """Return what the chart shows, in words."""
    if not found:
        return "No points yet."
    moved = [f"without {lean.name} it goes to {format_money(lean.middle)}" for lean in found]
    return f"The middle is {format_money(middle)}; {'; '.join(moved)}."
