"""The answers to a form: how they are kept, listed and shown. Nothing here knows of pages."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson

from localgoogle import erasures
from localgoogle.errors import invalid, invalid_field
from localgoogle.state import to_json

if TYPE_CHECKING:
    from localgoogle.state import State

PAGE_SIZE = 5000

Answers = dict[str, list[str]]
"""Question id -> the values of its answer; an unanswered question is absent."""

ORDERS = {
    False: "rowid",
    # An odd factor makes a permutation of the numbers below 2**32: a shuffle that is always the same.
    True: "((rowid * 2654435761) & 4294967295)",
}


@dataclass(frozen=True)
class Response:
    """One person's answers. Times have six digits of a second, so that their text sorts as they do."""

    id: str
    created: str
    submitted: str
    answers: Answers


@dataclass(frozen=True)
class Since:
    """The filter of responses.list: ``operator`` is ">" or ">=", ``stamp`` a time with six digits."""

    operator: str
    stamp: str


# keeping


def submit(state: State, form_id: str, answers: Answers, once: str = "") -> str:
    """Store answers and give the response's id.

    ``once`` names one showing of the form: sent again it is the same response, which then holds what was
    sent last.
    """
    row = (
        once
        and state.db.execute(
            "SELECT response_id FROM responses WHERE form_id = ? AND once = ? AND once <> ''", (form_id, once)
        ).fetchone()
    )
    if row:
        revise(state, form_id, row[0], answers)
        return str(row[0])
    response_id = "ACYDBN" + secrets.token_urlsafe(48)
    stamp = stamp_of_now(state, form_id)
    state.db.execute(
        "INSERT INTO responses VALUES (?,?,?,?,?,?)",
        (form_id, response_id, stamp, stamp, once, to_json(answers)),
    )
    return response_id


def revise(state: State, form_id: str, response_id: str, answers: Answers) -> None:
    """Answers changed by the person; the same answers again change nothing, not even the time."""
    state.db.execute(
        "UPDATE responses SET answers = ?, submitted = ? WHERE form_id = ? AND response_id = ? AND answers <> ?",
        (to_json(answers), stamp_of_now(state, form_id), form_id, response_id, to_json(answers)),
    )


def stamp_of_now(state: State, form_id: str) -> str:
    """The time of an answer. A clock that was set back puts nobody's later word before their earlier one."""
    now = to_stamp(state.now())
    (last,) = state.db.execute("SELECT max(submitted) FROM responses WHERE form_id = ?", (form_id,)).fetchone()
    return now if not last or last <= now else to_stamp(datetime.fromisoformat(last) + timedelta(microseconds=1))


def find(state: State, form_id: str, response_id: str) -> Response | None:
    row = state.db.execute(
        "SELECT response_id, created, submitted, answers FROM responses WHERE form_id = ? AND response_id = ?",
        (form_id, response_id),
    ).fetchone()
    return to_response(row) if row else None


def to_response(row: tuple[str, str, str, str]) -> Response:
    return Response(row[0], row[1], row[2], orjson.loads(row[3]))


def delete(state: State, form_id: str, response_id: str) -> None:
    """For good: no older backup brings it back."""
    erasures.note_response(state, form_id, response_id)
    state.db.execute("DELETE FROM responses WHERE form_id = ? AND response_id = ?", (form_id, response_id))


# listing


def count(state: State, form_id: str, after: str = "") -> int:
    """How many responses were given or changed after a time with six digits."""
    query = "SELECT COUNT(*) FROM responses WHERE form_id = ? AND submitted > ?"
    return int(state.db.execute(query, (form_id, after)).fetchone()[0])


def latest(state: State, form_id: str, start: int, size: int) -> list[Response]:
    """The responses as people look at them, the newest first."""
    rows = state.db.execute(
        "SELECT response_id, created, submitted, answers FROM responses WHERE form_id = ? "
        "ORDER BY rowid DESC LIMIT ? OFFSET ?",
        (form_id, size, start),
    )
    return [to_response(row) for row in rows]


def list_page(state: State, form_id: str, since: Since | None, size: int, token: str) -> tuple[list[Response], str]:
    """A page of responses and the token of the next one, "" when there is none."""
    settings = state.settings
    order = ORDERS[settings.shuffleResponses]
    column = "created" if settings.timestampFilter == "createTime" else "submitted"
    binding = fingerprint(form_id, since, order)
    where, values = "form_id = ? AND " + order + " > ?", [form_id, read_token(token, binding)]
    if since:
        where += f" AND {column} {since.operator} ?"
        values.append(since.stamp)
    rows = state.db.execute(
        f"SELECT response_id, created, submitted, answers, {order} FROM responses "  # noqa: S608 - names of our own
        f"WHERE {where} ORDER BY {order} LIMIT ?",
        (*values, size + 1),
    ).fetchall()
    following = write_token(rows[size - 1][4], binding) if len(rows) > size else ""
    return [to_response(row[:4]) for row in rows[:size]], following


def page_size(text: str) -> int:
    """``pageSize``: none or 0 means the most there is; raises GoogleError 400 for what is no such number."""
    if not re.fullmatch(r"-?\d{0,9}", text) or text == "-":
        raise invalid_field("page_size", f"Invalid value at 'page_size' (TYPE_INT32), {json.dumps(text)}")
    size = int(text or 0)
    if size < 0:
        raise invalid("page_size must not be negative.")
    return min(size or PAGE_SIZE, PAGE_SIZE)


def parse_filter(text: str) -> Since | None:
    """``timestamp > N`` or ``timestamp >= N``, N in RFC 3339 UTC with up to nine digits of a second."""
    if not text:
        return None
    pattern = r"\s*timestamp\s*(>=|>)\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z\s*"
    match = re.fullmatch(pattern, text)
    if not match:
        message = f"Invalid filter: {text!r}; use 'timestamp > N' or 'timestamp >= N' with N in RFC3339 UTC."
        raise invalid(message)
    operator, seconds, fraction = match[1], match[2], (match[3] or "").ljust(9, "0")
    try:
        datetime.fromisoformat(seconds)
    except ValueError:
        message = f"Invalid filter: {text!r} holds no time."
        raise invalid(message) from None
    # Between two microseconds, "at or after" is "after the earlier one".
    return Since(operator if fraction.endswith("000") else ">", f"{seconds}.{fraction[:6]}Z")


def fingerprint(form_id: str, since: Since | None, order: str) -> str:
    return hashlib.sha256(repr((form_id, since, order)).encode()).hexdigest()[:16]


def write_token(after: int, binding: str) -> str:
    return base64.urlsafe_b64encode(f"{binding}:{after}".encode()).decode()


def read_token(token: str, binding: str) -> int:
    """The last row of the page before, -1 at the start; raises GoogleError 400 for another list's token."""
    if not token:
        return -1
    try:
        bound, _, after = base64.urlsafe_b64decode(token.encode()).decode().partition(":")
        if bound == binding and re.fullmatch(r"[0-9]{1,18}", after):
            return int(after)
    except ValueError:
        pass
    raise invalid("Invalid page_token: it must be used with the form and the filter that it was made for.")


# showing


def resource(response: Response, form_id: str = "") -> dict[str, Any]:
    """The FormResponse resource: createTime has milliseconds, lastSubmittedTime microseconds.

    Lists leave ``form_id`` out, as Google's do.
    """
    shown: dict[str, Any] = {"formId": form_id} if form_id else {}
    shown |= {
        "responseId": response.id,
        "createTime": trimmed(response.created[:23] + "Z"),
        "lastSubmittedTime": trimmed(response.submitted),
    }
    if response.answers:
        shown["answers"] = {key: answer(key, values) for key, values in response.answers.items()}
    return shown


def answer(question_id: str, values: list[str]) -> dict[str, Any]:
    return {"questionId": question_id, "textAnswers": {"answers": [{"value": value} for value in values]}}


def to_stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def trimmed(stamp: str) -> str:
    """Google's JSON prints 0, 3 or 6 digits of a second, as few as hold the value."""
    seconds, _, fraction = stamp.rstrip("Z").partition(".")
    fraction = fraction.ljust(6, "0")
    digits = 6 if fraction[3:] != "000" else 3 if fraction != "000000" else 0
    return f"{seconds}.{fraction[:digits]}Z" if digits else f"{seconds}Z"
