"""The addresses of a book: its grid, what the grid reads and posts, and its other pages."""

from __future__ import annotations

from localgoogle.call import Route, route
from localgoogle.pages import books, chart_page, download, grid, grid_edits, grid_history, grid_shape
from localgoogle.pages.home import noting_look
from localgoogle.pages.staff import staff

BOOK = r"/spreadsheets/d/(?P<file>[^/]+)"

GRID: list[Route] = [
    route("GET", BOOK + r"(?:/edit)?", "", noting_look(staff(grid.show))),
    route("GET", BOOK + r"/table", "", noting_look(staff(books.book))),
    route("GET", BOOK + r"/history", "", staff(grid_history.history_page)),
    route("GET", BOOK + r"/charts", "", staff(chart_page.show)),
    route("GET", BOOK + r"/export", "", staff(download.show)),
    route("GET", BOOK + r"/token\.json", "", grid.token),
    route("GET", BOOK + r"/grid\.json", "", grid.read),
    route("GET", BOOK + r"/changes\.json", "", grid.news),
    route("GET", BOOK + r"/cell\.json", "", grid_history.cell_history),
    route("POST", BOOK + r"/edit", "", grid_edits.edit),
    route("POST", BOOK + r"/undo", "", grid_edits.undo),
    route("POST", BOOK + r"/shape", "", grid_shape.shape),
]
"""Pages ask a guest to sign in; the JSON says 401, for the page it belongs to keeps what was typed."""
