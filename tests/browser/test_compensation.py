"""A reader collects points, sets a band and an ask in chapter 08, and finds them again."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hand import drag, look_right, panel, saved
from tests.browser.lab import open_chapter, restart_kernel, run_all

CHAPTER = "08-compensation.ipynb"
PASTED = """company;total;source;date
Ostrander Cloud;475k;aggregator;2026-08-01
<script>alert(1)</script>;$512,000;aggregator;2026-08-02
Nobody;-1;aggregator;2026-08-03
"""


def shown(page: Page) -> str:
    return page.locator(".wb-compensation-chart svg").get_attribute("aria-label") or ""


def add_a_point(page: Page) -> None:
    page.locator(".wb-compensation-add").click()
    page.locator(".wb-compensation-source select").select_option(label="Recent hire")
    page.locator(".wb-compensation-company input").fill("Halcyon <b>Video</b>")
    page.locator(".wb-compensation-date input").fill("2026-06-12")
    page.locator(".wb-compensation-base input").fill("a lot")
    page.locator(".wb-compensation-save").click()
    expect(page.locator(".wb-compensation-base-notice")).to_be_visible()
    expect(page.locator(".wb-compensation-base input")).to_have_value("a lot")
    page.locator(".wb-compensation-base input").fill("$575k")
    page.locator(".wb-compensation-save").click()
    expect(page.locator(".wb-compensation-point")).to_have_count(1)


def import_pasted_rows(page: Page) -> None:
    page.locator(".wb-compensation-import").click()
    page.locator(".wb-compensation-import-text textarea").fill(PASTED)
    page.locator(".wb-compensation-import-read").click()
    problems = page.locator(".wb-compensation-import-problems")
    expect(problems).to_contain_text(re.compile("4.*total", re.IGNORECASE))
    page.locator(".wb-compensation-import-add").click()
    expect(page.locator(".wb-compensation-point")).to_have_count(3)


def set_the_target(page: Page) -> None:
    typed = page.locator(".wb-compensation-ask-typed input")
    for text, kept in (("NaN", False), ("1e12", False), ("-1", False), ("$560k", True)):
        typed.fill(text)
        typed.press("Enter")
        notice = page.locator(".wb-compensation-ask-typed-notice")
        expect(notice).to_be_hidden() if kept else expect(notice).to_be_visible()
    for field, text in (("band-low", "480,000"), ("band-high", "620k")):
        page.locator(f".wb-compensation-{field} input").fill(text)
        page.locator(f".wb-compensation-{field} input").press("Enter")
    expect(page.locator(".wb-compensation-rules")).to_contain_text("✓ an ask inside the band")
    before = shown(page)
    drag(page, "compensation-ask", 0.02)
    expect(page.locator(".wb-compensation-rules")).to_contain_text("✗ an ask inside the band")
    assert shown(page) != before
    saved(page, "compensation-chart")
    typed.fill("$560k")
    typed.press("Enter")
    before = shown(page)
    drag(page, "compensation-band", 0.95, handle=1)
    expect(page.locator(".wb-compensation-chart svg")).not_to_have_attribute("aria-label", before)
    saved(page, "compensation-chart")


def test_points_a_band_and_an_ask_survive_a_restart(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    add_a_point(page)
    import_pasted_rows(page)
    set_the_target(page)
    expect(page.locator(".wb-readiness-checklist")).to_contain_text("✓ met")
    before = shown(page)
    restart_kernel(page)
    run_all(page)
    expect(page.locator(".wb-compensation-point")).to_have_count(3)
    expect(page.locator(".wb-compensation-ask-typed input")).to_have_value("$560k")
    expect(page.locator(".wb-compensation-chart svg")).to_have_attribute("aria-label", before)
    look_right(page, "compensation-chart", widths=(1000, 1600))


def test_a_file_larger_than_one_message_arrives_and_nothing_is_added_twice(page, tmp_path):
    rows = "".join(f"Company {n},{300_000 + n},Los Gatos\n" for n in range(200_000))
    file = tmp_path / "rows.csv"
    file.write_text("company,total,location,padding\n" + rows.replace("\n", f",{'x' * 40}\n"))
    assert file.stat().st_size > 10 * 1024 * 1024
    open_chapter(page, CHAPTER)
    run_all(page)
    page.locator(".wb-compensation-import").click()
    page.locator(".wb-compensation-import-file input").set_input_files(file)
    add = page.locator(".wb-compensation-import-add")
    expect(add).to_contain_text("200,000", timeout=90_000)
    page.locator(".wb-compensation-import-filter-company input").fill("Company 1999")
    expect(add).to_contain_text("111")
    add.click()
    expect(panel(page, "compensation-chart").locator(".wb-title")).to_contain_text("4 points")
    page.locator(".wb-compensation-import-file input").set_input_files(file)
    expect(add).to_be_disabled(timeout=90_000)
