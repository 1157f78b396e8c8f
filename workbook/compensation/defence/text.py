"""A page of plain text blocks, written as Markdown or as HTML.

Every text is taken for what it says: nothing a person entered becomes markup, a link or a formula
in either, wherever the page is opened or its tables are pasted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from workbook.compensation.export import escape as no_formula

# Those that turn the direction of writing let a name show a figure that is not the one it holds.
_TURNS = r"\u202a-\u202e\u2066-\u2069"
_UNPRINTABLE = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{_TURNS}]")
_MARKS = re.compile(r"[`*_\[\]|~$@^]")
# A backslash of the reader's own is written as an entity: doubled before a bracket it would open a
# formula in JupyterLab.
_ENTITIES = {"\\": "&#92;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}
_OPENS = re.compile(r"^(\d+)([.)])|^([-+=#:])")
_LINK = re.compile(r"(?<=www)(?=\.)|(?=://)", re.I)

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 46em; padding: 0 1em; }
h1 { font-size: 1.5em; margin: 0 0 .4em; } h2 { font-size: 1.05em; margin: 1.1em 0 .3em; }
p, ol { margin: .3em 0; } table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #bbb; padding: 2px 8px 2px 0; text-align: left; }
blockquote { border-left: 3px solid #888; margin: .3em 0; padding-left: .8em; }
@media print { body { font-size: 11.5px; margin: 0; } }
""".strip()


@dataclass(frozen=True)
class Line:
    """A paragraph; a quotation where it is `said` aloud."""

    text: str
    said: bool = False


@dataclass(frozen=True)
class Steps:
    """A numbered list of sentences."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table: the names of its columns, and its rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """What stands under one heading, or under none where the title is empty."""

    title: str
    blocks: tuple[Line | Steps | Grid, ...]


@dataclass(frozen=True)
class Page:
    """A title and the parts below it."""

    title: str
    parts: tuple[Part, ...]


def plain(text: str) -> str:
    """Return `text` on one line, without what cannot be printed or turns its direction."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def to_markdown(page: Page) -> str:
    """Return the page as Markdown."""
    blocks = [f"# {mark_down(page.title)}"]
    for part in page.parts:
        blocks += [f"## {mark_down(part.title)}"] if part.title else []
        blocks += [_markdown(block) for block in part.blocks]
    return "\n\n".join(blocks) + "\n"


def to_html(page: Page) -> str:
    """Return the page as a document of its own that loads nothing and runs nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_html(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            f"<h1>{_html(page.title)}</h1>",
            to_fragment(page),
            "</body>\n</html>\n",
        ]
    )


def to_fragment(page: Page, level: int = 2) -> str:
    """Return the parts of the page as HTML to stand inside another page; headings of `level`."""
    written = []
    for part in page.parts:
        written += [f"<h{level}>{_html(part.title)}</h{level}>"] if part.title else []
        written += [_block(block) for block in part.blocks]
    return "\n".join(written)


def mark_down(text: str) -> str:
    """Return `text` as one line of Markdown that says just that."""
    found = plain(text)
    opening = _OPENS.match(found)
    found = "".join(_ENTITIES.get(character, character) for character in found)
    found = _LINK.sub(r"\\", _MARKS.sub(r"\\\g<0>", found))
    if opening is not None:
        at = len(opening[1] or "")
        found = f"{found[:at]}\\{found[at:]}"
    return found


def _markdown(block: Line | Steps | Grid) -> str:
    if isinstance(block, Line):
        return f"{'> ' if block.said else ''}{mark_down(block.text)}"
    if isinstance(block, Steps):
        numbered = enumerate(block.texts, start=1)
        return "\n".join(f"{number}. {mark_down(text)}" for number, text in numbered)
    lines = [block.head, *block.rows]
    written = [f"| {' | '.join(mark_down(_cell(text)) for text in line)} |" for line in lines]
    return "\n".join([written[0], f"|{' --- |' * len(block.head)}", *written[1:]])


def _block(block: Line | Steps | Grid) -> str:
    if isinstance(block, Line):
        tag = "blockquote" if block.said else "p"
        return f"<{tag}>{_html(block.text)}</{tag}>"
    if isinstance(block, Steps):
        return f"<ol>{_each(block.texts, lambda text: f'<li>{_html(text)}</li>')}</ol>"
    head = _each(block.head, lambda name: f'<th scope="col">{_html(_cell(name))}</th>')
    rows = [
        f"<tr>{_each(row, lambda text: f'<td>{_html(_cell(text))}</td>')}</tr>"
        for row in block.rows
    ]
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(text: str) -> str:
    """Return the text of a cell so that a spreadsheet, opened or pasted into, computes nothing."""
    return no_formula(plain(text))


def _each(texts: Sequence[str], write: Callable[[str], str]) -> str:
    return "".join(map(write, texts))


def _html(text: str) -> str:
    return escape(plain(text))
