"""With whom people wish to be paired, and with whom not: «Предпочтения», and what staff wrote in the bases."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from sheets_schema.record import Record
from sheets_schema.tables import table
from sync.rules.codes import read_code
from sync.rules.plan import Issue

IN_ORDER = ("first", "second", "third")
NOT_WITH = "not_with"
BETWEEN_WORDS = re.compile(r"[\s;,.()]+")


def wishes_of(preferences: Mapping[str, Record], people: Container[str]) -> dict[str, tuple[str, ...]]:
    """The codes that everybody of ``people`` named, in their order; nobody else is named or names."""
    found = {}
    for code, record in sorted(preferences.items()):
        named = [mentioned for column in IN_ORDER for mentioned in codes_in(record.text(column))]
        lawful = tuple(mentioned for mentioned in dict.fromkeys(named) if mentioned in people and mentioned != code)
        if code in people and lawful:
            found[code] = lawful
    return found


def kept_apart(*tabs: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """Who may not be paired, either way round, by the column «не с ним» of each tab."""
    for records in tabs:
        for code, record in sorted(records.items()):
            for other in codes_in(record.text(NOT_WITH)):
                yield code, other
                yield other, code


def codes_in(text: str) -> tuple[str, ...]:
    """Every code that a text mentions, as it may be typed: «КОД Имя», codes between commas, in small letters."""
    return tuple(dict.fromkeys(code for word in BETWEEN_WORDS.split(text) if (code := read_code(word))))


def unclear_apart(tab: str, records: Mapping[str, Record], people: Container[str]) -> Iterator[Issue]:
    """Cells of the staff's that name nobody, or a code that is nobody's: nobody would be kept apart by them."""
    declared = table(tab)
    for code, record in sorted(records.items()):
        named = codes_in(record.text(NOT_WITH))
        if record.text(NOT_WITH).strip() and not (named and all(other in people for other in named)):
            yield Issue(
                key=f"apart-{tab}-{code}",
                what="Непонятно, с кем не ставить в пару",
                who=record.text("full_name") or code,
                where=f"{declared.title}: {declared.by_key[NOT_WITH].title}",
                now=record.text(NOT_WITH),
                advice="Впишите код участника: он стоит в первом столбце базы",
            )


def mutual(wishes: Mapping[str, Iterable[str]], mentee: str, mentor: str) -> bool:
    """Both named each other."""
    return mentor in wishes.get(mentee, ()) and mentee in wishes.get(mentor, ())
