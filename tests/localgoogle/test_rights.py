"""Who may do what: every kind of call by the owner, a writer, a reader, a stranger, and somebody without a token."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from localgoogle.state import FOLDER, SPREADSHEET
from tests.localgoogle.school import BASE, OWNER, READER, STRANGER, WRITER, School, question
from tests.localgoogle.spreadsheet import Spreadsheet, grid

if TYPE_CHECKING:
    from tests.localgoogle.school import Answer

READS, WRITES, OWNS = (200, 200, 200, 403), (200, 200, 403, 403), (200, 403, 403, 404)
DRIVE_READS, DRIVE_WRITES = (200, 200, 200, 404), (200, 200, 403, 404)

OPEN = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": True}}}
RENAME = {"requests": [{"updateFormInfo": {"info": {"title": "Имя"}, "updateMask": "title"}}]}
TOUCH = {"requests": [{"clearBasicFilter": {"sheetId": 0}}]}
LOOKUP = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "x"}}]}
TO_READER = {"type": "user", "role": "reader", "emailAddress": READER}

CALLS: list[tuple[str, str, Any, tuple[int, ...]]] = [
    ("GET", "/v4/spreadsheets/{book}", None, READS),
    ("GET", "/v4/spreadsheets/{book}/values/A1", None, READS),
    ("GET", "/v4/spreadsheets/{book}/values:batchGet", None, READS),
    ("POST", "/v4/spreadsheets/{book}:batchUpdate", TOUCH, WRITES),
    ("PUT", "/v4/spreadsheets/{book}/values/A1?valueInputOption=RAW", {"values": [["x"]]}, WRITES),
    ("POST", "/v4/spreadsheets/{book}/values:batchUpdate", {"valueInputOption": "RAW", "data": []}, WRITES),
    ("POST", "/v4/spreadsheets/{book}/values/A1:clear", {}, WRITES),
    ("POST", "/v4/spreadsheets/{book}/values:batchClear", {}, WRITES),
    ("POST", "/v4/spreadsheets/{book}/developerMetadata:search", LOOKUP, WRITES),
    ("GET", "/v1/forms/{form}", None, READS),
    ("GET", "/v1/forms/{form}/responses", None, READS),
    ("GET", "/v1/forms/{form}/responses/{response}", None, READS),
    ("POST", "/v1/forms/{form}:batchUpdate", RENAME, WRITES),
    ("POST", "/v1/forms/{form}:setPublishSettings", OPEN, WRITES),
    ("GET", "/drive/v3/files/{form}", None, DRIVE_READS),
    ("PATCH", "/drive/v3/files/{form}", {"name": "Анкета"}, DRIVE_WRITES),
    ("PATCH", "/drive/v3/files/{form}", {"trashed": False}, OWNS),
    ("GET", "/drive/v3/files/{form}/permissions", None, DRIVE_WRITES),
    ("POST", "/drive/v3/files/{form}/permissions", TO_READER, DRIVE_WRITES),
    ("PATCH", "/drive/v3/files/{form}/permissions/anyoneWithLinkPublished", {"role": "reader"}, DRIVE_WRITES),
]


@dataclass
class Office:
    """A spreadsheet and a form with one answer, both shared with a writer and a reader."""

    school: School
    names: dict[str, str]

    def status(self, method: str, path: str, body: Any, headers: dict[str, str]) -> int:
        plain, _, query = path.format(**self.names).partition("?")
        sent = json.dumps(body).encode() if body is not None else b""
        return self.school.call(method, plain, sent, headers, query).status


@pytest.fixture
def office(school: School) -> Office:
    form = school.form(question("Имя", "0000000a", textQuestion={}))
    names = {"book": Spreadsheet(school).id, "form": form["formId"]}
    for file_id in names.values():
        school.share(file_id, type="user", role="writer", emailAddress=WRITER)
        school.share(file_id, type="user", role="reader", emailAddress=READER)
    answer(school, form, "Анна")
    return Office(school, names | {"response": school.responses(form)[0]["responseId"]})


def answer(school: School, form: dict[str, Any], name: str) -> Answer:
    return school.post(form["responderUri"].replace("viewform", "formResponse"), {"entry.10": name})


@pytest.mark.parametrize(("method", "path", "body", "expected"), CALLS)
def test_each_gets_what_their_right_allows(
    office: Office, method: str, path: str, body: Any, expected: tuple[int, ...]
) -> None:
    keys = ("kurator-key", "zavuch-key", "director-key", "neighbour-key")
    found = [office.status(method, path, body, {"authorization": f"Bearer {key}"}) for key in keys]

    assert tuple(found) == expected
    assert office.status(method, path, body, {}) == 401
    assert office.status(method, path, body, {"authorization": "Bearer guessed"}) == 401
    assert office.status(method, path, body, {"authorization": "Basic a3VyYXRvci1rZXk="}) == 401


# folders


def test_whoever_moves_a_table_into_their_own_folder_does_not_own_it(school: School) -> None:
    """Else a writer would free what is protected from them, or delete the table."""
    table = school.drive("База", SPREADSHEET)
    school.share(table, type="user", role="writer", emailAddress=WRITER)
    protect = {"addProtectedRange": {"protectedRange": {"range": grid(0, 0, 1, 1)}}}
    Spreadsheet(school, id=table).batch(protect)
    folder = school.ok("POST", "/drive/v3/files", {"name": "Моя", "mimeType": FOLDER}, WRITER)["id"]
    school.ok("PATCH", f"/drive/v3/files/{table}", {}, WRITER, addParents=folder, removeParents="root")

    assert "protected" in Spreadsheet(school, WRITER, table).put("A1", [["x"]]).message
    assert school.api("DELETE", f"/drive/v3/files/{table}", user=WRITER).status == 403
    listed = school.ok("GET", f"/drive/v3/files/{table}/permissions", fields="permissions(emailAddress,role)")
    assert {each["emailAddress"]: each["role"] for each in listed["permissions"]} == {OWNER: "owner", WRITER: "writer"}


def test_the_owner_of_a_folder_may_change_what_others_put_there(school: School) -> None:
    folder = school.drive("Программа", FOLDER)
    school.share(folder, type="user", role="writer", emailAddress=WRITER)
    made = {"name": "Пары", "mimeType": SPREADSHEET, "parents": [folder]}
    table = school.ok("POST", "/drive/v3/files", made, WRITER)["id"]

    assert Spreadsheet(school, OWNER, table).write("A1", [["x"]])
    assert school.api("GET", f"/v4/spreadsheets/{table}", user=STRANGER).status == 403
    capabilities = school.ok("GET", f"/drive/v3/files/{table}", fields="capabilities")["capabilities"]
    assert (capabilities["canEdit"], capabilities["canDelete"]) == (True, False)


# people who left


def test_a_person_who_is_no_longer_a_user_is_let_in_nowhere(school: School) -> None:
    cookie = school.post("/signin", {"email": WRITER, "token": "zavuch-key"}).headers["set-cookie"].partition(";")[0]
    assert school.get("/home", cookie=cookie).status == 200

    del school.state.users["zavuch-key"]

    assert school.get("/home", cookie=cookie).status == 303


# answers of others


def test_a_link_to_change_an_answer_opens_that_answer_alone(school: School) -> None:
    form = school.form(question("Имя", "0000000a", textQuestion={}))
    other = school.form(question("Имя", "0000000a", textQuestion={}))
    link = answer(school, form, "Тайна").text.partition('href="/forms')[2].partition('"')[0]
    token = link.partition("edit2=")[2]
    address, other_address = (each["responderUri"].removeprefix(BASE) for each in (form, other))
    response_id = school.responses(form)[0]["responseId"]

    assert "Тайна" in school.get(address, {"edit2": token}).text
    other_first = ("A" if token[0] != "A" else "B") + token[1:]
    for guessed in (token[:-1], other_first, response_id, token[:22] + response_id[::-1]):
        assert "Тайна" not in school.get(address, {"edit2": guessed}).text
    assert school.get(other_address, {"edit2": token}).status == 404
