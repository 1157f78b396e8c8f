"""Sentences to the reader: beside a control, or on top of a panel."""

from html import escape
from typing import Any

import ipywidgets as widgets


class Notice(widgets.HTML):
    """One sentence beside the control it is about; invisible while there is none.

    Parameters
    ----------
    css_class
        Class for the browser tests, e.g. ``"wb-compensation-ask-notice"``; every notice carries
        ``wb-notice`` beside it.
    """

    def __init__(self, css_class: str = "") -> None:
        super().__init__()
        self.add_class("wb-notice")
        if css_class:
            self.add_class(css_class)
        self.clear()

    @property
    def text(self) -> str:
        """The sentence shown now, or an empty string."""
        return self._text

    def say(self, sentence: str) -> None:
        """Show what went wrong and what to do about it."""
        self._show(sentence, f'<p role="alert">✗ {escape(sentence)}</p>')

    def tell(self, sentence: str) -> None:
        """Show news that is no fault."""
        self._show(sentence, f'<p role="status" class="wb-news">{escape(sentence)}</p>')

    def clear(self) -> None:
        """Show nothing."""
        self._show("", "")

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options)
        return bundle | {"text/plain": self._text}

    def _show(self, text: str, markup: str) -> None:
        self._text = text
        self.value = markup
        self.layout.display = "" if markup else "none"
