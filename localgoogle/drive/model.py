"""Files and folders: what may be done with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from localgoogle.drive import permissions
from localgoogle.drive.changes import noting_losses
from localgoogle.drive.refusals import file_not_found, insufficient, invalid_value, no_storage, not_copyable
from localgoogle.drive.resource import is_trashed, root_id
from localgoogle.errors import DriveError
from localgoogle.forms import model as forms
from localgoogle.sheets import model as sheets
from localgoogle.state import FOLDER, FORM, RIGHTS, SPREADSHEET, File, owns_no_storage

if TYPE_CHECKING:
    from localgoogle.state import State

JSON = dict[str, Any]

MARKS = {"kind", "name", "mimeType", "description", "starred", "properties", "appProperties"}
CREATABLE = MARKS | {"id", "parents"}
CHANGEABLE = MARKS | {"trashed"}


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
    """A new folder, form or spreadsheet, which is one at once. Raises DriveError 400, 403, 404, 409."""
    mime = body.get("mimeType", "application/octet-stream")
    if mime not in (FOLDER, FORM, SPREADSHEET):
        message = f"Files of the type '{mime}' cannot be kept by this server: only folders, forms and spreadsheets."
        raise invalid_value(message, "mimeType")
    parents = read_parents(state, body.get("parents") or [], user)
    file = new_file(state, body, mime, read_name(body.get("name", "Untitled")), parents, user)
    if mime == FORM:
        forms.new_form(state, file.id, "", drive_born=True)
    if mime == SPREADSHEET:
        sheets.new_spreadsheet(state, file.id, file.name)
    return file


def copy(state: State, source: File, body: JSON, user: str) -> File:
    """A copy of a spreadsheet or a form, which lies beside it where the user may put it there.

    It has the source's properties and nobody else's rights; a form's answers are not copied.
    """
    if source.mime == FOLDER:
        raise not_copyable()
    if body.get("mimeType", source.mime) != source.mime:
        raise invalid_value("The mimeType of a copy cannot be chosen by this server.", "mimeType")
    may_stay = all(state.right(parent, user) >= RIGHTS["writer"] for parent in source.parents)
    parents = read_parents(state, body["parents"], user) if body.get("parents") else source.parents if may_stay else []
    marks = {"properties": source.properties, "appProperties": source.app_properties}
    given = {name: marks[name] | (body.get(name) or {}) for name in marks}
    name = read_name(body.get("name", f"Copy of {source.name}"))
    file = new_file(state, {"description": source.description} | body | given, source.mime, name, parents, user)
    if source.mime == FORM:
        forms.copy(state, source.id, file.id)
    else:
        sheets.copy(state, source.id, file.id)
    return file


def new_file(state: State, body: JSON, mime: str, name: str, parents: list[str], user: str) -> File:
    check_names(body, CREATABLE)
    if owns_no_storage(user):
        raise no_storage()
    properties = merged_properties({}, body.get("appProperties") or {}, "appProperties")
    file = state.new_file(mime, name, user, parents, properties, free_id(state, body.get("id", ""), mime))
    mark(file, body, user)
    state.save_file(file)
    return file


def free_id(state: State, chosen: Any, mime: str) -> str:
    """The id that the client chose (files.generateIds), or ""; only a folder can have one here, as at Google."""
    if not chosen:
        return ""
    if mime != FOLDER:
        raise invalid_value("Generated IDs are not supported for Docs Editors formats.", "file.id")
    if not isinstance(chosen, str) or not re.fullmatch(r"1[\w-]{43}", chosen, re.ASCII):
        raise invalid_value("The provided file ID is not usable.", "file.id")
    if state.find_file(chosen):
        raise DriveError(409, "A file already exists with the provided ID.", reason="fileIdInUse")
    return chosen


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


def merged_properties(old: dict[str, str], given: Any, name: str) -> dict[str, str]:
    """Properties after a change: null deletes one. Limits: 124 bytes of key and value, 30 per file."""
    if not isinstance(given, dict):
        message = f"Invalid value for: {name}."
        raise invalid_value(message, name)
    for key, value in given.items():
        if value is not None and not isinstance(value, str):
            message = f"Invalid value for: {name}['{key}'] must be a string."
            raise invalid_value(message, name)
        if value is not None and len((key + value).encode()) > 124:
            message = f"{name}['{key}'] is longer than 124 bytes."
            raise invalid_value(message, name)
    result = {key: value for key, value in (old | given).items() if value is not None}
    if len(result) > 30:
        message = f"A file can have at most 30 {name}."
        raise invalid_value(message, name)
    return result


# changing


def mark(file: File, body: JSON, user: str) -> None:
    """Description, star and public properties as a body wants them."""
    if not isinstance(body.get("description") or "", str):
        raise invalid_value("Invalid value for: description.", "description")
    file.description = body.get("description", file.description) or ""
    file.properties = merged_properties(file.properties, body.get("properties") or {}, "properties")
    starred = body.get("starred", user.lower() in file.stars)
    if not isinstance(starred, bool):
        raise invalid_value("Invalid value for: starred must be a boolean.", "starred")
    others = [each for each in file.stars if each != user.lower()]
    file.stars = [*others, user.lower()] if starred else others


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
    given = body.get("appProperties") or {}
    file.app_properties = merged_properties(file.app_properties, given, "appProperties")
    file.name = read_name(body.get("name", file.name))
    mark(file, body, user)
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
    with noting_losses(state, file):
        file.parents = added or [parent for parent in left if parent != root_id(file.owner)]
        state.save_file(file)


def delete(state: State, file: File) -> None:
    """For good, with everything that lies in a folder."""
    with noting_losses(state, file):
        erase(state, file)


def erase(state: State, file: File) -> None:
    for other in state.files():
        if file.id in other.parents:
            erase(state, other)
    if file.mime == FORM:
        forms.forget(state, file.id)
    if file.mime == SPREADSHEET:
        sheets.forget(state, file.id)
    for table, column in (("files", "id"), ("permissions", "file_id"), ("documents", "file_id")):
        state.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (file.id,))  # noqa: S608 - names of our own


def empty_trash(state: State, user: str) -> None:
    """Delete for good whatever of the user's lies in the trash."""
    for file in state.files():
        if file.owner.lower() == user.lower() and is_trashed(state, file) and state.find_file(file.id):
            delete(state, file)
