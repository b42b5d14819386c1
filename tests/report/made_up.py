"""Figures of a made-up school, of any size, for the reports: nothing in them is anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import mean, median

from sync.render.report.parts import Heading
from sync.rules.figures import (
    STAGES,
    Asked,
    Criterion,
    Funnel,
    Group,
    Indicator,
    Influence,
    Marks,
    Monitoring,
    OwnIndex,
    PairCourse,
    Quality,
    Satisfaction,
    Score,
    Shift,
    Swot,
    ToDo,
)
from sync.rules.lines import MENTEE, MENTOR

HEADING = Heading("МБОУ «Лицей № 22»", "2025-2026", datetime(2026, 6, 20, 9, 30, tzinfo=UTC))
FORMS = ("ученик — ученик", "учитель — учитель")
CLASSES = ("7 класс", "8 класс", "9 класс", "Работники школы")
TOPICS = ("Подготовка к экзаменам", "Проект или исследование", "Выступать на публике", "Найти своё дело")
PARAMETERS = (
    ("Вовлечённость в учёбу", False),
    ("Успеваемость по предметам", False),
    ("Умение договариваться и работать вместе с другими", False),
    ("Тревожность", True),
    ("Понимание своего будущего", False),
)
STATEMENTS = ("Мне было полезно", "Наставник понимал меня", "Я посоветую это другу")
CRITERIA = (
    "Дела отвечают цели и задачам",
    "Работа устроена по принципам программы",
    "Подходы и технологии современны",
    "В школе спокойно и доброжелательно",
    "Работа наставников продумана",
    "Участники довольны",
    "Партнёры довольны",
    "Наставляемым интересно, они деятельны",
    "Наставляемые применяют то, чему научились",
)
XSS = '<img src=x onerror="window.__xss=1">'


def marks(values: Sequence[int]) -> Marks:
    counts = tuple(values.count(mark) for mark in range(1, 11))
    enough = len(values) >= 5
    return Marks(counts, round(mean(values), 2) if enough else None, median(values) if enough else None)


def monitoring(people: int = 60, words: str = "Тёплая школа") -> Monitoring:
    """A year of so many mentees; ``words`` are what somebody wrote."""
    pairs = people * 2 // 3
    monday = date(2025, 10, 6)
    weeks = tuple(monday + timedelta(days=7 * number) for number in range(34))
    return Monitoring(
        requests=23,
        funnels=tuple(
            Funnel(who, by, tuple(group(name, people, place) for place, name in enumerate(names)))
            for who in ("Наставляемые", "Наставники")
            for by, names in (("форма наставничества", FORMS), ("параллель", CLASSES))
        ),
        topics=tuple((topic, people // (place + 2)) for place, topic in enumerate(TOPICS)),
        influence=influence(people),
        quality=quality(words),
        satisfaction=tuple(satisfaction(role, people) for role in (MENTEE, MENTOR)),
        indicators=indicators(people),
        weeks=weeks,
        pairs=tuple(pair(number, len(weeks)) for number in range(pairs)),
        lists=(ToDo("Давно не встречались", "K7M2A9B-X3P8D4E", "Оля И.", "pairs", "пять недель"),),
        definitions={"monitoring": ("Готов: согласие действует, участник внесён в базу.",), "pairs": (words,)},
    )


def group(name: str, people: int, place: int) -> Group:
    first = people // (place + 1)
    return Group(name, {stage: first * (10 - step) // 10 for step, stage in enumerate(STAGES)})


def pair(number: int, weeks: int) -> PairCourse:
    by_week = tuple((week * (number + 3) // 2 + number) % 3 if week > number % 5 else 0 for week in range(weeks))
    key = f"K{number:05d}B-X{number:05d}E"
    last = date(2026, 5, 20)
    return PairCourse(
        key, key[:7], key[8:], sum(by_week), weeks, 45 * sum(by_week), last, number % 4, number % 2 == 0, by_week
    )


def influence(people: int) -> Influence:
    found = []
    for role, count in ((MENTEE, people), (MENTOR, people // 3), ("гость", min(people, 3))):
        for place, (title, lower) in enumerate(PARAMETERS):
            before = [3 + (number * 7 + place) % 5 for number in range(count)]
            change = [(number + place) % 4 - (2 if lower else 1) for number in range(count)]
            after = [min(10, max(1, old + step)) for old, step in zip(before, change, strict=True)]
            found.append(shift(role, title, lower, before, after))
    index = OwnIndex(MENTEE, FORMS[0], people, 0.62 if people >= 5 else None)
    return Influence(tuple(found), (index,), {(MENTEE, "По итогам"): 4})


def shift(role: str, title: str, lower: bool, before: list[int], after: list[int]) -> Shift:
    up = sum(new > old for old, new in zip(before, after, strict=True))
    down = sum(new < old for old, new in zip(before, after, strict=True))
    better, worse = (down, up) if lower else (up, down)
    verdict = "Перемена к лучшему, и вряд ли случайная" if better > worse else "Заметной перемены нет"
    same = len(before) - up - down
    both = marks(before), marks(after)
    return Shift(f"p_{title}", title, role, FORMS[0], lower, *both, better, same, worse, 0.04, verdict)


def quality(words: str) -> Quality:
    criteria = tuple(Criterion(title, (place % 2, 1, 2), 1.5 + place % 2 / 2) for place, title in enumerate(CRITERIA))
    scores = tuple(Score(f"q{total}", None, (2,) * 9, total, "оптимальный") for total in (13, 15, 16, 16))
    return Quality(
        criteria, scores, 15.5, "оптимальный", Swot((words, "Опытные педагоги"), (words,), (), ("Мало времени",))
    )


def satisfaction(role: str, people: int) -> Satisfaction:
    answers = [[4 + (number * 3 + place) % 7 for number in range(people)] for place in range(len(STATEMENTS))]
    asked = tuple(Asked(f"s{place}", title, marks(answers[place])) for place, title in enumerate(STATEMENTS))
    return Satisfaction(role, people, people, people * 3 // 4, asked)


def indicators(people: int) -> tuple[Indicator, ...]:
    return (
        Indicator("pupils", "Дети 10–19 лет, ставшие наставляемыми", people, 640, 70),
        Indicator("mentors", "Подростки 15–19 лет, ставшие наставниками", people // 3, 210, 10),
        Indicator("enterprises", "Предприятия, давшие наставников", 2, None, 30, "indicators.enterprises"),
        Indicator("content", "Довольные наставляемые", people * 3 // 4, people, 85),
    )
