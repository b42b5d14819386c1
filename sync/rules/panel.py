"""The panel: where the programme stands and what to do next, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from forms.questionnaire import ON_CONSENT
from sheets_schema.as_read import SheetAsRead
from sheets_schema.change import TableChange
from sheets_schema.kind import Value, canonical
from sheets_schema.record import Record
from sheets_schema.tables.programme import PANEL
from sync.errors import Exit
from sync.rules.plan import Figures, Waiting
from sync.rules.world import World

LAST_RUN = "Последняя синхронизация"
SHOWN = 30  # names of people who wait; more of them would bury the rest of the panel

Line = tuple[str, Value, str]

FAILED = {
    Exit.OUR_FAULT: "ошибка программы",
    Exit.USAGE: "не выполнен setup или ошибка в файлах программы",
    Exit.LATER: "сервер не отвечал",
    Exit.NO_PERMISSION: "не было доступа",
    Exit.STOPPED: "остановлено ради безопасности",
}


@dataclass(frozen=True)
class Told:
    """What the panel says of the last run: when it was, and how it went."""

    moment: str = ""
    outcome: str = ""


@dataclass(frozen=True, order=True)
class ToErase:
    """A person who took the consent back, or refused it, and the last day for the destruction of their data."""

    last_day: date
    code: str


@dataclass(frozen=True)
class Standing:
    """What the panel tells."""

    figures: Figures
    waiting: tuple[Waiting, ...]
    attention: int
    lapsed: int = 0
    to_erase: tuple[ToErase, ...] = ()


def panel_rows(world: World, standing: Standing, told: Told) -> list[Record]:
    lines = [
        *programme_lines(world, told),
        *figure_lines(standing),
        *form_lines(world),
        *erasure_lines(world, standing.to_erase),
        *waiting_lines(standing.waiting),
        *legend_lines(),
    ]
    return [
        Record(str(place), {"name": name, "value": value, "comment": comment})
        for place, (name, value, comment) in enumerate(lines)
    ]


def programme_lines(world: World, told: Told) -> Iterator[Line]:
    yield "ПРОГРАММА", None, ""
    yield world.programme.school, world.programme.year, "Школа и учебный год"
    yield LAST_RUN, told.moment, told.outcome


def figure_lines(standing: Standing) -> Iterator[Line]:
    figures = standing.figures
    yield "СЕЙЧАС", None, ""
    yield "Анкет и согласий получено", figures.answers, ""
    yield "Ждут согласия", len(standing.waiting), "В базу не внесены: чего не хватает, сказано ниже"
    if standing.lapsed:
        yield "Снято без согласия", standing.lapsed, "Согласия не было в срок. Новый ответ или согласие вернут строку"
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
    untrained = figures.mentors - figures.ready_mentors - figures.not_to_work
    destroy = len(standing.to_erase)
    steps = {
        "Разослать ссылки на анкеты: они ниже": not figures.answers,
        f"Ответить на вопросы во вкладке «Требует внимания»: {standing.attention}": standing.attention,
        f"Напомнить о согласии: {len(standing.waiting)}, список ниже": standing.waiting,
        f"Уничтожить данные тех, кто отказал или отозвал согласие: {destroy}, сроки ниже": destroy,
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
    for form in sorted(world.forms, key=lambda form: world.by_key[form.key].purpose in ON_CONSENT):
        yield form.title, "открыта" if form.open else "закрыта", form.address


def erasure_lines(world: World, people: tuple[ToErase, ...]) -> Iterator[Line]:
    """Codes and no names: the whole staff reads this."""
    if not people:
        return
    yield "ОТКАЗ ИЛИ ОТЗЫВ СОГЛАСИЯ", None, "Подтвердите удаление во вкладке «Согласия», затем: nastavnik erase КОД"
    for person in people:
        overdue = "срок прошёл, удалите сегодня" if person.last_day < world.today else "последний день по закону"
        yield person.code, f"до {person.last_day:%d.%m.%Y}", overdue


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


# The last run. A line that moved with every run would make every run write: it moves when there is something to tell.


def told_before(sheet: SheetAsRead | None) -> Told:
    """What the panel says of the last run now."""
    for found in sheet.rows if sheet else ():
        if found.values.get("name") == LAST_RUN:
            return Told(canonical(found.values.get("value")), canonical(found.values.get("comment")))
    return Told()


def told_now(world: World, seen: Collection[TableChange]) -> Told:
    """What it is to say of this run, by the changes that people see."""
    rows = sum(len(item.rows) + len(item.new) + len(item.dropped) for item in seen if item.table != PANEL.key)
    quiet = "Обновлена эта панель" if seen else "Всё на месте, нового нет"
    outcome = f"Изменено строк: {rows}" if rows else quiet
    return Told(local_time(world, world.now), f"{outcome}{troubles(world)}")


def has_news(world: World, told: Told) -> bool:
    """Whether the panel is to be written for the last run's sake alone: after failures, and once a day."""
    failed = world.last_run is not None and not world.last_run.succeeded
    return failed or (world.regular and not told.moment.startswith(f"{world.today:%d.%m.%Y}"))


def troubles(world: World) -> str:
    """The runs before this one that did not succeed."""
    last = world.last_run
    if not last or last.succeeded:
        return ""
    since = local_time(world, last.since or last.moment)
    return f". До этого не удалось запусков: {last.failures}, с {since} ({FAILED[last.exit]})"


def local_time(world: World, moment: datetime) -> str:
    return f"{moment.astimezone(world.programme.zone):%d.%m.%Y %H:%M}"
