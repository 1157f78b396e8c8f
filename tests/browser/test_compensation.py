"""A reader collects points, sets a band and an ask in chapter 08, and finds them again."""

import re
from pathlib import Path

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


def field(page: Page, name: str):
    return page.locator(f".wb-compensation-{name} input")


def begin_a_point(page: Page, source: str, shape: str, company: str) -> None:
    page.locator(".wb-compensation-add").click()
    page.locator(".wb-compensation-source select").select_option(label=source)
    page.locator(f".wb-compensation-shape label:has-text('{shape}')").click()
    field(page, "company").fill(company)


def keep_it(page: Page, count: int) -> None:
    page.locator(".wb-compensation-save").click()
    expect(page.locator(".wb-compensation-point")).to_have_count(count)


def enter_three_offers(page: Page) -> None:
    """An offer in its parts, a posted range, and just a total."""
    begin_a_point(page, "Offer letter", "parts", "Halcyon <b>Video</b>")
    field(page, "date").fill("2026-10-12")
    field(page, "base").fill("a lot")
    page.locator(".wb-compensation-save").click()
    expect(page.locator(".wb-compensation-base-notice")).to_be_visible()
    expect(field(page, "base")).to_have_value("a lot")
    field(page, "base").fill("$320k")
    field(page, "grant").fill("800k")
    field(page, "vesting").fill("5/15/40/40")
    keep_it(page, 1)
    expect(page.locator(".wb-compensation-point").first).to_contain_text("$520k")
    begin_a_point(page, "Posted range", "range", "Netflix")
    field(page, "low").fill("340k")
    field(page, "high").fill("680k")
    keep_it(page, 2)
    begin_a_point(page, "Recent hire", "total", "Quillfeather")
    field(page, "date").fill("2026-06-12")
    field(page, "total").fill("575k")
    keep_it(page, 3)


def import_pasted_rows(page: Page) -> None:
    page.locator(".wb-compensation-import").click()
    page.locator(".wb-compensation-import-text textarea").fill(PASTED)
    page.locator(".wb-compensation-import-read").click()
    problems = page.locator(".wb-compensation-import-problems")
    expect(problems).to_contain_text(re.compile("4.*total", re.IGNORECASE))
    page.locator(".wb-compensation-import-add").click()
    expect(page.locator(".wb-compensation-point")).to_have_count(5)


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


def change_a_trust(page: Page) -> None:
    """Chart and sheet follow the weight of a source."""
    page.locator(".wb-compensation-open-defence").click()
    page.locator(".wb-compensation-open-settings").click()
    sheet = page.locator(".wb-compensation-defence")
    expect(sheet).to_contain_text("My number: $560k a year")
    before, said = shown(page), sheet.inner_text()
    trust = field(page, "trust-recent-hire")
    trust.fill("2")
    trust.press("Enter")
    expect(page.locator(".wb-compensation-trust-recent-hire-notice")).to_be_visible()
    trust.fill("0")
    trust.press("Enter")
    expect(page.locator(".wb-compensation-chart svg")).not_to_have_attribute("aria-label", before)
    expect(sheet).not_to_have_text(said, use_inner_text=True)


def test_offers_a_band_an_ask_and_their_defence_survive_a_restart(page, lab):
    open_chapter(page, CHAPTER)
    run_all(page)
    enter_three_offers(page)
    import_pasted_rows(page)
    set_the_target(page)
    change_a_trust(page)
    expect(page.locator(".wb-readiness-checklist")).to_contain_text("✓ met")
    page.locator(".wb-compensation-defence-save").click()
    expect(page.locator(".wb-compensation-defence-notice")).to_contain_text("Saved as")
    assert "560k" in (lab.journal.parent / "lab" / "defence-sheet.md").read_text()
    page.locator(".wb-compensation-open-split").click()
    before = page.locator(".wb-compensation-split-chart svg").get_attribute("aria-label")
    drag(page, "compensation-split", 0.5)
    split = page.locator(".wb-compensation-split-chart svg")
    expect(split).not_to_have_attribute("aria-label", before or "")
    saved(page, "compensation-chart")
    look_right(page, "compensation-chart", widths=(1000, 1600))
    before = shown(page)
    restart_kernel(page)
    run_all(page)
    expect(page.locator(".wb-compensation-point")).to_have_count(5)
    expect(field(page, "ask-typed")).to_have_value("$560k")
    expect(page.locator(".wb-compensation-chart svg")).to_have_attribute("aria-label", before)
    page.locator(".wb-compensation-open-settings").click()
    expect(field(page, "trust-recent-hire")).to_have_value("0")


def test_the_shared_kind_of_file_is_filtered_to_one_company_and_added_once(page, tmp_path):
    """The cut of a public dataset that the tests carry, behind rows that make it a large file."""
    cut = next((Path(__file__).parents[1] / "data").glob("*.csv")).read_text(encoding="utf-8")
    filler = "".join(
        f"Company {n},Software Engineer,{300_000 + n},Austin TX,5,2,NA,NA{'x' * 40}\n"
        for n in range(160_000)
    )
    file = tmp_path / "rows.csv"
    file.write_text(cut.rstrip("\n") + "\n" + filler, encoding="utf-8")
    assert file.stat().st_size > 10 * 1024 * 1024, "larger than one message to the kernel may be"
    open_chapter(page, CHAPTER)
    run_all(page)
    header = panel(page, "compensation-chart").locator(".wb-title")
    expect(header).to_contain_text("5 points")
    page.locator(".wb-compensation-import").click()
    upload = page.locator(".wb-compensation-import-file input")
    upload.set_input_files(file)
    add = page.locator(".wb-compensation-import-add")
    expect(add).to_contain_text("Add", timeout=90_000)
    field(page, "import-filter-company").fill("Netflix")
    preview = page.locator(".wb-compensation-import-preview")
    expect(preview).not_to_contain_text("Company 1")
    expect(preview).to_contain_text("Netflix")
    add.click()
    expect(header).not_to_contain_text("5 points")
    upload.set_input_files(file)
    expect(add).to_be_disabled(timeout=90_000)
