"""What is seen is what is saved: each kind of control, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import saved
from tests.browser.lab import open_chapter, restart_kernel, wait_until_alive
from workbook.journal import open_journal
from workbook.profile import Profile

CHAPTER = "00-start-here.ipynb"


@pytest.fixture
def card(page: Page) -> Page:
    open_chapter(page, CHAPTER)
    return page


def kept(lab) -> list[Profile]:
    journal = open_journal(str(lab.journal))
    try:
        return [each.record for each in journal.history(Profile) if each.record]
    finally:
        journal.close()


def test_a_number_typed_beside_a_slider_counts_when_it_is_left(card, lab):
    pace = card.locator(".wb-profile-words-per-minute")
    number, handle = pace.locator("input[type=text]"), pace.locator("input[type=range]")
    number.click()
    card.keyboard.type("160")  # what stood there was selected by the click
    expect(number).to_have_value("160")
    assert all(each.words_per_minute == 145 for each in kept(lab))
    card.keyboard.press("Tab")
    saved(card, "profile-words-per-minute")
    expect(handle).to_have_value("160")
    expect(pace.locator(".wb-unit")).to_contain_text("hold 240")
    assert kept(lab)[-1].words_per_minute == 160
    number.click()
    card.keyboard.type("900")
    card.keyboard.press("Tab")
    expect(pace.locator(".wb-refusal")).to_contain_text("240 is the most")
    assert kept(lab)[-1].words_per_minute == 160
    expect(handle).to_have_value("160")
    restart_kernel(card)
    wait_until_alive(card)
    expect(number).to_have_value("900")
    expect(handle).to_have_value("160")
    expect(pace.locator(".wb-refusal")).to_contain_text("240 is the most")
    handle.focus()
    card.keyboard.press("ArrowLeft")
    saved(card, "profile-words-per-minute")
    expect(number).to_have_value(str(kept(lab)[-1].words_per_minute))
    expect(pace.locator(".wb-refusal")).to_be_hidden()


def test_a_date_typed_digit_by_digit_is_saved_once(card, lab):
    day = card.locator(".wb-profile-interview-date input")
    before = len(kept(lab))
    day.focus()
    card.keyboard.type("12122026")
    card.locator(".wb-profile-level input").first.focus()
    saved(card, "profile-interview-date")
    dates = {each.interview_date for each in kept(lab)[before:]}
    assert [f"{each}" for each in dates] == ["2026-12-12"]


def test_the_undo_of_a_choice_is_named_and_comes_back(card, lab):
    level = card.locator(".wb-profile-level")
    level.get_by_label("L6").check()
    saved(card, "profile-level")
    undo = card.locator(".wb-profile-undo")
    expect(undo).to_have_text("Undo: target level")
    undo.click()
    expect(level.get_by_label("L5")).to_be_checked()
    card.locator(".wb-profile-redo").click()
    expect(level.get_by_label("L6")).to_be_checked()
    assert kept(lab)[-1].level == "L6"
