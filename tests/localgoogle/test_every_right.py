"""Every method of the three APIs, called by everybody, on what is somebody else's: 200, 403 or 404 as Google's.

The table below has a row for every route; a route without one fails the tests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from localgoogle.drive.routes import ROUTES as DRIVE
from localgoogle.forms.routes import ROUTES as FORMS
from localgoogle.sheets.routes import ROUTES as SHEETS
from localgoogle.state import FOLDER, FORM, SPREADSHEET
from tests.localgoogle.school import BASE, OWNER, READER, STRANGER, TOKENS, WRITER, School, entry, question
from tests.localgoogle.spreadsheet import Spreadsheet, lines

if TYPE_CHECKING:
    from localgoogle.call import Route

COMMENTER = "metodist@school.ru"
KEYS = {email: token for token, email in TOKENS.items()} | {COMMENTER: "metodist-key"}
ROLES = (OWNER, WRITER, COMMENTER, READER, STRANGER)

READS, WRITES = (200, 200, 200, 200, 403), (200, 200, 403, 403, 403)
DRIVE_READS, DRIVE_WRITES, DRIVE_OWNS = (200, 200, 200, 200, 404), (200, 200, 403, 403, 404), (200, 403, 403, 403, 404)
EVERYBODY = (200,) * 5
OWN_WATCH = (200, 404, 404, 404, 403)
NOT_HERE = (400,) * 5

TOUCH = {"requests": [{"clearBasicFilter": {"sheetId": 0}}]}
FILTERS = {"dataFilters": [{"a1Range": "A1"}]}
LOOKUP = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "x"}}]}
BY_FILTER = {"valueInputOption": "RAW", "data": [{"dataFilter": {"a1Range": "A1"}, "values": [["x"]]}]}
RENAME = {"requests": [{"updateFormInfo": {"info": {"title": "Имя"}, "updateMask": "title"}}]}
OPEN = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": True}}}
WATCH = {"watch": {"eventType": "SCHEMA", "target": {"topic": {"topicName": "projects/a/topics/b"}}}}
TO_READER = {"type": "user", "role": "reader", "emailAddress": READER}
GUEST = "guest@school.ru"

B, F, D, U = "/v4/spreadsheets", "/v1/forms", "/drive/v3", "/upload/drive"
MEDIA = "uploadType=media"


@dataclass(frozen=True)
class Row:
    """One call, and its status for the owner, a writer, a commenter, a reader, a stranger."""

    method: str
    path: str
    expected: tuple[int, ...]
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


CSV = {"content-type": "text/csv"}

ROWS = [
    # Sheets v4
    Row("POST", B, EVERYBODY, {}),
    Row("GET", B + "/{book}", READS),
    Row("POST", B + "/{book}:getByDataFilter", READS, FILTERS),
    Row("POST", B + "/{book}:batchUpdate", WRITES, TOUCH),
    Row("POST", B + "/{book}/sheets/0:copyTo", WRITES, {"destinationSpreadsheetId": "{book}"}),
    Row("GET", B + "/{book}/developerMetadata/7", READS),
    Row("POST", B + "/{book}/developerMetadata:search", WRITES, LOOKUP),
    Row("GET", B + "/{book}/values:batchGet?ranges=A1", READS),
    Row("POST", B + "/{book}/values:batchUpdate", WRITES, {"valueInputOption": "RAW", "data": []}),
    Row("POST", B + "/{book}/values:batchClear", WRITES, {"ranges": ["A1"]}),
    Row("POST", B + "/{book}/values:batchGetByDataFilter", READS, FILTERS),
    Row("POST", B + "/{book}/values:batchUpdateByDataFilter", WRITES, BY_FILTER),
    Row("POST", B + "/{book}/values:batchClearByDataFilter", WRITES, FILTERS),
    Row("POST", B + "/{book}/values/A1:append?valueInputOption=RAW", WRITES, {"values": [["x"]]}),
    Row("POST", B + "/{book}/values/A1:clear", WRITES, {}),
    Row("GET", B + "/{book}/values/A1", READS),
    Row("PUT", B + "/{book}/values/A1?valueInputOption=RAW", WRITES, {"values": [["x"]]}),
    # Forms v1
    Row("POST", F, EVERYBODY, {"info": {"title": "Моя"}}),
    Row("GET", F + "/{form}", READS),
    Row("POST", F + "/{form}:batchUpdate", WRITES, RENAME),
    Row("POST", F + "/{form}:setPublishSettings", WRITES, OPEN),
    Row("GET", F + "/{form}/responses", READS),
    Row("GET", F + "/{form}/responses/{response}", READS),
    Row("GET", F + "/{form}/watches", READS),
    Row("POST", F + "/{form}/watches", READS, WATCH),
    Row("POST", F + "/{form}/watches/{watch}:renew", OWN_WATCH, {}),
    Row("DELETE", F + "/{form}/watches/{watch}", OWN_WATCH),
    # Drive v3
    Row("GET", D + "/about?fields=user", EVERYBODY),
    Row("GET", D + "/changes/startPageToken", EVERYBODY),
    Row("GET", D + "/changes?pageToken=1", EVERYBODY),
    Row("GET", D + "/files/generateIds", EVERYBODY),
    Row("GET", D + "/files/generateCseToken", NOT_HERE),
    Row("DELETE", D + "/files/trash", (204,) * 5),
    Row("GET", D + "/files", EVERYBODY),
    Row("POST", D + "/files", EVERYBODY, {"mimeType": FORM}),
    Row("GET", D + "/files/{form}", DRIVE_READS),
    Row("PATCH", D + "/files/{form}", DRIVE_WRITES, {"name": "Анкета"}),
    Row("PATCH", D + "/files/{form}", DRIVE_OWNS, {"trashed": False}),
    Row("PATCH", D + "/files/{form}", DRIVE_READS, {"starred": True}),
    Row("DELETE", D + "/files/{form}", (204, 403, 403, 403, 404)),
    Row("POST", D + "/files/{form}/copy", DRIVE_READS, {}),
    Row("GET", D + "/files/{book}/export?mimeType=text/csv", DRIVE_READS),
    Row("GET", D + "/files/{form}/permissions", DRIVE_WRITES),
    Row("POST", D + "/files/{form}/permissions", DRIVE_WRITES, TO_READER),
    Row("GET", D + "/files/{form}/permissions/{guest}", DRIVE_WRITES),
    Row("PATCH", D + "/files/{form}/permissions/{guest}", DRIVE_WRITES, {"role": "reader"}),
    Row("PATCH", D + "/files/{form}/permissions/{guest}?transferOwnership=true", DRIVE_OWNS, {"role": "owner"}),
    Row("DELETE", D + "/files/{form}/permissions/{guest}", (204, 204, 403, 403, 404)),
    Row("POST", U + "/v3/files?uploadType=resumable", EVERYBODY, {"mimeType": SPREADSHEET}),
    Row("PUT", U + "/v3/files?upload_id={new_upload}", (200, 404, 404, 404, 404), "а,б"),
    Row("PATCH", U + "/v3/files/{book}?" + MEDIA, DRIVE_WRITES, "а,б", CSV),
    Row("PUT", U + "/v3/files/{book}?upload_id={upload}", (200, 404, 404, 404, 404), "а,б"),
    Row("PUT", U + "/v2/files/{book}?" + MEDIA, DRIVE_WRITES, "а,б", CSV),
    # what Drive has and this server has not
    Row("GET", D + "/files/{form}/comments?fields=*", NOT_HERE),
    Row("POST", D + "/files/{form}/watch", NOT_HERE, {}),
    Row("PUT", "/drive/v2/files/{form}", NOT_HERE, {}),
    Row("PATCH", D + "/drives/{form}", NOT_HERE, {}),
    Row("DELETE", D + "/files/{form}/revisions/1", NOT_HERE),
]

ALL: list[Route] = [*SHEETS, *FORMS, *DRIVE]


def route_of(row: Row) -> Route | None:
    path = row.path.partition("?")[0]
    return next((each for each in ALL if each.method == row.method and each.pattern.fullmatch(path)), None)


@dataclass
class Office:
    """A book and a form of the owner's, with all that can be in them, and people with different rights to them."""

    school: School
    names: dict[str, str]

    def status(self, row: Row, headers: dict[str, str]) -> int:
        path, _, query = filled(row.path, self.names).partition("?")
        body = row.body if isinstance(row.body, str) else "" if row.body is None else json.dumps(row.body)
        sent = filled(body, self.names).encode()
        return self.school.call(row.method, path, sent, headers | row.headers, query).status


def filled(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text


@pytest.fixture
def office(school: School) -> Office:
    school.state.users[KEYS[COMMENTER]] = COMMENTER
    form = school.form(question("Имя", "0000000a", textQuestion={}))
    book = Spreadsheet(school)
    metadata = {"metadataId": 7, "metadataKey": "x", "visibility": "DOCUMENT", "location": {"spreadsheet": True}}
    book.batch({"createDeveloperMetadata": {"developerMetadata": metadata}})
    school.post(form["responderUri"].replace("viewform", "formResponse"), {entry("0000000a"): "Анна"})
    watch = WATCH | {"watch": WATCH["watch"] | {"eventType": "RESPONSES"}}
    names = {
        "book": book.id,
        "form": form["formId"],
        "response": school.responses(form)[0]["responseId"],
        "watch": school.ok("POST", f"{F}/{form['formId']}/watches", watch)["id"],
        "guest": school.share(form["formId"], type="user", role="reader", emailAddress=GUEST)["id"],
        "upload": begun(school, "PATCH", f"{U}/v3/files/{book.id}"),
        "new_upload": begun(school, "POST", f"{U}/v3/files"),
    }
    for file_id in (book.id, form["formId"]):
        for email, role in ((WRITER, "writer"), (COMMENTER, "commenter"), (READER, "reader")):
            school.share(file_id, type="user", role=role, emailAddress=email)
    return Office(school, names)


def begun(school: School, method: str, path: str) -> str:
    headers = {"authorization": f"Bearer {KEYS[OWNER]}", "x-upload-content-type": "text/csv"}
    body = json.dumps({"mimeType": SPREADSHEET}).encode()
    return (
        school.call(method, path, body, headers, "uploadType=resumable").headers["location"].partition("upload_id=")[2]
    )


def test_every_route_has_a_row() -> None:
    named = {id(route_of(row)) for row in ROWS}
    assert [(each.method, each.pattern.pattern) for each in ALL if id(each) not in named] == []
    assert all(each.bucket for each in ALL), "what has no bucket asks for no token"


def name_of(row: Row) -> str:
    return f"{row.method} {row.path}"


@pytest.mark.parametrize("role", range(len(ROLES)), ids=("owner", "writer", "commenter", "reader", "stranger"))
@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_each_gets_what_their_right_allows(office: Office, row: Row, role: int) -> None:
    assert office.status(row, {"authorization": f"Bearer {KEYS[ROLES[role]]}"}) == row.expected[role]


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_nobody_gets_anything_without_a_token(office: Office, row: Row) -> None:
    before = office.school.state.db.total_changes
    for headers in ({}, {"authorization": "Bearer guessed"}, {"authorization": "Basic a3VyYXRvci1rZXk="}):
        assert office.status(row, headers) == 401
    assert office.school.state.db.total_changes == before


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_whoever_has_the_link_may_what_its_role_says(office: Office, row: Row) -> None:
    """A stranger with the link to a book that anyone may read stands where a reader stands."""
    for file_id in (office.names["book"], office.names["form"]):
        office.school.share(file_id, type="anyone", role="reader")
    assert office.status(row, {"authorization": f"Bearer {KEYS[STRANGER]}"}) == row.expected[ROLES.index(READER)]


# by way of one's own


@pytest.fixture
def own(office: Office) -> dict[str, str]:
    """A stranger's own book, form and folder, and the owner's folder."""
    made = {
        name: office.school.ok("POST", f"{D}/files", {"mimeType": mime}, STRANGER)["id"]
        for name, mime in (("my_book", SPREADSHEET), ("my_form", FORM), ("my_folder", FOLDER))
    }
    office.names |= made | {"folder": office.school.drive("Программа", FOLDER)}
    return office.names


@pytest.mark.parametrize(
    ("row", "status"),
    [
        (Row("POST", B + "/{my_book}/sheets/0:copyTo", (), {"destinationSpreadsheetId": "{book}"}), 403),
        (Row("POST", B + "/{book}/sheets/0:copyTo", (), {"destinationSpreadsheetId": "{my_book}"}), 403),
        (Row("GET", F + "/{my_form}/responses/{response}", ()), 404),
        (Row("POST", F + "/{my_form}/watches/{watch}:renew", (), {}), 404),
        (Row("DELETE", F + "/{my_form}/watches/{watch}", ()), 404),
        (Row("GET", B + "/{my_form}", ()), 404),
        (Row("GET", F + "/{my_book}", ()), 404),
        (Row("POST", D + "/files", (), {"mimeType": FORM, "parents": ["{folder}"]}), 404),
        (Row("POST", D + "/files/{my_form}/copy", (), {"parents": ["{folder}"]}), 404),
        (Row("PATCH", D + "/files/{my_form}?addParents={folder}&removeParents=root", (), {}), 404),
        (Row("PATCH", D + "/files/{form}?addParents={my_folder}&removeParents=root", (), {}), 404),
        (Row("GET", D + "/files/{my_form}/permissions/{guest}", ()), 404),
        (Row("DELETE", D + "/files/{my_form}/permissions/{guest}", ()), 404),
        (Row("PUT", U + "/v3/files/{my_book}?upload_id={upload}", (), "а"), 404),
    ],
    ids=lambda value: name_of(value) if isinstance(value, Row) else str(value),
)
def test_what_is_one_s_own_opens_nothing_of_another_s(
    office: Office, own: dict[str, str], row: Row, status: int
) -> None:
    assert own
    assert office.status(row, {"authorization": f"Bearer {KEYS[STRANGER]}"}) == status


def test_a_list_a_search_and_a_log_show_nothing_of_another_s(office: Office) -> None:
    school = office.school
    for query in ({}, {"q": "fullText contains 'Анна'"}, {"q": f"'{OWNER}' in owners"}, {"corpora": "allDrives"}):
        assert school.ok("GET", f"{D}/files", user=STRANGER, **query)["files"] == []
    assert school.ok("GET", f"{D}/changes", user=STRANGER, pageToken="1")["changes"] == []
    assert office.names["form"] not in school.get(BASE + "/").text


def test_protected_cells_refuse_other_editors_by_every_way_of_writing(office: Office) -> None:
    book = Spreadsheet(office.school, id=office.names["book"])
    book.write("A1", [["Итог"]])
    book.batch({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}})
    headers = {"authorization": f"Bearer {KEYS[WRITER]}"}
    cell = {"userEnteredValue": {"stringValue": "x"}}
    write = {"updateCells": {"rows": [{"values": [cell]}], "fields": "userEnteredValue", "range": {"sheetId": 0}}}
    ways = [
        Row("PUT", B + "/{book}/values/A1?valueInputOption=RAW", (), {"values": [["x"]]}),
        Row("POST", B + "/{book}/values/A1:append?valueInputOption=RAW", (), {"values": [["x"]]}),
        Row("POST", B + "/{book}/values/A1:clear", (), {}),
        Row("POST", B + "/{book}/values:batchClear", (), {"ranges": ["A1"]}),
        Row("POST", B + "/{book}/values:batchUpdateByDataFilter", (), BY_FILTER),
        Row("POST", B + "/{book}/values:batchClearByDataFilter", (), FILTERS),
        Row("POST", B + "/{book}:batchUpdate", (), {"requests": [write]}),
        Row("POST", B + "/{book}:batchUpdate", (), {"requests": [{"deleteDimension": {"range": lines("ROWS", 0, 1)}}]}),
        Row("POST", B + "/{book}:batchUpdate", (), {"requests": [{"deleteSheet": {"sheetId": 0}}]}),
        Row("PATCH", U + "/v3/files/{book}?" + MEDIA, (), "x", CSV),
        Row("PUT", U + "/v2/files/{book}?" + MEDIA, (), "x", CSV),
    ]
    assert {name_of(row): office.status(row, headers) for row in ways if office.status(row, headers) < 400} == {}
    assert book.values("A1") == [["Итог"]]
