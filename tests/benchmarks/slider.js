// Measures, in the page, how long the hand waits for what it moved. Times in milliseconds.
async () => {
  const one = (selector) => document.querySelector(selector);
  const press = (handle, key) =>
    handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const slide = (input, key) => {
    input[key === "ArrowLeft" ? "stepDown" : "stepUp"]();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const changed = (node, done) => new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const result = done();
      if (!result) return;
      observer.disconnect();
      resolve(result);
    });
    observer.observe(node, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

  const label = one(".bench-label");
  const chart = one(".wb-compensation-chart");
  const output = one(".bench-figure");
  const ways = {
    label: { handle: one(".bench-slider .noUi-handle"), wait: () => changed(label, () => true) },
    chart: { handle: one(".wb-compensation-ask input[type=range]"), move: slide, wait: () => changed(chart, () => true) },
    figure: {
      handle: one(".bench-figure-slider .noUi-handle"),
      // A new picture has arrived when it can be painted.
      wait: async () => {
        const picture = await changed(output, () => output.querySelector("img:not([data-seen])"));
        picture.dataset.seen = "true";
        await picture.decode();
      },
    },
  };
  for (const picture of output.querySelectorAll("img")) picture.dataset.seen = "true";
  const times = { label: [], chart: [], figure: [] };
  for (let round = 0; round < 60; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const start = performance.now();
      const arrived = way.wait();
      (way.move ?? press)(way.handle, round % 2 ? "ArrowLeft" : "ArrowRight");
      await arrived;
      times[name].push(performance.now() - start);
      await pause(20); // past the rest of this event's messages
    }
  }

  // A drag: 120 events at 60 a second, then the time from the last of them to the last new picture.
  let last = 0;
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(chart, { childList: true, subtree: true });
  const asked = () => one(".wb-compensation-ask input[type=range]").value;
  const before = asked();
  const begun = performance.now();
  let sent = begun;
  for (let event = 0; event < 120; event++) {
    sent = performance.now();
    slide(ways.chart.handle, event < 60 ? "ArrowRight" : "ArrowLeft");
    if (event === 118) slide(ways.chart.handle, "ArrowRight"); // ends one step from where it began
    await pause(Math.max(0, begun + ((event + 1) * 1000) / 60 - performance.now()));
  }
  await pause(1500);
  watch.disconnect();
  return {
    label: median(times.label), chart: median(times.chart), figure: median(times.figure),
    drag: last - sent, before, asked: asked(),
    drawn: chart.querySelector(".wb-chart-over").textContent.trim().replace(/\s+/g, " "),
  };
}
