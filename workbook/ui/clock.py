"""A clock for saying something aloud: it runs in the page, and reports when it is stopped.

A clock in the kernel would stand still while a cell runs, since no callback runs then; the page
has no such pauses, and the report waits for the kernel if it must.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbook.ui.lock import TURN

#: Seconds after which a clock was forgotten rather than used; it stops itself and reports nothing.
FORGOTTEN = 600


class Clock(anywidget.AnyWidget):
    """A button that starts and stops, and the time since, against a limit.

    Parameters
    ----------
    label
        What is timed; the button's name reads "Start the clock: <label>".
    limit
        Seconds there are; past them the clock says so and runs on.
    stopped
        Called with the seconds that were taken, each time the hand stops the clock.
    began
        Called with the moment the hand started it, in milliseconds since 1970: a room that keeps it
        sets `started` to it after a restart, and the clock goes on.
    most
        Seconds after which it counts for nothing; give a round of an hour some hours.
    hand
        Whether a button starts and stops it. Without one the room sets `started`, in milliseconds
        since 1970, and takes it back to 0 when the time is over.
    """

    _esm = Path(__file__).with_name("clock.js")

    label = traitlets.Unicode().tag(sync=True)
    limit = traitlets.Float(30.0).tag(sync=True)
    most = traitlets.Float(float(FORGOTTEN)).tag(sync=True)
    hand = traitlets.Bool(True).tag(sync=True)
    # When it was started, in the page's own milliseconds; 0 while it stands. In the model, so that
    # a cell shown a second time shows the same clock.
    started = traitlets.Float(0.0).tag(sync=True)
    seconds = traitlets.Float(0.0).tag(sync=True)

    def __init__(
        self,
        label: str,
        limit: float,
        stopped: Callable[[float], None],
        began: Callable[[float], None] | None = None,
        **traits: object,
    ) -> None:
        super().__init__(label=label, limit=limit, **traits)
        self.add_class("wb-clock")
        self._stopped, self._began = stopped, began
        self.on_msg(self._take)

    def _take(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        started, seconds = message.get("began"), message.get("stopped")
        if self._began is not None and isinstance(started, int | float) and started > 0:
            with TURN:
                self._began(float(started))
        # Not trusted: a page of an earlier edition may still be open.
        if isinstance(seconds, int | float) and 0 < seconds <= self.most:
            with TURN:
                self._stopped(float(seconds))
