"""A new version declares a column, a title, a tab, a list otherwise: the school's books follow in place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from sheets_schema.as_read import SheetAsRead
from sheets_schema.column import Column, by_machine, by_staff, from_answer
from sheets_schema.errors import BaseVanished, DeclarationError
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables import BASES
from sheets_schema.tables.bases import MENTEES, READINESS
from sheets_schema.tables.monitoring import MONITORING
from sheets_schema.tables.personal import CONSENT_LOG
from sync.demo import staff
from sync.errors import NewerProgramme
from sync.rules import migration
from tests.migration.old_book import cells_of
from tests.reliability.town import Town
from tests.reliability.wire import Go, Moment


@pytest.fixture
def old(old: Town) -> Town:
    """The newest kept school once this version has been there: what it adds to older books is not asked here."""
    settle(old)
    return old


@contextmanager
def declared(item: Table | Book, **changes: Any) -> Iterator[None]:
    """Another declaration for a while: it is one object, which every rule has in hand."""
    before, fresh = dict(vars(item)), vars(replace(item, **changes))
    vars(item).clear()
    vars(item).update(fresh)
    try:
        yield
    finally:
        vars(item).clear()
        vars(item).update(before)


def with_column(table: Table, key: str, column: Column) -> tuple[Column, ...]:
    return tuple(column if item.key == key else item for item in table.columns)


def without(table: Table, key: str) -> tuple[Column, ...]:
    return tuple(item for item in table.columns if item.key != key)


def sheet_of(town: Town, table: str = "mentees") -> SheetAsRead:
    return next(book.sheets[table] for book in town.books().values() if table in book.sheets)


def title_over(town: Town, column: str, table: str = "mentees") -> object:
    sheet = sheet_of(town, table)
    return sheet.header[sheet.columns[column]]


def settle(town: Town) -> None:
    town.sync()
    assert town.sync().written == ()


def type_title(town: Town, column: str, title: str) -> None:
    sheet = sheet_of(town)
    typed = staff.typed(sheet, sheet.header_row, sheet.columns[column], title)
    staff.write(town.staff("sidorova"), town.book_id("bases"), [typed])


# columns

ROLE = from_answer("role", "Кем записался", "Из анкеты")


def test_a_new_column_stands_at_the_right_edge_and_is_filled_from_the_answers_that_are_there(old: Town) -> None:
    before = cells_of(old)
    with declared(MENTEES, columns=(*MENTEES.columns[:3], ROLE, *MENTEES.columns[3:])):
        settle(old)
        after = cells_of(old)
        sheet = sheet_of(old)
        assert sheet.columns["role"] == max(sheet.columns.values())
        assert sheet.header[sheet.columns["role"]] == "Кем записался"
    added = {place: value for place, value in after.items() if place not in before}
    assert {place[2] for place in added} == {"role"}
    assert len(added) == len(sheet.rows)
    assert {place: after[place] for place in before} == before


def test_a_new_column_of_a_log_is_made_and_its_old_lines_stay_as_they_were(old: Town) -> None:
    before = cells_of(old)
    with declared(CONSENT_LOG, columns=(*CONSENT_LOG.columns, by_machine("reason", "Основание"))):
        settle(old)
        assert title_over(old, "reason", "consent_log") == "Основание"
        assert cells_of(old) == before


READINESS_PLACE = READINESS.by_key["place"].title


def test_a_column_that_is_declared_no_more_stays_with_the_staff_and_nobody_guards_it(old: Town) -> None:
    before = cells_of(old)
    place = sheet_of(old, "readiness").columns["place"]
    assert place in sheet_of(old, "readiness").protected.values()
    with declared(READINESS, columns=without(READINESS, "place")):
        settle(old)
        sheet = sheet_of(old, "readiness")
        assert sheet.header[place] == READINESS_PLACE
        assert place not in sheet.protected.values()
        assert len(sheet.protected) == 3
        staff.write(
            old.staff("sidorova"), old.book_id("bases"), [staff.typed(sheet, sheet.rows[0].index, place, "наше")]
        )
        settle(old)
        assert sheet_of(old, "readiness").rows[0].raw[place] == "наше"
    theirs = {where: value for where, value in before.items() if where[0] != "readiness" or where[2] != "place"}
    after = cells_of(old)
    assert {where: after[where] for where in theirs} == theirs


# titles

RENAMED = replace(MENTEES.by_key["contact"], title="Как связаться").once_called(MENTEES.by_key["contact"].title)


def test_a_renamed_title_reaches_the_header_and_moves_no_cell(old: Town) -> None:
    before = cells_of(old)
    with declared(MENTEES, columns=with_column(MENTEES, "contact", RENAMED)):
        settle(old)
        assert title_over(old, "contact") == "Как связаться"
        assert cells_of(old) == before


def test_a_title_that_staff_chose_is_theirs(old: Town) -> None:
    type_title(old, "contact", "Телефон мамы")
    with declared(MENTEES, columns=with_column(MENTEES, "contact", RENAMED)):
        settle(old)
        assert title_over(old, "contact") == "Телефон мамы"


def test_without_its_anchor_a_column_is_known_by_its_former_title(old: Town) -> None:
    before = cells_of(old)
    wanted = {"metadataKey": "nastavnik.column", "metadataValue": "contact"}
    filters = [{"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": wanted}}}]
    staff.write(old.staff("petrova"), old.book_id("bases"), filters)
    assert "contact" not in sheet_of(old).anchored
    with declared(MENTEES, columns=with_column(MENTEES, "contact", RENAMED)):
        settle(old)
        assert title_over(old, "contact") == "Как связаться"
        assert cells_of(old) == before


@pytest.mark.parametrize("deed", ["rename", "insert a column"])
def test_a_header_that_staff_change_at_that_very_moment_is_not_written_over(old: Town, deed: str) -> None:
    sheet = sheet_of(old)
    place = sheet.columns["contact"]
    columns = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    deeds = {
        "rename": [staff.typed(sheet, sheet.header_row, place, "Телефон мамы")],
        "insert a column": [
            {"insertDimension": {"range": columns}},
            staff.typed(sheet, sheet.header_row, place, "Куратор класса"),
        ],
    }

    def weather(moment: Moment, go: Go) -> Any:
        if moment.path.endswith(f"{old.book_id('bases')}:batchUpdate") and deeds:
            staff.write(old.staff("sidorova"), old.book_id("bases"), deeds.pop(deed))
            deeds.clear()
        return go()

    with declared(MENTEES, columns=with_column(MENTEES, "contact", RENAMED)):
        old.sync_in(weather)
        assert not deeds
        assert "Куратор класса" in sheet_of(old).header or deed == "rename"
        settle(old)
        assert title_over(old, "contact") == {"rename": "Телефон мамы", "insert a column": "Как связаться"}[deed]
        assert "Куратор класса" in sheet_of(old).header or deed == "rename"


def test_a_header_all_of_whose_titles_changed_is_found_below_a_note_of_the_staff(old: Town) -> None:
    sheet = sheet_of(old, "monitoring")
    first = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    note = [{"insertDimension": {"range": first}}, staff.typed(sheet, 0, 0, "Для педсовета")]
    staff.write(old.staff("petrova"), old.book_id("programme"), note)
    columns = tuple(replace(item, title=f"{item.title}!").once_called(item.title) for item in MONITORING.columns)
    with declared(MONITORING, columns=columns):
        settle(old)
        sheet = sheet_of(old, "monitoring")
        assert (sheet.header_row, sheet.header[0]) == (1, "Раздел!")


def test_a_former_title_may_not_be_another_column_s_title() -> None:
    with pytest.raises(DeclarationError):
        replace(MENTEES, columns=with_column(MENTEES, "contact", RENAMED.once_called(MENTEES.by_key["goal"].title)))


# tabs


def test_a_renamed_tab_bears_its_new_title_unless_staff_had_renamed_it(old: Town) -> None:
    with declared(MENTEES, title="Наставляемые", former_titles=(MENTEES.title,)):
        settle(old)
        assert sheet_of(old).title == "Наставляемые"
    properties = {"sheetId": MENTEES.sheet_id, "title": "Наши дети"}
    renamed = {"updateSheetProperties": {"properties": properties, "fields": "title"}}
    staff.write(old.staff("sidorova"), old.book_id("bases"), [renamed])
    with declared(MENTEES, title="Наставляемые", former_titles=(MENTEES.title,)):
        settle(old)
        assert sheet_of(old).title == "Наши дети"


TRIPS = Table(
    key="trips",
    title="Поездки",
    shape=Shape.KEYED,
    irreplaceable=True,
    columns=(by_machine("code", "Код"), by_staff("where", "Куда", choices=("музей", "театр"))),
)


def test_a_new_tab_is_made_once_and_is_missed_when_it_is_gone(old: Town) -> None:
    before = cells_of(old)
    with declared(BASES, tables=(*BASES.tables, TRIPS)):
        settle(old)
        assert title_over(old, "where", "trips") == "Куда"
        assert cells_of(old) == before
        gone = [{"deleteSheet": {"sheetId": TRIPS.sheet_id}}]
        staff.write(old.staff("petrova"), old.book_id("bases"), gone)
        with pytest.raises(BaseVanished):
            old.sync()


# drop-downs


def offered(town: Town, table: str, column: str) -> list[str] | None:
    """The options of a column's list, as they stand in the sheet."""
    sheet = sheet_of(town, table)
    mask = "spreadsheetId,sheets(properties(sheetId),data(rowData(values(dataValidation))))"
    found = town.staff("petrova").read_book(town.book_id("bases"), mask)["sheets"]
    rows = next(item for item in found if item["properties"]["sheetId"] == sheet.sheet_id)["data"][0]["rowData"]
    cell = rows[sheet.header_row + 1]["values"][sheet.columns[column]]
    values = cell.get("dataValidation", {}).get("condition", {}).get("values")
    return [value["userEnteredValue"] for value in values] if values else None


@pytest.mark.parametrize("choices", [("допущен", "резерв", "отказ", "перенос"), ()])
def test_another_list_of_choices_reaches_the_sheet_and_what_was_chosen_stays(
    old: Town, choices: tuple[str, ...]
) -> None:
    before = cells_of(old)
    assert offered(old, "readiness", "decision") == ["допущен", "резерв", "отказ"]
    changed = replace(READINESS.by_key["decision"], choices=choices)
    with declared(READINESS, columns=with_column(READINESS, "decision", changed)):
        settle(old)
        assert offered(old, "readiness", "decision") == (list(choices) or None)
        assert offered(old, "readiness", "trained") == ["да", "нет"]
    assert cells_of(old) == before


# versions apart


def test_an_older_program_does_not_touch_a_newer_book(old: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(migration, "NUMBER", migration.NUMBER + 1)
        settle(old)
    stored = old.state.db.serialize()
    for attempt in (old.sync, old.set_up):
        with pytest.raises(NewerProgramme):
            attempt()
    assert old.state.db.serialize() == stored


def test_what_an_earlier_memory_said_otherwise_is_read_as_far_as_it_goes_and_then_said_anew(old: Town) -> None:
    before = cells_of(old)
    sheet = sheet_of(old, "bases.memory")
    first, second = [row for row in sheet.rows if row.key.startswith("row:mentees:")][:2]
    typed = [
        staff.typed(sheet, first.index, sheet.columns["key"], "colour:of-the-school"),
        staff.typed(sheet, second.index, sheet.columns["content"], '{"cells": {}, "since": 2025}'),
    ]
    staff.write(old.staff("petrova"), old.book_id("bases"), typed)
    settle(old)
    keys = [row.key for row in sheet_of(old, "bases.memory").rows]
    assert "colour:of-the-school" not in keys
    assert keys.count(first.key) == 1
    assert cells_of(old) == before
