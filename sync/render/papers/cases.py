"""The frame of a case (activity 7.5): what the tables know of a pair's year, and what a human has to tell.

It is made to be published, so it is there only for pairs both of whom agreed to publication.
"""

from __future__ import annotations

from sync.render.papers.layout import CENTRE, Heading, Layout
from sync.render.papers.order import MENTEE, MENTOR, pair_fields
from sync.render.papers.paper import Batch, Paper
from sync.render.papers.plans import tasks_of
from sync.rules.nameable import Nameable
from sync.rules.numerals import Noun, counted
from sync.rules.pair_rows import Pair

MEETING = Noun("встреча", "встречи", "встреч")
HOUR = Noun("час", "часа", "часов")
UNTITLED = "История одной пары"
TO_TELL = (
    ("С чего всё началось", "Что не получалось, чего хотелось, как пара познакомилась", 4),
    ("Что делали вместе", "Как проходили встречи, что помогло, где пришлось менять план", 4),
    ("Что получилось", "Что изменилось за год: дела, умения, отношения; чем это видно", 4),
    ("Своими словами", "Что говорят наставляемый и наставник. Спросите их и покажите им готовый текст", 4),
    ("Что пригодится другим", "Приёмы и находки, которые стоит повторить", 3),
)


def cases(found: Nameable) -> Batch:
    agreed = [pair for pair in found.pairs if found.may_be_published((pair.mentee, pair.mentor))]
    left_out = {pair.key for pair in found.pairs if pair not in agreed} | {*found.decided_but_not_nameable}
    return Batch(tuple(case_of(found, pair) for pair in agreed), tuple(sorted(left_out)))


def case_of(found: Nameable, pair: Pair) -> Paper:
    mentee, line = found.ground.mentees[pair.mentee], found.row("cases", pair.key)
    fields = {
        **pair_fields(found, pair),
        "title": line.text("case_title").strip() or UNTITLED,
        "author": line.text("author"),
        "request": mentee.text("request"),
        "meetings": meetings_of(found, pair),
        "tasks": tasks_of(found, pair),
    }
    return Paper(f"case-{pair.key}", fields, (pair.mentee, pair.mentor))


def meetings_of(found: Nameable, pair: Pair) -> str:
    """12 встреч, 9 часов."""
    lines = [line for line in found.rows["meetings"].values() if line.text("pair") == pair.key]
    minutes = sum(number for line in lines if type(number := line.get("minutes")) is int)
    hours = f", {counted(round(minutes / 60), HOUR)}" if minutes >= 30 else ""
    return counted(len(lines), MEETING) + hours


def case_template() -> bytes:
    paper = Layout("Кейс о работе пары")
    with paper.each("paper in papers"):
        paper.heading("{{ paper.title }}", new_page=True)
        paper.line("{{ school }}, {{ year }} учебный год", CENTRE, size=12, gaps=(0, 10))
        paper.facts(FACTS)
        with paper.only_if("paper.tasks"):
            paper.heading("Над чем работали", 2)
            paper.table(TASKS, "row in paper.tasks")
        for title, hint, lines in TO_TELL:
            paper.heading(title, 2)
            paper.hint(hint)
            paper.ruled(lines)
        paper.line("Оформил: {{ paper.author or '____________________' }}", gaps=(18, 0))
    return paper.to_bytes()


FACTS = (
    ("Наставляемый", MENTEE),
    ("Наставник", MENTOR),
    ("Форма и ролевая модель", "{{ paper.form }}; {{ paper.role_model }}"),
    ("Запрос", "{{ paper.request }}"),
    ("Встречи", "{{ paper.meetings }}"),
)
TASKS = (
    Heading("№", "{{ row.number }}", 9, centred=True),
    Heading("Проект, задание", "{{ row.task }}", 61),
    Heading("Чего хотели", "{{ row.planned }}", 50),
    Heading("Что вышло", "{{ row.actual }}", 50),
)
