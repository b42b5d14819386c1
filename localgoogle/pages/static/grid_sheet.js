// What the page knows of the sheet: columns, protected boxes, and up to which change each cell has been seen.

export const shown = (cell) => (Array.isArray(cell) ? cell[0] : cell ?? "");
export const entry = (cell) => (Array.isArray(cell) ? cell[1] : cell ?? "");
export const field = (column) => `c${column}`;

const numberOf = (text) => Number.parseFloat(text.replace(/[\s\u00a0\u202f%]/g, "").replace(",", "."));
const dayOf = (text) => text.replace(/^(\d+)\.(\d+)\.(\d+)/, (_, d, m, y) => `${y.padStart(4, "0")}${m.padStart(2, "0")}${d.padStart(2, "0")}`);
const covers = (lock, number, column) => {
  const inside = ([top, left, bottom, right]) => number > top && number <= bottom && column.index >= left && column.index < right;
  return inside(lock.box) && !lock.except.some(inside);
};
const collator = new Intl.Collator("ru", { numeric: true, sensitivity: "base" });

export class Sheet {
  constructor(head, revision) {
    Object.assign(this, head);
    this.revision = revision;
    this.own = new Map();
    this.byId = new Map(head.columns.map((column) => [column.id, column]));
  }

  // The change up to which the person has seen the cell: the whole sheet's, or their own later one.
  seen(row, column) {
    return Math.max(this.revision, this.own.get(`${row} ${column}`) ?? 0);
  }

  wrote(row, column, revision) {
    this.own.set(`${row} ${column}`, revision);
  }

  locked(number, column) {
    return !this.writes || this.locks.some((lock) => covers(lock, number, column));
  }

  // The protection that only warns, undefined where there is none.
  warning(number, column) {
    return this.warned.find((lock) => covers(lock, number, column));
  }

  place(number, column) {
    return `${column.letter}${number}`;
  }
}

export function toRow([id, number, hidden, cells], columns) {
  const row = { id, number, hidden };
  columns.forEach((column, at) => (row[field(column.id)] = cells[at]));
  return row;
}

// Empty cells come last whichever way one sorts, as in Sheets.
export function compare(one, other, kind, descending) {
  const [a, b] = [shown(one), shown(other)];
  if (a === "" || b === "") return (a === "") - (b === "") === 0 ? 0 : ((a === "") - (b === "")) * (descending ? -1 : 1);
  if (kind === "number") return numberOf(a) - numberOf(b) || collator.compare(a, b);
  return kind === "date" ? collator.compare(dayOf(a), dayOf(b)) : collator.compare(a, b);
}
