"""A reader says where they stand in chapter 13 and sees what their evidence shows."""

import re

from playwright.sync_api import expect

from tests.browser.hand import drag, look_right, panel, readout, saved
from tests.browser.lab import open_chapter, restart_kernel, run_all, wait_for_kernel

CHAPTER = "13-readiness.ipynb"


def says(page, words: str) -> None:
    expect(page.locator(".wb-readiness-chart svg")).to_have_attribute(
        "aria-label", re.compile(words)
    )


def test_saying_and_showing_stand_side_by_side(page):
    open_chapter(page, CHAPTER)
    run_all(page)
    says(page, "No round has evidence yet. Recruiter screen: no evidence yet")
    drag(page, "readiness-hiring-manager", 0.8)
    expect(readout(page, "readiness-hiring-manager")).to_have_text("80")
    saved(page, "readiness-chart")

    # Another chapter, another kernel: what is saved there moves this one.
    stories = page.context.new_page()
    open_chapter(stories, "07-behavioural-rounds.ipynb")
    run_all(stories)
    stories.locator(".wb-stories-new").click()
    stories.locator(".wb-stories-title input").fill("The pager nobody owned")
    saved(stories, "stories-telling")
    says(page, "Hiring manager: you say 80, shown [0-9]+; [0-9] of 8 criteria met")

    page.bring_to_front()
    opener = page.locator(".wb-readiness-open-hiring-manager")
    criteria = page.locator(".wb-readiness-criteria-hiring-manager")
    expect(criteria).to_be_hidden()
    opener.click()
    expect(criteria).to_contain_text("✗ not yet: Every story is mapped to a value")

    restart_kernel(page)
    run_all(page)
    wait_for_kernel(page)
    expect(readout(page, "readiness-hiring-manager")).to_have_text("80")
    says(page, "Hiring manager: you say 80, shown [0-9]+")
    expect(panel(page, "readiness-chart").locator(".wb-title")).to_contain_text("no evidence yet")
    look_right(page, "readiness-chart", widths=(1000, 1600))
