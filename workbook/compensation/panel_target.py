"""The reader's number: the ask and the band, each with a slider and typed, and what they mean."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbook import ui
from workbook.compensation.entry import set_target
from workbook.compensation.market import STEP
from workbook.compensation.money import format_exact
from workbook.compensation.records import Target

_ENDS = ("band_low", "band_high")
_TYPED = {"ask": "or type it", "band_low": "from", "band_high": "to"}


class TargetControls(widgets.VBox):
    """Sliders and typed figures for the ask and the band.

    Parameters
    ----------
    frame
        The panel they stand in.
    changed
        Called with the new target, and whether a slider is being dragged.
    """

    def __init__(self, frame: ui.Panel, changed: Callable[[Target, bool], None]) -> None:
        super().__init__()
        self._changed = changed
        self._target = Target()
        self._refused: set[str] = set()
        # No read-out: the page rounds it to the slider's steps, and the typed field is exact.
        sliders = {"min": 0, "max": 1_000_000, "step": STEP, "readout": False}
        self.ask = frame.control(widgets.IntSlider(description="Ask", **sliders), "ask")
        self.band = frame.control(
            widgets.IntRangeSlider(description="Target band", **sliders), "band"
        )
        self.typed: dict[str, Any] = {}
        self.notices: dict[str, ui.Notice] = {}
        for name, label in _TYPED.items():
            css = "ask-typed" if name == "ask" else name.replace("_", "-")
            typed = widgets.Text(description=label, placeholder="560k", continuous_update=False)
            typed.layout.width = "170px"
            typed.style.description_width = "64px"
            self.typed[name] = frame.control(typed, css)
            self.notices[name] = ui.Notice(frame.css_class(f"{css}-notice"))
            frame.on(typed, lambda change, name=name: self._type(name, change["new"]))
        self.ask_words = widgets.HTML().add_class("wb-small")
        self.band_words = widgets.HTML().add_class("wb-small")
        for slider in (self.ask, self.band):
            slider.style.description_width = "84px"
            slider.add_class("wb-wide")
        frame.on(self.ask, lambda change: self._drag(ask=change["new"]))
        frame.on(self.band, self._drag_band)
        self.children = [
            self.ask,
            widgets.HBox([self.typed["ask"], self.ask_words]).add_class("wb-row"),
            self.notices["ask"],
            self.band,
            widgets.HBox(
                [self.typed["band_low"], self.typed["band_high"], self.band_words]
            ).add_class("wb-row"),
            self.notices["band_low"],
            self.notices["band_high"],
        ]

    def span(self, low: int, high: int) -> None:
        """Let both sliders reach from `low` to `high`, in dollars."""
        for slider in (self.ask, self.band):
            # Never for a moment with the lower end above the upper one, which ipywidgets refuses.
            if high < slider.min:
                slider.min = low
            slider.max = high
            slider.min = low

    def show(self, target: Target, ask_words: str) -> None:
        """Show a target; what was typed and refused stays in its field."""
        self._target = target
        unset = (self.ask.min + self.ask.max) // 2
        # In whole steps: the page would round and send back what the hand has not touched.
        ui.set_value(self.ask, _step(unset if target.ask is None else target.ask))
        ui.set_class(self.ask, "wb-unset", target.ask is None)
        band = target.band or (max(self.ask.min, unset - 20 * STEP), unset)
        ui.set_value(self.band, (_step(band[0]), _step(band[1])))
        ui.set_class(self.band, "wb-unset", target.band is None)
        for name, control in self.typed.items():
            if name not in self._refused:
                dollars = getattr(target, name)
                ui.set_value(control, "" if dollars is None else format_exact(dollars))
        self.ask_words.value = ui.safe(ask_words or "not set yet: move the slider or type it")
        self.band_words.value = "" if target.band else "not set yet: move both ends or type them"

    def _drag(self, **figures: int) -> None:
        for name in figures:
            self._accept(name)
        self._changed(self._target.model_copy(update=figures), True)

    def _drag_band(self, change: Any) -> None:
        # Only the end that was moved: the other may have been typed between two steps.
        ends = zip(_ENDS, change["old"], change["new"], strict=True)
        is_set = self._target.band is not None
        self._drag(**{name: new for name, old, new in ends if new != old or not is_set})

    def _type(self, name: str, text: str) -> None:
        target = set_target(self._target, name, text)
        if isinstance(target, str):
            self._refused.add(name)
            self.notices[name].say(target)
            return
        self._accept(name)
        # What was refused beside the old figures may fit the new ones.
        for other in sorted(self._refused):
            again = set_target(target, other, self.typed[other].value)
            if isinstance(again, Target):
                target = again
                self._accept(other)
        self._changed(target, False)

    def _accept(self, name: str) -> None:
        self._refused.discard(name)
        self.notices[name].clear()


def _step(dollars: int) -> int:
    return round(dollars / STEP) * STEP
