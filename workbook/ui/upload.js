// A file picker that sends the file in pieces, shows how far it is, and can be stopped.
const PIECE = 1_000_000; // bytes; well below the server's limit for one message

function render({ model, el }) {
  const label = el.appendChild(document.createElement("label"));
  label.append(model.get("label") + " ");
  const input = label.appendChild(document.createElement("input"));
  input.type = "file";
  input.accept = model.get("accept");
  const bar = el.appendChild(document.createElement("progress"));
  bar.setAttribute("aria-label", "Progress of the upload");
  bar.hidden = true;
  const stop = el.appendChild(document.createElement("button"));
  stop.type = "button";
  stop.className = "jupyter-button";
  stop.textContent = "Stop";
  stop.hidden = true;
  const note = el.appendChild(document.createElement("span"));
  note.setAttribute("role", "status");

  let file = null;
  let sent = 0;
  const rest = (words) => {
    file = null;
    bar.hidden = stop.hidden = true;
    input.value = "";
    note.textContent = words;
  };
  const next = async () => {
    const sending = file;
    if (sent >= sending.size) {
      note.textContent = " reading…";
      model.send({ step: "end", name: sending.name });
      return;
    }
    let piece;
    try {
      piece = await sending.slice(sent, sent + PIECE).arrayBuffer();
    } catch {
      model.send({ step: "stop" });
      rest(" The file could not be read; choose it again.");
      return;
    }
    if (file !== sending) return; // stopped meanwhile
    sent += piece.byteLength;
    model.send({ step: "piece" }, undefined, [piece]);
  };
  const answer = (message) => {
    if (file === null) return;
    if (message.done) return rest("");
    bar.value = message.received;
    next();
  };
  model.on("msg:custom", answer);
  stop.addEventListener("click", () => {
    model.send({ step: "stop" });
    rest(" Stopped; nothing was read.");
  });
  input.addEventListener("change", () => {
    const chosen = input.files[0];
    if (!chosen) return;
    if (chosen.size > model.get("most")) {
      const limit = Math.round(model.get("most") / 1e6);
      return rest(` This file has ${Math.round(chosen.size / 1e6)} MB; up to ${limit} MB can be read. Keep the rows you need and try again.`);
    }
    file = chosen;
    sent = 0;
    bar.max = chosen.size;
    bar.value = 0;
    bar.hidden = stop.hidden = false;
    note.textContent = " sending…";
    model.send({ step: "start" });
    next();
  });
  return () => model.off("msg:custom", answer);
}

export default { render };
