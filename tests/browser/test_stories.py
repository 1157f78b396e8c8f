"""A reader writes, scores and tells stories in chapter 07, and finds them again."""

import re
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import look_right, panel, saved
from tests.browser.lab import open_chapter, restart_kernel
from workbook.journal import open_journal
from workbook.stories.recordings import Recordings
from workbook.stories.records import Take

CHAPTER = "07-behavioural-rounds.ipynb"
TELLING = "I kept a cache alive for a year because I had written it. " * 4

# What the microphone hears: seconds of sound, and of silence after each.
BURSTS, GAPS = (2.0, 3.0, 2.0), (1.0, 2.0, 4.0)


def title(page: Page):
    return page.locator(".wb-stories-title input")


def telling(page: Page):
    return page.locator(".wb-stories-telling textarea")


def step(page: Page, scale: str, score: int):
    return page.locator(f".wb-stories-{scale} .wb-step[data-score='{score}']")


def tell_a_story(page: Page) -> None:
    page.locator(".wb-stories-new").click()
    expect(title(page)).to_be_focused()
    title(page).fill("The cache <b>I</b> defended")
    telling(page).focus()
    page.keyboard.press("Enter")
    expect(telling(page)).to_have_value("\n")
    telling(page).fill(TELLING)
    page.locator(".wb-stories-question-kind select").select_option(label="changed my mind")
    step(page, "ownership", 3).click()
    step(page, "candor", 4).click()
    page.locator(".wb-stories-values .wb-option-candor").check()
    expect(page.locator(".wb-stories-values-chart svg")).to_have_attribute(
        "aria-label",
        re.compile("1 of 12 values have a story. candor: The cache <b>I</b> defended. Without"),
    )
    saved(page, "stories-telling")


def find_it(page: Page) -> None:
    expect(title(page)).to_have_value("The cache <b>I</b> defended")
    expect(telling(page)).to_have_value(TELLING)
    expect(step(page, "ownership", 3)).to_have_attribute("aria-checked", "true")
    expect(step(page, "candor", 4)).to_have_attribute("aria-checked", "true")
    expect(page.locator(".wb-stories-values .wb-option-candor")).to_be_checked()
    expect(panel(page, "stories-telling").locator(".wb-title")).to_contain_text("1 of 6–8")


def test_a_story_survives_a_restart_and_moves_the_checklist(page):
    open_chapter(page, CHAPTER)
    checklist = page.locator(".wb-readiness-checklist")
    expect(checklist).to_contain_text("○ not begun")
    tell_a_story(page)
    expect(checklist).to_contain_text("1 in the bank")
    restart_kernel(page)
    find_it(page)
    look_right(page, "stories-telling", widths=(1000, 1600))


def test_findings_appear_and_clear_while_it_is_typed(page):
    open_chapter(page, CHAPTER)
    find_it(page)
    page.locator(".wb-stories-new").click()
    title(page).fill("The pager")
    fillers = page.locator(".wb-stories-found-filler")
    candor = page.locator(".wb-stories-found-no-candor")
    expect(fillers).to_be_hidden()
    telling(page).press_sequentially(
        "We, um, moved 14 services off the pager. They said that it was, you know, fine. I told "
        "them to stop and we kept two of the alerts, because the others woke nobody who could act."
    )
    expect(fillers).to_be_visible()
    expect(page.locator(".wb-stories-marked mark")).to_have_text(["um", "you know"])
    expect(candor).to_contain_text("where is it?")
    telling(page).fill("We moved 14 services off the pager. I was wrong about two of them. " * 3)
    expect(fillers).to_be_hidden()
    expect(candor).to_be_hidden()
    expect(page.locator(".wb-stories-marked mark")).to_have_count(0)


def test_without_a_microphone_the_clock_is_a_stopwatch_and_says_so(page):
    open_chapter(page, CHAPTER)
    page.locator(".wb-rehearsal-story select").select_option(index=1)
    recorder = page.locator(".wb-rehearsal-recorder")
    recorder.locator(".wb-recorder-main").click()
    expect(recorder).to_contain_text("plain stopwatch")
    recorder.locator(".wb-recorder-main").click()
    recorder.locator(".wb-recorder-discard").click()
    expect(recorder).to_contain_text("Discarded.")


def spoken(path: Path) -> Path:
    """Write a WAV of bursts and pauses of known length."""
    rate = 48_000
    parts = []
    for burst, gap in zip(BURSTS, GAPS, strict=True):
        at = np.arange(round(burst * rate)) / rate
        parts += [0.4 * np.sin(2 * np.pi * 300 * at), np.zeros(round(gap * rate))]
    sound = np.concatenate([np.zeros(rate // 2), *parts])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def microphone(launch, journey, tmp_path) -> Iterator[Page]:
    """A page whose microphone hears the WAV once."""
    reader = launch(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={spoken(tmp_path / 'spoken.wav')}%noloop",
    )
    with reader.visit(journey) as page:
        yield page
    reader.context.close()


def test_a_story_told_aloud_is_measured_and_found_after_a_restart(microphone, lab):
    page = microphone
    open_chapter(page, CHAPTER)
    page.locator(".wb-rehearsal-story select").select_option(index=1)
    page.locator(".wb-rehearsal-guess-seconds input").fill("20")
    recorder = page.locator(".wb-rehearsal-recorder")
    main, face = recorder.locator(".wb-recorder-main"), recorder.locator(".wb-clock-face")
    main.click()
    expect(main).to_have_text("Stop")
    began = page.evaluate("performance.now()")
    expect(face).to_contain_text("0:12 of", timeout=60_000)
    took = (page.evaluate("performance.now()") - began) / 1000
    main.click()
    recorder.locator(".wb-recorder-keep").click()
    measured = page.locator(".wb-rehearsal-measured")
    expect(measured).to_contain_text("two pauses of half a second or more")

    (take,) = open_journal(lab.journal).records(Take)
    assert take.seconds == pytest.approx(took, rel=0.05)
    assert take.speaking * take.seconds == pytest.approx(sum(BURSTS), rel=0.05)
    assert take.longest == pytest.approx(GAPS[1], rel=0.05)
    assert take.predicted_seconds == 20
    assert Recordings(open_journal(lab.journal)).size(take.audio) > 10_000
    expect(page.locator(".wb-rehearsal-takes-chart svg")).to_have_attribute(
        "aria-label", re.compile("One take against 90 seconds; .* predicted 20")
    )
    expect(page.locator(".wb-readiness-checklist")).to_contain_text("told aloud in 90 s")

    restart_kernel(page)
    expect(measured).to_contain_text("two pauses of half a second or more")
    page.locator(".wb-rehearsal-play").click()
    expect(page.locator(".wb-rehearsal-sound")).to_have_js_property("paused", True)
    look_right(page, "rehearsal-recorder", widths=(1000, 1600))
