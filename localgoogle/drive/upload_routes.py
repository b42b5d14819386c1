"""Uploads on their addresses: files.create and files.update with content, whole or piece by piece."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply, Route, route
from localgoogle.drive import imports, model, upload
from localgoogle.drive.replies import read_body, shown
from localgoogle.drive.upload import Upload

if TYPE_CHECKING:
    from localgoogle.state import State

JSON = dict[str, Any]


def create(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    if call.first("uploadType") == "resumable":
        return begun(state, call, "", read_body(call))
    return created(state, call, upload.read_upload(call))


def created(state: State, call: Call, given: Upload) -> Reply:
    upload.check_table(given.metadata.get("mimeType"), given.media_type)
    file = model.create(state, given.metadata, str(call.user))
    imports.fill(state, call, file, imports.read_table(given.content, given.media_type))
    return shown(state, call, file.id)


def update(state: State, call: Call, groups: dict[str, str]) -> Reply:
    model.open_file(state, groups["file"], str(call.user), "writer")
    if call.first("uploadType") == "resumable":
        return begun(state, call, groups["file"], read_body(call))
    return updated(state, call, groups["file"], upload.read_upload(call))


def updated(state: State, call: Call, file_id: str, given: Upload) -> Reply:
    file = model.open_file(state, file_id, str(call.user), "writer")
    upload.check_table(file.mime, given.media_type)
    model.change(state, file, given.metadata, str(call.user))
    imports.fill(state, call, file, imports.read_table(given.content, given.media_type))
    return shown(state, call, file.id)


def update_v2(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """Drive v2's way, which gspread's ``import_csv`` still goes."""
    model.open_file(state, groups["file"], str(call.user), "writer")
    updated(state, replace(call, query={}), groups["file"], upload.read_upload(call))
    file = model.open_file(state, groups["file"], str(call.user))
    return Reply({"kind": "drive#file", "id": file.id, "title": file.name, "mimeType": file.mime})


# piece by piece


def begun(state: State, call: Call, file_id: str, metadata: JSON) -> Reply:
    """Where to send the content."""
    upload_id = upload.begin(state, call, file_id, metadata)
    place = f"{call.base_url}{call.path.rstrip('/')}?uploadType=resumable&upload_id={upload_id}"
    return Reply("", 200, "text/plain; charset=utf-8", {"Location": place, "X-GUploader-UploadID": upload_id})


def take_created(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    return taken(state, call, "")


def take_updated(state: State, call: Call, groups: dict[str, str]) -> Reply:
    return taken(state, call, groups["file"])


def taken(state: State, call: Call, file_id: str) -> Reply:
    """The file when all has come, else 308 with how much has."""
    session = upload.find(state, call, file_id)
    if not upload.take(session, call):
        received = {"Range": f"bytes=0-{len(session.content) - 1}"} if session.content else {}
        return Reply("", 308, "text/plain; charset=utf-8", received)
    upload.sessions(state).pop(call.first("upload_id"))
    whole = Upload(session.metadata, bytes(session.content), session.media_type)
    asked = replace(call, query=session.query)
    return updated(state, asked, file_id, whole) if file_id else created(state, asked, whole)


UPLOAD = r"/upload/drive/v3/files"
UPLOAD_TO = UPLOAD + r"/(?P<file>[^/:]+)"

ROUTES: list[Route] = [
    route("POST", UPLOAD, "drive", create),
    route("PUT", UPLOAD, "drive", take_created),
    route("PATCH", UPLOAD_TO, "drive", update),
    route("PUT", UPLOAD_TO, "drive", take_updated),
    route("PUT", r"/upload/drive/v2/files/(?P<file>[^/:]+)", "drive", update_v2),
]
