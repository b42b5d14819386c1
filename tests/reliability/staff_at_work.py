"""What staff do in the shared sheets, as the browser would send it.

``a``, ``b`` and ``c`` are numbers by which an act finds its place among what stands there at that moment, so that a
story can be made shorter and still be told.
"""

from __future__ import annotations

from typing import Any

from sheets_schema.tables import book_of
from tests.reliability.desk import (
    Cells,
    Desk,
    Request,
    box,
    lines,
    put,
    rows_with_keys,
    some_column,
    some_row,
    text,
    what,
)
from tests.reliability.seen import Seen

# Cells


def edit(desk: Desk, seen: Seen, a: int, b: int, _c: int) -> None:
    row, column = some_row(seen, a), some_column(seen, b)
    if row is not None:
        word = desk.history.word()
        write(desk, seen, f"types {word} over {what(seen, row, column)}", row, column, [[text(word)]])


def clear(desk: Desk, seen: Seen, a: int, b: int, _c: int) -> None:
    row, column = some_row(seen, a), some_column(seen, b)
    if row is not None:
        write(desk, seen, f"clears {what(seen, row, column)}", row, column, [[{}]])


def paste(desk: Desk, seen: Seen, a: int, b: int, c: int) -> None:
    """A block of up to three by three, anywhere from the header down."""
    height, width = 1 + c % 3, 1 + c // 3 % 3
    row = seen.header + (c % 11 != 0) + a % max(1, seen.row_count - seen.header - height)
    row = max(0, min(row, seen.row_count - height))
    column = b % max(1, len(seen.columns) - width + 1)
    block = [[text(desk.history.word()) for _ in range(width)] for _ in range(height)]
    words = " ".join(cell["userEnteredValue"]["stringValue"] for line in block for cell in line)
    if row <= seen.header:
        desk.history.titles[seen.table.key] |= set(words.split())
    write(desk, seen, f"pastes {height}x{width} {words} at {what(seen, row, column)}", row, column, block)


def write(desk: Desk, seen: Seen, told: str, row: int, column: int, cells: Cells) -> None:
    """Nobody types into a row that a filter hides from them."""
    if not seen.hidden.intersection(range(row, row + len(cells))) and desk.do(
        seen.table.key, told, put(seen, row, column, cells)
    ):
        remember_cells(desk, seen, row, column, len(cells), len(cells[0]))


def remember_cells(desk: Desk, seen: Seen, row: int, column: int, height: int, width: int) -> None:
    """How to take back what was just written, as Ctrl+Z does: wherever these cells stand by then."""
    tab = seen.table.key
    after = desk.look(tab)
    if after is None:
        return
    places = [(line, place) for line in range(row, row + height) for place in range(column, column + width)]
    changed = [(line, place) for line, place in places if seen.at(line, place) != after.at(line, place)]

    def take_back() -> None:
        now = desk.look(tab)
        found = [found_again(after, now, line, place) for line, place in changed] if now else []
        requests = [
            put(now, *where, [[seen.cell(line, place)]])
            for where, (line, place) in zip(found, changed, strict=False)
            if now and where and now.at(*where) == after.at(line, place)
        ]
        if requests:
            desk.do(tab, "takes back the last edit", *requests)

    desk.last = take_back


def found_again(then: Seen, now: Seen, row: int, column: int) -> tuple[int, int] | None:
    """Where a cell stands now: by its row's key and its column's name, or where it stood."""
    name, key = then.columns[column], then.keys.get(row, "")
    places = [place for place, other in enumerate(now.columns) if other == name]
    rows = now.rows.get(key, []) if key else [row]
    if row == then.header:
        rows = [now.header] if now.has_header else []
    return (rows[0], places[0]) if len(rows) == 1 and len(places) == 1 else None


def copy_down(desk: Desk, seen: Seen, a: int, b: int, c: int) -> None:
    """Copies a cell onto the one below; one time in five it is the code."""
    row = some_row(seen, a)
    column = seen.key_place if c % 5 == 0 and seen.key_place is not None else some_column(seen, b)
    if row is not None and row + 1 < seen.row_count:
        paste_it = {"source": box(seen, row, column), "destination": box(seen, row + 1, column)}
        told = f"copies {what(seen, row, column)} onto {what(seen, row + 1, column)}"
        if row + 1 not in seen.hidden and desk.do(
            seen.table.key, told, {"copyPaste": {**paste_it, "pasteType": "PASTE_NORMAL"}}
        ):
            remember_cells(desk, seen, row + 1, column, 1, 1)


def merge(desk: Desk, seen: Seen, a: int, b: int, c: int) -> None:
    row, column = some_row(seen, a), some_column(seen, b)
    if row is None:
        return
    height, width = ((1, 2), (2, 1))[c % 2]
    if row + height > seen.row_count or column + width > len(seen.columns):
        return
    where = box(seen, row, column, height, width)
    told = f"merges {height}x{width} at {what(seen, row, column)}"
    desk.do(seen.table.key, told, {"mergeCells": {"range": where, "mergeType": "MERGE_ALL"}})


def undo(desk: Desk, _seen: Seen, _a: int, _b: int, _c: int) -> None:
    """Ctrl+Z: what this person did last."""
    desk.undo()


# Rows


def sort(desk: Desk, seen: Seen, _a: int, b: int, c: int) -> None:
    rows = rows_with_keys(seen)
    if rows:
        first = seen.header + 1
        where = box(seen, first, 0, max(rows) + 1 - first, len(seen.columns))
        column = b % len(seen.columns)
        specs = [{"dimensionIndex": column, "sortOrder": ("ASCENDING", "DESCENDING")[c % 2]}]
        told = f"sorts by {seen.columns[column]} {specs[0]['sortOrder']}"
        desk.do(seen.table.key, told, {"sortRange": {"range": where, "sortSpecs": specs}})


def filter_rows(desk: Desk, seen: Seen, _a: int, b: int, c: int) -> None:
    """Hides every row that shows one of some texts; one time in three shows everything again."""
    if c % 3 == 0:
        desk.do(seen.table.key, "takes the filter off", {"clearBasicFilter": {"sheetId": seen.sheet_id}})
        return
    column = b % len(seen.columns)
    hidden = sorted({seen.at(row, column) for row in rows_with_keys(seen)})[c % 2 :: 2]
    top = max(0, seen.header)
    where = box(seen, top, 0, max(1, seen.row_count - top), len(seen.columns))
    criteria = {"criteria": {str(column): {"hiddenValues": hidden}}}
    told = f"filters by {seen.columns[column]}, hiding {len(hidden)} texts"
    desk.do(seen.table.key, told, {"setBasicFilter": {"filter": {"range": where, **criteria}}})


def insert_row(desk: Desk, seen: Seen, a: int, b: int, c: int) -> None:
    """An empty row, and two times in three a note in it; sometimes above the header."""
    row = a % (seen.row_count + 1)
    requests = [{"insertDimension": {"range": lines(seen, "ROWS", row)}}]
    word, column = desk.history.word(), b % len(seen.columns)
    if c % 3:
        requests.append(put(seen, row, column, [[text(word)]]))
    desk.do(seen.table.key, f"inserts a row at {row + 1}" + (f" with {word}" if c % 3 else ""), *requests)


def delete_row(desk: Desk, seen: Seen, a: int, _b: int, _c: int) -> None:
    row = some_row(seen, a)
    if row is not None:
        delete_lines(desk, seen, f"deletes the row of {seen.keys[row]}", "ROWS", [row])


def delete_lines(desk: Desk, seen: Seen, told: str, dimension: str, places: list[int], accident: bool = False) -> None:
    """From the last to the first; Ctrl+Z puts them in again, without the developer metadata of a column."""
    requests: list[Request] = []
    if dimension == "ROWS":
        requests.append(thawed(seen))
        if len(places) >= seen.row_count - 1 - seen.header:
            requests.append({"appendDimension": {"sheetId": seen.sheet_id, "dimension": "ROWS", "length": 1}})
    requests += [{"deleteDimension": {"range": lines(seen, dimension, place)}} for place in sorted(places)[::-1]]
    if not desk.do(seen.table.key, told, *requests):
        return

    def take_back() -> None:
        now = desk.look(seen.table.key)
        if now is None:
            return
        back: list[Request] = []
        # Whoever takes back a deletion puts what was deleted under or into the header, wherever that stands by now.
        shift = now.header - seen.header if dimension == "COLUMNS" or seen.header not in places else 0
        for place in sorted(places):
            goal = place + shift if dimension == "ROWS" else place
            where = lines(seen, dimension, goal)
            back.append({"insertDimension": {"range": where, "inheritFromBefore": goal > 0}})
            if dimension == "ROWS":
                back.append(put(seen, goal, 0, [line_in(now, seen, place)]))
            else:
                stand = rows_again(now, seen, places, shift)
                back += [put(seen, goal, place, [[seen.cell(row, place)]]) for row, goal in stand.items()]
        if seen.key_place in places and dimension == "COLUMNS" and now.has_header:
            back.append(put(seen, now.header, seen.key_place, [[text(seen.table.key_column.title)]]))
        desk.do(seen.table.key, f"takes back that somebody {told}", *back)

    desk.last = take_back
    if accident:
        desk.accidents.append(take_back)


def rows_again(now: Seen, then: Seen, places: list[int], shift: int) -> dict[int, int]:
    """Where each row of then stands, now that these columns are gone from it: by most of the texts that it has left."""
    left = [{text for place, text in enumerate(line) if place not in places and text} for line in then.grid]
    standing = [{text for text in line if text} for line in now.grid]
    fits = sorted(
        (-len(texts & line), abs(goal - row - shift), row, goal)
        for row, texts in enumerate(left)
        for goal, line in enumerate(standing)
        if 2 * len(texts & line) > len(texts)
    )
    found: dict[int, int] = {}
    for _, _, row, goal in fits:
        if row not in found and goal not in found.values():
            found[row] = goal
    for row in range(len(left)):  # one that the machine has emptied meanwhile
        if row not in found and row + shift not in found.values():
            found[row] = row + shift
    return {row: goal for row, goal in found.items() if goal >= 0 and any(then.grid[row])}


def line_in(now: Seen, then: Seen, row: int) -> list[dict[str, Any]]:
    """What stood in a row, each cell in the place that its column has now; what nothing names stays where it was."""
    if len(now.columns) == len(then.columns):
        return then.line(row)
    places = [place_then(now, then, place, name) for place, name in enumerate(now.columns)]
    return [{} if place is None else then.cell(row, place) for place in places]


def place_then(now: Seen, then: Seen, place: int, name: str) -> int | None:
    if name in then.columns:
        return then.columns.index(name)
    unnamed = place < len(then.columns) and then.columns[place] not in now.columns
    return place if unnamed else None


def thawed(seen: Seen) -> Request:
    """A frozen header is in the way of deleting rows."""
    properties = {"sheetId": seen.sheet_id, "gridProperties": {"frozenRowCount": 0}}
    return {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}}


def move_row(desk: Desk, seen: Seen, a: int, b: int, _c: int) -> None:
    row = some_row(seen, a)
    goal = seen.header + 1 + b % max(1, seen.row_count - seen.header)
    if row is not None and goal not in (row, row + 1):
        request = {"moveDimension": {"source": lines(seen, "ROWS", row), "destinationIndex": goal}}
        desk.do(seen.table.key, f"moves the row of {seen.keys[row]} to {goal + 1}", request)


def duplicate_row(desk: Desk, seen: Seen, a: int, _b: int, _c: int) -> None:
    row = some_row(seen, a)
    if row is not None:
        width = len(seen.columns)
        pair = {"source": box(seen, row, 0, 1, width), "destination": box(seen, row + 1, 0, 1, width)}
        room = {"insertDimension": {"range": lines(seen, "ROWS", row + 1)}}
        copied = {"copyPaste": {**pair, "pasteType": "PASTE_NORMAL"}}
        desk.do(seen.table.key, f"duplicates the row of {seen.keys[row]}", room, copied)


# Columns


def insert_column(desk: Desk, seen: Seen, a: int, b: int, c: int) -> None:
    """A column of their own with two words in it; one time in four without a header."""
    column, row = b % (len(seen.columns) + 1), some_row(seen, a)
    title = desk.history.word() if c % 4 and seen.has_header else ""
    requests = [{"insertDimension": {"range": lines(seen, "COLUMNS", column)}}]
    if title:
        desk.history.titles[seen.table.key].add(title)
        requests.append(put(seen, seen.header, column, [[text(title)]]))
    if row is not None:
        requests.append(put(seen, row, column, [[text(desk.history.word())]]))
    desk.do(seen.table.key, f"inserts a column {title!r} at {column + 1}", *requests)


def move_column(desk: Desk, seen: Seen, _a: int, b: int, c: int) -> None:
    column, goal = b % len(seen.columns), c % (len(seen.columns) + 1)
    if goal not in (column, column + 1):
        request = {"moveDimension": {"source": lines(seen, "COLUMNS", column), "destinationIndex": goal}}
        desk.do(seen.table.key, f"moves the column {seen.columns[column]} to {goal + 1}", request)


def delete_column(desk: Desk, seen: Seen, _a: int, b: int, _c: int) -> None:
    column = some_column(seen, b)
    delete_lines(desk, seen, f"deletes the column {seen.columns[column]}", "COLUMNS", [column])


def rename_column(desk: Desk, seen: Seen, _a: int, b: int, _c: int) -> None:
    if not seen.has_header:
        return
    column, word = b % len(seen.columns), desk.history.word()
    desk.history.titles[seen.table.key].add(word)
    told = f"renames the column {seen.columns[column]} to {word}"
    write(desk, seen, told, seen.header, column, [[text(word)]])

    def take_back() -> None:
        """Where a tab was made again by hand, nothing but its header tells which column has the codes."""
        now = desk.look(seen.table.key)
        if now is not None and now.has_header and f"«{word}»" in now.columns:
            title = [[text(seen.table.key_column.title)]]
            write(desk, now, f"takes back that somebody {told}", now.header, now.columns.index(f"«{word}»"), title)

    if column == seen.key_place:
        desk.accidents.append(take_back)


# Tabs


def properties(seen: Seen, fields: str, **changed: Any) -> Request:
    return {"updateSheetProperties": {"properties": {"sheetId": seen.sheet_id, **changed}, "fields": fields}}


def rename_tab(desk: Desk, seen: Seen, _a: int, _b: int, _c: int) -> None:
    word = desk.history.word()
    if desk.do(seen.table.key, f"renames the tab to {word}", properties(seen, "title", title=word)):
        desk.history.tab_names[seen.table.key] = word


def move_tab(desk: Desk, seen: Seen, a: int, _b: int, _c: int) -> None:
    desk.do(seen.table.key, f"moves the tab to {a % 4}", properties(seen, "index", index=a % 4))


def duplicate_tab(desk: Desk, seen: Seen, _a: int, _b: int, _c: int) -> None:
    """A copy of the tab as it stands: the staff's own."""
    copy_id = 10_000 + desk.history.words
    told = {"sourceSheetId": seen.sheet_id, "newSheetId": copy_id, "newSheetName": desk.history.word()}
    if desk.do(seen.table.key, "duplicates the tab", {"duplicateSheet": told}):
        desk.history.tab_copies[book_of(seen.table.key).key, copy_id] = seen.grid


def protect(desk: Desk, seen: Seen, _a: int, b: int, c: int) -> None:
    """Somebody locks a column for everyone else, or takes a lock away."""
    if c % 2 and seen.protected:
        identity = {"protectedRangeId": seen.protected[b % len(seen.protected)]}
        desk.do(seen.table.key, "takes a protection away", {"deleteProtectedRange": identity})
        return
    column = b % len(seen.columns)
    where = {"sheetId": seen.sheet_id, "startColumnIndex": column, "endColumnIndex": column + 1}
    request = {"addProtectedRange": {"protectedRange": {"range": where}}}
    desk.do(seen.table.key, f"protects the column {seen.columns[column]}", request, name="sidorova")


ARRANGING = (
    sort,
    filter_rows,
    insert_row,
    delete_row,
    move_row,
    duplicate_row,
    insert_column,
    move_column,
    delete_column,
)
TYPING = (edit, clear, paste, copy_down, merge, undo, rename_column)
ON_TABS = (rename_tab, move_tab, duplicate_tab, protect)
