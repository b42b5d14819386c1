"""Files, folders and sharing through Drive v3."""

from __future__ import annotations

from typing import Any

import pytest

from localgoogle.drive import permissions, replies, resource
from localgoogle.state import FOLDER, FORM, SPREADSHEET
from tests.localgoogle.discovery import document
from tests.localgoogle.drive import reason
from tests.localgoogle.school import OWNER, READER, STRANGER, WRITER, School

FILES = "/drive/v3/files"


# making


def test_a_new_file_is_told_in_four_fields(school: School) -> None:
    reply = school.ok("POST", FILES, {"name": "Базы", "mimeType": SPREADSHEET, "appProperties": {"nastavnik": "b1"}})
    assert reply == {"kind": "drive#file", "id": reply["id"], "name": "Базы", "mimeType": SPREADSHEET}
    assert len(reply["id"]) == 44
    assert reply["id"].startswith("1")


def test_what_is_created_is_one_at_once(school: School) -> None:
    book, form = school.drive("Базы", SPREADSHEET), school.drive("Анкета", FORM)
    assert school.ok("GET", f"/v4/spreadsheets/{book}", fields="properties.title") == {"properties": {"title": "Базы"}}
    assert school.ok("GET", f"/v1/forms/{form}", fields="formId") == {"formId": form}


@pytest.mark.parametrize(
    "body",
    [
        {"name": "a.txt", "mimeType": "text/plain"},
        {"name": "a"},
        {"mimeType": FORM, "id": "1abc"},
        {"mimeType": FORM, "parents": ["a", "b"]},
        {"mimeType": FORM, "appProperties": {"k": "x" * 124}},
        {"mimeType": FORM, "appProperties": {"k": 5}},
        {"mimeType": FORM, "name": 5},
        ["no", "object"],
    ],
)
def test_what_is_not_kept_here_is_refused(school: School, body: Any) -> None:
    assert reason(school.api("POST", FILES, body)) == (400, "invalid")


def test_a_body_that_is_no_json_is_a_parse_error(school: School) -> None:
    answer = school.call("POST", FILES, b"{oops", {"authorization": "Bearer kurator-key"})
    assert reason(answer) == (400, "parseError")


def test_a_file_is_told_whole_with_a_star(school: School) -> None:
    folder = school.drive("Программа", FOLDER)
    file_id = school.drive("Базы", SPREADSHEET, parents=[folder], appProperties={"nastavnik": "b1"})
    file = school.ok("GET", f"{FILES}/{file_id}", fields="*")
    assert file["parents"] == [folder]
    assert file["appProperties"] == {"nastavnik": "b1"}
    assert file["owners"][0]["emailAddress"] == OWNER
    assert file["createdTime"] == file["modifiedTime"] == "2026-11-22T09:00:00.123Z"
    assert file["webViewLink"].endswith(f"/spreadsheets/d/{file_id}/edit")
    assert (file["trashed"], file["ownedByMe"], file["shared"]) == (False, True, False)


def test_fields_choose_and_unknown_ones_are_named(school: School) -> None:
    file_id = school.drive("Базы", SPREADSHEET)
    assert school.ok("GET", f"{FILES}/{file_id}", fields="id,owners/me") == {
        "id": file_id,
        "owners": [{"me": True}],
    }
    answer = school.api("GET", f"{FILES}/{file_id}", fields="id,colour")
    assert reason(answer) == (400, "invalidParameter")
    assert "colour" in answer.message


@pytest.mark.parametrize(
    ("schema", "known"),
    [
        ("File", resource.KNOWN),
        ("Permission", permissions.KNOWN),
        ("About", resource.ABOUT_KNOWN),
        ("Change", replies.CHANGE_KNOWN),
        ("FileList", replies.LIST_KNOWN),
        ("ChangeList", replies.CHANGES_KNOWN),
        ("PermissionList", replies.PERMISSIONS_KNOWN),
    ],
)
def test_every_field_of_google_s_can_be_asked_for(schema: str, known: dict[str, Any]) -> None:
    assert known.keys() == document("drive.v3")["schemas"][schema]["properties"].keys()


# changing


def test_marks_are_merged_and_null_takes_one_away(school: School) -> None:
    file_id = school.drive("Базы", SPREADSHEET, appProperties={"a": "1", "b": "2"})
    changed = school.ok(
        "PATCH",
        f"{FILES}/{file_id}",
        {"appProperties": {"a": None, "c": "3"}, "name": "Базы 2"},
        fields="name,appProperties",
    )
    assert changed == {"name": "Базы 2", "appProperties": {"b": "2", "c": "3"}}
    assert school.ok("GET", f"/v4/spreadsheets/{file_id}", fields="properties/title")["properties"]["title"] == "Базы 2"


def test_a_file_moves_between_folders(school: School) -> None:
    one, two = school.drive("Один", FOLDER), school.drive("Два", FOLDER)
    file_id = school.drive("Базы", SPREADSHEET)
    root = school.ok("GET", f"{FILES}/{file_id}", fields="parents")["parents"][0]
    path = f"{FILES}/{file_id}"
    assert school.ok("PATCH", path, {}, addParents=one, removeParents=root, fields="parents") == {"parents": [one]}
    assert reason(school.api("PATCH", path, {}, addParents=two)) == (403, "cannotAddParent")
    assert school.ok("PATCH", path, {}, addParents=two, removeParents=one, fields="parents") == {"parents": [two]}
    assert school.ok("PATCH", path, {}, addParents="root", removeParents=two, fields="parents") == {"parents": [root]}
    assert reason(school.api("PATCH", f"{FILES}/{one}", {}, addParents=one, removeParents="root")) == (
        403,
        "cyclicMembershipsNotAllowed",
    )


def test_what_lies_in_a_trashed_folder_is_trashed(school: School) -> None:
    folder = school.drive("Программа", FOLDER)
    file_id = school.drive("Базы", SPREADSHEET, parents=[folder])
    school.ok("PATCH", f"{FILES}/{folder}", {"trashed": True})
    assert school.ok("GET", f"{FILES}/{file_id}", fields="trashed,explicitlyTrashed") == {
        "trashed": True,
        "explicitlyTrashed": False,
    }


def test_deleting_a_folder_deletes_what_lies_in_it(school: School) -> None:
    folder = school.drive("Программа", FOLDER)
    book = school.drive("Базы", SPREADSHEET, parents=[folder])
    form = school.drive("Анкета", FORM, parents=[folder])
    answer = school.api("DELETE", f"{FILES}/{folder}")
    assert (answer.status, answer.text) == (204, "")
    assert [school.api("GET", f"{FILES}/{each}").status for each in (folder, book, form)] == [404] * 3
    assert school.api("GET", f"/v1/forms/{form}").status == 404
    assert school.api("GET", f"/v4/spreadsheets/{book}").status == 404


# rights


def test_a_file_one_may_not_know_of_is_not_found(school: School) -> None:
    file_id = school.drive("Базы", SPREADSHEET)
    answer = school.api("GET", f"{FILES}/{file_id}", user=STRANGER)
    assert reason(answer) == (404, "notFound")
    assert answer.message == f"File not found: {file_id}."
    assert answer.json()["error"]["errors"][0]["location"] == "fileId"


def test_who_may_do_what(school: School) -> None:
    folder = school.drive("Программа", FOLDER)
    school.share(folder, type="user", role="writer", emailAddress=WRITER)
    school.share(folder, type="user", role="reader", emailAddress=READER)
    file_id = school.drive("Базы", SPREADSHEET, parents=[folder])
    path, body = f"{FILES}/{file_id}", {"name": "Новое"}
    assert [school.api("PATCH", path, body, user).status for user in (OWNER, WRITER, READER, STRANGER)] == [
        200,
        200,
        403,
        404,
    ]
    assert reason(school.api("PATCH", path, body, READER)) == (403, "insufficientFilePermissions")
    assert [school.api("DELETE", path, user=user).status for user in (WRITER, READER)] == [403, 403]
    assert school.api("PATCH", path, {"trashed": True}, WRITER).status == 403, "only the owner throws away"
    assert school.api("PATCH", path, {"trashed": "yes"}).status == 400
    assert [
        school.api("POST", FILES, {"mimeType": FORM, "parents": [folder]}, user).status
        for user in (WRITER, READER, STRANGER)
    ] == [200, 403, 404]


# sharing


def test_a_permission_is_told_in_four_fields(school: School) -> None:
    file_id = school.drive("Базы", SPREADSHEET)
    given = school.share(file_id, type="user", role="writer", emailAddress=WRITER)
    assert given == {"kind": "drive#permission", "id": given["id"], "type": "user", "role": "writer"}
    path = f"{FILES}/{file_id}/permissions/{given['id']}"
    assert school.ok("GET", path, fields="emailAddress,displayName") == {
        "emailAddress": WRITER,
        "displayName": "zavuch",
    }
    assert school.ok("PATCH", path, {"role": "reader"})["role"] == "reader"
    assert school.api("DELETE", path).status == 204
    assert reason(school.api("GET", path)) == (404, "notFound")


def test_sharing_again_changes_the_role_and_doubles_nothing(school: School) -> None:
    file_id = school.drive("Базы", SPREADSHEET)
    first = school.share(file_id, type="user", role="reader", emailAddress=WRITER)
    second = school.share(file_id, type="user", role="writer", emailAddress=WRITER.upper())
    assert first["id"] == second["id"]
    assert school.share(file_id, type="user", role="reader", emailAddress=OWNER)["role"] == "owner"
    found = school.ok("GET", f"{FILES}/{file_id}/permissions")["permissions"]
    assert sorted(permission["role"] for permission in found) == ["owner", "writer"]


def test_the_published_view_is_seen_only_when_asked_for(school: School) -> None:
    form = school.drive("Анкета", FORM)
    school.share(form, type="anyone", role="reader", view="published")
    path = f"{FILES}/{form}/permissions"
    assert len(school.ok("GET", path)["permissions"]) == 1
    published = school.ok("GET", path, includePermissionsForView="published", fields="permissions(type,role,view)")
    assert published["permissions"][1] == {"type": "anyone", "role": "reader", "view": "published"}
    listed = school.ok("GET", FILES, includePermissionsForView="published", fields="files(permissions(view))")
    assert listed == {"files": [{"permissions": [{}, {"view": "published"}]}]}
    assert school.api("GET", f"{FILES}/{form}", user=STRANGER).status == 404, "answering is not seeing the form"


@pytest.mark.parametrize(
    "permission",
    [
        {"type": "anyone", "role": "writer", "view": "published"},
        {"type": "group", "role": "reader"},
        {"type": "user", "role": "reader"},
        {"type": "anyone", "role": "reader", "view": "metadata"},
        {"type": "anyone", "role": "reader", "expirationTime": "x"},
    ],
)
def test_odd_permissions_are_refused(school: School, permission: dict[str, str]) -> None:
    form = school.drive("Анкета", FORM)
    assert reason(school.api("POST", f"{FILES}/{form}/permissions", permission)) == (400, "invalid")


def test_only_a_form_has_a_published_view(school: School) -> None:
    book = school.drive("Базы", SPREADSHEET)
    permission = {"type": "anyone", "role": "reader", "view": "published"}
    assert school.api("POST", f"{FILES}/{book}/permissions", permission).status == 400


def test_the_owner_stays_and_what_is_inherited_stays(school: School) -> None:
    folder = school.drive("Программа", FOLDER)
    given = school.share(folder, type="user", role="reader", emailAddress=READER)
    file_id = school.drive("Базы", SPREADSHEET, parents=[folder])
    permissions = school.ok("GET", f"{FILES}/{file_id}/permissions")["permissions"]
    assert {permission["role"] for permission in permissions} == {"owner", "reader"}
    owner = next(permission["id"] for permission in permissions if permission["role"] == "owner")
    assert school.api("DELETE", f"{FILES}/{file_id}/permissions/{owner}").status == 403
    inherited = school.api("DELETE", f"{FILES}/{file_id}/permissions/{given['id']}")
    assert reason(inherited) == (403, "cannotDeleteInheritedPermission")


def test_a_reader_does_not_see_with_whom_a_file_is_shared(school: School) -> None:
    file_id = school.drive("Базы", SPREADSHEET)
    school.share(file_id, type="user", role="reader", emailAddress=READER)
    assert school.api("GET", f"{FILES}/{file_id}/permissions", user=READER).status == 403
    assert "permissions" not in school.ok("GET", f"{FILES}/{file_id}", user=READER, fields="*")


# what is not there


def test_who_am_i(school: School) -> None:
    assert school.ok("GET", "/drive/v3/about", user=WRITER, fields="user/emailAddress") == {
        "user": {"emailAddress": WRITER}
    }
    assert reason(school.api("GET", "/drive/v3/about")) == (400, "required")


@pytest.mark.parametrize("query", [{"corpora": "drive"}, {"driveId": "0A"}, {"spaces": "appDataFolder"}])
def test_shared_drives_are_refused_by_name(school: School, query: dict[str, str]) -> None:
    assert (
        "not supported" in school.api("GET", FILES, **query).message
        or "Only" in school.api("GET", FILES, **query).message
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/drive/v3/files/x/watch"),
        ("POST", "/drive/v3/changes/watch"),
        ("GET", "/drive/v3/files/x/comments"),
        ("GET", "/drive/v3/files/x/revisions"),
        ("GET", "/drive/v3/drives"),
        ("POST", "/drive/v3/files/x/download"),
        ("GET", "/drive/v2/files"),
    ],
)
def test_what_this_server_cannot_do_is_named(school: School, method: str, path: str) -> None:
    answer = school.api(method, path)
    assert reason(answer) == (400, "invalid")
    assert path in answer.message
