"""Sheets as nobody meant them to be, over real HTTP: endless answers, no header, a hidden tab that was typed into."""

from __future__ import annotations

import pytest

from sheets_schema.tables import table
from sync.cli.root import run
from sync.demo import staff
from sync.demo.phone import answer_form, plain_browser
from tests.system.office import Office

TEACHER = {"full_name": "Громов Олег Юрьевич", "birth_date": "1990-05-01"}
LONG = '"' * 9_900
APPLICATION = {
    **TEACHER,
    "contact": LONG,
    "motivation": LONG,
    "achievements": LONG,
    "interests": LONG,
    "times": ["Суббота"],
    "time_resource": "До часа",
    "seats": "1",
    "meeting_format": "Онлайн",
    "role": "Я работаю в школе",
    "position": "учитель",
    "teacher_topics": ["Порядок на уроке"],
    "teacher_age": "С любыми коллегами",
}


@pytest.fixture
def running_school(office: Office) -> Office:
    office.found()
    office.answer()
    office.sync()
    return office


def send(office: Office, form: str, given: dict) -> None:
    questionnaires = {item.key: item for item in office.job().filled()}
    with plain_browser() as phone:
        answer_form(phone, office.folder.load_known().forms[form].address, questionnaires[form], given)


def decide_on_consent(office: Office, decision: str) -> None:
    send(office, "consent_participant", {**TEACHER, "school_class": "учитель", "decision": decision})


def test_whoever_wrote_a_lot_and_withdraws_is_masked_and_comes_back_whole(running_school):
    office = running_school
    send(office, "mentor_application", APPLICATION)
    decide_on_consent(office, "Даю согласие")
    office.sync()
    (before,) = [row for row in office.shown()["bases/mentors"] if row.get("full_name") == TEACHER["full_name"]]
    for day, decision in ((23, "Не даю согласия"), (24, "Даю согласие")):
        office.control("settings", {"now": f"2026-11-{day}T09:00:00Z"})
        decide_on_consent(office, decision)
        office.sync()
        assert office.sync().written == ()
        (row,) = [row for row in office.shown()["bases/mentors"] if row["code"] == before["code"]]
        assert ("full_name" in row) is (decision == "Даю согласие")
    assert row == before


def test_a_deleted_header_row_stops_the_sync_and_nothing_is_written(running_school, capsys):
    office = running_school
    sheet_id = table("mentees").sheet_id
    thawed = {"sheetId": sheet_id, "gridProperties": {"frozenRowCount": 0}}
    header = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    staff.write(
        office.staff("petrova"),
        office.book_id("bases"),
        [
            {"updateSheetProperties": {"properties": thawed, "fields": "gridProperties.frozenRowCount"}},
            {"deleteDimension": {"range": header}},
        ],
    )
    office.forget_calls()
    assert run(["--dir", str(office.path), "sync"]) == 6
    assert office.calls()["sheets.write"] == 0
    said = capsys.readouterr().err
    assert "«База наставляемых» нет строки заголовков" in said
    assert "вставьте строку над первой" in said


def test_a_hidden_tab_that_someone_typed_into_stops_nothing(running_school):
    office = running_school
    before = office.shown()
    for key in ("bases", "programme", "personal"):
        hidden = office.books()[key].sheets[f"{key}.memory"]
        typed = [
            staff.typed(hidden, row.index, hidden.columns["content"], '{"cells": 5, "address": 1}')
            for row in hidden.rows[:3]
        ]
        staff.write(office.staff("petrova"), office.book_id(key), typed)
    office.sync()
    assert office.sync().written == ()
    for tab in ("bases/mentees", "bases/mentors", "personal/consents", "programme/pairs"):
        assert office.shown()[tab] == before[tab]
