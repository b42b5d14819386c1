"""Spreadsheets on disk: a small document for a book and for each sheet, a record for each filled row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from localgoogle import erasures
from localgoogle.formulas.value import Formula
from localgoogle.sheets import history
from localgoogle.sheets.book import Axis, Book, Cell, Metadatum, Place, Sheet, Value
from localgoogle.state import to_json

if TYPE_CHECKING:
    from localgoogle.state import State

MOST_CELLS = 250_000
"""Of all open books together, about 60 MB; the two that were asked for last stay open however big they are."""


@dataclass
class Shelf:
    """The books that were opened, the one asked for last at the end.

    A book that a failed call has changed is read again from the file. ``author`` is on whose behalf this call saves
    rows. ``cells`` counts those of all open books, and more: what is written over is counted again.
    """

    books: dict[str, Book] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    touched: str = ""
    author: history.Author = history.NOBODY
    cells: int = 0
    allowed: int = MOST_CELLS

    def drop_touched(self) -> None:
        self.drop(self.touched)
        self.settle()

    def settle(self) -> None:
        self.touched, self.author = "", history.NOBODY
        self.make_room()

    def make_room(self) -> None:
        """Close the books that were not asked for longest, until the others are small enough together."""
        if self.cells <= self.allowed:
            return
        sizes = {file_id: count_cells(book) for file_id, book in self.books.items()}
        self.cells = sum(sizes.values())
        for file_id in list(sizes)[:-2]:
            if self.cells > MOST_CELLS:
                self.drop(file_id)
                self.cells -= sizes[file_id]
        # Two books that are bigger than that are not counted again at each call.
        self.allowed = max(MOST_CELLS, self.cells * 5 // 4)

    def drop(self, file_id: str) -> None:
        self.books.pop(file_id, None)
        self.parts.pop(file_id, None)


def count_cells(book: Book) -> int:
    return sum(len(cells) for sheet in book.sheets for cells in sheet.cells.values())


def shelf(state: State) -> Shelf:
    if "sheets" not in state.caches:
        state.caches["sheets"] = Shelf()
        state.rolled_back.append(state.caches["sheets"].drop_touched)
        state.committed.append(state.caches["sheets"].settle)
    found: Shelf = state.caches["sheets"]
    return found


def open_book(state: State, file_id: str, *, to_change: bool = False) -> Book:
    """The book of a spreadsheet. What is changed in it must be saved in the same call."""
    books = shelf(state)
    if to_change:
        books.touched = file_id
    if file_id not in books.books:
        books.parts[file_id] = dict(stored_parts(state, file_id))
        books.books[file_id] = read_book(state, file_id, books.parts[file_id])
        books.cells += count_cells(books.books[file_id])
    book = books.books[file_id] = books.books.pop(file_id)
    book.opened = state.now()
    return book


def stored_parts(state: State, file_id: str) -> list[tuple[str, str]]:
    return state.db.execute("SELECT part, body FROM documents WHERE file_id = ?", (file_id,)).fetchall()


def read_book(state: State, file_id: str, parts: dict[str, str]) -> Book:
    head = orjson.loads(parts["book"])
    metadata = [to_metadatum(item) for item in orjson.loads(parts["metadata"])]
    sheets = [read_sheet(state, file_id, sheet_id, parts) for sheet_id in head["sheets"]]
    return Book(file_id, head["properties"], sheets, head["namedRanges"], {item.id: item for item in metadata})


def to_metadatum(item: list[Any]) -> Metadatum:
    identity, key, value, visibility, place = item
    return Metadatum(identity, key, value, visibility, Place(*place))


def read_sheet(state: State, file_id: str, sheet_id: int, parts: dict[str, str]) -> Sheet:
    stored = orjson.loads(parts[f"sheet:{sheet_id}"])
    rows = state.db.execute(
        "SELECT row_id, cells FROM grid_rows WHERE file_id = ? AND sheet_id = ?", (file_id, sheet_id)
    )
    alike: dict[str, Cell] = {}
    return Sheet(
        id=sheet_id,
        properties=stored["properties"],
        rows=to_axis(stored["rows"]),
        columns=to_axis(stored["columns"]),
        cells={row_id: to_cells(orjson.loads(cells), alike) for row_id, cells in rows},
        defaults=to_cells(stored["defaults"]),
        merges=stored["merges"],
        protected=stored["protected"],
        conditional=stored["conditional"],
        banded=stored["banded"],
        filter=stored["filter"],
        # Books of an older version lack what follows.
        views=stored.get("views", []),
        charts=stored.get("charts", []),
        tables=stored.get("tables", []),
    )


def save_book(state: State, book: Book) -> None:
    """Write what has changed since the book was read or saved last."""
    state.erased = state.erased or bool(book.deleted_sheets)
    for sheet_id in book.deleted_sheets:
        state.db.execute("DELETE FROM grid_rows WHERE file_id = ? AND sheet_id = ?", (book.id, sheet_id))
        history.forget_sheet(state, book.id, sheet_id)
    book.deleted_sheets.clear()
    known = shelf(state).parts.setdefault(book.id, {})
    parts = to_parts(book)
    for part, body in parts.items():
        if known.get(part) != body:
            state.db.execute("INSERT OR REPLACE INTO documents VALUES (?,?,?)", (book.id, part, body))
    for part in known.keys() - parts.keys():
        state.db.execute("DELETE FROM documents WHERE file_id = ? AND part = ?", (book.id, part))
    shelf(state).parts[book.id] = parts
    number = history.next_revision(state, book.id)
    changed = [sheet for sheet in book.sheets if sheet.changed]
    emptied = {text for sheet in changed for text in save_rows(state, book.id, sheet, number)}
    if emptied:
        state.erased = True
        history.forget_texts(state, book.id, emptied - texts(book))
    state.touch(book.id)


def note_deleted_rows(state: State, file_id: str, sheet: Sheet) -> None:
    """Filled rows that are about to leave the file, deleted and not only emptied, must not come with a backup."""
    empty = [row_id for row_id in sheet.changed if row_id not in sheet.cells]
    gone = set(empty).difference(sheet.rows.ids) if empty else ()
    filled = history.stored_rows(state, (file_id, sheet.id), gone) if gone else ()
    if filled:
        erasures.note_rows(state, file_id, sheet.id, filled)


def texts(book: Book) -> set[str]:
    """Every text that stands in a cell of the book."""
    rows = (cells.values() for sheet in book.sheets for cells in sheet.cells.values())
    return {cell.value for cells in rows for cell in cells if isinstance(cell.value, str)}


def save_rows(state: State, file_id: str, sheet: Sheet, number: int) -> set[str]:
    """Write the changed rows, and what has changed in them into the history as change ``number``.

    Gives the texts that were emptied for good: history must forget those that stand nowhere in the book now.
    """
    after = {row_id: from_cells(sheet.cells.get(row_id, {})) for row_id in sorted(sheet.changed)}
    emptied_texts = history.record(state, (file_id, sheet.id), after, number, shelf(state).author)
    note_deleted_rows(state, file_id, sheet)
    shelf(state).cells += sum(map(len, after.values()))
    filled = [row_id for row_id, cells in after.items() if cells]
    rows = [(file_id, sheet.id, row_id, to_json(after[row_id])) for row_id in filled]
    state.db.executemany("INSERT OR REPLACE INTO grid_rows VALUES (?,?,?,?)", rows)
    emptied = [(file_id, sheet.id, row_id) for row_id in sheet.changed.difference(filled)]
    state.db.executemany("DELETE FROM grid_rows WHERE file_id = ? AND sheet_id = ? AND row_id = ?", emptied)
    sheet.changed.clear()
    return emptied_texts


def delete_book(state: State, file_id: str) -> None:
    state.erased = True
    shelf(state).drop(file_id)
    state.db.execute("DELETE FROM documents WHERE file_id = ?", (file_id,))
    state.db.execute("DELETE FROM grid_rows WHERE file_id = ?", (file_id,))
    history.forget_book(state, file_id)


def to_parts(book: Book) -> dict[str, str]:
    head = {
        "properties": book.properties,
        "sheets": [sheet.id for sheet in book.sheets],
        "namedRanges": book.named_ranges,
    }
    metadata = [[*item[:-1], list(item.place)] for item in book.metadata.values()]
    sheets = {f"sheet:{sheet.id}": to_json(from_sheet(sheet)) for sheet in book.sheets}
    return {"book": to_json(head), "metadata": to_json(metadata), **sheets}


def from_sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "properties": sheet.properties,
        "rows": from_axis(sheet.rows),
        "columns": from_axis(sheet.columns),
        "defaults": from_cells(sheet.defaults),
        "merges": sheet.merges,
        "protected": sheet.protected,
        "conditional": sheet.conditional,
        "banded": sheet.banded,
        "filter": sheet.filter,
        "views": sheet.views,
        "charts": sheet.charts,
        "tables": sheet.tables,
    }


def from_axis(axis: Axis) -> dict[str, Any]:
    groups = {"groups": axis.groups} if axis.groups else {}
    return {"runs": axis.runs.in_order, "next": axis.next_id, "properties": axis.properties, **groups}


def to_axis(stored: dict[str, Any]) -> Axis:
    ids = [line for start, count in stored["runs"] for line in range(start, start + count)]
    groups = {int(line): known for line, known in stored.get("groups", {}).items()}
    return Axis(ids, stored["next"], {int(line): known for line, known in stored["properties"].items()}, groups)


def from_cells(cells: dict[int, Cell]) -> dict[str, Any]:
    return {str(column): from_cell(cell) for column, cell in cells.items()}


def to_cells(stored: dict[str, Any], alike: dict[str, Cell] | None = None) -> dict[int, Cell]:
    """The cells of a row; equal texts share one of the cells ``alike``: columns repeat a few words again and again."""
    known = {} if alike is None else alike
    return {
        int(column): known.setdefault(cell, Cell(cell)) if isinstance(cell, str) else to_cell(cell)
        for column, cell in stored.items()
    }


def from_cell(cell: Cell) -> Any:
    """A cell that is only a value is stored as that value."""
    value: Any = {"formula": cell.value.text} if isinstance(cell.value, Formula) else cell.value
    looks = (cell.format, cell.rule, cell.note or None, cell.runs)
    if looks == (None, None, None, None) and not isinstance(value, dict | None):
        return value
    runs = {"runs": cell.runs} if cell.runs else {}
    return {"value": value, "format": cell.format, "rule": cell.rule, "note": cell.note, **runs}


def to_cell(stored: Any) -> Cell:
    if not isinstance(stored, dict):
        return Cell(stored)
    value: Value | dict[str, str] = stored["value"]
    if isinstance(value, dict):
        value = Formula(value["formula"])
    return Cell(value, stored["format"], stored["rule"], stored["note"], stored.get("runs"))
