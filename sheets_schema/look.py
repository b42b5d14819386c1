"""How a tab looks: tints that show whose a column is, drop-downs, widths, soft protection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sheets_schema.column import Column
from sheets_schema.owner import Owner
from sheets_schema.table import Shape, Table

Request = dict[str, Any]

# Chosen so that dark text keeps a contrast above 12:1 on each of them.
TINTS = {
    Owner.RESPONDENT: {"red": 0.86, "green": 0.92, "blue": 0.98},
    Owner.STAFF: {"red": 1.0, "green": 0.95, "blue": 0.80},
    Owner.MACHINE: {"red": 0.91, "green": 0.91, "blue": 0.91},
}
WHO = {
    Owner.RESPONDENT: "Из анкеты. Можно исправить: правка сохранится.",
    Owner.STAFF: "Заполняет сотрудник. Программа сюда не пишет.",
    Owner.MACHINE: "Считает программа: ручная правка будет возвращена.",
}
WHO_BORN = "Заполнено для начала, дальше ваше: программа сюда больше не пишет."
PROTECTED = "Считает программа: "
LIGHT_TEXT = {"red": 0.36, "green": 0.36, "blue": 0.36}


def header_cell(column: Column) -> dict[str, Any]:
    """The header's text, tint by owner, and a note that says whose the column is."""
    look = {
        "backgroundColor": TINTS[column.owner],
        "textFormat": {"bold": True},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }
    who = WHO_BORN if column.born else WHO[column.owner]
    note = f"{column.meaning}.\n{who}" if column.meaning else who
    return {"userEnteredValue": {"stringValue": column.title}, "userEnteredFormat": look, "note": note}


def look_of_table(table: Table, placed: list[tuple[int, Column]], header_row: int = 0) -> Iterator[Request]:
    """Requests for the columns that stand at these places."""
    for index, column in placed:
        yield width(table.sheet_id, index, column.width)
        yield wrapped(table.sheet_id, index, header_row, column)
        if column.choices:
            yield drop_down(table.sheet_id, index, header_row, column.choices)
    if table.shape is Shape.KEYED and not table.hidden:
        for index, column in placed:
            if column.owner is Owner.MACHINE:
                # From the header on: rows inserted at the first row of a range would push the whole of it down.
                place = {**columns_range(table.sheet_id, index, header_row), "startRowIndex": header_row}
                yield protection(place, column.title)
    elif header_row == 0 and len(placed) == len(table.columns):
        yield protection({"sheetId": table.sheet_id}, table.title)


def columns_range(sheet_id: int, index: int, header_row: int) -> dict[str, int]:
    return {
        "sheetId": sheet_id,
        "startRowIndex": header_row + 1,
        "startColumnIndex": index,
        "endColumnIndex": index + 1,
    }


def width(sheet_id: int, index: int, pixels: int) -> Request:
    place = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}
    return {
        "updateDimensionProperties": {
            "range": place,
            "properties": {"pixelSize": pixels},
            "fields": "pixelSize",
        }
    }


def wrapped(sheet_id: int, index: int, header_row: int, column: Column) -> Request:
    strategy = "CLIP" if column.clipped else "WRAP"
    look: dict[str, Any] = {"wrapStrategy": strategy, "verticalAlignment": "TOP"}
    fields = "userEnteredFormat.wrapStrategy,userEnteredFormat.verticalAlignment"
    if column.owner is Owner.MACHINE:
        look["textFormat"] = {"foregroundColor": LIGHT_TEXT}
        fields += ",userEnteredFormat.textFormat.foregroundColor"
    return {
        "repeatCell": {
            "range": columns_range(sheet_id, index, header_row),
            "cell": {"userEnteredFormat": look},
            "fields": fields,
        }
    }


def drop_down(sheet_id: int, index: int, header_row: int, choices: tuple[str, ...]) -> Request:
    """A list to choose from; not strict, so that a pasted word is kept and can be asked about. No choices: no list."""
    place = {"range": columns_range(sheet_id, index, header_row)}
    if not choices:
        return {"setDataValidation": place}
    values = [{"userEnteredValue": choice} for choice in choices]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True, "strict": False}
    return {"setDataValidation": {**place, "rule": rule}}


def protection(place: dict[str, int], name: str) -> Request:
    """A warning before an edit, not a wall: staff own their sheets, and the machine restores its own."""
    protected = {"range": place, "description": f"{PROTECTED}{name}", "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": protected}}
