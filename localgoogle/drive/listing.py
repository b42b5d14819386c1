"""files.list: which files a user finds, in which order, page by page."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from localgoogle.drive import permissions, resource
from localgoogle.drive.query import parse
from localgoogle.drive.refusals import invalid_value
from localgoogle.drive.terms import Candidate
from localgoogle.forms import model as forms
from localgoogle.sheets.store import open_book
from localgoogle.state import FOLDER, FORM, SPREADSHEET, File, to_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from localgoogle.state import State

LARGEST_PAGE = 1000

Thing = TypeVar("Thing")

ORDERS: dict[str, Callable[[Candidate], Any]] = {
    "createdTime": lambda candidate: candidate.file.created,
    "folder": lambda candidate: candidate.file.mime != FOLDER,
    "modifiedTime": lambda candidate: candidate.shown,
    "name": lambda candidate: candidate.file.name.lower(),
    "name_natural": lambda candidate: natural(candidate.file.name.lower()),
    "recency": lambda candidate: candidate.shown,
    "starred": lambda candidate: candidate.user.lower() not in candidate.file.stars,
}


def search(state: State, user: str, query: str, order: str) -> list[File]:
    """The files that the user has a right to and that match; the newest first unless ordered otherwise."""
    matches = parse(query)
    found = [found for found in candidates(state, user) if matches(found) and state.right(found.file.id, user)]
    for key in reversed([key.strip() for key in order.split(",") if key.strip()]):
        name, _, direction = key.partition(" ")
        if name not in ORDERS or direction.strip() not in ("", "desc"):
            message = f"Invalid Value: orderBy '{key}' is not supported by this server."
            raise invalid_value(message, "orderBy")
        found.sort(key=ORDERS[name], reverse=bool(direction))
    return [candidate.file for candidate in found]


def candidates(state: State, user: str) -> list[Candidate]:
    visible = to_timestamp(state.now() - timedelta(seconds=state.settings.driveLagSeconds))
    return [
        Candidate(
            file,
            resource.parents_of(file, user),
            permissions.visible(state, file, published=False),
            trashed=resource.is_trashed(state, file),
            shown=resource.shown_time(state, file),
            indexed=file.created <= visible,
            user=user,
            text=partial(text_of, state, file),
        )
        for file in state.files()
    ]


def text_of(state: State, file: File) -> str:
    """All that can be read in a file: its name, its description, what a form asks, what a spreadsheet's cells say."""
    inside: Iterator[str] = iter(())
    if file.mime == FORM:
        inside = strings(forms.load(state, file.id))
    elif file.mime == SPREADSHEET:
        sheets = open_book(state, file.id).sheets
        cells = (cell.value for sheet in sheets for row in sheet.cells.values() for cell in row.values())
        inside = (value for value in cells if isinstance(value, str))
    return "\n".join([file.name, file.description, *inside])


def strings(value: Any) -> Iterator[str]:
    """Every text in a document, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def natural(name: str) -> list[tuple[int, str]]:
    """1, 2, 12 rather than 1, 12, 2: of two numbers the longer one is greater."""
    parts = enumerate(re.split(r"([0-9]+)", name))
    return [(len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (-1, part) for index, part in parts]


def page(found: list[Thing], size: int, token: str, question: tuple[str, ...]) -> tuple[list[Thing], str]:
    """A page of what was found and the token of the next; a token serves only the question it came from."""
    binding = hashlib.sha256(repr(question).encode()).hexdigest()[:16]
    start = read_token(token, binding)
    end = start + size
    following = base64.urlsafe_b64encode(f"{binding}:{end}".encode()).decode() if end < len(found) else ""
    return found[start:end], following


def read_token(token: str, binding: str) -> int:
    if not token:
        return 0
    try:
        bound, _, start = base64.urlsafe_b64decode(token.encode()).decode().partition(":")
        if bound == binding and re.fullmatch(r"[0-9]{1,9}", start):
            return int(start)
    except ValueError:
        pass
    raise invalid_value("Invalid Value", "pageToken")


def page_size(text: str) -> int:
    """100 unless asked otherwise; more than 1000 is taken as 1000, as Drive does."""
    if not text:
        return 100
    if not re.fullmatch(r"\d{1,9}", text) or int(text) == 0:
        message = f"Invalid value '{text}'. Values must be within the range: [1, 1000]"
        raise invalid_value(message, "pageSize")
    return min(int(text), LARGEST_PAGE)
