"""One theme for panels and charts: colour tokens, fonts and the cleaning of text.

A chart is drawn in the light colours below. In the page each of them is replaced by the CSS
variable of the same name (``--wb-blue``), so that a chart follows JupyterLab's light and dark theme
at once,
without asking the kernel for a new picture. The dark values stand in ``theme.css``.
"""

import re
from html import escape
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

#: Name of the token to its colour in the light theme. The chromatic ones are Okabe-Ito hues,
#: darkened where they carry text so that they keep a contrast of 4.5 to 1 on the panel's
#: background.
COLOURS = {
    "panel": "#ffffff",
    "soft": "#f3f5f6",
    "line": "#d9dde1",
    "ink": "#1c2126",
    "ink2": "#4c555e",
    "ink3": "#65707a",
    "blue": "#0072b2",
    "orange": "#9c5c00",
    "green": "#00785a",
    "red": "#b8480b",
    "sky": "#8cc7ea",
    "band": "#dcecf7",
}

CSS = Path(__file__).with_name("theme.css").read_text(encoding="utf-8")

#: Class of elements in which MathJax, which JupyterLab runs over its outputs, leaves all as it is.
NO_MATHEMATICS = "mathjax_ignore"

_TOKENS = {colour: f"var(--wb-{name})" for name, colour in COLOURS.items()}
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
# Control characters have no glyph, and NUL ends an XML document; a lone surrogate cannot be
# encoded.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def colour(name: str) -> str:
    """Return the light colour of a token as ``#rrggbb``; KeyError where there is no such token."""
    return COLOURS[name]


def themed(svg: str) -> str:
    """Replace the colours of the theme in `svg` by their CSS variables."""
    return _COLOUR.sub(lambda match: _TOKENS.get(match[0], match[0]), svg)


def one_line(text: str, longest: int = 60) -> str:
    """Return `text` fit for a label: printable, on one line, at most `longest` characters."""
    flat = " ".join(UNPRINTABLE.sub("", text).split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def literal(text: str) -> str:
    """Return `text` as HTML that says just that, and nowhere becomes markup or mathematics.

    JupyterLab typesets what stands between two dollar signs: in the labels of controls, and in
    outputs of HTML and Markdown. It is for the text of elements, not for attributes.
    """
    markup = escape(text)
    return f'<span class="{NO_MATHEMATICS}">{markup}</span>' if "$" in text else markup


def safe(text: str, longest: int = 200) -> str:
    """Return `text` as one line of HTML that cannot be taken for markup.

    For `ipywidgets.HTML`, which is never typeset; elsewhere `literal` keeps dollar signs as well.
    """
    return escape(one_line(text, longest))


def new_figure(width: float, height: float) -> Figure:
    """Return an empty, transparent figure of `width` x `height` CSS pixels.

    The figure has 72 dots an inch, so that one point, one unit of SVG and one CSS pixel are the
    same length: a font size of 12 is the page's 12 px.
    """
    return Figure(figsize=(width / 72, height / 72), dpi=72, facecolor="none")


def bare_axes(figure: Figure, left: float, right: float, top: float, bottom: float) -> Axes:
    """Add axes without frame or ticks, with the given margins in CSS pixels."""
    width, height = figure.get_size_inches() * 72
    axes = figure.add_axes(
        (
            left / width,
            bottom / height,
            (width - left - right) / width,
            (height - top - bottom) / height,
        )
    )
    axes.set_facecolor("none")
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=12, labelcolor=colour("ink2"))
    return axes
