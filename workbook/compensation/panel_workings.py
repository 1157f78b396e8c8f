"""Below the number: what the points are made of, what is assumed, how the number is defended."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import ipywidgets as widgets

from workbook import ui
from workbook.compensation import charts_parts
from workbook.compensation.defence.exhibits import Case
from workbook.compensation.defence.panel import DefenceSheet
from workbook.compensation.defence.practice import PushbackTry
from workbook.compensation.defence.sheet import DefenceNote
from workbook.compensation.panel_settings import SettingsTable
from workbook.compensation.records import Point
from workbook.compensation.split.panel import SplitControls
from workbook.journal import Record


class Fold(widgets.VBox):
    """A part of the panel behind a button that opens and closes it."""

    def __init__(self, frame: ui.Panel, title: str, css: str, body: widgets.Widget) -> None:
        super().__init__()
        # In a box: the page follows a change of a box's classes, but not of a chart's.
        self._title, self._body = title, widgets.VBox([body])
        self.add_class("wb-fold")
        self.button = frame.control(widgets.Button(), f"open-{css}").add_class("wb-link")
        frame.on(self.button, lambda _button: self.turn(not self.open))
        self.children = [self.button, self._body]
        self.turn(False)

    def turn(self, on: bool) -> None:
        """Open or close it."""
        self.open = on
        self.button.description = f"{'Hide' if on else 'Show'} {self._title}"
        ui.show(self._body, on)


class Workings(widgets.VBox):
    """The parts of the board that explain and defend the number.

    Parameters
    ----------
    frame
        The panel they stand in.
    keep
        Called with a record to save, and whether the hand is still moving.
    """

    def __init__(self, frame: ui.Panel, keep: Callable[[Record, bool], None]) -> None:
        super().__init__()
        self.parts = frame.control(ui.Chart(), "parts-chart")
        self.settings = SettingsTable(frame, lambda settings: keep(settings, False))
        self.split = SplitControls(frame, keep)
        self.defence = DefenceSheet(frame, keep)
        self.folds = [
            Fold(frame, "what each point is made of", "parts", self.parts),
            Fold(
                frame,
                "the assumptions, and how far each source is trusted",
                "settings",
                self.settings,
            ),
            Fold(frame, "what part of the number to take as options", "split", self.split),
            Fold(frame, "the defence sheet, and practise it", "defence", self.defence),
        ]
        self.children = self.folds

    def show(
        self, case: Case, note: DefenceNote, tries: Sequence[PushbackTry], today: date
    ) -> None:
        """Show what the number rests on and how it is defended."""
        points = [one for one in case.records if isinstance(one, Point)]
        bars = tuple(charts_parts.bars(points, case.settings))
        said = charts_parts.describe_parts(bars, case.settings)
        self.parts.draw(partial(charts_parts.parts, bars), said)
        self.settings.show(case.settings)
        self.split.show(case.target.ask, case.split, case.settings.option_price)
        self.defence.show(case, note, tries, today)
