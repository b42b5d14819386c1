"""The terms of Drive's search language: what each of them asks of a file. Pure."""

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
    ``indexed`` is False while a search by name cannot find the file yet, ``user`` is who searches, ``text``
    gives all that can be read in the file.
    """

    file: File
    parents: list[str]
    permissions: list[Permission] = field(default_factory=list)
    trashed: bool = False
    shown: str = ""
    indexed: bool = True
    user: str = ""
    text: Callable[[], str] = str


Predicate = Callable[[Candidate], bool]

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def invalid_query(message: str = "Invalid Value") -> DriveError:
    return DriveError(400, message, reason="invalid", location="q")


@dataclass
class Reader:
    """The tokens that are still to be read, as (kind, text)."""

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


# 'value' in …


def in_parents(value: str) -> Predicate:
    return lambda candidate: value in candidate.parents or (value == "root" and not candidate.file.parents)


def among(role: str) -> Callable[[str], Predicate]:
    """Who has at least this role; "me" is the one who searches."""
    least = RIGHTS[role]

    def predicate(email: str) -> Predicate:
        return lambda candidate: holds_right(candidate, candidate.user if email == "me" else email, least)

    return predicate


def holds_right(candidate: Candidate, email: str, least: int) -> bool:
    return any(
        permission.email.lower() == email.lower() and RIGHTS[permission.role] >= least and not permission.view
        for permission in candidate.permissions
    )


MEMBERSHIPS: dict[str, Callable[[str], Predicate]] = {
    "parents": in_parents,
    "owners": among("owner"),
    "writers": among("writer"),
    "readers": among("reader"),
}


# name, type, text


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


def full_text_term(reader: Reader) -> Predicate:
    """Every word must stand in the file as a whole word; what is quoted must stand there as it is."""
    reader.take("word", "contains")
    wanted = reader.take("text").lower()
    phrases = re.findall(r'"([^"]+)"', wanted)
    words = re.findall(r"\w+", re.sub(r'"[^"]*"', " ", wanted))
    return lambda candidate: candidate.indexed and holds_text(candidate.text().lower(), phrases, words)


def holds_text(text: str, phrases: list[str], words: list[str]) -> bool:
    return all(phrase in text for phrase in phrases) and set(words) <= set(re.findall(r"\w+", text))


# true or false


def truth_term(of: Callable[[Candidate], bool]) -> Callable[[Reader], Predicate]:
    """``term = true``, ``term != false`` …"""

    def read(reader: Reader) -> Predicate:
        compare = COMPARISONS[reader.take("mark", "=", "!=")]
        value = reader.take("word", "true", "false") == "true"
        return lambda candidate: compare(of(candidate), value)

    return read


def shared_with_me(candidate: Candidate) -> bool:
    """Shared with the person by name, not only lying where they may look, as in Drive's «Shared with me»."""
    mine = candidate.file.owner.lower() == candidate.user.lower()
    return not mine and any(
        permission.file_id == candidate.file.id and permission.email.lower() == candidate.user.lower()
        for permission in candidate.permissions
    )


def shared_with_me_term(reader: Reader) -> Predicate:
    """The word alone is enough: Drive's own pages send it so."""
    return truth_term(shared_with_me)(reader) if reader.sees("=", "!=") else shared_with_me


# times


def time_term(of: Callable[[Candidate], str]) -> Callable[[Reader], Predicate]:
    def read(reader: Reader) -> Predicate:
        compare = COMPARISONS[reader.take("mark", *COMPARISONS)]
        try:
            moment = to_moment(reader.take("text"))
        except ValueError:
            raise invalid_query() from None
        return lambda candidate: compare(to_moment(of(candidate)), moment)

    return read


def to_moment(text: str) -> datetime:
    """RFC 3339; a time with no zone is in UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# properties


def properties_term(of: Callable[[File], dict[str, str]]) -> Callable[[Reader], Predicate]:
    """``appProperties has { key='a' and value='b' }``"""

    def read(reader: Reader) -> Predicate:
        reader.take("word", "has")
        reader.take("mark", "{")
        given = {}
        for name in ("key", "value"):
            reader.take("word", name)
            reader.take("mark", "=")
            given[name] = reader.take("text")
            reader.take("word", "and") if name == "key" else reader.take("mark", "}")
        return lambda candidate: of(candidate.file).get(given["key"]) == given["value"]

    return read


TERMS: dict[str, Callable[[Reader], Predicate]] = {
    "name": name_term,
    "fullText": full_text_term,
    "mimeType": mime_term,
    "trashed": truth_term(lambda candidate: candidate.trashed),
    "starred": truth_term(lambda candidate: candidate.user.lower() in candidate.file.stars),
    "sharedWithMe": shared_with_me_term,
    "createdTime": time_term(lambda candidate: candidate.file.created),
    "modifiedTime": time_term(lambda candidate: candidate.shown),
    "properties": properties_term(lambda file: file.properties),
    "appProperties": properties_term(lambda file: file.app_properties),
}
