"""A form as the server keeps it: one document per form, and the public id that people open it by."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from localgoogle.errors import forbidden, not_found
from localgoogle.forms.batch import new_id
from localgoogle.state import FORM, RIGHTS, File

if TYPE_CHECKING:
    from localgoogle.state import State

JSON = dict[str, Any]


def new_form(
    state: State, file_id: str, title: str, *, published: bool | None = None, drive_born: bool = False
) -> None:
    """Store an empty form for a Drive file that exists.

    ``title`` is what respondents see ("" for a form made in Drive, which only has its file's name).
    ``published`` None means that nobody chose: ``settings.unpublishedByDefault`` decides.
    """
    is_published = not state.settings.unpublishedByDefault if published is None else published
    blank = drive_born and state.settings.driveFormsHaveBlankItem
    public_id = new_public_id()
    document: JSON = {
        "publicId": public_id,
        "revision": 1,
        "info": {"title": title} if title else {},
        "settings": {},
        "items": [blank_item()] if blank else [],
        "publishState": publish_state(published=is_published, accepting=is_published),
    }
    save(state, file_id, document)
    state.store(public_id, "public", file_id)


def blank_item() -> JSON:
    """The question that a form made by hand begins with."""
    used: set[str] = set()
    option = {"value": "Option 1"}
    question = {"questionId": new_id(used), "choiceQuestion": {"type": "RADIO", "options": [option]}}
    return {"itemId": new_id(used), "title": "Untitled Question", "questionItem": {"question": question}}


def publish_state(*, published: bool, accepting: bool) -> JSON:
    """As proto3 prints it: false is left out."""
    state = {"isPublished": published, "isAcceptingResponses": accepting}
    return {name: value for name, value in state.items() if value}


def copy(state: State, source_id: str, form_id: str) -> None:
    """Store a copy of a form for a Drive file that exists: without its answers, and not published."""
    new_form(state, form_id, "", published=False)
    parts = ("info", "settings", "items")
    source, document = load(state, source_id) or {}, load(state, form_id) or {}
    save(state, form_id, document | {name: source[name] for name in parts})


def load(state: State, form_id: str) -> JSON | None:
    document = state.load(form_id, "form")
    return dict(document) if document is not None else None


def save(state: State, form_id: str, document: JSON) -> None:
    state.store(form_id, "form", document)


def forget(state: State, form_id: str) -> None:
    """Take away a form with its answers; for a file that is deleted."""
    document = load(state, form_id)
    if document is None:
        return
    state.erased = True
    state.db.execute("DELETE FROM documents WHERE file_id IN (?, ?)", (form_id, document["publicId"]))
    for table in ("responses", "watches"):
        state.db.execute(f"DELETE FROM {table} WHERE form_id = ?", (form_id,))  # noqa: S608 - names of our own


def find_public(state: State, public_id: str) -> str | None:
    """The form behind a public id."""
    form_id = state.load(public_id, "public")
    return str(form_id) if form_id else None


def open_form(state: State, form_id: str, user: str | None, role: str) -> tuple[File, JSON]:
    """The file and the document, for a user with at least ``role``; raises 404 and 403 as Google does."""
    file = state.find_file(form_id)
    if file is None or file.mime != FORM:
        raise not_found()
    if state.right(form_id, user) < RIGHTS[role]:
        raise forbidden()
    document = load(state, form_id)
    if document is None:
        raise not_found()
    return file, document


def resource(file: File, document: JSON, base_url: str) -> JSON:
    """The Form resource as the API gives it. The document's title is the file's name in Drive."""
    form: JSON = {
        "formId": file.id,
        "info": document["info"] | {"documentTitle": file.name},
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"} | document["settings"],
        "revisionId": revision_id(document),
        "responderUri": responder_uri(document, base_url),
        "publishSettings": {"publishState": document["publishState"]},
    }
    if document["items"]:
        form["items"] = document["items"]
    return form


def revision_id(document: JSON) -> str:
    return f"{document['revision']:08x}"


def responder_uri(document: JSON, base_url: str) -> str:
    return f"{base_url}/forms/d/e/{document['publicId']}/viewform"


def new_public_id() -> str:
    return "1FAIpQLS" + secrets.token_urlsafe(36)
