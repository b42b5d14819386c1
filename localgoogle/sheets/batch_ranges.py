"""Kinds of batchUpdate that tie something to a range: protection, filter, names, rules of colour, banding."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from localgoogle import a1
from localgoogle.fields import merge
from localgoogle.sheets import refusals
from localgoogle.sheets.cells import update_mask, with_twins
from localgoogle.sheets.ranges import area_of, find_sheet, locate_grid, to_grid_range

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.book import Book, Sheet


def free_id(taken: set[int], wanted: int | None, what: str) -> int:
    """The wanted id, or a new one; raises GoogleError 400 when the wanted one is in use."""
    if wanted and wanted in taken:
        raise refusals.id_taken(what, wanted)
    while not wanted or wanted in taken:
        wanted = secrets.randbelow(2**31 - 1) + 1
    return wanted


def ids_of(book: Book, name: str, key: str) -> set[int]:
    return {item[key] for sheet in book.sheets for item in getattr(sheet, name)}


# protection


def add_protected_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given = dict(request.get("protectedRange", {}))
    if "range" not in given:
        raise refusals.must("A protected range needs a range.")
    check_editors(given)
    check_exceptions(given)
    sheet, _ = editor.sheet_box(given["range"])
    taken = ids_of(editor.book, "protected", "protectedRangeId")
    given["protectedRangeId"] = free_id(taken, given.get("protectedRangeId"), "A protected range")
    given.pop("requestingUserCanEdit", None)
    said = {**given, "requestingUserCanEdit": True}
    if not given.get("warningOnly"):
        given.setdefault("editors", {"users": [editor.user]})
        said.setdefault("editors", {})
    sheet.protected.append(given)
    return {"protectedRange": said}


def check_editors(protected: dict[str, Any]) -> None:
    if protected.get("warningOnly") and protected.get("editors"):
        raise refusals.warning_has_editors()


def check_exceptions(protected: dict[str, Any]) -> None:
    """Raises GoogleError 400 for an unprotected range whose indexes make no range."""
    for exception in protected.get("unprotectedRanges", []):
        area_of(exception)


def find_protected(editor: Editor, identity: int) -> tuple[Sheet, int]:
    """Where a protected range is kept; raises GoogleError 400 when there is none or it is out of bounds."""
    for sheet in editor.book.sheets:
        for index, protected in enumerate(sheet.protected):
            if protected["protectedRangeId"] == identity:
                if not editor.may_edit(protected):
                    raise refusals.protected_cell()
                return sheet, index
    raise refusals.no_such("protected range", identity)


def update_protected_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given = request.get("protectedRange", {})
    mask = update_mask(request.get("fields", ""), "ProtectedRange")
    for name in ("protectedRangeId", "requestingUserCanEdit"):
        mask.pop(name, None)
    sheet, index = find_protected(editor, given.get("protectedRangeId", 0))
    changed = merge(sheet.protected[index], given, mask) if mask else sheet.protected[index]
    if changed.get("warningOnly"):
        check_editors(given if "editors" in mask else {})
        changed.pop("editors", None)
    else:
        changed.setdefault("editors", {"users": [editor.user]})
    if "range" not in changed:
        raise refusals.must("A protected range needs a range.")
    check_exceptions(changed)
    goal, _ = locate_grid(editor.book, changed["range"])
    del sheet.protected[index]
    goal.protected.insert(index if goal is sheet else len(goal.protected), changed)
    return {}


def delete_protected_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, index = find_protected(editor, request.get("protectedRangeId", 0))
    del sheet.protected[index]
    return {}


# filter


def set_basic_filter(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given = request.get("filter", {})
    if given.get("sortSpecs"):
        raise refusals.unsupported("sortSpecs of a basic filter")
    sheet, box = locate_grid(editor.book, given.get("range", {}))
    specs = [*given.get("filterSpecs", []), *map(to_spec, given.get("criteria", {}).items())]
    for spec in specs:
        spec.setdefault("filterCriteria", {})
        if not box.left <= spec.get("columnIndex", 0) < box.right:
            raise refusals.must("Filter column {} is outside of the range.", spec.get("columnIndex", 0))
    sheet.filter = {"range": to_grid_range(sheet, box), **({"filterSpecs": specs} if specs else {})}
    return {}


def to_spec(criterion: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """An entry of the map by column as the item of the list that it means."""
    column, kept = criterion
    if not re.fullmatch("[0-9]{1,9}", column):
        raise refusals.must("The key {} of the filter's criteria is no column index.", column)
    return {"columnIndex": int(column), "filterCriteria": kept}


def clear_basic_filter(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    find_sheet(editor.book, request.get("sheetId", 0)).filter = None
    return {}


# names


def add_named_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given = dict(request.get("namedRange", {}))
    name = given.get("name", "")
    if not re.fullmatch(r"[^\W\d]\w{0,249}", name) or a1.LOOKS_LIKE_A_CELL.fullmatch(name):
        raise refusals.bad_name(name)
    if any(named["name"].lower() == name.lower() for named in editor.book.named_ranges):
        raise refusals.name_taken(name)
    taken = {named["namedRangeId"] for named in editor.book.named_ranges}
    identity = given.setdefault("namedRangeId", str(secrets.randbelow(2**31)))
    if identity in taken:
        raise refusals.id_taken("A named range", identity)
    sheet, box = locate_grid(editor.book, given.get("range", {}))
    given["range"] = to_grid_range(sheet, box)
    editor.book.named_ranges.append(given)
    return {"namedRange": given}


def delete_named_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    identity = request.get("namedRangeId", "")
    kept = [named for named in editor.book.named_ranges if named["namedRangeId"] != identity]
    if len(kept) == len(editor.book.named_ranges):
        raise refusals.no_such("named range", identity)
    editor.book.named_ranges = kept
    return {}


# conditional formats and banding: kept and given back as they came


def add_conditional_format_rule(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    rule, index = with_twins(request.get("rule", {})), request.get("index", 0)
    if not rule.get("ranges") or ("booleanRule" in rule) == ("gradientRule" in rule):
        raise refusals.must("A conditional format rule needs ranges and either a booleanRule or a gradientRule.")
    sheets = [locate_grid(editor.book, item)[0] for item in rule["ranges"]]
    if any(sheet is not sheets[0] for sheet in sheets):
        raise refusals.must("All ranges of a conditional format rule must be on the same sheet.")
    if not 0 <= index <= len(sheets[0].conditional):
        raise refusals.must("There are only {} conditional formats, not {}.", len(sheets[0].conditional), index)
    sheets[0].conditional.insert(index, rule)
    return {}


def add_banding(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given = with_twins(request.get("bandedRange", {}))
    if not given.get("rowProperties") and not given.get("columnProperties"):
        raise refusals.must("A banded range needs rowProperties or columnProperties.")
    sheet, box = locate_grid(editor.book, given.get("range", {}))
    for other in sheet.banded:
        if locate_grid(editor.book, other["range"])[1].meets(box):
            raise refusals.must("You cannot add alternating background colors to a range that already has them.")
    taken = ids_of(editor.book, "banded", "bandedRangeId")
    given["bandedRangeId"] = free_id(taken, given.get("bandedRangeId"), "A banded range")
    given["range"] = to_grid_range(sheet, box)
    sheet.banded.append(given)
    return {"bandedRange": given}
