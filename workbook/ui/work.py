"""Long work: done beside the panel, with its progress in sight and a button that stops it."""

import asyncio
from collections.abc import Callable
from threading import Thread
from typing import Any

import ipywidgets as widgets

from workbook.ui.controls import show
from workbook.ui.lock import TURN
from workbook.ui.theme import safe


class Stopped(Exception):  # noqa: N818 - it is no error, and reads as what it is
    """The reader has stopped the work."""


#: What the work calls now and then: share done, 0 to 1, and what it is doing. Raises `Stopped`.
Progress = Callable[[float, str], None]


class Work(widgets.HBox):
    """A bar, a line on what is being done, and Stop; invisible while nothing is.

    Parameters
    ----------
    connect
        A panel's ``on``.
    """

    def __init__(self, connect: Callable[..., None]) -> None:
        super().__init__()
        self.add_class("wb-work").add_class("wb-row")
        self.bar = widgets.FloatProgress(min=0.0, max=1.0)
        self.words = widgets.HTML().add_class("wb-small")
        self.stop = widgets.Button(description="Stop")
        self.children = [self.bar, self.words, self.stop]
        self._stopping = False
        self._busy = False
        connect(self.stop, lambda _button: self._stop())
        show(self, False)

    @property
    def busy(self) -> bool:
        """Whether work is going on."""
        return self._busy

    def run(
        self,
        task: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do `task` in a thread of its own, so that the panel answers meanwhile.

        Parameters
        ----------
        task
            Called with the progress callback; what it returns goes to `done`.
        done, failed
            Called, as the hand's turn, once it is over; `failed` with `Stopped` where the reader
            stopped it. Where no event loop runs (a test, a script) all is done at once.
        """
        if self._busy:
            raise RuntimeError("one piece of work at a time")
        self._busy, self._stopping = True, False
        self._say(0.0, "")
        show(self, True)

        def work() -> None:
            result: Any = None
            error: Exception | None = None
            try:
                result = task(self._say)
            except Exception as caught:
                error = caught
            with TURN:
                self._busy = False
                show(self, False)
                if error is None:
                    done(result)
                else:
                    failed(error)

        try:
            asyncio.get_running_loop()
        except RuntimeError:
            work()
        else:
            Thread(target=work, daemon=True).start()

    def _stop(self) -> None:
        self._stopping = True

    def _say(self, share: float, words: str) -> None:
        if self._stopping:
            raise Stopped
        self.bar.value = share
        self.words.value = safe(words)
