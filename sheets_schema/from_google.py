"""Google's grid of cells becomes a book by our own keys.

Columns are known by their anchor (developer metadata on the column) with the header's text as fallback,
rows by the value in the key column; positions mean nothing.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from sheets_schema.as_read import BookAsRead, Copy, Raw, RowAsRead, SheetAsRead
from sheets_schema.charts_from_google import CHART_MASK, charts_from_google
from sheets_schema.copies import copy_sheet_id
from sheets_schema.errors import BaseVanished, ColumnLost
from sheets_schema.kind import Value, canonical, read
from sheets_schema.look import PROTECTED
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables.memory import row_key

COLUMN_ANCHOR = "nastavnik.column"
GENERATION = "nastavnik.generation"

# One read brings everything a sync needs to know of a book, however many tabs it has.
READ_MASK = (
    "spreadsheetId,properties(locale,timeZone),developerMetadata(metadataId,metadataKey,metadataValue),"
    "sheets(properties(sheetId,title,hidden,gridProperties(rowCount,columnCount)),basicFilter(range),"
    f"protectedRanges(protectedRangeId,description,range),{CHART_MASK},"
    "data(startRow,startColumn,rowData(values(effectiveValue)),"
    "columnMetadata(developerMetadata(metadataKey,metadataValue))))"
)
NOTHING: Mapping[str, Any] = {}
HEADER_IS_WITHIN = 20  # rows that staff may have put above the header


def book_from_google(book: Book, spreadsheet: Mapping[str, Any]) -> BookAsRead:
    """The declared tabs of a ``spreadsheets.get`` reply. Raises BaseVanished and ColumnLost."""
    sheets_by_id = {sheet["properties"]["sheetId"]: sheet for sheet in spreadsheet.get("sheets", [])}
    properties = spreadsheet.get("properties", {})
    memory = hidden_memory(book, sheets_by_id)
    remembered = {row.key for row in memory.rows} if memory else set()
    sheets = {}
    for table in book.tables:
        if memory and table.sheet_id == memory.sheet_id:
            sheets[table.key] = memory
        elif sheet := sheets_by_id.get(table.sheet_id):
            prefix = row_key(table.key, "")
            keys = {key.removeprefix(prefix) for key in remembered if key.startswith(prefix)}
            sheets[table.key] = sheet_from_google(book, table, sheet, keys)
    return BookAsRead(
        key=book.key,
        id=spreadsheet["spreadsheetId"],
        locale=properties.get("locale", ""),
        time_zone=properties.get("timeZone", ""),
        generation=max(generations(spreadsheet), default=0),
        sheets=sheets,
        all_titles={key: sheet["properties"]["title"] for key, sheet in sheets_by_id.items()},
        copies=copies_from_google(book, spreadsheet),
        charts=charts_from_google(spreadsheet),
    )


def copies_from_google(book: Book, spreadsheet: Mapping[str, Any]) -> tuple[Copy, ...]:
    """The last batch's copies, from a read or from the reply of the batch itself."""
    wanted = copy_sheet_id(book.key)
    found = [sheet for sheet in spreadsheet.get("sheets", []) if sheet["properties"].get("sheetId", 0) == wanted]
    copies = []
    for cells in grid_of(found[0]) if found else []:
        try:
            line = json.loads(str(cells[0])) if cells else None
        except ValueError:
            continue
        if isinstance(line, dict) and "table" in line:
            copies.append(Copy(line, tuple(cells[1:])))
    return tuple(copies)


def grid_of(sheet: Mapping[str, Any]) -> list[list[Raw]]:
    data = (sheet.get("data") or [{}])[0]
    return [[raw_value(cell) for cell in row.get("values", [])] for row in data.get("rowData", [])]


def generations(spreadsheet: Mapping[str, Any]) -> Iterator[int]:
    for item in spreadsheet.get("developerMetadata", []):
        if item.get("metadataKey") == GENERATION:
            yield int(item["metadataValue"])


def hidden_memory(book: Book, sheets_by_id: Mapping[int, Mapping[str, Any]]) -> SheetAsRead | None:
    """The book's hidden tab, read before the others: its keys tell a row of ours from a header that staff renamed."""
    hidden = book.by_key.get(f"{book.key}.memory")
    sheet = sheets_by_id.get(hidden.sheet_id) if hidden else None
    return sheet_from_google(book, hidden, sheet) if hidden and sheet else None


def sheet_from_google(
    book: Book, table: Table, sheet: Mapping[str, Any], keys: Container[str] = frozenset()
) -> SheetAsRead:
    """A tab; ``keys`` are those of the rows that it is known to have."""
    data = (sheet.get("data") or [{}])[0]
    grid = grid_of(sheet)
    anchors = column_anchors(table, data.get("columnMetadata", []))
    known = first_known(table, anchors, grid, keys)
    if known is None and is_first_line_ours(table, anchors, grid):
        known = 0
    header_row = find_header(table, grid, known)
    header = grid[header_row] if 0 <= header_row < len(grid) else []
    columns = locate_columns(table, anchors, header)
    refuse_lost_base(book, table, columns, grid, header_row)
    properties = sheet["properties"]
    rows = list(rows_from_grid(table, columns, grid, header_row, keys))
    return SheetAsRead(
        sheet_id=properties["sheetId"],
        title=properties["title"],
        header_row=header_row,
        row_count=properties.get("gridProperties", {}).get("rowCount", 0),
        column_count=properties.get("gridProperties", {}).get("columnCount", 0),
        columns=columns,
        anchored=frozenset(anchors),
        rows=tuple(row for row in rows if row.key or row.values),
        last_used_row=last_used(grid),
        filtered="basicFilter" in sheet,
        header=trimmed(header),
        protected=dict(our_protections(sheet)),
        top=tuple(top_rows(grid[: header_row + 1], columns.get(table.key_column.key, 0))),
        beside=tuple(row for row in rows if not (row.key or row.values)),
    )


def our_protections(sheet: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """The warnings that we put on whole columns: id and column."""
    for item in sheet.get("protectedRanges", []):
        place = item.get("range", {})
        left = place.get("startColumnIndex", 0)
        if item.get("description", "").startswith(PROTECTED) and place.get("endColumnIndex") == left + 1:
            yield item["protectedRangeId"], left


def raw_value(cell: Mapping[str, Any]) -> Raw:
    """The cell's effective value; an error counts as its text, so that it is seen and never parsed."""
    for kind, found in cell.get("effectiveValue", NOTHING).items():
        value: str | float | bool = "#ERROR!" if kind == "errorValue" else found
        return value
    return None


def column_anchors(table: Table, column_metadata: list[Mapping[str, Any]]) -> dict[str, int]:
    """Where the anchored columns stand: the first place wins when staff copied a column with its anchor."""
    found: dict[str, int] = {}
    for index, column in enumerate(column_metadata):
        for item in column.get("developerMetadata", []):
            key = item.get("metadataValue", "")
            if item.get("metadataKey") == COLUMN_ANCHOR and key in table.by_key:
                found.setdefault(key, index)
    return found


def first_known(table: Table, anchors: Mapping[str, int], grid: list[list[Any]], keys: Container[str]) -> int | None:
    """The first row with a key that is known, where the key column's anchor tells which column that is."""
    place = anchors.get(table.key_column.key)
    if place is None:
        return None
    shown = (canonical(row[place]).strip() if place < len(row) else "" for row in grid)
    return next((index for index, key in enumerate(shown) if key and key in keys), None)


def is_first_line_ours(table: Table, anchors: Mapping[str, int], grid: list[list[Any]]) -> bool:
    """Whether a tab whose lines nobody remembers begins with one of them: its columns bear our marks, and no title of
    ours stands anywhere above a line."""
    if table.shape is Shape.DERIVED or table.irreplaceable or table.key_column.key not in anchors or not grid:
        return False
    place, titles = anchors[table.key_column.key], titles_of(table)
    titled = any(value in titles for row in grid[:HEADER_IS_WITHIN] for value in row)
    return not titled and place < len(grid[0]) and bool(canonical(grid[0][place]).strip())


def titles_of(table: Table) -> set[str]:
    return {title for column in table.columns for title in (column.title, *column.former_titles)}


def find_header(table: Table, grid: list[list[Any]], first_known: int | None = None) -> int:
    """The row above the first known one that shows most of the declared titles.

    When none shows any, staff renamed them all: it is the last row above the known ones that says anything, and -1
    when there is none, for then the header is gone.
    """
    titles = titles_of(table)
    above = grid[:HEADER_IS_WITHIN][:first_known]
    scores = [sum(1 for value in row if value in titles) for row in above]
    best = max(scores, default=0)
    if best:
        return scores.index(best)
    if first_known is None:
        return 0
    if (below := titled_row(titles, grid)) is not None:
        return below
    return max((index for index, row in enumerate(grid[:first_known]) if trimmed(row)), default=-1)


def titled_row(titles: Container[str], grid: list[list[Any]]) -> int | None:
    """The row below a known one that shows most of the declared titles, more than one: that row came to stand above
    the header."""
    scores = [sum(1 for value in row if value in titles) for row in grid[:HEADER_IS_WITHIN]]
    best = max(scores, default=0)
    return scores.index(best) if best > 1 else None


def locate_columns(table: Table, anchors: Mapping[str, int], header: list[Any]) -> dict[str, int]:
    taken = set(anchors.values())
    columns = dict(anchors)
    for column in table.columns:
        if column.key in columns:
            continue
        titled = [index for title in (column.title, *column.former_titles) for index in places_of(title, header)]
        if (place := next((index for index in titled if index not in taken), None)) is not None:
            columns[column.key] = place
            taken.add(place)
    return columns


def places_of(title: str, header: Sequence[Raw]) -> list[int]:
    return [index for index, value in enumerate(header) if value == title]


def refuse_lost_base(
    book: Book, table: Table, columns: Mapping[str, int], grid: list[list[Any]], header_row: int
) -> None:
    """A base without a header or a key column must not be taken for an empty one, nor a line for a header."""
    if header_row < 0 and not table.hidden:
        raise BaseVanished(book.title, table.title, "header")
    if table.shape is Shape.DERIVED or not table.irreplaceable:
        return
    header = grid[header_row] if 0 <= header_row < len(grid) else []
    if not any(canonical(value) for value in header):
        raise BaseVanished(book.title, table.title, "header")
    if table.key_column.key not in columns:
        raise ColumnLost(book.title, table.title, table.key_column.title)


def rows_from_grid(
    table: Table, columns: Mapping[str, int], grid: list[list[Any]], header_row: int, keys: Container[str]
) -> Iterator[RowAsRead]:
    """The rows below the header, and those above it that are known to be ours."""
    key_index = None if table.shape is Shape.DERIVED else columns.get(table.key_column.key)
    placed = [(key, place, table.by_key[key].kind) for key, place in columns.items()]
    for index, row in enumerate(grid):
        width = len(row)
        values: dict[str, Value] = {}
        for key, place, kind in placed:
            if place < width and row[place] is not None and (value := read(kind, row[place])) is not None:
                values[key] = value
        key = canonical(values.get(table.key_column.key)).strip() if key_index is not None else ""
        raw = trimmed(row)
        if raw if index > header_row else (index < header_row and key and key in keys):
            yield RowAsRead(index, key, values, raw)


def top_rows(grid: list[list[Any]], key_index: int) -> Iterator[RowAsRead]:
    for index, row in enumerate(grid):
        key = canonical(row[key_index]).strip() if key_index < len(row) else ""
        yield RowAsRead(index, key, {}, trimmed(row))


def trimmed(row: Sequence[Raw]) -> tuple[Raw, ...]:
    """Without the empty cells at its end."""
    end = len(row)
    while end and row[end - 1] in (None, ""):
        end -= 1
    return tuple(row[:end])


def last_used(grid: list[list[Any]]) -> int:
    """The index of the last row with any value at all, staff's own notes included."""
    return next((index for index in reversed(range(len(grid))) if trimmed(grid[index])), 0)
