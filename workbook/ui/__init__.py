"""Ground floor: the controls, the charts and the theme that all rooms share.

A panel derives from `Panel`; a chart is a matplotlib figure handed to `Chart`; a sentence to the
reader is a `Notice`. Nothing here knows what a story or a data point is.
"""

from workbook.ui.autosave import Autosave
from workbook.ui.chart import Chart
from workbook.ui.clock import Clock
from workbook.ui.controls import (
    Chips,
    Choice,
    Item,
    Picker,
    ScoreSlider,
    meter,
    refusal,
    section,
    set_children,
    set_class,
    set_value,
    show,
    turns,
)
from workbook.ui.notice import Notice
from workbook.ui.page import Page
from workbook.ui.panel import Panel
from workbook.ui.theme import bare_axes, colour, new_figure, one_line, safe
from workbook.ui.upload import Upload

__all__ = [
    "Autosave",
    "Chart",
    "Chips",
    "Choice",
    "Clock",
    "Item",
    "Notice",
    "Page",
    "Panel",
    "Picker",
    "ScoreSlider",
    "Upload",
    "bare_axes",
    "colour",
    "meter",
    "new_figure",
    "one_line",
    "refusal",
    "safe",
    "section",
    "set_children",
    "set_class",
    "set_value",
    "show",
    "turns",
]
