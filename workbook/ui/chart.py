"""A chart in the page: one SVG picture of a figure, of which only the moving part is sent again.

What stands still is drawn by matplotlib, once. What moves while a slider is dragged is a few marks
that the chart's owner writes as SVG: matplotlib took two milliseconds to draw a line and a label,
for each event. It lies in two layers of the picture, one under the figure and one over it.

SVG rather than PNG: it is sharp on every screen, follows the theme through CSS variables, and one
moved line is a kilobyte instead of a picture.
"""

import io
import re
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import anywidget
import traitlets
from matplotlib import rc_context
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure

from workbook.ui.lock import TURN
from workbook.ui.theme import themed

# The page draws the text, in fonts of its own; that matplotlib's lacks an emoji would only print a
# warning over the chapter.
warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)

_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
# A style element inside one SVG would apply to the whole page; theme.css holds the rule instead.
_STYLE = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
_GROUP_ID = re.compile(r'<g id="[^"]*"')


#: Writes what moves, for a width in CSS pixels: the layer under the figure, and the one over it.
Marks = Callable[[int], tuple[str, str]]


def still_svg(figure: Figure, salt: str) -> str:
    """Return `figure`, themed, as the inside of an svg element."""
    width, height = figure.get_size_inches() * 72
    file = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
        renderer = RendererSVG(width, height, file, None, 72, metadata={"Date": None})
        figure.draw(renderer)
        renderer.finalize()
    inner = _INNER.search(file.getvalue())
    assert inner is not None, "matplotlib wrote no svg element"
    return themed(_GROUP_ID.sub("<g", _STYLE.sub("", _METADATA.sub("", inner[1]))))


class Chart(anywidget.AnyWidget):
    """A matplotlib figure as one accessible picture.

    Attributes
    ----------
    alt
        What the picture shows, in words; read out in its place.
    width, height
        Size in CSS pixels. The page sets the width to the room there is, within `least` and `most`.
    """

    _esm = Path(__file__).with_name("chart.js")

    alt = traitlets.Unicode().tag(sync=True)
    width = traitlets.Int(720).tag(sync=True)
    height = traitlets.Int(200).tag(sync=True)
    least = traitlets.Int(420).tag(sync=True)
    most = traitlets.Int(1100).tag(sync=True)
    still = traitlets.Unicode().tag(sync=True)
    under = traitlets.Unicode().tag(sync=True)
    over = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: object) -> None:
        super().__init__(**traits)
        self.add_class("wb-chart")
        self._drawing: partial[Figure] | None = None
        self._marks: Marks | None = None
        self.observe(self._redraw, names="width")

    def draw(self, drawing: partial[Figure], alt: str, marks: Marks | None = None) -> None:
        """Show a figure; nothing is drawn where it would be the one shown already.

        Parameters
        ----------
        drawing
            A chart function with its records filled in, which takes the width in CSS pixels and
            returns the figure; kept, and called again when the page gives the chart another width.
            Two drawings of the same function with equal arguments are the same picture.
        alt
            The same in words.
        marks
            What moves; kept, and called again by `move`.
        """
        self.alt = alt
        self._marks = marks
        before, self._drawing = self._drawing, drawing
        if before is None or (before.func, before.args, before.keywords) != (
            drawing.func,
            drawing.args,
            drawing.keywords,
        ):
            self._redraw()

    def move(self, alt: str) -> None:
        """Show the marks where they are now, with the picture in words."""
        with self.hold_sync():
            self.alt = alt
            self._show_marks()

    def _show_marks(self) -> None:
        if self._marks is not None:
            self.under, self.over = self._marks(self.width)

    def _redraw(self, _change: object = None) -> None:
        if self._drawing is None:
            return
        with TURN, self.hold_sync():
            figure = self._drawing(self.width)
            self.height = round(figure.get_size_inches()[1] * 72)
            self.still = still_svg(figure, self.model_id or "chart")
            self._show_marks()
