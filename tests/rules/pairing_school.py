"""Made-up schools for the tests of the model of pairing: rows of the bases as people fill them in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from random import Random

from forms.meanings import PUPILS, TEACHERS
from sheets_schema.record import Record
from sync.rules.assignment.instance import pose
from sync.rules.assignment.solver import Assignment, best_assignment
from sync.rules.candidates import Model, levels_of, model_of, rated_candidates
from sync.rules.codes import code_from
from sync.rules.pairing_rules import PairingRules
from sync.rules.pool import Pool
from sync.rules.topic_words import TOPIC_WORDS

SALT = "2026/27"
STUDY, EXAMS, FRIENDS, ORDER = (
    "Учёба: подтянуть предмет",
    "Подготовка к экзаменам",
    "Общение и друзья",
    "Время и порядок в делах",
)
TOPICS = (STUDY, EXAMS, FRIENDS, ORDER)
SUBJECTS = ("Физика", "Химия", "История")
TIMES = ("Понедельник после уроков", "Среда после уроков", "Суббота")
FORMATS = ("Лично в школе", "Онлайн", "Всё равно")
WORDS = ("шахматы", "футбол", "музыка", "роботы")
TEXTS = ("", "Перестать всё откладывать", "Сдать ЕГЭ", "Подружиться в классе", "Просто хочу")
RULES = PairingRules(words=TOPIC_WORDS)


@cache
def code(name: str) -> str:
    """The code of a person of the tests."""
    return code_from(name)


def mentee(name: str, **said: str) -> Record:
    values = {
        "full_name": f"Фамилия{name} Имя",
        "mentoring_form": PUPILS,
        "school_class": "7А",
        "request": EXAMS,
        "times": "Суббота",
        "meeting_format": "Всё равно",
    }
    return Record(code(name), {**values, **said})


def mentor(name: str, **said: str) -> Record:
    values = {
        "full_name": f"Наставник{name} Имя",
        "mentoring_form": PUPILS,
        "place": "10А",
        "competences": EXAMS,
        "times": "Суббота",
        "meeting_format": "Всё равно",
        "seats": "1",
    }
    return Record(code(name), {**values, **said})


def wish(name: str, *named: str, not_with: str = "") -> Record:
    columns = dict(zip(("first", "second", "third"), (f"{code(other)} Имя" for other in named), strict=False))
    return Record(code(name), {**columns, **({"not_with": f"{code(not_with)} Имя"} if not_with else {})})


def admitted(mentors: Iterable[Record]) -> dict[str, Record]:
    return {found.key: Record(found.key, {"decision": "допущен", "trained": "да"}) for found in mentors}


def pool(mentees: Iterable[Record], mentors: Iterable[Record], wishes: Iterable[Record] = (), **more: object) -> Pool:
    mentors = list(mentors)
    people = {
        "mentees": {found.key: found for found in mentees},
        "mentors": {found.key: found for found in mentors},
        "preferences": {found.key: found for found in wishes},
        "readiness": admitted(mentors),
    }
    return Pool(**{"rules": RULES, **people, **more})


def solved(model: Model, published: Iterable[str] = ()) -> Assignment:
    rated = rated_candidates(model, frozenset(published))
    return best_assignment(pose(rated, model.seats, SALT, levels_of(model)))


def couples(found: Pool | Model, **more: object) -> list[tuple[str, str]]:
    model = model_of(found, **more) if isinstance(found, Pool) else found
    return [pair.pair for pair in solved(model).pairs]


# A whole school by chance


def some(chance: Random, words: Iterable[str], least: int, most: int) -> str:
    words = list(words)
    return "; ".join(chance.sample(words, chance.randint(least, min(most, len(words)))))


def school(seed: int, mentees: int = 7, mentors: int = 4, form: str = PUPILS, sign: str = "") -> Pool:
    chance = Random(seed)  # noqa: S311  # a made-up school is no secret
    asking = [made_up_mentee(chance, f"{sign}M{number}", form) for number in range(mentees)]
    helping = [made_up_mentor(chance, f"{sign}T{number}", form) for number in range(mentors)]
    names = ([f"{sign}M{number}" for number in range(mentees)], [f"{sign}T{number}" for number in range(mentors)])
    wishes = [
        wish(name, *chance.sample(others, min(2, len(others))))
        for own, others in (names, names[::-1])
        for name in own
        if others and chance.random() < 0.6
    ]
    return pool(asking, helping, wishes)


def made_up_mentee(chance: Random, name: str, form: str) -> Record:
    return mentee(
        name,
        mentoring_form=form,
        school_class="учитель" if form == TEACHERS else f"{chance.randint(5, 9)}А",
        request=some(chance, TOPICS, 1, 3),
        subjects=some(chance, SUBJECTS, 0, 2),
        times=some(chance, TIMES, 0, 2),
        meeting_format=chance.choice(FORMATS),
        interests=some(chance, WORDS, 0, 2),
        goal=chance.choice(TEXTS),
        experience=chance.choice(("Первый год", "Больше трёх лет", "")) if form == TEACHERS else "",
    )


def made_up_mentor(chance: Random, name: str, form: str) -> Record:
    ages = ("5–6 классы", "7–8 классы", "9–11 классы", "Любой возраст")
    of_teachers = ("С молодыми учителями", "С опытными коллегами", "С любыми коллегами")
    return mentor(
        name,
        mentoring_form=form,
        place="учитель" if form == TEACHERS else f"{chance.randint(7, 11)}А",
        competences=some(chance, TOPICS, 1, 4),
        subjects=some(chance, SUBJECTS, 0, 2),
        times=some(chance, TIMES, 1, 3),
        meeting_format=chance.choice(FORMATS),
        interests=some(chance, WORDS, 0, 2),
        wished_age=chance.choice(of_teachers if form == TEACHERS else ages),
        achievements=chance.choice(TEXTS),
        seats=str(chance.randint(0, 3)),
    )


def joined(one: Pool, other: Pool) -> Pool:
    """Two schools in one base."""
    tabs = ("mentees", "mentors", "preferences", "readiness")
    return replace(one, **{tab: {**getattr(one, tab), **getattr(other, tab)} for tab in tabs})


def without(found: Pool, *codes: str) -> Pool:
    """The school once the consents of these ended: they are in no tab any more."""
    tabs = ("mentees", "mentors", "preferences", "readiness")
    left = {tab: {key: row for key, row in getattr(found, tab).items() if key not in codes} for tab in tabs}
    return replace(found, **left)
