"""Tables that are uploaded and become spreadsheets, and spreadsheets that leave as csv and xlsx."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localgoogle.drive.exports import XLSX, export
from localgoogle.drive.workbook import title_of
from localgoogle.state import FOLDER, FORM, SPREADSHEET
from tests.localgoogle.school import BASE, READER, WRITER, Answer, School
from tests.localgoogle.spreadsheet import Spreadsheet, grid
from tests.localgoogle.test_drive import FILES, reason

UPLOAD = f"/upload{FILES}"
PUPILS = 'Имя,Класс,Балл\r\nАнна,8А,4.5\r\n"Орлов, Пётр",10-11,=1+1\r\n'.encode()
BEARER = {"authorization": "Bearer kurator-key"}


def multipart(metadata: dict[str, Any], content: bytes, media_type: str = "text/csv") -> tuple[bytes, dict[str, str]]:
    """Body and headers of a multipart upload as Google's clients send it."""
    head = f"--x\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{json.dumps(metadata)}\r\n"
    media = f"--x\r\nContent-Type: {media_type}\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    body = head.encode() + media.encode() + content + b"\r\n--x--"
    return body, BEARER | {"content-type": 'multipart/related; boundary="x"'}


def send(school: School, metadata: dict[str, Any], content: bytes, media_type: str = "text/csv") -> Answer:
    body, headers = multipart({"name": "Ученики", "mimeType": SPREADSHEET} | metadata, content, media_type)
    return school.call("POST", UPLOAD, body, headers, "uploadType=multipart")


def exported(school: School, book: Spreadsheet, mime: str = "text/csv") -> Answer:
    return school.api("GET", f"{FILES}/{book.id}/export", mimeType=mime)


# uploads


def test_a_list_from_the_electronic_diary_becomes_a_spreadsheet(school: School) -> None:
    folder = school.drive("Наставничество", FOLDER)
    answer = send(school, {"parents": [folder], "appProperties": {"nastavnik": "list"}}, PUPILS)
    assert answer.status == 200, answer.text
    made = answer.json()
    assert made == {"kind": "drive#file", "id": made["id"], "name": "Ученики", "mimeType": SPREADSHEET}
    book = Spreadsheet(school, id=made["id"])
    (sheet,) = book.get()["sheets"]
    assert sheet["properties"]["title"] == "Ученики"
    assert sheet["properties"]["gridProperties"] == {"rowCount": 1000, "columnCount": 26}
    assert book.values("A1:C9")[:2] == [["Имя", "Класс", "Балл"], ["Анна", "8А", 4.5]]
    formula = school.ok("GET", f"{book.path}/values/C3", valueRenderOption="FORMULA")["values"]
    assert formula == [["=1+1"]], "as Drive converts it: what looks like a formula is one"
    file = school.ok("GET", f"{FILES}/{book.id}", fields="parents,appProperties")
    assert file == {"parents": [folder], "appProperties": {"nastavnik": "list"}}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("Имя;Класс\nАнна;8А".encode("utf-8-sig"), "text/csv"),
        ("Имя;Класс\nАнна;8А".encode("cp1251"), "text/csv"),
        ("Имя\tКласс\nАнна\t8А".encode("utf-16"), "text/csv"),
        ("Имя\tКласс\nАнна\t8А".encode(), "text/tab-separated-values"),
    ],
    ids=["Excel's UTF-8", "Windows-1251", "UTF-16", "tabs"],
)
def test_the_ways_in_which_excel_writes_tables_are_understood(school: School, content: bytes, media_type: str) -> None:
    book = Spreadsheet(school, id=send(school, {}, content, media_type).json()["id"])
    assert book.values("A1:B2") == [["Имя", "Класс"], ["Анна", "8А"]]


def test_a_long_table_gets_a_sheet_that_holds_it(school: School) -> None:
    content = "\n".join(",".join(["да"] * 30) for _ in range(1200)).encode()
    book = Spreadsheet(school, id=send(school, {}, content).json()["id"])
    size = book.get()["sheets"][0]["properties"]["gridProperties"]
    assert size == {"rowCount": 1200, "columnCount": 30}
    assert len(book.values("A1:AD1200")) == 1200


@pytest.mark.parametrize(
    ("metadata", "content", "media_type", "words"),
    [
        ({"mimeType": "text/csv"}, PUPILS, "text/csv", "convert to"),
        ({"mimeType": FORM}, PUPILS, "text/csv", "convert to"),
        ({}, b"%PDF-1.4", "application/pdf", "'application/pdf' are not supported"),
        ({}, b"PK", XLSX, "are not supported"),
        ({}, b"," * 18_278, "text/csv", "larger than"),
        ({}, b"\n" * 500_000, "text/csv", "larger than"),
        ({}, b"x" * 50_001, "text/csv", "50000"),
        ({"colour": "red"}, PUPILS, "text/csv", "'colour'"),
    ],
    ids=["not converted", "a form", "pdf", "xlsx", "too wide", "too long", "a cell too long", "unknown field"],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(
    school: School, metadata: dict[str, Any], content: bytes, media_type: str, words: str
) -> None:
    answer = send(school, metadata, content, media_type)
    assert answer.status == 400
    assert words in answer.message
    assert school.state.files() == []


@pytest.mark.parametrize(
    ("query", "body", "kind"),
    [
        ("", b"", "text/csv"),
        ("uploadType=multipart", PUPILS, "text/csv"),
        ("uploadType=multipart", b"--x\r\n\r\n{}\r\n--x--", "multipart/related; boundary=x"),
        ("uploadType=multipart", b"--x\r\n\r\n{\r\n--x\r\n\r\na\r\n--x--", "multipart/related; boundary=x"),
        ("uploadType=multipart", b"--x\r\n\r\n[]\r\n--x\r\n\r\na\r\n--x--", "multipart/related; boundary=x"),
        ("uploadType=multipart", PUPILS, "multipart/related"),
        ("uploadType=media", PUPILS, "text/csv"),
    ],
)
def test_an_upload_of_no_known_shape_is_a_400(school: School, query: str, body: bytes, kind: str) -> None:
    assert school.call("POST", UPLOAD, body, BEARER | {"content-type": kind}, query).status == 400


def test_an_upload_takes_the_place_of_what_a_spreadsheet_held(school: School, book: Spreadsheet) -> None:
    book.batch({"addSheet": {"properties": {"title": "Второй"}}})
    book.write("A1:B2", [["старое", "старое"], ["старое", "старое"]])
    answer = school.call(
        "PATCH",
        f"{UPLOAD}/{book.id}",
        "Анна,5".encode(),
        BEARER | {"content-type": "text/csv"},
        "uploadType=media&fields=id",
    )
    assert answer.json() == {"id": book.id}
    (sheet,) = book.get()["sheets"]
    assert sheet["properties"]["title"] == school.ok("GET", f"{FILES}/{book.id}")["name"]
    assert book.values("A1:B2") == [["Анна", 5]]


def test_gspread_s_import_goes_the_old_way(school: School, book: Spreadsheet) -> None:
    path, query = f"/upload/drive/v2/files/{book.id}", "uploadType=media&convert=true&supportsAllDrives=true"
    answer = school.call("PUT", path, PUPILS, BEARER | {"content-type": "text/csv"}, query)
    assert answer.json()["id"] == book.id
    assert book.values("A2:B2") == [["Анна", "8А"]]


def test_an_upload_does_not_pass_by_what_is_protected(school: School, book: Spreadsheet) -> None:
    book.write("A1", [["Итог"]])
    book.batch({"addProtectedRange": {"protectedRange": {"range": grid(0, 0, 1, 1)}}})
    for email, role in ((WRITER, "writer"), (READER, "reader")):
        school.share(book.id, type="user", role=role, emailAddress=email)
    query, kind = "uploadType=media", {"content-type": "text/csv"}
    for key in ("zavuch-key", "director-key"):
        headers = {"authorization": f"Bearer {key}"} | kind
        assert reason(school.call("PATCH", f"{UPLOAD}/{book.id}", b"x", headers, query)) == (
            403,
            "insufficientFilePermissions",
        )
    assert book.values("A1") == [["Итог"]]
    assert school.call("PATCH", f"{UPLOAD}/{book.id}", b"x", BEARER | kind, query).status == 200


# piece by piece


def begin(school: School, path: str = UPLOAD, method: str = "POST") -> str:
    body = json.dumps({"name": "Ученики", "mimeType": SPREADSHEET}).encode()
    headers = BEARER | {"x-upload-content-type": "text/csv", "content-type": "application/json"}
    answer = school.call(method, path, body, headers, "uploadType=resumable&fields=id")
    assert (answer.status, answer.text) == (200, "")
    return answer.headers["location"].removeprefix(BASE)


def piece(school: School, place: str, content: bytes, span: str, headers: dict[str, str] | None = None) -> Answer:
    path, _, query = place.partition("?")
    ranged = {"content-range": span} if span else {}
    return school.call("PUT", path, content, (headers or BEARER) | ranged, query)


def test_an_upload_that_broke_off_goes_on_where_it_stopped(school: School) -> None:
    place, whole = begin(school), len(PUPILS)
    first = piece(school, place, PUPILS[:20], f"bytes 0-19/{whole}")
    assert (first.status, first.headers["range"]) == (308, "bytes=0-19")
    asked = piece(school, place, b"", f"bytes */{whole}")
    assert (asked.status, asked.headers["range"]) == (308, "bytes=0-19")
    again = piece(school, place, PUPILS[:20], f"bytes 0-19/{whole}")
    assert again.headers["range"] == "bytes=0-19", "a piece that came twice is taken once"
    last = piece(school, place, PUPILS[20:], f"bytes 20-{whole - 1}/{whole}")
    assert last.json().keys() == {"id"}
    assert Spreadsheet(school, id=last.json()["id"]).values("A2:B2") == [["Анна", "8А"]]
    assert piece(school, place, PUPILS, "").status == 404, "the session is over"
    assert len(school.state.files()) == 1


def test_a_whole_upload_needs_no_range(school: School, book: Spreadsheet) -> None:
    place = begin(school, f"{UPLOAD}/{book.id}", "PATCH")
    assert piece(school, place, b"a,b", "").json() == {"id": book.id}
    assert book.values("A1:B1") == [["a", "b"]]


def test_nobody_goes_on_with_another_s_upload(school: School, book: Spreadsheet) -> None:
    place = begin(school)
    assert piece(school, place, PUPILS, "", {"authorization": "Bearer neighbour-key"}).status == 404
    assert piece(school, place.replace("?", f"/{book.id}?"), PUPILS, "").status == 404
    assert piece(school, place, PUPILS, "bytes all").status == 400
    assert piece(school, place, PUPILS, "").status == 200


def test_uploads_that_nobody_finishes_are_forgotten(school: School) -> None:
    first = begin(school)
    for _ in range(20):
        last = begin(school)
    assert piece(school, first, PUPILS, "").status == 404
    assert piece(school, last, PUPILS, "").status == 200


# exports


def test_the_first_sheet_leaves_as_it_is_shown(school: School, book: Spreadsheet) -> None:
    book.batch({"addSheet": {"properties": {"title": "Второй"}}})
    book.write("A1:C3", [["Имя", 'сказал "да"', ""], ["Орлов, Пётр", 4.5, True], ["две\nстроки"]])
    answer = exported(school, book)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text == 'Имя,"сказал ""да""",\r\n"Орлов, Пётр",4.5,TRUE\r\n"две\nстроки",,'
    assert exported(school, book, "text/tab-separated-values").text.splitlines()[-1] == "две строки\t\t"


def test_an_empty_sheet_is_an_empty_file(school: School, book: Spreadsheet) -> None:
    answer = exported(school, book)
    assert (answer.status, answer.text) == (200, "")


def workbook(school: School, book: Spreadsheet) -> Any:
    file = school.state.find_file(book.id)
    assert file is not None
    return openpyxl.load_workbook(BytesIO(export(school.state, file, XLSX)()))


def test_excel_opens_a_book_with_its_looks(school: School, book: Spreadsheet) -> None:
    book.write("A1:C3", [["Имя", "Дата", "Балл"], ["Анна", 46270, 0.5], ["Пётр", 46271, 12]])
    head = {"textFormat": {"bold": True}, "backgroundColor": {"green": 1, "blue": 0.5}, "horizontalAlignment": "CENTER"}
    dates = {"numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"}}
    frozen = {"sheetId": 0, "gridProperties": {"frozenRowCount": 1, "frozenColumnCount": 1}}
    wide = {
        "range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1},
        "properties": {"pixelSize": 145},
    }
    book.batch(
        {"repeatCell": {"range": grid(0, 0, 1, 3), "cell": {"userEnteredFormat": head}, "fields": "userEnteredFormat"}},
        {
            "repeatCell": {
                "range": grid(1, 1, 3, 2),
                "cell": {"userEnteredFormat": dates},
                "fields": "userEnteredFormat",
            }
        },
        {"updateSheetProperties": {"properties": frozen, "fields": "gridProperties(frozenRowCount,frozenColumnCount)"}},
        {"updateDimensionProperties": wide | {"fields": "pixelSize"}},
        {"mergeCells": {"range": grid(4, 0, 6, 2), "mergeType": "MERGE_ALL"}},
        {"addSheet": {"properties": {"title": "Скрытый [1]", "hidden": True}}},
    )
    read = workbook(school, book)
    sheet = read.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Имя", "Дата", "Балл"]
    assert (sheet["A1"].font.bold, sheet["A1"].fill.fgColor.rgb, sheet["A1"].alignment.horizontal) == (
        True,
        "0000FF80",
        "center",
    )
    assert (sheet["B2"].number_format, sheet["B2"].is_date, sheet["C2"].value) == ("dd.mm.yyyy", True, 0.5)
    assert sheet["B2"].value.date().isoformat() == "2026-09-05"
    assert (sheet.freeze_panes, sheet.column_dimensions["A"].width) == ("B2", 20)
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A5:B6"]
    assert [(each.title, each.sheet_state) for each in read.worksheets] == [
        (sheet.title, "visible"),
        ("Скрытый _1_", "hidden"),
    ]


def test_text_that_looks_like_a_formula_is_text_in_excel(school: School, book: Spreadsheet) -> None:
    texts = ["=1+1", "+7916", "-1", "@cmd", "#N/A", "007", "a\x0bb"]
    book.write("A1:A7", [[text] for text in texts])
    book.write("B1", [["=1+1"]], "USER_ENTERED")
    sheet = workbook(school, book).worksheets[0]
    found = [sheet.cell(row, 1) for row in range(1, 8)]
    assert [cell.value for cell in found] == [*texts[:-1], "ab"]
    assert {cell.data_type for cell in found} == {"s"}
    assert [cell.quotePrefix for cell in found[:5]] == [True, True, True, True, False]
    assert sheet["B1"].data_type != "f", "a formula leaves as what it comes to"


def test_signs_that_no_xml_may_hold_and_words_that_excel_would_read_as_one_leave_a_file_that_opens(
    school: School, book: Spreadsheet
) -> None:
    book.write("A1:A3", [["a\ufffeb"], ["c\uffffd"], ["_x0041_"]])
    sheet = workbook(school, book).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["ab", "cd", "_x005F_x0041_"]


@given(titles=st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=12))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_titles_of_sheets_are_always_ones_that_excel_takes(titles: list[str]) -> None:
    used: set[str] = set()
    found = [title_of(title, used) for title in titles]
    assert len({title.lower() for title in found}) == len(titles)
    assert all(1 <= len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in found)


@pytest.mark.parametrize(
    ("mime", "words"),
    [("application/pdf", "cannot make 'application/pdf'"), ("image/png", "The requested conversion is not supported.")],
)
def test_other_formats_are_the_400_of_google(school: School, book: Spreadsheet, mime: str, words: str) -> None:
    answer = exported(school, book, mime)
    assert reason(answer) == (400, "badRequest")
    assert words in answer.message
    assert answer.message.startswith("The requested conversion is not supported.")
    assert answer.json()["error"]["errors"][0]["location"] == "convertTo"


def test_what_is_no_spreadsheet_has_no_export(school: School, book: Spreadsheet) -> None:
    form, folder = school.drive("Анкета", FORM), school.drive("Папка", FOLDER)
    path = FILES + "/{}/export"
    assert reason(school.api("GET", path.format(form), mimeType="text/csv")) == (400, "badRequest")
    assert reason(school.api("GET", path.format(folder), mimeType="text/csv")) == (403, "fileNotExportable")
    assert reason(school.api("GET", path.format(book.id))) == (400, "required")
    assert reason(school.api("GET", f"{FILES}/{book.id}", alt="media")) == (403, "fileNotDownloadable")


# there and back


@given(rows=st.lists(st.tuples(*[st.text(min_size=1, max_size=8)] * 3), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_what_is_written_as_text_comes_out_of_the_csv_as_it_was(school: School, rows: list[tuple[str, ...]]) -> None:
    school.state.settings.enforceQuotas = False
    book = Spreadsheet(school)
    book.write("A1:C6", [list(row) for row in rows])

    text = exported(school, book).text
    assert [tuple(row) for row in csv.reader(StringIO(text, newline=""))] == rows
