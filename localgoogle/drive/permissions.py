"""Who a file is shared with: the rules of permissions.create, list, get, update, delete."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from localgoogle.drive.refusals import insufficient, invalid_value, no_storage, permission_not_found
from localgoogle.errors import DriveError
from localgoogle.state import FORM, RIGHTS, File, Permission, owns_no_storage, permission_id, to_timestamp

if TYPE_CHECKING:
    from localgoogle.state import State

ROLES = ("reader", "commenter", "writer")

ACCEPTED = {"kind", "type", "role", "emailAddress", "view", "allowFileDiscovery", "expirationTime", "withLink"}
"""``withLink`` is a word of Drive v2 that means nothing in v3; gspread sends it with each permission."""

LONGEST_LOAN = timedelta(days=366)


def grant(state: State, file: File, body: dict[str, Any]) -> Permission:
    """Give a right; the same grantee again gets the new role instead of a second permission."""
    wanted = read_permission(file, body)
    wanted.expires = read_expiry(wanted, body.get("expirationTime"), state.now())
    for known in state.permissions(file.id):
        if known.id == wanted.id and known.role == "owner":
            return known
    state.save_permission(wanted)
    return wanted


def read_permission(file: File, body: dict[str, Any]) -> Permission:
    """The permission that a body asks for; raises DriveError 400 that names what is wrong."""
    for name in body.keys() - ACCEPTED:
        message = f"'{name}' of a permission is not supported by this server."
        raise invalid_value(message, "permission")
    if body.get("allowFileDiscovery"):
        raise invalid_value("'allowFileDiscovery' is not supported by this server.", "permission.allowFileDiscovery")
    kind, view, email = body.get("type", ""), body.get("view") or "", body.get("emailAddress") or ""
    if kind not in ("user", "anyone"):
        message = f"The permission type '{kind}' is not supported by this server."
        raise invalid_value(message, "permission.type")
    if kind == "user" and (not isinstance(email, str) or "@" not in email):
        raise invalid_value("The emailAddress field is required for type user.", "permission.emailAddress")
    role = read_role(body.get("role"))
    check_view(file, view, role)
    return Permission(file.id, identity(kind, email, view), kind, role, email.lower() if kind == "user" else "", view)


def read_expiry(permission: Permission, text: Any, now: datetime) -> str:
    """When a right is to end, as a timestamp, "" for never: only a person's, within a year."""
    if text is None:
        return ""
    if permission.type != "user":
        raise invalid_value("Expiration dates cannot be set on this item.", "permission.expirationTime")
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise invalid_value("Invalid value for: expirationTime.", "permission.expirationTime") from None
    if not now < moment <= now + LONGEST_LOAN:
        message = "The expiration time must be in the future, and within a year."
        raise invalid_value(message, "permission.expirationTime")
    return to_timestamp(moment)


def read_role(role: Any) -> str:
    if role not in ROLES:
        message = f"The permission role '{role}' is not supported by this server."
        raise invalid_value(message, "permission.role")
    return str(role)


def check_view(file: File, view: str, role: str) -> None:
    """The published view is the right to answer a form, and nothing else here has one."""
    if view and (view != "published" or role != "reader" or file.mime != FORM):
        raise invalid_value("The view 'published' is only supported with the role reader on a form.", "permission.view")


def identity(kind: str, email: str, view: str) -> str:
    if kind == "user":
        return permission_id(email + view)
    return "anyoneWithLink" + view.capitalize()


def visible(state: State, file: File, *, published: bool) -> list[Permission]:
    """The file's permissions with those that it inherits, the best one per grantee.

    Those of the published view are listed only when asked for.
    """
    best: dict[str, Permission] = {}
    for source in lineage(state, file):
        for permission in state.permissions(source.id):
            here = permission if source is file else inherited(permission)
            known = best.get(here.id)
            if known is None or RIGHTS[here.role] > RIGHTS[known.role]:
                best[here.id] = here
    return [permission for permission in best.values() if published or not permission.view]


def inherited(permission: Permission) -> Permission:
    """What a folder's permission is on a file in it: its owner owns only what they made themselves."""
    return replace(permission, role="writer") if permission.role == "owner" else permission


def lineage(state: State, file: File) -> list[File]:
    """The file and the folders around it, the nearest first."""
    found = [file]
    for parent_id in file.parents:
        parent = state.find_file(parent_id)
        if parent:
            found += lineage(state, parent)
    return found


def find(state: State, file: File, identity: str) -> Permission:
    for permission in visible(state, file, published=True):
        if permission.id == identity:
            return permission
    raise permission_not_found(identity)


def change(state: State, file: File, identity: str, body: dict[str, Any], *, forever: bool = False) -> Permission:
    """Another role or another end for a grantee; ``forever`` takes the end away."""
    for name in body.keys() - {"role", "kind", "expirationTime"}:
        message = f"'{name}' of a permission cannot be changed."
        raise invalid_value(message, "permission")
    permission = own(state, file, identity)
    permission.role = read_role(body.get("role", permission.role if "expirationTime" in body or forever else None))
    check_view(file, permission.view, permission.role)
    if forever or "expirationTime" in body:
        permission.expires = "" if forever else read_expiry(permission, body["expirationTime"], state.now())
    state.save_permission(permission)
    return permission


def revoke(state: State, file: File, identity: str) -> None:
    permission = own(state, file, identity)
    state.db.execute("DELETE FROM permissions WHERE file_id = ? AND id = ?", (file.id, permission.id))


def transfer(state: State, file: File, email: str) -> Permission:
    """Make another person the owner; who owned the file until now may still change it."""
    if owns_no_storage(email):
        raise no_storage()
    for permission in state.permissions(file.id):
        if permission.role == "owner":
            state.save_permission(replace(permission, role="writer"))
    given = Permission(file.id, permission_id(email), "user", "owner", email.lower())
    file.owner = given.email
    state.save_permission(given)
    state.save_file(file)
    return given


def own(state: State, file: File, identity: str) -> Permission:
    """A permission that can be changed here: neither the owner's nor one that comes from a folder."""
    permission = find(state, file, identity)
    if permission.role == "owner":
        raise insufficient()
    if permission.file_id != file.id:
        message = "Cannot change a permission that is inherited from a folder."
        raise DriveError(403, message, reason="cannotDeleteInheritedPermission")
    return permission


def resource(permission: Permission) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": "drive#permission",
        "id": permission.id,
        "type": permission.type,
        "role": permission.role,
    }
    if permission.type == "user":
        name = permission.email.partition("@")[0]
        shown |= {
            "emailAddress": permission.email,
            "displayName": name,
            "deleted": False,
            "pendingOwner": False,
        }
    else:
        shown["allowFileDiscovery"] = False
    ends = {"expirationTime": permission.expires} if permission.expires else {}
    return shown | ends | ({"view": permission.view} if permission.view else {})


PLAIN = (
    "allowFileDiscovery deleted displayName domain emailAddress expirationTime id inheritedPermissionsDisabled kind "
    "pendingOwner photoLink role type view"
)

KNOWN: dict[str, Any] = dict.fromkeys(PLAIN.split()) | {"permissionDetails": {}, "teamDrivePermissionDetails": {}}
"""Every field that Google's Permission has, as ``localgoogle.fields`` takes them."""
