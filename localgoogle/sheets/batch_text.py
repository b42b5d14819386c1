"""Kinds of batchUpdate that work on the text in cells: paste it in, cut it into columns, trim it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from localgoogle.sheets import refusals
from localgoogle.sheets.batch_dimensions import add_lines
from localgoogle.sheets.book import COLUMNS, ROWS, Box, Sheet
from localgoogle.sheets.ranges import find_sheet
from localgoogle.sheets.values import entered

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor

Item = dict[str, Any]

DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


def paste_data(editor: Editor, request: Item) -> Item:
    """Text with a delimiter, entered as if typed; the sheet grows when it is too small."""
    delimiter, kind = request.get("delimiter", "\t"), request.get("type", "PASTE_NORMAL")
    if request.get("html"):
        raise refusals.unsupported("pasting HTML")
    if kind not in {"PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMULA", "PASTE_NO_BORDERS"}:
        raise refusals.unsupported("pasting data by {}", kind)
    if len(delimiter) != 1:
        raise refusals.unsupported("delimiters of more than one character")
    corner = request.get("coordinate", {})
    sheet = find_sheet(editor.book, corner.get("sheetId", 0))
    rows = read_delimited(request.get("data", ""), delimiter)
    write_texts(editor, sheet, corner.get("rowIndex", 0), corner.get("columnIndex", 0), rows)
    return {}


def read_delimited(text: str, delimiter: str) -> list[list[str]]:
    """Rows of text; a field in quotes may hold delimiters and line ends."""
    if delimiter in '"\r\n':
        raise refusals.must("The delimiter may not be a quote or a line end.")
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise refusals.must("The data cannot be read: {}", problem) from problem


def write_texts(editor: Editor, sheet: Sheet, top: int, left: int, rows: list[list[str]]) -> None:
    """Enter texts from a cell on; raises GoogleError 400 for a protected cell or past the limits of a sheet."""
    if top < 0 or left < 0:
        raise refusals.must("The coordinate must not be negative.")
    height, width = len(rows), max(map(len, rows), default=0)
    if not height or not width:
        return
    for dimension, end in ((ROWS, top + height), (COLUMNS, left + width)):
        missing = end - len(sheet.axis(dimension))
        if missing > 0:
            add_lines(editor, sheet, dimension, len(sheet.axis(dimension)), missing)
    editor.guard(sheet, Box(top, left, top + height, left + width))
    for row, line in enumerate(rows, top):
        for column, text in enumerate(line, left):
            sheet.put(row, column, entered(editor, sheet.cell(row, column), text, "USER_ENTERED"))


def text_to_columns(editor: Editor, request: Item) -> Item:
    """Cut the texts of one column at a delimiter; the pieces go into the columns at its right."""
    sheet, box = editor.sheet_box(request.get("source", {}))
    if box.right - box.left != 1:
        raise refusals.must("The source of textToColumns must be one column.")
    texts = [cell.value for (cell,) in sheet.lines(box)]
    delimiter = wanted_delimiter(request, [text for text in texts if isinstance(text, str)])
    for row, text in enumerate(texts, box.top):
        pieces = text.split(delimiter) if isinstance(text, str) else []
        if len(pieces) > 1:
            write_texts(editor, sheet, row, box.left, [[piece.strip() for piece in pieces]])
    return {}


def wanted_delimiter(request: Item, texts: list[str]) -> str:
    """The delimiter that is asked for; AUTODETECT takes the one that stands in most of the texts."""
    kind = request.get("delimiterType", "")
    if (kind == "CUSTOM") != bool(request.get("delimiter")):
        raise refusals.must("A delimiter must be set when, and only when, the delimiterType is CUSTOM.")
    if kind == "CUSTOM":
        return str(request["delimiter"])
    if kind in DELIMITERS:
        return DELIMITERS[kind]
    if kind != "AUTODETECT":
        raise refusals.must("A delimiterType must be set.")
    return max(DELIMITERS.values(), key=lambda mark: sum(mark in text for text in texts))


def trim_whitespace(editor: Editor, request: Item) -> Item:
    """Take space from both ends of each text and leave one between its words. Text stays text."""
    sheet, box = editor.sheet_box(request.get("range", {}))
    changed = 0
    for row, line in enumerate([list(line) for line in sheet.lines(box)], box.top):
        for column, cell in enumerate(line, box.left):
            text = " ".join(cell.value.split()) if isinstance(cell.value, str) else cell.value
            if text != cell.value:
                sheet.put(row, column, cell.with_value(text or None))
                changed += 1
    return {"cellsChangedCount": changed} if changed else {}
