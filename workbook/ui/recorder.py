"""A recorder in the page: a clock, the microphone where there is one, play back, keep or discard.

The page records and counts, since the kernel answers nothing while a cell runs. Sound goes to the
kernel in pieces while it is recorded, so that a closed tab loses two seconds and not the telling;
once the reader keeps it, the page sends the samples to be measured. Without a microphone, or
without leave to use it, the recorder is a stopwatch and says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import anywidget
import numpy as np
import numpy.typing as npt
import traitlets

from workbook.ui.lock import TURN

#: Seconds after which the page stops a recording by itself.
LONGEST = 1800


class Tape(Protocol):
    """Where the sound of a recording that is being made is kept."""

    def begin(self) -> None:
        """Forget what there is of an unfinished recording."""

    def add(self, number: int, piece: bytes) -> None:
        """Keep a piece; `number` counts them from 0."""

    def unfinished(self) -> bytes:
        """Return what there is of an unfinished recording."""


@dataclass(frozen=True)
class Recorded:
    """What the reader kept.

    Attributes
    ----------
    seconds
        By the clock, from start to stop.
    pcm, rate
        The sound as 16-bit samples of one channel, and how many a second; empty without sound.
    ending
        Of the sound's file name, e.g. ``"webm"``; empty without sound.
    taps
        How often somebody tapped for a filler; None where nobody did.
    """

    seconds: float
    pcm: npt.NDArray[np.int16]
    rate: int
    ending: str
    taps: int | None


class Recorder(anywidget.AnyWidget):
    """A button that records, the clock against a mark, and what to do with the recording.

    Parameters
    ----------
    label
        What is recorded; the button's name reads "Record: <label>".
    limit
        The mark, in seconds.
    tape
        Keeps the pieces.
    begun
        Called when a recording begins.
    kept
        Called with what the reader keeps; returns why not, or nothing.
    """

    _esm = Path(__file__).with_name("recorder.js")

    label = traitlets.Unicode().tag(sync=True)
    limit = traitlets.Float(90.0).tag(sync=True)
    most = traitlets.Float(float(LONGEST)).tag(sync=True)

    def __init__(
        self,
        label: str,
        limit: float,
        tape: Tape,
        begun: Callable[[], None],
        kept: Callable[[Recorded], str],
        **traits: object,
    ) -> None:
        super().__init__(label=label, limit=limit, **traits)
        self.add_class("wb-recorder")
        self._tape, self._begun, self._kept = tape, begun, kept
        self._samples = bytearray()
        self._facts: dict[str, Any] = {}
        self.on_msg(self._take)

    def _take(self, _widget: object, message: dict[str, Any], buffers: list[memoryview]) -> None:
        try:
            with TURN:
                self._answer(message, b"".join(bytes(one) for one in buffers))
        except OSError as error:
            why = error.strerror or error
            self.send({"failed": f"The sound cannot be kept ({why}); the clock goes on."})

    def _answer(self, message: dict[str, Any], content: bytes) -> None:
        step = message.get("step")
        if step == "ready":
            # A page that has just been opened asks what the last one left behind.
            if left := self._tape.unfinished():
                self.send({"unfinished": True}, [left])
        elif step == "begin":
            self._tape.begin()
            self._begun()
        elif step == "sound":
            self._tape.add(int(message["number"]), content)
        elif step == "discard":
            self._tape.begin()
        elif step == "keep":
            self._facts = message
            self._samples.clear()
            self.send({"received": 0})
        elif step == "piece":
            self._samples += content
            self.send({"received": len(self._samples)})
        elif step == "end":
            self._end()

    def _end(self) -> None:
        facts, samples = self._facts, bytes(self._samples[: len(self._samples) // 2 * 2])
        self._facts = {}
        self._samples.clear()
        seconds, taps = facts.get("seconds"), facts.get("taps")
        # Not trusted: a page of an earlier edition may still be open.
        if not isinstance(seconds, int | float) or not 0 < seconds <= 2 * self.most:
            self.send({"done": False})
            return
        recorded = Recorded(
            float(seconds),
            np.frombuffer(samples, np.dtype("<i2")),
            int(facts.get("rate") or 0),
            str(facts.get("ending") or ""),
            taps if isinstance(taps, int) and taps > 0 else None,
        )
        refused = "The workbook could not keep it; try again, or save the sound as a file."
        try:
            refused = self._kept(recorded)
        finally:
            self.send({"done": not refused, "note": refused})
