"""The individual plan of a pair (activity 6.3), filled from «Индивидуальные планы»."""

from __future__ import annotations

from forms.meanings import TEACHERS
from sync.render.papers.layout import CENTRE, Heading, Layout
from sync.render.papers.order import MENTEE, MENTOR, pair_fields
from sync.render.papers.paper import Batch, Paper, in_words
from sync.render.person_text import plain
from sync.rules.lines import OF_A_PLAN
from sync.rules.nameable import Nameable
from sync.rules.pair_rows import Pair

EMPTY_LINES = 3  # of the table, to go on with by hand


def plans(found: Nameable) -> Batch:
    papers = tuple(plan_of(found, pair) for pair in found.pairs)
    return Batch(papers, found.decided_but_not_nameable, whole="plan-all")


def plan_of(found: Nameable, pair: Pair) -> Paper:
    mentee = found.ground.mentees[pair.mentee]
    fields = {
        **pair_fields(found, pair),
        "of_teachers": found.row("pairs", pair.key).text("mentoring_form") == TEACHERS,
        "until": in_words(found.programme.until),
        "request": mentee.text("request"),
        "goal": mentee.text("goal"),
        "tasks": tasks_of(found, pair),
    }
    return Paper(f"plan-{pair.key}", fields, (pair.mentee, pair.mentor))


def tasks_of(found: Nameable, pair: Pair) -> list[dict[str, str]]:
    """The lines of the pair's plan in which anything stands, as people write it."""
    lines = [record for key, record in found.rows["plans"].items() if key.rpartition("-")[0] == pair.key]
    used = [record for record in lines if any(record.text(column).strip() for column in OF_A_PLAN)]
    in_order = sorted(used, key=lambda record: (len(record.text("number")), record.text("number")))
    return [
        {"number": str(place), **{column: plain(record.get(column)) for column in OF_A_PLAN}}
        for place, record in enumerate(in_order, start=1)
    ]


def plan_template() -> bytes:
    paper = Layout("Индивидуальный план")
    with paper.each("paper in papers"):
        paper.heading("Индивидуальный план развития\nпод руководством наставника", new_page=True)
        paper.line("{{ school }}", CENTRE, size=12, gaps=(0, 10))
        paper.facts(FACTS)
        paper.heading("1. Трудности и как их преодолеть", 2)
        paper.hint("Что мешает, что уже пробовали, что решили делать вместе")
        paper.ruled(3)
        with paper.only_if("paper.of_teachers"):
            paper.heading("2. Вхождение в должность", 2)
            paper.hint("С чем и с кем познакомиться в школе, к какому сроку")
            paper.ruled(3)
        paper.heading("{% if paper.of_teachers %}3{% else %}2{% endif %}. Направления развития", 2)
        paper.table(TASKS, "row in paper.tasks", EMPTY_LINES)
        paper.signature("Наставник", "{{ paper.mentor }}")
        paper.signature("Наставляемый", "{{ paper.mentee }}")
        paper.line("«____» ______________ 20___ г.", gaps=(12, 0))
    return paper.to_bytes()


FACTS = (
    ("Наставляемый", MENTEE),
    ("Наставник", MENTOR),
    ("Форма наставничества", "{{ paper.form }}"),
    ("Ролевая модель", "{{ paper.role_model }}"),
    ("Запрос", "{{ paper.request }}"),
    ("Чего хочет достичь", "{{ paper.goal }}"),
    ("Срок", "с ____________________ по {{ paper.until }}"),
    ("Куратор", "{{ paper.curator }}"),
)
TASKS = (
    Heading("№", "{{ row.number }}", 9, centred=True),
    Heading("Проект, задание", "{{ row.task }}", 44),
    Heading("Срок", "{{ row.term }}", 24),
    Heading("Планируемый результат", "{{ row.planned }}", 34),
    Heading("Фактический результат", "{{ row.actual }}", 34),
    Heading("Оценка наставника", "{{ row.mark }}", 25),
)
