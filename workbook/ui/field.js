// One labelled control of a panel. What is typed goes to the kernel at once, as a draft; that the field was
// left (Tab, click, Enter, the end of a drag) is told apart, with the value, since only then a number or a date counts.
const FRESH = 1000; // milliseconds after a key in which the kernel's older value is not written over the newer one

const element = (name, css, parent) => {
  const node = document.createElement(name);
  if (css) node.className = css;
  parent?.append(node);
  return node;
};
const button = (words, css, parent) => {
  const made = element("button", css, parent);
  made.type = "button";
  made.textContent = words;
  return made;
};

// Each sort of control is made once, and answers to write(value), read() and focus().

function line(model, box, hand, name) {
  const input = element("input", "", box);
  const sort = model.get("sort");
  let saved = null; // what was there when the hand came, so that passing through leaves no trace
  input.type = sort === "date" ? "date" : "text";
  input.placeholder = model.get("placeholder");
  input.autocomplete = "off";
  input.spellcheck = sort === "text";
  if (sort === "number") input.inputMode = "decimal";
  name(input);
  input.addEventListener("input", () => hand.typed(input.value));
  // A date changes at each digit of its year; it is left only when the focus goes.
  input.addEventListener(sort === "date" ? "blur" : "change", () => {
    if (input.value !== saved || input.validity.badInput) hand.left(input.value, input.validity.badInput);
    saved = input.value;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    saved = input.value; // the browser tells of a change now, too; it is told here
    hand.entered(input.value, input.validity.badInput);
  });
  if (sort === "number") input.addEventListener("focus", () => input.select());
  return { write: (value) => { input.value = saved = value ?? ""; }, read: () => input.value, focus: () => input.focus() };
}

function area(model, box, hand, name) {
  const input = element("textarea", "", box);
  input.rows = model.get("rows");
  // It grows with its text where the browser can; this keeps the lines that it begins with.
  input.style.minHeight = `${1.5 * model.get("rows") + 0.8}em`;
  input.placeholder = model.get("placeholder");
  name(input);
  input.addEventListener("input", () => hand.typed(input.value));
  input.addEventListener("change", () => hand.left(input.value));
  return { write: (value) => { input.value = value ?? ""; }, read: () => input.value, focus: () => input.focus() };
}

function choice(model, box, hand, name) {
  const select = element("select", "", box);
  name(select);
  const offer = () => {
    const before = select.value;
    select.replaceChildren();
    for (const [id, words] of model.get("options")) {
      const option = element("option", "", select);
      option.value = id;
      option.textContent = words;
    }
    select.value = before;
  };
  offer();
  select.addEventListener("change", () => hand.left(select.value));
  return { write: (value) => { select.value = value ?? ""; }, read: () => select.value, focus: () => select.focus(), offer };
}

function marks(type) {
  // Radio buttons (one of them, or none yet) and chips (any of them) differ in the input alone.
  return (model, box, hand, _name, id) => {
    box.setAttribute("role", type === "radio" ? "radiogroup" : "group");
    let inputs = [];
    // Arrow keys choose each button on the way to the one that is meant, which counts at Enter or when the focus goes.
    let stepping = false;
    const arrive = () => {
      if (stepping) hand.left(read());
      stepping = false;
    };
    box.addEventListener("keydown", (event) => {
      if (type === "radio" && event.key.startsWith("Arrow")) stepping = true;
      else if (event.key === "Enter") arrive();
    });
    box.addEventListener("pointerdown", () => { stepping = false; });
    box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) arrive(); });
    const read = () => {
      const on = inputs.filter((input) => input.checked).map((input) => input.value);
      return type === "radio" ? on[0] ?? "" : on;
    };
    const offer = () => {
      const before = inputs.length ? read() : null;
      box.replaceChildren();
      inputs = model.get("options").map(([key, words]) => {
        const label = element("label", "wb-mark", box);
        const input = element("input", `wb-option-${key}`, label);
        input.type = type;
        input.name = id;
        input.value = key;
        label.append(words);
        input.addEventListener("change", () => (stepping ? hand.typed : hand.left)(read()));
        return input;
      });
      if (before !== null) write(before);
    };
    const write = (value) => {
      const on = type === "radio" ? [value] : value ?? [];
      for (const input of inputs) input.checked = on.includes(input.value);
    };
    offer();
    return { write, read, offer, focus: () => (inputs.find((input) => input.checked) ?? inputs[0])?.focus() };
  };
}

function tick(model, box, hand) {
  const label = element("label", "wb-mark", box);
  const input = element("input", "", label);
  input.type = "checkbox";
  label.append(model.get("label"));
  input.addEventListener("change", () => hand.left(input.checked));
  return { write: (value) => { input.checked = Boolean(value); }, read: () => input.checked, focus: () => input.focus() };
}

function range(model, parent, hand, name) {
  const input = element("input", "", parent);
  input.type = "range";
  const dress = () => {
    for (const end of ["min", "max", "step"]) input[end] = model.get("bounds")[end];
  };
  dress();
  model.on("change:bounds", dress);
  name(input);
  input.addEventListener("input", () => hand.typed(Number(input.value)));
  input.addEventListener("change", () => hand.left(Number(input.value)));
  return input;
}

function slider(model, box, hand, name) {
  let number = null;
  let last = null; // where the handle was put last
  // Money is shown as people write it, and may be typed in any way.
  const shown = (value) => {
    if (model.get("unit") !== "$" || typeof value !== "number") return value;
    if (value % 1000) return `$${value.toLocaleString("en-US")}`;
    return value < 1e6 ? `$${value / 1000}k` : `$${value / 1e6}m`;
  };
  const both = {
    typed: (value) => { last = value; number.value = shown(value); box.classList.remove("wb-unset"); hand.typed(value); },
    left: (value) => { last = value; number.value = shown(value); hand.left(value); },
  };
  const input = range(model, box, both, name);
  number = element("input", "wb-beside", box);
  number.type = "text";
  number.inputMode = "decimal";
  number.setAttribute("aria-label", `${model.get("label")}, as a number`);
  number.addEventListener("focus", () => number.select());
  number.addEventListener("change", () => hand.left(number.value));
  number.addEventListener("keydown", (event) => {
    if (event.key === "Enter") hand.left(number.value);
  });
  const unit = element("span", "wb-unit", box);
  const write = (value) => {
    const unset = value === null || value === undefined || value === "";
    box.classList.toggle("wb-unset", unset);
    number.value = unset ? "" : shown(value);
    // Beside a number that is refused the handle stays where the record is.
    if (typeof value === "number" || unset) last = unset ? null : value;
    input.value = model.get("kept") ?? last ?? model.get("bounds").min;
    unit.textContent = model.get("unit") === "$" ? "" : model.get("unit");
  };
  // The number counts when it is left; until then, what the handle says is the value.
  return { write, read: () => (box.classList.contains("wb-unset") ? null : Number(input.value)), focus: () => input.focus() };
}

function score(model, box, hand, name) {
  let value = null;
  let steps = [];
  const take = (next, gone) => {
    write(next);
    (gone ? hand.left : hand.typed)(next);
  };
  const input = range(model, box, { typed: (next) => take(next, false), left: (next) => take(next, true) }, name);
  input.addEventListener("keydown", (event) => {
    // The handle stands at the lowest step already, so that the browser would see no change.
    if (value === null && ["Home", "ArrowLeft", "ArrowDown"].includes(event.key)) take(Number(input.min), true);
  });
  const row = element("div", "wb-steps", box);
  row.setAttribute("role", "radiogroup");
  const offer = () => {
    row.replaceChildren();
    row.setAttribute("aria-label", `${model.get("label")}, by its steps`);
    steps = model.get("options").map(([key, words]) => {
      const step = button("", "wb-step", row);
      step.setAttribute("role", "radio");
      element("b", "", step).textContent = key;
      element("span", "", step).textContent = words;
      step.dataset.score = key;
      step.addEventListener("click", () => take(Number(key), true));
      return step;
    });
    // Arrows move within the steps, as in any group of radio buttons.
    row.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const next = steps[(steps.indexOf(document.activeElement) + by + steps.length) % steps.length];
      next.focus();
      take(Number(next.dataset.score), true);
    };
  };
  const write = (next) => {
    value = next ?? null;
    box.classList.toggle("wb-unset", value === null);
    input.value = value ?? input.min;
    const words = model.get("options").find(([key]) => Number(key) === value)?.[1];
    input.setAttribute("aria-valuetext", value === null ? "not scored yet" : `${value}: ${words ?? ""}`);
    steps.forEach((step, at) => {
      const on = Number(step.dataset.score) === value;
      step.setAttribute("aria-checked", String(on));
      step.tabIndex = on || (value === null && at === 0) ? 0 : -1;
    });
  };
  offer();
  return { write, read: () => value, offer: () => { offer(); write(value); }, focus: () => input.focus() };
}

function rows(model, box, hand) {
  // A short list of things with one or two words to each, such as an option and its price.
  const list = element("div", "wb-rows", box);
  const columns = () => model.get("columns");
  const read = () => [...list.children].map((row) =>
    Object.fromEntries(columns().map(([key], at) => [key, row.querySelectorAll("input")[at].value])));
  const filled = () => read().filter((row) => Object.values(row).some((text) => text.trim() !== ""));
  const add = (values = {}) => {
    const row = element("div", "wb-line", list);
    for (const [key, words] of columns()) {
      const input = element("input", "", row);
      input.type = "text";
      input.placeholder = words;
      input.setAttribute("aria-label", `${words}, line ${list.children.length}`);
      input.value = values[key] ?? "";
      input.addEventListener("input", () => hand.typed(filled()));
      input.addEventListener("change", () => hand.left(filled()));
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) (row.nextElementSibling ?? add()).querySelector("input").focus();
      });
    }
    const gone = button("Remove", "wb-plain", row);
    gone.addEventListener("click", () => {
      const near = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (near ?? add()).querySelector("input").focus();
      hand.left(filled());
    });
    return row;
  };
  const more = button("", "wb-plain", box);
  more.textContent = `Add ${model.get("unit") || "a line"}`;
  more.addEventListener("click", () => add().querySelector("input").focus());
  const write = (values) => {
    if (JSON.stringify(filled()) === JSON.stringify(values ?? []) && list.children.length) return;
    list.replaceChildren();
    for (const each of values?.length ? values : [{}]) add(each);
  };
  return { write, read: filled, focus: () => list.querySelector("input")?.focus() };
}

const SORTS = {
  text: line, number: line, date: line, area, choice, radio: marks("radio"), chips: marks("checkbox"), tick, slider, score, rows,
};

function render({ model, el }) {
  // Not counted: each widget has a copy of this module of its own, and its count would begin anew.
  const id = `wb-field-${Math.random().toString(36).slice(2)}`;
  const sort = model.get("sort");
  el.classList.add(`wb-${sort}`);
  const label = sort === "tick" ? null : element("label", "wb-label", el);
  const box = element("div", "wb-control", el);
  const hint = element("p", "wb-hint", el);
  const refusal = element("p", "wb-refusal", el);
  if (label) label.id = `${id}-label`;
  hint.id = `${id}-hint`;
  refusal.id = `${id}-refusal`;
  refusal.setAttribute("role", "alert");

  let typedAt = 0;
  let put = { value: null, at: 0 }; // what Enter has sent, and when
  const keep = (value) => {
    typedAt = performance.now();
    model.set("value", value);
    model.save_changes();
  };
  const hand = {
    typed: keep,
    left: (value, bad = false) => {
      // The state may still wait for its turn behind an earlier one; the message carries what it says.
      keep(value);
      model.send({ event: "left", value, bad });
    },
    entered: (value, bad = false) => {
      keep(value);
      typedAt = -FRESH; // the kernel may empty the line for the next one
      put = { value, at: performance.now() };
      model.send({ event: "entered", value, bad });
    },
  };
  let named = box;
  const control = SORTS[sort](model, box, hand, (input) => {
    input.id = id;
    if (label) label.htmlFor = id;
    named = input;
  }, id);
  if (label && named === box) box.setAttribute("aria-labelledby", label.id);
  named.setAttribute("aria-describedby", `${hint.id} ${refusal.id}`);

  const write = () => {
    if (JSON.stringify(control.read()) === JSON.stringify(model.get("value"))) return;
    const busy = el.contains(document.activeElement) && performance.now() - typedAt < FRESH;
    // The state of the last keys waits for its turn, and Enter overtakes it: it says no more than Enter did.
    const late = control.read() === "" && model.get("value") === put.value && performance.now() - put.at < 3 * FRESH;
    if (busy || late) keep(control.read());
    else control.write(model.get("value"));
  };
  const words = () => {
    if (label) label.textContent = model.get("label");
    hint.textContent = model.get("hint");
    hint.hidden = hint.textContent === "";
    const said = model.get("refusal");
    if (refusal.textContent !== (said && `✗ ${said}`)) refusal.textContent = said && `✗ ${said}`;
    refusal.hidden = said === "";
    named.setAttribute("aria-invalid", String(said !== ""));
    for (const input of box.querySelectorAll("input, textarea, select, button")) input.disabled = model.get("disabled");
  };
  const offer = () => control.offer?.();
  const told = (message) => {
    if (!message.focus) return;
    const panel = el.closest(".wb-panel");
    // A panel that is turning to another record takes no focus; page.js says when it has turned.
    if (panel?.inert) panel.addEventListener("wb-turned", () => control.focus(), { once: true });
    else control.focus();
  };
  control.write(model.get("value"));
  words();
  const watched = [
    ["change:value", write], ["change:label change:hint change:refusal change:disabled", words],
    ["change:options", offer], ["msg:custom", told],
  ];
  for (const [event, listener] of watched) model.on(event, listener);
  return () => {
    for (const [event, listener] of watched) model.off(event, listener);
  };
}

export default { render };
