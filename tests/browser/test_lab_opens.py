"""What a reader meets first, the day after, and what the clone sees of it."""

import json
import re
import subprocess
import sys

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.lab import (
    NOTEBOOK,
    PANEL,
    Lab,
    open_chapter,
    restart_kernel,
    run_all,
    save,
    set_theme,
    shut_kernels_down,
    wait_until_alive,
)
from tests.browser.server import ROOT, enter_the_example

FIRST = "00-start-here.ipynb"
STORIES = "07-behavioural-rounds.ipynb"
READINESS = "13-readiness.ipynb"

# Of the open chapter: its code and when each was run; how far it is scrolled; a cell taken away.
EXECUTED = """() => Object.fromEntries(
  window.jupyterapp.shell.currentWidget.content.widgets
    .filter(({model}) => model.type === 'code')
    .map(({model}) => [model.sharedModel.getSource(), model.executionCount]))"""
SCROLLED = "() => window.jupyterapp.shell.currentWidget.content.outerNode.scrollTop"
DELETE = """source => {
  const cells = window.jupyterapp.shell.currentWidget.model.sharedModel;
  cells.deleteCell(cells.cells.findIndex(cell => cell.getSource() === source));
}"""


def clone_status() -> str:
    """Return what git says of the clone's notebooks, ignored files included."""
    command = ["git", "-C", str(ROOT), "status", "--porcelain", "--ignored", "notebooks"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def kernels(lab: Lab) -> list[psutil.Process]:
    """Return the processes in which chapters are running."""
    children = psutil.Process(lab.process.pid).children(recursive=True)
    return [child for child in children if "ipykernel_launcher" in child.cmdline()]


def test_the_printed_address_opens_chapter_00_whole_and_undisturbed(page, lab):
    page.goto(lab.address)
    wait_until_alive(page)
    expect(page.locator(f"{NOTEBOOK} h1")).to_contain_text("Start here")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".Toastify__toast")).to_have_count(0)
    # Every cell is in the page before it is scrolled to: nothing jumps later.
    cells = len(json.loads((ROOT / "notebooks" / FIRST).read_text())["cells"])
    expect(page.locator(f"{NOTEBOOK} .jp-Cell")).to_have_count(cells)

    for shade, light in (("dark", "false"), ("light", "true")):
        set_theme(page, shade)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)


def test_a_day_leaves_the_clone_clean_and_no_dead_panel_for_the_next(page, lab):
    shipped, before = (ROOT / "notebooks" / FIRST).read_bytes(), clone_status()
    panels = page.locator(f"{NOTEBOOK} {PANEL}")
    open_chapter(page, FIRST)
    restart_kernel(page)
    save(page)
    drawn = panels.count()
    assert drawn

    page.reload()
    wait_until_alive(page)
    expect(panels).to_have_count(drawn)

    shut_kernels_down(page, lab)
    open_chapter(page, FIRST)
    expect(panels).to_have_count(drawn)
    expect(page.locator(NOTEBOOK)).not_to_contain_text("Error displaying widget")

    assert '"execution_count": 1' in (lab.notebooks / FIRST).read_text()
    assert (ROOT / "notebooks" / FIRST).read_bytes() == shipped
    assert clone_status() == before


def test_a_chapter_runs_its_own_cells_and_none_of_the_reader_s(page, lab):
    file = lab.notebooks / READINESS
    notebook = json.loads(file.read_text())
    changed = next(cell for cell in notebook["cells"] if "example()" in "".join(cell["source"]))
    changed["source"] = ["wb.readiness.example() or 1"]
    mine = {**changed, "id": "mine", "source": ["1 / 0"], "metadata": {}}
    notebook["cells"].insert(1, mine)
    file.write_text(json.dumps(notebook))

    open_chapter(page, READINESS)
    expect(page.locator(f"{NOTEBOOK} .wb-panel-readiness").first).to_be_visible()
    for _ in range(2):
        counts = page.evaluate(EXECUTED)
        assert counts.pop("1 / 0") is None
        assert counts.pop("wb.readiness.example() or 1") is None
        assert all(counts.values()), counts
        restart_kernel(page)


def test_run_again_brings_back_an_exercise_that_is_gone(page, lab):
    open_chapter(page, STORIES)
    before = page.evaluate(EXECUTED)
    page.evaluate(DELETE, "wb.stories.example()")
    assert list(page.evaluate(EXECUTED)) == [each for each in before if "example" not in each]
    page.get_by_role("button", name="Run again").click()
    wait_until_alive(page)
    expect(page.locator(f"{NOTEBOOK} .wb-example-stories-new")).to_be_visible()
    assert list(page.evaluate(EXECUTED)) == list(before)


def test_whoever_has_begun_arrives_at_the_exercise_and_run_all_leaves_the_view(page, lab):
    open_chapter(page, STORIES)
    assert page.evaluate(SCROLLED) == 0
    run_all(page)
    assert page.evaluate(SCROLLED) == 0

    shut_kernels_down(page, lab)
    enter_the_example(lab.journal)
    open_chapter(page, STORIES)
    expect(page.locator(f"{NOTEBOOK} .wb-begun .wb-title").first).to_be_in_viewport()
    at = page.evaluate(SCROLLED)
    assert at > 0
    run_all(page)
    assert page.evaluate(SCROLLED) == at


def test_a_chapter_whose_kernel_is_gone_looks_asleep_until_it_is_woken(page, reader):
    open_chapter(page, STORIES)
    new = page.locator(".wb-stories-new")
    panels, banner = page.locator(f"{NOTEBOOK} {PANEL}"), page.locator(f"{NOTEBOOK} .wb-banner")
    kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
    new.focus()
    page.evaluate(f"{kernel}.shutdown()")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text(re.compile(r"Asleep.*The kernel stopped at \d\d:\d\d"))
    expect(banner).to_have_count(1)
    for panel in panels.all():
        expect(panel).to_have_js_property("inert", True)
    expect(panels.locator(".wb-status").first).to_be_hidden()
    icons = "found => found.filter(x => getComputedStyle(x, '::before').content.length > 6).length"
    assert page.locator(f"{PANEL} .jupyter-widgets-disconnected").evaluate_all(icons) == 0

    banner.get_by_role("button").click()
    wait_until_alive(page)
    expect(banner).to_have_count(0)
    expect(panels.first).to_have_js_property("inert", False)
    new.click()
    expect(page.locator(".wb-stories-title")).to_be_visible()
    # ipywidgets reports each message that it could not send.
    reader.errors[:] = [text for text in reader.errors if "Cannot send" not in text]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows suspends no process by a signal")
def test_a_suspended_kernel_is_noticed_by_a_hand_and_its_panels_live_on_with_it(page, lab):
    open_chapter(page, STORIES)
    banner = page.locator(f"{NOTEBOOK} .wb-banner")
    (kernel,) = kernels(lab)
    kernel.suspend()
    try:
        page.locator(".wb-stories-new").focus()
        expect(banner).to_contain_text("has not answered since")
    finally:
        kernel.resume()
    expect(banner).to_have_count(0)
    expect(page.locator(f"{NOTEBOOK} {PANEL}").first).to_have_js_property("inert", False)


def test_a_request_to_another_machine_is_stopped_and_seen(page, lab, reader):
    # Of the harness itself: its "no foreign request" must not be true for want of looking.
    page.goto(f"{lab.url}/static/favicons/favicon.ico")
    outcome = page.evaluate(
        "fetch('http://example.com/', {mode: 'no-cors'}).then(() => 'reached', () => 'stopped')"
    )
    assert outcome == "stopped"
    assert reader.foreign == ["http://example.com/"]
    reader.foreign.clear()
    reader.errors.clear()
