"""Every paper of a small school's year: what it says, whom it names, and whom it must not name."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sheets_schema.record import Record
from sync.papers import OF_A_YEAR, Asked
from sync.render.act_text import ByHand
from sync.render.papers.destruction import act_paper
from sync.render.papers.paper import day_or_blank, in_words, place_of
from sync.render.papers_text import made_text
from sync.rules.plan import Erased
from tests.papers.desk import batch, filled, known, said
from tests.rules.paper import NO, PROGRAMME, guardian_consent, rows, typed
from tests.rules.test_registers import GLEB, GLEBS_DAY, YANA, code_of
from tests.rules.test_year_lines import OLEG
from tests.rules.year import ENROLLED, answers_of_the_year, finished, prepared

GOLDEN = Path(__file__).parent / "golden"
FEAST = Asked(when="5 июня, 15:00", where="актовый зал")
ONE_FILE = {kind: f"{kind}.txt" for kind in OF_A_YEAR}


@pytest.fixture(scope="module")
def year():
    """The answers of the year, and the books as staff have left them; the order is still to be written."""
    books = prepared()
    answers = answers_of_the_year(books)
    books = finished(books, answers)
    for line in rows(books, "awards"):
        books = typed(books, "awards", line.key, nomination="За терпение", awarded_on=date(2027, 6, 5))
    for pair in rows(books, "pairs"):
        books = typed(books, "pairs", pair.key, order=None)
    return answers, books


@pytest.fixture(scope="module")
def gleb_left(year):
    """His mother has taken her consent back a minute ago, and no synchronisation has seen it."""
    answers, books = year
    gone = guardian_consent(2, GLEB, GLEBS_DAY, NO, edited=60)
    return known([item for item in answers if item.response_id != gone.response_id] + [gone], books)


def texts(kind: str, of, asked: Asked | None = None) -> str:
    papers = batch(kind, of, asked).papers
    return "\n".join(said(filled(kind, [paper], of)) for paper in papers)


@pytest.mark.parametrize("kind", OF_A_YEAR)
def test_a_paper_says_what_it_should(year, kind: str) -> None:
    """``NASTAVNIK_REGEN=1`` writes the golden files anew; then read the difference."""
    text = texts(kind, known(*year), FEAST) + "\n"
    path = GOLDEN / ONE_FILE[kind]
    if os.environ.get("NASTAVNIK_REGEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text.splitlines() == path.read_bytes().decode().splitlines()


@pytest.mark.parametrize("kind", OF_A_YEAR)
def test_who_withdrew_a_minute_ago_is_named_on_no_paper(gleb_left, kind: str) -> None:
    gleb = code_of(gleb_left_books(gleb_left))
    found = batch(kind, gleb_left, Asked(every=True))
    assert found.papers, "the others still have theirs"
    assert GLEB not in texts(kind, gleb_left, Asked(every=True))
    assert all(gleb not in paper.name and gleb not in paper.codes for paper in found.papers)


def gleb_left_books(of):
    return of.found.ground.world.books


@pytest.mark.parametrize("kind", ["order", "plan", "case"])
def test_a_pair_that_lacks_a_consent_is_told_by_its_codes(gleb_left, kind: str) -> None:
    books = gleb_left_books(gleb_left)
    assert batch(kind, gleb_left, Asked(every=True)).left_out == (f"{code_of(books)}-{code_of(books, OLEG)}",)


def test_the_order_names_pairs_that_are_decided_and_not_yet_ordered(year) -> None:
    answers, books = year
    gleb, oleg = code_of(books), code_of(books, OLEG)
    books = typed(books, "pairs", f"{gleb}-{oleg}", order="№ 12 от 01.12.2026")
    seen = known(answers, books)
    assert (GLEB in texts("order", seen), YANA in texts("order", seen)) == (False, True)
    assert GLEB in texts("order", seen, Asked(every=True))
    for pair in rows(books, "pairs"):
        books = typed(books, "pairs", pair.key, order="№ 12 от 01.12.2026")
    assert batch("order", known(answers, books)).papers == ()


def test_a_pair_that_is_only_proposed_is_on_no_order(year) -> None:
    answers, books = year
    for pair in rows(books, "pairs"):
        books = typed(books, "pairs", pair.key, decision=None)
    seen = known(answers, books)
    assert batch("order", seen, Asked(every=True)).papers == batch("plan", seen).papers == ()


def test_everybody_in_a_group_signs_once(year) -> None:
    [paper] = batch("order", known(*year)).papers
    assert [who["name"] for who in paper.fields["people"]] == [OLEG, YANA, GLEB]
    assert paper.fields["count"] == "1 группа"


def test_without_consent_to_publication_a_certificate_is_given_but_nothing_is_made_to_publish(year) -> None:
    answers, books = year
    oleg = code_of(books, OLEG)
    seen = known(answers, typed(books, "consents", oleg, publication_paper=None))
    assert OLEG in texts("certificates", seen)
    assert (batch("certificates-site", seen).papers, batch("certificates-site", seen).left_out) == ((), (oleg,))
    assert (batch("case", seen).papers, len(batch("case", seen).left_out)) == ((), 2)


def test_the_consents_that_ended_with_their_term_name_nobody(year) -> None:
    answers, books = year
    over = known(answers, books, now=datetime(2027, 9, 2, 9, tzinfo=UTC))
    named = {
        kind: batch(kind, over, Asked(every=True)).papers for kind in ("order", "plan", "certificates", "interview")
    }
    assert named == dict.fromkeys(named, ())
    assert [paper.name for paper in batch("invitations", over).papers] == ["invitations-guest"]


def test_files_are_called_by_codes_and_days_and_can_lie_on_any_disk(year) -> None:
    seen = known(*year)
    names = [paper.name for kind in OF_A_YEAR for paper in batch(kind, seen).papers]
    assert len(names) == len({name.lower() for name in names}) > len(OF_A_YEAR)
    assert all(name.isascii() and not set(name) & set('<>:"/\\|?* .') for name in names)


def test_all_plans_in_one_file_are_the_plans_one_after_another(year) -> None:
    papers = batch("plan", known(*year)).papers
    assert said(filled("plan", papers)).splitlines() == [
        line for paper in papers for line in said(filled("plan", [paper])).splitlines()
    ]


def test_a_teacher_s_plan_has_a_section_more(year) -> None:
    paper = batch("plan", known(*year)).papers[0]
    teachers = replace(paper, fields={**paper.fields, "of_teachers": True})
    assert "Вхождение в должность" not in said(filled("plan", [paper]))
    assert "2. Вхождение в должность" in said(filled("plan", [teachers]))
    assert "3. Направления развития" in said(filled("plan", [teachers]))


def test_an_interview_that_was_not_held_leaves_room_for_it() -> None:
    seen = known(ENROLLED, prepared())
    assert "☐ допущен" not in texts("interview", seen)
    undecided = typed(prepared(), "readiness", code_of(prepared(), OLEG), decision=None)
    assert "☐ допущен     ☐ резерв     ☐ отказ" in texts("interview", known(ENROLLED, undecided))


def test_the_council_reads_no_name(year) -> None:
    seen = known(*year)
    told = texts("council", seen)
    assert not any(name.split()[0] in told for name in (GLEB, YANA, OLEG))
    assert "Утверждено пар | 2" in told
    assert "Встреч, о которых рассказали пары | 10" in told


def test_the_act_says_what_the_law_asks_for_and_names_nobody() -> None:
    told = Erased("2345679", "Петрова М. С.", rows=(("База наставляемых", 1),), headings=("ФИО",))
    line = Record("1", {"number": 7, "moment": datetime(2026, 11, 22, 9, tzinfo=UTC), "event": "данные удалены"})
    by_hand = ByHand(answers=(("Анкета", "https://forms.example/1"),))
    paper = act_paper(PROGRAMME, told, [line], by_hand, datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "act")
    text = said(filled("destruction", [paper]))
    for words in ("кодом 2345679", "Петрова М. С.", "22.11.2026 12:30", "База наставляемых | 1", "ФИО", "№ 7"):
        assert words in text
    assert "Анкета: https://forms.example/1" in text


# Words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 12), "12 ноября 2026 г."),
        ("01.05.2027", "1 мая 2027 г."),
        ("в конце мая", "в конце мая"),
        (None, "«____» ______________ 20___ г."),
    ],
)
def test_a_day_is_written_as_russians_write_it(value, words: str) -> None:
    assert day_or_blank(value) == words
    assert in_words(date(2027, 8, 31)) == "31 августа 2027 г."


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("г. Примерск, Школьная ул., д. 7", "г. Примерск"),
        ("367000, Республика Дагестан, г. Махачкала, ул. Ленина, 1", "г. Махачкала"),
        ("Тверская обл., с. Берёзово", "с. Берёзово"),
        ("Школьная ул., 7", ""),
    ],
)
def test_the_place_is_found_in_the_address_or_left_to_be_written(address: str, place: str) -> None:
    assert place_of(address) == place


def test_the_command_says_what_was_made_and_who_was_left_out() -> None:
    files = (Path("papers/case/case-a.docx"), Path("papers/case/case-b.docx"))
    told = made_text("case", files, 1, ("ABC-DEF",))
    assert "Файлов: 2, из них заменено прежних: 1" in told
    assert "нет согласия на публикацию (1): ABC-DEF" in told
    assert "nastavnik order --all" in made_text("order", (), 0, ())
    assert "прежний файл заменён" in made_text("council", files[:1], 1, ())


# The page about templates


def fields_of(kind: str, of) -> set[str]:
    """Every name that a template of this kind may use, those in rows of tables among them."""
    papers = batch(kind, of, Asked(every=True)).papers
    rows_of = [row for paper in papers for value in paper.fields.values() if isinstance(value, list) for row in value]
    return {name for fields in [*(paper.fields for paper in papers), *rows_of] for name in fields}


@pytest.mark.parametrize("kind", OF_A_YEAR)
def test_every_field_is_explained_to_who_writes_templates(year, kind: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "papers.ru.md").read_text(encoding="utf-8")
    line = next(line for line in page.partition("## Поля")[2].splitlines() if line.startswith(f"| `{kind}.docx`"))
    told = line + (page if "как в плане" in line else "")
    assert [name for name in fields_of(kind, known(*year)) if f"`{name}`" not in told] == []
