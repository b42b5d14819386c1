"""Staff look at what is shared with them: a list of files, and a book's tabs as plain tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from localgoogle.a1 import column_name
from localgoogle.drive.model import is_trashed
from localgoogle.forms import model as forms
from localgoogle.html import notice, page, redirect
from localgoogle.pages.session import OWN_REFERRER, signed_in
from localgoogle.sheets.book import Box
from localgoogle.sheets.display import shown
from localgoogle.sheets.store import open_book
from localgoogle.state import FOLDER, FORM, RIGHTS, SPREADSHEET

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.sheets.book import Book, Cell, Sheet
    from localgoogle.state import File, State

JSON = dict[str, Any]

ROWS_PER_PAGE = 200


def home(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    """Everything that is shared with the person who has signed in."""
    user = signed_in(state, call)
    if user is None:
        return ask_to_sign_in(call)
    return file_list(state, call, user, visible_files(state, user), "Таблицы и анкеты")


def folder(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """What lies in one folder of Drive."""
    user = signed_in(state, call)
    if user is None:
        return ask_to_sign_in(call)
    file = state.find_file(groups["file"])
    if file is None or file.mime != FOLDER or not state.right(file.id, user):
        return no_access()
    inside = [other for other in visible_files(state, user) if file.id in other.parents]
    return file_list(state, call, user, inside, file.name)


def visible_files(state: State, user: str) -> list[File]:
    return [file for file in state.files() if state.right(file.id, user) and not is_trashed(state, file)]


def file_list(state: State, call: Call, user: str, files: list[File], title: str) -> Reply:
    groups = [
        (heading, [to_link(state, call, file) for file in sorted(files, key=by_name) if file.mime == mime])
        for heading, mime in (("Папки", FOLDER), ("Таблицы", SPREADSHEET), ("Анкеты", FORM))
    ]
    values = {"title": title, "user": user, "groups": groups, "empty": not files}
    return page("home.html", values, headers=OWN_REFERRER)


def by_name(file: File) -> str:
    return file.name.lower()


def to_link(state: State, call: Call, file: File) -> JSON:
    """A file's line in a list: a form is opened as people who answer see it."""
    if file.mime == FORM:
        document = forms.load(state, file.id) or {}
        answering = document["publishState"].get("isAcceptingResponses", False)
        note = "принимает ответы" if answering else "ответы не принимаются"
        return {"name": file.name, "link": forms.responder_uri(document, call.base_url), "note": note}
    place = "drive/folders/{}" if file.mime == FOLDER else "spreadsheets/d/{}/edit"
    return {"name": file.name, "link": "/" + place.format(file.id), "note": ""}


def edit_form(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """A form's address for its makers (Drive's webViewLink). Here it leads to the form itself."""
    user = signed_in(state, call)
    if user is None:
        return ask_to_sign_in(call)
    document = forms.load(state, groups["file"])
    if document is None or not state.right(groups["file"], user):
        return no_access()
    return redirect(forms.responder_uri(document, call.base_url))


def book(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """One tab of a book, ``gid`` (the first visible one when there is none such), 200 rows at a time."""
    user = signed_in(state, call)
    if user is None:
        return ask_to_sign_in(call)
    file = state.find_file(groups["file"])
    if file is None or file.mime != SPREADSHEET or state.right(file.id, user) < RIGHTS["reader"]:
        return no_access()
    opened = open_book(state, file.id)
    tabs = [sheet for sheet in opened.sheets if not sheet.properties.get("hidden")]
    current = next((sheet for sheet in tabs if str(sheet.id) == call.first("gid")), tabs[0])
    start = re.fullmatch("[0-9]{1,8}", call.first("row"))
    values = table(opened, current, int(start[0]) if start else 0, call.path)
    links = [
        {"title": sheet.title, "link": f"{call.path}?gid={sheet.id}", "current": sheet is current} for sheet in tabs
    ]
    values |= {"title": file.name, "user": user, "tabs": links, "tab_title": current.title}
    return page("book.html", values, headers=OWN_REFERRER)


def table(opened: Book, sheet: Sheet, start: int, path: str) -> JSON:
    """What the template shows of a sheet from the row ``start`` on: columns and rows that are not hidden."""
    height, width = extent(sheet)
    frozen = min(int(sheet.properties.get("gridProperties", {}).get("frozenRowCount", 0)), 1)
    columns = [index for index in range(width) if not is_hidden(sheet, "COLUMNS", index)]
    last_page = max(height - frozen - 1, 0) // ROWS_PER_PAGE * ROWS_PER_PAGE
    first = frozen + min(start // ROWS_PER_PAGE * ROWS_PER_PAGE, last_page)
    end = min(first + ROWS_PER_PAGE, height)
    rows = [
        (number + 1, [shown(cells[index], opened.locale) for index in columns])
        for number, cells in enumerate(sheet.lines(Box(first, 0, end, width)), first)
        if not is_hidden(sheet, "ROWS", number)
    ]
    header = [column_name(index) for index in columns]
    for cells in sheet.lines(Box(0, 0, min(frozen, height), width)):
        header = [shown(cells[index], opened.locale) for index in columns]
    links = page_links(path, sheet.id, first - frozen, end, height)
    return {
        "header": header,
        "rows": rows,
        "pages": links,
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


def ask_to_sign_in(call: Call) -> Reply:
    query = "&".join(f"{name}={quote(value)}" for name in ("gid", "row") for value in call.query.get(name, []))
    address = call.path + (f"?{query}" if query else "")
    return redirect("/signin?next=" + quote(address, safe=""))


def no_access() -> Reply:
    """The same for what is not there and what is not shared: which of the two is nobody's business."""
    text = "Такой таблицы нет, или с вами ею не поделились. Попросите доступ у куратора программы."
    return notice(403, "Нет доступа", text, ("/home", "К списку таблиц"))
