"""Uploads: a file's metadata and its content in one body, or the content piece by piece (resumable).

Source: https://developers.google.com/workspace/drive/api/guides/manage-uploads . Only tables can be uploaded
(``imports.TABLES``), since nothing but folders, forms and spreadsheets is kept here.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any

from localgoogle.drive.imports import TABLES
from localgoogle.drive.refusals import invalid_value
from localgoogle.errors import DriveError
from localgoogle.state import SPREADSHEET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localgoogle.call import Call
    from localgoogle.state import State

JSON = dict[str, Any]

MOST_SESSIONS = 20
LARGEST = 10 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """What was sent: the file's metadata, and its content with the type that it has."""

    metadata: JSON
    content: bytes
    media_type: str


@dataclass
class Session:
    """A resumable upload under way; it is forgotten when the server stops. ``file_id`` is "" for a new file."""

    user: str
    file_id: str
    metadata: JSON
    media_type: str
    query: Mapping[str, list[str]]
    content: bytearray = field(default_factory=bytearray)


def media_type_of(header: str) -> str:
    return header.partition(";")[0].strip().lower()


def read_upload(call: Call) -> Upload:
    """The upload of ``uploadType`` media or multipart; raises DriveError 400 for a body that is neither."""
    kind = call.headers.get("content-type", "")
    if call.first("uploadType") == "media":
        return Upload({}, call.body, media_type_of(kind))
    if call.first("uploadType") != "multipart" or not kind.lower().startswith("multipart/"):
        raise invalid_value("uploadType must be media, multipart or resumable, and the body of its kind.", "uploadType")
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode("latin-1", "replace") + b"\r\n\r\n" + call.body)
    parts = [part for part in message.walk() if not part.is_multipart()]
    contents = [content for part in parts if isinstance(content := part.get_payload(decode=True), bytes)]
    if len(contents) != 2 or not message.is_multipart():
        raise invalid_value("A multipart upload has two parts: the metadata and the content.")
    return Upload(read_metadata(contents[0]), contents[1], parts[1].get_content_type())


def read_metadata(text: bytes) -> JSON:
    try:
        metadata = json.loads(text.decode() or "{}")
        json.dumps(metadata, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise DriveError(400, "Parse Error", reason="parseError") from None
    if not isinstance(metadata, dict):
        raise invalid_value("The metadata must be a JSON object.")
    return metadata


def check_table(mime: Any, media_type: str) -> None:
    """Raises DriveError 400 that names what cannot be kept: only a table can become a spreadsheet."""
    if media_type not in TABLES:
        message = f"Uploads of the type '{media_type}' are not supported by this server: only {', '.join(TABLES)}."
        raise invalid_value(message)
    if mime != SPREADSHEET:
        message = (
            f"Files of the type '{mime or media_type}' are not supported by this server: convert to {SPREADSHEET}."
        )
        raise invalid_value(message, "mimeType")


# piece by piece


def sessions(state: State) -> dict[str, Session]:
    found: dict[str, Session] = state.caches.setdefault("uploads", {})
    return found


def begin(state: State, call: Call, file_id: str, metadata: JSON) -> str:
    """A new session; gives its id. Beyond ``MOST_SESSIONS`` the oldest one is forgotten."""
    known = sessions(state)
    while len(known) >= MOST_SESSIONS:
        del known[next(iter(known))]
    upload_id = secrets.token_urlsafe(24)
    media_type = media_type_of(call.headers.get("x-upload-content-type", "application/octet-stream"))
    known[upload_id] = Session(str(call.user), file_id, metadata, media_type, call.query)
    return upload_id


def find(state: State, call: Call, file_id: str) -> Session:
    session = sessions(state).get(call.first("upload_id"))
    if session is None or session.user != call.user or session.file_id != file_id:
        raise DriveError(404, "There is no such upload: begin a new one.", reason="notFound", location="upload_id")
    return session


def take(session: Session, call: Call) -> bool:
    """Add the piece that came; True when it was the last one. Raises DriveError 400 for a wrong Content-Range."""
    header = call.headers.get("content-range", "")
    match = re.fullmatch(r"bytes (?:(\d{1,15})-\d{1,15}|\*)/(\d{1,15}|\*)", header)
    if header and not match:
        message = f"Failed to parse Content-Range header: {header}"
        raise invalid_value(message)
    start, total = (match[1], match[2]) if match else ("0", str(len(call.body)))
    # A piece that came before is not taken twice: the client is told how far the content goes.
    if start is not None and int(start) == len(session.content):
        session.content += call.body
    if len(session.content) > LARGEST:
        raise DriveError(413, f"Request payload size exceeds the limit: {LARGEST} bytes.", reason="uploadTooLarge")
    return total == str(len(session.content))
