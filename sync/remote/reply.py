"""What a reply must be to count as one: a success of a hotel's sign-in page or of a broken proxy is none."""

from __future__ import annotations

import re

import requests

# What Google leaves out of no successful reply, by method and path; of a page of answers it may leave out everything.
OWED = tuple(
    (re.compile(pattern), member)
    for pattern, member in (
        (r"(GET|POST) /v4/spreadsheets/[^/]+", "spreadsheetId"),
        (r"GET /v1/forms/[^/:]+", "formId"),
        (r"POST /v1/forms/[^/:]+:setPublishSettings", "formId"),
        (r"POST /v1/forms/[^/:]+:batchUpdate", "form"),
        (r"GET /drive/v3/files", "kind"),
        (r"(POST|GET|PATCH) /drive/v3/files(/[^/]+(/permissions(/[^/]+)?)?)?", "id"),
    )
)


def is_whole(response: requests.Response) -> bool:
    """Whether a success says what was asked for: JSON, with what every reply to such a call has."""
    if response.status_code == 204:
        return True
    try:
        content = response.json()
    except ValueError:
        return False
    owed = member_owed(response.request)
    return isinstance(content, dict) and (not owed or owed in content)


def member_owed(request: requests.PreparedRequest) -> str:
    """The member that the reply to a call has in any case; empty where there is none."""
    asked = f"{request.method} {request.path_url.partition('?')[0]}"
    return next((member for pattern, member in OWED if pattern.fullmatch(asked)), "")
