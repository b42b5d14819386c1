"""The wire between the tool and the server, in one process: every call can be disturbed, nothing waits.

The server is the same ``Dispatch`` that stands behind the sockets. A ``Weather`` is what happens around a call: it may
act first, let the call go, act again, answer something else, or end the run as a power cut would.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from localgoogle.call import Call
from localgoogle.dispatch import Dispatch


@dataclass(frozen=True)
class Moment:
    """A call on its way: its number since the wire was laid (from 1), and what it asks."""

    number: int
    method: str
    path: str


Go = Callable[[], requests.Response]
Weather = Callable[[Moment, Go], requests.Response]


class Killed(BaseException):
    """The process ended here. No ``except Exception`` of the tool may see it, as none would see a SIGKILL."""


def fair(_moment: Moment, go: Go) -> requests.Response:
    """Nothing happens."""
    return go()


@dataclass
class Wire(BaseAdapter):
    """A transport of ``requests`` that asks the server directly. ``calls`` are all that went through, in order."""

    dispatch: Dispatch
    weather: Weather = fair
    calls: list[Moment] = field(default_factory=list)

    def send(self, request: requests.PreparedRequest, **_options: object) -> requests.Response:
        moment = Moment(len(self.calls) + 1, request.method or "GET", urlsplit(request.url or "").path)
        self.calls.append(moment)
        return self.weather(moment, lambda: self.ask(request))

    def ask(self, request: requests.PreparedRequest) -> requests.Response:
        state = self.dispatch.state
        answered = self.dispatch.answer(to_call(request))
        reply = answered.reply
        headers = {"Content-Type": reply.media_type, "Date": format_datetime(state.now(), usegmt=True)}
        return response_to(request, reply.status, reply.to_bytes(pretty=False), {**headers, **reply.headers})

    def close(self) -> None:
        """Nothing is held open."""


def to_call(request: requests.PreparedRequest) -> Call:
    """The request as the server's own front reads it from a socket."""
    parts = urlsplit(request.url or "")
    body = request.body or b""
    method, query = request.method or "GET", parts.query
    if method == "POST" and request.headers.get("X-HTTP-Method-Override", "").upper() == "GET":
        method, query, body = "GET", body.decode() if isinstance(body, bytes) else body, b""
    return Call(
        method=method,
        path=parts.path,
        query=parse_qs(query, keep_blank_values=True),
        body=body.encode() if isinstance(body, str) else body,
        headers={name.lower(): value for name, value in request.headers.items()},
        base_url=f"{parts.scheme}://{parts.netloc}",
    )


def response_to(
    request: requests.PreparedRequest, status: int, content: bytes, headers: dict[str, str] | None = None
) -> requests.Response:
    """A response as ``requests`` gives it to its caller."""
    response = requests.Response()
    response.status_code = status
    response.headers.update(headers or {})
    response.raw = HTTPResponse(io.BytesIO(content), headers, status, preload_content=False)
    response.url, response.request = request.url or "", request
    response.encoding = "utf-8"
    return response
