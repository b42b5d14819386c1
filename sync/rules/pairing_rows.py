"""The lines of «Правила подбора»: what they are born with, and what they say once staff changed them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.question import Question
from forms.questionnaire import APPLICATIONS
from sheets_schema.kind import Value, canonical, to_whole
from sheets_schema.record import Record
from sheets_schema.tables.pairing_rules import PAIRING_RULES
from sync.programme import CLASS_DISTANCE, INERTIA, PAIRING, TEACHERS, WEIGHTS
from sync.rules.merge import MergedTable, merge_table
from sync.rules.pairing_rules import PairingRules, points_of
from sync.rules.plan import Issue
from sync.rules.topic_words import TOPIC_WORDS
from sync.rules.world import World

ALL_WEIGHTS = 100
TOPIC = "Тема: "
TOPIC_COLUMNS = ("request", "competences")
MEANING_OF_TOPIC = "Если в базе стоит такое слово вместо названия темы, оно считается этой темой"
WHERE = f"{PAIRING_RULES.title}: {PAIRING_RULES.by_key['number'].title}"
SHORTEST_WORD = 3  # letters: shorter ones are part of too many words


@dataclass(frozen=True)
class Rule:
    """A line with a number: its title, what it means, and the largest number that makes sense."""

    title: str
    meaning: str
    most: int = ALL_WEIGHTS


RULES: Mapping[str, Rule] = {
    "topics": Rule("Вес: запрос и умения", "Сколько из тем, с которыми нужна помощь, есть у наставника"),
    "subjects": Rule("Вес: предметы", "Сколько из названных предметов есть у наставника; если не названы, половина"),
    "times": Rule("Вес: время", "Есть ли два общих времени; за одно две трети"),
    "format": Rule("Вес: как встречаться", "Лично или онлайн: подходит ли обоим"),
    "interests": Rule("Вес: интересы", "Написали ли оба о себе одно и то же слово"),
    "age": Rule("Вес: возраст", "Тот ли возраст, который хотел наставник; если ему всё равно, половина"),
    "language": Rule("Вес: язык", "Общий ли язык; если кто-то его не указал, половина. 0, если анкеты не спрашивают"),
    "distance": Rule("Вес: разница в классах", "Старше ли наставник на один–три класса; иначе половина"),
    "class_distance": Rule(
        "Условие: наставник старше на классов",
        "Не меньше чем на столько; 0 — можно из одной параллели",
        PAIRING["class_distance"],
    ),
    "inertia": Rule(
        "Условие: перевес предложенной пары",
        "Баллов из 1000: на столько другая пара должна быть лучше",
        PAIRING["inertia"],
    ),
}


@dataclass(frozen=True)
class RulesTab:
    """The tab as it will stand, what it says, and what in it cannot be understood."""

    merged: MergedTable
    rules: PairingRules
    issues: tuple[Issue, ...]


def fill_rules(world: World, choices: Mapping[str, str]) -> RulesTab:
    known = world.remembered_rows(PAIRING_RULES.key)
    wanted = born_lines(world)
    merged = merge_table(PAIRING_RULES, world.find_sheet(PAIRING_RULES.key), wanted, known, choices)
    first = first_numbers(world)
    rules = rules_of(merged.records, first, topics_for_teachers(world))
    return RulesTab(merged, rules, tuple(unclear_rules(merged.records, first)))


# What the lines are born with


def first_numbers(world: World) -> dict[str, int]:
    """The numbers of programme.toml, else ours."""
    return {**WEIGHTS, "class_distance": CLASS_DISTANCE, "inertia": INERTIA, **world.programme.pairing}


def born_lines(world: World) -> dict[str, dict[str, Value]]:
    first = first_numbers(world)
    numbers: dict[str, dict[str, Value]] = {
        rule.title: {"rule": rule.title, "meaning": rule.meaning, "number": first[key]} for key, rule in RULES.items()
    }
    topics: dict[str, dict[str, Value]] = {
        f"{TOPIC}{topic}": {
            "rule": f"{TOPIC}{topic}",
            "meaning": MEANING_OF_TOPIC,
            "words": ", ".join(TOPIC_WORDS.get(topic, ())) or None,
        }
        for topic in offered_topics(world)
    }
    return {**numbers, **topics}


def offered_topics(world: World) -> list[str]:
    """Every topic that an application offers, pupils' before teachers'."""
    return list(dict.fromkeys(option.text for _, question in topic_questions(world) for option in question.options))


def topics_for_teachers(world: World) -> frozenset[str]:
    """The topics that are offered nowhere but where an application leads teachers."""
    offered: dict[bool, set[str]] = {True: set(), False: set()}
    for is_theirs, question in topic_questions(world):
        offered[is_theirs].update(option.text for option in question.options)
    return frozenset(offered[True] - offered[False])


def topic_questions(world: World) -> Iterator[tuple[bool, Question]]:
    """The questions about topics in the applications, and whether they are put to teachers."""
    for questionnaire in world.questionnaires:
        if questionnaire.purpose in APPLICATIONS:
            role = questionnaire.by_key["role"]
            theirs = {option.goto for option in role.options if role.meaning(option.text) == TEACHERS}
            for section in questionnaire.sections:
                found = (question for question in section.questions if question.target in TOPIC_COLUMNS)
                yield from ((section.key in theirs, question) for question in found)


# What they say


def rules_of(
    records: Mapping[str, Record], first: Mapping[str, int], for_teachers: frozenset[str] = frozenset()
) -> PairingRules:
    said = {key: number_said(records, key) for key in RULES}
    numbers = {key: first[key] if number is None else number for key, number in said.items()}
    topics = {key.removeprefix(TOPIC): words_said(row) for key, row in records.items() if key.startswith(TOPIC)}
    return PairingRules(
        weights=points_of({key: numbers[key] for key in WEIGHTS}),
        words=dict(sorted(topics.items())),
        for_teachers=for_teachers,
        class_distance=numbers["class_distance"],
        inertia=numbers["inertia"],
    )


def number_said(records: Mapping[str, Record], key: str) -> int | None:
    """The number of a line; None when it is empty, no whole number, or out of all reason."""
    number = to_whole(text_said(records, key).removesuffix("%"))
    return number if number is not None and 0 <= number <= RULES[key].most else None


def text_said(records: Mapping[str, Record], key: str) -> str:
    record = records.get(RULES[key].title)
    return canonical(record.get("number")).strip() if record else ""


def words_said(record: Record) -> tuple[str, ...]:
    words = (word.strip() for word in re.split(r"[,;\n]", record.text("words")))
    return tuple(dict.fromkeys(word for word in words if sum(map(str.isalpha, word)) >= SHORTEST_WORD))


def unclear_rules(records: Mapping[str, Record], first: Mapping[str, int]) -> Iterator[Issue]:
    for key, rule in RULES.items():
        if text_said(records, key) and number_said(records, key) is None:
            yield Issue(
                key=f"pairing-{key}",
                what="Непонятное число в правилах подбора",
                who=rule.title,
                where=WHERE,
                now=text_said(records, key),
                advice=f"Впишите целое число от 0 до {rule.most}; пока считается {first[key]}",
            )
    said = {key: number_said(records, key) for key in WEIGHTS}
    total = sum(first[key] if number is None else number for key, number in said.items())
    if total != ALL_WEIGHTS:
        yield Issue(
            key="pairing-weights",
            what="Веса подбора не дают вместе 100",
            who="Все веса",
            where=WHERE,
            now=str(total),
            advice="Исправьте веса; пока каждый считается своей долей от их суммы",
        )
