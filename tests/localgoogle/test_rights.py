"""Rights that no single call shows: folders, people who left, links to answers (every call: test_every_right)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.state import FOLDER, SPREADSHEET
from tests.localgoogle.school import BASE, OWNER, STRANGER, WRITER, School, question
from tests.localgoogle.spreadsheet import Spreadsheet, grid

if TYPE_CHECKING:
    from tests.localgoogle.school import Answer


def answer(school: School, form: dict[str, Any], name: str) -> Answer:
    return school.post(form["responderUri"].replace("viewform", "formResponse"), {"entry.10": name})


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
