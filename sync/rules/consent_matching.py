"""Which person a consent is of: by code, by name and birth date, or by the choice of staff; never by a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.answer import Answer
from forms.normalise import class_key, name_key, tidy
from forms.questionnaire import ON_CONSENT
from sheets_schema.cells import fingerprint
from sync.rules.codes import read_code
from sync.rules.identity import Identified, Person
from sync.rules.memory import BIND, PERSON
from sync.rules.plan import Issue
from sync.rules.same_person import who_answered
from sync.rules.world import World

OWNER = "owner"


@dataclass(frozen=True)
class Matched:
    """Consents by the code of their person, the choices of staff that made some fit, and what fits nobody."""

    by_code: Mapping[str, tuple[Answer, ...]]
    bound: Mapping[str, dict[str, Any]]
    issues: tuple[Issue, ...]


def match_consents(
    world: World, identified: Identified, memory: Mapping[str, dict[str, Any]], choices: Mapping[str, str]
) -> Matched:
    """By code, by name and birth date, or by the choice of staff; never by a guess."""
    people = identified.people
    finder = Finder(people, identified.code_of, codes_by_who(people), owners(memory))
    by_code: dict[str, list[Answer]] = {}
    bound: dict[str, dict[str, Any]] = {}
    issues = []
    for answer in consent_answers(world):
        mark = mark_of(answer)
        entry = memory.get(f"{BIND}:{mark}")
        chosen = finder.read(str(entry.get("code", "")) if entry else choices.get(f"consent-{mark}", ""))
        if chosen:
            bound[f"{BIND}:{mark}"] = {"code": chosen}
        code = chosen or finder.find(answer)
        if code:
            by_code.setdefault(code, []).append(answer)
            if len(finder.namesakes(answer)) > 1:
                bound[f"{OWNER}:{fingerprint(answer.response_id)}"] = {"code": code}
        else:
            issues.append(unmatched(mark, answer, people))
    return Matched({code: tuple(found) for code, found in by_code.items()}, bound, tuple(issues))


def mark_of(answer: Answer) -> str:
    """Of a response as long as it is of the same person: a choice made for one child is none for the brother."""
    return fingerprint(f"{answer.response_id}|{who_answered(answer)}")


def consent_answers(world: World) -> list[Answer]:
    found = [answer for answer in world.answers if world.questionnaire(answer).purpose in ON_CONSENT]
    return sorted(found, key=lambda answer: (answer.submitted, answer.response_id))


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
    """Whose consent each response was when last seen, by its mark: of namesakes all, of others the newest."""
    newest = {
        consent["response"]: key.split(":", 1)[1]
        for key, entry in memory.items()
        if key.startswith(f"{PERSON}:")
        for consent in entry.get("consents", {}).values()
        if consent.get("response")
    }
    shared = {key: entry.get("code", "") for key, entry in memory.items() if key.startswith(f"{OWNER}:")}
    return newest | {key.split(":", 1)[1]: code for key, code in shared.items()}


@dataclass(frozen=True)
class Finder:
    """Finds whose consent an answer is. ``owner_of`` tells namesakes apart: by whose it was before."""

    people: Mapping[str, Person]
    code_of: Mapping[str, str]
    codes_by_who: Mapping[str, list[str]]
    owner_of: Mapping[str, str]

    def read(self, text: str) -> str:
        """The code of a person in what someone typed, or ""; a former code leads to today's."""
        code = read_code(text)
        code = self.code_of.get(code, code)
        return code if code in self.people else ""

    def find(self, answer: Answer) -> str:
        code = self.read(answer.text("code"))
        if code and same_name(answer, self.people[code]):
            return code
        codes = self.namesakes(answer)
        return codes[0] if len(codes) == 1 else self.one_of(codes, answer)

    def namesakes(self, answer: Answer) -> list[str]:
        """The codes of everyone with this name and day of birth."""
        return self.codes_by_who.get(who_answered(answer), [])

    def one_of(self, codes: list[str], answer: Answer) -> str:
        """Of namesakes the one whose consent it was before, else the only one of this class."""
        owner = self.owner_of.get(fingerprint(answer.response_id), "")
        if owner in codes:
            return owner
        wanted = class_key(answer.text("school_class"))
        of_class = [code for code in codes if class_key(self.people[code].school_class) == wanted]
        return of_class[0] if len(of_class) == 1 else ""


def same_name(answer: Answer, person: Person) -> bool:
    """A code was mistyped into another's, or a link passed on, if the name is not the person's."""
    if not person.name or who_answered(answer) in person.whos:
        return True
    return name_key(answer.text("full_name")) == name_key(person.name)


def unmatched(mark: str, answer: Answer, people: Mapping[str, Person]) -> Issue:
    """A consent that fits nobody for sure: the likely people are offered, the choice is the staff's.

    Name and class, no more: nobody has consented yet to have the birth date shown.
    """
    name, school_class = tidy(answer.text("full_name")), tidy(answer.text("school_class"))
    likely = [person for person in people.values() if looks_like(answer, person)]
    offered = "; ".join(f"{person.code} ({person.label})" for person in likely)
    advice = (
        f"Имя или дата рождения в согласии не те, что в анкете. Сверьте и впишите код: {offered}"
        if likely
        else "Анкеты ещё нет: когда она придёт, строка исчезнет сама"
    )
    return Issue(
        key=f"consent-{mark}",
        what="Согласие не удалось отнести к участнику",
        who=f"{name}, {school_class}",
        where="Согласия",
        advice=advice,
    )


def looks_like(answer: Answer, person: Person) -> bool:
    if not person.name:
        return False
    surname = name_key(answer.text("full_name")).split(" ")[0]
    same_class = class_key(answer.text("school_class")) == class_key(person.school_class)
    return same_name(answer, person) or (same_class and surname == name_key(person.name).split(" ")[0])
