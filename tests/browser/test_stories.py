"""A reader tells, scores and maps a story in chapter 07, and finds it again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import drag, nothing_hidden_by_width, panel, readout, saved
from tests.browser.lab import (
    assert_accessible,
    open_chapter,
    restart_kernel,
    run_all,
    set_theme,
    wait_for_kernel,
)

CHAPTER = "07-behavioural-rounds.ipynb"
TELLING = "I kept a cache alive for a year because I had written it. " * 4


def tell_a_story(page: Page) -> None:
    page.locator(".wb-stories-new").click()
    page.get_by_label("Title").first.fill("The cache <b>I</b> defended")
    page.locator(".wb-stories-telling textarea").fill(TELLING)
    page.locator(".wb-stories-kind select").select_option(label="changed my mind")
    drag(page, "stories-ownership", 0.75)
    drag(page, "stories-candor", 1.0)
    page.locator(".wb-stories-values-candor input").check()
    saved(page, "stories-telling")


def test_what_is_typed_right_after_new_story_is_the_new_storys(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    for number in range(6):
        page.locator(".wb-stories-new").click()
        page.locator(".wb-stories-title input").fill(f"Story {number}")
        page.locator(".wb-stories-telling textarea").fill(f"Telling {number}")
    saved(page, "stories-telling")
    for number in range(6):
        page.locator(".wb-stories-list-item button").nth(number).click()
        expect(page.locator(".wb-stories-title input")).to_have_value(f"Story {number}")
        expect(page.locator(".wb-stories-telling textarea")).to_have_value(f"Telling {number}")
    for _ in range(6):
        page.locator(".wb-stories-delete").click()


def find_it(page: Page) -> None:
    expect(page.locator(".wb-stories-title input")).to_have_value("The cache <b>I</b> defended")
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
    expect(page.locator(".wb-stories-values-chart svg")).to_have_attribute(
        "aria-label",
        re.compile("1 of 12 values have a story. candor: The cache <b>I</b> de…. Without a story"),
    )
    restart_kernel(page)
    run_all(page)
    find_it(page)


def test_a_new_window_finds_the_story(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    find_it(page)


def test_the_sentence_beside_a_slider_changes_while_it_is_dragged(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    words = panel(page, "stories-telling").locator(".wb-sentence").first
    before = words.inner_text()
    drag(page, "stories-ownership", 0.0)
    expect(words).not_to_have_text(before)


def test_the_keyboard_alone_scores_a_story(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    handle = page.locator(".wb-stories-relief .noUi-handle")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(readout(page, "stories-relief")).to_have_text("3")
    page.keyboard.press("ArrowDown")
    expect(readout(page, "stories-relief")).to_have_text("2")
    expect(handle).to_be_focused()
    # JupyterLab's own shortcuts: b adds a cell, d d deletes one.
    for key in "bdd":
        page.keyboard.press(key)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_undo_brings_a_deleted_story_back(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    page.locator(".wb-stories-delete").click()
    expect(page.locator(".wb-stories-telling textarea")).to_be_hidden()
    page.locator(".wb-stories-undo").click()
    expect(page.locator(".wb-stories-telling textarea")).to_have_value(TELLING)


def test_the_example_keeps_to_itself(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    page.locator(".wb-example-stories-title input").fill("mine now?")
    saved(page, "example-stories-telling")
    expect(panel(page, "stories-telling").locator(".wb-title").first).to_contain_text("1 of 6–8")


def test_two_windows_on_one_story_lose_nothing(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    other = page.context.new_page()
    other.goto(page.url.replace("07-behavioural-rounds", "13-readiness"))
    wait_for_kernel(other)
    run_all(other)
    page.locator(".wb-stories-new").click()
    page.locator(".wb-stories-title input").fill("From the first window")
    saved(page, "stories-telling")
    expect(other.locator(".wb-readiness-chart svg")).to_have_attribute(
        "aria-label", re.compile("Hiring manager: shown")
    )


@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 1600])
def test_the_panel_is_accessible_and_fits(page, shade, width):
    page.set_viewport_size({"width": width, "height": 900})
    open_chapter(page, CHAPTER)
    set_theme(page, shade)
    run_all(page)
    assert_accessible(page)
    nothing_hidden_by_width(page, "stories-telling")
