"""What is suddenly gone or changed: tabs, rows, a third of the answers. Everything stops until it is forced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sheets_schema.errors import BaseVanished
from sync.errors import TooMuchChange
from sync.rules.decide import decide
from tests.rules.paper import NO, guardian_consent, mentee, row, rows, synced, typed, with_rows, world

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
OTHER, OTHER_BORN = "Белов Глеб Олегович", "2013-07-07"
THIRD = "Орлова Вера Павловна"
FIRST = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN)]
BOTH = [*FIRST, mentee(2, OTHER, OTHER_BORN), guardian_consent(2, OTHER, OTHER_BORN)]


def code_of(books, name=CHILD) -> str:
    return row(books, "mentees", full_name=name).key


@pytest.mark.parametrize("tab", ["panel", "monitoring", "attention", "programme.memory", "bases.memory"])
def test_a_tab_that_can_be_made_again_is(tab):
    books = synced(BOTH)
    whole = books
    for key, item in books.items():
        if tab in item.sheets:
            left = {name: sheet for name, sheet in item.sheets.items() if name != tab}
            books = {**books, key: replace(item, sheets=left)}
    again = synced(BOTH, books)
    assert told(again, tab) == told(whole, tab)
    assert not decide(world(BOTH, again))


def told(books, tab):
    """A tab's rows but for what they say of this run, and that a hidden tab was lost once."""
    passing = ("lost", "Последняя синхронизация")
    return [dict(r.values) for r in rows(books, tab) if r.key not in passing and r.get("name") not in passing]


@pytest.mark.parametrize("tab", ["mentees", "mentors", "readiness", "consents", "consent_log", "pairs"])
def test_a_base_that_someone_deleted_stops_everything_until_it_is_forced(tab):
    books = synced(BOTH)
    for key, item in books.items():
        if tab in item.sheets:
            left = {name: sheet for name, sheet in item.sheets.items() if name != tab}
            books = {**books, key: replace(item, sheets=left)}
    with pytest.raises(BaseVanished) as stopped:
        decide(world(BOTH, books))
    assert stopped.value.lost == "tab"
    again = synced(BOTH, books, force=True)
    assert len(rows(again, "mentees")) == 2


def test_an_emptied_base_stops_everything():
    books = with_rows(synced(BOTH), "mentees", lambda _: [])
    with pytest.raises(BaseVanished) as stopped:
        decide(world(BOTH, books))
    assert stopped.value.lost == "rows"


def test_an_emptied_base_that_is_forced_is_filled_again():
    forced = synced(BOTH, with_rows(synced(BOTH), "mentees", lambda _: []), force=True)
    assert [record.text("full_name") for record in rows(forced, "mentees")] == [CHILD, OTHER]
    assert rows(forced, "attention") == []
    assert not decide(world(BOTH, forced))


def test_whoever_had_withdrawn_when_a_base_was_forced_back_comes_with_their_consent():
    without = [*BOTH[:3], guardian_consent(2, OTHER, OTHER_BORN, NO, edited=60)]
    emptied = with_rows(synced(BOTH), "mentees", lambda _: [])
    forced = synced(without, emptied, force=True)
    assert [record.text("full_name") for record in rows(forced, "mentees")] == [CHILD]
    agreed = synced([*BOTH[:3], guardian_consent(2, OTHER, OTHER_BORN, edited=120)], forced)
    assert [record.text("full_name") for record in rows(agreed, "mentees")] == [CHILD, OTHER]


def test_whoever_consents_again_in_the_moment_in_which_a_base_is_forced_back_stands_in_it():
    without = [*BOTH[:3], guardian_consent(2, OTHER, OTHER_BORN, NO, edited=60)]
    emptied = with_rows(synced(without, synced(BOTH)), "mentees", lambda _: [])
    agreed = [*BOTH[:3], guardian_consent(2, OTHER, OTHER_BORN, edited=120)]
    forced = synced(agreed, emptied, force=True)
    assert [record.text("full_name") for record in rows(forced, "mentees")] == [CHILD, OTHER]


def test_a_row_that_staff_want_gone_stays_gone_when_the_rest_is_forced_back():
    books = synced(BOTH)
    code = code_of(books)
    books = with_rows(books, "mentees", lambda found: [item for item in found if item.key != code])
    books = synced(BOTH, books)
    books = synced(BOTH, typed(books, "attention", f"mentees-{code}-row", choice="удалить окончательно"))
    forced = synced(BOTH, with_rows(books, "mentees", lambda _: []), force=True)
    assert [record.text("full_name") for record in rows(forced, "mentees")] == [OTHER]


def without_tab(books, tab: str):
    book = books["bases"]
    return {**books, "bases": replace(book, sheets={name: sheet for name, sheet in book.sheets.items() if name != tab})}


def test_whom_staff_want_gone_does_not_come_with_a_tab_that_is_made_again():
    books = synced(BOTH)
    code = code_of(books)
    books = synced(BOTH, with_rows(books, "mentees", lambda found: [item for item in found if item.key != code]))
    books = synced(BOTH, typed(books, "attention", f"mentees-{code}-row", choice="удалить окончательно"))
    forced = synced(BOTH, without_tab(books, "mentees"), force=True)
    assert [record.text("full_name") for record in rows(forced, "mentees")] == [OTHER]


@pytest.mark.parametrize("answers", [FIRST, BOTH], ids=["the only one", "one of two"])
def test_whoever_is_asked_about_does_not_come_with_a_tab_that_is_made_again(answers):
    books = synced(answers)
    code = code_of(books)
    books = synced(answers, with_rows(books, "mentees", lambda found: [item for item in found if item.key != code]))
    forced = synced(answers, without_tab(books, "mentees"), force=True)
    assert CHILD not in [record.text("full_name") for record in rows(forced, "mentees")]
    assert [record.key for record in rows(forced, "attention")] == [f"mentees-{code}-row"]
    assert not decide(world(answers, forced))


def test_whoever_consents_again_as_the_tab_of_all_who_had_withdrawn_is_made_again_stands_in_it():
    without = [*FIRST, guardian_consent(2, CHILD, BORN, NO, edited=60)]
    books = without_tab(synced(without, synced(FIRST)), "mentees")
    forced = synced([*FIRST, guardian_consent(2, CHILD, BORN, edited=120)], books, force=True)
    assert [record.text("full_name") for record in rows(forced, "mentees")] == [CHILD]


def test_whoever_is_asked_about_already_is_not_brought_back_by_force():
    books = with_rows(synced(BOTH), "mentees", lambda found: found[1:])
    books = synced(BOTH, books)
    gone = [*BOTH, guardian_consent(9, OTHER, OTHER_BORN, NO, edited=5000)]
    books = synced(gone, books)
    question = [record.key for record in rows(books, "attention")]
    forced = synced(gone, books, force=True)
    assert [record.key for record in rows(forced, "attention")] == question
    assert len(rows(forced, "mentees")) == 1


def without_row(books, *names, tab="mentees"):
    """Staff deleted the rows of these people."""
    codes = {code_of(books, name) for name in names}
    return with_rows(books, tab, lambda found: [item for item in found if item.key not in codes])


def test_a_base_of_which_every_row_is_asked_about_already_or_was_hidden_stops_nothing():
    answers = [*BOTH, mentee(3, THIRD, BORN), guardian_consent(3, THIRD, BORN)]
    gone = [*answers, guardian_consent(9, THIRD, BORN, NO, edited=5000)]
    books = synced(gone, synced(answers, without_row(synced(answers), CHILD, OTHER)))
    asked = {record.key for record in rows(books, "attention")}
    emptied = with_rows(books, "mentees", lambda _: [])
    assert len(asked) == 2
    assert {record.key for record in rows(synced(gone, emptied), "attention")} == asked


def test_whoever_is_asked_about_in_two_lines_is_not_brought_back_by_force():
    books = synced(BOTH, without_row(synced(BOTH), CHILD))
    doubled = with_rows(books, "attention", lambda found: [*found, replace(found[0], index=found[-1].index + 1)])
    forced = synced(BOTH, with_rows(doubled, "mentees", lambda _: []), force=True)
    assert [record.text("full_name") for record in rows(forced, "mentees")] == [OTHER]


def test_a_masked_row_that_was_deleted_comes_back_from_the_answers():
    books = synced(FIRST)
    code = code_of(books)
    withdrawn = [*FIRST, guardian_consent(9, CHILD, BORN, NO, edited=5000)]
    books = synced(withdrawn, typed(books, "mentees", code, goal="старая цель"))
    books = with_rows(books, "mentees", lambda _: [])
    given = [*withdrawn, guardian_consent(10, CHILD, BORN, edited=6000)]
    books = synced(given, books)
    books = synced(given, typed(books, "attention", f"mentees-{code}-row", choice="вернуть"))
    assert row(books, "mentees", code=code).text("contact") == "+79161234567"
    assert not decide(world(given, books))


def many(count: int):
    names = [f"Ученик {number}" for number in range(count)]
    return [
        item
        for number, name in enumerate(names)
        for item in (mentee(number, name, BORN), guardian_consent(number, name, BORN))
    ]


def without_first(books, count: int):
    return with_rows(books, "mentees", lambda found: found[count:])


def test_more_than_a_third_of_the_rows_gone_at_once_stops_everything():
    answers = many(12)
    books = without_first(synced(answers), 4)
    with pytest.raises(BaseVanished) as stopped:
        decide(world(answers, books))
    assert (stopped.value.lost, stopped.value.count) == ("many", 4)
    forced = synced(answers, books, force=True)
    assert len(rows(forced, "attention")) == 4
    assert not decide(world(answers, forced))  # staff are asked: that is no accident any more


def with_contacts(books, count: int, contact: str):
    codes = [record.key for record in rows(books, "mentees")][:count]
    for code in codes:
        books = typed(books, "mentees", code, contact=f"{contact} {code}")
    return books


def test_more_than_a_third_of_the_answers_changed_at_once_stops_everything_until_it_is_forced():
    answers = many(12)
    books = with_contacts(synced(answers), 4, "другой телефон")
    with pytest.raises(TooMuchChange) as stopped:
        decide(world(answers, books))
    assert stopped.value.count == 4
    forced = synced(answers, books, force=True)
    assert not decide(world(answers, forced))  # staff meant it: they are corrections, seen from now on
    assert [record.text("contact") for record in rows(forced, "mentees")] == [
        record.text("contact") for record in rows(books, "mentees")
    ]


def test_a_column_sorted_without_its_table_stops_everything():
    answers = [
        item
        for number in range(12)
        for item in (
            mentee(number, f"Ученик {number}", BORN, pupil_contact=f"телефон {number}"),
            guardian_consent(number, f"Ученик {number}", BORN),
        )
    ]
    books = synced(answers)
    contacts = sorted((record.text("contact") for record in rows(books, "mentees")), reverse=True)
    for record, contact in zip(rows(books, "mentees"), contacts, strict=True):
        books = typed(books, "mentees", record.key, contact=contact)
    with pytest.raises(TooMuchChange):
        decide(world(answers, books))


def test_corrections_made_day_by_day_are_no_accident_however_many_they_become():
    answers = many(12)
    books = synced(answers)
    for day in range(4):
        books = synced(answers, with_contacts(books, 3 * (day + 1), "телефон дня"))
    assert all(record.text("contact").startswith("телефон дня") for record in rows(books, "mentees"))


def test_rows_gone_and_answers_changed_count_together():
    answers = many(12)
    books = without_first(with_contacts(synced(answers), 4, "другой телефон"), 2)
    with pytest.raises(TooMuchChange) as stopped:
        decide(world(answers, books))
    assert stopped.value.count == 4


def test_a_few_rows_gone_are_only_asked_about():
    answers = many(12)
    assert len(rows(synced(answers, without_first(synced(answers), 3)), "attention")) == 3
    answers = many(9)
    assert len(rows(synced(answers, without_first(synced(answers), 5)), "attention")) == 5
