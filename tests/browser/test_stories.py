"""A reader tells, scores and maps stories in chapter 07, and finds them again."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hand import drag, look_right, panel, readout, saved
from tests.browser.lab import open_chapter, restart_kernel, run_all

CHAPTER = "07-behavioural-rounds.ipynb"
TELLING = "I kept a cache alive for a year because I had written it. " * 4


def title(page: Page):
    return page.locator(".wb-stories-title input")


def tell_a_story(page: Page) -> None:
    page.locator(".wb-stories-new").click()
    title(page).fill("The cache <b>I</b> defended")
    page.locator(".wb-stories-telling textarea").fill(TELLING)
    page.locator(".wb-stories-kind select").select_option(label="changed my mind")
    drag(page, "stories-ownership", 0.75)
    drag(page, "stories-candor", 1.0)
    page.locator(".wb-stories-values-candor input").check()
    expect(page.locator(".wb-stories-values-chart svg")).to_have_attribute(
        "aria-label",
        re.compile("1 of 12 values have a story. candor: The cache <b>I</b> defended. Without"),
    )
    saved(page, "stories-telling")


def find_it(page: Page) -> None:
    expect(title(page)).to_have_value("The cache <b>I</b> defended")
    expect(page.locator(".wb-stories-telling textarea")).to_have_value(TELLING)
    expect(readout(page, "stories-ownership")).to_have_text("3")
    expect(readout(page, "stories-candor")).to_have_text("4")
    expect(page.locator(".wb-stories-values-candor input")).to_be_checked()
    expect(panel(page, "stories-telling").locator(".wb-title")).to_contain_text("1 of 6–8")


def test_a_story_survives_a_restart_and_moves_the_checklist(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    checklist = page.locator(".wb-readiness-checklist")
    expect(checklist).to_contain_text("○ not begun")
    tell_a_story(page)
    expect(checklist).to_contain_text("1 in the bank")
    restart_kernel(page)
    run_all(page)
    find_it(page)
    page.locator(".wb-example-stories-title input").fill("mine now?")
    saved(page, "example-stories-telling")
    find_it(page)
    look_right(page, "stories-telling", widths=(1000, 1600))


def test_the_hand_is_followed_and_nothing_goes_astray(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    find_it(page)

    page.locator(".wb-stories-delete").click()
    expect(page.locator(".wb-stories-telling textarea")).to_be_hidden()
    page.locator(".wb-stories-undo").click()
    find_it(page)

    # Typed right after New story, it is the new story's.
    for number in range(1, 5):
        page.locator(".wb-stories-new").click()
        title(page).fill(f"Story {number}")
        page.locator(".wb-stories-telling textarea").fill(f"Telling {number}")
    rows = page.locator(".wb-stories-list-item button")
    expect(rows).to_have_text(["The cache <b>I</b> defended", *(f"Story {n}" for n in range(1, 5))])
    for number in range(1, 5):
        rows.nth(number).click()
        expect(title(page)).to_have_value(f"Story {number}")
        expect(page.locator(".wb-stories-telling textarea")).to_have_value(f"Telling {number}")

    # The sentence beside a slider changes while it is dragged.
    words = panel(page, "stories-telling").locator(".wb-sentence").first
    expect(words).to_contain_text("Not scored yet")
    drag(page, "stories-ownership", 0.5)
    expect(words).not_to_contain_text("Not scored yet")

    # The keyboard alone scores a story, and JupyterLab takes no key of it for a shortcut.
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    handle = page.locator(".wb-stories-relief .noUi-handle")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(readout(page, "stories-relief")).to_have_text("3")
    page.keyboard.press("ArrowDown")
    expect(readout(page, "stories-relief")).to_have_text("2")
    expect(handle).to_be_focused()
    for key in "bdd":
        page.keyboard.press(key)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
