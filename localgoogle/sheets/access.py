"""Who may read or change a spreadsheet, and which cells of it are protected from whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localgoogle.errors import forbidden, not_found
from localgoogle.sheets import refusals
from localgoogle.sheets.book import Book, Box, Sheet
from localgoogle.sheets.history import Author
from localgoogle.sheets.ranges import area_of, locate_grid
from localgoogle.sheets.store import open_book, shelf
from localgoogle.state import RIGHTS, SPREADSHEET, File, Settings

if TYPE_CHECKING:
    from datetime import datetime

    from localgoogle.call import Call
    from localgoogle.state import State


@dataclass(frozen=True)
class Editor:
    """Somebody changing a book. ``owner`` may do everything, protected or not."""

    book: Book
    file: File
    user: str
    owner: bool
    settings: Settings
    now: datetime

    def sheet_box(self, grid_range: dict[str, Any]) -> tuple[Sheet, Box]:
        """The rectangle of a GridRange that is about to be changed; raises GoogleError 400 if protected."""
        sheet, box = locate_grid(self.book, grid_range)
        self.guard(sheet, box)
        return sheet, box

    def guard(self, sheet: Sheet, box: Box) -> None:
        """Raises GoogleError 400 when a cell of the box is protected from this editor."""
        for protected in sheet.protected:
            if not self.may_edit(protected) and hits(sheet, protected, box):
                raise refusals.protected_cell()

    def may_edit(self, protected: dict[str, Any]) -> bool:
        return self.owner or may_edit(protected, self.user)


def may_edit(protected: dict[str, Any], user: str) -> bool:
    """Whether a protected range lets this user in (the owner of the file is always let in)."""
    editors = protected.get("editors", {}).get("users", [])
    return protected.get("warningOnly", False) or user.lower() in {editor.lower() for editor in editors}


def hits(sheet: Sheet, protected: dict[str, Any], box: Box) -> bool:
    """Whether the box holds a cell that the protected range covers and none of its exceptions does."""
    shared = box_on(sheet, protected["range"], box)
    exceptions = [box_on(sheet, exception, box) for exception in protected.get("unprotectedRanges", [])]
    return not shared.empty and not any(contains(exception, shared) for exception in exceptions)


def box_on(sheet: Sheet, grid_range: dict[str, Any], box: Box) -> Box:
    """What the box and the range have in common; the range may lie partly off the sheet."""
    area = area_of(grid_range)
    return Box(
        max(area.top or 0, box.top),
        max(area.left or 0, box.left),
        min(len(sheet.rows) if area.bottom is None else area.bottom, box.bottom),
        min(len(sheet.columns) if area.right is None else area.right, box.right),
    )


def contains(outer: Box, inner: Box) -> bool:
    return (
        outer.top <= inner.top
        and outer.left <= inner.left
        and outer.bottom >= inner.bottom
        and outer.right >= inner.right
    )


def find(state: State, call: Call, file_id: str, right: str) -> File:
    """The spreadsheet's file; raises GoogleError 404 when there is none, 403 without the right."""
    file = state.find_file(file_id)
    if file is None or file.mime != SPREADSHEET:
        raise not_found()
    if state.right(file_id, call.user) < RIGHTS[right]:
        raise forbidden()
    return file


def readable(state: State, call: Call, file_id: str) -> tuple[File, Book]:
    return find(state, call, file_id, "reader"), open_book(state, file_id)


def writable(state: State, call: Call, file_id: str) -> Editor:
    file = find(state, call, file_id, "writer")
    owner = state.right(file_id, call.user) >= RIGHTS["owner"]
    book = open_book(state, file_id, to_change=True)
    shelf(state).author = Author(call.user or "")
    return Editor(book, file, call.user or "", owner, state.settings, state.now())
