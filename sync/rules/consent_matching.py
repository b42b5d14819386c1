"""Which person a consent is of: by code, by name and birth date, or by the choice of staff; never by a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.answer import Answer
from forms.normalise import class_key, name_key, tidy
from forms.questionnaire import CONSENTS
from sheets_schema.cells import fingerprint
from sheets_schema.kind import to_date
from sync.rules.codes import read_code
from sync.rules.identity import Person, who_answered
from sync.rules.memory import BIND
from sync.rules.plan import Issue
from sync.rules.world import World


@dataclass(frozen=True)
class Matched:
    """Consents by the code of their person, the choices of staff that made some fit, and what fits nobody."""

    by_code: Mapping[str, tuple[Answer, ...]]
    bound: Mapping[str, dict[str, Any]]
    issues: tuple[Issue, ...]


def match_consents(
    world: World,
    people: Mapping[str, Person],
    memory: Mapping[str, dict[str, Any]],
    choices: Mapping[str, str],
) -> Matched:
    """By code, by name and birth date, or by the choice of staff; never by a guess."""
    code_of = codes_by_who(people)
    by_code: dict[str, list[Answer]] = {}
    bound: dict[str, dict[str, Any]] = {}
    issues = []
    for answer in consent_answers(world):
        mark = fingerprint(answer.response_id)
        entry = memory.get(f"{BIND}:{mark}")
        chosen = str(entry.get("code", "")) if entry else read_code(choices.get(f"consent-{mark}", ""))
        if chosen in people:
            bound[f"{BIND}:{mark}"] = {"code": chosen}
        code = chosen if chosen in people else find_code(answer, people, code_of)
        if code:
            by_code.setdefault(code, []).append(answer)
        else:
            issues.append(unmatched(mark, answer, people))
    return Matched({code: tuple(found) for code, found in by_code.items()}, bound, tuple(issues))


def consent_answers(world: World) -> list[Answer]:
    found = [answer for answer in world.answers if world.questionnaire(answer).purpose in CONSENTS]
    return sorted(found, key=lambda answer: (answer.submitted, answer.response_id))


def codes_by_who(people: Mapping[str, Person]) -> dict[str, str]:
    """Codes by fingerprint of name and birth date; one that two people share leads to nobody."""
    found: dict[str, str] = {}
    shared = set()
    for code, person in people.items():
        if person.who in found:
            shared.add(person.who)
        found[person.who] = code
    return {who: code for who, code in found.items() if who not in shared}


def find_code(answer: Answer, people: Mapping[str, Person], code_of: Mapping[str, str]) -> str:
    code = read_code(answer.text("code"))
    if code in people and same_name(answer, people[code]):
        return code
    return code_of.get(who_answered(answer), "")


def same_name(answer: Answer, person: Person) -> bool:
    """A code was mistyped into another's, or a link passed on, if the name is not the person's."""
    return not person.name or name_key(answer.text("full_name")) == name_key(person.name)


def unmatched(mark: str, answer: Answer, people: Mapping[str, Person]) -> Issue:
    """A consent that fits nobody for sure: the likely people are offered, the choice is the staff's."""
    name, school_class = tidy(answer.text("full_name")), tidy(answer.text("school_class"))
    likely = [person for person in people.values() if looks_like(answer, person)]
    offered = "; ".join(f"{person.code} ({person.label})" for person in likely)
    advice = (
        f"Сверьте дату рождения и впишите код: {offered}"
        if likely
        else "Анкеты ещё нет: когда она придёт, строка исчезнет сама"
    )
    return Issue(
        key=f"consent-{mark}",
        what="Согласие не удалось отнести к участнику",
        who=f"{name}, {school_class}",
        where="Согласия",
        new=f"дата рождения в согласии: {as_written(answer.text('birth_date'))}",
        advice=advice,
    )


def as_written(birth_date: str) -> str:
    day = to_date(birth_date)
    return f"{day:%d.%m.%Y}" if day else birth_date


def looks_like(answer: Answer, person: Person) -> bool:
    if not person.name:
        return False
    surname = name_key(answer.text("full_name")).split(" ")[0]
    same_class = class_key(answer.text("school_class")) == class_key(person.school_class)
    return same_name(answer, person) or (same_class and surname == name_key(person.name).split(" ")[0])
