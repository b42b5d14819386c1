// The grid page: reads the sheet, draws it, sends what people change, and shows what others changed.

import { fromTable, toTable } from "./grid_clipboard.js";
import { Dialogs } from "./grid_dialogs.js";
import { listenToKeys } from "./grid_keys.js";
import { Net } from "./grid_net.js";
import { Queue } from "./grid_queue.js";
import { Sheet, entry, field, shown, toRow } from "./grid_sheet.js";
import { buildTable } from "./grid_table.js";
import { Status } from "./grid_status.js";

const ROWS_AT_ONCE = 1000;
const LOOK_AGAIN = 3000;

class Page {
  constructor(element) {
    this.element = element;
    this.net = new Net(element.dataset.base, element.dataset.gid);
    this.status = new Status();
    this.queue = new Queue(this.net, (waiting, problem) => this.status.saving(waiting, problem));
    this.dialogs = new Dialogs(this);
    this.bar = document.getElementById("entry");
    this.typed = "";
    listenToKeys(element, this);
    this.listen();
  }

  listen() {
    document.getElementById("undo").addEventListener("click", () => this.undo());
    this.bar.addEventListener("focus", () => this.enterBar());
    this.bar.addEventListener("keydown", (event) => this.keyInBar(event));
    this.bar.addEventListener("change", () => this.commitBar());
    window.addEventListener("beforeunload", (event) => this.queue.waiting && event.preventDefault());
  }

  // reading

  async open() {
    await this.net.renew();
    const first = await this.net.get("grid.json", { from: 0, to: ROWS_AT_ONCE });
    this.sheet = new Sheet(first.head, first.revision);
    this.status.reading(this.sheet.writes);
    this.draw(first.rows);
    await this.built;
    await this.readOn(ROWS_AT_ONCE);
    setTimeout(() => this.lookAgain(), LOOK_AGAIN);
  }

  draw(rows) {
    if (this.table) this.table.destroy();
    this.offerLists();
    this.table = buildTable(this.element, this.sheet, rows.map((row) => toRow(row, this.sheet.columns)), this);
    this.built = new Promise((done) => this.table.on("tableBuilt", done)).then(() => {
      this.hide(null);
      this.showAll();
    });
    this.table.on("rangeChanged", () => this.showHere());
    this.table.on("columnResized", (column) => this.resized(column));
  }

  // Rows after the first ones come while people already work.
  async readOn(from) {
    for (let start = from; start < this.sheet.height; start += ROWS_AT_ONCE) {
      const more = await this.net.get("grid.json", { from: start, to: start + ROWS_AT_ONCE });
      await this.table.addData(more.rows.map((row) => toRow(row, this.sheet.columns)));
    }
    this.element.dataset.rows = this.table.getDataCount();
  }

  async reload() {
    const rows = [];
    let head = null;
    for (let start = 0; start === 0 || start < head.height; start += ROWS_AT_ONCE) {
      const part = await this.net.get("grid.json", { from: start, to: start + ROWS_AT_ONCE });
      if (start === 0) this.coming = new Sheet(part.head, part.revision);
      head = this.coming;
      rows.push(...part.rows);
    }
    this.sheet = this.coming;
    const at = this.where();
    this.draw(rows);
    await this.built;
    this.goTo(at);
  }

  offerLists() {
    const lists = this.sheet.columns.filter((column) => column.list).map(toDatalist);
    document.getElementById("lists").replaceChildren(...lists);
  }

  showAll() {
    this.element.dataset.ready = "true";
    this.element.dataset.rows = this.table.getDataCount();
    this.showHere();
  }

  // Others' changes, every few seconds while the page is looked at.
  async lookAgain() {
    try {
      if (!document.hidden && !this.editing()) await this.takeNews();
    } catch (problem) {
      if (!problem.passing) this.status.say(problem.message);
    }
    setTimeout(() => this.lookAgain(), LOOK_AGAIN);
  }

  async takeNews() {
    const { revision, layout } = this.sheet;
    const news = await this.net.get("changes.json", { revision, layout });
    if (news.reload) return this.reload();
    if (!news.rows) return undefined;
    this.sheet.revision = news.revision;
    return this.table.updateData(news.rows.map((row) => toRow(row, this.sheet.columns)));
  }

  editing() {
    return this.queue.waiting > 0 || this.element.querySelector("input, select") !== null || document.activeElement === this.bar;
  }

  // where one is

  here() {
    const range = this.table?.getRanges?.()[0];
    return range?.getCells().flat().find((cell) => cell.getField() !== "number") ?? null;
  }

  columnOf(cell) {
    return this.sheet.byId.get(Number(cell.getField().slice(1)));
  }

  revisionHere() {
    const cell = this.here();
    return cell ? this.sheet.seen(cell.getData().id, this.columnOf(cell).id) : 0;
  }

  where() {
    const cell = this.here();
    return cell ? { row: cell.getData().id, field: cell.getField() } : null;
  }

  goTo(at) {
    const row = at && this.table.getRow(at.row);
    const cell = row && row.getCells().find((each) => each.getField() === at.field);
    if (cell) this.table.getRanges()[0]?.setBounds(cell, cell);
  }

  showHere() {
    const cell = this.here();
    if (!cell) return;
    const column = this.columnOf(cell);
    const { id, number } = cell.getData();
    const locked = this.sheet.locked(number, column);
    document.getElementById("place").textContent = `${this.sheet.place(number, column)} «${column.title}»`;
    if (document.activeElement !== this.bar) this.bar.value = entry(cell.getValue());
    this.bar.readOnly = locked;
    document.getElementById("about").textContent = column.note.replaceAll("\n", " ");
    document.getElementById("about").title = column.note;
    this.bar.title = locked && this.sheet.writes ? "Ячейка защищена, менять её нельзя" : "";
    column.list ? this.bar.setAttribute("list", `list-${column.id}`) : this.bar.removeAttribute("list");
    this.holder().setAttribute("aria-activedescendant", `cell-${id}-${column.id}`);
  }

  holder() {
    return this.element.querySelector(".tabulator-tableholder");
  }

  navigate(direction, { jump = false, expand = false, leave = false } = {}) {
    const before = JSON.stringify(this.where());
    this.table.modules.selectRange.navigate(jump, expand, direction);
    this.showHere();
    return !(leave && before === JSON.stringify(this.where()));
  }

  move(direction) {
    this.holder().focus();
    this.navigate(direction);
  }

  page(step) {
    const count = Math.max(1, Math.floor(this.holder().clientHeight / 30) - 1);
    for (let at = 0; at < count; at += 1) this.table.modules.selectRange.navigate(false, false, step > 0 ? "down" : "up");
    this.showHere();
  }

  edge(direction) {
    let left = this.sheet.columns.length;
    while (left-- && this.navigate(direction, { leave: true }));
  }

  // writing

  startEdit(key) {
    const cell = this.here();
    if (!cell) return;
    if (this.sheet.locked(cell.getData().number, this.columnOf(cell))) {
      this.status.say(this.sheet.writes ? "Эта ячейка защищена, менять её нельзя." : "Эту таблицу вам дали только для просмотра.");
      return;
    }
    this.typed = key;
    cell.edit();
  }

  // Said and not forbidden: the owner of the sheet wanted it so.
  warn(cell) {
    const warning = this.sheet.warning(cell.getData().number, this.columnOf(cell));
    if (warning) this.status.say(`Эти ячейки просили не менять. ${warning.words}`.trim());
  }

  firstKey() {
    const key = this.typed;
    this.typed = "";
    return key;
  }

  edited(edit) {
    this.send([edit]);
  }

  enterBar() {
    this.barRevision = this.revisionHere();
    if (this.here() && !this.bar.readOnly) this.warn(this.here());
  }

  keyInBar(event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") this.bar.value = entry(this.here()?.getValue());
    else this.commitBar();
    this.holder().focus();
  }

  commitBar() {
    const cell = this.here();
    if (!cell || this.bar.readOnly || this.bar.value === entry(cell.getValue())) return;
    this.send([{ row: cell.getData().id, column: this.columnOf(cell).id, text: this.bar.value, revision: this.barRevision }]);
  }

  // Shown at once, sent in order; a refusal puts the old texts back.
  send(edits, skip = false) {
    const before = edits.map((edit) => ({ ...edit, cell: this.table.getRow(edit.row)?.getData()[field(edit.column)] ?? "" }));
    this.showCells(edits.map((edit) => [edit.row, edit.column, edit.text]));
    this.status.clear();
    this.queue.add({
      edits,
      skip,
      stamped: (edit) => ({ ...edit, revision: Math.max(edit.revision, this.sheet.own.get(`${edit.row} ${edit.column}`) ?? 0) }),
      done: (reply) => this.taken(reply, edits),
      refused: (problem) => this.refused(problem, before),
    });
  }

  taken(reply, edits) {
    for (const edit of edits) this.sheet.wrote(edit.row, edit.column, reply.revision);
    this.showCells(reply.cells);
    if (reply.skipped.length) this.status.say(skippedWords(edits.length, reply.skipped));
  }

  refused(problem, before) {
    this.showCells(before.map((edit) => [edit.row, edit.column, edit.cell]));
    if (problem.status === 409) this.dialogs.conflicts(problem.more);
    else this.status.say(problem.message);
  }

  showCells(cells) {
    const rows = new Map();
    for (const [row, column, cell] of cells) {
      if (!rows.has(row)) rows.set(row, { id: row });
      rows.get(row)[field(column)] = cell;
    }
    const known = [...rows.values()].filter((row) => this.table.getRow(row.id));
    this.table.updateData(known).then(() => this.showHere());
  }

  clear() {
    const edits = this.selected().flat().filter((cell) => shown(cell.getValue()) !== "").map((cell) => this.toEdit(cell, ""));
    if (edits.length) this.send(edits, edits.length > 1);
  }

  selected() {
    const rows = this.table.getRanges()[0]?.getStructuredCells() ?? [];
    return rows.map((row) => row.filter((cell) => cell.getField() !== "number"));
  }

  toEdit(cell, text) {
    const [row, column] = [cell.getData().id, this.columnOf(cell).id];
    return { row, column, text, revision: this.sheet.seen(row, column) };
  }

  async undo() {
    try {
      const reply = await this.net.post("undo", {});
      for (const [row, column] of reply.cells) this.sheet.wrote(row, column, reply.revision);
      this.showCells(reply.cells);
      this.status.say(`Отменено: ваше последнее изменение (ячеек: ${reply.undone}).`);
    } catch (problem) {
      this.status.say(problem.message);
    }
  }

  // copying

  copy(event) {
    if (event.target.closest("input, select, textarea")) return;
    event.clipboardData.setData("text/plain", fromTable(this.selected().map((row) => row.map((cell) => shown(cell.getValue())))));
    event.preventDefault();
  }

  cut(event) {
    this.copy(event);
    if (event.defaultPrevented) this.clear();
  }

  // Cells that may not be written are skipped by the server, which then names them.
  paste(event) {
    if (event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    if (!this.sheet.writes) return;
    const table = toTable(event.clipboardData.getData("text/plain"));
    const edits = this.goals(table).map(([cell, text]) => this.toEdit(cell, text));
    if (edits.length) this.send(edits, true);
  }

  // The cells that a pasted table goes to, as the rows stand on the screen now; one text fills the whole selection.
  goals(table) {
    const selection = this.selected();
    if (table.length === 1 && table[0].length === 1) return selection.flat().map((cell) => [cell, table[0][0]]);
    const rows = this.table.getRows("active");
    const top = rows.findIndex((row) => row.getData().id === selection[0][0].getData().id);
    const left = this.sheet.columns.indexOf(this.columnOf(selection[0][0]));
    const fits = table.slice(0, rows.length - top);
    if (fits.length < table.length) this.status.say(`Не поместилось строк: ${table.length - fits.length}. Добавьте строки и вставьте их ещё раз.`);
    return fits.flatMap((texts, down) => {
      const cells = rows[top + down].getCells().filter((cell) => cell.getField() !== "number");
      return texts.map((text, across) => [cells[left + across], text]).filter(([cell]) => cell);
    });
  }

  // shape

  async reshape(action) {
    try {
      await this.net.post("shape", action);
      await this.reload();
      this.status.say("Готово.");
    } catch (problem) {
      this.status.say(problem.message);
    }
  }

  // The header is a cell of the first row; the whole sheet is read again, for it names a column.
  async rename(edit) {
    try {
      await this.net.post("edit", { edits: [edit] });
      await this.reload();
    } catch (problem) {
      this.status.say(problem.message);
    }
  }

  resized(column) {
    const line = Number(column.getField().slice(1));
    if (this.sheet.writes && line) this.net.post("shape", { do: "resize", line, pixels: Math.round(column.getWidth()) }).catch((problem) => this.status.say(problem.message));
  }

  sortMine(column, descending) {
    this.table.setSort(field(column.id), descending ? "desc" : "asc");
  }

  // Rows that the filter for everybody hides, and those that only this person hides.
  hide(mine) {
    this.mine = mine;
    this.table.setFilter((row) => !row.hidden && !mine?.values.has(shown(row[field(mine.column.id)])));
    this.tellFilters();
  }

  // Rows that are not shown must not be taken for lost.
  tellFilters() {
    const forAll = this.sheet.columns.filter((column) => this.sheet.filtered[column.id]?.length).map((column) => `«${column.title}» (для всех)`);
    const mine = this.mine?.values.size ? [`«${this.mine.column.title}» (только у вас)`] : [];
    const line = document.getElementById("filtered");
    line.hidden = forAll.length + mine.length === 0;
    line.textContent = `Показаны не все строки, действует отбор: ${[...forAll, ...mine].join(", ")}. Изменить его можно кнопкой «Столбец…».`;
  }
}

function toDatalist(column) {
  const list = document.createElement("datalist");
  list.id = `list-${column.id}`;
  list.append(...column.list.map((text) => new Option("", text)));
  return list;
}

function skippedWords(count, skipped) {
  const reasons = [...new Set(skipped.map((each) => each.reason))];
  const some = reasons.slice(0, 3).join(" ");
  return `Записано ячеек: ${count - skipped.length}, пропущено: ${skipped.length}. ${some}${reasons.length > 3 ? " …" : ""}`;
}

const page = new Page(document.getElementById("grid"));
page.open().catch((problem) => page.status.say(problem.message));
