"""Drive v3 on its addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply, Route, route
from localgoogle.drive import listing, model, permissions
from localgoogle.drive.refusals import invalid_value, unknown_field
from localgoogle.errors import DriveError, GoogleError
from localgoogle.fields import apply_mask

if TYPE_CHECKING:
    from localgoogle.state import Permission, State

JSON = dict[str, Any]

FILE_FIELDS = "kind,id,name,mimeType"
LIST_FIELDS = f"kind,incompleteSearch,nextPageToken,files({FILE_FIELDS})"
PERMISSION_FIELDS = "kind,id,type,role"

LIST_KNOWN: JSON = {"kind": None, "incompleteSearch": None, "nextPageToken": None, "files": model.KNOWN}
PERMISSION_LIST_KNOWN: JSON = {"kind": None, "nextPageToken": None, "permissions": permissions.KNOWN}


def create(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    file = model.create(state, read_body(call), str(call.user))
    return shown(state, call, file.id)


def get(state: State, call: Call, groups: dict[str, str]) -> Reply:
    if call.first("alt") == "media":
        raise invalid_value("alt=media is not supported by this server: only forms and spreadsheets are kept.", "alt")
    return shown(state, call, groups["file"])


def list_files(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    check_corpora(call)
    user, query, order = str(call.user), call.first("q"), call.first("orderBy")
    found = listing.search(state, user, query, order)
    size = listing.page_size(call.first("pageSize"))
    page, following = listing.page(found, size, call.first("pageToken"), (user, query, order))
    files = [model.resource(state, file, user, call.base_url, published=wants_published(call)) for file in page]
    reply: JSON = {"kind": "drive#fileList", "incompleteSearch": False, "files": files}
    if following:
        reply["nextPageToken"] = following
    return masked(call, reply, LIST_FIELDS, LIST_KNOWN)


def check_corpora(call: Call) -> None:
    if call.first("corpora", "user") not in ("user", "allDrives", "domain") or call.first("driveId"):
        raise invalid_value("Shared drives are not supported by this server.", "corpora")
    if call.first("spaces", "drive") != "drive":
        raise invalid_value("Only the space 'drive' is supported by this server.", "spaces")


def update(state: State, call: Call, groups: dict[str, str]) -> Reply:
    user = str(call.user)
    file = model.open_file(state, groups["file"], user, "writer")
    model.change(state, file, read_body(call), user)
    added, removed = ids(call, "addParents"), ids(call, "removeParents")
    if added or removed:
        model.move(state, file, added, removed, user)
    state.touch(file.id)
    return shown(state, call, file.id)


def ids(call: Call, name: str) -> list[str]:
    return [part.strip() for part in call.first(name).split(",") if part.strip()]


def delete(state: State, call: Call, groups: dict[str, str]) -> Reply:
    model.delete(state, model.open_file(state, groups["file"], str(call.user), "owner"))
    return Reply(None, 204, "text/html")


def create_permission(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    return shown_permission(call, permissions.grant(state, file, read_body(call)))


def list_permissions(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    found = permissions.visible(state, file, published=wants_published(call))
    reply = {
        "kind": "drive#permissionList",
        "permissions": [permissions.resource(permission) for permission in found],
    }
    return masked(call, reply, f"kind,permissions({PERMISSION_FIELDS})", PERMISSION_LIST_KNOWN)


def get_permission(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    return shown_permission(call, permissions.find(state, file, groups["permission"]))


def update_permission(state: State, call: Call, groups: dict[str, str]) -> Reply:
    if call.first("transferOwnership").lower() == "true":
        raise invalid_value("transferOwnership is not supported by this server.", "transferOwnership")
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    return shown_permission(call, permissions.change(state, file, groups["permission"], read_body(call)))


def delete_permission(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    permissions.revoke(state, file, groups["permission"])
    return Reply(None, 204, "text/html")


def about(_state: State, call: Call, _groups: dict[str, str]) -> Reply:
    if not call.first("fields"):
        message = "The 'fields' parameter is required for this method."
        raise DriveError(400, message, reason="required", location="fields")
    user = model.user_resource(str(call.user), str(call.user))
    return masked(call, {"kind": "drive#about", "user": user}, "", {"kind": None, "user": model.USER_KNOWN})


def refuse(_state: State, call: Call, _groups: dict[str, str]) -> Reply:
    """What Drive can do and this server cannot."""
    message = f"{call.method} {call.path} is not supported by this server."
    raise invalid_value(message)


def read_body(call: Call) -> JSON:
    try:
        body = call.json()
    except ValueError:
        raise DriveError(400, "Parse Error", reason="parseError") from None
    if not isinstance(body, dict):
        raise invalid_value("The body must be a JSON object.")
    return body


def wants_published(call: Call) -> bool:
    view = call.first("includePermissionsForView")
    if view not in ("", "published"):
        raise invalid_value("Only the view 'published' is supported.", "includePermissionsForView")
    return view == "published"


def shown(state: State, call: Call, file_id: str) -> Reply:
    user = str(call.user)
    file = model.open_file(state, file_id, user)
    content = model.resource(state, file, user, call.base_url, published=wants_published(call))
    return masked(call, content, FILE_FIELDS, model.KNOWN)


def shown_permission(call: Call, permission: Permission) -> Reply:
    return masked(call, permissions.resource(permission), PERMISSION_FIELDS, permissions.KNOWN)


def masked(call: Call, content: JSON, default: str, known: JSON) -> Reply:
    fields = call.first("fields") or default
    try:
        return Reply(apply_mask(content, fields, known))
    except GoogleError:
        raise unknown_field(fields) from None


METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

FILES = r"/drive/v3/files"
FILE = FILES + r"/(?P<file>[^/:]+)"
PERMISSION = FILE + r"/permissions/(?P<permission>[^/:]+)"

ROUTES: list[Route] = [
    route("GET", r"/drive/v3/about", "drive", about),
    route("GET", FILES + "/generateIds", "drive", refuse),
    route("DELETE", FILES + "/trash", "drive", refuse),
    route("POST", FILES, "drive", create),
    route("GET", FILES, "drive", list_files),
    route("GET", FILE, "drive", get),
    route("PATCH", FILE, "drive", update),
    route("DELETE", FILE, "drive", delete),
    route("POST", FILE + "/permissions", "drive", create_permission),
    route("GET", FILE + "/permissions", "drive", list_permissions),
    route("GET", PERMISSION, "drive", get_permission),
    route("PATCH", PERMISSION, "drive", update_permission),
    route("DELETE", PERMISSION, "drive", delete_permission),
    *(route(method, r"(?:/upload)?/drive/v[23]/.+", "drive", refuse) for method in METHODS),
]
