"""A book's tabs as plain tables, a page of rows at a time: for reading without scripts, aloud or on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from localgoogle.pages.chart_page import views
from localgoogle.pages.grid_access import may_open, visible_tabs
from localgoogle.pages.grid_view import extent, header_count, is_hidden, title
from localgoogle.pages.staff import Groups, no_access, staff_page
from localgoogle.sheets.book import COLUMNS, ROWS, Box
from localgoogle.sheets.calculation import seen_lines
from localgoogle.sheets.display import shown
from localgoogle.sheets.filter import hidden_rows
from localgoogle.sheets.store import open_book

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.sheets.book import Book, Sheet
    from localgoogle.state import State

JSON = dict[str, Any]

ROWS_PER_PAGE = 200


def book(state: State, call: Call, groups: Groups, user: str) -> Reply:
    """One tab of a book, ``gid`` (the first visible one when there is none such), 200 rows at a time."""
    file = may_open(state, user, groups["file"])
    if file is None:
        return no_access()
    opened = open_book(state, file.id)
    tabs = visible_tabs(opened)
    current = next((sheet for sheet in tabs if str(sheet.id) == call.first("gid")), tabs[0])
    start = re.fullmatch("[0-9]{1,8}", call.first("row"))
    values = table(opened, current, int(start[0]) if start else 0, call.path)
    links = [
        {"title": sheet.title, "link": f"{call.path}?gid={sheet.id}", "current": sheet is current} for sheet in tabs
    ]
    values |= {"title": file.name, "tabs": links, "tab_title": current.title, "gid": current.id}
    values |= {"base": f"/spreadsheets/d/{file.id}", "charts": views(opened, current)}
    return staff_page(state, call, user, "book.html", values)


def table(opened: Book, sheet: Sheet, start: int, path: str) -> JSON:
    """What the template shows of a sheet from the row ``start`` on: columns and rows that are not hidden."""
    height, width = extent(sheet)
    frozen = header_count(sheet)
    columns = [index for index in range(width) if not is_hidden(sheet, COLUMNS, index)]
    last_page = max(height - frozen - 1, 0) // ROWS_PER_PAGE * ROWS_PER_PAGE
    first = frozen + min(start // ROWS_PER_PAGE * ROWS_PER_PAGE, last_page)
    end = min(first + ROWS_PER_PAGE, height)
    filtered = hidden_rows(opened, sheet)
    rows = [
        (number + 1, [shown(cells[index], opened.locale) for index in columns])
        for number, cells in enumerate(seen_lines(opened, sheet, Box(first, 0, end, width)), first)
        if number not in filtered and not is_hidden(sheet, ROWS, number)
    ]
    return {
        "header": [title(opened, sheet, index) for index in columns],
        "rows": rows,
        "pages": page_links(path, sheet.id, first - frozen, end, height),
        "from_row": first + 1,
        "to_row": end,
        "row_count": height,
    }


def page_links(path: str, gid: int, offset: int, end: int, height: int) -> list[JSON]:
    """Links to the rows before and after; none when everything fits a page."""
    links = []
    if offset > 0:
        links.append({"link": f"{path}?gid={gid}&row={offset - ROWS_PER_PAGE}", "words": "Предыдущие"})
    if end < height:
        links.append({"link": f"{path}?gid={gid}&row={offset + ROWS_PER_PAGE}", "words": "Следующие"})
    return links
