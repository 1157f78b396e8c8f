"""What a reader meets first: the address `workbook lab` prints."""

import json
import subprocess

from playwright.sync_api import expect

from tests.browser.lab import (
    NOTEBOOK,
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


def test_the_printed_address_opens_chapter_00(page, lab):
    page.goto(lab.address)
    wait_for_kernel(page)
    expect(page.locator(f"{NOTEBOOK} h1")).to_contain_text("Start here")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".Toastify__toast")).to_have_count(0)


def test_every_cell_is_in_the_page_before_it_is_scrolled_to(page, lab):
    open_chapter(page, FIRST)
    cells = len(json.loads((ROOT / "notebooks" / FIRST).read_text())["cells"])
    expect(page.locator(f"{NOTEBOOK} .jp-Cell")).to_have_count(cells)


def test_a_day_in_a_chapter_leaves_the_clone_clean(page, lab):
    def status():
        command = ["git", "-C", str(ROOT), "status", "--porcelain", "--ignored", "notebooks"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    shipped = (ROOT / "notebooks" / FIRST).read_bytes()
    before = status()
    open_chapter(page, FIRST)
    run_all(page)
    save(page)
    restart_kernel(page)
    run_all(page)
    save(page)
    assert '"execution_count": 1' in (lab.notebooks / FIRST).read_text()
    assert (ROOT / "notebooks" / FIRST).read_bytes() == shipped
    assert status() == before


def test_panels_live_through_a_reload_and_the_dead_ones_of_yesterday_are_gone(page, lab):
    panels = page.locator(f"{NOTEBOOK} .wb-panel")
    open_chapter(page, FIRST)
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


def test_both_themes_can_be_chosen(page, lab):
    open_chapter(page, FIRST)
    for shade, light in (("dark", "false"), ("light", "true")):
        set_theme(page, shade)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)


def test_a_request_to_another_machine_is_stopped_and_seen(page, lab, witness):
    open_chapter(page, FIRST)
    outcome = page.evaluate(
        "fetch('http://example.com/', {mode: 'no-cors'}).then(() => 'reached', () => 'stopped')"
    )
    assert outcome == "stopped"
    assert witness.foreign == ["http://example.com/"]
    witness.foreign.clear()
    witness.errors.clear()
