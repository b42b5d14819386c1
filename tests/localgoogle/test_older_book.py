"""A book that an older version of the server has stored opens, and nothing of it is lost."""

from __future__ import annotations

import json

from tests.localgoogle.spreadsheet import grid, lines

NEW_KEYS = ("views", "charts", "tables")
"""What a stored sheet did not have at first."""


def test_a_book_of_the_first_version_opens(book):
    book.write("A1", [["Имя"], ["Аня"]])
    book.batch(
        {"repeatCell": {"range": grid(0, 0, 1, 1), "cell": {"note": "шапка"}, "fields": "note"}},
        {"setBasicFilter": {"filter": {"range": grid(0, 0, 2, 1)}}},
    )
    before = book.get(includeGridData="true")
    state = book.school.state
    stored = state.load(book.id, "sheet:0")
    state.store(book.id, "sheet:0", {name: value for name, value in stored.items() if name not in NEW_KEYS})
    rows = state.db.execute("SELECT cells FROM grid_rows WHERE file_id = ?", (book.id,)).fetchall()
    assert all("runs" not in cell for row in rows for cell in json.loads(row[0]).values() if isinstance(cell, dict))
    state.caches["sheets"].drop(book.id)
    assert book.get(includeGridData="true") == before


def test_what_is_new_is_there_after_a_restart(book):
    runs = {"textFormatRuns": [{"format": {"bold": True}}], "userEnteredValue": {"stringValue": "Аня"}}
    book.batch(
        {"addChart": {"chart": {"spec": {"pieChart": {}}}}},
        {"addTable": {"table": {"range": grid(0, 0, 2, 1)}}},
        {"addFilterView": {"filter": {"range": grid(0, 0, 2, 1)}}},
        {"addDimensionGroup": {"range": lines("ROWS", 1, 3)}},
        {"updateCells": {"start": {}, "rows": [{"values": [runs]}], "fields": "userEnteredValue,textFormatRuns"}},
    )
    before = book.get(includeGridData="true")
    assert {"charts", "tables", "filterViews", "rowGroups"} <= before["sheets"][0].keys()
    book.school.state.caches["sheets"].drop(book.id)
    assert book.get(includeGridData="true") == before
