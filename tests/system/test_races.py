"""Someone sorts, moves or types between the reading and the writing of a sync: nobody's edit is lost, nothing lands
on the wrong person. The moment is real: staff act through the API after the plan is shown, before it is written."""

from __future__ import annotations

import pytest

from sheets_schema.tables import book
from sync import run
from sync.demo import staff
from sync.demo.people import make_school
from sync.demo.phone import answer_form, plain_browser
from tests.system.office import QUESTIONNAIRES, TODAY, Office

TYPED = "впечатано в этот миг"


@pytest.fixture
def busy(office: Office) -> Office:
    """Everyone has answered and is in the base; then everyone changes their telephone number and what they like."""
    office.found()
    office.answer(people=16)
    office.sync()
    everyone_answers_again(office)
    return office


def everyone_answers_again(office: Office) -> None:
    office.control("settings", {"now": "2026-11-22T10:00:00Z"})
    forms = office.folder.load_known().forms
    by_key = {item.key: item for item in QUESTIONNAIRES}
    with plain_browser() as phone:
        for number, resident in enumerate(make_school(16, 1, QUESTIONNAIRES, TODAY)):
            sent = resident.sent[0]
            contact = next(key for key in sent.given if key.endswith("contact"))
            liked = next(key for key in sent.given if key.endswith("interests"))
            given = {**sent.given, contact: f"новый телефон {number}", liked: f"увлечение {number}"}
            answer_form(phone, forms[sent.form].address, by_key[sent.form], given)


def undisturbed(office: Office) -> dict[str, str]:
    """What each mentee's contact and interests must be in the end, by name."""
    people = make_school(16, 1, QUESTIONNAIRES, TODAY)
    return {resident.name: f"новый телефон {number}, увлечение {number}" for number, resident in enumerate(people)}


def contacts(office: Office) -> dict[str, str]:
    return {row["full_name"]: f"{row['contact']}, {row['interests']}" for row in office.shown()["bases/mentees"]}


def settle(office: Office) -> int:
    """Synchronise until nothing is left to write; how many times that took."""
    for times in range(1, 5):
        if not office.sync().written:
            return times
    raise AssertionError("it never settles")


def sheet_now(office: Office, table: str = "mentees"):
    return staff.read(office.staff("sidorova"), "bases", office.book_id("bases")).sheets[table]


def act(office: Office, *requests: dict) -> None:
    staff.write(office.staff("sidorova"), office.book_id("bases"), list(requests))


def sort_by(office: Office, column: str, order: str) -> dict:
    sheet = sheet_now(office)
    whole = {"sheetId": sheet.sheet_id, "startRowIndex": 1, "endRowIndex": sheet.end_of_rows, "startColumnIndex": 0}
    specs = [{"dimensionIndex": sheet.columns[column], "sortOrder": order}]
    return {"sortRange": {"range": {**whole, "endColumnIndex": sheet.column_count}, "sortSpecs": specs}}


def rows(office: Office, start: int, end: int) -> dict:
    return {"sheetId": sheet_now(office).sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def columns(office: Office, start: int, end: int) -> dict:
    return {"sheetId": sheet_now(office).sheet_id, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


MOVES = {
    "sort": lambda office: [sort_by(office, "full_name", "DESCENDING")],
    "sort back and forth": lambda office: [sort_by(office, "birth_date", "ASCENDING")],
    "insert a row above": lambda office: [{"insertDimension": {"range": rows(office, 1, 3)}}],
    "move a row": lambda office: [{"moveDimension": {"source": rows(office, 1, 2), "destinationIndex": 5}}],
    "insert a column": lambda office: [{"insertDimension": {"range": columns(office, 2, 3)}}],
    "move a column": lambda office: [{"moveDimension": {"source": columns(office, 2, 3), "destinationIndex": 6}}],
}


@pytest.mark.parametrize("skips", [False, True])
@pytest.mark.parametrize("move", MOVES)
def test_rows_and_columns_that_move_in_that_moment_get_what_is_theirs(busy, move, skips):
    busy.control("settings", {"copySkipsFilteredRows": skips})
    busy.sync(show=lambda _plan: act(busy, *MOVES[move](busy)))
    assert settle(busy) <= 3
    expected = undisturbed(busy)
    assert contacts(busy) == {name: expected[name] for name in contacts(busy)}
    assert busy.shown()["bases/attention"] == []


@pytest.mark.parametrize("column", ["contact", "note", "full_name"])
def test_a_cell_typed_in_that_moment_stays(busy, column):
    typed = []

    def type_it(_plan) -> None:
        sheet = sheet_now(busy)
        rows = sheet.rows[::4]  # in a third of them it would be taken for an accident
        typed.extend(row.key for row in rows)
        act(busy, *(staff.typed(sheet, row.index, sheet.columns[column], f"{TYPED} {row.key}") for row in rows))

    busy.sync(show=type_it)
    assert settle(busy) <= 3
    rows = {row["code"]: row for row in busy.shown()["bases/mentees"]}
    assert [rows[code][column] for code in typed] == [f"{TYPED} {code}" for code in typed]


def test_typed_and_sorted_in_one_moment_both_stay(busy):
    def both(_plan) -> None:
        sheet = sheet_now(busy)
        notes = [staff.typed(sheet, row.index, sheet.columns["contact"], f"{TYPED} {row.key}") for row in sheet.rows]
        act(busy, *notes[:3], sort_by(busy, "full_name", "DESCENDING"))

    before = [row["code"] for row in busy.shown()["bases/mentees"]]
    busy.sync(show=both)
    assert settle(busy) <= 3
    expected = undisturbed(busy)
    for row in busy.shown()["bases/mentees"]:
        typed = row["code"] in before[:3]
        assert row["contact"] == (f"{TYPED} {row['code']}" if typed else expected[row["full_name"]].partition(",")[0])


@pytest.mark.parametrize("skips", [False, True])
def test_rows_hidden_by_a_filter_are_updated_rightly(busy, skips):
    busy.control("settings", {"copySkipsFilteredRows": skips})
    sheet = sheet_now(busy)
    whole = {"sheetId": sheet.sheet_id, "startRowIndex": 0, "startColumnIndex": 0, "endColumnIndex": sheet.column_count}
    names = [row.to_record().text("full_name") for row in sheet.rows]
    criteria = {"criteria": {str(sheet.columns["full_name"]): {"hiddenValues": names[::2]}}}
    act(busy, {"setBasicFilter": {"filter": {"range": whole, **criteria}}})
    busy.sync()
    assert settle(busy) == 1
    expected = undisturbed(busy)
    assert contacts(busy) == {name: expected[name] for name in names}


@pytest.mark.parametrize("skips", [False, True])
def test_filtered_rows_that_move_in_that_moment_get_what_is_theirs(busy, skips):
    busy.control("settings", {"copySkipsFilteredRows": skips})
    sheet = sheet_now(busy)
    whole = {"sheetId": sheet.sheet_id, "startRowIndex": 0, "startColumnIndex": 0, "endColumnIndex": sheet.column_count}
    names = [row.to_record().text("full_name") for row in sheet.rows]
    criteria = {"criteria": {str(sheet.columns["full_name"]): {"hiddenValues": names[::2]}}}
    act(busy, {"setBasicFilter": {"filter": {"range": whole, **criteria}}})
    move = {"moveDimension": {"source": rows(busy, 1, 2), "destinationIndex": 6}}
    busy.sync(show=lambda _plan: act(busy, move))
    assert settle(busy) <= 3
    expected = undisturbed(busy)
    assert contacts(busy) == {name: expected[name] for name in names}


def test_a_machine_that_dies_before_its_repair_is_followed_by_one_that_does_it(busy, monkeypatch):
    def die(declared, *_) -> bool:
        if declared.key == "bases":
            raise KeyboardInterrupt
        return False

    with monkeypatch.context() as dying:
        dying.setattr(run, "may_have_raced", die)
        with pytest.raises(KeyboardInterrupt):
            busy.sync(show=lambda _plan: act(busy, sort_by(busy, "full_name", "DESCENDING")))
    assert settle(busy) <= 3
    expected = undisturbed(busy)
    assert contacts(busy) == {name: expected[name] for name in contacts(busy)}


def test_a_repair_costs_two_calls_and_is_counted(busy):
    busy.forget_calls()
    outcome = busy.sync(show=lambda _plan: act(busy, sort_by(busy, "full_name", "DESCENDING")))
    assert (outcome.repaired, outcome.read_again) == (1, 1)


def test_every_tab_that_people_touch_is_fenced():
    books = [book(key) for key in ("bases", "personal", "programme")]
    hidden = [table.key for item in books for table in item.tables if table.hidden]
    assert hidden == ["bases.memory", "personal.memory", "programme.memory"]
