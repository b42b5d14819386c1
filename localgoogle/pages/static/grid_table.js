/* global Tabulator */
// The table on the screen: Tabulator draws and selects; texts are only ever put in as texts.

import { compare, entry, field, shown } from "./grid_sheet.js";

export function buildTable(element, sheet, rows, acts) {
  const table = new Tabulator(element, {
    data: rows,
    index: "id",
    height: "100%",
    layout: "fitDataFill",
    columns: sheet.columns.map((column) => toColumn(sheet, column, acts)),
    rowHeader: { field: "number", title: "№", width: 56, frozen: true, headerSort: false, resizable: false, hozAlign: "right", cssClass: "number", formatter: (cell) => document.createTextNode(cell.getValue()) },
    columnDefaults: { headerSort: true, headerWordWrap: true, resizable: "header", minWidth: 40, headerHozAlign: "left" },
    headerSortClickElement: "icon",
    selectableRange: 1,
    selectableRangeColumns: true,
    selectableRangeRows: true,
    selectableRangeAutoFocus: false,
    editTriggerEvent: "dblclick",
    keybindings: false,
  });
  // Tabulator calls the whole a grid, but what takes the focus is the box that scrolls inside it: that one is the grid.
  table.on("tableBuilt", () => {
    nameParts(element);
    for (const column of sheet.columns) paintHeader(table.getColumn(field(column.id)).getElement(), column);
  });
  return table;
}

function toColumn(sheet, column, acts) {
  return {
    field: field(column.id),
    title: column.title,
    titleFormatter: () => headerText(column),
    formatter: (cell) => draw(sheet, column, cell),
    width: column.width,
    hozAlign: column.kind === "number" ? "right" : "left",
    sorter: (one, other, _a, _b, _c, direction) => compare(one, other, column.kind, direction === "desc"),
    editable: (cell) => !sheet.locked(cell.getData().number, column),
    editor: (cell, ready, success, cancel) => editor(sheet, column, cell, { ready, success, cancel }, acts),
  };
}

function headerText(column) {
  const text = document.createElement("span");
  text.className = "heading";
  text.textContent = column.title;
  return text;
}

// The colour says whose the column is, and so does the note: see also the line under the entry.
function paintHeader(element, column) {
  element.title = [`${column.letter}: ${column.title}`, column.note].filter(Boolean).join("\n");
  if (!column.tint) return;
  element.style.backgroundColor = column.tint;
  element.style.color = isLight(column.tint) ? "#1b1f24" : "#ffffff";
}

// By the relative luminance at which black and white are read equally well (WCAG 2.2, contrast ratio).
function isLight(tint) {
  const [red, green, blue] = [1, 3, 5].map((at) => (Number.parseInt(tint.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
}

function draw(sheet, column, cell) {
  const element = cell.getElement();
  const locked = sheet.locked(cell.getData().number, column) && sheet.writes;
  element.classList.toggle("locked", locked);
  element.classList.toggle("warned", Boolean(sheet.warning(cell.getData().number, column)));
  // One stop for Tab: Tabulator makes one of every cell that can be edited.
  element.setAttribute("tabindex", "-1");
  element.id = `cell-${cell.getData().id}-${column.id}`;
  if (locked) element.setAttribute("aria-readonly", "true");
  return document.createTextNode(shown(cell.getValue()));
}

function editor(sheet, column, cell, answer, acts) {
  const row = cell.getData().id;
  const revision = sheet.seen(row, column.id);
  const input = column.list && column.strict ? select(column, cell) : textInput(column, cell, acts.firstKey());
  acts.warn(cell);
  let over = false;
  const finish = (keep, move) => {
    if (over) return;
    over = true;
    if (keep && input.value !== entry(cell.getValue())) acts.edited({ row, column: column.id, text: input.value, revision });
    answer.cancel();
    if (move) acts.move(move);
  };
  input.addEventListener("blur", () => finish(true));
  input.addEventListener("keydown", (event) => keyInEditor(event, finish));
  answer.ready(() => input.focus({ preventScroll: true }));
  return input;
}

function keyInEditor(event, finish) {
  event.stopPropagation();
  const moves = { Enter: event.shiftKey ? "up" : "down", Tab: event.shiftKey ? "left" : "right" };
  if (event.key === "Escape") finish(false);
  else if (moves[event.key]) finish(true, moves[event.key]);
  else return;
  event.preventDefault();
}

function textInput(column, cell, firstKey) {
  const input = document.createElement("input");
  input.value = firstKey || entry(cell.getValue());
  input.setAttribute("aria-label", column.title);
  if (column.list) input.setAttribute("list", `list-${column.id}`);
  return input;
}

function select(column, cell) {
  const input = document.createElement("select");
  input.setAttribute("aria-label", column.title);
  const now = entry(cell.getValue());
  for (const text of new Set(["", now, ...column.list])) input.append(new Option(text || "—", text, false, text === now));
  return input;
}

function nameParts(element) {
  const holder = element.querySelector(".tabulator-tableholder");
  const header = element.querySelector(".tabulator-header");
  element.removeAttribute("role");
  element.removeAttribute("aria-owns");
  header.id = "grid-header";
  holder.setAttribute("role", "grid");
  holder.setAttribute("aria-label", element.dataset.title);
  holder.setAttribute("aria-owns", header.id);
  element.querySelector(".tabulator-range-overlay").setAttribute("aria-hidden", "true");
}
