"""What a reader sees who opens each chapter for the first time: nothing that waits for its turn."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest

import workbook
from workbook import ui

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
SHOWN = re.compile(r"wb\.(\w+)\.(\w+)\((.*)\)")


def exercises() -> list[tuple[str, str, str]]:
    """Return room, function and argument of each exercise of a chapter, the example's left out."""
    found = []
    for file in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = json.loads(file.read_text())["cells"]
        for cell in cells:
            match = cell["cell_type"] == "code" and SHOWN.fullmatch("".join(cell["source"]))
            if match and "example" not in match[2]:
                found.append((match[1], match[2], match[3].strip('"')))
    return found


def in_sight(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """Return a widget and all within it that is not hidden."""
    hidden = "wb-hidden" in getattr(widget, "_dom_classes", ())
    if hidden or getattr(widget.layout, "display", None) == "none":
        return
    yield widget
    for child in getattr(widget, "children", ()):
        yield from in_sight(child)


@pytest.mark.parametrize(("room", "function", "argument"), exercises())
def test_no_picture_or_page_is_shown_empty(room, function, argument):
    shown = getattr(getattr(workbook, room), function)(*([argument] if argument else []))
    if not isinstance(shown, widgets.Widget):
        return
    for each in in_sight(shown):
        if isinstance(each, ui.Chart):
            assert each.still, f"an empty chart, {each._dom_classes}"
        if isinstance(each, ui.Sheet):
            assert each.markdown, "an empty page to print"
