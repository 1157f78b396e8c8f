"""Beside the market: which of the points its middle leans on."""

from collections.abc import Sequence
from functools import partial

import ipywidgets as widgets

from workbook import ui
from workbook.compensation import charts_leaning
from workbook.compensation.calibrate import Calibration
from workbook.compensation.records import Dataset, Point


class Leaning(widgets.VBox):
    """The middle without each point in turn, as a dot plot; hidden where there is no middle.

    Parameters
    ----------
    frame
        The panel it stands in.
    """

    def __init__(self, frame: ui.Panel) -> None:
        super().__init__()
        self.chart = frame.control(ui.Chart(least=charts_leaning.LEAST), "leaning-chart")
        self.children = [ui.section("Which point the middle leans on"), self.chart]
        self.add_class("wb-pair-second")

    def show(self, found: Calibration | None, records: Sequence[Point | Dataset]) -> None:
        """Show which of the records the calibrated middle leans on."""
        ui.show(self, found is not None)
        if found is None:
            return
        leans = charts_leaning.leans(found, charts_leaning.names(records))
        said = charts_leaning.describe_leaning(leans, found.middle)
        self.chart.draw(partial(charts_leaning.leaning, leans, found.middle), said)
