"""«Требует внимания»: what people type there is understood, or said back to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.rules.decide import decide
from tests.rules.paper import guardian_consent, mentee, row, rows, synced, typed, with_rows, world

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
FIRST = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN)]
NEWER = [mentee(1, CHILD, BORN, edited=30, pupil_contact="из анкеты"), FIRST[1]]


@pytest.fixture
def conflict():
    """A correction by staff against a newer answer."""
    books = synced(FIRST)
    return synced(NEWER, typed(books, "mentees", rows(books, "mentees")[0].key, contact="правка"))


def chosen(books, choice):
    return typed(books, "attention", rows(books, "attention")[0].key, choice=choice)


@pytest.mark.parametrize(
    "choice", ["Взять из анкеты", "«взять из анкеты»", "взять из анкеты.", "  ВЗЯТЬ  из анкеты", '"Взять из анкеты"']
)
def test_capitals_quotes_and_full_stops_change_no_meaning(conflict, choice):
    books = synced(NEWER, chosen(conflict, choice))
    assert row(books, "mentees", full_name=CHILD).text("contact") == "из анкеты"
    assert rows(books, "attention") == []


def test_an_answer_that_settles_nothing_is_said_back(conflict):
    books = synced(NEWER, chosen(conflict, "пусть будет"))
    line = row(books, "attention", what="Правка сотрудника расходится с новым ответом")
    assert line.text("advice") == "Решение «пусть будет» не подошло. Впишите «оставить» или «взять из анкеты»"
    assert not decide(world(NEWER, books))


def test_an_endless_answer_is_said_back_in_part(conflict):
    books = synced(NEWER, chosen(conflict, "ы" * 49_000))
    assert len(rows(books, "attention")[0].text("advice")) < 200


def test_a_conflict_names_the_person_as_the_base_does_from_now_on():
    books = synced([mentee(1, CHILD.upper(), BORN), FIRST[1]])
    books = typed(books, "mentees", rows(books, "mentees")[0].key, contact="правка")
    books = synced(NEWER, books)
    assert row(books, "attention", who=CHILD).text("new") == "из анкеты"
    assert not decide(world(NEWER, books))


def without_numbers(books):
    """Staff delete the column «Номер»."""
    item = books["bases"]
    sheet = item.sheets["attention"]
    lines = [
        replace(found, key="", values={name: value for name, value in found.values.items() if name != "key"})
        for found in sheet.rows
    ]
    columns = {name: place for name, place in sheet.columns.items() if name != "key"}
    cut = replace(sheet, columns=columns, rows=tuple(lines))
    return {**books, "bases": replace(item, sheets={**item.sheets, "attention": cut})}


def test_lines_get_their_numbers_back_when_the_column_was_deleted(conflict):
    books = typed(conflict, "attention", rows(conflict, "attention")[0].key, note="спросить маму")
    books = synced(NEWER, without_numbers(books))
    assert [dict(line.values) for line in rows(books, "attention")] == [
        {**line.values, "note": "спросить маму"} for line in rows(conflict, "attention")
    ]
    assert not decide(world(NEWER, books))


def test_a_line_without_a_number_goes_when_its_question_is_settled(conflict):
    books = typed(conflict, "mentees", rows(conflict, "mentees")[0].key, contact="из анкеты")
    assert rows(synced(NEWER, without_numbers(books)), "attention") == []


def test_of_two_copies_of_a_line_the_answered_one_counts(conflict):
    def answered_copy(found):
        return [*found, *(replace(item, values={**item.values, "choice": "взять из анкеты"}) for item in found)]

    books = synced(NEWER, with_rows(conflict, "attention", answered_copy))
    assert row(books, "mentees", full_name=CHILD).text("contact") == "из анкеты"
    assert rows(books, "attention") == []
