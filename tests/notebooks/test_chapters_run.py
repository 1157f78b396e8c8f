"""Every chapter's cells run on an empty journal and on a filled one, and show what they should."""

import ast

import ipywidgets as widgets
import pandas as pd
import pytest

from workbook import example, ui
from workbook.journal import open_journal

from .conftest import Chapter

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("whose", ["nobody's", "the example candidate's"])
def test_a_chapter_runs_on_records_that_are(chapter: Chapter, whose: str) -> None:
    if whose != "nobody's":
        open_journal().save_all(example.records())
    names: dict[str, object] = {}
    for cell in chapter.cells("code"):
        if cell.source.startswith("%%solution\n"):
            continue  # no Python; the browser tests and nbval run it
        *before, last = ast.parse(cell.source).body
        exec(compile(ast.Module(before, []), cell.source, "exec"), names)
        if not isinstance(last, ast.Expr):
            exec(compile(ast.Module([last], []), cell.source, "exec"), names)
            continue
        shown = eval(compile(ast.Expression(last.value), cell.source, "eval"), names)
        assert not isinstance(shown, ui.Notice), f"{cell.source}: {shown.text}"
        assert isinstance(shown, widgets.Widget | pd.DataFrame | dict), cell.source
