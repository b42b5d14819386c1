"""Who is who: answers become people, each known by a code that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forms.answer import Answer
from forms.normalise import name_key, tidy
from forms.questionnaire import CONSENTS, Purpose
from sheets_schema.cells import fingerprint
from sheets_schema.kind import to_date
from sync.rules.codes import code_from
from sync.rules.memory import PERSON
from sync.rules.world import World


@dataclass(frozen=True)
class Person:
    """A participant. ``who`` is a fingerprint of name and birth date, ``newest`` the latest answer by purpose."""

    code: str
    who: str
    name: str = ""
    school_class: str = ""
    birth_date: date | None = None
    newest: Mapping[Purpose, Answer] = field(default_factory=dict)
    responses: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.name, self.school_class) if part) or self.code


def who_is(name: str, birth_date: str) -> str:
    """One mark for one person: a name and a day of birth, however they were typed."""
    day = to_date(birth_date)
    return fingerprint(f"{name_key(name)}|{day or tidy(birth_date)}")


def who_answered(answer: Answer) -> str:
    return who_is(answer.text("full_name"), answer.text("birth_date"))


def identify(world: World, memory: Mapping[str, dict[str, Any]]) -> dict[str, Person]:
    """Everyone who ever applied, by code, in the order of their first answers; those whose answers are gone last."""
    applications = [a for a in world.answers if world.questionnaire(a).purpose not in CONSENTS]
    remembered = {key.split(":", 1)[1]: entry for key, entry in memory.items() if key.startswith(f"{PERSON}:")}
    code_of_response = {mark: code for code, entry in remembered.items() for mark in entry.get("responses", [])}
    people: dict[str, Person] = {}
    for group in grouped(applications):
        marks = tuple(fingerprint(answer.response_id) for answer in group)
        known = [code_of_response[mark] for mark in marks if mark in code_of_response]
        code = known[0] if known else code_from(group[0].response_id, {*people, *remembered})
        # One person's answers whose name was since corrected: they stay one person.
        earlier = people.get(code, Person(code, ""))
        answers = sorted([*earlier.newest.values(), *group], key=age_of_answer)
        people[code] = person_from(world, code, answers, (*earlier.responses, *marks))
    for code, entry in sorted(remembered.items()):
        people.setdefault(code, Person(code, entry.get("who", ""), responses=tuple(entry.get("responses", ()))))
    return people


def grouped(applications: Iterable[Answer]) -> list[list[Answer]]:
    """Answers of one person together, the oldest first; people in the order of their first answers."""
    groups: dict[str, list[Answer]] = {}
    for answer in sorted(applications, key=age_of_answer):
        groups.setdefault(who_answered(answer), []).append(answer)
    return list(groups.values())


def age_of_answer(answer: Answer) -> tuple[Any, str]:
    return (answer.created, answer.response_id)


def person_from(world: World, code: str, answers: list[Answer], marks: tuple[str, ...]) -> Person:
    newest: dict[Purpose, Answer] = {}
    for answer in sorted(answers, key=lambda answer: (answer.submitted, answer.response_id)):
        newest[world.questionnaire(answer).purpose] = answer
    latest = max(newest.values(), key=lambda answer: (answer.submitted, answer.response_id))
    return Person(
        code=code,
        who=who_answered(latest),
        name=tidy(latest.text("full_name")),
        school_class=place_of(world, latest),
        birth_date=to_date(latest.text("birth_date")),
        newest=newest,
        responses=marks,
    )


def place_of(world: World, answer: Answer) -> str:
    """The class or position: whichever question of the questionnaire leads to that column."""
    for question in world.questionnaire(answer).questions:
        if question.target in ("school_class", "place") and question.key in answer.values:
            return tidy(answer.text(question.key))
    return ""


def remember_people(people: Mapping[str, Person]) -> dict[str, dict[str, Any]]:
    """What keeps a code with its person: marks of responses and of the name, never the name itself."""
    return {
        f"{PERSON}:{code}": {"who": person.who, "responses": sorted(person.responses)}
        for code, person in people.items()
    }
