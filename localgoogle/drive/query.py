"""The search language of files.list (``q``): a string becomes a predicate. Pure.

Grammar and terms: https://developers.google.com/workspace/drive/api/guides/ref-search-terms .
``and`` and ``or`` are taken from left to right, none before the other. A term that is not listed here is
a 400 that names it.
"""

from __future__ import annotations

import operator
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from localgoogle.errors import DriveError
from localgoogle.state import RIGHTS, File, Permission


@dataclass(frozen=True)
class Candidate:
    """A file as a search sees it.

    ``parents`` include the id of the root, ``shown`` is the time of its last change as Drive tells it now,
    ``indexed`` is False while a search by name cannot find the file yet, ``user`` is who searches.
    """

    file: File
    parents: list[str]
    permissions: list[Permission] = field(default_factory=list)
    trashed: bool = False
    shown: str = ""
    indexed: bool = True
    user: str = ""


Predicate = Callable[[Candidate], bool]

TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|(?P<word>[A-Za-z]\w*)|(?P<mark>!=|<=|>=|[=<>(){}]))",
    re.DOTALL,
)

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def parse(query: str) -> Predicate:
    """The predicate of a query, always true for an empty one; raises DriveError 400 that points at ``q``."""
    reader = Reader(tokens(query))
    if not reader.tokens:
        return lambda _candidate: True
    predicate = expression(reader)
    if reader.tokens:
        raise invalid_query()
    return predicate


def tokens(query: str) -> deque[tuple[str, str]]:
    """(kind, text) with the quotes and escapes of strings already resolved."""
    result: deque[tuple[str, str]] = deque()
    position, end = 0, len(query.rstrip())
    while position < end:
        match = TOKEN.match(query, position)
        if not match:
            raise invalid_query()
        kind = str(match.lastgroup)
        text = match[kind]
        result.append((kind, re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL) if kind == "text" else text))
        position = match.end()
    return result


def invalid_query(message: str = "Invalid Value") -> DriveError:
    return DriveError(400, message, reason="invalid", location="q")


@dataclass
class Reader:
    """The tokens that are still to be read."""

    tokens: deque[tuple[str, str]]

    def sees(self, *texts: str) -> bool:
        return bool(self.tokens) and self.tokens[0][0] != "text" and self.tokens[0][1] in texts

    def take(self, kind: str, *texts: str) -> str:
        if not self.tokens:
            raise invalid_query()
        found_kind, text = self.tokens.popleft()
        if found_kind != kind or (texts and text not in texts):
            raise invalid_query()
        return text


def expression(reader: Reader) -> Predicate:
    left = operand(reader)
    while reader.sees("and", "or"):
        word = reader.take("word")
        left = joined(word, left, operand(reader))
    return left


def joined(word: str, left: Predicate, right: Predicate) -> Predicate:
    if word == "and":
        return lambda candidate: left(candidate) and right(candidate)
    return lambda candidate: left(candidate) or right(candidate)


def operand(reader: Reader) -> Predicate:
    if reader.sees("not"):
        reader.take("word")
        inner = operand(reader)
        return lambda candidate: not inner(candidate)
    if reader.sees("("):
        reader.take("mark")
        inner = expression(reader)
        reader.take("mark", ")")
        return inner
    return membership(reader) if reader.tokens and reader.tokens[0][0] == "text" else term(reader)


def membership(reader: Reader) -> Predicate:
    """``'value' in collection``"""
    value = reader.take("text")
    reader.take("word", "in")
    collection = reader.take("word")
    if collection == "parents":
        return lambda candidate: value in candidate.parents or (value == "root" and not candidate.file.parents)
    if collection in MEMBERS:
        least = MEMBERS[collection]
        return lambda candidate: holds_right(candidate, candidate.user if value == "me" else value, least)
    message = f"Invalid Value: '{collection}' is not supported by this server."
    raise invalid_query(message)


MEMBERS = {"owners": RIGHTS["owner"], "writers": RIGHTS["writer"], "readers": RIGHTS["reader"]}


def holds_right(candidate: Candidate, email: str, least: int) -> bool:
    return any(
        permission.email.lower() == email.lower() and RIGHTS[permission.role] >= least and not permission.view
        for permission in candidate.permissions
    )


def term(reader: Reader) -> Predicate:
    name = reader.take("word")
    if name not in TERMS:
        message = f"Invalid Value: the query term '{name}' is not supported by this server."
        raise invalid_query(message)
    return TERMS[name](reader)


def name_term(reader: Reader) -> Predicate:
    if reader.sees("contains"):
        reader.take("word")
        wanted = reader.take("text").lower()
        return lambda candidate: candidate.indexed and has_prefix(candidate.file.name.lower(), wanted)
    compare = COMPARISONS[reader.take("mark", "=", "!=")]
    name = reader.take("text")
    return lambda candidate: candidate.indexed and compare(candidate.file.name, name)


def has_prefix(text: str, wanted: str) -> bool:
    """``contains`` on a name matches beginnings of words only, as Drive documents it."""
    return re.search(r"(?<!\w)" + re.escape(wanted), text) is not None


def mime_term(reader: Reader) -> Predicate:
    if reader.sees("contains"):
        reader.take("word")
        wanted = reader.take("text")
        return lambda candidate: wanted in candidate.file.mime
    compare = COMPARISONS[reader.take("mark", "=", "!=")]
    mime = reader.take("text")
    return lambda candidate: compare(candidate.file.mime, mime)


def trashed_term(reader: Reader) -> Predicate:
    compare = COMPARISONS[reader.take("mark", "=", "!=")]
    value = reader.take("word", "true", "false") == "true"
    return lambda candidate: compare(candidate.trashed, value)


def created_term(reader: Reader) -> Predicate:
    compare, moment = comparison_of_time(reader)
    return lambda candidate: compare(to_moment(candidate.file.created), moment)


def modified_term(reader: Reader) -> Predicate:
    compare, moment = comparison_of_time(reader)
    return lambda candidate: compare(to_moment(candidate.shown), moment)


def comparison_of_time(reader: Reader) -> tuple[Callable[[Any, Any], bool], datetime]:
    compare = COMPARISONS[reader.take("mark", *COMPARISONS)]
    try:
        return compare, to_moment(reader.take("text"))
    except ValueError:
        raise invalid_query() from None


def to_moment(text: str) -> datetime:
    """RFC 3339; a time with no zone is in UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def properties_term(reader: Reader) -> Predicate:
    """``appProperties has { key='a' and value='b' }``"""
    reader.take("word", "has")
    reader.take("mark", "{")
    given = {}
    for name in ("key", "value"):
        reader.take("word", name)
        reader.take("mark", "=")
        given[name] = reader.take("text")
        reader.take("word", "and") if name == "key" else reader.take("mark", "}")
    return lambda candidate: candidate.file.app_properties.get(given["key"]) == given["value"]


TERMS: dict[str, Callable[[Reader], Predicate]] = {
    "name": name_term,
    "mimeType": mime_term,
    "trashed": trashed_term,
    "createdTime": created_term,
    "modifiedTime": modified_term,
    "appProperties": properties_term,
}
