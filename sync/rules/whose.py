"""Whose an answer is: by code, by name with birth date or class, or by the choice of staff; never by a guess."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from forms.answer import Answer
from forms.normalise import class_key, name_key
from sheets_schema.cells import fingerprint
from sheets_schema.kind import canonical
from sync.rules.codes import read_code
from sync.rules.identity import Identified, Person
from sync.rules.likeness import Described, ranked
from sync.rules.look_alikes import places_of
from sync.rules.memory import BIND, PERSON
from sync.rules.plan import Issue
from sync.rules.same_person import who_answered

OWNER = "owner"
FULL_ENOUGH = 2  # words of a name that may stand for a longer one: a given name and a surname


class Search(Protocol):
    """One way of telling whose answers are."""

    def read(self, text: str) -> str:
        """Whom staff, or the memory, name: a code (of a pair, both), or "" when it is nobody's."""

    def find(self, answer: Answer) -> str:
        """The same, for what the answer itself says."""

    def is_shared(self, _answer: Answer, /) -> bool:
        """Whether several people fit, so that whose it was found to be must be remembered."""

    def question_key(self, mark: str) -> str:
        """The key of the question about an answer with this mark."""

    def question(self, mark: str, answer: Answer) -> Issue:
        """What staff are asked when nobody was found."""


@dataclass(frozen=True)
class Matched:
    """Answers by the code of their person, the choices of staff that made some fit, and what fits nobody."""

    by_code: Mapping[str, tuple[Answer, ...]]
    bound: Mapping[str, dict[str, Any]]
    issues: tuple[Issue, ...]


def match(
    search: Search, answers: Iterable[Answer], memory: Mapping[str, dict[str, Any]], choices: Mapping[str, str]
) -> Matched:
    """Every answer with its person; what staff chose once is remembered as long as the answer is of the same one."""
    by_code: dict[str, list[Answer]] = {}
    bound: dict[str, dict[str, Any]] = {}
    issues = []
    for answer in answers:
        mark = mark_of(answer)
        entry = memory.get(f"{BIND}:{mark}")
        chosen = search.read(str(entry.get("code", "")) if entry else choices.get(search.question_key(mark), ""))
        if chosen:
            bound[f"{BIND}:{mark}"] = {"code": chosen}
        code = chosen or search.find(answer)
        if code:
            by_code.setdefault(code, []).append(answer)
            if search.is_shared(answer):
                bound[f"{OWNER}:{fingerprint(answer.response_id)}"] = {"code": code}
        else:
            issues.append(search.question(mark, answer))
    return Matched({code: tuple(found) for code, found in by_code.items()}, bound, tuple(issues))


def mark_of(answer: Answer) -> str:
    """Of a response as long as it is of the same person: a choice made for one child is none for the brother."""
    return fingerprint(f"{answer.response_id}|{who_answered(answer)}")


@dataclass(frozen=True)
class Finder:
    """Finds people by what an answer says of them. ``owner_of`` tells namesakes apart: by whose it was before.

    ``dropped`` are never offered by name: they waited too long for a consent.
    """

    people: Mapping[str, Person]
    code_of: Mapping[str, str]
    codes_by_who: Mapping[str, list[str]]
    owner_of: Mapping[str, str]
    dropped: Collection[str] = ()

    @cached_property
    def codes_by_name(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, person in self.people.items():
            if person.name:
                found.setdefault(name_key(person.name), []).append(code)
        return found

    def read(self, text: str) -> str:
        """The code of a person in what someone typed, or ""; a former code leads to today's."""
        code = read_code(text)
        code = self.code_of.get(code, code)
        return code if code in self.people else ""

    def only(self, codes: list[str], answer: Answer) -> str:
        """The one of those who fit, or "" when that cannot be told."""
        return codes[0] if len(codes) == 1 else self.one_of(codes, answer)

    def namesakes(self, answer: Answer) -> list[str]:
        """The codes of everyone with this name and day of birth."""
        return self.codes_by_who.get(who_answered(answer), [])

    def classmates(self, answer: Answer) -> list[str]:
        """The same by name and class, for a survey that does not ask for the day of birth."""
        wanted = class_key(answer.text("school_class"))
        found = self.codes_by_name.get(name_key(answer.text("full_name")), []) if wanted else []
        return [code for code in found if class_key(self.people[code].school_class) == wanted]

    def one_of(self, codes: list[str], answer: Answer) -> str:
        """Of namesakes the one whose answer it was before, else the only one of this class."""
        owner = self.owner_of.get(fingerprint(answer.response_id), "")
        if owner in codes:
            return owner
        wanted = class_key(answer.text("school_class"))
        of_class = [code for code in codes if class_key(self.people[code].school_class) == wanted]
        return of_class[0] if len(of_class) == 1 else ""

    def likely(self, answer: Answer) -> list[Person]:
        """Whom staff are offered, when nobody is found for sure; the likeliest first."""
        sought = Described(answer.text("full_name"), answer.text("birth_date"), answer.text("school_class"))
        near = {person.of: person for place in places_of(sought) for person in self.by_place.get(place, ())}
        codes = [person.of for person, _ in ranked(sought, near.values())]
        rest = [code for code, person in self.people.items() if looks_like(answer, person)]
        return [self.people[code] for code in dict.fromkeys([*codes, *rest]) if code not in self.dropped]

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], list[Described]]:
        """Everybody whose name is known, where somebody who may be the same would be looked for."""
        found: dict[tuple[str, str], list[Described]] = {}
        for person in filter(lambda person: person.name, self.people.values()):
            known = Described(person.name, canonical(person.birth_date), person.school_class, person.code)
            for place in places_of(known):
                found.setdefault(place, []).append(known)
        return found


def finder_of(identified: Identified, memory: Mapping[str, dict[str, Any]]) -> Finder:
    people = identified.people
    return Finder(people, identified.code_of, codes_by_who(people), owners(memory))


def codes_by_who(people: Mapping[str, Person]) -> dict[str, list[str]]:
    """Codes by fingerprint of name and birth date; of an earlier spelling only where it is nobody's today."""
    found: dict[str, list[str]] = {}
    for code, person in people.items():
        found.setdefault(person.who, []).append(code)
    earlier: dict[str, list[str]] = {}
    for code, person in people.items():
        for who in person.earlier:
            earlier.setdefault(who, []).append(code)
    return {**earlier, **found}


def owners(memory: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Whose each response was when last seen, by its mark: of namesakes all, of others the newest consents."""
    newest = {
        consent["response"]: key.split(":", 1)[1]
        for key, entry in memory.items()
        if key.startswith(f"{PERSON}:")
        for consent in entry.get("consents", {}).values()
        if consent.get("response")
    }
    shared = {key: entry.get("code", "") for key, entry in memory.items() if key.startswith(f"{OWNER}:")}
    return newest | {key.split(":", 1)[1]: code for key, code in shared.items()}


def same_name(answer: Answer, person: Person) -> bool:
    """A code was mistyped into another's, or a link passed on, if the name is not the person's.

    Of somebody whose answers are gone no name is known: the birth date must be theirs too.
    """
    if who_answered(answer) in person.whos:
        return True
    return bool(person.name) and name_key(answer.text("full_name")) == name_key(person.name)


def looks_like(answer: Answer, person: Person) -> bool:
    if not person.name:
        return False
    surname = name_key(answer.text("full_name")).split(" ")[0]
    same_class = class_key(answer.text("school_class")) == class_key(person.school_class)
    return same_name(answer, person) or (same_class and surname == name_key(person.name).split(" ")[0])
