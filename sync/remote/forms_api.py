"""Forms v1."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sync.remote.google_clients import build_client
from sync.remote.session import RemoteSession

PAGE = 5000


class FormsApi:
    def __init__(self, session: RemoteSession) -> None:
        self.session = session

    @cached_property
    def forms(self) -> Any:
        return build_client(self.session, "forms", "v1").forms()

    # The client makes all methods of a collection anew each time it is asked for it.
    @cached_property
    def answers(self) -> Any:
        return self.forms.responses()

    def get(self, form_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.forms.get(formId=form_id).execute()
        return found

    def edit(self, form_id: str, requests: list[dict[str, Any]]) -> dict[str, Any]:
        """The whole form after the edits: no second call is needed to see it."""
        body = {"requests": requests, "includeFormInResponse": True}
        reply: dict[str, Any] = self.forms.batchUpdate(formId=form_id, body=body).execute()
        form: dict[str, Any] = reply["form"]
        return form

    def publish(self, form_id: str, accepting: bool = True) -> None:
        """Both states are said, always: the default of new forms changed in 2026."""
        state = {"isPublished": True, "isAcceptingResponses": accepting}
        body = {"publishSettings": {"publishState": state}, "updateMask": "publishState"}
        self.forms.setPublishSettings(formId=form_id, body=body).execute()

    def is_accepting(self, form_id: str) -> bool:
        """Whether people may answer now."""
        state = self.get(form_id).get("publishSettings", {}).get("publishState", {})
        return bool(state.get("isAcceptingResponses", False))

    def responses(self, form_id: str) -> Iterator[dict[str, Any]]:
        """Every response, page by page; their order means nothing."""
        token = ""
        while True:
            options: dict[str, str] = {"pageToken": token} if token else {}
            page = self.answers.list(formId=form_id, pageSize=PAGE, **options).execute()
            yield from page.get("responses", [])
            token = page.get("nextPageToken", "")
            if not token:
                return
