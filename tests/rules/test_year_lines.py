"""Lines born of the bases and the pairs, and the reports of meetings."""

from __future__ import annotations

from datetime import date

import pytest

from forms.answer import Answer
from sheets_schema.as_read import BookAsRead
from sync.rules.ground import Ground
from tests.rules.paper import NO, guardian_consent, mentee, mentor, own_consent, row, rows, typed
from tests.rules.surveys import said
from tests.rules.test_registers import GLEB, GLEBS_DAY, YANA, YANAS_DAY, asked, code_of, synced

Books = dict[str, BookAsRead]

OLEG = "Громов Олег Юрьевич"
SCHOOL = [
    mentee(1, GLEB, GLEBS_DAY),
    guardian_consent(2, GLEB, GLEBS_DAY),
    mentee(3, YANA, YANAS_DAY, "8Б"),
    guardian_consent(4, YANA, YANAS_DAY),
    mentor(5, OLEG, "1990-05-01", seats="2"),
    own_consent(6, OLEG, "1990-05-01"),
]
GLEBS_LEFT = [SCHOOL[0], guardian_consent(2, GLEB, GLEBS_DAY, NO, edited=60), *SCHOOL[2:]]


@pytest.fixture
def books() -> Books:
    """Oleg is admitted and trained, both pairs are approved, and a synchronisation has gone by."""
    books = synced(SCHOOL)
    books = synced(SCHOOL, typed(books, "readiness", code_of(books, OLEG), decision="допущен", trained="да"))
    books = synced(SCHOOL, books, wants_pairs=True)
    for pair in rows(books, "pairs"):
        books = typed(books, "pairs", pair.key, decision="утвердить")
    return synced(SCHOOL, books)


def pair_of(books: Books, name: str = GLEB) -> str:
    return row(books, "pairs", mentee_name=name).key


def report(books: Books, number: int, day: str, **more: str) -> Answer:
    mentee_code, mentor_code = pair_of(books).split("-")
    chosen = f"{mentee_code} Глеб — {mentor_code} Олег"
    return said("meeting", number, **{"pair": chosen, "date": day, "minutes": "45", "kind": "Рабочая", **more})


# Meetings


def test_reports_are_numbered_within_their_pair_by_the_day_of_the_meeting(books):
    late, early = report(books, 7, "2026-11-18"), report(books, 8, "2026-11-04", topic="Знакомство")
    books = synced([*SCHOOL, late, early], books)
    lines = rows(books, "meetings")
    assert [(line.get("date"), line.get("number")) for line in lines] == [
        (date(2026, 11, 18), 2),
        (date(2026, 11, 4), 1),
    ]
    assert (lines[1].text("mentee_name"), lines[1].text("mentor_name")) == (GLEB, OLEG)
    assert (lines[1].text("pair"), lines[1].get("minutes")) == (pair_of(books), 45)


def test_a_pair_named_mentor_first_is_the_same_pair(books):
    turned = "-".join(reversed(pair_of(books).split("-")))
    books = synced([*SCHOOL, report(books, 7, "2026-11-18", pair=turned)], books)
    assert row(books, "meetings").text("pair") == pair_of(books)


def test_without_a_choice_the_only_pair_of_the_author_is_meant(books):
    mine = report(books, 7, "2026-11-18", pair="Пока выбирать не из кого", code=code_of(books, YANA))
    books = synced([*SCHOOL, mine], books)
    assert row(books, "meetings").text("pair") == pair_of(books, YANA)


def test_of_two_pairs_of_the_author_staff_choose(books):
    answers = [*SCHOOL, report(books, 7, "2026-11-18", pair="", code=code_of(books, OLEG))]
    books = synced(answers, books)
    assert rows(books, "meetings") == []
    [question] = asked(books, "Отчёт не удалось отнести к паре")
    advice = row(books, "attention", key=question).text("advice")
    assert pair_of(books, GLEB) in advice
    assert pair_of(books, YANA) in advice
    books = synced(answers, typed(books, "attention", question, choice=pair_of(books, YANA)))
    assert row(synced(answers, books), "meetings").text("pair") == pair_of(books, YANA)


def test_a_withdrawal_of_either_empties_the_report_but_not_that_of_another_pair(books):
    reports = [
        report(books, 7, "2026-11-18", topic="Дроби с Глебом"),
        report(books, 8, "2026-11-19", pair=pair_of(books, YANA)),
    ]
    books = synced([*SCHOOL, *reports], books)
    books = synced([*GLEBS_LEFT, *reports], books)
    first, second = rows(books, "meetings")
    assert set(first.values) == {"key", "pair", "number"}
    assert second.text("mentee_name") == YANA


# Group meetings


def test_everybody_in_the_bases_has_a_line_for_both_group_meetings(books):
    assert [(line.text("full_name"), line.text("role")) for line in rows(books, "gatherings")] == [
        (GLEB, "наставляемый"),
        (YANA, "наставляемый"),
        (OLEG, "наставник"),
    ]
    books = typed(books, "gatherings", code_of(books), first_came="да")
    books = synced([*SCHOOL, said("final_meeting", 7, code=code_of(books), final_coming="Приду")], books)
    line = row(books, "gatherings", full_name=GLEB)
    assert (line.text("first_came"), line.text("final_coming"), line.text("place")) == ("да", "Приду", "7А")


def test_a_mentor_who_is_also_a_mentee_has_one_line_and_both_roles():
    both = [mentee(1, OLEG, "1990-05-01"), mentor(2, OLEG, "1990-05-01", "7А"), own_consent(3, OLEG, "1990-05-01")]
    assert row(synced(both), "gatherings").text("role") == "наставляемый и наставник"


def test_of_a_mentor_who_was_refused_the_meeting_of_all_says_so():
    answers = [mentor(1, OLEG, "1990-05-01"), own_consent(2, OLEG, "1990-05-01")]
    books = synced(answers)
    books = synced(answers, typed(books, "readiness", row(books, "readiness").key, decision="отказ"))
    assert row(books, "gatherings").text("role") == "наставник, не допущен"


# Plans


def test_a_plan_has_always_one_line_to_go_on_with(books):
    pair = pair_of(books)
    assert [line.key for line in rows(books, "plans") if pair in line.key] == [f"{pair}-1"]
    books = typed(books, "plans", f"{pair}-1", task="Проект о реке", term=date(2027, 2, 1))
    books = synced(SCHOOL, books)
    lines = [line for line in rows(books, "plans") if pair in line.key]
    assert [(line.get("number"), line.text("task")) for line in lines] == [(1, "Проект о реке"), (2, "")]
    assert {line.text("mentee_name") for line in lines} == {GLEB}


def test_a_withdrawal_takes_the_names_off_the_plan_and_leaves_what_staff_wrote(books):
    pair = pair_of(books)
    books = synced(SCHOOL, typed(books, "plans", f"{pair}-1", task="Проект о реке"))
    books = synced(GLEBS_LEFT, books)
    line = row(books, "plans", key=f"{pair}-1")
    assert (line.text("mentee_name"), line.text("mentor_name"), line.text("task")) == ("", "", "Проект о реке")


# Awards, cases, the long-term base


def test_a_mentor_is_listed_for_an_award_with_what_was_done(books):
    reports = [report(books, 7, "2026-11-18"), report(books, 8, "2026-11-19", pair=pair_of(books, YANA))]
    line = row(synced([*SCHOOL, *reports], books), "awards")
    assert (line.text("full_name"), line.get("mentees"), line.get("meetings")) == (OLEG, 2, 2)


def test_a_case_may_be_published_when_both_have_agreed(books, monkeypatch):
    oleg, gleb = code_of(books, OLEG), code_of(books)
    given = consents(monkeypatch)
    given |= {(oleg, "publication"): "дано 20.11.2026"}
    books = synced(SCHOOL, books)
    assert row(books, "cases", mentee_name=GLEB).text("may_publish") == f"нет, не дано согласие: {gleb}"
    assert row(books, "awards").text("may_publish") == "да"
    given |= {(gleb, "publication"): "дано 20.11.2026"}
    books = synced(SCHOOL, books)
    assert row(books, "cases", mentee_name=GLEB).text("may_publish") == "да"


def test_only_those_who_allowed_it_are_in_the_long_term_base(books, monkeypatch):
    oleg = code_of(books, OLEG)
    assert rows(books, "long_term") == []
    given = consents(monkeypatch)
    given |= {(oleg, "reuse"): "дано 20.11.2026"}
    books = synced(SCHOOL, books)
    line = row(books, "long_term")
    assert (line.text("full_name"), line.get("mentees")) == (OLEG, 2)
    given.clear()
    books = synced(SCHOOL, typed(books, "long_term", oleg, asked_by="Гимназия № 3"))
    assert dict(row(books, "long_term").values) == {"code": oleg, "asked_by": "Гимназия № 3"}
    given |= {(oleg, "reuse"): "дано 21.11.2026"}
    assert row(synced(SCHOOL, books), "long_term").text("full_name") == OLEG


def consents(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """What «Согласия» say of consents to publication and reuse, by code and column."""
    given: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(Ground, "consent_text", lambda _, code, column: given.get((code, column), ""))
    return given
