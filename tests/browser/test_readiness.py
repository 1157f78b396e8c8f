"""A reader says where they stand in chapter 13, and then sees what their evidence shows."""

import re

from playwright.sync_api import expect

from tests.browser.hand import look_right, panel, saved
from tests.browser.lab import open_chapter, restart_kernel, wait_for_kernel

CHAPTER = "13-readiness.ipynb"


def says(page, words: str) -> None:
    expect(page.locator(".wb-readiness-chart svg")).to_have_attribute(
        "aria-label", re.compile(words)
    )


def step(page, round_id: str, score: int):
    return page.locator(f".wb-readiness-{round_id} .wb-step[data-score='{score}']")


def test_saying_comes_first_and_showing_stands_beside_it(page):
    open_chapter(page, CHAPTER)
    expect(page.locator(".wb-readiness-chart")).to_be_hidden()
    step(page, "hiring-manager", 3).click()
    saved(page, "readiness-hiring-manager")
    page.locator(".wb-readiness-reveal").click()
    says(page, "No round has evidence yet")
    expect(panel(page, "readiness-chart").locator(".wb-title")).to_contain_text("Next: ")

    # Another chapter, another kernel: what is saved there moves this one.
    stories = page.context.new_page()
    open_chapter(stories, "07-behavioural-rounds.ipynb")
    stories.locator(".wb-stories-new").click()
    stories.locator(".wb-stories-title input").fill("The pager nobody owned")
    saved(stories, "stories-telling")
    says(page, "Hiring manager: [0-9]+ of [0-9]+ met.*you say 3 of 4")

    page.bring_to_front()
    criteria = page.locator(".wb-readiness-criteria-hiring-manager")
    expect(criteria).to_have_count(0)
    page.locator(".wb-readiness-open-hiring-manager").click()
    expect(criteria).to_contain_text("✗ not yet: You have six stories")

    restart_kernel(page)
    wait_for_kernel(page)
    expect(step(page, "hiring-manager", 3)).to_have_attribute("aria-checked", "true")
    page.locator(".wb-readiness-reveal").click()
    says(page, "Hiring manager: .*you say 3 of 4")
    look_right(page, "readiness-chart", widths=(1000, 1600))
