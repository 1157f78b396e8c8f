// A button that hands the reader a file that the kernel has put together.
function render({ model, el }) {
  const button = el.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "jupyter-button";
  const dress = () => { button.textContent = model.get("label"); };
  dress();
  model.on("change:label", dress);
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([model.get("content")], { type: model.get("mime") }));
    link.download = model.get("name");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  return () => model.off("change:label", dress);
}

export default { render };
