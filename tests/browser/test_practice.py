"""A reader answers the quiz of chapter 12 by the keyboard, and finds the count again."""

from playwright.sync_api import expect

from tests.browser.hand import look_right, panel
from tests.browser.lab import open_chapter, restart_kernel

CHAPTER = "12-questions-and-answers.ipynb"


def test_arrows_choose_an_answer_and_enter_gives_it(page):
    open_chapter(page, CHAPTER)
    options = page.locator(".wb-practice-options input")
    explained = page.locator(".wb-practice-explained")
    title = panel(page, "practice-options").locator(".wb-title")
    asked = page.locator(".wb-practice-fact").inner_text()
    options.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(2)).to_be_checked()
    expect(explained).to_have_text("")
    page.keyboard.press("Enter")
    expect(explained).not_to_have_text("")
    following = page.locator(".wb-practice-next-fact")
    expect(following).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".wb-practice-fact")).not_to_have_text(asked)
    expect(options.first).to_be_focused()
    told = title.inner_text()
    restart_kernel(page)
    expect(title).to_have_text(told)
    look_right(page, "practice-options", widths=(1000,))
