"""Ground floor: the shelf, from which every room takes what stands in its panel.

A panel derives from `Panel`, or from `RecordPanel` where it is a list of records with an editor.
`Editor` binds controls to a stored record, field by field; `Form` keeps what is typed as a draft
until it is saved. A chart is a matplotlib figure made of `marks` and handed to `Chart`. `Fold`,
`table`, `checklist`, `Clock`, `Recorder`, `Work`, `Upload` and `Sheet` are what else stands in
panels; a sentence to the reader is a `Notice`. Nothing here knows what a story or a data point is.
"""

from workbook.ui import marks
from workbook.ui.autosave import Autosave
from workbook.ui.changes import called, describe
from workbook.ui.chart import Chart
from workbook.ui.clock import Clock
from workbook.ui.controls import (
    Item,
    Picker,
    section,
    set_children,
    set_class,
    show,
    turns,
)
from workbook.ui.field import Field
from workbook.ui.form import Editor, Form
from workbook.ui.notice import Notice
from workbook.ui.page import Page
from workbook.ui.panel import Panel, RecordPanel, count, present
from workbook.ui.parts import Check, Fold, Markup, OnRequest, checklist, marked, meter, table
from workbook.ui.recorder import Recorded, Recorder
from workbook.ui.sheet import Download, Sheet, html, plain, printable
from workbook.ui.theme import bare_axes, colour, literal, new_figure, one_line, safe
from workbook.ui.upload import Upload
from workbook.ui.work import Progress, Stopped, Work

__all__ = [
    "Autosave",
    "Chart",
    "Check",
    "Clock",
    "Download",
    "Editor",
    "Field",
    "Fold",
    "Form",
    "Item",
    "Markup",
    "Notice",
    "OnRequest",
    "Page",
    "Panel",
    "Picker",
    "Progress",
    "RecordPanel",
    "Recorded",
    "Recorder",
    "Sheet",
    "Stopped",
    "Upload",
    "Work",
    "bare_axes",
    "called",
    "checklist",
    "colour",
    "count",
    "describe",
    "html",
    "literal",
    "marked",
    "marks",
    "meter",
    "new_figure",
    "one_line",
    "plain",
    "present",
    "printable",
    "safe",
    "section",
    "set_children",
    "set_class",
    "show",
    "table",
    "turns",
]
