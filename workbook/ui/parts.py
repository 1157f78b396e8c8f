"""What stands in a panel beside its controls: a fold, a table, a checklist, a meter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import ipywidgets as widgets

from workbook.ui.controls import set_children, set_class
from workbook.ui.page import Page
from workbook.ui.theme import UNPRINTABLE, safe


class Markup(str):
    """HTML that its maker has escaped; any other text in a table is escaped there."""


class Fold(widgets.VBox):
    """A part of a panel that a button opens; what is in it is made, and computed, only then.

    Parameters
    ----------
    title
        What the button says.
    make
        Returns what is in it; called at the first opening.
    opened
        Called after each opening: where the panel renders what is in it.
    connect
        A panel's ``on``.
    """

    def __init__(
        self,
        title: str,
        make: Callable[[], widgets.Widget],
        opened: Callable[[], None],
        connect: Callable[..., None],
    ) -> None:
        super().__init__()
        self.add_class("wb-fold")
        self._make, self._opened = make, opened
        self._content: widgets.Widget | None = None
        self.is_open = False
        self.button = widgets.Button().add_class("wb-link").add_class("wb-fold-button")
        self.title = title
        self.children = [self.button]
        connect(self.button, lambda _button: self.toggle())

    @property
    def title(self) -> str:
        """What the button says."""
        return self._title

    @title.setter
    def title(self, title: str) -> None:
        self._title = title
        self.button.description = f"{'▾' if self.is_open else '▸'} {title}"

    def toggle(self) -> None:
        """Open it, or close it."""
        self.is_open = not self.is_open
        self.title = self._title
        if self._content is None:
            self._content = self._make()
        set_children(self, [self.button, self._content] if self.is_open else [self.button])
        set_class(self, "wb-open", self.is_open)
        if self.is_open:
            self._opened()


class OnRequest(widgets.VBox):
    """A button in place of something that the reader may not want to see yet.

    Parameters
    ----------
    words
        What the button says.
    make
        Returns what takes its place.
    """

    def __init__(self, words: str, make: Callable[[], widgets.Widget]) -> None:
        super().__init__()
        self.button = widgets.Button(description=words)
        self.button.on_click(lambda _button: set_children(self, [make()]))
        frame = widgets.VBox([Page(), widgets.HBox([self.button]).add_class("wb-body")])
        self.children = [frame.add_class("wb-panel")]


def table(
    head: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[int] = ()
) -> str:
    """Return an HTML table; every cell is escaped but `Markup`.

    Parameters
    ----------
    head
        The columns' names.
    rows
        A cell for each column; None is an empty cell.
    numbers
        Places of the columns that hold numbers, aligned to the right.
    """

    def cell(tag: str, at: int, value: object) -> str:
        css = ' class="wb-number"' if at in numbers else ""
        text = (
            value if isinstance(value, Markup) else safe("" if value is None else str(value), 400)
        )
        return f"<{tag}{css}>{text}</{tag}>"

    def line(tag: str, cells: Sequence[object]) -> str:
        return f"<tr>{''.join(cell(tag, at, value) for at, value in enumerate(cells))}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', head)}</thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True)
class Check:
    """A line of a checklist: whether it holds (None: not begun), what is asked, and why not."""

    met: bool | None
    statement: str
    why: str = ""


_MARKS: dict[bool | None, tuple[Literal["good", "bad", "quiet"], str]] = {
    True: ("good", "✓ met:"),
    False: ("bad", "✗ not yet:"),
    None: ("quiet", "○ not begun:"),
}


def checklist(checks: Sequence[Check]) -> str:
    """Return lines of a checklist as HTML: a mark with its word, the statement, and why."""
    lines = []
    for check in checks:
        css, mark = _MARKS[check.met]
        why = f' <span class="wb-quiet">{safe(check.why, 300)}</span>' if check.why else ""
        lines.append(
            f'<li><span class="wb-{css}">{mark}</span> {safe(check.statement, 300)}{why}</li>'
        )
    return f'<ul class="wb-checks">{"".join(lines)}</ul>'


def meter(value: float, mark: float) -> str:
    """Return a bar as HTML: `value` against a `mark` at three quarters of its length."""
    full = mark / 0.75
    length = 100 * min(value / full, 1)
    over = ' class="wb-over"' if round(value) > mark else ""
    bar = f'<i{over} style="width:{length:.1f}%"></i><u style="left:75%"></u>'
    return f'<div class="wb-meter">{bar}</div>'


def marked(text: str, spans: Sequence[tuple[int, int]], longest: int = 8000) -> str:
    """Return a text as HTML with these stretches of it marked, its own lines and spaces kept.

    Parameters
    ----------
    spans
        (start, end) into the text, in any order; what overlaps is marked once.
    longest
        Characters shown; an ellipsis stands for the rest.
    """
    parts, at = [], 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, longest)
        if start < end:
            parts += [_plain(text[at:start]), f"<mark>{_plain(text[start:end])}</mark>"]
            at = end
    rest = _plain(text[at:longest]) + ("…" if len(text) > longest else "")
    return f'<div class="wb-marked">{"".join(parts)}{rest}</div>'


def _plain(text: str) -> str:
    return escape(UNPRINTABLE.sub("", text))
