"""A whole coding round in chapter 05, from the draw to the debrief, with restarts in between."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hand import look_right, saved
from tests.browser.lab import RUN_LIMIT, open_chapter, restart_kernel, run_all
from workbook.coding.problem import problem

CHAPTER = "05-the-coding-bar.ipynb"
LIMITER = problem("rate-limiter")
RIGHT = LIMITER.text("independent/reference_bucket.py")
WRONG = LIMITER.text("independent/wrong_window.py")

_SOLVE = """async source => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const cells = notebook.widgets.map(cell => cell.model.sharedModel);
  const at = cells.findIndex(cell => cell.getSource().startsWith("%%solution"));
  if (source !== null) cells[at].setSource("%%solution\\n" + source);
  notebook.deselectAll();
  notebook.activeCellIndex = at;
  await window.jupyterapp.commands.execute("notebook:run-cell");
  return cells[at].getSource();
}"""


def solve(page: Page, source: str | None) -> None:
    """Write into the solution's cell, where something is given, and run it."""
    page.evaluate(_SOLVE, source)


def fill(page: Page, control: str, text: str) -> None:
    page.locator(f".wb-coding-{control} textarea").fill(text)


def frame(page: Page) -> None:
    page.locator(".wb-coding-problem select").select_option("rate-limiter")
    page.locator(".wb-coding-draw").click()
    fill(page, "reading", "Each tenant has a bucket of its own; what is over it is refused.")
    fill(page, "assumptions", "One process.\nMost tenants are idle.")
    ask = page.locator(".wb-coding-question input")
    for question in ("What does fair mean?", "How large is a burst?"):
        ask.fill(question)
        ask.press("Enter")
        expect(ask).to_have_value("")
    expect(page.locator(".wb-coding-exchange")).to_contain_text("Short bursts are normal traffic")


def test_a_round_from_the_draw_to_the_debrief(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    told, verdict = page.locator(".wb-coding-told"), page.locator(".wb-coding-verdict")
    expect(told).to_contain_text("Draw a problem")
    frame(page)
    solve(page, RIGHT)
    expect(told).to_contain_text("Commit your frame")
    page.locator(".wb-coding-commit").click()
    page.locator(".wb-coding-readings .wb-option-independent").check()
    expect(page.locator(".wb-coding-pick")).to_be_enabled()
    page.locator(".wb-coding-pick").click()
    expect(page.locator(".wb-coding-task")).to_contain_text("class RateLimiter")

    solve(page, WRONG)
    expect(verdict).to_contain_text("✗ failed: behaviour", timeout=RUN_LIMIT)
    rows = page.locator(".wb-coding-runs tbody tr")
    expect(rows).to_have_count(1)
    clock = page.locator(".wb-coding-clock .wb-clock-face")
    look_right(page, "coding-runs", widths=(1000, 1400))

    restart_kernel(page)
    run_all(page)
    expect(rows).to_have_count(1)
    expect(clock).to_have_text(re.compile(r"^([1-9]|\d\d):\d\d of 45:00|^0:[0-5]\d of 45:00"))
    expect(page.locator(".wb-coding-task")).to_contain_text("class RateLimiter")
    expect(verdict).to_contain_text("Behaviour 4 of 6;", timeout=RUN_LIMIT)  # all have run

    solve(page, RIGHT)
    change = LIMITER.reading("independent").change
    expect(page.locator(".wb-coding-change")).to_contain_text(change.name, timeout=RUN_LIMIT)
    solve(page, f"# the clock may go back\n{RIGHT}")
    expect(rows).to_have_count(3, timeout=RUN_LIMIT)
    expect(rows.first).to_contain_text("with the change")

    page.locator(".wb-coding-argue").click()
    expect(page.locator(".wb-coding-wins")).to_be_hidden()
    fill(page, "structure", "One number for each tenant, and constant time a call.")
    page.locator(".wb-coding-level .wb-option-L6").check()
    fill(page, "wins", "The state is what one would draw on a whiteboard.")
    saved(page, "coding-wins")
    page.locator(".wb-coding-debrief").click()
    debrief = page.locator(".wb-coding-page")
    expect(debrief).to_contain_text("Lines touched: 1.")
    expect(debrief).to_contain_text("Every line was executed", timeout=RUN_LIMIT)
    expect(debrief).to_contain_text("GCRA")
    page.get_by_role("button", name="The reference solutions of your reading").click()
    expect(page.get_by_text("The smallest form.")).to_be_visible()
    look_right(page, "coding-page", widths=(1000, 1400))

    restart_kernel(page)
    run_all(page)
    expect(debrief).to_contain_text("The state is what one would draw")
    expect(told).to_contain_text("The round is over", timeout=RUN_LIMIT)
