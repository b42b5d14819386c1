"""The act of destruction as a paper to sign: the same words as in the text act (``act_text.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sheets_schema.record import Record
from sync.programme import Programme
from sync.render.act_text import ByHand, hand_places, log_line, reason
from sync.render.papers.layout import WIDTH, Heading, Layout
from sync.render.papers.paper import Paper
from sync.rules.plan import Erased


def act_paper(
    programme: Programme, told: Erased, log: Sequence[Record], by_hand: ByHand, moment: datetime, name: str
) -> Paper:
    """It names nobody: a code stands for the person."""
    local = moment.astimezone(programme.zone)
    fields = {
        "whose": ", ".join((told.code, *told.former)),
        "reason": reason(programme, told),
        "confirmed_by": told.confirmed_by,
        "moment": f"{local:%d.%m.%Y %H:%M}",
        "kinds": "; ".join(told.headings) or "нет",
        "tabs": [{"title": title, "count": count} for title, count in told.rows],
        "answers": len(told.responses),
        "log": [{"line": log_line(line)} for line in log],
        "by_hand": [
            {"number": place, "what": title, "where": where}
            for place, (title, where) in enumerate(hand_places(by_hand), start=1)
        ],
    }
    return Paper(name, fields)


def destruction_template() -> bytes:
    paper = Layout("Акт об уничтожении персональных данных")
    paper.school()
    paper.heading("АКТ\nоб уничтожении персональных данных")
    paper.two_ends("{{ place }}", "№ __________", after=10)
    paper.facts(FACTS)
    with paper.only_if("paper.tabs"):
        paper.heading("Удалённые строки", 2)
        paper.table(TABS, "row in paper.tabs")
    paper.signature("Уничтожил", "_______________________")
    paper.signature("Директор", "{{ head }}")
    paper.heading("Выгрузка из журнала", 2, new_page=True)
    paper.line("Прилагается к акту. Акт и выгрузку хранят 3 года.", size=12, gaps=(0, 6))
    paper.table((Heading("Запись", "{{ row.line }}", WIDTH),), "row in paper.log")
    paper.heading("Остаётся удалить руками", 2)
    paper.line("Программе это недоступно. Отмечайте сделанное.", size=12, gaps=(0, 6))
    paper.table(BY_HAND, "row in paper.by_hand")
    return paper.to_bytes()


TABS = (
    Heading("Вкладка", "{{ row.title }}", WIDTH - 40),
    Heading("Строк", "{{ row.count }}", 40, centred=True),
)
FACTS = (
    ("Чьи данные", "участник программы наставничества с кодом {{ paper.whose }}"),
    ("Причина", "{{ paper.reason }}"),
    ("Решение принято", "{{ paper.confirmed_by }}"),
    ("Дата и время уничтожения", "{{ paper.moment }}"),
    ("Где хранились", "информационная система программы наставничества, три электронные таблицы"),
    ("Способ", "удаление строк и служебных записей программой, без возможности вернуть их из таблиц"),
    ("Категории данных", "{{ paper.kinds }}"),
    ("Ответов на анкеты, которые больше не читаются", "{{ paper.answers }}"),
)
BY_HAND = (
    Heading("№", "{{ row.number }}", 9, centred=True),
    Heading("Что", "{{ row.what }}", 50),
    Heading("Где", "{{ row.where }}", 91),
    Heading("Сделано", "", 20),
)
