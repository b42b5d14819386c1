"""Drive v3 on its addresses: files, changes, about; uploads and permissions have files of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply, Route, Slow, route
from localgoogle.drive import changes, listing, model, resource, sharing_routes, upload_routes
from localgoogle.drive.exports import CSV, TSV, export
from localgoogle.drive.refusals import invalid_value, not_downloadable, required
from localgoogle.drive.replies import (
    CHANGES_FIELDS,
    CHANGES_KNOWN,
    LIST_FIELDS,
    LIST_KNOWN,
    done,
    masked,
    read_body,
    shown,
    wants,
    wants_published,
)
from localgoogle.errors import DriveError
from localgoogle.state import new_id

if TYPE_CHECKING:
    from localgoogle.state import State

JSON = dict[str, Any]


# files


def create(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    file = model.create(state, read_body(call), str(call.user))
    return shown(state, call, file.id)


def get(state: State, call: Call, groups: dict[str, str]) -> Reply:
    if call.first("alt") == "media":
        model.open_file(state, groups["file"], str(call.user))
        raise not_downloadable()
    return shown(state, call, groups["file"])


def list_files(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    check_corpora(call)
    user, query, order = str(call.user), call.first("q"), call.first("orderBy")
    found = listing.search(state, user, query, order)
    size = listing.page_size(call.first("pageSize"))
    page, following = listing.page(found, size, call.first("pageToken"), (user, query, order))
    published = wants_published(call)
    files = [resource.to_file_resource(state, file, user, call.base_url, published=published) for file in page]
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
    """A star is the reader's own; everything else is a writer's to change."""
    user, body = str(call.user), read_body(call)
    added, removed = ids(call, "addParents"), ids(call, "removeParents")
    only_star = body.keys() == {"starred"} and not added and not removed
    file = model.open_file(state, groups["file"], user, "reader" if only_star else "writer")
    model.change(state, file, body, user)
    if added or removed:
        model.move(state, file, added, removed, user)
    if not only_star:
        state.touch(file.id)
    return shown(state, call, file.id)


def ids(call: Call, name: str) -> list[str]:
    return [part.strip() for part in call.first(name).split(",") if part.strip()]


def delete(state: State, call: Call, groups: dict[str, str]) -> Reply:
    model.delete(state, model.open_file(state, groups["file"], str(call.user), "owner"))
    return done()


def empty_trash(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    check_corpora(call)
    model.empty_trash(state, str(call.user))
    return done()


def copy(state: State, call: Call, groups: dict[str, str]) -> Reply:
    source = model.open_file(state, groups["file"], str(call.user))
    return shown(state, call, model.copy(state, source, read_body(call), str(call.user)).id)


def export_file(state: State, call: Call, groups: dict[str, str]) -> Slow:
    file = model.open_file(state, groups["file"], str(call.user))
    mime = call.first("mimeType")
    if not mime:
        raise required("mimeType")
    media_type = f"{mime}; charset=utf-8" if mime in (CSV, TSV) else mime
    return Slow(export(state, file, mime), lambda content: Reply(content, 200, media_type))


def generate_ids(_state: State, call: Call, _groups: dict[str, str]) -> Reply:
    count, space = call.first("count") or "10", call.first("space", "drive")
    if not re.fullmatch(r"[0-9]{1,4}", count) or not 1 <= int(count) <= listing.LARGEST_PAGE:
        message = f"Invalid value '{count}'. Values must be within the range: [1, 1000]"
        raise invalid_value(message, "count")
    if space != "drive" or call.first("type", "files") != "files":
        raise invalid_value("Only ids of files in the space 'drive' are supported by this server.", "space")
    reply: JSON = {"kind": "drive#generatedIds", "space": space, "ids": [new_id() for _ in range(int(count))]}
    return masked(call, reply, "", dict.fromkeys(("kind", "space", "ids")))


# changes and the account


def start_page_token(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    check_corpora(call)
    reply = {"kind": "drive#startPageToken", "startPageToken": changes.start_token(state)}
    return masked(call, reply, "", dict.fromkeys(("kind", "startPageToken")))


def list_changes(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    check_corpora(call)
    size, removals = listing.page_size(call.first("pageSize")), wants(call, "includeRemoved", "true")
    page, following = changes.page(state, str(call.user), call.first("pageToken"), size, removals=removals)
    reply: JSON = {"kind": "drive#changeList", "changes": [to_change(state, call, change) for change in page]}
    reply |= {"nextPageToken": following} if following else {"newStartPageToken": changes.start_token(state)}
    return masked(call, reply, CHANGES_FIELDS, CHANGES_KNOWN)


def to_change(state: State, call: Call, change: changes.Change) -> JSON:
    shown: JSON = {
        "kind": "drive#change",
        "type": "file",
        "changeType": "file",
        "time": change.time,
        "removed": change.removed,
        "fileId": change.file_id,
    }
    if not change.removed:
        file = model.open_file(state, change.file_id, str(call.user))
        shown["file"] = resource.to_file_resource(state, file, str(call.user), call.base_url)
    return shown


def about(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    if not call.first("fields"):
        message = "The 'fields' parameter is required for this method."
        raise DriveError(400, message, reason="required", location="fields")
    return masked(call, resource.to_about(state, str(call.user)), "", resource.ABOUT_KNOWN)


def refuse(_state: State, call: Call, _groups: dict[str, str]) -> Reply:
    """What Drive can do and this server cannot."""
    message = f"{call.method} {call.path} is not supported by this server."
    raise invalid_value(message)


METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

FILES = r"/drive/v3/files"
FILE = FILES + r"/(?P<file>[^/:]+)"

ROUTES: list[Route] = [
    route("GET", r"/drive/v3/about", "drive", about),
    route("GET", r"/drive/v3/changes/startPageToken", "drive", start_page_token),
    route("GET", r"/drive/v3/changes", "drive", list_changes),
    route("GET", FILES + "/generateIds", "drive", generate_ids),
    route("DELETE", FILES + "/trash", "drive", empty_trash),
    route("GET", FILES + "/generateCseToken", "drive", refuse),
    route("POST", FILES, "drive", create),
    route("GET", FILES, "drive", list_files),
    route("GET", FILE, "drive", get),
    route("PATCH", FILE, "drive", update),
    route("DELETE", FILE, "drive", delete),
    route("POST", FILE + "/copy", "drive", copy),
    route("GET", FILE + "/export", "drive", export_file),
    *sharing_routes.ROUTES,
    *upload_routes.ROUTES,
    *(route(method, r"(?:/upload)?/drive/v[23]/.+", "drive", refuse) for method in METHODS),
]
