// A clock beside something to be said aloud. It runs here: the kernel answers no event while a cell runs.
const TICK = 200; // milliseconds between two looks at the time

function words(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function render({ model, el }) {
  const button = el.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "jupyter-button";
  const face = el.appendChild(document.createElement("span"));
  face.className = "wb-clock-face";
  // Read out on its own only at the start, the limit and the end: a voice each second would drown the reader's.
  face.setAttribute("role", "timer");
  face.setAttribute("aria-live", "off");
  const bar = el.appendChild(document.createElement("progress"));
  const news = el.appendChild(document.createElement("span"));
  news.setAttribute("role", "status");
  news.setAttribute("aria-live", "polite");

  let ticking = null;
  let said = "";
  const say = (text) => {
    if (text !== said) news.textContent = said = text;
  };
  // The page's own time goes on evenly when the computer's clock is set, and is the same for every view. It
  // stands still while the computer sleeps, so it is of no use against a start that the kernel has set.
  const now = () => (model.get("hand") ? performance.timeOrigin + performance.now() : Date.now());
  const running = () => model.get("started") > 0;
  const taken = () => Math.max(0, now() - model.get("started")) / 1000;

  function show() {
    const limit = model.get("limit");
    const seconds = running() ? taken() : model.get("seconds");
    if (running() && model.get("hand") && seconds > model.get("most")) return void end(false);
    face.textContent = `${words(seconds)} of ${words(limit)}`;
    el.classList.toggle("wb-over", seconds > limit);
    bar.max = limit;
    bar.value = Math.min(seconds, limit);
    const [up, on] = model.get("hand") ? ["Time is up; finish the sentence.", "Running."] : ["Time is up.", ""];
    if (running()) say(seconds > limit ? up : on);
  }

  function dress() {
    const verb = running() ? "Stop" : "Start";
    button.hidden = !model.get("hand");
    button.textContent = verb;
    button.setAttribute("aria-label", `${verb} the clock: ${model.get("label")}`);
    bar.setAttribute("aria-label", `Time used: ${model.get("label")}`);
    if (!running()) say(""); // what the last run said, in a second view of the same clock
    clearInterval(ticking);
    ticking = running() ? setInterval(show, TICK) : null;
    show();
  }

  function end(used) {
    const seconds = Math.round(taken() * 10) / 10;
    model.set("started", 0);
    model.set("seconds", used ? seconds : 0);
    model.save_changes();
    if (used && seconds > 0) model.send({ stopped: seconds });
    const limit = model.get("limit");
    if (!used) say("Nobody stopped this clock, so it counts for nothing.");
    else if (seconds > limit) say(`Stopped after ${seconds} seconds, ${Math.round((seconds - limit) * 10) / 10} over.`);
    else say(`Stopped after ${seconds} seconds.`);
  }

  button.addEventListener("click", () => {
    if (running()) return end(true);
    model.set("seconds", 0);
    model.set("started", now());
    model.save_changes();
    model.send({ began: model.get("started") });
  });
  const watched = ["change:started", "change:seconds", "change:limit", "change:label"];
  for (const name of watched) model.on(name, dress);
  dress();
  return () => {
    clearInterval(ticking);
    for (const name of watched) model.off(name, dress);
  };
}

export default { render };
