"""Who changed which cells, when, from what to what: kept beside the rows for every change, whatever made it.

A record is one row in one change; ``cells`` maps a column id to ``[old, new]``, or to None once its texts were
forgotten. What is forgotten and why: docs/decisions/0014-history-of-cells.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson

from localgoogle.formulas.value import Formula
from localgoogle.sheets.book import Cell
from localgoogle.state import to_json, to_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from localgoogle.state import State

PAGE, DELETION, API = "page", "deletion", "api"

FORGETTING = (API, DELETION)
"""Ways in which what is emptied is gone for good; what is emptied by hand can be taken back."""

CHANGES_BETWEEN_PRUNINGS = 64

Stored = dict[str, Any]
"""A row's cells as they are stored, by column id."""


@dataclass(frozen=True)
class Author:
    """On whose behalf rows are saved; ``way`` is ``api`` (a program) or by hand: ``page``, ``deletion``, ``undo N``."""

    email: str = ""
    way: str = API


NOBODY = Author()


@dataclass(frozen=True)
class Change:
    """What one change did to one row."""

    row: int
    number: int
    at: str
    author: str
    way: str
    cells: dict[int, list[Any] | None]


def next_revision(state: State, file_id: str) -> int:
    """The number of the change that is being saved; a book's numbers only grow."""
    state.db.execute("INSERT OR IGNORE INTO book_revisions VALUES (?, 0)", (file_id,))
    state.db.execute("UPDATE book_revisions SET revision = revision + 1 WHERE file_id = ?", (file_id,))
    revision = current_revision(state, file_id)
    if revision % CHANGES_BETWEEN_PRUNINGS == 0:
        prune(state, file_id)
    return revision


def current_revision(state: State, file_id: str) -> int:
    """How many changes the book has seen."""
    row = state.db.execute("SELECT revision FROM book_revisions WHERE file_id = ?", (file_id,)).fetchone()
    return int(row[0]) if row else 0


def record(state: State, place: tuple[str, int], after: dict[int, Stored], number: int, author: Author) -> set[str]:
    """Note what is about to change in rows of the sheet ``place`` (file id, sheet id).

    Gives the texts that are gone for good from their cells; rows that are emptied for good are forgotten at once.
    """
    changed = {row: cells for row, cells in differences(state, place, after).items() if cells}
    stamp = state.timestamp()
    rows = [(*place, row, number, stamp, author.email, author.way, to_json(cells)) for row, cells in changed.items()]
    state.db.executemany("INSERT INTO row_history VALUES (?,?,?,?,?,?,?,?)", rows)
    if author.way not in FORGETTING:
        return set()
    for row in changed:
        if all(plain(past(cell)) is None for cell in after[row].values()):
            forget_row(state, place, row)
    emptied = (plain(old) for cells in changed.values() for old, new in cells.values() if plain(new) is None)
    return {old for old in emptied if isinstance(old, str)}


def differences(state: State, place: tuple[str, int], after: dict[int, Stored]) -> dict[int, Stored]:
    """The old and the new value of every cell that differs from what the file holds."""
    before = stored_rows(state, place, after)
    return {row: row_difference(orjson.loads(before.get(row, "{}")), cells) for row, cells in after.items()}


def stored_rows(state: State, place: tuple[str, int], rows: Iterable[int]) -> dict[int, str]:
    """The cells of those of the rows that the file holds, as JSON."""
    query = (
        "SELECT row_id, cells FROM grid_rows "
        "WHERE file_id = ? AND sheet_id = ? AND row_id IN (SELECT value FROM json_each(?))"
    )
    return dict(state.db.execute(query, (*place, to_json(list(rows)))).fetchall())


def row_difference(before: Stored, after: Stored) -> Stored:
    """The pairs of what differs; most cells are plain values, which need no closer look."""
    differing = {}
    for column in before | after:
        old, new = before.get(column), after.get(column)
        if type(old) is type(new) and old == new:
            continue
        old, new = past(old), past(new)
        if not same_value(old, new):
            differing[column] = [old, new]
    return differing


def same_value(one: Any, other: Any) -> bool:
    """Whether two kept cells hold the same; 1 is not the same as true."""
    one, other = plain(one), plain(other)
    return bool(one == other) and type(one) is type(other)


def past(stored: Any) -> Any:
    """What history keeps of a stored cell: its value, with the number format if it has one."""
    if not isinstance(stored, dict):
        return stored
    number_format = (stored.get("format") or {}).get("numberFormat")
    value = stored["value"]
    return {"value": value, "numberFormat": number_format} if number_format else value


def plain(kept: Any) -> Any:
    """The value alone of what history keeps; a formula as its text."""
    while isinstance(kept, dict):
        kept = kept["formula"] if "formula" in kept else kept["value"]
    return kept


def past_cell(kept: Any) -> Cell:
    """The cell that history has kept."""
    if not isinstance(kept, dict):
        return Cell(kept)
    if "formula" in kept:
        return Cell(Formula(kept["formula"]))
    return past_cell(kept["value"])._replace(format={"numberFormat": kept["numberFormat"]})


# reading


def changes(state: State, file_id: str, where: str, *values: Any) -> Iterator[Change]:
    """Records of a book by a condition in SQL, the newest first unless the condition orders them."""
    query = f"SELECT row_id, change, at, author, way, cells FROM row_history WHERE file_id = ? AND {where}"  # noqa: S608 - conditions are this module's own
    for row, number, at, author, way, cells in state.db.execute(query, (file_id, *values)):
        known = {int(column): pair for column, pair in orjson.loads(cells).items()}
        yield Change(row, number, at, author, way, known)


def row_changes(state: State, file_id: str, sheet_id: int, row: int, after: int = 0) -> Iterator[Change]:
    """What happened to a row after the revision, the newest first."""
    where = "sheet_id = ? AND row_id = ? AND change > ? ORDER BY change DESC"
    return changes(state, file_id, where, sheet_id, row, after)


def cell_changes(state: State, file_id: str, sheet_id: int, row: int, column: int, after: int = 0) -> Iterator[Change]:
    """What happened to a cell after the revision, the newest first."""
    return (each for each in row_changes(state, file_id, sheet_id, row, after) if column in each.cells)


def sheet_changes(state: State, file_id: str, sheet_id: int, before: int, count: int) -> Iterator[Change]:
    """The last ``count`` records of a sheet that are older than the revision ``before``."""
    where = "change < ? AND sheet_id = ? ORDER BY change DESC, row_id LIMIT ?"
    return changes(state, file_id, where, before, sheet_id, count)


def rows_since(state: State, file_id: str, sheet_id: int, revision: int) -> set[int]:
    """The rows of a sheet that changed after the revision."""
    query = "SELECT DISTINCT row_id FROM row_history WHERE file_id = ? AND change > ? AND sheet_id = ?"
    return {row for (row,) in state.db.execute(query, (file_id, revision, sheet_id))}


def own_last(state: State, file_id: str, sheet_id: int, email: str) -> list[Change]:
    """The last change that a person made by hand and has not taken back: its records, none when there is none."""
    query = (
        "SELECT DISTINCT change, way FROM row_history WHERE file_id = ? AND sheet_id = ? AND author = ? AND way <> ?"
    )
    mine = dict(state.db.execute(query, (file_id, sheet_id, email, API)).fetchall())
    taken_back = {int(way.removeprefix("undo ")) for way in mine.values() if way.startswith("undo ")}
    left = [number for number, way in mine.items() if way == PAGE and number not in taken_back]
    return list(changes(state, file_id, "sheet_id = ? AND change = ?", sheet_id, max(left))) if left else []


# forgetting


def forget_texts(state: State, file_id: str, texts: Iterable[str]) -> None:
    """Take these texts out of a book's history; that, when and by whom cells were changed stays known.

    The one door by which an erasure of a person reaches the history of a book. A name is forgotten as a part of a
    longer text too: it stood in other people's rows, beside the names of those who stay.
    """
    gone = set(texts)
    names = tuple(text for text in gone if is_name(text))
    needles = [to_json(text) for text in gone] + [to_json(name)[1:-1] for name in names]
    found = state.db.execute("SELECT sheet_id, row_id, change, cells FROM row_history WHERE file_id = ?", (file_id,))
    for *key, cells in [row for row in found if any(needle in row[3] for needle in needles)]:
        kept = {column: None if mentions(pair, gone, names) else pair for column, pair in orjson.loads(cells).items()}
        replace_cells(state, (file_id, *key), kept)


def is_name(text: str) -> bool:
    """Two to five words, each with a capital: «Подготовка к экзаменам» is none."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() for word in words)


def mentions(pair: list[Any] | None, gone: set[str], names: Iterable[str]) -> bool:
    said = [value for value in map(plain, pair or ()) if isinstance(value, str)]
    return any(value in gone or any(name in value for name in names) for value in said)


def forget_row(state: State, place: tuple[str, int], row: int) -> None:
    """Take all texts out of a row's history."""
    query = "SELECT change, cells FROM row_history WHERE file_id = ? AND sheet_id = ? AND row_id = ?"
    for number, cells in state.db.execute(query, (*place, row)).fetchall():
        replace_cells(state, (*place, row, number), dict.fromkeys(orjson.loads(cells)))


def replace_cells(state: State, key: tuple[Any, ...], cells: dict[str, Any]) -> None:
    query = "UPDATE row_history SET cells = ? WHERE file_id = ? AND sheet_id = ? AND row_id = ? AND change = ?"
    state.db.execute(query, (to_json(cells), *key))


def forget_sheet(state: State, file_id: str, sheet_id: int) -> None:
    state.db.execute("DELETE FROM row_history WHERE file_id = ? AND sheet_id = ?", (file_id, sheet_id))


def forget_book(state: State, file_id: str) -> None:
    for table in ("row_history", "book_revisions"):
        state.db.execute(f"DELETE FROM {table} WHERE file_id = ?", (file_id,))  # noqa: S608 - our own names


def prune(state: State, file_id: str) -> None:
    """Drop what is older than the settings allow, and the oldest of what is more than they allow."""
    oldest = to_timestamp(state.now() - timedelta(days=state.settings.historyDays))
    state.db.execute("DELETE FROM row_history WHERE file_id = ? AND at < ?", (file_id, oldest))
    query = "SELECT change FROM row_history WHERE file_id = ? ORDER BY change DESC LIMIT 1 OFFSET ?"
    last_too_many = state.db.execute(query, (file_id, state.settings.historyRows)).fetchone()
    if last_too_many:
        state.db.execute("DELETE FROM row_history WHERE file_id = ? AND change <= ?", (file_id, last_too_many[0]))
