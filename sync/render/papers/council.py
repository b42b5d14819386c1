"""The summary for the pedagogical council: how the programme stands, in figures and without a single name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sheets_schema.record import Record
from sheets_schema.tables.roadmap import DONE, LATE, LEFT_OUT
from sync.render.papers.layout import CENTRE, WIDTH, Heading, Layout
from sync.render.papers.paper import Batch, Paper
from sync.render.person_text import plain
from sync.rules.nameable import Nameable
from sync.rules.plan import Plan
from sync.rules.roadmap import NOT_BEGUN, UNDER_WAY

FORMS = "Форма не указана"


def council(found: Nameable, plan: Plan, today: date) -> Batch:
    lines = plan.roadmap.lines
    fields = {
        "figures": [{"what": what, "value": value} for what, value in figures(found, plan)],
        "forms": list(by_form(found)),
        "stages": list(by_stage(lines)),
        "late": [late_fields(line) for line in lines if line.text("late") == LATE],
    }
    return Batch((Paper(f"council-{today.isoformat()}", fields),))


def figures(found: Nameable, plan: Plan) -> Iterable[tuple[str, int]]:
    known = plan.figures
    return (
        ("Заполнено анкет", known.answers),
        ("Наставляемых в базе", known.mentees),
        ("Наставников в базе", known.mentors),
        ("Из них готовы к работе", known.ready_mentors),
        ("Утверждено пар", known.approved),
        ("Предложено пар, решения ещё нет", known.proposed),
        ("Встреч, о которых рассказали пары", len(found.rows["meetings"])),
        ("Анкет, которые ждут согласия", len(plan.waiting)),
        ("Вопросов, которые ждут сотрудников", len(plan.issues)),
    )


def by_form(found: Nameable) -> Iterable[dict[str, object]]:
    pairs: dict[str, list[tuple[str, str]]] = {}
    for pair in found.pairs:
        form = found.row("pairs", pair.key).text("mentoring_form") or FORMS
        pairs.setdefault(form, []).append((pair.mentee, pair.mentor))
    for form, both in sorted(pairs.items()):
        mentees, mentors = ({codes[side] for codes in both} for side in (0, 1))
        yield {"form": form, "pairs": len(both), "mentees": len(mentees), "mentors": len(mentors)}


def by_stage(lines: Iterable[Record]) -> Iterable[dict[str, object]]:
    counts: dict[str, Counter[str]] = {}
    for line in lines:
        counts.setdefault(line.text("stage"), Counter())[line.text("state")] += 1
    for stage, states in counts.items():
        done = states[DONE] + states[LEFT_OUT]
        yield {"stage": stage, "done": done, "under_way": states[UNDER_WAY], "not_begun": states[NOT_BEGUN]}


def late_fields(line: Record) -> dict[str, str]:
    shown = {key: plain(line.get(key)) for key in ("number", "activity", "responsible", "end")}
    return {**shown, "evidence": line.text("evidence")}


def council_template() -> bytes:
    paper = Layout("Программа наставничества: справка")
    paper.heading("Программа наставничества:\nсправка для педагогического совета")
    paper.line("{{ school }}, {{ year }} учебный год", CENTRE)
    paper.line("по состоянию на {{ today }}", CENTRE, gaps=(0, 10))
    paper.heading("В цифрах", 2)
    paper.table(FIGURES, "row in paper.figures")
    with paper.only_if("paper.forms"):
        paper.heading("Пары по формам наставничества", 2)
        paper.table(OF_FORMS, "row in paper.forms")
    paper.heading("Дорожная карта", 2)
    paper.table(OF_STAGES, "row in paper.stages")
    with paper.only_if("paper.late"):
        paper.heading("Срок прошёл, а мероприятие не завершено", 2)
        paper.table(OF_LATE, "row in paper.late")
    paper.heading("Решение педагогического совета", 2)
    paper.ruled(4)
    paper.signature("Координатор программы", "{{ coordinator }}")
    return paper.to_bytes()


FIGURES = (
    Heading("Что", "{{ row.what }}", WIDTH - 40),
    Heading("Сколько", "{{ row.value }}", 40, centred=True),
)
OF_FORMS = (
    Heading("Форма", "{{ row.form }}", WIDTH - 90),
    Heading("Пар", "{{ row.pairs }}", 25, centred=True),
    Heading("Наставляемых", "{{ row.mentees }}", 35, centred=True),
    Heading("Наставников", "{{ row.mentors }}", 30, centred=True),
)
OF_STAGES = (
    Heading("Этап", "{{ row.stage }}", WIDTH - 90),
    Heading("Сделано", "{{ row.done }}", 30, centred=True),
    Heading("Идёт", "{{ row.under_way }}", 30, centred=True),
    Heading("Не начато", "{{ row.not_begun }}", 30, centred=True),
)
OF_LATE = (
    Heading("№", "{{ row.number }}", 12, centred=True),
    Heading("Мероприятие", "{{ row.activity }}", 50),
    Heading("Срок", "{{ row.end }}", 26),
    Heading("Ответственные", "{{ row.responsible }}", 40),
    Heading("Что уже есть", "{{ row.evidence }}", 42),
)
