"""Reading the bodies of Drive's calls, and reducing its replies to what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply
from localgoogle.drive import model, permissions, resource
from localgoogle.drive.refusals import invalid_value, unknown_field
from localgoogle.errors import DriveError, GoogleError
from localgoogle.fields import apply_mask

if TYPE_CHECKING:
    from localgoogle.state import Permission, State

JSON = dict[str, Any]

FILE_FIELDS = "kind,id,name,mimeType"
LIST_FIELDS = f"kind,incompleteSearch,nextPageToken,files({FILE_FIELDS})"
CHANGE_FIELDS = "kind,type,changeType,time,removed,fileId"
CHANGES_FIELDS = f"kind,nextPageToken,newStartPageToken,changes({CHANGE_FIELDS},file({FILE_FIELDS}))"
PERMISSION_FIELDS = "kind,id,type,role"
PERMISSIONS_FIELDS = f"kind,nextPageToken,permissions({PERMISSION_FIELDS})"

LIST_KNOWN: JSON = {"kind": None, "incompleteSearch": None, "nextPageToken": None, "files": resource.KNOWN}
PERMISSIONS_KNOWN: JSON = {"kind": None, "nextPageToken": None, "permissions": permissions.KNOWN}
CHANGE_PLAIN = ("changeType", "driveId", "fileId", "kind", "removed", "teamDriveId", "time", "type")
CHANGE_KNOWN: JSON = dict.fromkeys(CHANGE_PLAIN) | {"drive": {}, "teamDrive": {}, "file": resource.KNOWN}
CHANGES_KNOWN: JSON = dict.fromkeys(("kind", "nextPageToken", "newStartPageToken")) | {"changes": CHANGE_KNOWN}


def read_body(call: Call) -> JSON:
    try:
        body = call.json()
    except ValueError:
        raise DriveError(400, "Parse Error", reason="parseError") from None
    if not isinstance(body, dict):
        raise invalid_value("The body must be a JSON object.")
    return body


def wants(call: Call, name: str, default: str = "false") -> bool:
    """A parameter that is true or false; Python's clients write them with a capital letter."""
    text = call.first(name, default).lower()
    if text not in ("true", "false"):
        message = f"Invalid boolean value: '{text}'."
        raise invalid_value(message, name)
    return text == "true"


def wants_published(call: Call) -> bool:
    view = call.first("includePermissionsForView")
    if view not in ("", "published"):
        raise invalid_value("Only the view 'published' is supported.", "includePermissionsForView")
    return view == "published"


def shown(state: State, call: Call, file_id: str) -> Reply:
    user = str(call.user)
    file = model.open_file(state, file_id, user)
    content = resource.to_file_resource(state, file, user, call.base_url, published=wants_published(call))
    return masked(call, content, FILE_FIELDS, resource.KNOWN)


def shown_permission(call: Call, permission: Permission) -> Reply:
    return masked(call, permissions.resource(permission), PERMISSION_FIELDS, permissions.KNOWN)


def masked(call: Call, content: JSON, default: str, known: JSON) -> Reply:
    fields = call.first("fields") or default
    try:
        return Reply(apply_mask(content, fields, known))
    except GoogleError:
        raise unknown_field(fields) from None


def done() -> Reply:
    """Drive answers a deletion with nothing at all."""
    return Reply(None, 204, "text/html")
