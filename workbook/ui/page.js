// What ipywidgets leaves undone in the page, for the panel this widget stands in.

// noUiSlider's handles have role=slider and no name; ipywidgets writes title="null" where there is no tooltip.
function mend(panel) {
  for (const slider of panel.querySelectorAll(".widget-slider")) {
    const label = slider.querySelector(".widget-label")?.textContent ?? "";
    const handles = slider.querySelectorAll(".noUi-handle");
    const names = handles.length === 2 ? [`${label}, lower end`, `${label}, upper end`] : [label];
    handles.forEach((handle, i) => {
      if (handle.getAttribute("aria-label") !== names[i]) handle.setAttribute("aria-label", names[i]);
    });
  }
  for (const element of panel.querySelectorAll('[title="null"]')) element.removeAttribute("title");
  // A chip's name is HTML; its title would show the markup.
  for (const name of panel.querySelectorAll(".widget-label-basic > span[title]")) {
    if (name.title !== name.textContent) name.title = name.textContent;
  }
}

// Told to a panel whose controls show the other record now: nothing takes the focus before. field.js hears it too.
const TURNED = "wb-turned";

// Keeps the hand off the panel for a moment; read-only beside inert, for tools that go by that.
function hold(panel, on) {
  panel.inert = on || panel.closest(".wb-asleep") !== null;
  for (const field of panel.querySelectorAll("input, textarea")) field.readOnly = on;
}

// No key pressed in a panel reaches the notebook, where d d deletes a cell. JupyterLab heeds this mark
// only up to the first element that a shortcut fits, and most fit whatever has the focus: it has to be
// there, and before the key is.
const KEYS_STAY = "lmSuppressShortcuts";

function keepKeys(panel) {
  panel.dataset[KEYS_STAY] = "true";
  panel.tabIndex = -1; // So that a click on a panel's text puts the focus here and not on the cell.
  panel.addEventListener("focusin", ({ target }) => { target.dataset[KEYS_STAY] = "true"; }, true);
  // The notebook would take the focus for its cell, and its command mode with it.
  panel.addEventListener("mousedown", (event) => event.stopPropagation());
  // JupyterLab keeps line breaks out of everything within a cell, text areas of an output among it.
  panel.addEventListener("beforeinput", (event) => {
    if (event.inputType === "insertLineBreak") event.stopPropagation();
  }, true);
  panel.addEventListener("keydown", (event) => {
    // The browser would offer to save the page. What is entered here is saved already.
    if ((event.ctrlKey || event.metaKey) && event.key === "s") event.preventDefault();
  });
}

// A click into a number marks it, so that the next key replaces it; a second click sets the cursor.
function markNumbers(panel) {
  const isNumber = (element) =>
    element.matches("input[type=number], input[inputmode=decimal], .widget-readout[contenteditable=true]");
  let fresh = null;
  panel.addEventListener("pointerdown", ({ target }) => {
    fresh = isNumber(target) && target !== document.activeElement ? target : null;
  }, true);
  panel.addEventListener("click", ({ target }) => {
    if (target !== fresh) return;
    fresh = null;
    if (target.select) target.select();
    else getSelection().selectAllChildren(target);
  });
}

// What had the focus may be hidden by what it did: the focus then goes to what stands next, not to the page's body.
function keepFocus(panel) {
  let last = null;
  panel.addEventListener("focusin", ({ target }) => { last = target; });
  panel.addEventListener("pointerdown", () => { last = null; }, true);
  const shown = (element) => element.getClientRects().length > 0 && !element.disabled && element.tabIndex >= 0;
  return () => {
    if (last === null || document.activeElement !== document.body || shown(last)) return;
    const others = [...panel.querySelectorAll("a[href], button, input, select, textarea")].filter(shown);
    const after = (element) => last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    (others.find(after) ?? others.at(-1))?.focus({ preventScroll: true });
  };
}

// Says so when what is typed does not reach the kernel: it died, or a long cell is running.
function watchKernel(panel, model) {
  const patience = 3000; // milliseconds; a save on a slow disk takes well under one second
  const sign = document.createElement("p");
  sign.className = "wb-offline";
  sign.setAttribute("role", "alert");
  sign.hidden = true;
  sign.textContent =
    "The kernel is not answering, so what you type now is not being saved. If a cell is running, wait for it; " +
    "if the kernel has stopped, copy your text, then choose Run > Run All Cells.";
  panel.prepend(sign);
  let waiting = null;
  let turning = null; // what had the focus when the panel began to turn to another record
  const settle = () => {
    clearTimeout(waiting);
    waiting = null;
    if (turning === null) return;
    hold(panel, false);
    turning.focus({ preventScroll: true });
    turning = null;
    panel.dispatchEvent(new Event(TURNED));
  };
  const findFocus = keepFocus(panel);
  let asked = false; // once more, meanwhile: the answer that comes is from before
  let number = 0, turn = 0; // of the last question, and of the one after the click that turns the panel
  const answered = (to) => {
    if (to < turn) return; // It was asked before the click; the other record is not there yet.
    settle();
    if (asked) ask();
    // Twice: what the kernel changed is drawn in the first.
    requestAnimationFrame(() => requestAnimationFrame(findFocus));
    sign.hidden = true;
  };
  model.on("msg:custom", (message) => {
    if (message.focus === undefined) return void answered(message.answer);
    const focus = () => panel.querySelector(message.focus)?.focus({ preventScroll: true });
    // Once the kernel's changes to the panel, which were sent before, stand in the page.
    requestAnimationFrame(() => {
      if (turning === null) focus();
      else panel.addEventListener(TURNED, focus, { once: true });
    });
  });
  const ask = () => {
    asked = waiting !== null;
    if (asked) return;
    waiting = setTimeout(() => { sign.hidden = false; settle(); }, patience);
    try {
      model.send({ ask: ++number });
    } catch {
      // The kernel was restarted and knows this widget no longer; the sign says what to do.
    }
  };
  panel.addEventListener("input", ask);
  panel.addEventListener("keydown", ask); // A slider that is moved by keys tells of no input.
  panel.addEventListener("click", (event) => {
    if (event.target.closest(".wb-turns") !== null) {
      // Until the kernel has put the other record into the controls, they still show this one: a
      // key pressed now would be typed into the wrong one.
      turning = document.activeElement ?? document.body;
      hold(panel, true);
      clearTimeout(waiting);
      waiting = null;
      turn = number + 1;
    }
    ask();
  });
}

function render({ model, el }) {
  let observer = null;
  // The view is rendered before it is put into its panel.
  const frame = requestAnimationFrame(function find() {
    const panel = el.closest(".wb-panel");
    if (panel === null) return void requestAnimationFrame(find);
    keepKeys(panel);
    markNumbers(panel);
    mend(panel);
    watchKernel(panel, model);
    observer = new MutationObserver(() => mend(panel));
    observer.observe(panel, { childList: true, subtree: true });
  });
  return () => {
    cancelAnimationFrame(frame);
    observer?.disconnect();
  };
}

export default { render };
