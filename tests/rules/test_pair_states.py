"""A pair's life on paper: what staff decide of it, the history it gets, and what both bases say meanwhile."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from sheets_schema.tables import book as declared
from sync.rules.consent import RENEW
from sync.rules.decide import decide
from sync.rules.pair_history import Step, continued, history_text, read_history
from sync.rules.pair_lines import guessed
from sync.rules.pair_rows import Pair
from tests.rules.pairing_school import EXAMS, FRIENDS, code, pool
from tests.rules.pairing_school import mentee as pupil
from tests.rules.pairing_school import mentor as helper
from tests.rules.paper import (
    NO,
    blank_sheet,
    guardian_consent,
    mentor,
    own_consent,
    row,
    rows,
    synced,
    typed,
    with_rows,
    world,
)
from tests.rules.surveys import said
from tests.rules.test_pairs import CHILDREN, MENTOR, MENTOR_BORN, admitted, approved, pair_of, school, without_row
from tests.rules.year import on

GLEB, ALENA = (name for name, _ in CHILDREN)
OTHER = "Громов Олег Юрьевич"
MARCH = on(date(2027, 3, 1))


def state_and_history(books, key):
    line = row(books, "pairs", pair=key)
    return line.text("state"), line.text("history")


def decided(answers, books, key, when=None, **cells):
    """The books after staff typed into a pair's line, on a day; a second look finds nothing to do."""
    books = synced(answers, typed(books, "pairs", key, **cells), **(when or {}))
    assert not decide(world(answers, books, **(when or {})))
    return books


def test_a_pair_is_proposed_approved_put_into_the_order_works_rests_and_ends():
    answers = school()
    books, key = approved(answers)
    assert state_and_history(books, key) == ("утверждена", "22.11.2026 предложена; 22.11.2026 утверждена")
    books = decided(answers, books, key, on(date(2026, 12, 1)), order="№ 41 от 01.12.2026")
    assert row(books, "pairs", pair=key).text("state") == "в приказе"
    met = [*answers, said("meeting", 1, pair=key, date="2026-12-05", kind="Знакомство")]
    books = decided(met, books, key, on(date(2026, 12, 6)), start=date(2026, 12, 5))
    assert row(books, "pairs", pair=key).text("state") == "работает"
    books = decided(met, books, key, on(date(2027, 2, 1)), decision="пауза", reason="болеет (до марта); врач")
    assert row(books, "pairs", pair=key).text("state") == "на паузе"
    books = decided(met, books, key, MARCH, decision="утвердить")
    assert row(books, "pairs", pair=key).text("state") == "работает"
    books = decided(met, books, key, on(date(2027, 5, 25)), decision="завершить", end=date(2027, 5, 24))
    assert state_and_history(books, key) == (
        "завершена",
        (
            "22.11.2026 предложена; 22.11.2026 утверждена; 01.12.2026 в приказе; 06.12.2026 работает; "
            "01.02.2027 на паузе (болеет [до марта], врач); 01.03.2027 работает; 25.05.2027 завершена"
        ),
    )
    child = row(books, "mentees", full_name=GLEB)
    assert (child.text("mentor_name"), child.text("pair_days")) == (MENTOR, "с 05.12.2026 по 24.05.2027")
    assert row(books, "mentors", full_name=MENTOR).text("mentee_names") == GLEB
    assert row(books, "awards", full_name=MENTOR).text("mentees") == "1"


def test_a_dissolved_pair_leaves_the_bases_and_its_people_are_free_for_another():
    answers = [*school("1"), mentor(60, OTHER, MENTOR_BORN), own_consent(60, OTHER, MENTOR_BORN)]
    books = synced(answers)
    for found in rows(books, "readiness"):
        books = typed(books, "readiness", found.key, decision="допущен", trained="да")
    books = synced(answers, synced(answers, books), wants_pairs=True)
    first = pair_of(books, GLEB)
    books = decided(answers, books, first.key, decision="утвердить")
    books = decided(answers, books, first.key, MARCH, decision="отклонить", reason="так решила мама: переезд")
    state, history = state_and_history(books, first.key)
    assert state == "расторгнута"
    assert history.endswith("01.03.2027 расторгнута (так решила мама: переезд)")
    assert row(books, "mentees", full_name=GLEB).text("mentor_name") == ""
    assert row(books, "mentors", full_name=first.text("mentor_name")).text("mentee_names") == ""
    again = synced(answers, books, wants_pairs=True, **MARCH)
    assert [pair.key for pair in rows(again, "pairs") if pair.text("state") == "предложена"] != [first.key]
    assert row(again, "pairs", pair=first.key).text("state") == "расторгнута"


def test_the_people_of_a_finished_pair_are_free_for_another_and_their_own_is_not_proposed_again():
    answers = school("1")
    books, key = approved_one(answers)
    books = decided(answers, books, key, decision="завершить")
    books = synced(answers, books, wants_pairs=True)
    states = {pair.text("mentee_name"): pair.text("state") for pair in rows(books, "pairs")}
    assert sorted(states.values()) == ["завершена", "предложена"]
    assert row(books, "mentors", full_name=MENTOR).text("mentee_names") == row(books, "pairs", pair=key).text(
        "mentee_name"
    )


def approved_one(answers):
    books = synced(answers, admitted(answers), wants_pairs=True)
    (pair,) = rows(books, "pairs")
    return synced(answers, typed(books, "pairs", pair.key, decision="утвердить")), pair.key


def test_a_reason_written_after_the_decision_joins_its_step():
    answers = school()
    books, key = approved(answers)
    books = decided(answers, books, key, MARCH, decision="отклонить")
    books = decided(answers, books, key, on(date(2027, 3, 5)), reason="переезд")
    assert row(books, "pairs", pair=key).text("history").endswith("01.03.2027 расторгнута (переезд)")


@pytest.mark.parametrize("word", ["пауза", "завершить"])
def test_only_an_approved_pair_is_paused_or_finished(word):
    answers = school()
    books = synced(answers, admitted(answers), wants_pairs=True)
    key = pair_of(books, GLEB).key
    books = decided(answers, books, key, decision=word)
    assert row(books, "pairs", pair=key).text("state") == "предложена"
    assert "сначала впишите «утвердить»" in row(books, "attention", what="Непонятное решение о паре").text("advice")


def test_the_history_survives_a_column_that_staff_emptied_and_a_memory_that_was_lost():
    answers = school()
    books, key = approved(answers)
    told = row(books, "pairs", pair=key).text("history")
    books = synced(answers, typed(books, "pairs", key, history=None), **MARCH)
    assert row(books, "pairs", pair=key).text("history") == told
    programme = books["programme"]
    forgotten = {**programme.sheets, "programme.memory": with_no_rows(programme, "programme.memory")}
    books = {**books, "programme": replace(programme, sheets=forgotten)}
    assert row(synced(answers, books, **MARCH), "pairs", pair=key).text("history") == told


def with_no_rows(book, tab):
    return blank_sheet(declared(book.key).by_key[tab])


def test_a_book_of_an_earlier_version_says_that_a_pair_was_approved_before():
    answers = school()
    books, key = approved(answers)
    books = typed(books, "pairs", key, history=None)
    books = with_rows(books, "programme.memory", lambda found: [without_facts(line) for line in found])
    books = synced(answers, books, **MARCH)
    assert row(books, "pairs", pair=key).text("history") == "22.11.2026 предложена; до 01.03.2027 утверждена"
    assert not decide(world(answers, books, **MARCH))


def without_facts(line):
    if not line.key.startswith("row:pairs"):
        return line
    content = json.loads(line.values["content"])
    content.pop("facts", None)
    content["cells"].pop("history", None)
    return replace(line, values={**line.values, "content": json.dumps(content, ensure_ascii=False)})


def test_whose_consent_ran_out_is_in_no_base_and_takes_up_nobody_once_the_pair_is_finished():
    answers = school()
    books, key = approved(answers)
    books = decided(answers, books, key, decision="завершить")
    autumn = on(date(2027, 9, 15))
    books = synced(answers, books, **autumn)
    assert row(books, "pairs", pair=key).text("state") == "обновить согласие"
    assert row(books, "mentees", full_name=GLEB).text("mentor_name") == ""
    assert not Pair("A", "B", "завершена", gate=RENEW).stands
    assert Pair("A", "B", "работает", gate=RENEW).stands
    assert not Pair("A", "B", "работает", gate="нет согласия").stands


def test_while_nobody_has_decided_a_guess_from_own_words_is_told():
    people = pool([pupil("Аня", request=FRIENDS, goal="Хочу сдать экзамены, ЕГЭ и ОГЭ")], [helper("Олег")])
    proposal = Pair(code("Аня"), code("Олег"), "предложена")
    assert f"своими словами похоже на: {EXAMS}" in guessed(proposal, people)
    assert guessed(replace(proposal, stage="утверждена"), people) == []


def test_whoever_withdraws_is_in_no_history():
    answers = school()
    books, key = approved(answers)
    books = decided(answers, books, key, MARCH, decision="отклонить", reason="Глеб не хочет")
    books = synced([*answers, guardian_consent(99, *CHILDREN[0], NO, edited=5000)], books, **MARCH)
    assert state_and_history(books, key) == ("нет согласия", "")


def test_a_line_of_a_finished_pair_that_was_deleted_is_asked_about_and_stays_finished():
    answers = school()
    books, key = approved(answers)
    books = decided(answers, books, key, decision="завершить")
    books = synced(answers, without_row(books, "pairs", key))
    assert row(books, "attention", what="Строка удалена из таблицы").text("who") == key
    assert row(books, "mentees", full_name=GLEB).text("mentor_name") == MENTOR


def test_steps_are_read_back_as_they_were_written():
    history = continued((), "предложена", "", date(2026, 11, 12))
    history = continued(history, "отклонена", "мама (Аня): нет; нет", date(2026, 11, 15))
    history = (*history, Step(date(2027, 1, 1), "утверждена", before=True))
    assert read_history(history_text(history).split("; ")) == history
    assert read_history(["что-то", "31.02.2027 утверждена", "01.02.2027 придумана"]) == ()
