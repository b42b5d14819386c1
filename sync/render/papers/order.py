"""The order on pairs and groups (activity 5.4) with its annex and the sheet on which everybody signs."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sync.render.papers.layout import CENTRE, TO_RIGHT, Heading, Layout
from sync.render.papers.paper import Batch, Paper, in_words
from sync.rules.nameable import Nameable
from sync.rules.numerals import Noun, counted
from sync.rules.pair_rows import Pair

PAIR = Noun("пара", "пары", "пар")
GROUP = Noun("группа", "группы", "групп")
MENTEE, MENTOR = (
    f"{{{{ paper.{who} }}}}{{% if paper.{who}_place %}}, {{{{ paper.{who}_place }}}}{{% endif %}}"
    for who in ("mentee", "mentor")
)


def order(found: Nameable, today: date, *, every: bool = False) -> Batch:
    """The pairs that no order names yet, or all of them; no paper when there are none."""
    ordered = {key for key, row in found.rows["pairs"].items() if row.text("order").strip() and not every}
    pairs = [pair for pair in found.pairs if pair.key in found.decided - ordered]
    left_out = found.decided_but_not_nameable
    return Batch((order_of(found, pairs, today),) if pairs else (), left_out)


def order_of(found: Nameable, pairs: list[Pair], today: date) -> Paper:
    sizes = Counter(pair.mentor for pair in pairs)
    groups = sum(size > 1 for size in sizes.values())
    people = people_of(found, pairs)
    fields = {
        "until": in_words(found.programme.until),
        "pairs": [{"number": place, **pair_fields(found, pair)} for place, pair in enumerate(pairs, start=1)],
        "people": [{"number": place, **who} for place, who in enumerate(people.values(), start=1)],
        "count": " и ".join(counted(n, noun) for n, noun in ((len(sizes) - groups, PAIR), (groups, GROUP)) if n),
    }
    return Paper(f"order-{today.isoformat()}", fields, tuple(people))


def pair_fields(found: Nameable, pair: Pair) -> dict[str, str]:
    """A pair as papers tell of it."""
    mentee, mentor = found.ground.mentees[pair.mentee], found.ground.mentors[pair.mentor]
    row = found.row("pairs", pair.key)
    return {
        "mentee": mentee.text("full_name"),
        "mentee_place": mentee.text("school_class"),
        "mentor": mentor.text("full_name"),
        "mentor_place": mentor.text("place"),
        "form": row.text("mentoring_form"),
        "role_model": row.text("role_model"),
        "curator": row.text("curator"),
    }


def people_of(found: Nameable, pairs: list[Pair]) -> dict[str, dict[str, str]]:
    """Everybody in the pairs once, by code: the mentor, then the mentees."""
    people: dict[str, dict[str, str]] = {}
    for pair in pairs:
        fields = pair_fields(found, pair)
        people.setdefault(pair.mentor, {"name": fields["mentor"], "place": fields["mentor_place"]})
        people.setdefault(pair.mentee, {"name": fields["mentee"], "place": fields["mentee_place"]})
    return people


def order_template() -> bytes:
    paper = Layout("Приказ о наставнических парах и группах")
    paper.school()
    paper.heading("ПРИКАЗ")
    paper.two_ends("«____» ______________ 20___ г.", "№ __________", after=6)
    paper.line("{{ place }}", CENTRE, gaps=(0, 14))
    paper.line("О закреплении наставнических пар и групп\nна {{ year }} учебный год", bold=True, gaps=(0, 14))
    paper.text(
        "На основании распоряжения Минпросвещения России от 25.12.2019 №\u00a0Р\u2011145 и плана программы "
        "наставничества школы (пункт 5.4 дорожной карты), с учётом анкет участников и решений сотрудников программы"
    )
    paper.line("ПРИКАЗЫВАЮ:", bold=True, gaps=(8, 4))
    for number, point in enumerate(POINTS.splitlines(), start=1):
        paper.text(f"{number}. {point}")
    paper.signature("Директор", "{{ head }}")
    annex(paper)
    acquaintance(paper)
    return paper.to_bytes()


POINTS = """\
Закрепить наставнические пары и группы по приложению к этому приказу ({{ paper.count }}). Срок работы: \
по {{ paper.until }}
Поручить ведение программы координатору ({{ coordinator }}).
Наставникам вместе с наставляемыми составить индивидуальные планы в срок до ____________________, встречаться по плану \
и сообщать о каждой встрече в анкете программы.
Кураторам пар помогать им в работе, следить за тем, чтобы встречи проходили, и за обратной связью участников.
Координатору ознакомить участников с приказом под подпись и сообщить о парах родителям (законным представителям) \
несовершеннолетних участников.
Контроль за исполнением приказа оставляю за собой.
"""


def annex(paper: Layout) -> None:
    first = paper.line("Приложение", TO_RIGHT)
    first.paragraph_format.page_break_before = True
    paper.line("к приказу от ____________ № ______", TO_RIGHT, gaps=(0, 14))
    paper.heading("Наставнические пары и группы")
    columns = (
        Heading("№", "{{ row.number }}", 9, centred=True),
        Heading("Наставник", "{{ row.mentor }}\n{{ row.mentor_place }}", 46),
        Heading("Наставляемый", "{{ row.mentee }}\n{{ row.mentee_place }}", 46),
        Heading("Форма и ролевая модель", "{{ row.form }}\n{{ row.role_model }}", 40),
        Heading("Куратор", "{{ row.curator }}", 29),
    )
    paper.table(columns, "row in paper.pairs")


def acquaintance(paper: Layout) -> None:
    paper.heading("Лист ознакомления с приказом", new_page=True)
    paper.line(
        "За несовершеннолетнего подпись ставит и родитель (законный представитель).", CENTRE, size=12, gaps=(0, 8)
    )
    columns = (
        Heading("№", "{{ row.number }}", 9, centred=True),
        Heading("Участник", "{{ row.name }}\n{{ row.place }}", 61),
        Heading("Дата", "", 26),
        Heading("Подпись", "", 37),
        Heading("Подпись родителя", "", 37),
    )
    paper.table(columns, "row in paper.people")
