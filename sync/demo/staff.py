"""The staff of a made-up school at work in the shared sheets, each with their own key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sheets_schema.as_read import BookAsRead, SheetAsRead
from sheets_schema.from_google import READ_MASK, book_from_google
from sheets_schema.kind import Value, to_serial
from sheets_schema.record import Record
from sheets_schema.tables import book
from sheets_schema.tables.bases import ADMITTED, REFUSED
from sheets_schema.tables.programme import APPROVE, LOCK, REJECT
from sync.remote.sheets_api import SheetsApi

OWN_COLUMN = "Группа продлённого дня"
CORRECTED = "Исправлено: телефон мамы 8 900 000-00-00"


def read(sheets: SheetsApi, key: str, identity: str) -> BookAsRead:
    return book_from_google(book(key), sheets.read_book(identity, READ_MASK))


def write(sheets: SheetsApi, identity: str, requests: list[dict[str, Any]]) -> None:
    sheets.write_book(identity, {"requests": requests})


def typed(sheet: SheetAsRead, row: int, column: int, value: Value) -> dict[str, Any]:
    """What a person types into one cell."""
    entered: dict[str, Any] = {"numberValue": to_serial(value)} if isinstance(value, date) else {"stringValue": value}
    cell = {"userEnteredValue": entered}
    start = {"sheetId": sheet.sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}}


def tidy_the_base(sheets: SheetsApi, identity: str, corrected: str = CORRECTED, own_column: str = OWN_COLUMN) -> None:
    """Sort the mentees by name, correct one contact, and add a column of one's own among the others."""
    sheet = read(sheets, "bases", identity).sheets["mentees"]
    whole = {
        "sheetId": sheet.sheet_id,
        "startRowIndex": sheet.header_row + 1,
        "endRowIndex": sheet.end_of_rows,
        "startColumnIndex": 0,
        "endColumnIndex": sheet.column_count,
    }
    by_name = [{"dimensionIndex": sheet.columns["full_name"], "sortOrder": "ASCENDING"}]
    write(sheets, identity, [{"sortRange": {"range": whole, "sortSpecs": by_name}}])
    sheet = read(sheets, "bases", identity).sheets["mentees"]
    place = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS", "startIndex": 3, "endIndex": 4}
    requests = [typed(sheet, sheet.rows[0].index, sheet.columns["contact"], corrected)]
    requests.append({"insertDimension": {"range": place}})
    requests.append(typed(sheet, sheet.header_row, 3, own_column))
    requests += [typed(sheet, row.index, 3, "да") for row in sheet.rows[::3]]
    write(sheets, identity, requests)


def hold_interviews(sheets: SheetsApi, identity: str, day: date) -> None:
    """The psychologist talks to every mentor, admits nearly all, and notes who was trained."""
    fill_rows(sheets, "bases", identity, "readiness", lambda place, _: interview(place, day))


def interview(place: int, day: date) -> dict[str, Value]:
    return {
        "interviewed_on": day,
        "interviewed_by": "Сидорова О. И.",
        "decision": REFUSED if place % 13 == 12 else ADMITTED,
        "trained": "нет" if place % 9 == 8 else "да",
    }


def decide_on_pairs(sheets: SheetsApi, identity: str) -> None:
    """The staff approve nearly all of the proposed pairs, lock one and reject one."""
    fill_rows(sheets, "programme", identity, "pairs", lambda place, _: verdict(place))


def verdict(place: int) -> dict[str, Value]:
    if place == 1:
        return {"decision": LOCK, "curator": "Петрова М. С."}
    if place == 2:
        return {"decision": REJECT, "reason": "Живут по соседству и не ладят"}
    return {"decision": APPROVE, "curator": "Петрова М. С."}


def fill_rows(
    sheets: SheetsApi,
    book_key: str,
    identity: str,
    table: str,
    fill: Callable[[int, Record], Mapping[str, Value]],
) -> None:
    sheet = read(sheets, book_key, identity).sheets[table]
    requests = [
        typed(sheet, row.index, sheet.columns[column], value)
        for place, row in enumerate(sheet.rows)
        for column, value in fill(place, row.to_record()).items()
    ]
    if requests:
        write(sheets, identity, requests)
