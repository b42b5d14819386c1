"""The act of destruction with the extract from the log, and what is left to people.

What an act must say: order of Roskomnadzor of 28.10.2022 № 179. A code stands for the person: the order takes «other
information relating to a certain person» for the name, and a name in the act would outlive the erasure by years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sheets_schema.record import Record
from sync.programme import Programme
from sync.render.person_text import plain
from sync.rules.plan import Erased

ELSEWHERE = (
    "бумажные анкеты, согласия и списки: уничтожить или обезличить, как велит номенклатура дел",
    "письма, сообщения и распечатки, в которых есть имя участника",
    "файлы, скачанные из таблиц на другие компьютеры и телефоны",
    "приказы и протоколы: их хранят столько, сколько велит закон, и не уничтожают этим актом",
)
IN_GOOGLE = (
    "история версий трёх таблиц (Файл → История версий): прежние версии остаются у Google, пока он их не удалит",
    "таблица с ответами, если её подключали к форме, и письма Google о новых ответах",
)


@dataclass(frozen=True)
class ByHand:
    """What only people can delete: responses as (title of the form, address), places in the staff's own words,
    files of this folder that name the person, names of backups that still hold them."""

    answers: tuple[tuple[str, str], ...] = ()
    mentions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    backups: tuple[str, ...] = ()
    in_google: bool = False


def act_text(programme: Programme, told: Erased, log: Sequence[Record], by_hand: ByHand, now: datetime) -> str:
    """The whole file; ``log`` are the lines about this code."""
    local = now.astimezone(programme.zone)
    lines = [
        "АКТ ОБ УНИЧТОЖЕНИИ ПЕРСОНАЛЬНЫХ ДАННЫХ",
        "",
        f"Оператор: {programme.school}, {programme.school_address}",
        f"Чьи данные: участник программы наставничества с кодом {', '.join((told.code, *told.former))}",
        f"Причина: {reason(programme, told)}",
        f"Решение принято: {told.confirmed_by}",
        f"Дата и время уничтожения: {local:%d.%m.%Y %H:%M}",
        "Где хранились: информационная система программы наставничества, три электронные таблицы",
        "Способ: удаление строк и служебных записей программой, без возможности вернуть их из таблиц",
        f"Категории данных: {'; '.join(told.headings) or 'нет'}",
        "Удалено строк: " + ("; ".join(f"{title} — {count}" for title, count in told.rows) or "нет"),
        f"Ответов на анкеты, которые больше не читаются: {len(told.responses)}",
        "",
        "Уничтожил: _______________________ (должность, фамилия, подпись)",
        f"Руководитель: ____________________ {programme.head}",
        "",
        "ВЫГРУЗКА ИЗ ЖУРНАЛА",
        *map(log_line, log),
        "",
        "ОСТАЁТСЯ УДАЛИТЬ РУКАМИ (программе это недоступно; отмечайте сделанное)",
        *hand_lines(by_hand),
        "",
        "Акт и выгрузку хранят 3 года.",
    ]
    return "\n".join(lines) + "\n"


def reason(programme: Programme, told: Erased) -> str:
    if told.demanded is None:
        return "цель обработки достигнута, решение сотрудника"
    return f"согласие отозвано или не дано {told.demanded.astimezone(programme.zone):%d.%m.%Y}"


def log_line(line: Record) -> str:
    said = ", ".join(line.text(key) for key in ("kind", "event", "changed") if line.text(key))
    return f"№ {line.text('number')}, {plain(line.get('moment'))} UTC, {said}; сумма {line.text('digest')}"


def hand_lines(by_hand: ByHand) -> Iterator[str]:
    for title, places in groupby(hand_places(by_hand), key=itemgetter(0)):
        yield f"{title}:"
        yield from (f"  [ ] {place}" for _, place in places)


def hand_places(by_hand: ByHand) -> Iterator[tuple[str, str]]:
    """What is left to people: what it is, and where."""
    places: dict[str, Iterable[str]] = {
        "Ответы в формах: откройте каждый и удалите": (f"{title}: {address}" for title, address in by_hand.answers),
        "Слова сотрудников, где может быть фамилия: проверьте": by_hand.mentions,
        "Файлы в папке программы": by_hand.files,
        "Резервные копии: исчезнут через 30 дней, раньше — удалите сами": by_hand.backups,
        "Где ещё смотреть": (*(IN_GOOGLE if by_hand.in_google else ()), *ELSEWHERE),
    }
    return ((title, place) for title, found in places.items() for place in found)
