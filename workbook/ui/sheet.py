"""A page to take along: written once as Markdown, shown, printed and kept as HTML or Markdown."""

import re
from html import escape
from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets
from markdown_it import MarkdownIt

from workbook.ui.theme import one_line

# What a person writes is text: HTML in it is shown, and links are not made.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#+!|~$&-])")
_NUMBERED = re.compile(r"^(\d+)([.)])")

_PRINT = """
@page { margin: 14mm 16mm; }
body { color: #1c2126; font: 10.5pt/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 44em; }
h1 { font-size: 17pt; margin: 0 0 .3em; } h2 { font-size: 12pt; margin: 1em 0 .2em; }
h3 { font-size: 10.5pt; margin: .8em 0 .1em; } p, ul, ol { margin: .2em 0; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid #d9dde1; padding: .15em .5em; text-align: left; }
@media print { body { margin: 0; max-width: none; } }
"""


def plain(text: str, longest: int = 2000) -> str:
    """Return what a person wrote as Markdown that says just that, on one line."""
    flat = _SIGNS.sub(r"\\\1", one_line(text, longest))
    return _NUMBERED.sub(r"\1\\\2", flat)


def html(markdown: str) -> str:
    """Return Markdown as HTML, to stand in a panel; no sign in it is taken for mathematics."""
    return str(_MARKDOWN.render(markdown)).replace("$", "<span>&#36;</span>")


def printable(markdown: str, title: str) -> str:
    """Return Markdown as a whole HTML document that prints on its own."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_PRINT}</style></head>\n"
        f"<body>\n{_MARKDOWN.render(markdown)}</body></html>\n"
    )


class Download(anywidget.AnyWidget):
    """A button that gives the reader a file, out of the page itself: nothing is fetched.

    Attributes
    ----------
    name, content, mime
        Of the file; the content is text.
    """

    _esm = Path(__file__).with_name("download.js")

    label = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    content = traitlets.Unicode().tag(sync=True)
    mime = traitlets.Unicode("text/plain").tag(sync=True)

    def __init__(self, label: str, name: str, mime: str = "text/plain") -> None:
        super().__init__(label=label, name=name, mime=mime)
        self.add_class("wb-download")


class Sheet(widgets.VBox):
    """A page in a panel, with buttons to keep it as HTML, which prints, or as Markdown.

    Parameters
    ----------
    name
        Of the files, without an ending.
    title
        Of the HTML document.
    """

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._title = title
        self.markdown = ""
        self.body = widgets.HTML().add_class("wb-sheet")
        self.as_html = Download("Save to print (HTML)", f"{name}.html", "text/html")
        self.as_markdown = Download("Save as Markdown", f"{name}.md", "text/markdown")
        row = widgets.HBox([self.as_html, self.as_markdown]).add_class("wb-row")
        self.children = [self.body, row]

    def show(self, markdown: str) -> None:
        """Show this page."""
        self.markdown = self.as_markdown.content = markdown
        self.as_html.content = printable(markdown, self._title)
        self.body.value = html(markdown)
