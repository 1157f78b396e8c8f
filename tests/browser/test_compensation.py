"""A reader collects evidence, sets the number and finds both again, in chapter 08."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hand import look_right, panel, saved
from tests.browser.lab import open_chapter, restart_kernel

CHAPTER = "08-compensation.ipynb"
PASTED = "company,level,total compensation\n" + "".join(
    f"Hulu,L5,{500_000 + 2_000 * at}\n" for at in range(30)
)


def field(page: Page, name: str, tag: str = "input"):
    return page.locator(f".wb-compensation-{name} {tag}").first


def add(page: Page, source: str, **typed: str) -> None:
    page.locator(".wb-compensation-add").first.click()
    field(page, "source", "select").select_option(label=source)
    for name, text in typed.items():
        field(page, name).fill(text)
        field(page, name).press("Tab")


def says(page: Page, words: str) -> None:
    expect(page.locator(".wb-compensation-chart svg").first).to_have_attribute(
        "aria-label", re.compile(words)
    )


def test_evidence_then_the_number_and_both_are_found_again(page):
    open_chapter(page, CHAPTER)
    points = page.locator(".wb-compensation-point")
    board = panel(page, "compensation-add").first

    add(page, "recent hire", company="Halcyon <b>Video</b>", base="575")
    expect(field(page, "vesting")).to_be_hidden()
    page.locator(".wb-compensation-point-save").first.click()
    expect(points).to_have_count(1)
    expect(page.locator(".wb-compensation-add").first).to_be_focused()
    expect(points.first).to_contain_text("Halcyon <b>Video</b>")

    # What is refused says why, and stays until it is right.
    add(page, "offer letter", base="320k", bonus="15")
    page.locator(".wb-compensation-point-save").first.click()
    expect(page.locator(".wb-compensation-bonus .wb-refusal").first).to_contain_text("15%")
    field(page, "bonus").fill("15%")
    field(page, "grant").fill("$720,000")
    expect(field(page, "vesting")).to_be_visible()
    page.locator(".wb-compensation-point-save").first.click()
    expect(points.nth(1)).to_contain_text("$548k")

    add(page, "posted range", low="340k", high="680k")
    page.locator(".wb-compensation-point-save").first.click()
    expect(points).to_have_count(3)
    expect(page.locator(".wb-compensation-add").first).to_be_focused()

    # The number moves the picture, the words and nothing else.
    slider = field(page, "ask")
    slider.focus()
    for key in ("End", "ArrowLeft"):
        page.keyboard.press(key)
    expect(board.locator(".wb-compensation-checks")).to_contain_text("Nothing you found supports")
    beside = page.locator(".wb-compensation-ask .wb-beside").first
    beside.fill("560k")
    beside.press("Tab")
    says(page, "ask of \\$560k is above")
    expect(board.locator(".wb-compensation-checks")).to_contain_text("your evidence reaches it")
    saved(page, "compensation-add")

    page.locator(".wb-compensation-open-sheet > button").first.click()
    expect(page.locator(".wb-compensation-sheet").first).to_contain_text("looking for $560k")
    expect(page.locator(".wb-compensation-sheet").first).not_to_contain_text("Halcyon")
    page.locator(".wb-compensation-open-options > button").first.click()
    expect(page.locator(".wb-compensation-options-chart svg").first).to_have_attribute(
        "aria-label", re.compile("worthless in 60%")
    )

    restart_kernel(page)
    expect(points).to_have_count(3)
    says(page, "ask of \\$560k is above")


def test_a_table_is_pasted_added_and_taken_back(page):
    open_chapter(page, CHAPTER)
    points = page.locator(".wb-compensation-point")
    before = points.count()
    page.locator(".wb-compensation-import > button").first.click()
    field(page, "import-text", "textarea").fill(PASTED)
    page.locator(".wb-compensation-import-read").first.click()
    expect(page.locator(".wb-compensation-import-found").first).to_contain_text("30 rows read")
    field(page, "import-date").fill("2026-01-01")
    page.locator(".wb-compensation-import-add").first.click()
    expect(points).to_have_count(before + 1)
    expect(points.last).to_contain_text("30 rows")
    page.locator(".wb-compensation-undo").first.click()
    expect(points).to_have_count(before)


def test_nothing_is_cut_off_with_the_form_and_the_folds_open(page):
    open_chapter(page, CHAPTER)
    page.locator(".wb-compensation-add").first.click()
    for fold in ("weighed", "aloud", "options"):
        page.locator(f".wb-compensation-open-{fold} > button").first.click()
    look_right(page, "compensation-add", widths=(1000, 1400))
