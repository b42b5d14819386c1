"""A whole year of a small school on paper: two mentees, one mentor, everything that the road map asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from forms.answer import Answer
from forms.meanings import PUPILS
from forms.questionnaire import Purpose
from sheets_schema.as_read import BookAsRead
from sync.rules.decide import decide
from sync.rules.evidence_of_work import INDICATORS
from sync.rules.plan import Plan
from tests.rules.paper import (
    PROGRAMME,
    asking,
    carried_out,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    row,
    rows,
    typed,
    world,
)
from tests.rules.surveys import SURVEYS, said, survey
from tests.rules.test_registers import GLEB, GLEBS_DAY, YANA, YANAS_DAY, code_of
from tests.rules.test_year_lines import OLEG

Books = dict[str, BookAsRead]

PAPER_DAY = date(2026, 11, 1)
APPLIED = [mentee(1, GLEB, GLEBS_DAY), mentee(3, YANA, YANAS_DAY, "8Б"), mentor(5, OLEG, "1990-05-01", seats="2")]
CONSENTED = [
    guardian_consent(2, GLEB, GLEBS_DAY),
    guardian_consent(4, YANA, YANAS_DAY),
    own_consent(6, OLEG, "1990-05-01"),
]
ENROLLED = [*APPLIED, *CONSENTED]
ONE_FORM = {"programme": replace(PROGRAMME, mentoring_forms=(PUPILS,))}
ASKED = asking(*SURVEYS, survey("quality", Purpose.QUALITY, INDICATORS))
KINDS = ("Знакомство", "Пробная рабочая", "Планирование", "Рабочая", "Заключительная")


def planned(answers: list[Answer], books: Books | None = None, **more: object) -> Plan:
    return decide(world(answers, books, questionnaires=ASKED, **more))


def synced(answers: list[Answer], books: Books | None = None, **more: object) -> Books:
    """The books after a synchronisation, after which another one finds nothing to do."""
    before = world(answers, books, questionnaires=ASKED, **more)
    after = carried_out(before.books, decide(before))
    again = {name: value for name, value in more.items() if name != "wants_pairs"}
    assert not planned(answers, after, **again)
    return after


def prepared() -> Books:
    """Enrolled, the mentor interviewed and trained, the pairs approved and fixed by an order."""
    books = synced(ENROLLED)
    marks = {"decision": "допущен", "trained": "да", "trained_by": "Эксперт", "materials": "Памятка"}
    books = synced(ENROLLED, typed(books, "readiness", code_of(books, OLEG), **marks))
    books = synced(ENROLLED, books, wants_pairs=True)
    for pair in rows(books, "pairs"):
        books = typed(books, "pairs", pair.key, decision="закрепить", order="№ 41 от 01.12.2026")
    return synced(ENROLLED, books)


def answers_of_the_year(books: Books) -> list[Answer]:
    """What everyone answers from the first card to the last assessment."""
    gleb, yana, oleg = (code_of(books, name) for name in (GLEB, YANA, OLEG))
    answers = [
        said("third_party", 1, code=gleb, full_name=GLEB, author_role="Родитель", topics="Экзамены"),
        said("quality", 1, **dict.fromkeys(INDICATORS, "2")),
        said("invitation", 1, name="Гость Издалека", who="Партнёр", coming="Да", how_many="2"),
    ]
    for number, code in enumerate((gleb, yana, oleg), start=1):
        for form in ("wishes", "feedback", "final_meeting", "satisfaction"):
            more = {
                "part": "Наставник" if code == oleg else "Наставляемый",
                "needs_curator": "Нет",
                "final_coming": "Да",
            }
            asked = {key: text for key, text in more.items() if key in ASKS[form]}
            answers.append(said(form, number, code=code, **asked))
        for wave in ("before", "after"):
            role = "mentor" if code == oleg else "mentee"
            answers.append(said(f"assessment_{role}_{wave}", number, code=code, p_school="7"))
    return [*ENROLLED, *answers, *reports(books)]


ASKS = {
    "wishes": ("part",),
    "feedback": ("needs_curator",),
    "final_meeting": ("final_coming",),
    "satisfaction": ("part",),
}


def reports(books: Books) -> list[Answer]:
    """Each pair meets once for everything."""
    pairs = [pair.key for pair in rows(books, "pairs")]
    return [
        said("meeting", 10 * place + number, pair=pair, date="2026-11-10", minutes="45", kind=kind)
        for place, pair in enumerate(pairs)
        for number, kind in enumerate(KINDS)
    ]


def finished(books: Books, answers: list[Answer]) -> Books:
    """What staff write over the year: attendance, plans, awards, cases, outcomes, consents on paper."""
    for person in rows(books, "consents"):
        books = typed(books, "consents", person.key, publication_paper=PAPER_DAY, reuse_paper=PAPER_DAY)
    for person in rows(books, "gatherings"):
        books = typed(books, "gatherings", person.key, first_came="да", final_came="да")
    for pair in rows(books, "pairs"):
        books = typed(books, "plans", f"{pair.key}-1", task="Проект", actual="Готов")
    books = synced(answers, books, **ONE_FORM)
    for line in rows(books, "cases"):
        books = typed(books, "cases", line.key, case_title="История пары", link="https://x", published_on=PAPER_DAY)
    for line in rows(books, "awards"):
        books = typed(books, "awards", line.key, award="Грамота", awarded="да")
    for tab in ("mentees", "mentors"):
        for person in rows(books, tab):
            books = typed(books, tab, person.key, results="Справились")
    return synced(answers, books, **ONE_FORM)


def state(books: Books, number: str) -> str:
    return row(books, "roadmap", number=number).text("state")


def evidence(books: Books, number: str) -> str:
    return row(books, "roadmap", number=number).text("evidence")


def states(books: Books) -> dict[str, str]:
    return {line.key: line.text("state") for line in rows(books, "roadmap")}


def on(day: date) -> dict[str, datetime]:
    """The world's clock in the morning of a day."""
    return {"now": datetime(day.year, day.month, day.day, 9, tzinfo=UTC)}
