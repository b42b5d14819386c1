"""A book's changes become the requests of one atomic ``spreadsheets.batchUpdate``.

People's text goes in as ``stringValue``, never parsed, so that ``=1+1``, ``+7916…`` and ``007`` stay what was
written (https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/other#ExtendedValue).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sheets_schema.as_read import BookAsRead, Raw, SheetAsRead
from sheets_schema.change import BookChange, RawCells, Renewal, RowChange, TableChange
from sheets_schema.charts_to_google import chart_requests
from sheets_schema.column import Column
from sheets_schema.copies import TITLE as COPY_TITLE
from sheets_schema.copies import copy_sheet_id
from sheets_schema.copies_to_google import copy_requests
from sheets_schema.from_google import COLUMN_ANCHOR, GENERATION
from sheets_schema.kind import Kind, Value, to_serial
from sheets_schema.look import drop_down, header_cell, look_of_table
from sheets_schema.table import Book, Shape, Table

Request = dict[str, Any]

FIRST_GENERATION_ID = 710_000_000  # far from the ids that Google picks at random for its own
KEPT_GENERATIONS = 20  # of 26 characters each; a spreadsheet may hold 30,000 characters of metadata
FORMATS = {
    Kind.DATE: {"numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"}},
    Kind.MOMENT: {"numberFormat": {"type": "DATE_TIME", "pattern": "dd.mm.yyyy hh:mm"}},
}


def batch_from(book: Book, as_read: BookAsRead, change: BookChange) -> dict[str, Any]:
    """The whole batch of one book, with the fence in front: it is refused if another machine wrote meanwhile."""
    requests = list(fence(as_read.generation))
    if change.settings:
        requests.append(update_settings(change.settings))
    requests.extend(copy_requests(book, as_read, change.tables))
    for table_change in change.tables:
        requests.extend(table_requests(book.by_key[table_change.table], as_read, table_change))
    if as_read.generation == 0 and 0 in as_read.all_titles:
        requests.append({"deleteSheet": {"sheetId": 0}})
    return {"requests": requests, **answered_with_copies(book, as_read)}


def answered_with_copies(book: Book, as_read: BookAsRead) -> dict[str, Any]:
    """The copies come back in the batch's own reply; ``REPLY_MASK`` keeps everything else out of it."""
    title = as_read.all_titles.get(copy_sheet_id(book.key), COPY_TITLE).replace("'", "''")
    return {"includeSpreadsheetInResponse": True, "responseIncludeGridData": True, "responseRanges": [f"'{title}'"]}


REPLY_MASK = "spreadsheetId,updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values(effectiveValue)))))"


def fence(generation: int) -> Iterator[Request]:
    """Make mark n + 1 under an id of its own: an id in use is refused, and a batch is atomic.

    The marks before it stay a while. Were mark n deleted at once, then after two writes of another machine the id
    that this one wants would be free again, and what it read long ago would be written over theirs.
    """
    if generation >= KEPT_GENERATIONS:
        lookup = {"metadataId": FIRST_GENERATION_ID + generation + 1 - KEPT_GENERATIONS}
        yield {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
    mark = {
        "metadataId": FIRST_GENERATION_ID + generation + 1,
        "metadataKey": GENERATION,
        "metadataValue": str(generation + 1),
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    yield {"createDeveloperMetadata": {"developerMetadata": mark}}


def update_settings(settings: dict[str, str]) -> Request:
    return {"updateSpreadsheetProperties": {"properties": settings, "fields": ",".join(sorted(settings))}}


def table_requests(table: Table, as_read: BookAsRead, change: TableChange) -> Iterator[Request]:
    sheet = as_read.sheets.get(table.key)
    if change.make or sheet is None:
        yield from new_sheet(table, as_read)
        sheet = fresh_sheet(table)
    else:
        yield from renewal_requests(table, sheet, as_read, change.renewal)
        yield from new_columns(table, sheet, change.columns)
        sheet = with_columns(sheet, change.columns)
    for row in change.rows:
        yield from write_cells(table, sheet, row)
    if sheet.row_count - 1 in change.dropped:
        yield blank_row(sheet)
    for cells in change.raw:
        yield from put_back(table, sheet, cells)
    for index in sorted(change.dropped, reverse=True):
        yield delete_row(sheet, index)
    if change.new:
        yield from insert_rows(table, sheet, change)
    for lost in change.back:
        yield from row_back(table, sheet, lost)
    yield from chart_requests(table, as_read, sheet, change)


def renewal_requests(table: Table, sheet: SheetAsRead, as_read: BookAsRead, renewal: Renewal) -> Iterator[Request]:
    if renewal.title:
        properties = {"sheetId": sheet.sheet_id, "title": free_title(renewal.title, as_read)}
        yield {"updateSheetProperties": {"properties": properties, "fields": "title"}}
    for key in renewal.headings:
        yield new_heading(sheet, sheet.columns[key], table.by_key[key].title)
    for key in renewal.lists:
        yield drop_down(sheet.sheet_id, sheet.columns[key], sheet.header_row, table.by_key[key].choices)
    for identity in renewal.released:
        yield {"deleteProtectedRange": {"protectedRangeId": identity}}


def new_heading(sheet: SheetAsRead, place: int, title: str) -> Request:
    """Searching and replacing in one cell is a write with a precondition: nothing happens if it says something else."""
    row = sheet.header_row
    cell = {
        "sheetId": sheet.sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": place,
        "endColumnIndex": place + 1,
    }
    whole = {"matchCase": True, "matchEntireCell": True}
    return {"findReplace": {"find": sheet.header[place], "replacement": title, "range": cell, **whole}}


def put_back(table: Table, sheet: SheetAsRead, cells: RawCells) -> Iterator[Request]:
    """Cells as they stood, whatever columns they are; a day is shown as a day where it was not written as one."""
    kinds = {place: table.by_key[key].kind for key, place in sheet.columns.items()}
    for place, value in sorted(cells.values.items()):
        start = {"sheetId": sheet.sheet_id, "rowIndex": cells.index, "columnIndex": place}
        format_of_day = FORMATS.get(kinds.get(place, Kind.TEXT))
        look = {"userEnteredFormat": format_of_day} if format_of_day else {}
        cell = look if value is None else {"userEnteredValue": extended_value(value), **look}
        fields = CELL_FIELDS if look else VALUE
        yield {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}


def row_back(table: Table, sheet: SheetAsRead, row: Sequence[Raw]) -> Iterator[Request]:
    """A whole row that should not have been removed, right below the header."""
    first = sheet.header_row + 1
    place = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": first, "endIndex": first + 1}
    yield {"insertDimension": {"range": place, "inheritFromBefore": False}}
    yield from put_back(table, sheet, RawCells(first, dict(enumerate(row))))


def new_sheet(table: Table, as_read: BookAsRead) -> Iterator[Request]:
    properties = {
        "sheetId": table.sheet_id,
        "title": free_title(table.title, as_read),
        "hidden": table.hidden,
        "gridProperties": {"rowCount": 2, "columnCount": len(table.columns), "frozenRowCount": 1},
    }
    yield {"addSheet": {"properties": properties}}
    yield header_request(table.sheet_id, 0, 0, table.columns)
    for index, column in enumerate(table.columns):
        yield anchor(table.sheet_id, index, column)
    yield from look_of_table(table, list(enumerate(table.columns)))


def free_title(title: str, as_read: BookAsRead) -> str:
    """The declared title, or with a number behind it when a tab of staff's own bears it."""
    taken = set(as_read.all_titles.values())
    candidates = [title, *(f"{title} ({number})" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def fresh_sheet(table: Table) -> SheetAsRead:
    columns = {column.key: index for index, column in enumerate(table.columns)}
    return SheetAsRead(table.sheet_id, table.title, 0, 2, len(columns), columns, frozenset(columns), ())


def with_columns(sheet: SheetAsRead, added: Sequence[str]) -> SheetAsRead:
    places = {key: sheet.column_count + offset for offset, key in enumerate(added)}
    return replace(sheet, column_count=sheet.column_count + len(added), columns={**sheet.columns, **places})


def new_columns(table: Table, sheet: SheetAsRead, keys: Sequence[str]) -> Iterator[Request]:
    """Declared columns that the tab lacks are added at its right edge, past everything of staff's own.

    They are inserted there, not appended: if staff add a column in that moment, the new ones come before it and are
    new all the same; if they delete one, the batch is refused.
    """
    if not keys:
        return
    columns = [table.by_key[key] for key in keys]
    edge = {"startIndex": sheet.column_count, "endIndex": sheet.column_count + len(columns)}
    place = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS", **edge}
    yield {"insertDimension": {"range": place, "inheritFromBefore": True}}
    yield header_request(sheet.sheet_id, sheet.header_row, sheet.column_count, columns)
    placed = [(sheet.column_count + offset, column) for offset, column in enumerate(columns)]
    for index, column in placed:
        yield anchor(sheet.sheet_id, index, column)
    yield from look_of_table(table, placed, sheet.header_row)


def header_request(sheet_id: int, row: int, first: int, columns: Sequence[Column]) -> Request:
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": first}
    rows = [{"values": [header_cell(column) for column in columns]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,userEnteredFormat,note"}}


def anchor(sheet_id: int, index: int, column: Column) -> Request:
    place = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}
    metadata = {
        "metadataKey": COLUMN_ANCHOR,
        "metadataValue": column.key,
        "location": {"dimensionRange": place},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def write_cells(table: Table, sheet: SheetAsRead, row: RowChange) -> Iterator[Request]:
    """One request per run of neighbouring cells, so that nothing between them is touched."""
    by_place = {sheet.columns[key]: (table.by_key[key], value) for key, value in row.values.items()}
    for run in runs(sorted(by_place)):
        for dated, some in groupby(run, key=lambda place: by_place[place][0].kind in FORMATS):
            places = list(some)
            start = {"sheetId": sheet.sheet_id, "rowIndex": row.index, "columnIndex": places[0]}
            rows = [{"values": [cell_from(*by_place[place]) for place in places]}]
            yield {"updateCells": {"start": start, "rows": rows, "fields": CELL_FIELDS if dated else VALUE}}


# The format of a cell that holds no date is left alone: if people moved a column in that moment, it was another's.
VALUE = "userEnteredValue"
CELL_FIELDS = "userEnteredValue,userEnteredFormat.numberFormat"


def runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Neighbouring numbers together: 1 2 5 6 gives [1, 2] and [5, 6]."""
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def blank_row(sheet: SheetAsRead) -> Request:
    """One at the bottom, before the last ones go: Google refuses to delete all rows that are not frozen."""
    return {"appendDimension": {"sheetId": sheet.sheet_id, "dimension": "ROWS", "length": 1}}


def delete_row(sheet: SheetAsRead, index: int) -> Request:
    place = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": index, "endIndex": index + 1}
    return {"deleteDimension": {"range": place}}


def insert_rows(table: Table, sheet: SheetAsRead, change: TableChange) -> Iterator[Request]:
    """New rows go right below the last row that has a key: a note that staff keep below moves down whole."""
    end = end_of_all(sheet) if table.shape is Shape.DERIVED else sheet.end_of_rows
    first = end - sum(1 for index in change.dropped if index < end)
    last = first + len(change.new)
    place = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": first, "endIndex": last}
    yield {"insertDimension": {"range": place, "inheritFromBefore": first > sheet.header_row + 1}}
    places = {place: key for key, place in sheet.columns.items()}
    for run in runs(sorted(places)):
        columns = [table.by_key[places[place]] for place in run]
        rows = [{"values": [cell_from(column, record.get(column.key)) for column in columns]} for record in change.new]
        start = {"sheetId": sheet.sheet_id, "rowIndex": first, "columnIndex": run[0]}
        yield {"updateCells": {"start": start, "rows": rows, "fields": CELL_FIELDS}}


def end_of_all(sheet: SheetAsRead) -> int:
    return max([sheet.header_row, *(row.index for row in sheet.rows)]) + 1


def cell_from(column: Column, value: Value) -> dict[str, Any]:
    """A cell's data: text as text, a day as its serial number with a format that shows it as a day."""
    look: dict[str, Any] = {"userEnteredFormat": FORMATS[column.kind]} if column.kind in FORMATS else {}
    if value is None or value == "":
        return look
    return {"userEnteredValue": extended_value(value), **look}


def extended_value(value: Value) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, datetime | date):
        return {"numberValue": to_serial(value)}
    if isinstance(value, int | float):
        return {"numberValue": value}
    return {"stringValue": value}
