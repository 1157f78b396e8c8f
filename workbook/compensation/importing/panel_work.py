"""Long work beside a living page: a bar that fills, and a button that stops it."""

import asyncio
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import ipywidgets as widgets
import traitlets

from workbook import ui
from workbook.compensation.tables.steps import Step, StoppedError

_EVERY = 0.15  #: Seconds between two looks at how far it is.


class Work(widgets.HBox):
    """Runs one thing at a time in a thread of its own and hands over what it made.

    Handlers would hold up the page: while one runs, no click arrives, not even on Stop. Where no
    event loop runs (a test, a script) the work is done at once. Whoever wants the outcome observes
    `outcome` through ``frame.on``.

    Parameters
    ----------
    frame
        The panel it stands in.
    """

    #: What the work returned, or what it raised: `StoppedError` or an error for the reader.
    outcome: Any = traitlets.Any()

    def __init__(self, frame: ui.Panel) -> None:
        super().__init__()
        self.bar = widgets.FloatProgress(min=0, max=1)
        self.bar.style.description_width = "110px"
        frame.control(self.bar, "import-progress")
        self.stop_button = frame.control(widgets.Button(description="Stop"), "import-stop")
        self.stop_button.on_click(lambda _button: self.stop())
        self.children = [self.bar, self.stop_button]
        self.add_class("wb-row")
        ui.show(self, False)
        self._now = (0.0, "")
        self._stop = Event()
        self._running = False
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    @property
    def running(self) -> bool:
        """Whether something is being done."""
        return self._running

    def stop(self) -> None:
        """End the work after its next step; nothing of it is kept."""
        self._stop.set()

    def run(self, work: Callable[[Step], Any]) -> None:
        """Do `work`, which takes a step; what was being done before is stopped."""
        self._stop.set()
        stop = self._stop = Event()
        self._running = True
        self._now = (0.0, "reading")

        def step(share: float, doing: str) -> None:
            if stop.is_set():
                raise StoppedError
            self._now = (share, doing)
            if self._loop is None:
                self._show()

        if self._loop is None:
            self._finish(stop, _outcome(work, step))
            return
        loop = self._loop

        def work_aside() -> None:
            outcome = _outcome(work, step)
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._finish, stop, outcome)

        Thread(target=work_aside, daemon=True).start()
        loop.call_soon_threadsafe(loop.call_later, _EVERY, self._poll, stop)

    def _poll(self, stop: Event) -> None:
        if self._running and self._stop is stop:
            self._show()
            assert self._loop is not None, "only a loop polls"
            self._loop.call_later(_EVERY, self._poll, stop)

    def _show(self) -> None:
        share, doing = self._now
        self.bar.value = share
        self.bar.description = f"{doing} {share:.0%}"
        ui.show(self, True)

    def _finish(self, stop: Event, outcome: Any) -> None:
        if self._stop is not stop:  # something else was begun since
            return
        self._running = False
        ui.show(self, False)
        # An equal outcome is news as well: the trait is told only of a different one.
        self.set_trait("outcome", None)
        self.outcome = outcome


def _outcome(work: Callable[[Step], Any], step: Step) -> Any:
    try:
        result = work(step)
        step(1.0, "showing")
    except Exception as error:  # handed to the panel, which says or raises it
        return error
    return result
