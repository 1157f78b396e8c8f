"""Cash against options in the panel: the split, the option's price, the paths, one chart."""

from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets

from workbook import ui
from workbook.compensation.percents import write_percent
from workbook.compensation.split import charts
from workbook.compensation.split.worth import (
    ADVICE,
    FIELDS,
    PATHS,
    Split,
    describe_split,
    price_of,
    say_break_even,
    say_split,
    set_split,
    write_split,
)


class SplitControls(widgets.VBox):
    """A slider for the split, typed figures for the rest, and what comes of it.

    Parameters
    ----------
    frame
        The panel it stands in.
    changed
        Called with the new split, and whether the slider is being dragged.
    """

    def __init__(self, frame: ui.Panel, changed: Callable[[Split, bool], None]) -> None:
        super().__init__()
        self._changed = changed
        self._split = Split()
        self._number: float | None = None
        self._default = 0.0
        self._picture: charts.SplitPicture | None = None
        self._marks = charts.SplitMarks()
        self._refused: set[str] = set()
        self.share = widgets.IntSlider(
            description="Taken as options (%)", min=0, max=100, readout=False
        )
        self.share.style.description_width = "150px"
        frame.control(self.share, "split").add_class("wb-wide")
        frame.on(self.share, lambda change: self._drag(change["new"]))
        self.words = widgets.HTML().add_class("wb-small")
        self.fields: dict[str, Any] = {}
        self.notices: dict[str, ui.Notice] = {}
        for name, label in FIELDS.items():
            css = f"split-{name.replace('_', '-')}"
            field = widgets.Text(description=label, continuous_update=False)
            label_width, width = ("175px", "250px") if name in PATHS else ("215px", "292px")
            field.layout.width, field.style.description_width = width, label_width
            self.fields[name] = frame.control(field, css)
            self.notices[name] = ui.Notice(frame.css_class(f"{css}-notice"))
            frame.on(field, lambda change, name=name: self._type(name, change["new"]))
        self.chart = frame.control(ui.Chart(), "split-chart")
        self.break_even = frame.control(widgets.HTML(), "split-break-even")
        self.empty = widgets.HTML("Set the ask first: the split is a split of it.")
        rows = [
            widgets.HBox([self.fields[name] for name in FIELDS if (name in PATHS) == paths])
            for paths in (False, True)
        ]
        advice = widgets.HTML(ui.safe(ADVICE, 400)).add_class("wb-small")
        self.body = widgets.VBox(
            [
                self.share,
                self.words,
                *(row.add_class("wb-row") for row in rows),
                *self.notices.values(),
                self.chart,
                self.break_even,
                advice,
            ]
        )
        self.children = [ui.section("Cash or options"), self.empty, self.body]

    def show(self, number: float | None, split: Split, default: float) -> None:
        """Show a split of `number` dollars; `default` is the settings' price of an option."""
        self._split, self._number, self._default = split, number, default
        ui.show(self.empty, number is None)
        ui.show(self.body, number is not None)
        for name, field in self.fields.items():
            if name not in self._refused:
                ui.set_value(field, write_split(split, name))
        self.fields["option_price"].placeholder = write_percent(default)
        if number is None:
            return
        price = price_of(split, default)
        self._picture = charts.SplitPicture.of(number, split, price)
        drawing = partial(charts.worth, self._picture, self._marks)
        self.chart.draw(drawing, describe_split(number, split, price))
        self.break_even.value = ui.safe(say_break_even(split, price), 400)
        self._show_share(split)

    def _show_share(self, split: Split) -> None:
        """Show the share in the slider, the words and the moving part of the chart."""
        assert self._picture is not None
        self._marks.share = split.share
        ui.set_value(self.share, round(100 * split.share))
        picture = self._picture
        self.words.value = ui.safe(say_split(picture.number, split), 400)
        if self.chart.figure is not None:
            charts.move(self.chart.figure, picture, split.share)
            self.chart.move(describe_split(picture.number, split, picture.price))

    def _drag(self, percent: int) -> None:
        split = set_split(self._split, "share", f"{percent}%")
        assert isinstance(split, Split), "the slider's ends are a share's"
        self._split = split
        self._show_share(split)
        self._changed(split, True)

    def _type(self, name: str, text: str) -> None:
        split = set_split(self._split, name, text)
        if isinstance(split, str):
            self._refused.add(name)
            self.notices[name].say(split)
            return
        self._refused.discard(name)
        self.notices[name].clear()
        self._changed(split, False)
