"""The one session that every client goes through: address, sign-in, limits, retries, the call counter.

gspread and google-api-python-client both send through it, so that there is one place where a call is counted,
given a timeout and, if it is safe, repeated. A write whose outcome is unknown is never sent again from here.
"""

from __future__ import annotations

import random
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from sync.errors import (
    Forbidden,
    Garbled,
    NotFound,
    QuotaExhausted,
    Refused,
    RemoteError,
    SignInNeeded,
    Uncertain,
    Unreachable,
)
from sync.remote.reply import whole

GOOGLE_HOSTS = ("https://sheets.googleapis.com", "https://forms.googleapis.com", "https://www.googleapis.com")
TIMEOUT = (10.0, 200.0)  # seconds to connect, to wait for a byte: Google may work on a request for 180
PATIENCE = 300.0  # seconds that one call may take with all its repetitions
OWN_PATIENCE = 4.0  # the same when the school's own server takes no connection: it runs, or it has to be started
LONGEST_PAUSE = 64.0
MOST_ATTEMPTS = 100
REFUSED = "connection refused"
REPEATABLE = frozenset({"GET", "PUT", "HEAD"})
RATE_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded"})

# Calls a minute that Google grants one user
# (https://developers.google.com/workspace/sheets/api/limits, https://developers.google.com/workspace/forms/api/limits).
LIMITS = {
    "sheets.read": 60,
    "sheets.write": 60,
    "forms.read": 390,
    "forms.responses": 180,
    "forms.write": 150,
}


def bucket_of(method: str, url: str) -> str:
    """The quota bucket that a call counts in."""
    path = urlsplit(url).path
    if path.startswith("/v4/spreadsheets"):
        return "sheets.read" if method == "GET" else "sheets.write"
    if path.startswith("/v1/forms"):
        if path.rstrip("/").endswith("/responses"):
            return "forms.responses"
        return "forms.read" if method == "GET" else "forms.write"
    return "drive"


class LocalAddress(HTTPAdapter):
    """Sends what is meant for Google's hosts to a server that stands in for them."""

    def __init__(self, address: str, **options: Any) -> None:
        self.address = urlsplit(address)
        super().__init__(**options)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        parts = urlsplit(request.url or "")
        request.url = urlunsplit((self.address.scheme, self.address.netloc, parts.path, parts.query, ""))
        return super().send(request, *args, **options)


@dataclass
class Limiter:
    """Keeps the calls of the last minute inside the limits, by waiting before a call."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    sent: dict[str, deque[float]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def wait(self, bucket: str) -> None:
        if bucket not in LIMITS:
            return
        with self.lock:
            recent = self.sent.setdefault(bucket, deque())
            while recent and recent[0] <= self.clock() - 60:
                recent.popleft()
            if len(recent) >= LIMITS[bucket]:
                self.sleep(max(0.0, recent.popleft() + 60 - self.clock()))
            recent.append(self.clock())


class RemoteSession(requests.Session):
    """``address`` is a local server's, or empty for Google's own. Raises the errors of ``sync.errors``."""

    def __init__(
        self,
        address: str = "",
        limiter: Limiter | None = None,
        spread: Callable[[], float] = random.random,
    ) -> None:
        super().__init__()
        self.address = address
        self.limiter = limiter or Limiter()
        self.spread = spread
        self.calls: Counter[str] = Counter()
        self.server_time: datetime | None = None
        self.renew: Callable[[], None] | None = None
        # The programme talks to one address of its own: a proxy of the machine has no part in it.
        self.trust_env = not address
        adapter = LocalAddress(address, pool_maxsize=16) if address else HTTPAdapter(pool_maxsize=16)
        for host in GOOGLE_HOSTS:
            self.mount(host, adapter)

    def request(self, method: str, url: str, *args: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        """One call with all its repetitions. Raises a RemoteError on every reply that is not a success."""
        options["timeout"] = TIMEOUT
        method = method.upper()
        bucket = bucket_of(method, url)
        started = self.limiter.clock()
        renewed = False
        for attempt in range(MOST_ATTEMPTS):
            error, pause = self.attempt(bucket, method, url, *args, **options)
            if isinstance(error, requests.Response):
                return error
            if isinstance(error, SignInNeeded) and self.renew and not renewed:
                # The server's clock may be ahead of ours: to it the token is already too old.
                self.renew()
                renewed = True
                continue
            if pause is None:
                raise error
            pause = max(pause, self.spread() * min(LONGEST_PAUSE, 2.0**attempt))
            if self.limiter.clock() + pause > started + self.patience(error):
                raise error
            self.limiter.sleep(pause)
        raise Unreachable(address=self.address)

    def pause(self, attempt: int) -> None:
        """Wait longer after each failure, and not as long as everybody else does."""
        self.limiter.sleep(self.spread() * min(LONGEST_PAUSE, 2.0**attempt))

    def patience(self, error: Exception) -> float:
        """Seconds that a call may take with all its repetitions."""
        refused = isinstance(error, Unreachable) and error.message == REFUSED
        return OWN_PATIENCE if self.address and refused else PATIENCE

    def attempt(
        self, bucket: str, method: str, url: str, *args: Any, **options: Any
    ) -> tuple[requests.Response | RemoteError | SignInNeeded, float | None]:
        """The reply, or the error and the least pause after which it may be tried again (None: never)."""
        self.limiter.wait(bucket)
        self.calls[bucket] += 1
        repeatable = method in REPEATABLE
        try:
            response = super().request(method, url, *args, **options)
        except requests.ConnectionError as error:
            if repeatable or was_refused(error):
                message = REFUSED if was_refused(error) else ""
                return Unreachable(message=message, address=self.address or urlsplit(url).netloc), 0.0
            return Uncertain(message="connection lost"), None
        except requests.Timeout:
            return (Unreachable(address=self.address), 0.0) if repeatable else (Uncertain(message="timeout"), None)
        except requests.RequestException:
            return (Unreachable(address=self.address), 0.0) if repeatable else (Uncertain(message="broken"), None)
        self.note_time(response)
        reply = whole(response) if response.ok else None
        return judge(response, repeatable) if reply is None else (reply, None)

    def note_time(self, response: requests.Response) -> None:
        """The server's own time: this computer's clock may be wrong by days."""
        try:
            self.server_time = parsedate_to_datetime(response.headers["Date"]).astimezone(UTC)
        except (KeyError, ValueError):
            return


def was_refused(error: requests.ConnectionError) -> bool:
    """Nobody took the connection, so nothing can have been applied."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)


def judge(response: requests.Response, repeatable: bool) -> tuple[RemoteError | SignInNeeded, float | None]:
    """What a failed reply means, and after what least pause the call may be sent again (None: never)."""
    if response.ok:
        return (Garbled(address=urlsplit(response.url).netloc), 0.0) if repeatable else (Uncertain(), None)
    status, message, reason = told(response)
    if status == 429 or (status == 403 and reason in RATE_REASONS):
        return QuotaExhausted(status, message), retry_after(response)
    if status in (408, 500, 502, 503, 504):
        if repeatable:
            return Unreachable(status, message, urlsplit(response.url).netloc), retry_after(response)
        return Uncertain(status, message), None
    return permanent(response, status, message, reason), None


def permanent(response: requests.Response, status: int, message: str, reason: str) -> RemoteError | SignInNeeded:
    """What no repetition would change."""
    if status == 401:
        return SignInNeeded(urlsplit(response.url).netloc)
    if status == 403:
        return Forbidden(status, message, reason)
    return NotFound(status, message) if status == 404 else Refused(status, message)


def told(response: requests.Response) -> tuple[int, str, str]:
    """Status, Google's message and reason; a body that is no JSON (an HTML 502) says nothing."""
    try:
        error = response.json()["error"]
        reasons = [item.get("reason", "") for item in error.get("errors", [])]
        return response.status_code, str(error.get("message", "")), next(iter(reasons), "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return response.status_code, "", ""


def retry_after(response: requests.Response) -> float:
    try:
        return min(float(response.headers.get("Retry-After", 0)), LONGEST_PAUSE)
    except ValueError:
        return 0.0
