"""What a reader's hand does on a panel, and what the eye waits for."""

import re
from contextlib import suppress

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.lab import assert_accessible, set_theme

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


def panel(page: Page, control: str) -> Locator:
    """Return the panel that holds a control, e.g. ``"stories-telling"``."""
    return page.locator(".wb-panel").filter(has=page.locator(f".wb-{control}"))


def drag(page: Page, control: str, share: float, handle: int = 0, steps: int = 12) -> None:
    """Drag a slider's handle to a share (0 to 1) of its length, with the mouse."""
    # A panel that is turning to another record takes no hand.
    expect(panel(page, control)).not_to_have_js_property("inert", True)
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


def look_right(page: Page, control: str, widths: tuple[int, ...]) -> None:
    """Look at a panel: accessible in dark and light, and nothing cut off at any window width."""
    for shade in ("dark", "light"):
        set_theme(page, shade)
        assert_accessible(page, f".wb-panel:has(.wb-{control})")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        _nothing_cut_off(page, control)


def _nothing_cut_off(page: Page, control: str) -> None:
    """Wait until the charts have their width, then name what is wider than the panel."""
    look = """panel => {
      const edge = panel.getBoundingClientRect().right + 1;
      return [...panel.querySelectorAll('*')]
        .filter(element => !element.closest('.wb-scroll') && !element.ownerSVGElement)
        .filter(element => element.getClientRects().length)
        .filter(element => element.getBoundingClientRect().right > edge)
        .map(element => `${element.className}: ${element.textContent.slice(0, 60)}`);
    }"""
    found = panel(page, control)
    with suppress(TookTooLong):
        page.wait_for_function(f"panel => ({look})(panel).length === 0", arg=found.element_handle())
    cut_off = found.evaluate(look)
    assert not cut_off, "\n".join(cut_off)
