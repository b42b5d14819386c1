"""A school's server in one process: its people call it without a network, at a time that the test sets."""

from __future__ import annotations

import asyncio
import html
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from localgoogle.server import create_app
from localgoogle.state import FORM, State

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "http://127.0.0.1:8090"
OWNER, WRITER, READER, STRANGER = (
    "kurator@school.ru",
    "zavuch@school.ru",
    "director@school.ru",
    "neighbour@mail.ru",
)
TOKENS = {"kurator-key": OWNER, "zavuch-key": WRITER, "director-key": READER, "neighbour-key": STRANGER}


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str
    content: bytes = b""

    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def message(self) -> str:
        return str(self.json()["error"]["message"])

    def hidden(self) -> dict[str, list[str]]:
        """The hidden inputs of a page, as a browser would send them back."""
        found: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', self.text):
            found.setdefault(html.unescape(name), []).append(html.unescape(value))
        return found


@dataclass
class School:
    """The server, its clock, and its people; ``wrap`` puts something around the app."""

    wrap: Callable[[Any], Any]
    time: datetime = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)
    state: State = field(init=False)
    app: Any = field(init=False)

    def __post_init__(self) -> None:
        self.state = State(users=dict(TOKENS), clock=lambda: self.time)
        self.app = self.wrap(create_app(self.state))

    def later(self, **amount: float) -> None:
        self.time += timedelta(**amount)

    def call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        query: Any = "",
    ) -> Answer:
        query = query if isinstance(query, str) else urlencode(query, doseq=True)
        return asyncio.run(exchange(self.app, method, path, body, headers or {}, query))

    def api(self, method: str, path: str, body: Any = None, user: str = OWNER, **query: Any) -> Answer:
        token = next(token for token, email in TOKENS.items() if email == user)
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        return self.call(method, path, json.dumps(body).encode() if body is not None else b"", headers, query)

    def ok(self, method: str, path: str, body: Any = None, user: str = OWNER, **query: Any) -> Any:
        """The JSON of a call that must succeed."""
        answer = self.api(method, path, body, user, **query)
        assert answer.status in (200, 204), answer.text
        return answer.json() if answer.text.strip() else None

    def get(self, path: str, query: Any = "", **headers: str) -> Answer:
        """A person opens a page."""
        return self.call("GET", path.removeprefix(BASE), headers=headers, query=query)

    def post(self, path: str, values: dict[str, Any], **headers: str) -> Answer:
        """A person sends a page's form."""
        headers = {"content-type": "application/x-www-form-urlencoded"} | headers
        return self.call("POST", path.removeprefix(BASE), urlencode(values, doseq=True).encode(), headers)

    # forms

    def form(self, *items: dict[str, Any], title: str = "Анкета", open_to_all: bool = True) -> dict[str, Any]:
        """A form with these items, open for answers; gives the Form resource."""
        form_id = self.ok("POST", "/v1/forms", {"info": {"title": title}}, unpublished="true")["formId"]
        requests = [{"createItem": {"item": item, "location": {"index": at}}} for at, item in enumerate(items)]
        if requests:
            self.batch(form_id, *requests)
        if open_to_all:
            self.publish(form_id)
            self.share(form_id, type="anyone", role="reader", view="published")
        return dict(self.ok("GET", f"/v1/forms/{form_id}"))

    def batch(self, form_id: str, *requests: dict[str, Any], **more: Any) -> Any:
        return self.ok("POST", f"/v1/forms/{form_id}:batchUpdate", {"requests": list(requests)} | more)

    def publish(self, form_id: str, *, published: bool = True, accepting: bool = True) -> Any:
        state = {"isPublished": published, "isAcceptingResponses": accepting}
        body = {"publishSettings": {"publishState": state}, "updateMask": "publishState"}
        return self.ok("POST", f"/v1/forms/{form_id}:setPublishSettings", body)

    def share(self, file_id: str, **permission: str) -> Any:
        return self.ok("POST", f"/drive/v3/files/{file_id}/permissions", permission, sendNotificationEmail="false")

    def responses(self, form: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        return list(self.ok("GET", f"/v1/forms/{form['formId']}/responses", **query).get("responses", []))

    def drive(self, name: str, mime: str = FORM, **more: Any) -> str:
        return str(self.ok("POST", "/drive/v3/files", {"name": name, "mimeType": mime} | more)["id"])


async def exchange(app: Any, method: str, path: str, body: bytes, headers: dict[str, str], query: str) -> Answer:
    """One HTTP exchange with an ASGI application."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "server": ("127.0.0.1", 8090),
        "headers": [(b"host", b"127.0.0.1:8090"), *((k.encode(), v.encode()) for k, v in headers.items())],
        "state": {},
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    content = b"".join(message.get("body", b"") for message in sent)
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], found, content.decode(errors="replace"), content)


# items, as short as a test wants them


def question(title: str, question_id: str = "", *, required: bool = False, **kind: Any) -> dict[str, Any]:
    """A question item: ``question("Имя", "0000000a", textQuestion={})``."""
    inner = {"required": required, **kind} | ({"questionId": question_id} if question_id else {})
    return {"title": title, "questionItem": {"question": inner}}


def choice(kind: str, *options: Any) -> dict[str, Any]:
    return {"type": kind, "options": [{"value": each} if isinstance(each, str) else each for each in options]}


def section(title: str, item_id: str) -> dict[str, Any]:
    return {"itemId": item_id, "title": title, "pageBreakItem": {}}


def entry(question_id: str) -> str:
    return f"entry.{int(question_id, 16)}"
