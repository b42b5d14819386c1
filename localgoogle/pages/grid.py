"""The grid page, on which staff edit a sheet, and what it reads: rows, and what has changed since.

Its JSON lies under the page's own address: token.json, grid.json, changes.json, cell.json are read; edit, undo
and shape are posted (grid_edits, grid_shape).
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import orjson

from localgoogle.call import Reply
from localgoogle.pages.chart_page import views
from localgoogle.pages.grid_access import may_open, reading, visible_tabs
from localgoogle.pages.grid_edits import revision
from localgoogle.pages.grid_history import number
from localgoogle.pages.grid_view import formula_rows, head, layout, rows, rows_by_id
from localgoogle.pages.session import csrf_token
from localgoogle.pages.staff import Groups, no_access, staff_page
from localgoogle.sheets.history import rows_since
from localgoogle.sheets.store import open_book

if TYPE_CHECKING:
    from localgoogle.call import Call
    from localgoogle.pages.grid_access import Opened
    from localgoogle.state import State

JSON = dict[str, Any]

MOST_ROWS = 5000
WORTH_PACKING = 2000
"""Bytes; a smaller reply is sent as it is."""


def show(state: State, call: Call, groups: Groups, user: str) -> Reply:
    """The page around the grid of one tab, ``gid`` (the first visible one when there is none such)."""
    file = may_open(state, user, groups["file"])
    if file is None:
        return no_access()
    book = open_book(state, file.id)
    tabs = visible_tabs(book)
    current = next((sheet for sheet in tabs if str(sheet.id) == call.first("gid")), tabs[0])
    base = f"/spreadsheets/d/{file.id}"
    values = {
        "title": file.name,
        "base": base,
        "gid": current.id,
        "tab_title": current.title,
        "charts": views(book, current),
        "tabs": [
            {"title": sheet.title, "link": f"{base}/edit?gid={sheet.id}", "current": sheet is current} for sheet in tabs
        ],
    }
    return staff_page(state, call, user, "grid.html", values, scripts=True)


def token(state: State, call: Call, groups: Groups) -> Reply:
    """GET token.json: what posts of this session carry, asked for anew after signing in again."""
    reading(state, call, groups)
    return Reply({"token": csrf_token(state, call)}, headers=HEADERS)


def read(state: State, call: Call, groups: Groups) -> Reply:
    """GET grid.json: rows ``from``…``to`` (indexes), with the head of the sheet when they begin at 0."""
    found = reading(state, call, groups)
    start = number(call, "from")
    end = min(number(call, "to", MOST_ROWS), start + MOST_ROWS)
    whole = {"head": head(found)} if start == 0 else {}
    return packed(call, {"revision": revision(found), **whole, "rows": rows(found, start, end)})


def news(state: State, call: Call, groups: Groups) -> Reply:
    """GET changes.json: what changed after ``revision``; ``reload`` when the sheet is not shaped like ``layout``."""
    found = reading(state, call, groups)
    now = revision(found)
    if now == number(call, "revision"):
        return packed(call, {"revision": now})
    if layout(found.sheet) != call.first("layout"):
        return packed(call, {"revision": now, "reload": True})
    return packed(call, {"revision": now, "rows": changed_rows(found, number(call, "revision"))})


def changed_rows(found: Opened, since: int) -> list[list[Any]]:
    changed = rows_since(found.state, found.book.id, found.sheet.id, since)
    return rows_by_id(found, changed | formula_rows(found.sheet))


HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def packed(call: Call, content: JSON) -> Reply:
    """The reply, gzipped when it is long and the browser can take that: texts of a sheet shrink tenfold."""
    body = orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)
    if len(body) < WORTH_PACKING or "gzip" not in call.headers.get("accept-encoding", ""):
        return Reply(body, headers=HEADERS)
    return Reply(gzip.compress(body, 1), headers={**HEADERS, "Content-Encoding": "gzip"})
