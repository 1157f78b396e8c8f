"""What a reader meets first, the day after, and what the clone sees of it."""

import json
import subprocess

from playwright.sync_api import expect

from tests.browser.lab import (
    NOTEBOOK,
    PANEL,
    open_chapter,
    restart_kernel,
    run_all,
    save,
    set_theme,
    shut_kernels_down,
    wait_for_kernel,
)
from tests.browser.server import ROOT

FIRST = "00-start-here.ipynb"


def clone_status() -> str:
    """Return what git says of the clone's notebooks, ignored files included."""
    command = ["git", "-C", str(ROOT), "status", "--porcelain", "--ignored", "notebooks"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_the_printed_address_opens_chapter_00_whole_and_undisturbed(page, lab):
    page.goto(lab.address)
    wait_for_kernel(page)
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
    run_all(page)
    restart_kernel(page)
    run_all(page)
    save(page)
    drawn = panels.count()
    assert drawn

    page.reload()
    wait_for_kernel(page)
    expect(panels).to_have_count(drawn)

    shut_kernels_down(page, lab)
    open_chapter(page, FIRST)
    expect(panels).to_have_count(0)
    expect(page.locator(NOTEBOOK)).not_to_contain_text("Error displaying widget")
    run_all(page)
    expect(panels).to_have_count(drawn)

    assert '"execution_count": 1' in (lab.notebooks / FIRST).read_text()
    assert (ROOT / "notebooks" / FIRST).read_bytes() == shipped
    assert clone_status() == before


def test_a_request_to_another_machine_is_stopped_and_seen(page, lab, witness):
    # Of the harness itself: its "no foreign request" must not be true for want of looking.
    page.goto(f"{lab.url}/static/favicons/favicon.ico")
    outcome = page.evaluate(
        "fetch('http://example.com/', {mode: 'no-cors'}).then(() => 'reached', () => 'stopped')"
    )
    assert outcome == "stopped"
    assert witness.foreign == ["http://example.com/"]
    witness.foreign.clear()
    witness.errors.clear()
