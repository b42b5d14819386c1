"""One HTTP call and its reply as plain values, so that what the server does knows no framework."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from localgoogle.errors import GoogleError

if TYPE_CHECKING:
    from localgoogle.state import State

MOST_INPUTS = 10_000
"""Of one form; more of them are no form that people fill, and reading them would hold up everybody else."""

HALF_A_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True)
class Call:
    """What came in. ``path`` is percent-encoded as sent; the groups of a route arrive decoded.

    ``user`` is the e-mail of the bearer token's owner, None on pages that need no account.
    ``query`` and ``form`` keep every value of a repeated name, in order.
    """

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    base_url: str = "http://127.0.0.1"

    def first(self, name: str, default: str = "") -> str:
        values = self.query.get(name)
        return values[0] if values else default

    def json(self) -> Any:
        """The body as JSON in UTF-8, ``{}`` when there is none.

        Raises json.JSONDecodeError, also for what Python would take: NaN, Infinity, half of a surrogate pair.
        """
        try:
            value = json.loads(self.body.decode(), parse_constant=refuse_constant) if self.body.strip() else {}
            if HALF_A_PAIR.search(self.body):
                json.dumps(value, ensure_ascii=False).encode()
        except json.JSONDecodeError:
            raise
        # ValueError: text that is no UTF-8, or an integer of thousands of digits.
        except (ValueError, RecursionError) as problem:
            raise json.JSONDecodeError(type(problem).__name__, "", 0) from problem
        return value

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
        return (json_text(self.content, pretty) + "\n").encode()


def json_text(content: Any, pretty: bool) -> str:
    """JSON as Google prints it; a big reply stays on one line, since indenting is ten times slower in Python."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(content, ensure_ascii=False, indent=2) if pretty and len(text) < 100_000 else text


def refuse_constant(name: str) -> None:
    raise json.JSONDecodeError("Unexpected token", name, 0)


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
    answer: Callable[[State, Call, dict[str, str]], Reply]
    parameters: frozenset[str] | None = None


def route(
    method: str,
    pattern: str,
    bucket: str,
    answer: Callable[[State, Call, dict[str, str]], Reply],
    parameters: str | None = None,
) -> Route:
    """``parameters`` are separated by spaces."""
    known = None if parameters is None else frozenset(parameters.split())
    return Route(method, re.compile(pattern), bucket, answer, known)
