"""Which fields the replies of Forms v1 have, for the ``fields`` parameter."""

from __future__ import annotations

from typing import Any

from localgoogle.call import Call, Reply
from localgoogle.fields import apply_mask
from localgoogle.forms.schema import MESSAGES

Known = dict[str, Any]


def known_fields(message: str) -> Known:
    """The message's fields as ``localgoogle.fields`` takes them: nested, None for a plain value."""
    return {name: known_type(type_name.strip("[]")) for name, type_name in MESSAGES[message].items()}


def known_type(type_name: str) -> Known | None:
    if type_name == "unsupported":
        return {}
    return known_fields(type_name) if type_name in MESSAGES else None


FORM = known_fields("Form")

FORM_RESPONSE: Known = {
    "formId": None,
    "responseId": None,
    "createTime": None,
    "lastSubmittedTime": None,
    "respondentEmail": None,
    "answers": {},
    "totalScore": None,
}
RESPONSE_LIST: Known = {"responses": FORM_RESPONSE, "nextPageToken": None}
BATCH_REPLY: Known = {
    "form": FORM,
    "replies": {"createItem": {"itemId": None, "questionId": None}},
    "writeControl": known_fields("WriteControl"),
}
WATCH = known_fields("Watch")
WATCHES: Known = {"watches": WATCH}
PUBLISH_REPLY: Known = {"formId": None, "publishSettings": known_fields("PublishSettings")}


def masked(call: Call, content: dict[str, Any], known: Known) -> Reply:
    """The reply reduced to the call's ``fields``; raises GoogleError 400 for a field that there is not."""
    return Reply(apply_mask(content, call.first("fields"), known))
