"""Kinds of batchUpdate about rules of colour and banding. They are kept and given back as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.fields import merge
from localgoogle.sheets import refusals
from localgoogle.sheets.batch_ranges import free_id, ids_of
from localgoogle.sheets.cells import update_mask, with_twin_paths, with_twins
from localgoogle.sheets.ranges import find_sheet, locate_grid, to_grid_range

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.book import Book, Sheet

Item = dict[str, Any]


def add_conditional_format_rule(editor: Editor, request: Item) -> Item:
    sheet, rule = checked_rule(editor.book, request.get("rule", {}))
    index = request.get("index", 0)
    if not 0 <= index <= len(sheet.conditional):
        raise refusals.must("There are only {} conditional formats, not {}.", len(sheet.conditional), index)
    sheet.conditional.insert(index, rule)
    return {}


def checked_rule(book: Book, given: Item) -> tuple[Sheet, Item]:
    """The sheet of a ConditionalFormatRule and the rule itself; raises GoogleError 400."""
    rule = with_twins(given)
    if not rule.get("ranges") or ("booleanRule" in rule) == ("gradientRule" in rule):
        raise refusals.must("A conditional format rule needs ranges and either a booleanRule or a gradientRule.")
    sheets = [locate_grid(book, item)[0] for item in rule["ranges"]]
    if any(sheet is not sheets[0] for sheet in sheets):
        raise refusals.must("All ranges of a conditional format rule must be on the same sheet.")
    return sheets[0], rule


def find_rule(sheet: Sheet, index: int) -> Item:
    if not 0 <= index < len(sheet.conditional):
        raise refusals.must("No conditional format on sheet: {} at index: {}", sheet.id, index)
    return sheet.conditional[index]


def update_conditional_format_rule(editor: Editor, request: Item) -> Item:
    """Put another rule in the place of one, or move one to ``newIndex``."""
    index = request.get("index", 0)
    if ("rule" in request) == ("newIndex" in request):
        raise refusals.must("Exactly one of rule and newIndex must be set.")
    if "rule" in request:
        sheet, rule = checked_rule(editor.book, request["rule"])
        old = find_rule(sheet, index)
        sheet.conditional[index] = rule
        return {"newRule": rule, **numbered("newIndex", index), "oldRule": old}
    sheet, new_index = find_sheet(editor.book, request.get("sheetId", 0)), request["newIndex"]
    rule = find_rule(sheet, index)
    find_rule(sheet, new_index)
    sheet.conditional.insert(new_index, sheet.conditional.pop(index))
    return {"newRule": rule, **numbered("newIndex", new_index), **numbered("oldIndex", index)}


def numbered(name: str, index: int) -> Item:
    """An index as Google's JSON has it: 0 is left out."""
    return {name: index} if index else {}


def delete_conditional_format_rule(editor: Editor, request: Item) -> Item:
    sheet = find_sheet(editor.book, request.get("sheetId", 0))
    rule = find_rule(sheet, request.get("index", 0))
    del sheet.conditional[request.get("index", 0)]
    return {"rule": rule}


def add_banding(editor: Editor, request: Item) -> Item:
    sheet, given = checked_banding(editor.book, with_twins(request.get("bandedRange", {})))
    taken = ids_of(editor.book, "banded", "bandedRangeId")
    given["bandedRangeId"] = free_id(taken, given.get("bandedRangeId"), "A banded range")
    sheet.banded.append(given)
    return {"bandedRange": given}


def checked_banding(book: Book, given: Item) -> tuple[Sheet, Item]:
    """The sheet of a BandedRange, and it with both ends of its range; raises GoogleError 400."""
    if not given.get("rowProperties") and not given.get("columnProperties"):
        raise refusals.must("A banded range needs rowProperties or columnProperties.")
    sheet, box = locate_grid(book, given.get("range", {}))
    for other in sheet.banded:
        itself = other["bandedRangeId"] == given.get("bandedRangeId")
        if not itself and locate_grid(book, other["range"])[1].meets(box):
            raise refusals.must("You cannot add alternating background colors to a range that already has them.")
    return sheet, {**given, "range": to_grid_range(sheet, box)}


def find_banding(book: Book, identity: int) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for index, banded in enumerate(sheet.banded):
            if banded["bandedRangeId"] == identity:
                return sheet, index
    raise refusals.no_such("banded range", identity)


def update_banding(editor: Editor, request: Item) -> Item:
    given = with_twins(request.get("bandedRange", {}))
    mask = with_twin_paths(update_mask(request.get("fields", ""), "BandedRange"))
    mask.pop("bandedRangeId", None)
    sheet, index = find_banding(editor.book, given.get("bandedRangeId", 0))
    old = sheet.banded[index]
    goal, changed = checked_banding(editor.book, merge(old, given, mask) if mask else old)
    del sheet.banded[index]
    goal.banded.insert(index if goal is sheet else len(goal.banded), changed)
    return {}


def delete_banding(editor: Editor, request: Item) -> Item:
    sheet, index = find_banding(editor.book, request.get("bandedRangeId", 0))
    del sheet.banded[index]
    return {}
