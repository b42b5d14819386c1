"""permissions.create, list, get, update, delete on their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply, Route, route
from localgoogle.drive import listing, model, permissions
from localgoogle.drive.changes import note_all, noting_losses
from localgoogle.drive.refusals import insufficient, invalid_value, ownership_not_asked
from localgoogle.drive.replies import (
    PERMISSIONS_FIELDS,
    PERMISSIONS_KNOWN,
    done,
    masked,
    read_body,
    shown_permission,
    wants,
    wants_published,
)
from localgoogle.state import RIGHTS, permission_id

if TYPE_CHECKING:
    from localgoogle.state import File, Permission, State

JSON = dict[str, Any]


def create(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    body = read_body(call)
    if body.get("role") == "owner":
        given = hand_over(state, call, file, body.get("emailAddress"))
    else:
        given = permissions.grant(state, file, body)
    note_all(state, file)
    return shown_permission(call, given)


def hand_over(state: State, call: Call, file: File, email: Any) -> Permission:
    """Only the owner may make another owner, and must say so twice."""
    if not wants(call, "transferOwnership"):
        raise ownership_not_asked()
    if state.right(file.id, call.user) < RIGHTS["owner"]:
        raise insufficient()
    if not isinstance(email, str) or "@" not in email:
        raise invalid_value("The emailAddress field is required for type user.", "permission.emailAddress")
    return permissions.transfer(state, file, email)


def list_all(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    found = permissions.visible(state, file, published=wants_published(call))
    # Without a size Google gives all of them, unless the file lies in a shared drive.
    size = listing.page_size(call.first("pageSize")) if call.first("pageSize") else len(found)
    page, following = listing.page(found, size, call.first("pageToken"), (file.id, "permissions"))
    reply: JSON = {"kind": "drive#permissionList", "permissions": [permissions.resource(each) for each in page]}
    if following:
        reply["nextPageToken"] = following
    return masked(call, reply, PERMISSIONS_FIELDS, PERMISSIONS_KNOWN)


def get(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    return shown_permission(call, permissions.find(state, file, groups["permission"]))


def update(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file = model.open_file(state, groups["file"], str(call.user), "writer")
    body = read_body(call)
    if body.get("role") == "owner":
        email = permissions.find(state, file, groups["permission"]).email
        given = hand_over(state, call, file, email)
    else:
        forever = wants(call, "removeExpiration")
        given = permissions.change(state, file, groups["permission"], body, forever=forever)
    note_all(state, file)
    return shown_permission(call, given)


def delete(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """Anybody may give up their own right; to take another's one must be a writer."""
    own = groups["permission"] == permission_id(str(call.user))
    file = model.open_file(state, groups["file"], str(call.user), "reader" if own else "writer")
    with noting_losses(state, file):
        permissions.revoke(state, file, groups["permission"])
    note_all(state, file)
    return done()


PERMISSIONS = r"/drive/v3/files/(?P<file>[^/:]+)/permissions"
PERMISSION = PERMISSIONS + r"/(?P<permission>[^/:]+)"

ROUTES: list[Route] = [
    route("POST", PERMISSIONS, "drive", create),
    route("GET", PERMISSIONS, "drive", list_all),
    route("GET", PERMISSION, "drive", get),
    route("PATCH", PERMISSION, "drive", update),
    route("DELETE", PERMISSION, "drive", delete),
]
