"""The panel: where the programme stands and what to do next, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from forms.questionnaire import CONSENTS
from sheets_schema.as_read import SheetAsRead
from sheets_schema.kind import Value, canonical
from sheets_schema.record import Record
from sync.rules.plan import Figures, Waiting
from sync.rules.world import World

CHANGED = "Последнее изменение записано"
SHOWN = 30  # names of people who wait; more of them would bury the rest of the panel

Line = tuple[str, Value, str]


@dataclass(frozen=True)
class Standing:
    """What the panel tells."""

    figures: Figures
    waiting: tuple[Waiting, ...]
    attention: int


def panel_rows(world: World, standing: Standing, changed: str) -> list[Record]:
    lines = [
        *programme_lines(world, changed),
        *figure_lines(standing),
        *form_lines(world),
        *waiting_lines(standing.waiting),
        *legend_lines(),
    ]
    return [
        Record(str(place), {"name": name, "value": value, "comment": comment})
        for place, (name, value, comment) in enumerate(lines)
    ]


def programme_lines(world: World, changed: str) -> Iterator[Line]:
    yield "ПРОГРАММА", None, ""
    yield world.programme.school, world.programme.year, "Школа и учебный год"
    yield CHANGED, changed, "Синхронизация, которой нечего записать, эту строку не меняет"


def figure_lines(standing: Standing) -> Iterator[Line]:
    figures = standing.figures
    yield "СЕЙЧАС", None, ""
    yield "Анкет и согласий получено", figures.answers, ""
    yield "Ждут согласия", len(standing.waiting), "В базу не внесены: чего не хватает, сказано ниже"
    yield "Наставляемых в базе", figures.mentees, "Вкладка «База наставляемых»"
    yield "Наставников в базе", figures.mentors, "Вкладка «База наставников»"
    yield (
        "Наставников готово к работе",
        figures.ready_mentors,
        "Допущены и обучены: «Собеседования и обучение»",
    )
    yield "Пар предложено", figures.proposed, "Решение ставится во вкладке «Пары и группы»"
    yield "Пар утверждено", figures.approved, ""
    yield "Требует внимания", standing.attention, "Вкладка «Требует внимания» в книге «Наставничество: базы»"
    yield "ЧТО ДАЛЬШЕ", None, ""
    for step in next_steps(standing) or ["Проводить встречи"]:
        yield "—", None, step


def next_steps(standing: Standing) -> list[str]:
    """Everything that waits for a person now, the most pressing first."""
    figures = standing.figures
    untrained = figures.mentors - figures.ready_mentors
    steps = {
        "Разослать ссылки на анкеты: они ниже": not figures.answers,
        f"Ответить на вопросы во вкладке «Требует внимания»: {standing.attention}": standing.attention,
        f"Напомнить о согласии: {len(standing.waiting)}, список ниже": standing.waiting,
        f"Провести собеседования и обучение, отметить в «Собеседования и обучение»: {untrained}": untrained > 0,
        f"Решить о предложенных парах во вкладке «Пары и группы»: {figures.proposed}": figures.proposed,
        "Подобрать пары тем, у кого их нет: nastavnik pair": can_pair(figures),
    }
    return [step for step, needed in steps.items() if needed]


def can_pair(figures: Figures) -> bool:
    return figures.ready_mentors > 0 and figures.approved + figures.proposed < figures.mentees


def form_lines(world: World) -> Iterator[Line]:
    """The applications first: people begin with them."""
    yield "АНКЕТЫ", None, "Ссылки можно рассылать: вход не нужен"
    for form in sorted(world.forms, key=lambda form: world.by_key[form.key].purpose in CONSENTS):
        yield form.title, "открыта" if form.open else "закрыта", form.address


def waiting_lines(waiting: tuple[Waiting, ...]) -> Iterator[Line]:
    yield "ЖДУТ СОГЛАСИЯ", None, ""
    for person in waiting[:SHOWN]:
        yield person.who, None, person.missing
    if len(waiting) > SHOWN:
        yield (
            f"и ещё {len(waiting) - SHOWN}",
            None,
            "Все — во вкладке «Согласия» книги «Наставничество: личное»",
        )
    if not waiting:
        yield "Никто не ждёт", None, ""


def legend_lines() -> Iterator[Line]:
    yield "ЦВЕТА ЗАГОЛОВКОВ", None, ""
    yield "Голубой", None, "Из анкеты. Можно исправить: правка сохранится"
    yield "Жёлтый", None, "Заполняет сотрудник. Программа сюда не пишет"
    yield "Серый", None, "Считает программа: ручная правка будет возвращена"
    yield "Свои столбцы", None, "Добавляйте где угодно: программа их не трогает"


def changed_before(sheet: SheetAsRead | None) -> str:
    """The moment that the panel shows now."""
    for found in sheet.rows if sheet else ():
        if found.values.get("name") == CHANGED:
            return canonical(found.values.get("value"))
    return ""


def changed_now(world: World, now: datetime) -> str:
    return now.astimezone(world.programme.zone).strftime("%d.%m.%Y %H:%M")
