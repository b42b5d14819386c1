"""The search language of files.list (``q``): a string becomes a predicate. Pure.

Grammar and terms: https://developers.google.com/workspace/drive/api/guides/ref-search-terms .
``and`` and ``or`` are taken from left to right, none before the other. A term that is not listed here is
a 400 that names it.
"""

from __future__ import annotations

import re
from collections import deque

from localgoogle.drive.terms import MEMBERSHIPS, TERMS, Predicate, Reader, invalid_query

TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|(?P<word>[A-Za-z]\w*)|(?P<mark>!=|<=|>=|[=<>(){}]))",
    re.DOTALL,
)


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
    if collection not in MEMBERSHIPS:
        message = f"Invalid Value: '{collection}' is not supported by this server."
        raise invalid_query(message)
    return MEMBERSHIPS[collection](value)


def term(reader: Reader) -> Predicate:
    name = reader.take("word")
    if name not in TERMS:
        message = f"Invalid Value: the query term '{name}' is not supported by this server."
        raise invalid_query(message)
    return TERMS[name](reader)
