"""One HTTP call and its reply as plain values, so that what the server does knows no framework."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import orjson

from localgoogle.errors import GoogleError

if TYPE_CHECKING:
    from localgoogle.state import State

MOST_INPUTS = 10_000
"""Of one form; more of them are no form that people fill, and reading them would hold up everybody else."""


@dataclass(frozen=True)
class Call:
    """What came in. ``path`` is percent-encoded as sent; the groups of a route arrive decoded.

    ``user`` is the e-mail of the bearer token's owner, None on pages that need no account.
    ``query`` and ``form`` keep every value of a repeated name, in order.
    ``base_url`` begins the addresses that are given out, ``origin`` is where the caller's browser sees this server.
    """

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    base_url: str = "http://127.0.0.1"
    origin: str = "http://127.0.0.1"

    def first(self, name: str, default: str = "") -> str:
        values = self.query.get(name)
        return values[0] if values else default

    def json(self) -> Any:
        """The body as JSON in UTF-8, ``{}`` when there is none.

        An integer of more than 64 bits is a float, as with Google. Raises json.JSONDecodeError, also for what Python
        would take: NaN, Infinity, half of a surrogate pair.
        """
        return orjson.loads(self.body) if self.body.strip() else {}

    @property
    def form(self) -> dict[str, list[str]]:
        """The inputs of a page's form; raises GoogleError 413 for more of them than any form has."""
        text = self.body.decode("utf-8", errors="replace")
        try:
            return parse_qs(text, keep_blank_values=True, max_num_fields=MOST_INPUTS)
        except ValueError as problem:
            raise GoogleError(413, f"A form may have {MOST_INPUTS} inputs at most.") from problem


@dataclass(frozen=True)
class Reply:
    """What goes out: ``content`` is JSON-able, or text when ``media_type`` is not JSON."""

    content: Any = None
    status: int = 200
    media_type: str = "application/json; charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self, *, pretty: bool = True) -> bytes:
        if isinstance(self.content, bytes):
            return self.content
        if isinstance(self.content, str):
            return self.content.encode()
        if self.content is None:
            return b""
        return to_json_bytes(self.content, pretty=pretty)


@dataclass(frozen=True)
class Slow:
    """A reply that needs work which would hold up everybody else, such as hashing a password or making a big file.

    ``work`` runs in a thread and may touch no State; ``then`` makes the reply of its result, in a transaction
    of its own.
    """

    work: Callable[[], Any]
    then: Callable[[Any], Reply]


def to_json_bytes(content: Any, *, pretty: bool) -> bytes:
    """JSON as Google prints it: on lines of their own unless the call asks otherwise (prettyPrint)."""
    looks = orjson.OPT_INDENT_2 if pretty else 0
    return orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE | looks)


@dataclass(frozen=True)
class Route:
    """``pattern`` is matched against the whole undecoded path (a sheet's title may hold ``%2F``).

    ``bucket`` is the quota bucket of the call (``sheets.read`` …); an empty one marks a page:
    no token is asked for and no quota is counted. ``parameters`` are the names that its query may have beside
    those of every call; None takes any.
    """

    method: str
    pattern: re.Pattern[str]
    bucket: str
    answer: Callable[[State, Call, dict[str, str]], Reply | Slow]
    parameters: frozenset[str] | None = None


def route(
    method: str,
    pattern: str,
    bucket: str,
    answer: Callable[[State, Call, dict[str, str]], Reply | Slow],
    parameters: str | None = None,
) -> Route:
    """``parameters`` are separated by spaces."""
    known = None if parameters is None else frozenset(parameters.split())
    return Route(method, re.compile(pattern), bucket, answer, known)
