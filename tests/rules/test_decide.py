"""The decision over random schools: it settles at once, depends on nothing but the world, and keeps its promises."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema.errors import BaseVanished
from sheets_schema.owner import Owner
from sheets_schema.tables import BOOKS, table
from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    YES,
    blank_books,
    carried_out,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    rows,
    typed,
    with_rows,
    world,
)

TAB_OF = {item.title: item.key for book in BOOKS for item in book.tables}
NAMES = ["Белов Глеб", "Королёва Алёна", "Королева Алена", "Орлов Иван", "=1+1", "Ёлкин Ёж"]
DATES = ["2013-05-01", "2010-05-01", "2000-01-01"]
CONTACTS = ["+7916", "007", "=SUM(1)", "обычный"]

people = st.tuples(st.sampled_from(NAMES), st.sampled_from(DATES))


@st.composite
def schools(draw):
    answers = []
    for number in range(draw(st.integers(0, 7))):
        name, born = draw(people)
        kind = draw(st.sampled_from(["mentee", "mentor", "own", "guardian"]))
        edited = draw(st.sampled_from([0, 0, 40]))
        decision = draw(st.sampled_from([YES, YES, YES, NO]))
        if kind == "mentee":
            contact = draw(st.sampled_from(CONTACTS))
            answers.append(mentee(number, name, born, edited=edited, pupil_contact=contact))
        elif kind == "mentor":
            answers.append(mentor(number, name, born, seats=draw(st.sampled_from(["1", "3"]))))
        else:
            consent = own_consent if kind == "own" else guardian_consent
            answers.append(consent(number, name, born, decision, edited))
    return answers


EDITS = {
    "mentees": {"contact": ["правка", None], "note": ["заметка"], "consent": ["подделка"], "full_name": ["Иное имя"]},
    "mentors": {"place": ["11Б"], "seats": [5, None], "finished": [date(2027, 5, 1)]},
    "readiness": {"decision": ["допущен", "отказ"], "trained": ["да"], "ready": ["да"]},
    "consents": {"own_paper": [date(2026, 11, 1)], "guardian_paper": [date(2026, 11, 2)], "state": ["действует"]},
    "pairs": {"decision": ["утвердить", "отклонить", "что?"], "fit": [1]},
    "attention": {"choice": ["оставить", "взять из анкеты", "вернуть", "удалить окончательно"]},
}


@st.composite
def staff_days(draw, books):
    """Some of what staff may do between two synchronisations."""
    for _ in range(draw(st.integers(0, 4))):
        tab = draw(st.sampled_from(sorted(EDITS)))
        standing = [record.key for record in rows(books, tab) if record.key]
        if not standing:
            continue
        key = draw(st.sampled_from(standing))
        column = draw(st.sampled_from(sorted(EDITS[tab])))
        act = draw(st.sampled_from(["type", "type", "type", "sort", "copy", "delete"]))
        if act == "type":
            books = typed(books, tab, key, **{column: draw(st.sampled_from(EDITS[tab][column]))})
        elif act == "sort":
            books = with_rows(books, tab, lambda found: list(reversed(found)))
        elif act == "copy":
            books = with_rows(books, tab, lambda found, key=key: [*found, *(r for r in found if r.key == key)])
        elif len(standing) > 1:
            books = with_rows(books, tab, lambda found, key=key: [item for item in found if item.key != key])
    return books


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_after_any_staff_day_a_sync_settles_at_once_and_keeps_its_promises(data):
    books = blank_books()
    for _ in range(3):
        answers = data.draw(schools())
        books = data.draw(staff_days(books))
        asked = data.draw(st.booleans())
        plan = decide_unless_emptied(answers, books, asked)
        if plan is None:
            return
        assert plan == decide(world(list(reversed(answers)), books, wants_pairs=asked))
        keeps_to_its_columns(plan)
        books = carried_out(books, plan)
        assert not decide(world(answers, books)), "a second sync still wanted to write"
        keeps_the_gate(books)


def decide_unless_emptied(answers, books, asked):
    """None where staff left no row of a tab: then nothing may be decided."""
    try:
        return decide(world(answers, books, wants_pairs=asked))
    except BaseVanished as stop:
        if rows(books, TAB_OF[stop.tab]):
            raise
        return None


def keeps_to_its_columns(plan) -> None:
    for book in plan.books:
        for change in book.tables:
            declared = table(change.table) if not change.table.endswith(".memory") else None
            for changed in change.rows if declared else ():
                owners = {declared.by_key[column].owner for column in changed.values}
                assert Owner.STAFF not in owners
            for record in change.new if declared else ():
                columns = [declared.by_key[key] for key in record.values]
                assert all(column.born or column.owner is not Owner.STAFF for column in columns)


def keeps_the_gate(books) -> None:
    kept_in_view = ("действует", "обновить согласие")
    lines = Counter(record.key for record in rows(books, "consents"))
    shut = {record.key for record in rows(books, "consents") if record.text("state") not in kept_in_view}
    closed = {code for code in shut if lines[code] == 1}  # of two copies none is written: what they say is old
    for tab in ("mentees", "mentors", "readiness"):
        for record in rows(books, tab):
            if record.key in closed:
                assert not record.text("full_name")
                assert not record.text("birth_date")
    for record in rows(books, "pairs"):
        if set(record.key.split("-")) & closed:
            assert record.text("state") == "нет согласия"
