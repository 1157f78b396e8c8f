"""What holds for every panel of every chapter: its keys stay in it, and nothing is cut off."""

from contextlib import suppress

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.lab import PANEL, open_chapter
from tests.browser.server import ROOT, enter_the_example

CHAPTERS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))

# With the focus on a cell each of these does something to it, or leads away from it.
LETTERS = "xddmyrabvcz00jkps"
ARROWS = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End")

CONTROLS = """:is(a[href], button, input, select, summary, textarea, [tabindex="0"],
  [contenteditable="true"])"""

# Number every control that Tab reaches, of radio buttons the one that it does, of the many alike in
# a list the first two; return what each is, to name it in a failure.
NUMBER = """found => found
  .filter(each => each.checkVisibility() && !each.disabled && !each.closest('[inert]'))
  .filter(each => each.tabIndex >= 0)
  .filter((each, at, all) => each.type !== 'radio' || each.checked
    || !all.some(other => other.name === each.name && (other.checked || all.indexOf(other) < at)))
  .map(each => {
    const named = each.closest('[class*="wb-"]').className;
    return [each, `${each.tagName} ${each.type ?? ''}`, named];
  })
  .filter(([each, sort, named], at, all) => {
    const alike = all.slice(0, at).filter(([, s, n]) => s === sort && n === named);
    return each.tagName !== 'BUTTON' || alike.length < 2;
  })
  .map(([each, sort, named], number) => {
    each.dataset.number = number;
    return `${sort} ${each.textContent.slice(0, 30)} in ${named}`;
  })"""

FOCUS = """number => {
  const control = document.querySelector(`[data-number="${number}"]`);
  if (!control?.checkVisibility() || control.disabled) return null;
  window.pressed = control;
  control.focus();
  return document.activeElement === control ? control.matches('a[href]') : null;
}"""

# After a key: whether the focus is in a panel, and whether one turns to another record and takes no
# hand meanwhile. A link in a text that was drawn anew by what was pressed before is gone.
AFTER = """() => [
  document.activeElement.closest('.wb-panel') !== null || !window.pressed.isConnected,
  document.querySelector('.wb-panel[inert]') !== null,
]"""

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


# What a panel shows less of than there is, or in a column too narrow to read, each named.
CUT_OFF = """panel => {
  const edge = panel.getBoundingClientRect().right + 1;
  const fields = 'select, textarea, '
    + 'input:not([type=checkbox], [type=radio], [type=range], [type=file])';
  const pictured = [...panel.querySelectorAll('svg text')]
    .filter(each => each.checkVisibility())
    .filter(each => each.getBoundingClientRect().right
      > Math.min(edge, each.ownerSVGElement.getBoundingClientRect().right + 1))
    .map(each => `cut off in a chart: ${each.textContent}`);
  return pictured.concat([...panel.querySelectorAll('*')]
    .filter(each => !each.ownerSVGElement && each.checkVisibility())
    .flatMap(each => {
      const box = each.getBoundingClientRect(), style = getComputedStyle(each);
      const field = each.matches(fields);
      const text = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
      if (box.width <= 1 || !(field || text)) return [];
      const hides = style.overflowX !== 'visible' && !each.matches('input, textarea');
      const range = document.createRange();
      range.selectNodeContents(each);
      const lines = new Set([...range.getClientRects()].map(line => Math.round(line.top))).size;
      const why = box.right > edge && !each.closest('.wb-scroll') ? 'beyond the edge'
        : hides && each.scrollWidth > each.clientWidth + 1 ? 'cut off'
        : box.width < 60 && (field || lines > 2) ? 'too narrow'
        : null;
      const named = `${each.tagName} ${each.className} ${each.textContent.slice(0, 50)}`;
      return why ? [`${why}: ${named}`] : [];
    }));
}"""

WHOLE = f"panel => ({CUT_OFF})(panel).length === 0"


@pytest.fixture(autouse=True)
def filled(lab) -> None:
    """Give the reader a journal in which every panel has something to show."""
    enter_the_example(lab.journal)


def press_everything(page: Page, number: int, name: str) -> None:
    """Press each key on a control; fail where one leads out of the panel."""
    for keys in (LETTERS, *ARROWS, "Enter", " "):
        is_link = page.evaluate(FOCUS, number)
        if is_link is None:
            return  # A key has closed what the control stood in.
        if keys == "Enter" and is_link:
            continue  # It leads to another page, as a link does.
        if keys in (LETTERS, " "):
            page.keyboard.type(keys)
        else:
            page.keyboard.press(keys)
        stays, turns = page.evaluate(AFTER)
        assert stays or keys in ("Enter", " "), f"{keys} on {name}"
        if turns:
            page.wait_for_function("!document.querySelector('.wb-panel[inert]')")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nothing_is_cut_off_and_no_key_pressed_in_a_panel_reaches_the_notebook(page, chapter):
    page.set_viewport_size({"width": 1000, "height": 900})
    open_chapter(page, chapter)
    panels = page.locator(PANEL)
    # The charts take the width there is a moment after they are shown.
    with suppress(TookTooLong):
        page.wait_for_function(f"[...document.querySelectorAll('{PANEL}')].every({WHOLE})")
    cut_off = [cut for panel in panels.all() for cut in panel.evaluate(CUT_OFF)]
    assert panels.locator("mjx-container").count() == 0
    before = page.evaluate(NOTEBOOK_STATE)
    names = page.locator(f"{PANEL} {CONTROLS}").evaluate_all(NUMBER)
    assert names
    for number, name in enumerate(names):
        press_everything(page, number, name)
        assert page.evaluate(NOTEBOOK_STATE) == before, name
    # Nor does one that is pressed after a click on a panel's text.
    page.locator(f"{PANEL} .wb-header").first.click(position={"x": 3, "y": 3})
    page.keyboard.type(LETTERS)
    assert page.evaluate(NOTEBOOK_STATE) == before
    assert not cut_off, "\n".join(cut_off)
