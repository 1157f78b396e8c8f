"""What a reader's hand does on a panel, and what the eye waits for."""

import re

from playwright.sync_api import Locator, Page, expect

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


def panel(page: Page, control: str) -> Locator:
    """Return the panel that holds a control, e.g. ``"stories-telling"``."""
    return page.locator(".wb-panel").filter(has=page.locator(f".wb-{control}"))


def drag(page: Page, control: str, share: float, handle: int = 0, steps: int = 12) -> None:
    """Drag a slider's handle to a share (0 to 1) of its length, with the mouse."""
    slider = page.locator(f".wb-{control}")
    knob = slider.locator(".noUi-handle").nth(handle)
    knob.scroll_into_view_if_needed()
    start, track = knob.bounding_box(), slider.locator(".noUi-base").bounding_box()
    assert start
    assert track
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + share * track["width"], track["y"] + 2, steps=steps)
    page.mouse.up()


def readout(page: Page, control: str) -> Locator:
    """Return the number beside a slider."""
    return page.locator(f".wb-{control} .widget-readout")


def saved(page: Page, control: str) -> None:
    """Wait until the panel that holds a control says that everything is saved."""
    expect(panel(page, control).locator(".wb-status span")).to_have_text(SAVED)


def nothing_hidden_by_width(page: Page, control: str) -> None:
    """Fail where something in the panel is wider than the panel."""
    box = panel(page, control)
    overflow = box.evaluate(
        """panel => [...panel.querySelectorAll('*')]
          .filter(element => element.getClientRects().length)
          .filter(element => element.getBoundingClientRect().right
                             > panel.getBoundingClientRect().right + 1)
          .map(element => element.className + ': ' + element.textContent.slice(0, 60))"""
    )
    assert not overflow, "\n".join(map(str, overflow))
