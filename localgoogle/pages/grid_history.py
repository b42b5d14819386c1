"""Who changed what and when: the last changes of a cell, and the page «История» of a tab."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from localgoogle.call import Reply
from localgoogle.html import notice
from localgoogle.pages.grid_access import Opened, Refusal, reading
from localgoogle.pages.grid_edits import author_words, local_time, sheet_key
from localgoogle.pages.grid_view import title
from localgoogle.pages.staff import Groups, staff_page
from localgoogle.sheets import history
from localgoogle.sheets.display import shown

if TYPE_CHECKING:
    from localgoogle.call import Call
    from localgoogle.sheets.history import Change
    from localgoogle.state import State

JSON = dict[str, Any]

CHANGES_OF_A_CELL = 20
RECORDS_PER_PAGE = 100
CELLS_PER_RECORD = 30
ALL = 2**53
"""Greater than any change's number."""


def cell_history(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """GET cell.json: the last changes of the cell at ``row`` and ``column`` (ids), the newest first."""
    found = reading(state, call, groups)
    row, column = number(call, "row"), number(call, "column")
    changes = history.cell_changes(state, *sheet_key(found), row, column)
    told = (told_change(found, change, column) for change in changes)
    seen = islice(filter(is_seen, told), CHANGES_OF_A_CELL)
    return Reply({"changes": list(seen), "days": state.settings.historyDays})


def told_change(found: Opened, change: Change, column: int) -> JSON:
    return {
        "at": local_time(found, change.at),
        "author": author_words(change),
        "undo": change.way.startswith("undo"),
        **told_values(found, change.cells[column]),
    }


def told_values(found: Opened, pair: list[Any] | None) -> JSON:
    """The old and the new text; ``forgotten`` when they were erased with a person."""
    old, new = (shown(history.past_cell(kept), found.book.locale) for kept in pair or (None, None))
    return {"old": old, "new": new, "forgotten": pair is None}


def is_seen(told: JSON) -> bool:
    """Whether people can see the change: a number that became the same text shows «12 → 12»."""
    return bool(told["forgotten"] or told["old"] != told["new"])


def number(call: Call, name: str, default: int = 0) -> int:
    text = call.first(name)
    return int(text) if re.fullmatch("[0-9]{1,15}", text) else default


def history_page(state: State, call: Call, groups: Groups, user: str) -> Reply:
    """GET history: the changes of a tab, the newest first, ``before`` a change's number."""
    try:
        found = reading(state, call, groups)
    except Refusal as problem:
        return notice(problem.code, "История не открылась", problem.message, ("/home", "К списку таблиц"))
    before = number(call, "before", ALL)
    read = list(history.sheet_changes(state, *sheet_key(found), before, RECORDS_PER_PAGE))
    records = whole_changes(read)
    rows = {row: index for index, row in enumerate(found.sheet.rows.ids)}
    values = {
        "title": found.file.name,
        "tab_title": found.sheet.title,
        "days": state.settings.historyDays,
        "changes": grouped(found, [(record, told_record(found, record, rows)) for record in records]),
        "back": f"/spreadsheets/d/{found.file.id}/edit?gid={found.sheet.id}",
        "older": f"?gid={found.sheet.id}&before={records[-1].number}" if len(read) == RECORDS_PER_PAGE else "",
        "cut": len(read) == RECORDS_PER_PAGE and read[0].number == read[-1].number,
    }
    return staff_page(state, call, user, "grid_history.html", values)


def whole_changes(records: list[Change]) -> list[Change]:
    """The records of a full page without those of its last change, which may go on: it begins the next page."""
    last = records[-1].number if len(records) == RECORDS_PER_PAGE else None
    return [record for record in records if record.number != last] or records


def told_record(found: Opened, record: Change, rows: dict[int, int]) -> JSON:
    """One row's line in a change: what its cells were and became."""
    columns = {column: index for index, column in enumerate(found.sheet.columns.ids)}
    known = [(columns[column], pair) for column, pair in record.cells.items() if column in columns]
    cells = [
        {"title": title(found.book, found.sheet, index), **values}
        for index, pair in sorted(known)
        if is_seen(values := told_values(found, pair))
    ]
    place = f"Строка {rows[record.row] + 1}" if record.row in rows else "Удалённая строка"
    return {"place": place, "cells": cells[:CELLS_PER_RECORD], "more": max(0, len(cells) - CELLS_PER_RECORD)}


def grouped(found: Opened, told: list[tuple[Change, JSON]]) -> list[JSON]:
    """Records of one change under one heading; those in which nothing can be seen are left out."""
    groups: dict[int, JSON] = {}
    for change, record in told:
        if not record["cells"]:
            continue
        moment = local_time(found, change.at)
        heading = {"at": moment, "author": author_words(change), "undo": change.way.startswith("undo"), "rows": []}
        groups.setdefault(change.number, heading)["rows"].append(record)
    return list(groups.values())
