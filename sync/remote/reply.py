"""What a reply must be to count as one: a success of a hotel's sign-in page or of a broken proxy is none."""

from __future__ import annotations

import re
from typing import Any

import orjson
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


class WholeReply(requests.Response):
    """A success with what it says: read once, though gspread asks for it again."""

    def __init__(self, response: requests.Response, content: Any) -> None:
        super().__init__()
        vars(self).update(vars(response))
        self.read = content

    def json(self, **_options: Any) -> Any:
        return self.read


def whole(response: requests.Response) -> requests.Response | None:
    """The reply, when a success says what was asked for: JSON, with what every reply to such a call has."""
    if response.status_code == 204:
        return response
    try:
        content = read(response)
    except ValueError:
        return None
    owed = member_owed(response.request)
    return WholeReply(response, content) if isinstance(content, dict) and (not owed or owed in content) else None


def read(response: requests.Response) -> Any:
    """What the reply says; raises ValueError for what is no JSON. What orjson will not take (half a character),
    the slower one may."""
    try:
        return orjson.loads(response.content)
    except ValueError:
        return response.json()


def member_owed(request: requests.PreparedRequest) -> str:
    """The member that the reply to a call has in any case; empty where there is none."""
    asked = f"{request.method} {request.path_url.partition('?')[0]}"
    return next((member for pattern, member in OWED if pattern.fullmatch(asked)), "")
