"""Kinds of batchUpdate that protect ranges and give them names."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from localgoogle import a1
from localgoogle.fields import merge
from localgoogle.sheets import refusals
from localgoogle.sheets.cells import update_mask
from localgoogle.sheets.ranges import area_of, locate_grid, to_grid_range

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


# names


def add_named_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given = dict(request.get("namedRange", {}))
    taken = {named["namedRangeId"] for named in editor.book.named_ranges}
    identity = given.setdefault("namedRangeId", str(secrets.randbelow(2**31)))
    if identity in taken:
        raise refusals.id_taken("A named range", identity)
    named = checked_name(editor.book, given)
    editor.book.named_ranges.append(named)
    return {"namedRange": named}


def checked_name(book: Book, given: dict[str, Any]) -> dict[str, Any]:
    """A named range whose name is free and whose range is on a sheet, with both ends; raises GoogleError 400."""
    name = given.get("name", "")
    if not re.fullmatch(r"[^\W\d]\w{0,249}", name) or a1.LOOKS_LIKE_A_CELL.fullmatch(name):
        raise refusals.bad_name(name)
    others = (named for named in book.named_ranges if named["namedRangeId"] != given["namedRangeId"])
    if any(named["name"].lower() == name.lower() for named in others):
        raise refusals.name_taken(name)
    sheet, box = locate_grid(book, given.get("range", {}))
    return {**given, "range": to_grid_range(sheet, box)}


def update_named_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given = request.get("namedRange", {})
    mask = update_mask(request.get("fields", ""), "NamedRange")
    mask.pop("namedRangeId", None)
    ids = [named["namedRangeId"] for named in editor.book.named_ranges]
    if given.get("namedRangeId") not in ids:
        raise refusals.no_such("named range", given.get("namedRangeId", ""))
    index = ids.index(given["namedRangeId"])
    old = editor.book.named_ranges[index]
    editor.book.named_ranges[index] = checked_name(editor.book, merge(old, given, mask) if mask else old)
    return {}


def delete_named_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    identity = request.get("namedRangeId", "")
    kept = [named for named in editor.book.named_ranges if named["namedRangeId"] != identity]
    if len(kept) == len(editor.book.named_ranges):
        raise refusals.no_such("named range", identity)
    editor.book.named_ranges = kept
    return {}
