"""What holds for every panel of every chapter: its keys stay in it, and nothing is cut off."""

import pytest
from playwright.sync_api import Page

from tests.browser.lab import PANEL, open_chapter
from tests.browser.server import ROOT, enter_the_example

CHAPTERS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))

# With the focus on a cell each of these does something to it, or leads away from it.
LETTERS = "xddmyrabvcz00jkps"
ARROWS = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End")

CONTROLS = """:is(a[href], button, input, select, summary, textarea, [tabindex="0"],
  [contenteditable="true"])"""

# Number every control that takes the focus; return what each is, to name it in a failure.
NUMBER = """found => found
  .filter(each => each.checkVisibility() && !each.disabled && !each.closest('[inert]'))
  .map((each, number) => {
    each.dataset.number = number;
    const named = each.closest('[class*="wb-"]').className;
    return `${each.tagName} ${each.type ?? ''} ${each.textContent.slice(0, 30)} in ${named}`;
  })"""

FOCUS = """number => {
  const control = document.querySelector(`[data-number="${number}"]`);
  if (!control?.checkVisibility() || control.disabled) return false;
  control.focus();
  return document.activeElement === control;
}"""

# What a key must not change, whatever it does in its panel.
NOTEBOOK_STATE = """() => {
  const {content, sessionContext} = window.jupyterapp.shell.currentWidget;
  if (window.restarts === undefined) {
    window.restarts = 0;
    sessionContext.statusChanged.connect((_, status) => { restarts += status === 'restarting'; });
  }
  const cells = content.widgets.map(
    ({model}) => [model.id, model.type, model.sharedModel.getSource()]);
  return JSON.stringify([cells, restarts, document.querySelectorAll('.jp-Dialog').length]);
}"""


@pytest.fixture(scope="module", autouse=True)
def filled(lab) -> None:
    """Give the reader a journal in which every panel has something to show."""
    enter_the_example(lab.journal)


def press_everything(page: Page, number: int) -> None:
    """Press each key on a control; fail where one leads out of the panel."""
    stays = "document.activeElement.closest('.wb-panel') !== null"
    for keys in (LETTERS, *ARROWS, "Enter", " "):
        if not page.evaluate(FOCUS, number):
            return  # A key has closed what the control stood in.
        if keys == "Enter" and page.evaluate("document.activeElement.matches('a[href]')"):
            continue  # It leads to another page, as a link does.
        if keys in (LETTERS, " "):
            page.keyboard.type(keys)
        else:
            page.keyboard.press(keys)
        if keys == LETTERS or keys in ARROWS:
            assert page.evaluate(stays), keys


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_key_pressed_in_a_panel_reaches_the_notebook(page, chapter):
    open_chapter(page, chapter)
    before = page.evaluate(NOTEBOOK_STATE)
    names = page.locator(f"{PANEL} {CONTROLS}").evaluate_all(NUMBER)
    assert names
    for number, name in enumerate(names):
        press_everything(page, number)
        assert page.evaluate(NOTEBOOK_STATE) == before, name
    # Nor does one that is pressed after a click on a panel's text.
    page.locator(f"{PANEL} .wb-header").first.click(position={"x": 3, "y": 3})
    page.keyboard.type(LETTERS)
    assert page.evaluate(NOTEBOOK_STATE) == before
