"""Copies, changes, trash, owners: what happens to a file among several people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from localgoogle.state import FOLDER, FORM, SPREADSHEET
from tests.localgoogle.school import OWNER, READER, STRANGER, WRITER, School, entry, question
from tests.localgoogle.spreadsheet import Spreadsheet, grid
from tests.localgoogle.test_drive import FILES, reason

ROBOT = "sync@school.iam.gserviceaccount.com"


# copies


def test_a_copied_book_lives_a_life_of_its_own(school: School, book: Spreadsheet) -> None:
    book.write("A1:B1", [["Анна", 5]])
    book.batch({"mergeCells": {"range": grid(2, 0, 4, 2), "mergeType": "MERGE_ALL"}})
    school.ok("PATCH", f"{FILES}/{book.id}", {"appProperties": {"nastavnik": "b1"}, "description": "Год 2026"})
    copied = school.ok("POST", f"{FILES}/{book.id}/copy", {"appProperties": {"copy": "1"}}, fields="*")
    assert (copied["name"], copied["description"]) == ("Copy of Базы", "Год 2026")
    assert copied["appProperties"] == {"nastavnik": "b1", "copy": "1"}
    other = Spreadsheet(school, id=copied["id"])
    assert other.values("A1:B1") == [["Анна", 5]]
    assert other.get()["sheets"] == book.get()["sheets"]
    other.write("A1", [["Пётр"]])
    assert book.values("A1") == [["Анна"]]
    school.ok("DELETE", f"{FILES}/{book.id}")
    assert other.values("A1") == [["Пётр"]]


def test_a_copied_form_is_empty_of_answers_and_closed(school: School) -> None:
    form = school.form(question("Имя", "0000000a", textQuestion={}))
    address = form["responderUri"].replace("viewform", "formResponse")
    assert school.post(address, {entry("0000000a"): "Анна"}).status == 200
    copied = school.ok("POST", f"{FILES}/{form['formId']}/copy", {"name": "Анкета 2027"})
    other = school.ok("GET", f"/v1/forms/{copied['id']}")
    assert other["items"] == form["items"]
    assert other["info"] == {"title": "Анкета", "documentTitle": "Анкета 2027"}
    assert other["publishSettings"] == {"publishState": {}}
    assert other["responderUri"] != form["responderUri"]
    assert school.responses(other) == []


def test_a_copy_lies_beside_the_original_where_one_may_write(school: School) -> None:
    folder, other = school.drive("Программа", FOLDER), school.drive("Архив", FOLDER)
    file_id = school.drive("Базы", SPREADSHEET, parents=[folder])
    path = f"{FILES}/{file_id}/copy"
    assert school.ok("POST", path, {}, fields="parents") == {"parents": [folder]}
    assert school.ok("POST", path, {"parents": [other]}, fields="parents") == {"parents": [other]}
    school.share(folder, type="user", role="reader", emailAddress=READER)
    copied = school.ok("POST", path, {}, READER, fields="id,ownedByMe,parents,shared")
    assert (copied["ownedByMe"], copied["shared"]) == (True, False)
    assert folder not in copied["parents"]
    assert school.api("GET", f"{FILES}/{copied['id']}").status == 404, "the copy is the reader's own"


def test_a_folder_cannot_be_copied(school: School) -> None:
    answer = school.api("POST", f"{FILES}/{school.drive('Папка', FOLDER)}/copy", {})
    assert reason(answer) == (403, "cannotCopyFile")
    book = school.drive("Базы", SPREADSHEET)
    assert school.api("POST", f"{FILES}/{book}/copy", {"mimeType": FORM}).status == 400
    assert school.api("POST", f"{FILES}/{book}/copy", {"colour": "red"}).status == 400
    assert school.api("POST", f"{FILES}/{book}/copy", {}, STRANGER).status == 404


# stars, descriptions, ids


def test_a_star_is_everybody_s_own(school: School) -> None:
    file_id = school.drive("Базы", SPREADSHEET)
    school.share(file_id, type="user", role="reader", emailAddress=READER)
    path = f"{FILES}/{file_id}"
    before = school.ok("GET", path, fields="modifiedTime")
    school.later(hours=1)
    assert school.ok("PATCH", path, {"starred": True}, READER, fields="starred") == {"starred": True}
    assert school.ok("GET", path, fields="starred,modifiedTime") == {"starred": False} | before
    assert school.api("PATCH", path, {"starred": True, "name": "x"}, READER).status == 403
    assert school.ok("PATCH", path, {"starred": False}, READER, fields="starred") == {"starred": False}
    assert school.api("PATCH", path, {"starred": "yes"}).status == 400
    assert school.api("PATCH", path, {"description": 5}).status == 400
    changed = school.ok(
        "PATCH", path, {"description": "Год", "properties": {"a": "1"}}, fields="description,properties"
    )
    assert changed == {"description": "Год", "properties": {"a": "1"}}


def test_a_folder_may_have_an_id_that_was_generated(school: School) -> None:
    ids = school.ok("GET", f"{FILES}/generateIds", count=3)["ids"]
    assert len(set(ids)) == 3
    assert school.drive("Папка", FOLDER, id=ids[0]) == ids[0]
    body = {"name": "Папка", "mimeType": FOLDER, "id": ids[0]}
    assert reason(school.api("POST", FILES, body)) == (409, "fileIdInUse")
    refused = school.api("POST", FILES, body | {"mimeType": FORM, "id": ids[1]})
    assert refused.message == "Generated IDs are not supported for Docs Editors formats."
    assert school.api("POST", FILES, body | {"id": "../etc"}).status == 400
    assert len(school.ok("GET", f"{FILES}/generateIds")["ids"]) == 10
    for query in ({"count": 0}, {"count": 1001}, {"count": "x"}, {"space": "appDataFolder"}, {"type": "shortcuts"}):
        assert school.api("GET", f"{FILES}/generateIds", **query).status == 400


# trash


def test_emptying_the_trash_takes_what_is_mine_and_nothing_else(school: School) -> None:
    folder, kept = school.drive("Старое", FOLDER), school.drive("Базы", SPREADSHEET)
    inside = school.drive("Анкета", FORM, parents=[folder])
    theirs = school.ok("POST", FILES, {"name": "x", "mimeType": SPREADSHEET}, WRITER)["id"]
    school.ok("PATCH", f"{FILES}/{folder}", {"trashed": True})
    school.ok("PATCH", f"{FILES}/{theirs}", {"trashed": True}, WRITER)
    answer = school.api("DELETE", f"{FILES}/trash")
    assert (answer.status, answer.text) == (204, "")
    assert {file.id for file in school.state.files()} == {kept, theirs}
    assert school.api("GET", f"/v1/forms/{inside}").status == 404


def test_a_form_in_a_trashed_folder_takes_no_answers(school: School) -> None:
    form = school.form(question("Имя", "0000000a", textQuestion={}))
    folder = school.drive("Старое", FOLDER)
    school.ok("PATCH", f"{FILES}/{form['formId']}", {}, addParents=folder, removeParents="root")
    assert school.get(form["responderUri"]).status == 200
    school.ok("PATCH", f"{FILES}/{folder}", {"trashed": True})
    assert school.get(form["responderUri"]).status == 404


# owners, and rights with an end


def test_a_book_is_handed_over_to_the_next_coordinator(school: School, book: Spreadsheet) -> None:
    path = f"{FILES}/{book.id}/permissions"
    body = {"type": "user", "role": "owner", "emailAddress": WRITER.upper()}
    refused = school.api("POST", path, body)
    assert reason(refused) == (403, "forbidden")
    assert refused.json()["error"]["errors"][0]["location"] == "transferOwnership"
    assert school.ok("POST", path, body, transferOwnership="true")["role"] == "owner"
    listed = school.ok("GET", path, user=WRITER, fields="permissions(emailAddress,role)")["permissions"]
    assert {each["emailAddress"]: each["role"] for each in listed} == {OWNER: "writer", WRITER: "owner"}
    assert school.ok("GET", f"{FILES}/{book.id}", user=WRITER, fields="ownedByMe") == {"ownedByMe": True}
    assert school.api("DELETE", f"{FILES}/{book.id}").status == 403
    assert reason(school.api("POST", path, body | {"emailAddress": READER}, transferOwnership="true")) == (
        403,
        "insufficientFilePermissions",
    )


def test_an_update_can_hand_over_too_but_not_to_a_robot(school: School, book: Spreadsheet) -> None:
    path = f"{FILES}/{book.id}/permissions"
    given = school.share(book.id, type="user", role="writer", emailAddress=WRITER)["id"]
    assert school.ok("PATCH", f"{path}/{given}", {"role": "owner"}, transferOwnership=True)["role"] == "owner"
    robot = {"type": "user", "role": "owner", "emailAddress": ROBOT}
    assert reason(school.api("POST", path, robot, WRITER, transferOwnership="true")) == (403, "storageQuotaExceeded")
    assert school.api("POST", path, {"type": "user", "role": "owner"}, WRITER, transferOwnership="true").status == 400


def test_a_right_ends_when_it_was_to_end(school: School, book: Spreadsheet) -> None:
    path = f"{FILES}/{book.id}/permissions"
    body = {"type": "user", "role": "reader", "emailAddress": READER, "expirationTime": "2026-11-23T12:00:00+03:00"}
    given = school.ok("POST", path, body, fields="id,expirationTime")
    assert given["expirationTime"] == "2026-11-23T09:00:00.000Z"
    assert book.as_user(READER).get("spreadsheetId")
    school.later(days=1)
    assert school.api("GET", book.path, user=READER).status == 403
    assert school.api("GET", f"{path}/{given['id']}").status == 404
    again = school.ok("POST", path, body | {"expirationTime": "2026-12-01T09:00:00Z"})["id"]
    kept = school.ok("PATCH", f"{path}/{again}", {}, removeExpiration="true", fields="*")
    assert "expirationTime" not in kept
    school.later(days=30)
    assert school.ok("GET", path, user=OWNER, pageSize=1, fields="permissions/role")["permissions"] == [
        {"role": "owner"}
    ]
    assert book.as_user(READER).get("spreadsheetId")


@pytest.mark.parametrize("text", ["yesterday", "2026-11-22T08:00:00Z", "2028-01-01T00:00:00Z", 5])
def test_an_end_that_is_none_is_refused(school: School, book: Spreadsheet, text: Any) -> None:
    body = {"type": "user", "role": "reader", "emailAddress": READER, "expirationTime": text}
    assert reason(school.api("POST", f"{FILES}/{book.id}/permissions", body)) == (400, "invalid")


def test_permissions_come_in_pages_when_asked(school: School, book: Spreadsheet) -> None:
    for email in (WRITER, READER):
        school.share(book.id, type="user", role="reader", emailAddress=email)
    path, sizes, token = f"{FILES}/{book.id}/permissions", [], ""
    while token is not None:
        page = school.ok("GET", path, pageSize=2, pageToken=token)
        sizes.append(len(page["permissions"]))
        token = page.get("nextPageToken")
    assert sizes == [2, 1]
    assert len(school.ok("GET", path)["permissions"]) == 3


def test_anybody_may_give_up_their_own_right_and_no_other(school: School, book: Spreadsheet) -> None:
    path = f"{FILES}/{book.id}/permissions"
    own = school.share(book.id, type="user", role="reader", emailAddress=READER.upper())["id"]
    other = school.share(book.id, type="user", role="writer", emailAddress=WRITER)["id"]
    assert school.ok("GET", f"{path}/{own}", fields="emailAddress") == {"emailAddress": READER}
    assert school.api("DELETE", f"{path}/{other}", user=READER).status == 403
    assert school.api("DELETE", f"{path}/{own}", user=READER).status == 204
    assert school.api("GET", f"{FILES}/{book.id}", user=READER).status == 404


# service accounts


def test_a_service_account_works_in_others_files_and_owns_none(school: School, book: Spreadsheet) -> None:
    school.state.users["robot-key"] = ROBOT
    school.share(book.id, type="user", role="writer", emailAddress=ROBOT)
    headers = {"authorization": "Bearer robot-key"}
    assert school.call("GET", book.path, headers=headers).status == 200
    body = f'{{"mimeType": "{SPREADSHEET}"}}'.encode()
    for path in (FILES, f"{FILES}/{book.id}/copy"):
        refused = school.call("POST", path, body, headers)
        assert reason(refused) == (403, "storageQuotaExceeded")
        assert refused.message.startswith("Service Accounts do not have storage quota.")
    for path in ("/v4/spreadsheets", "/v1/forms"):
        assert school.call("POST", path, b"{}", headers).status == 403
    assert len(school.state.files()) == 1


# changes


def start(school: School, user: str = OWNER) -> str:
    return str(school.ok("GET", "/drive/v3/changes/startPageToken", user=user)["startPageToken"])


def changed(school: School, token: str, user: str = OWNER, **query: Any) -> list[tuple[str, bool]]:
    found = school.ok("GET", "/drive/v3/changes", user=user, pageToken=token, **query)["changes"]
    return [(each["fileId"], each["removed"]) for each in found]


def test_each_file_is_told_once_by_its_last_change(school: School, book: Spreadsheet) -> None:
    token = start(school)
    assert changed(school, token) == []
    form = school.drive("Анкета", FORM)
    book.write("A1", [["x"]])
    school.ok("PATCH", f"{FILES}/{form}", {"name": "Анкета 2"})
    reply = school.ok("GET", "/drive/v3/changes", pageToken=token)
    assert [each["fileId"] for each in reply["changes"]] == [book.id, form]
    assert reply["changes"][1] == {
        "kind": "drive#change",
        "type": "file",
        "changeType": "file",
        "time": "2026-11-22T09:00:00.123Z",
        "removed": False,
        "fileId": form,
        "file": {"kind": "drive#file", "id": form, "name": "Анкета 2", "mimeType": FORM},
    }
    assert changed(school, reply["newStartPageToken"]) == []
    assert start(school) == reply["newStartPageToken"]


def test_whoever_loses_a_file_is_told_so_and_nobody_else(school: School) -> None:
    folder = school.drive("Программа", FOLDER)
    inside = school.drive("Базы", SPREADSHEET, parents=[folder])
    given = school.share(folder, type="user", role="reader", emailAddress=READER)
    tokens = {user: start(school, user) for user in (OWNER, READER, STRANGER)}
    school.ok("DELETE", f"{FILES}/{folder}/permissions/{given['id']}")
    assert sorted(changed(school, tokens[READER], READER)) == sorted([(folder, True), (inside, True)])
    assert changed(school, tokens[READER], READER, includeRemoved=False) == []
    assert sorted(changed(school, tokens[OWNER])) == sorted([(folder, False), (inside, False)])
    assert changed(school, tokens[STRANGER], STRANGER) == []
    school.share(folder, type="user", role="reader", emailAddress=READER)
    assert sorted(changed(school, tokens[READER], READER)) == sorted([(folder, False), (inside, False)])


def test_a_deleted_file_is_told_as_removed(school: School, book: Spreadsheet) -> None:
    school.share(book.id, type="anyone", role="reader")
    token = start(school)
    school.ok("DELETE", f"{FILES}/{book.id}")
    assert changed(school, token) == [(book.id, True)]
    assert int(start(school)) > int(token), "a token is never used for two moments"


def test_a_file_moved_out_of_a_shared_folder_is_lost(school: School) -> None:
    folder = school.drive("Программа", FOLDER)
    school.share(folder, type="user", role="reader", emailAddress=READER)
    book = school.drive("Базы", SPREADSHEET, parents=[folder])
    token = start(school)
    school.ok("PATCH", f"{FILES}/{book}", {}, addParents="root", removeParents=folder)
    assert changed(school, token, READER) == [(book, True)]


def test_changes_come_in_pages(school: School) -> None:
    token = start(school)
    made = [school.drive(f"Файл {number}", FOLDER) for number in range(5)]
    first = school.ok("GET", "/drive/v3/changes", pageToken=token, pageSize=3)
    assert "newStartPageToken" not in first
    second = school.ok("GET", "/drive/v3/changes", pageToken=first["nextPageToken"], pageSize=3)
    assert [each["fileId"] for each in first["changes"] + second["changes"]] == made
    assert "nextPageToken" not in second
    assert reason(school.api("GET", "/drive/v3/changes")) == (400, "required")
    assert school.api("GET", "/drive/v3/changes", pageToken="x").status == 400
    assert school.api("GET", "/drive/v3/changes", pageToken=token, includeRemoved="maybe").status == 400


# the account


def test_the_account_is_told_with_its_storage(school: School, book: Spreadsheet) -> None:
    before = school.ok("GET", "/drive/v3/about", fields="*")
    assert before["user"]["emailAddress"] == OWNER
    assert SPREADSHEET in before["exportFormats"]
    book.write("A1", [["x" * 1000]])
    used = int(school.ok("GET", "/drive/v3/about", fields="storageQuota")["storageQuota"]["usage"])
    assert used >= int(before["storageQuota"]["usage"]) + 1000
    school.later(seconds=timedelta(hours=1).total_seconds())
    school.ok("PATCH", f"{FILES}/{book.id}", {"trashed": True})
    quota = school.ok("GET", "/drive/v3/about", fields="storageQuota")["storageQuota"]
    assert quota["usageInDriveTrash"] == quota["usage"]
