"""Kinds of batchUpdate that insert, delete, move and size rows and columns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from localgoogle.fields import Mask, merge
from localgoogle.sheets import refusals
from localgoogle.sheets.access import hits
from localgoogle.sheets.book import COLUMNS, EMPTY, ROWS, Box, Cell, Sheet
from localgoogle.sheets.cells import update_mask
from localgoogle.sheets.following import Shift, after_delete, after_insert, after_move, follow
from localgoogle.sheets.ranges import find_sheet, lines_of

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor

FROZEN = {ROWS: "frozenRowCount", COLUMNS: "frozenColumnCount"}


SETTABLE = frozenset({"pixelSize", "hiddenByUser"})


def insert_dimension(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, dimension, start, end = lines_of(editor.book, request.get("range", {}))
    from_before = request.get("inheritFromBefore", False)
    if from_before and start == 0:
        raise refusals.must("inheritFromBefore cannot be true when inserting at the start of the sheet.")
    if start > len(sheet.axis(dimension)):
        raise refusals.must("startIndex[{}] must not be greater than {}.", start, len(sheet.axis(dimension)))
    guard_gap(editor, sheet, dimension, start)
    model = start - 1 if from_before or start == len(sheet.axis(dimension)) else start
    add_lines(editor, sheet, dimension, start, end - start)
    inherit(sheet, dimension, start, end, model if model < start else end)
    return {}


def guard_gap(editor: Editor, sheet: Sheet, dimension: str, at: int) -> None:
    """Lines may not be put into the middle of what is protected from this editor."""
    if 0 < at < len(sheet.axis(dimension)):
        before, after = band(sheet, dimension, at - 1, at), band(sheet, dimension, at, at + 1)
        for protected in sheet.protected:
            if not editor.may_edit(protected) and crosses(sheet, protected, before, after):
                raise refusals.protected_cell()


def crosses(sheet: Sheet, protected: dict[str, Any], before: Box, after: Box) -> bool:
    """Whether the protected range holds cells on both sides of a gap."""
    return hits(sheet, protected, before) and hits(sheet, protected, after)


def band(sheet: Sheet, dimension: str, start: int, end: int) -> Box:
    """The cells of some rows or columns."""
    if dimension == ROWS:
        return Box(start, 0, end, len(sheet.columns))
    return Box(0, start, len(sheet.rows), end)


def add_lines(editor: Editor, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """New lines at ``at``; what is tied to ranges follows. Raises GoogleError 400 past the limits."""
    check_growth(editor, sheet, dimension, count)
    sheet.axis(dimension).insert(at, count)
    follow(editor.book, sheet, Shift(sheet.id, dimension, lambda span: after_insert(span, at, count)))


def check_growth(editor: Editor, sheet: Sheet, dimension: str, count: int) -> None:
    across = len(sheet.columns if dimension == ROWS else sheet.rows)
    cells = sum(len(each.rows) * len(each.columns) for each in editor.book.sheets)
    if cells + across * count > refusals.MOST_CELLS:
        raise refusals.too_many_cells()
    if dimension == COLUMNS and len(sheet.columns) + count > refusals.MOST_COLUMNS:
        raise refusals.too_many_columns()


def inherit(sheet: Sheet, dimension: str, start: int, end: int, model: int) -> None:
    """Give new lines the formats, rules and size of the line ``model``."""
    axis = sheet.axis(dimension)
    size = axis.properties.get(axis.ids[model], {}).get("pixelSize")
    for line in axis.ids[start:end] if size else []:
        axis.properties[line] = {"pixelSize": size}
    if dimension == ROWS:
        inherit_row(sheet, start, end, model)
    else:
        inherit_column(sheet, start, end, model)


def looks(cell: Cell) -> Cell:
    """What a neighbour inherits of a cell."""
    return cell.with_value(None)._replace(note="") if cell is not EMPTY else cell


def inherit_row(sheet: Sheet, start: int, end: int, model: int) -> None:
    model_cells = sheet.cells.get(sheet.rows.ids[model], {})
    for column_id, cell in list(model_cells.items()):
        for row_id in sheet.rows.ids[start:end]:
            sheet.put_by_id(row_id, column_id, looks(cell))


def inherit_column(sheet: Sheet, start: int, end: int, model: int) -> None:
    model_id, new = sheet.columns.ids[model], sheet.columns.ids[start:end]
    default = looks(sheet.defaults.get(model_id, EMPTY))
    for column_id in new:
        sheet.set_default(column_id, default)
    for row_id, own in list(sheet.cells.items()):
        if model_id in own:
            for column_id in new:
                sheet.put_by_id(row_id, column_id, looks(own[model_id]))


def delete_dimension(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, dimension, start, end = lines_of(editor.book, request.get("range", {}))
    if start >= len(sheet.axis(dimension)):
        raise refusals.must(
            "Cannot delete a {} that doesn't exist. Tried to delete index {} but there are only {} {}.",
            dimension[:-1].lower(),
            start,
            len(sheet.axis(dimension)),
            dimension.lower(),
        )
    remove_lines(editor, sheet, dimension, start, min(end, len(sheet.axis(dimension))))
    return {}


def remove_lines(editor: Editor, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Delete lines with cells and developer metadata; raises GoogleError 400 when too few would stay."""
    axis = sheet.axis(dimension)
    editor.guard(sheet, band(sheet, dimension, start, end))
    if end - start == len(axis):
        raise refusals.all_lines_deleted(dimension)
    thaw(sheet, dimension, start, end)
    gone = axis.delete(start, end)
    if dimension == ROWS:
        sheet.forget_rows(gone)
    else:
        sheet.forget_columns(gone)
    lines = set(gone)
    kind = dimension.removesuffix("S")
    editor.book.forget_metadata(lambda place: place.kind == kind and place.sheet_id == sheet.id and place.line in lines)
    follow(editor.book, sheet, Shift(sheet.id, dimension, lambda span: after_delete(span, start, end)))


def thaw(sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Deleted lines are frozen no longer; at least one line that is not frozen must stay."""
    grid = sheet.properties.get("gridProperties", {})
    frozen = grid.get(FROZEN[dimension], 0)
    left = frozen - max(0, min(end, frozen) - start)
    if len(sheet.axis(dimension)) - (end - start) <= left:
        raise refusals.all_unfrozen_deleted(dimension)
    if frozen and left:
        grid[FROZEN[dimension]] = left
    else:
        grid.pop(FROZEN[dimension], None)


def move_dimension(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, dimension, start, end = lines_of(editor.book, request.get("source", {}))
    axis, destination = sheet.axis(dimension), request.get("destinationIndex", 0)
    if end > len(axis) or not 0 <= destination <= len(axis):
        raise refusals.must("Cannot move {} [{}, {}) to {}.", dimension.lower(), start, end, destination)
    if start < destination < end:
        raise refusals.must("Cannot move a range into itself.")
    editor.guard(sheet, band(sheet, dimension, start, end))
    guard_gap(editor, sheet, dimension, destination)
    axis.move(start, end, destination)
    change = partial(after_move, start=start, end=end, destination=destination)
    follow(editor.book, sheet, Shift(sheet.id, dimension, change))
    return {}


def append_dimension(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet = find_sheet(editor.book, request.get("sheetId", 0))
    dimension, count = request.get("dimension"), request.get("length", 0)
    if dimension not in {ROWS, COLUMNS}:
        raise refusals.must("No dimension was specified.")
    if count < 1:
        raise refusals.must("The length must be positive.")
    add_lines(editor, sheet, dimension, len(sheet.axis(dimension)), count)
    return {}


def resize(editor: Editor, sheet: Sheet, dimension: str, count: int) -> None:
    """Make a sheet end after ``count`` rows or columns."""
    now = len(sheet.axis(dimension))
    if count < 1:
        raise refusals.all_lines_deleted(dimension)
    if count > now:
        add_lines(editor, sheet, dimension, now, count - now)
    elif count < now:
        remove_lines(editor, sheet, dimension, count, now)


def lines_on_sheet(editor: Editor, dimension_range: dict[str, Any]) -> tuple[Sheet, str, int, int]:
    """Lines that are all there; raises GoogleError 400 when some are not."""
    sheet, dimension, start, end = lines_of(editor.book, dimension_range)
    if end > len(sheet.axis(dimension)):
        range_text = f"{dimension.lower()} {start}:{end}"
        raise refusals.beyond_grid(range_text, len(sheet.rows), len(sheet.columns))
    return sheet, dimension, start, end


def update_dimension_properties(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, dimension, start, end = lines_on_sheet(editor, request.get("range", {}))
    mask = update_mask(request.get("fields", ""), "DimensionProperties")
    kept: Mask = {name: {} for name in mask if name in SETTABLE}
    if kept != mask and request["fields"].strip() != "*":
        raise refusals.unsupported("setting {} of rows and columns", ", ".join(mask))
    axis = sheet.axis(dimension)
    for line in axis.ids[start:end]:
        known = merge(axis.properties.pop(line, {}), request.get("properties", {}), kept)
        if known:
            axis.properties[line] = known
    return {}


def auto_resize_dimensions(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Nothing here measures text: the sizes go back to the usual ones."""
    sheet, dimension, start, end = lines_on_sheet(editor, request.get("dimensions", {}))
    axis = sheet.axis(dimension)
    for line in axis.ids[start:end]:
        axis.properties.get(line, {}).pop("pixelSize", None)
    return {}
