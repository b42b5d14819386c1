"""A sheet as the grid page draws it: columns by id with what they hold, rows by id with their texts.

A cell is its text, or ``[text, entry]`` where editing it starts from another text than the one shown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from localgoogle.a1 import column_name
from localgoogle.sheets.access import box_on
from localgoogle.sheets.book import COLUMNS, EMPTY, ROWS, Box
from localgoogle.sheets.calculation import seen_cell, seen_line
from localgoogle.sheets.display import is_date, shown
from localgoogle.sheets.entry_text import entry_text
from localgoogle.sheets.filter import hidden_rows
from localgoogle.sheets.store import from_sheet
from localgoogle.sheets.validation import choices, condition
from localgoogle.state import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from localgoogle.pages.grid_access import Opened
    from localgoogle.sheets.book import Book, Cell, Sheet

JSON = dict[str, Any]

SPARE_ROWS, SPARE_COLUMNS = 50, 2
"""Empty lines that are shown after the last filled one, to type into."""

LEAST_COLUMNS = 6
ROWS_TO_JUDGE_BY = 50
USUAL_WIDTH = 120


def head(found: Opened) -> JSON:
    """Everything but the rows."""
    sheet, book = found.sheet, found.book
    height, width = shown_size(sheet)
    return {
        "layout": layout(sheet),
        "writes": found.writes,
        "height": height,
        "header": sheet.rows.ids[0] if header_count(sheet) else None,
        "columns": [column(book, sheet, index) for index in range(width) if not is_hidden(sheet, COLUMNS, index)],
        "locks": [lock(sheet, each) for each in sheet.protected if not found.editor.may_edit(each)],
        "warned": [lock(sheet, each) for each in sheet.protected if each.get("warningOnly")],
        "filtered": filtered_columns(sheet),
        "charts": len(getattr(sheet, "charts", [])),
    }


def layout(sheet: Sheet) -> str:
    """Changes whenever the sheet's shape does: lines, sizes, protection, rules, filter; not with its cells."""
    return hashlib.sha256(to_json(from_sheet(sheet)).encode()).hexdigest()[:16]


def header_count(sheet: Sheet) -> int:
    """1 when the first row is frozen and so names the columns, else 0."""
    return min(int(sheet.properties.get("gridProperties", {}).get("frozenRowCount", 0)), 1)


def shown_size(sheet: Sheet) -> tuple[int, int]:
    height, width = extent(sheet)
    columns = max(width + SPARE_COLUMNS, LEAST_COLUMNS)
    return min(height + SPARE_ROWS, len(sheet.rows)), min(columns, len(sheet.columns))


def extent(sheet: Sheet) -> tuple[int, int]:
    """Rows and columns up to the last cell that shows something."""
    filled = {row: used for row, cells in sheet.cells.items() if (used := filled_columns(cells))}
    height = max((index + 1 for index, row in enumerate(sheet.rows.ids) if row in filled), default=0)
    columns = set().union(*filled.values())
    width = max((index + 1 for index, column in enumerate(sheet.columns.ids) if column in columns), default=0)
    return height, width


def filled_columns(cells: dict[int, Cell]) -> set[int]:
    return {column for column, cell in cells.items() if cell.value not in (None, "")}


def is_hidden(sheet: Sheet, dimension: str, index: int) -> bool:
    axis = sheet.axis(dimension)
    return bool(axis.properties.get(axis.ids[index], {}).get("hiddenByUser"))


def column(book: Book, sheet: Sheet, index: int) -> JSON:
    column_id = sheet.columns.ids[index]
    cells = sample(sheet, index)
    rule = next((cell.rule for cell in cells if cell.rule), None)
    return {
        "id": column_id,
        "index": index,
        "letter": column_name(index),
        "title": title(book, sheet, index),
        "width": sheet.columns.properties.get(column_id, {}).get("pixelSize", USUAL_WIDTH),
        "kind": kind(cells, rule),
        "list": choices(book, rule),
        "strict": bool((rule or {}).get("strict")),
        **header_look(sheet, index),
    }


def header_look(sheet: Sheet, index: int) -> JSON:
    """The note and the colour of a column's header, by which people know whose column it is."""
    header = sheet.cell(0, index) if header_count(sheet) else EMPTY
    return {"note": header.note, "tint": tint((header.format or {}).get("backgroundColor"))}


def tint(color: JSON | None) -> str:
    """A Color as CSS has it, "" for none; a channel that is not there is 0."""
    if color is None:
        return ""
    parts = (round(255 * min(1, max(0, color.get(name, 0)))) for name in ("red", "green", "blue"))
    return "#" + "".join(f"{part:02x}" for part in parts)


def title(book: Book, sheet: Sheet, index: int) -> str:
    """What people call a column: its header, or its letter."""
    return (shown(seen_cell(book, sheet, 0, index), book.locale) if header_count(sheet) else "") or column_name(index)


def sample(sheet: Sheet, index: int) -> list[Cell]:
    """The first cells of a column under its header, and the one that its empty rows show."""
    column_id = sheet.columns.ids[index]
    rows = (sheet.cells.get(row, {}) for row in islice(sheet.rows.ids, header_count(sheet), ROWS_TO_JUDGE_BY))
    return [*(cells[column_id] for cells in rows if column_id in cells), sheet.defaults.get(column_id, EMPTY)]


def kind(cells: list[Cell], rule: JSON | None) -> str:
    """list, check, date, number or text: by the rule, or by what most of the cells hold."""
    by_rule = {"ONE_OF_LIST": "list", "ONE_OF_RANGE": "list", "BOOLEAN": "check"}.get(condition(rule)[0])
    filled = [cell for cell in cells if cell.value is not None]
    if by_rule or not filled:
        return by_rule or "text"
    if sum(map(is_date, filled)) * 2 > len(filled):
        return "date"
    numbers = sum(isinstance(cell.value, int | float) and not isinstance(cell.value, bool) for cell in filled)
    return "number" if numbers * 2 > len(filled) else "text"


def lock(sheet: Sheet, protected: JSON) -> JSON:
    """Protected cells: a box of indexes, with boxes in it that are not, and the words that say why."""
    exceptions = [list(box_on(sheet, each, sheet.whole)) for each in protected.get("unprotectedRanges", [])]
    box = list(box_on(sheet, protected["range"], sheet.whole))
    return {"box": box, "except": exceptions, "words": protected.get("description", "").strip()}


def filtered_columns(sheet: Sheet) -> dict[int, list[str]]:
    """The texts that the filter for everybody hides, by column id."""
    specs = (sheet.filter or {}).get("filterSpecs", [])
    found = {spec.get("columnIndex", 0): spec["filterCriteria"].get("hiddenValues", []) for spec in specs}
    return {sheet.columns.ids[index]: values for index, values in found.items() if index < len(sheet.columns)}


@dataclass(frozen=True)
class Frame:
    """What of a sheet is looked at: the indexes of its columns, and of the rows that are not shown."""

    columns: list[int]
    hidden: frozenset[int]


def frame(found: Opened) -> Frame:
    sheet = found.sheet
    _, width = shown_size(sheet)
    columns = [index for index in range(width) if not is_hidden(sheet, COLUMNS, index)]
    by_hand = {index for index, row in enumerate(sheet.rows.ids) if row in sheet.rows.properties}
    hidden = {index for index in by_hand if is_hidden(sheet, ROWS, index)}
    return Frame(columns, frozenset(hidden | hidden_rows(found.book, sheet)))


def rows(found: Opened, start: int, end: int) -> list[list[Any]]:
    """``[id, number, hidden, cells]`` of the rows from index ``start`` to before ``end``, the header left out."""
    sheet, shape = found.sheet, frame(found)
    top, bottom = max(start, header_count(sheet)), min(end, len(sheet.rows))
    lines = sheet.lines(Box(top, 0, bottom, len(sheet.columns))) if top < bottom else ()
    return [row_view(found, shape, index, line) for index, line in enumerate(lines, top)]


def rows_by_id(found: Opened, wanted: Iterable[int]) -> list[list[Any]]:
    """The same of some rows, in the sheet's order; rows that are gone are left out."""
    sheet, shape, ids = found.sheet, frame(found), set(wanted)
    indexes = [index for index, row in enumerate(sheet.rows.ids) if row in ids and index >= header_count(sheet)]
    lines = (next(iter(sheet.lines(Box(index, 0, index + 1, len(sheet.columns))))) for index in indexes)
    return [row_view(found, shape, index, line) for index, line in zip(indexes, lines, strict=True)]


def row_view(found: Opened, shape: Frame, index: int, line: list[Cell]) -> list[Any]:
    formulas = found.sheet.rows.ids[index] in found.sheet.rows_with_formulas
    seen = seen_line(found.book, found.sheet, index, 0, line) if formulas else line
    cells = [cell_view(found, line[column], seen[column]) for column in shape.columns]
    return [found.sheet.rows.ids[index], index + 1, int(index in shape.hidden), cells]


def cell_view(found: Opened, cell: Cell, seen: Cell) -> Any:
    """A cell as it was entered and as people see it, its formula worked out."""
    if cell.value is None:
        return ""
    text = shown(seen, found.book.locale)
    entry = entry_text(cell, found.book.locale, found.editor.now)
    return text if text == entry else [text, entry]


def formula_rows(sheet: Sheet) -> set[int]:
    """Rows whose texts may change with any other cell."""
    return set(sheet.rows_with_formulas)
