"""A chart in the page: one SVG picture of a figure, of which only the moving part is sent again.

A figure's artists are of two sorts. The still ones are drawn once. The moving ones, those made with
``animated=True``, are drawn apart, in about a millisecond each and only once they have moved, and
replace only their own layer of the picture while a slider is dragged. Those below zorder 1 lie
under the still layer, the others over it.

SVG rather than PNG: it is sharp on every screen, follows the theme through CSS variables, and one
moved line is a kilobyte instead of a picture.
"""

import io
import re
import warnings
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import anywidget
import traitlets
from matplotlib import rcParams
from matplotlib.artist import Artist
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


def _draw(figure: Figure, artists: Iterable[Artist], salt: str) -> str:
    """Return what `artists` look like on `figure`, as the inside of an svg element."""
    width, height = figure.get_size_inches() * 72
    file = io.StringIO()
    # rc_context would copy all 300 settings, for each event of a slider.
    before = rcParams["svg.fonttype"], rcParams["svg.hashsalt"]
    rcParams["svg.fonttype"], rcParams["svg.hashsalt"] = "none", salt
    try:
        renderer = RendererSVG(width, height, file, None, 72, metadata={"Date": None})
        for artist in artists:
            artist.draw(renderer)
        renderer.finalize()
    finally:
        rcParams["svg.fonttype"], rcParams["svg.hashsalt"] = before
    inner = _INNER.search(file.getvalue())
    assert inner is not None, "matplotlib wrote no svg element"
    return _GROUP_ID.sub("<g", _STYLE.sub("", _METADATA.sub("", inner[1])))


def moving(figure: Figure) -> list[Artist]:
    """Return the artists of `figure` that were made with ``animated=True``."""
    return figure.findobj(lambda artist: artist.get_animated() and artist.figure is not None)


def still_svg(figure: Figure, salt: str) -> str:
    """Return the still part of `figure`, themed, as the inside of an svg element."""
    # Figure.draw leaves out animated artists as long as nothing is being saved to a file.
    return themed(_draw(figure, [figure], salt))


class Chart(anywidget.AnyWidget):
    """A matplotlib figure as one accessible picture.

    Attributes
    ----------
    alt
        What the picture shows, in words; read out in its place.
    width, height
        Size in CSS pixels. The page sets the width to the room there is, within `least` and `most`.
    figure
        The figure shown now, for moving its artists; None before the first drawing.
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
        self.figure: Figure | None = None
        self._moved: dict[Artist, str] = {}
        self._drawing: partial[Figure] | None = None
        self.observe(self._redraw, names="width")

    def draw(self, drawing: partial[Figure], alt: str) -> None:
        """Show a figure; nothing is drawn where it would be the one shown already.

        Parameters
        ----------
        drawing
            A chart function with its records filled in, which takes the width in CSS pixels and
            returns the figure; kept, and called again when the page gives the chart another width.
            Two drawings of the same function with equal arguments are the same picture.
        alt
            The same in words.
        """
        self.alt = alt
        before, self._drawing = self._drawing, drawing
        if before is None or (before.func, before.args, before.keywords) != (
            drawing.func,
            drawing.args,
            drawing.keywords,
        ):
            self._redraw()

    def move(self, alt: str | None = None) -> None:
        """Show the moving artists of the present figure where they are now."""
        if self.figure is None:
            return
        for artist, drawn in self._moved.items():
            if artist.stale or not drawn:
                self._moved[artist] = themed(_draw(self.figure, [artist], self.model_id or "chart"))
        with self.hold_sync():
            self.under = "".join(self._moved[each] for each in self._moved if each.get_zorder() < 1)
            self.over = "".join(self._moved[each] for each in self._moved if each.get_zorder() >= 1)
            if alt is not None:
                self.alt = alt

    def _redraw(self, _change: object = None) -> None:
        if self._drawing is None:
            return
        with TURN, self.hold_sync():
            self.figure = self._drawing(self.width)
            in_order = sorted(moving(self.figure), key=lambda artist: artist.get_zorder())
            self._moved = dict.fromkeys(in_order, "")
            self.height = round(self.figure.get_size_inches()[1] * 72)
            self.still = still_svg(self.figure, self.model_id or "chart")
            self.move()
