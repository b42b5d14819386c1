"""The requests that copy, in the batch itself, the rows it is about to write over: see ``sheets_schema.copies``."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sheets_schema.arrivals import arrival_lines, at, columns_after
from sheets_schema.as_read import BookAsRead, RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import RawCells, TableChange
from sheets_schema.copies import TITLE, copy_sheet_id
from sheets_schema.kind import as_raw, canonical
from sheets_schema.table import Book, Shape
from sheets_schema.tables.memory import masked_cell, row_key, without_columns

Request = dict[str, Any]

SPARE = 3  # columns may be inserted in that very moment without pushing others off the copy
LONGEST_ENTRY = 40_000  # characters: Google refuses a batch with a cell of more than 50,000, whole


def copied_tables(book: Book, changes: Iterable[TableChange]) -> list[TableChange]:
    """Changes that write over rows which people may have touched: not the memory, not what is made anew."""
    by_key = book.by_key
    return [
        change
        for change in changes
        if by_key[change.table].shape is Shape.KEYED and not by_key[change.table].hidden and not change.make
    ]


def copy_requests(book: Book, as_read: BookAsRead, changes: Sequence[TableChange]) -> Iterator[Request]:
    """Empty the hidden tab, say in its first column what each line is, and copy the rows beside that.

    A repair may itself be overtaken by people: it adds its lines below those that it repairs, and both are looked at.
    """
    lines = list(lines_of(as_read, copied_tables(book, changes)))
    first = len(as_read.copies) if any(line.get("repair") for line in lines) else 0
    sheet_id = copy_sheet_id(book.key)
    width = 1 + max((SPARE + as_read.sheets[line["table"]].column_count for line in lines), default=1)
    width = max([width, *(1 + len(copy.cells) for copy in as_read.copies[:first])])
    yield from room_for(as_read, sheet_id, first, rows=max(1, first + len(lines)), columns=width)
    if lines:
        notes = [{"values": [{"userEnteredValue": {"stringValue": to_text(line)}}]} for line in lines]
        start = {"sheetId": sheet_id, "rowIndex": first, "columnIndex": 0}
        yield {"updateCells": {"start": start, "rows": notes, "fields": "userEnteredValue"}}
    twins = twins_of(book, as_read, (line["table"] for line in lines if "index" in line))
    for source, twin in twins.items():
        yield {"duplicateSheet": {"sourceSheetId": source, "newSheetId": twin}}
        yield {"clearBasicFilter": {"sheetId": twin}}
        yield {"appendDimension": {"sheetId": twin, "dimension": "COLUMNS", "length": SPARE}}
    growing = {change.table for change in changes if change.columns}
    for place, line in enumerate(lines, start=first):
        if "index" in line:
            tab = as_read.sheets[line["table"]]
            # Beyond the columns as read stand those that the batch is about to add: of them a copy tells nothing.
            spare = SPARE if tab.sheet_id in twins and line["table"] not in growing else 0
            source = twins.get(tab.sheet_id, tab.sheet_id)
            yield copied_row(source, line["index"], tab.column_count + spare, sheet_id, place)
    for twin in twins.values():
        yield {"deleteSheet": {"sheetId": twin}}


def twins_of(book: Book, as_read: BookAsRead, tables: Iterable[str]) -> dict[int, int]:
    """A tab that people see is copied from a twin of it that has no filter and lives as long as the batch: whether
    Google copies a row that a filter hides is documented nowhere, and somebody may set one in that very moment."""
    sheets = {table: as_read.sheets[table] for table in tables}
    seen = (table for table in sheets if sheets[table].filtered or not book.by_key[table].hidden)
    return {sheets[table].sheet_id: twin_sheet_id(table) for table in seen}


def twin_sheet_id(table: str) -> int:
    return (zlib.crc32(f"nastavnik:{table}.twin".encode()) & 0x3FFFFFFF) + 1


def room_for(as_read: BookAsRead, sheet_id: int, kept: int, rows: int, columns: int) -> Iterator[Request]:
    """The hidden tab in this size, its first ``kept`` lines as they are and the rest empty."""
    grid = {"rowCount": rows, "columnCount": columns}
    if sheet_id not in as_read.all_titles:
        properties = {"sheetId": sheet_id, "title": TITLE, "hidden": True, "gridProperties": grid}
        yield {"addSheet": {"properties": properties}}
        return
    if not kept:
        yield {"updateCells": {"range": {"sheetId": sheet_id}, "fields": "userEnteredValue"}}
    fields = "gridProperties.rowCount,gridProperties.columnCount"
    yield {"updateSheetProperties": {"properties": {"sheetId": sheet_id, "gridProperties": grid}, "fields": fields}}


def lines_of(as_read: BookAsRead, changes: Iterable[TableChange]) -> Iterator[dict[str, Any]]:
    """What each copy is a copy of: the header of a tab, or a row that is written over or removed."""
    remembered, masked = contents(as_read), masked_lines(as_read)
    for change in changes:
        sheet = as_read.sheets[change.table]
        rows = {row.index: row for row in sheet.all_rows}
        columns = columns_after(sheet, change)
        if change.rows or change.dropped or change.raw or change.new:
            yield header_line(change.table, sheet, columns)
        yield from arrival_lines(sheet, change)
        for row in change.rows:
            raw = rows[row.index].raw if row.index in rows else ()
            entry = row_key(change.table, row.key)
            wrote = {
                str(columns[key]): [fingerprint(at(raw, columns[key])), fingerprint(as_raw(value))]
                for key, value in row.values.items()
                if key in columns
            }
            kept = fitting(without_columns(remembered.get(entry), change.columns))
            yield {"table": change.table, "index": row.index, "key": row.key, "wrote": wrote, "kept": kept}
            yield from masked.get(entry, [])
        for cells in change.raw:
            yield repaired_line(change.table, rows.get(cells.index), cells)
        for index in change.dropped:
            key = rows[index].key if index in rows else ""
            yield {"table": change.table, "index": index, "key": key, "dropped": True}


def header_line(table: str, sheet: SheetAsRead, columns: Mapping[str, int]) -> dict[str, Any]:
    """``titles`` are the header's texts as read: another row may stand in its place by the time it is copied."""
    line = {"table": table, "index": sheet.header_row, "header": True, "columns": dict(columns)}
    titles = [canonical(value) for value in sheet.header]
    return {**line, "titles": titles} if fitting(to_text(titles)) else line


def repaired_line(table: str, row: RowAsRead | None, cells: RawCells) -> dict[str, Any]:
    """What a repair wrote over; of the agreement on that row it says nothing."""
    raw = row.raw if row else ()
    wrote = {str(place): [fingerprint(at(raw, place)), fingerprint(value)] for place, value in cells.values.items()}
    whose = {"table": table, "index": cells.index, "key": row.key if row else ""}
    return {**whose, "wrote": wrote, "repair": True, "heals": list(cells.heals)}


def fitting(entry: str | None) -> str | None:
    """What the copy's own line has room for; an entry of ours always fits, one that somebody typed may not."""
    return entry if entry and len(json.dumps(entry, ensure_ascii=False)) < LONGEST_ENTRY else None


def masked_lines(as_read: BookAsRead) -> dict[str, list[dict[str, Any]]]:
    """What was masked of a row may fill whole cells, so its lines in the hidden memory are copied as rows.

    By the key of the row's own entry there.
    """
    table = f"{as_read.key}.memory"
    memory = as_read.sheets.get(table)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in memory.rows if memory else ():
        if cell := masked_cell(row.key):
            entry = row_key(*cell[:2])
            found.setdefault(entry, []).append({"table": table, "index": row.index, "masked": entry})
    return found


def contents(as_read: BookAsRead) -> dict[str, str]:
    memory = as_read.sheets.get(f"{as_read.key}.memory")
    return {row.key: row.to_record().text("content") for row in memory.rows if row.key} if memory else {}


def copied_row(source_id: int, index: int, width: int, sheet_id: int, place: int) -> Request:
    source = {"sheetId": source_id, "startRowIndex": index, "endRowIndex": index + 1}
    source |= {"startColumnIndex": 0, "endColumnIndex": width}
    shifted = {"startColumnIndex": 1, "endColumnIndex": width + 1}
    destination = {"sheetId": sheet_id, "startRowIndex": place, "endRowIndex": place + 1, **shifted}
    return {"copyPaste": {"source": source, "destination": destination, "pasteType": "PASTE_VALUES"}}


def to_text(line: Any) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))
