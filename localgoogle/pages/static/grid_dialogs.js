// The windows of the grid page: two variants of a cell, the changes of a cell, and what can be done to a line.

import { field, shown } from "./grid_sheet.js";

const MOST_VALUES = 200;

const find = (id) => document.getElementById(id);

function line(text, tag = "p") {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

export class Dialogs {
  constructor(page) {
    this.page = page;
    for (const button of document.querySelectorAll("dialog [data-close]")) {
      button.addEventListener("click", () => button.closest("dialog").close());
    }
    find("cell-history").addEventListener("click", () => this.history());
    find("row-menu").addEventListener("click", () => this.rowMenu());
    find("column-menu").addEventListener("click", () => this.columnMenu());
    for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => this.act(button));
  }

  // one conflict after another

  conflicts({ conflicts, revision }) {
    this.left = conflicts;
    this.revision = revision;
    this.nextConflict();
  }

  nextConflict() {
    const conflict = this.left.shift();
    if (!conflict) return find("conflict").close();
    const { place, label, author, at, theirs, yours } = conflict;
    find("conflict-place").textContent = label ? `${place} (${label})` : place;
    find("conflict-who").textContent = `${author}, ${at}`;
    find("conflict-theirs").textContent = theirs || "(пусто)";
    find("conflict-yours").textContent = yours || "(пусто)";
    find("take-theirs").onclick = () => this.take(conflict, false);
    find("take-yours").onclick = () => this.take(conflict, true);
    if (!find("conflict").open) find("conflict").showModal();
    return undefined;
  }

  take({ row, column, yours, cell }, mine) {
    this.page.sheet.wrote(row, column, this.revision);
    if (mine) this.page.send([{ row, column, text: yours, revision: this.revision }]);
    else this.page.showCells([[row, column, cell]]);
    this.nextConflict();
  }

  async history() {
    const cell = this.page.here();
    if (!cell) return;
    const column = this.page.columnOf(cell);
    find("history-place").textContent = `Строка ${cell.getData().number}, столбец «${column.title}»`;
    try {
      const found = await this.page.net.get("cell.json", { row: cell.getData().id, column: column.id });
      find("history-list").replaceChildren(...found.changes.map(toChange));
      find("history-none").hidden = found.changes.length > 0;
      find("history").showModal();
    } catch (problem) {
      this.page.status.say(problem.message);
    }
  }

  rowMenu() {
    const cell = this.page.here();
    if (!cell || !this.page.sheet.writes) return;
    this.target = { dimension: "ROWS", line: cell.getData().id };
    find("row-name").textContent = `Строка ${cell.getData().number}`;
    find("row-sure").checked = false;
    find("row").showModal();
  }

  columnMenu() {
    const cell = this.page.here();
    if (!cell) return;
    this.column = this.page.columnOf(cell);
    this.target = { dimension: "COLUMNS", line: this.column.id };
    find("column-name").textContent = `Столбец «${this.column.title}»`;
    find("column-title").value = this.column.title;
    find("rename").hidden = this.page.sheet.header === null;
    find("column-sure").checked = false;
    find("values").replaceChildren(...this.values().map((text) => this.toChoice(text)));
    find("column").showModal();
  }

  values() {
    const texts = new Set(this.page.table.getData().map((row) => shown(row[field(this.column.id)])));
    return [...texts].sort().slice(0, MOST_VALUES);
  }

  toChoice(text) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = text;
    box.checked = !this.hidden().has(text);
    label.append(box, document.createTextNode(text || "(пусто)"));
    return label;
  }

  hidden() {
    const mine = this.page.mine?.column.id === this.column.id ? this.page.mine.values : [];
    return new Set([...mine, ...(this.page.sheet.filtered[this.column.id] ?? [])]);
  }

  unchecked() {
    return [...find("values").querySelectorAll("input:not(:checked)")].map((box) => box.value);
  }

  act(button) {
    const deed = this[button.dataset.do](button);
    if (deed === false) return;
    button.closest("dialog").close();
    if (deed) this.page.reshape({ ...this.target, ...deed });
  }

  before() {
    return { do: "insert", after: false, count: 1 };
  }

  after() {
    return { do: "insert", after: true, count: 1 };
  }

  remove(button) {
    const sure = button.closest("dialog").querySelector("[data-sure]");
    if (sure.checked) return { do: "delete" };
    sure.focus();
    return false;
  }

  ascend() {
    this.page.sortMine(this.column, false);
  }

  descend() {
    this.page.sortMine(this.column, true);
  }

  ascendForAll() {
    return { do: "sort", descending: false };
  }

  descendForAll() {
    return { do: "sort", descending: true };
  }

  filterMine() {
    this.page.hide({ column: this.column, values: new Set(this.unchecked()) });
  }

  filterForAll() {
    return { do: "filter", hidden: this.unchecked() };
  }

  showAll() {
    this.page.hide(null);
    this.page.table.clearSort();
  }

  rename() {
    const text = find("column-title").value;
    const { header, revision } = this.page.sheet;
    this.page.rename({ row: header, column: this.column.id, text, revision });
  }
}

function toChange({ at, author, undo, old, new: now, forgotten }) {
  const item = document.createElement("li");
  item.append(line(`${at} — ${author}${undo ? " (отмена)" : ""}`, "strong"));
  if (forgotten) item.append(line("Тексты стёрты вместе с данными человека."));
  else item.append(line(old || "(пусто)", "del"), line(" → ", "span"), line(now || "(пусто)", "ins"));
  return item;
}
