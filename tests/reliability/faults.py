"""What can go wrong with a call, and for how long: the weathers of the fault matrix."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

import requests
from urllib3.exceptions import NewConnectionError, ProtocolError

from localgoogle.dispatch import BAD_GATEWAY
from localgoogle.errors import DriveError, GoogleError
from sync.errors import Exit
from sync.remote.session import TIMEOUT
from tests.reliability.wire import Go, Moment, response_to
from tests.system.office import FakeTime

Deed = Callable[[Moment, Go, FakeTime], requests.Response]


@dataclass(frozen=True)
class Fault:
    """``deed`` is what happens instead of the call, ``codes`` how the tool may end when it lasts.

    ``passes`` tells that the tool gets over a single one by itself, whatever the call: it waits or looks again.
    ``applies`` tells that the server does what was asked, and only its reply is lost.
    """

    deed: Deed
    codes: Set[Exit]
    passes: bool = True
    applies: bool = False


def answered(moment: Moment, status: int, content: str, **headers: str) -> requests.Response:
    request = requests.Request(moment.method, f"https://www.googleapis.com{moment.path}").prepare()
    return response_to(request, status, content.encode(), headers)


def refusing(status: int, reason: str = "", **headers: str) -> Deed:
    """Google's own error body, in the shape of the API that was asked; nothing is applied."""

    def deed(moment: Moment, _go: Go, _time: FakeTime) -> requests.Response:
        as_drive = reason or moment.path.startswith("/drive/")
        error = DriveError(status, "no", reason=reason or "backendError") if as_drive else GoogleError(status, "no")
        return answered(moment, status, json.dumps(error.to_body()), **headers)

    return deed


def html_502(moment: Moment, _go: Go, _time: FakeTime) -> requests.Response:
    return answered(moment, 502, BAD_GATEWAY)


def applied_500(moment: Moment, go: Go, _time: FakeTime) -> requests.Response:
    """The server did it, and what stands before the server lost the reply."""
    go()
    return answered(moment, 500, "")


def sign_in_page(moment: Moment, _go: Go, _time: FakeTime) -> requests.Response:
    """The network of a hotel or a school wants the user to sign in before anything else."""
    return answered(moment, 200, "<!DOCTYPE html><html><title>Wi-Fi</title></html>")


def another_json(moment: Moment, _go: Go, _time: FakeTime) -> requests.Response:
    return answered(moment, 200, '{"status": "session expired"}')


def refused(_moment: Moment, _go: Go, _time: FakeTime) -> requests.Response:
    raise requests.ConnectionError(Refusal())


class Refusal(Exception):
    """As urllib3 tells of a connection that nobody takes."""

    reason = NewConnectionError(None, "Connection refused")  # type: ignore[arg-type]


def reset(_moment: Moment, go: Go, _time: FakeTime) -> requests.Response:
    """The connection ends in the middle of the reply: the server has applied it."""
    go()
    raise requests.exceptions.ChunkedEncodingError(ProtocolError("Connection broken: IncompleteRead"))


def timeout(applied: bool) -> Deed:
    def deed(_moment: Moment, go: Go, time: FakeTime) -> requests.Response:
        if applied:
            go()
        time.now += TIMEOUT[1]
        raise requests.ReadTimeout

    return deed


def truncated(_moment: Moment, go: Go, _time: FakeTime) -> requests.Response:
    """The server's reply as far as its middle, passed on as if it were whole."""
    response = go()
    content = response.content
    return response_to(response.request, response.status_code, content[: len(content) // 2], dict(response.headers))


def empty(_moment: Moment, go: Go, _time: FakeTime) -> requests.Response:
    response = go()
    return response_to(response.request, 200, b"{}", dict(response.headers))


LATER, STOPPED, NO_PERMISSION = {Exit.LATER}, {Exit.STOPPED}, {Exit.NO_PERMISSION}
FAULTS: Mapping[str, Fault] = {
    "429": Fault(refusing(429, **{"Retry-After": "7"}), LATER),
    "500": Fault(refusing(500), LATER),
    "500 applied": Fault(applied_500, LATER, applies=True),
    "502 HTML": Fault(html_502, LATER),
    "503": Fault(refusing(503), LATER),
    "504": Fault(refusing(504), LATER),
    "403 rate": Fault(refusing(403, "userRateLimitExceeded"), LATER),
    "403 storage": Fault(refusing(403, "storageQuotaExceeded"), NO_PERMISSION, passes=False),
    "401": Fault(refusing(401), NO_PERMISSION, passes=False),
    "404": Fault(refusing(404), STOPPED, passes=False),
    "refused": Fault(refused, LATER),
    "reset": Fault(reset, LATER, applies=True),
    "timeout": Fault(timeout(applied=False), LATER),
    "timeout applied": Fault(timeout(applied=True), LATER, applies=True),
    "truncated": Fault(truncated, LATER, applies=True),
    "sign-in page": Fault(sign_in_page, LATER),
    "200 other": Fault(another_json, LATER),
    "200 {}": Fault(empty, LATER, applies=True),
}


@dataclass
class Struck:
    """A weather: the fault hits the ``nth`` call, and as long as ``lasting`` says all that come after it.

    ``once`` is that call alone; ``for good`` it and every later one; ``this address`` it and all like it.
    """

    fault: Fault
    nth: int
    lasting: str
    time: FakeTime
    place: tuple[str, str] | None = None
    hits: int = 0

    def __call__(self, moment: Moment, go: Go) -> Any:
        if not self.strikes(moment):
            return go()
        self.hits += 1
        return self.fault.deed(moment, go, self.time)

    def strikes(self, moment: Moment) -> bool:
        if moment.number == self.nth:
            self.place = (moment.method, moment.path)
            return True
        if self.lasting == "this address":
            return self.place == (moment.method, moment.path)
        return self.lasting == "for good" and moment.number > self.nth


LASTING = ("once", "for good", "this address")
