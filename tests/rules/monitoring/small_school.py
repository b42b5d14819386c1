"""A small school on paper: eight pupils and two mentors with consents, some of them in pairs, and what they answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from forms.answer import Answer
from sheets_schema.as_read import BookAsRead
from sheets_schema.tables import BOOKS
from sync.indicators import Indicators
from sync.rules.admission import gated_of
from sync.rules.decide import decide
from sync.rules.figures import Influence, Monitoring, Shift
from sync.rules.progress import Progress
from tests.rules.paper import (
    NO,
    NOW,
    PROGRAMME,
    answer,
    carried_out,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    rows,
    typed,
    world,
)

Books = dict[str, BookAsRead]

GIVEN = ("Глеб", "Яна", "Иван", "Анна", "Пётр", "Мария", "Лев", "Вера")
PUPILS = [f"{surname} {given}" for surname, given in zip(
    ("Белов", "Щукина", "Горин", "Лапина", "Носов", "Рыбина", "Хохлов", "Цветкова"), GIVEN, strict=True
)]  # fmt: skip
BORN = "2013-05-01"
MENTORS = ("Громов Олег Юрьевич", "Юдина Ольга Петровна")
TEACHERS_DAY = "1990-05-01"
TODAY = NOW.date()
ENROLLED = [
    *(mentee(number, name, BORN) for number, name in enumerate(PUPILS)),
    *(guardian_consent(number, name, BORN) for number, name in enumerate(PUPILS)),
    *(mentor(number, name, TEACHERS_DAY, seats="2") for number, name in enumerate(MENTORS)),
    *(own_consent(number, name, TEACHERS_DAY) for number, name in enumerate(MENTORS)),
]
FIRST_WITHDRAWN = guardian_consent(0, PUPILS[0], BORN, NO, edited=60)


def with_settings(**settings: object) -> dict[str, object]:
    """The world's programme with a section [indicators]."""
    return {"programme": replace(PROGRAMME, own_indicators=replace(Indicators(date(2026, 9, 1)), **settings))}


def synced(answers: list[Answer], books: Books | None = None, **more: object) -> Books:
    """The books after a synchronisation, after which another one finds nothing to do."""
    before = world(answers, books, **more)
    after = carried_out(before.books, decide(before))
    again = {name: value for name, value in more.items() if name != "wants_pairs"}
    assert not decide(world(answers, after, **again)).books
    return after


def figures(answers: list[Answer], books: Books, **more: object) -> Monitoring:
    return decide(world(answers, books, **more)).monitoring


def seen_by_rules(answers: list[Answer]) -> Progress:
    """What the rules of monitoring read: the tabs as they stand once these answers came in, the pairs approved."""
    books = synced(answers, paired())
    tabs = {item.key: {line.key: line for line in rows(books, item.key)} for book in BOOKS for item in book.tables}
    seen = world(answers, books)
    return Progress(seen, gated_of(seen).gates, tabs)


@cache
def enrolled() -> Books:
    return synced(ENROLLED)


@cache
def paired() -> Books:
    """Both mentors trained, and the four pairs that they have room for approved."""
    books = enrolled()
    for line in rows(books, "readiness"):
        books = typed(books, "readiness", line.key, decision="допущен", trained="да")
    books = synced(ENROLLED, synced(ENROLLED, books), wants_pairs=True)
    for line in rows(books, "pairs"):
        books = typed(books, "pairs", line.key, decision="утвердить")
    assert len(rows(books, "pairs")) == 4
    return synced(ENROLLED, books)


def codes() -> dict[str, str]:
    return {line.text("full_name"): line.key for line in rows(enrolled(), "consents")}


def pairs() -> list[str]:
    return [line.key for line in rows(paired(), "pairs")]


# Answers to the shipped surveys


def marks(number: int, wave: str, **given: int) -> Answer:
    """What the pupil of this number answers before or after."""
    values = {"code": codes()[PUPILS[number]], "full_name": PUPILS[number], "role": "Я учусь в школе"}
    return answer(f"assessment_mentee_{wave}", number, {**values, **{f"p_{key}": str(n) for key, n in given.items()}})


def met(number: int, pair: str, weeks_ago: int, kind: str = "Рабочая", **more: str) -> Answer:
    day = TODAY - timedelta(weeks=weeks_ago)
    return answer("meeting", number, {"pair": pair, "date": day.isoformat(), "minutes": "45", "kind": kind, **more})


def content(number: int, code: str, part: str, mark: int, **more: str) -> Answer:
    side = "mentee" if part == "Наставляемым" else "mentor"
    given = {f"{side}_{key}": str(mark) for key in ("comfort", "meetings", "result")}
    return answer("satisfaction", number, {"code": code, "part": part, **given, **more})


def opinion(number: int, points: int | None, **words: str) -> Answer:
    """A curator's marks of this many points together; None leaves the last of them out."""
    left = 18 if points is None else points
    given = [min(2, max(0, left - 2 * place)) for place in range(9)]
    asked = given[:-1] if points is None else given
    return answer("quality", number, {**{f"q{place}": str(n) for place, n in enumerate(asked, start=1)}, **words})


def influence_of(*shifts: Shift) -> Influence:
    return Influence(shifts)
