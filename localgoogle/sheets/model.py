"""What the other rooms need of spreadsheets: to make one and to forget one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets.book import Book, new_sheet
from localgoogle.sheets.store import delete_book, save_book, shelf

if TYPE_CHECKING:
    from localgoogle.state import State

THEME = {
    "TEXT": {},
    "BACKGROUND": {"red": 1, "green": 1, "blue": 1},
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}

WHITE = {"red": 1, "green": 1, "blue": 1}


def new_spreadsheet(state: State, file_id: str, title: str) -> None:  # noqa: ARG001 - kept as the file's name
    """Store a fresh spreadsheet for a file that has just been made: one sheet, "Sheet1", 1000 × 26."""
    create(state, Book(file_id, new_properties(), [new_sheet(0, "Sheet1")]))


def create(state: State, book: Book) -> None:
    """Store a new book and keep it open."""
    books = shelf(state)
    books.touched = book.id
    books.books[book.id] = book
    book.opened = state.now()
    save_book(state, book)


def copy(state: State, source_id: str, file_id: str) -> None:
    """Store a copy of a spreadsheet, with the ids that its sheets, ranges and metadata have, for a file that exists."""
    for table in ("documents", "grid_rows"):
        names = ", ".join(row[1] for row in state.db.execute(f"PRAGMA table_info({table})") if row[1] != "file_id")
        state.db.execute(
            f"INSERT INTO {table} (file_id, {names}) SELECT ?, {names} FROM {table} WHERE file_id = ?",  # noqa: S608
            (file_id, source_id),
        )


def forget(state: State, file_id: str) -> None:
    """Remove a spreadsheet with all its cells."""
    delete_book(state, file_id)


def new_properties() -> dict[str, Any]:
    """The SpreadsheetProperties that a new spreadsheet has at Google, less its title."""
    colors = [{"colorType": name, "color": {"rgbColor": color}} for name, color in THEME.items()]
    return {
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": default_format(),
        "spreadsheetTheme": {"primaryFontFamily": "Arial", "themeColors": colors},
    }


def default_format() -> dict[str, Any]:
    text = {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "foregroundColorStyle": {"rgbColor": {}},
    }
    return {
        "backgroundColor": WHITE,
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": text,
        "backgroundColorStyle": {"rgbColor": WHITE},
    }
