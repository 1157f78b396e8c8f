"""Takes the README's pictures: the panels of a real JupyterLab, light and dark.

The example candidate is entered as if it were the reader. Run by `make pictures`.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import lab as harness
from tests.browser.server import ROOT, Lab, enter_the_example, running_lab

FOLDER = ROOT / "docs" / "pictures"
# Chapter to the picture's name, and to a control by which its panel is known.
CHAPTERS = {
    "05-the-coding-bar": ("coding", "coding-page"),
    "07-behavioural-rounds": ("stories", "stories-telling"),
    "08-compensation": ("compensation", "compensation-ask"),
    "13-readiness": ("readiness", "readiness-open-coding"),
}
# Tall enough for a whole panel: what is scrolled out of the notebook is not in a picture.
WIDTH, HEIGHT = 1400, 2800  # CSS pixels
MOST = 1000  # CSS pixels of a panel that a picture shows, from its top


def take(browser: Browser, lab: Lab, shade: str) -> None:
    """Picture one panel of each chapter in one theme."""
    context = browser.new_context(
        base_url=lab.url, viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce"
    )
    context.request.get("/login", params={"token": lab.token})
    page = context.new_page()
    for chapter, (name, control) in CHAPTERS.items():
        harness.open_chapter(page, f"{chapter}.ipynb")
        harness.set_theme(page, shade)
        page.evaluate("window.jupyterapp.shell.collapseLeft()")
        harness.run_all(page)
        panel = page.locator(f"{harness.NOTEBOOK} {harness.PANEL}:has(.wb-{control})")
        panel.scroll_into_view_if_needed()
        page.evaluate("document.fonts.ready.then(() => true)")
        box = panel.bounding_box()
        assert box
        box["height"] = min(box["height"], MOST)
        page.screenshot(path=FOLDER / f"{name}-{shade}.png", clip=box, animations="disabled")
    context.close()


def main() -> int:
    """Take all pictures; return the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        program = harness.find_browser(playwright)
        if program is None:
            print(harness.NO_BROWSER, file=sys.stderr)
            return 1
        enter_the_example(Path(folder) / "journal.db")
        browser = harness.launch(playwright, program)
        with running_lab(Path(folder)) as lab:
            for shade in ("light", "dark"):
                take(browser, lab, shade)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
