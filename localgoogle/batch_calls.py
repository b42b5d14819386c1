"""Several calls in one request (``/batch/drive/v3``), as Google's client libraries send them.

Each of them is answered by itself: one that fails undoes none of the others.
Source: https://developers.google.com/workspace/drive/api/guides/performance#batch-requests
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from email.parser import BytesParser
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from localgoogle.call import Call, Reply
from localgoogle.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message

MOST_CALLS = 100
PATH = re.compile(r"/batch(?:/(?:drive/v3|sheets/v4|forms/v1))?/?")
REQUEST_LINE = re.compile(rb"([A-Z]+) (/[^ ?]*)(?:\?([^ ]*))? HTTP/1\.[01]\r?\n")


def is_batch(call: Call) -> bool:
    return call.method == "POST" and PATH.fullmatch(call.path) is not None


def answer_batch(call: Call, answer: Callable[[Call], Reply]) -> Reply:
    """The replies to all the calls, in order; raises GoogleError 400 for a body that holds none, or too many."""
    parts = parts_of(call)
    if not 1 <= len(parts) <= MOST_CALLS:
        raise invalid("A batch has from 1 to {} calls, each a part of the type application/http.", MOST_CALLS)
    boundary = f"batch_{secrets.token_hex(16)}"
    written = [written_part(part, answer(inner_call(call, part))) for part in parts]
    body = b"".join(f"--{boundary}\r\n".encode() + each + b"\r\n" for each in written)
    return Reply(body + f"--{boundary}--\r\n".encode(), 200, f"multipart/mixed; boundary={boundary}")


def parts_of(call: Call) -> list[Message]:
    kind = call.headers.get("content-type", "").encode("latin-1", "replace")
    message = BytesParser().parsebytes(b"Content-Type: " + kind + b"\r\n\r\n" + call.body)
    return [part for part in message.walk() if part.get_content_type() == "application/http"]


def inner_call(outer: Call, part: Message) -> Call:
    """One call of a batch, with the token of the whole unless it has its own."""
    content = part.get_payload(decode=True)
    match = REQUEST_LINE.match(content) if isinstance(content, bytes) else None
    if not match or not isinstance(content, bytes):
        raise invalid("Failed to parse batch request: a part begins with no request line.")
    head = BytesParser().parsebytes(re.split(rb"\r?\n\r?\n", content[match.end() :], maxsplit=1)[0], headersonly=True)
    body = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[1:]
    own = {name.lower(): str(value) for name, value in head.items()}
    query = parse_qs((match[3] or b"").decode("ascii", "replace"), keep_blank_values=True)
    headers = {"authorization": outer.headers.get("authorization", "")} | own
    method, path = match[1].decode(), match[2].decode("ascii", "replace")
    return replace(outer, method=method, path=path, query=query, body=body[0] if body else b"", headers=headers)


def written_part(part: Message, reply: Reply) -> bytes:
    content = reply.to_bytes()
    lines = [
        "Content-Type: application/http",
        f"Content-ID: {response_id(str(part.get('Content-ID', '')))}",
        "",
        f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}",
        f"Content-Type: {reply.media_type}",
        f"Content-Length: {len(content)}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + content


def response_id(text: str) -> str:
    """``<response-X>`` to a call called ``<X>``; whatever is no id has none."""
    plain = re.sub(r"[^\w+.@% -]", "", text)
    return f"<response-{plain}>"
