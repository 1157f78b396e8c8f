"""What the hand waits for: a slider's new picture beside a bare slider-to-label round trip."""

import os
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import sync_playwright

from tests.browser.lab import find_browser, launch, run_all, running_lab, wait_for_kernel

# How many imported rows the chart carries, and how much slower the hand may find it then.
ROWS, SLOWER = 18_000, 1.1

IMPORTED = f"""
from workbook.compensation.records import DataSet
from workbook.journal import open_journal
open_journal().save(DataSet.of(
    [200_000 + 37 * n % 600_000 for n in range({ROWS})], name="salaries.csv",
))
"""

CELLS = (
    """
from datetime import date
import ipywidgets as widgets
import workbook as wb
from workbook.compensation.records import Point, Target
from workbook.journal import open_journal
open_journal().save_all([
    *[Point(company=f"Company {n}", source=source, date=date(2026, 1 + n, 1),
            base=400_000 + 20_000 * n)
      for n, source in enumerate(["offer-letter", "recent-hire", "recruiter", "aggregator"] * 2)],
    Target(band_low=420_000, band_high=520_000, ask=450_000),
])
wb.compensation.board()
""",
    """
slider = widgets.IntSlider(max=1000).add_class("bench-slider")
label = widgets.Label("0").add_class("bench-label")
slider.observe(lambda change: setattr(label, "value", str(change["new"])), names="value")
widgets.VBox([slider, label])
""",
    """
import matplotlib.pyplot as plt
figure_slider = widgets.IntSlider(min=300, max=700, value=450).add_class("bench-figure-slider")
def draw(ask):
    figure, axes = plt.subplots(figsize=(9, 2.4))
    axes.axvspan(420, 520, alpha=0.3)
    axes.plot([400, 420, 440, 460, 480, 500, 520, 540], [0, 1, 2, 3, 0, 1, 2, 3], "o")
    axes.axvline(ask)
    axes.text(ask, 3.5, f"ask {ask}")
    plt.show()
out = widgets.interactive_output(draw, {"ask": figure_slider}).add_class("bench-figure")
widgets.VBox([figure_slider, out])
""",
)


def run() -> list[tuple[str, float, float | None]]:
    """Return (name, ratio, limit); the last figure is in milliseconds."""
    measured, with_rows = _measure(CELLS), _measure((IMPORTED, *CELLS))
    label, chart, figure = measured["label"], measured["chart"], measured["figure"]
    assert f"ask ${int(measured['asked']) // 1000}k" in measured["drawn"], measured
    print(f"  label {label:.1f} ms, chart {chart:.1f} ms, new pyplot figure {figure:.1f} ms")
    return [
        ("ask slider to picture / bare slider to label", chart / label, 1.5),
        ("ask slider to picture / interactive_output with a new figure", chart / figure, 0.33),
        (
            f"ask slider to picture with {ROWS:,} imported rows / with 8 points",
            with_rows["chart"] / chart,
            SLOWER,
        ),
        ("120 events at 60 Hz: last event to final picture, ms", measured["drag"], 100.0),
    ]


def _measure(cells: tuple[str, ...]) -> dict[str, Any]:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    script = Path(__file__).with_name("slider.js").read_text(encoding="utf-8")
    script = script[script.index("async () =>") :]
    with (
        tempfile.TemporaryDirectory() as folder,
        running_lab(Path(folder)) as lab,
        sync_playwright() as playwright,
    ):
        nbformat.write(notebook, lab.notebooks / "bench.ipynb")
        program = find_browser(playwright)
        assert program, "the slider bench needs Chromium or Chrome"
        context = launch(playwright, program).new_context(base_url=lab.url)
        context.request.get("/login", params={"token": lab.token})
        page = context.new_page()
        page.goto("/lab/tree/notebooks/bench.ipynb?reset")
        wait_for_kernel(page)
        run_all(page)
        page.locator(".bench-figure img").first.wait_for()
        page.locator(".wb-compensation-chart svg").wait_for()
        measured: dict[str, Any] = page.evaluate(script)
        context.close()
    return measured


if __name__ == "__main__":
    os.environ.setdefault("CI", "true")
    for name, value, limit in run():
        print(f"{name}: {value:.2f} (at most {limit})")
