// The keyboard, as people know it from other spreadsheets. Tab leaves the table at the ends of a row.

const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

export function listenToKeys(element, acts) {
  // Before Tabulator's own listener: it would take "(" for an arrow.
  element.addEventListener("keydown", (event) => onKey(event, acts), true);
  element.addEventListener("copy", (event) => acts.copy(event));
  element.addEventListener("cut", (event) => acts.cut(event));
  element.addEventListener("paste", (event) => acts.paste(event));
}

function onKey(event, acts) {
  if (event.target.closest("input, select, textarea, button") || event.altKey) return;
  const action = event.ctrlKey || event.metaKey ? withControl(event, acts) : plain(event, acts);
  if (!action) return;
  const taken = action();
  if (taken === false) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function withControl(event, acts) {
  if (ARROWS[event.key]) return () => acts.navigate(ARROWS[event.key], { jump: true, expand: event.shiftKey });
  if (event.code === "KeyZ") return () => acts.undo();
  return null;
}

function plain(event, acts) {
  if (ARROWS[event.key]) return () => acts.navigate(ARROWS[event.key], { expand: event.shiftKey });
  const keys = {
    Tab: () => acts.navigate(event.shiftKey ? "left" : "right", { leave: true }),
    Enter: () => acts.startEdit(""),
    F2: () => acts.startEdit(""),
    Delete: () => acts.clear(),
    Backspace: () => acts.clear(),
    PageDown: () => acts.page(1),
    PageUp: () => acts.page(-1),
    Home: () => acts.edge("left"),
    End: () => acts.edge("right"),
  };
  if (keys[event.key]) return keys[event.key];
  return event.key.length === 1 && event.key !== " " ? () => acts.startEdit(event.key) : null;
}
