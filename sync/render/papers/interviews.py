"""The protocol of an interview with a mentor (activity 4.2): what the application says, what to ask, the decision."""

from __future__ import annotations

from sheets_schema.record import Record
from sheets_schema.tables.bases import ADMITTED, REFUSED, RESERVE
from sync.render.papers.layout import CENTRE, Layout
from sync.render.papers.paper import Batch, Paper, day_or_blank
from sync.rules.nameable import Nameable

QUESTIONS = (
    "Что привело вас в программу? Был ли наставник у вас?",
    "Чем вы можете поделиться лучше всего? Приведите случай из жизни.",
    "Наставляемый не пришёл на две встречи подряд. Что вы сделаете?",
    "Вам доверили тайну, и она вас тревожит. К кому вы пойдёте?",
    "Сколько времени в неделю у вас есть на самом деле? Когда его не будет?",
    "Какой помощи вы ждёте от школы?",
)
BY_HAND = "____________________________________________"


def interviews(found: Nameable) -> Batch:
    lines = sorted(found.of_open("readiness"), key=lambda line: (line.text("full_name"), line.key))
    return Batch(tuple(interview_of(found, line) for line in lines), whole="interview-all")


def interview_of(found: Nameable, line: Record) -> Paper:
    mentor = found.row("mentors", line.key)
    fields = {
        "name": line.text("full_name"),
        "place": line.text("place"),
        "form": mentor.text("mentoring_form"),
        "competences": mentor.text("competences"),
        "motivation": mentor.text("motivation"),
        "time": mentor.text("time_resource"),
        "day": day_or_blank(line.get("interviewed_on")),
        "by": line.text("interviewed_by").strip() or BY_HAND,
        "decision": line.text("decision").strip(),
    }
    return Paper(f"interview-{line.key}", fields, (line.key,))


def interview_template() -> bytes:
    paper = Layout("Протокол собеседования с наставником")
    with paper.each("paper in papers"):
        paper.heading("Протокол собеседования\nс кандидатом в наставники", new_page=True)
        paper.line("{{ school }}", CENTRE, size=12, gaps=(0, 10))
        paper.facts(FACTS)
        paper.heading("Вопросы и ответы", 2)
        for number, question in enumerate(QUESTIONS, start=1):
            paper.hint(f"{number}. {question}")
            paper.ruled(2)
        paper.heading("Решение", 2)
        with paper.only_if("paper.decision"):
            paper.hint("{{ paper.decision }}")
        with paper.only_if("not paper.decision"):
            paper.hint(f"☐ {ADMITTED}     ☐ {RESERVE}     ☐ {REFUSED}")
        paper.hint("Почему; что учесть при подборе пары и обучении")
        paper.ruled(2)
        paper.signature("Собеседование провели", "_______________________")
        paper.signature("Педагог-психолог", "_______________________")
    return paper.to_bytes()


FACTS = (
    ("Кандидат", "{{ paper.name }}"),
    ("Класс, должность или место работы", "{{ paper.place }}"),
    ("Форма наставничества", "{{ paper.form }}"),
    ("С чем готов помогать", "{{ paper.competences }}"),
    ("Почему хочет быть наставником", "{{ paper.motivation }}"),
    ("Сколько времени готов уделять", "{{ paper.time }}"),
    ("Дата", "{{ paper.day }}"),
    ("Кто проводил", "{{ paper.by }}"),
)
