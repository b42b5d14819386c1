"""What people really write goes from the form's page to the sheet, to a record and back to the sheet unchanged.

Unchanged means: character for character, but for what is declared. The page turns line ends into "\\n" and takes a text
of nothing but blanks for no answer; it refuses more than 10,000 characters, as Google's does. Of a text that came some
other way a cell keeps its first 50,000 characters, and says that it was cut. Names are compared, and shown in
«Согласия», by ``forms/normalise.py`` (single spaces, nothing at the ends); in the bases they stand as they were given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from gspread.utils import rowcol_to_a1

from forms.to_google import chosen_ids
from localgoogle.forms.responses import submit
from sheets_schema.tables import BOOKS, table
from sync.demo import staff
from sync.demo.phone import NotAnswered, answer_form, plain_browser
from sync.rules.bases import CUT, LONGEST_CELL
from tests.rules import paper
from tests.rules.paper import NO, YES
from tests.system.office import QUESTIONNAIRES, Office, raw

NASTY = {
    "formula": "=1+1",
    "formula with a call": '=IMPORTXML("http://127.0.0.1:9/?"&A1;"//a")',
    "formula that fails": "=1/0",
    "formula of a plus": "+1+1",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "minus": "-5",
    "telephone": "+79161234567",
    "telephone in brackets": "+7 (916) 123-45-67",
    "zeros in front": "007",
    "power of ten, Cyrillic": "12Е3",
    "power of ten": "12E3",
    "decimal comma": "1,5",
    "decimal point": "1.5",
    "thousands": "1 000 000",
    "range": "10-11",
    "day": "01.02.2026",
    "day and time": "01.02.2026 10:30",
    "ISO day": "2026-02-01",
    "fraction": "3/4",
    "time of day": "9:30",
    "true": "TRUE",
    "true in Russian": "ИСТИНА",
    "error": "#REF!",
    "percent": "50%",
    "roubles": "1500 ₽",
    "dollars": "$15",
    "twenty digits": "12345678901234567890",
    "snils": "112-233-445 95",
    "right to left": "שלום \u202eдо свидания\u202c",
    "zero width": "до\u200bм\u200cа\u200dш\ufeffний",
    "combining": "е\u0308лка и и\u0306",
    "emoji": "👨‍👩‍👧‍👦 🏳️‍🌈 ⚽",
    "beyond the basic plane": "𝒳 𐍈",
    "no-break space": "кабинет\u00a0№\u00a05",
    "apostrophe in front": "'семь",
    "apostrophe alone": "'",
    "spaces at the ends": "  и тут пробелы  ",
    "lone quote": '"',
    "quotes": "«кавычки» \"и\" 'ещё' „такие“",
    "markup": "<b>теги</b> & &amp; <script>alert(1)</script>",
    "backslashes": "C:\\new\\table {школа} %s \\u0041",
    "comma and semicolon": "а; б, в; ",
    "null in words": "null",
    "key of a column": "code",
    "tab": "раз\tдва",
    "lines": "раз\nдва\n\nтри\n",
    "line in front": "\nраз",
    "json": '{"cells": {"full_name": ""}}',
    "longest that the page takes": "Щ" * 10_000,
}
ONE_LINE = ("contact", "interests")
LINES = ("motivation", "achievements")
KINDS = ("contact", "birth_date", "seats")  # a text, a day and a number, into which staff type all of it


@dataclass(frozen=True)
class Writer:
    """A teacher who applies as a mentor with a few of the texts, by column."""

    name: str
    texts: dict[str, str]

    @property
    def who(self) -> dict[str, str]:
        return {"full_name": self.name, "birth_date": "1990-05-01"}

    @property
    def application(self) -> dict[str, Any]:
        return {
            **dict(paper.mentor(1, "", "").values),
            **self.who,
            "role": "Я работаю в школе",
            "position": "учитель",
            "teacher_topics": ["Порядок на уроке"],
            "teacher_age": "С любыми коллегами",
            **self.texts,
        }


def writers() -> Iterator[Writer]:
    """Each text once in a question of one line, if it is one line, and once in a question of many."""
    lines = [text for text in NASTY.values() if "\n" not in text]
    for number in range(0, len(NASTY), 2):
        many, few = list(NASTY.values())[number : number + 2], lines[number : number + 2]
        texts = dict(zip(LINES, many, strict=False)) | {"contact": "телефон"} | dict(zip(ONE_LINE, few, strict=False))
        yield Writer(f"Писателев {'абвгдежзиклмнопрстуфхцчшщэюя'[number // 2]}", texts)


@pytest.fixture(params=["ru_RU", "en_US"])
def school(office: Office, request: pytest.FixtureRequest) -> Office:
    """Everyone answered on the real pages, in a school whose books have this locale."""
    office.found()
    locale = {"updateSpreadsheetProperties": {"properties": {"locale": request.param}, "fields": "locale"}}
    for book in BOOKS:
        staff.write(office.staff("petrova"), office.book_id(book.key), [locale])
    for writer in writers():
        send(office, "mentor_application", writer.application)
        decide_on_consent(office, writer, YES)
    office.sync()
    return office


def send(office: Office, form: str, given: dict[str, Any]) -> None:
    by_key = {item.key: item for item in office.job().filled()}
    with plain_browser() as phone:
        answer_form(phone, office.folder.load_known().forms[form].address, by_key[form], given)


def decide_on_consent(office: Office, writer: Writer, decision: str) -> None:
    send(office, "consent_participant", {**writer.who, "school_class": "учитель", "decision": decision})


def stands(office: Office) -> dict[str, dict[str, str]]:
    """The mentors' rows by name, as the tool reads them."""
    return {row["full_name"]: row for row in office.shown()["bases/mentors"] if "full_name" in row}


def cells(office: Office) -> list[list[dict[str, Any]]]:
    """The cells of the mentors' tab as Google holds them: a text is a stringValue, never a formula."""
    mask = "sheets(properties(sheetId),data(rowData(values(userEnteredValue))))"
    reply = raw(office, "GET", f"/v4/spreadsheets/{office.book_id('bases')}?fields={mask}").json()
    (sheet,) = [item for item in reply["sheets"] if item["properties"]["sheetId"] == table("mentors").sheet_id]
    return [row.get("values", []) for row in sheet["data"][0]["rowData"]]


def test_every_text_stands_in_the_sheet_as_it_was_written_and_stays(school: Office, figure):
    expected = {writer.name: writer.texts for writer in writers()}
    found = stands(school)
    assert {name: {key: found[name].get(key) for key in texts} for name, texts in expected.items()} == expected
    held = {cell.get("userEnteredValue", {}).get("stringValue") for row in cells(school) for cell in row}
    assert set(NASTY.values()) <= held
    assert not [cell for row in cells(school) for cell in row if "formulaValue" in cell.get("userEnteredValue", {})]
    assert school.sync().written == ()
    figure(f"{len(NASTY)} texts in {sum(map(len, expected.values()))} cells: 0 changed, 0 became formulas")


def test_every_text_is_taken_out_of_view_and_comes_back_unchanged(school: Office, figure):
    before = stands(school)
    for day, decision in ((23, NO), (24, YES)):
        school.control("settings", {"now": f"2026-11-{day}T09:00:00Z"})
        for writer in writers():
            decide_on_consent(school, writer, decision)
        school.sync(force=True)
        assert school.sync().written == ()
        assert len(stands(school)) == (len(before) if decision == YES else 0)
    assert stands(school) == before
    figure(f"{len(NASTY)} texts masked and brought back: 0 changed")


def test_what_staff_type_is_what_sheets_make_of_it_and_it_is_theirs(school: Office, figure):
    """``=1+1`` becomes a formula of theirs, ``01.02.2026`` a day, ``007`` a number: kept, and no sync stumbles."""
    formulas = 0
    for texts in (list(NASTY.values())[:24], list(NASTY.values())[24:]):
        sheet = staff.read(school.staff("sidorova"), "bases", school.book_id("bases")).sheets["mentors"]
        places = [(row.index, sheet.columns[column]) for column in KINDS for row in sheet.rows[: len(texts)]]
        type_in(school, dict(zip(places, texts * len(KINDS), strict=True)))
        typed = cells(school)
        school.sync(force=True)  # so many changes at once would stop it
        assert school.sync().written == ()
        after = cells(school)
        assert [after[row][place] for row, place in places] == [typed[row][place] for row, place in places]
        formulas += sum("formulaValue" in typed[row][place].get("userEnteredValue", {}) for row, place in places)
    assert formulas
    figure(
        f"{len(NASTY)} texts typed by staff into {len(KINDS)} columns, {formulas} of them formulas: all kept as typed"
    )


def type_in(office: Office, texts: dict[tuple[int, int], str]) -> None:
    """As a hand types them into the cells: the sheet makes of each what it takes it for."""
    title = table("mentors").title
    data = [
        {"range": f"'{title}'!{rowcol_to_a1(row + 1, column + 1)}", "values": [[text]]}
        for (row, column), text in texts.items()
    ]
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{office.book_id('bases')}/values:batchUpdate"
    content = {"valueInputOption": "USER_ENTERED", "data": data}
    office.staff("sidorova").client.request("post", address, json=content)


def test_a_newer_answer_against_a_formula_of_staff_is_a_question_and_the_formula_stays(school: Office):
    writer = next(writers())
    sheet = staff.read(school.staff("sidorova"), "bases", school.book_id("bases")).sheets["mentors"]
    (row,) = [row for row in sheet.rows if row.values["full_name"] == writer.name]
    place = sheet.columns["contact"]
    type_in(school, {(row.index, place): "=1+1"})
    school.sync()
    school.control("settings", {"now": "2026-11-23T09:00:00Z"})
    send(school, "mentor_application", {**writer.application, "contact": "=2+2"})
    school.sync()
    assert cells(school)[row.index][place] == {"userEnteredValue": {"formulaValue": "=1+1"}}
    (line,) = [line for line in school.shown()["bases/attention"] if "-contact-" in line["key"]]
    assert line["new"] == "=2+2"
    assert school.sync().written == ()


def test_more_than_a_page_or_a_cell_can_hold(office: Office, figure):
    """10,001 characters the page refuses; of 60,000 that came by another way, the cell shows where it was cut."""
    office.found()
    writer = Writer("Толстой Лев", {"motivation": "Щ" * 10_001})
    with pytest.raises(NotAnswered):
        send(office, "mentor_application", writer.application)
    long = Writer("Толстой Лев", {"motivation": "Щ" * 60_000, "achievements": "Ъ" * LONGEST_CELL})
    ids = chosen_ids(next(item for item in QUESTIONNAIRES if item.key == "mentor_application")).questions
    given = {
        ids[key]: [value] if isinstance(value, str) else list(value)
        for key, value in long.application.items()
        if key in ids
    }
    submit(office.state, office.folder.load_known().forms["mentor_application"].id, given)
    decide_on_consent(office, long, YES)
    office.sync()
    row = stands(office)["Толстой Лев"]
    assert (len(row["motivation"]), row["motivation"].endswith(CUT)) == (LONGEST_CELL, True)
    assert row["achievements"] == long.texts["achievements"]
    assert office.sync().written == ()
    figure("10,001 characters refused by the page; 60,000 cut to 50,000 and said; 50,000 whole")
