"""Forms v1 on its addresses: each function reads the call, asks the model, and gives the reply's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply, Route, route
from localgoogle.errors import forbidden, invalid, not_found
from localgoogle.forms import model, quiz, replies, responses, watches
from localgoogle.forms.batch import apply_batch
from localgoogle.forms.items import NEWLINES, has_newline
from localgoogle.forms.replies import masked
from localgoogle.forms.schema import read_body
from localgoogle.state import FORM, owns_no_storage

if TYPE_CHECKING:
    from localgoogle.state import State

JSON = dict[str, Any]

ONLY_TITLE = "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."


def create(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    body = read_body(call, "Form")
    info = body.get("info", {})
    if set(body) - {"info"} or set(info) - {"title", "documentTitle"}:
        raise invalid(ONLY_TITLE)
    if has_newline(info.get("title", "")):
        raise invalid(NEWLINES)
    if owns_no_storage(str(call.user)):
        raise forbidden()
    name = info.get("documentTitle") or info.get("title") or "Untitled form"
    file = state.new_file(FORM, name, str(call.user), [], {})
    model.new_form(state, file.id, info.get("title", ""), published=chosen_state(call))
    return shown(state, call, file.id)


def chosen_state(call: Call) -> bool | None:
    """Whether the new form is published, None when the caller did not choose."""
    unpublished = call.first("unpublished").lower()
    if unpublished not in ("", "true", "false"):
        message = f"Invalid value at 'unpublished' (TYPE_BOOL), \"{unpublished}\""
        raise invalid(message)
    return None if unpublished == "" else unpublished == "false"


def get(state: State, call: Call, groups: dict[str, str]) -> Reply:
    model.open_form(state, groups["form"], call.user, "reader")
    return shown(state, call, groups["form"])


def batch_update(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file, document = model.open_form(state, groups["form"], call.user, "writer")
    body = read_body(call, "BatchUpdateFormRequest")
    check_revision(document, body.get("writeControl", {}))
    refuse_ids = state.settings.refuseClientItemIds
    document, results = apply_batch(document, body.get("requests", []), refuse_ids=refuse_ids)
    document["revision"] += 1
    model.save(state, file.id, document)
    state.touch(file.id)
    reply: JSON = {"replies": results, "writeControl": {"requiredRevisionId": model.revision_id(document)}}
    if body.get("includeFormInResponse"):
        reply = {"form": model.resource(file, document, call.base_url)} | reply
    return masked(call, reply, replies.BATCH_REPLY)


def check_revision(document: JSON, control: JSON) -> None:
    """Raises GoogleError 400 unless the batch was made for the form as it is now.

    An older ``targetRevisionId`` is answered as Google answers one that is too old: read again, then retry.
    """
    current = model.revision_id(document)
    if "requiredRevisionId" in control and "targetRevisionId" in control:
        raise invalid("Only one of requiredRevisionId and targetRevisionId can be set.")
    if control.get("requiredRevisionId", current) != current:
        message = f"The required revision ID '{control['requiredRevisionId']}' does not match the latest revision."
        raise invalid(message)
    if control.get("targetRevisionId", current) != current:
        message = f"The target revision ID '{control['targetRevisionId']}' is too far behind the latest revision."
        raise invalid(message)


def set_publish_settings(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file, document = model.open_form(state, groups["form"], call.user, "writer")
    body = read_body(call, "SetPublishSettingsRequest")
    if body.get("updateMask", "*") not in ("*", "publishState", "publish_state"):
        message = f"Invalid update_mask '{body['updateMask']}': only publishState can be updated."
        raise invalid(message)
    document["publishState"] = wanted_state(call.json())
    model.save(state, file.id, document)
    state.touch(file.id)
    return masked(
        call,
        {"formId": file.id, "publishSettings": {"publishState": document["publishState"]}},
        replies.PUBLISH_REPLY,
    )


def wanted_state(body: JSON) -> JSON:
    """The publish state asked for, from the body as sent: proto3 would not tell false from missing."""
    wanted = (body.get("publishSettings") or {}).get("publishState") or {}
    if wanted.get("isPublished") is None or wanted.get("isAcceptingResponses") is None:
        raise invalid("Both is_published and is_accepting_responses must be set when updating publish_state.")
    if wanted["isAcceptingResponses"] and not wanted["isPublished"]:
        raise invalid("is_accepting_responses cannot be true when is_published is false.")
    return model.publish_state(published=wanted["isPublished"], accepting=wanted["isAcceptingResponses"])


def list_responses(state: State, call: Call, groups: dict[str, str]) -> Reply:
    _, document = model.open_form(state, groups["form"], call.user, "reader")
    size = responses.page_size(call.first("pageSize"))
    since = responses.parse_filter(call.first("filter"))
    page, following = responses.list_page(state, groups["form"], since, size, call.first("pageToken"))
    shown_page = [quiz.graded(responses.resource(response), document) for response in page]
    reply: JSON = {"responses": shown_page} if page else {}
    return masked(call, reply | ({"nextPageToken": following} if following else {}), replies.RESPONSE_LIST)


def get_response(state: State, call: Call, groups: dict[str, str]) -> Reply:
    _, document = model.open_form(state, groups["form"], call.user, "reader")
    response = responses.find(state, groups["form"], groups["response"])
    if response is None:
        raise not_found()
    content = quiz.graded(responses.resource(response, groups["form"]), document)
    return masked(call, content, replies.FORM_RESPONSE)


def create_watch(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file, _ = model.open_form(state, groups["form"], call.user, "reader")
    body = read_body(call, "CreateWatchRequest")
    return masked(call, watches.create(state, file.id, str(call.user), body), replies.WATCH)


def list_watches(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file, _ = model.open_form(state, groups["form"], call.user, "reader")
    found = watches.listed(state, file.id, str(call.user))
    return masked(call, {"watches": found} if found else {}, replies.WATCHES)


def renew_watch(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file, _ = model.open_form(state, groups["form"], call.user, "reader")
    read_body(call, "RenewWatchRequest")
    return masked(call, watches.renew(state, file.id, str(call.user), groups["watch"]), replies.WATCH)


def delete_watch(state: State, call: Call, groups: dict[str, str]) -> Reply:
    file, _ = model.open_form(state, groups["form"], call.user, "reader")
    watches.delete(state, file.id, str(call.user), groups["watch"])
    return Reply({})


def shown(state: State, call: Call, form_id: str) -> Reply:
    file, document = model.open_form(state, form_id, call.user, "reader")
    return masked(call, model.resource(file, document, call.base_url), replies.FORM)


FORM_PATH = r"/v1/forms/(?P<form>[^/:]+)"
WATCH_PATH = FORM_PATH + r"/watches/(?P<watch>[^/:]+)"

ROUTES: list[Route] = [
    route("POST", r"/v1/forms", "forms.write", create, "unpublished"),
    route("GET", FORM_PATH, "forms.read", get, ""),
    route("POST", FORM_PATH + ":batchUpdate", "forms.write", batch_update, ""),
    route("POST", FORM_PATH + ":setPublishSettings", "forms.write", set_publish_settings, ""),
    route("GET", FORM_PATH + "/responses", "forms.responses", list_responses, "filter pageSize pageToken"),
    route("GET", FORM_PATH + "/responses/(?P<response>[^/:]+)", "forms.read", get_response, ""),
    route("GET", FORM_PATH + "/watches", "forms.read", list_watches, ""),
    route("POST", FORM_PATH + "/watches", "forms.write", create_watch, ""),
    route("POST", WATCH_PATH + ":renew", "forms.write", renew_watch, ""),
    route("DELETE", WATCH_PATH, "forms.write", delete_watch, ""),
]
