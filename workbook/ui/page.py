"""What a panel needs of the page and ipywidgets does not give: the theme, names, a sign of life."""

from pathlib import Path
from typing import Any

import anywidget

from workbook.ui.lock import TURN
from workbook.ui.theme import CSS


class Page(anywidget.AnyWidget):
    """An invisible part of every panel; `page.js` says what it does there."""

    _esm = Path(__file__).with_name("page.js")
    _css = CSS

    def __init__(self) -> None:
        super().__init__()
        self.add_class("wb-page")
        self.on_msg(self._answer)

    def focus(self, selector: str) -> None:
        """Put the focus on the first control of the panel that a CSS selector finds."""
        self.send({"focus": selector})

    def _answer(self, _page: object, message: dict[str, Any], _buffers: object) -> None:
        with TURN:  # after whatever the hand did before it asked
            self.send({"answer": message.get("ask")})
