// A chart: three layers of one picture. The kernel sends the inside of each; only what changed is replaced.
const NAMESPACE = "http://www.w3.org/2000/svg";

function render({ model, el }) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("role", "img");
  const layers = {};
  for (const name of ["under", "still", "over"]) {
    layers[name] = svg.appendChild(document.createElementNS(NAMESPACE, "g"));
    layers[name].setAttribute("class", `wb-chart-${name}`);
    const show = () => { layers[name].innerHTML = model.get(name); };
    model.on(`change:${name}`, show);
    show();
  }
  const size = () => {
    const [width, height] = [model.get("width"), model.get("height")];
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
  };
  const name = () => svg.setAttribute("aria-label", model.get("alt"));
  model.on("change:width change:height", size);
  model.on("change:alt", name);
  size();
  name();
  el.appendChild(svg);

  // The picture is drawn anew for the room there is, in steps, so that its text keeps its size.
  const fit = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width < 1) return; // hidden, or scrolled out of a windowed notebook
    const room = Math.floor(contentRect.width / 20) * 20;
    const width = Math.max(model.get("least"), Math.min(model.get("most"), room));
    if (width === model.get("width")) return;
    model.set("width", width);
    model.save_changes();
  });
  fit.observe(el);
  return () => fit.disconnect();
}

export default { render };
