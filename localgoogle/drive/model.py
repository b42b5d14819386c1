"""Files and folders: what may be done with them, and what Drive tells about one."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from localgoogle.drive import permissions
from localgoogle.drive.refusals import file_not_found, insufficient, invalid_value
from localgoogle.errors import DriveError
from localgoogle.forms import model as forms
from localgoogle.sheets import model as sheets
from localgoogle.state import FOLDER, FORM, RIGHTS, SPREADSHEET, File, permission_id, to_timestamp

if TYPE_CHECKING:
    from localgoogle.state import State

JSON = dict[str, Any]

CREATABLE = {"kind", "name", "mimeType", "parents", "appProperties"}
CHANGEABLE = {"kind", "name", "mimeType", "appProperties", "trashed"}


def open_file(state: State, file_id: str, user: str, role: str = "reader") -> File:
    """A file for a user with at least ``role``; raises DriveError 404 or 403."""
    file = state.find_file(file_id)
    right = state.right(file_id, user)
    if file is None or not right:
        raise file_not_found(file_id)
    if right < RIGHTS[role]:
        raise insufficient()
    return file


# making


def create(state: State, body: JSON, user: str) -> File:
    """A new folder, form or spreadsheet, which is one at once. Raises DriveError 400, 403, 404."""
    check_names(body, CREATABLE)
    mime = body.get("mimeType", "application/octet-stream")
    if mime not in (FOLDER, FORM, SPREADSHEET):
        message = f"Files of the type '{mime}' are not supported by this server."
        raise invalid_value(message, "mimeType")
    parents = read_parents(state, body.get("parents") or [], user)
    properties = merged_properties({}, body.get("appProperties") or {})
    file = state.new_file(mime, read_name(body.get("name", "Untitled")), user, parents, properties)
    if mime == FORM:
        forms.new_form(state, file.id, "", drive_born=True)
    if mime == SPREADSHEET:
        sheets.new_spreadsheet(state, file.id, file.name)
    return file


def check_names(body: JSON, known: set[str]) -> None:
    for name in body.keys() - known:
        message = f"'{name}' of a file is not supported by this server."
        raise invalid_value(message, name)


def read_name(name: Any) -> str:
    if not isinstance(name, str):
        raise invalid_value("Invalid value for: name.", "name")
    return name


def read_parents(state: State, parents: Any, user: str) -> list[str]:
    """The ids of folders that the user may put a file in; the root is no folder here and so is left out."""
    if not isinstance(parents, list) or len(parents) > 1:
        raise invalid_value("A file must have exactly one parent.", "parents")
    named = [parent for parent in parents if parent not in ("root", root_id(user))]
    for parent in named:
        if open_file(state, str(parent), user, "writer").mime != FOLDER:
            message = f"The parent {parent} is not a folder."
            raise invalid_value(message, "parents")
    return named


def merged_properties(old: dict[str, str], given: Any) -> dict[str, str]:
    """appProperties after a change: null deletes one. Limits: 124 bytes of key and value, 30 per file."""
    if not isinstance(given, dict):
        raise invalid_value("Invalid value for: appProperties.", "appProperties")
    for key, value in given.items():
        if value is not None and not isinstance(value, str):
            message = f"Invalid value for: appProperties['{key}'] must be a string."
            raise invalid_value(message, "appProperties")
        if value is not None and len((key + value).encode()) > 124:
            message = f"appProperties['{key}'] is longer than 124 bytes."
            raise invalid_value(message, "appProperties")
    result = {key: value for key, value in (old | given).items() if value is not None}
    if len(result) > 30:
        raise invalid_value("A file can have at most 30 appProperties.", "appProperties")
    return result


# changing


def change(state: State, file: File, body: JSON, user: str) -> None:
    """Rename, mark, trash. Raises DriveError 400 for what cannot be changed, 403 for a trashing non-owner."""
    check_names(body, CHANGEABLE)
    if body.get("mimeType", file.mime) != file.mime:
        raise invalid_value("The mimeType of a file cannot be changed.", "mimeType")
    if "trashed" in body:
        if state.right(file.id, user) < RIGHTS["owner"]:
            raise insufficient()
        if not isinstance(body["trashed"], bool):
            raise invalid_value("Invalid value for: trashed must be a boolean.", "trashed")
        file.trashed = body["trashed"]
    file.app_properties = merged_properties(file.app_properties, body.get("appProperties") or {})
    file.name = read_name(body.get("name", file.name))
    state.save_file(file)


def move(state: State, file: File, added: list[str], removed: list[str], user: str) -> None:
    """Put a file into another folder; a file lies in exactly one."""
    added = read_parents(state, added, user) if added else []
    for parent in added:
        if file.id in [folder.id for folder in permissions.lineage(state, open_file(state, parent, user))]:
            raise DriveError(403, "A folder cannot be put into itself.", reason="cyclicMembershipsNotAllowed")
    here = file.parents or [root_id(file.owner)]
    left = [parent for parent in here if parent not in removed and not ("root" in removed and not file.parents)]
    if added and left and added != left:
        message = "Increasing the number of parents is not allowed"
        raise DriveError(403, message, reason="cannotAddParent")
    file.parents = added or [parent for parent in left if parent != root_id(file.owner)]
    state.save_file(file)


def delete(state: State, file: File) -> None:
    """For good, with everything that lies in a folder."""
    for other in state.files():
        if file.id in other.parents:
            delete(state, other)
    if file.mime == FORM:
        forms.forget(state, file.id)
    if file.mime == SPREADSHEET:
        sheets.forget(state, file.id)
    for table, column in (("files", "id"), ("permissions", "file_id"), ("documents", "file_id")):
        state.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (file.id,))  # noqa: S608 - names of our own


# telling


def root_id(user: str) -> str:
    """The id of the user's «My Drive», which is no file here."""
    return "0A" + hashlib.sha256(user.lower().encode()).hexdigest()[:16] + "PVA"


def parents_of(file: File, user: str) -> list[str]:
    """Only the owner sees that a file lies in the root."""
    return file.parents or ([root_id(user)] if user.lower() == file.owner.lower() else [])


def is_trashed(state: State, file: File) -> bool:
    return any(each.trashed for each in permissions.lineage(state, file))


def shown_time(state: State, file: File) -> str:
    """The time of the last change, as Drive tells it when it lags behind (``settings.driveLagSeconds``)."""
    visible = to_timestamp(state.now() - timedelta(seconds=state.settings.driveLagSeconds))
    return file.modified if file.modified <= visible else file.seen


def user_resource(email: str, me: str) -> JSON:
    return {
        "kind": "drive#user",
        "displayName": email.partition("@")[0],
        "me": email.lower() == me.lower(),
        "permissionId": permission_id(email),
        "emailAddress": email,
    }


def resource(state: State, file: File, user: str, base_url: str, *, published: bool = False) -> JSON:
    """The File resource, whole; ``published`` adds the permissions of the published view."""
    right = state.right(file.id, user)
    shared = permissions.visible(state, file, published=True)
    shown: JSON = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime,
        "starred": False,
        "trashed": is_trashed(state, file),
        "explicitlyTrashed": file.trashed,
        "parents": parents_of(file, user),
        "appProperties": file.app_properties,
        "spaces": ["drive"],
        "webViewLink": web_link(file, base_url),
        "createdTime": file.created,
        "modifiedTime": shown_time(state, file),
        "owners": [user_resource(file.owner, user)],
        "ownedByMe": file.owner.lower() == user.lower(),
        "shared": len(shared) > 1,
        "capabilities": capabilities(right),
    }
    if right >= RIGHTS["writer"]:
        listed = [permission for permission in shared if published or not permission.view]
        shown["permissions"] = [permissions.resource(permission) for permission in listed]
        shown["permissionIds"] = [permission.id for permission in listed]
    return {name: value for name, value in shown.items() if value not in ({}, [])}


def capabilities(right: int) -> JSON:
    writer, owner = right >= RIGHTS["writer"], right >= RIGHTS["owner"]
    return {"canEdit": writer, "canRename": writer, "canShare": writer, "canDelete": owner, "canTrash": owner}


def web_link(file: File, base_url: str) -> str:
    folder = {FOLDER: "drive/folders/{}", FORM: "forms/d/{}/edit", SPREADSHEET: "spreadsheets/d/{}/edit"}[file.mime]
    return f"{base_url}/{folder.format(file.id)}"


USER_KNOWN: dict[str, Any] = dict.fromkeys(("kind", "displayName", "me", "permissionId", "emailAddress"))

KNOWN: dict[str, Any] = dict.fromkeys(
    (
        "kind",
        "id",
        "name",
        "mimeType",
        "starred",
        "trashed",
        "explicitlyTrashed",
        "parents",
        "appProperties",
        "spaces",
        "webViewLink",
        "createdTime",
        "modifiedTime",
        "ownedByMe",
        "shared",
        "permissionIds",
    )
) | {"owners": USER_KNOWN, "permissions": permissions.KNOWN, "capabilities": {}, "appProperties": {}}
"""The fields of a file, as ``localgoogle.fields`` takes them."""
