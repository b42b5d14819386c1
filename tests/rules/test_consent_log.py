"""The log of consents: complete, whole, and watched at every sync."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sheets_schema.errors import BaseVanished
from sync.rules.consent_log import broken_lines, digest
from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    NOW,
    carried_out,
    guardian_consent,
    mentee,
    own_consent,
    questionnaires,
    rows,
    synced,
    typed,
    with_rows,
    world,
)

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"  # 13 years old
TEEN, TEEN_BORN = "Иванов Пётр Ильич", "2011-05-01"
ADULT, OTHER, ADULT_BORN = "Громов Олег Юрьевич", "Титова Анна Львовна", "1990-05-01"
ANSWERS = [mentee(1, TEEN, TEEN_BORN), own_consent(1, TEEN, TEEN_BORN), guardian_consent(1, TEEN, TEEN_BORN)]


def events(books) -> list[tuple[str, str]]:
    return [(line.text("kind"), line.text("event")) for line in rows(books, "consent_log")]


def test_a_birthday_that_closes_the_gate_is_logged():
    answers = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN)]
    books = synced(answers, synced(answers), now=datetime(2027, 5, 1, 9, tzinfo=UTC))
    assert events(books) == [("законного представителя", "дано"), ("своё", "пора обновить")]
    assert rows(books, "consent_log")[-1].text("changed") == "доступ закрыт: обновить согласие"


def test_a_consent_that_was_only_asked_for_is_not_logged_as_taken_back():
    guardian, may = guardian_consent(1, CHILD, BORN), datetime(2027, 5, 1, 9, tzinfo=UTC)
    answers = [mentee(1, CHILD, BORN), guardian]
    books = synced(answers, synced(answers), now=may)
    refused = guardian_consent(1, CHILD, BORN, NO, edited=400_000)
    books = synced([answers[0], refused], books, now=may)
    assert events(books)[2:] == [("законного представителя", "отказ")]


@pytest.mark.parametrize(("kept", "gone"), [(slice(0, 0), (1, 2)), (slice(0, 1), (2,)), (slice(1, 2), (1,))])
def test_a_log_that_lost_lines_stops_everything_and_they_are_named(kept, gone):
    books = with_rows(synced(ANSWERS), "consent_log", lambda found: found[kept])
    with pytest.raises(BaseVanished) as stopped:
        decide(world(ANSWERS, books))
    assert (stopped.value.tab, stopped.value.lost, stopped.value.numbers) == ("Журнал согласий", "lines", gone)
    books = carried_out(books, decide(world(ANSWERS, books, force=True)))
    decide(world(ANSWERS, books))


def altered(books, line: int, **cells):
    return typed(books, "consent_log", str(line), **cells)


def test_a_changed_line_is_asked_about_until_staff_accept_it():
    books = altered(synced(ANSWERS), 1, moment="вчера")
    books = synced(ANSWERS, books)
    question = rows(books, "attention")[0]
    assert (question.text("what"), question.text("now")) == ("Журнал согласий кто-то изменил", "строки по порядку: 1")
    assert not decide(world(ANSWERS, books))
    books = synced(ANSWERS, typed(books, "attention", question.key, choice="принять"))
    assert rows(books, "attention") == []
    assert not decide(world(ANSWERS, books))
    assert rows(synced(ANSWERS, altered(books, 1, moment="позавчера")), "attention") != []


def test_a_last_line_changed_together_with_its_sum_is_noticed_too():
    books = synced(ANSWERS)
    line = rows(books, "consent_log")[-1]
    forged = {**line.values, "version": "7"}
    books = altered(books, 2, version="7", digest=digest(forged))
    assert broken_lines(rows(books, "consent_log")) == []
    newcomer = [mentee(5, ADULT, ADULT_BORN), own_consent(6, ADULT, ADULT_BORN)]
    for answers in (ANSWERS, [*ANSWERS, *newcomer]):
        plan = decide(world(answers, books))
        assert [issue.what for issue in plan.issues] == ["Журнал согласий кто-то изменил"]
        books = carried_out(books, plan)
    assert not decide(world([*ANSWERS, *newcomer], books))


@pytest.mark.parametrize("number", ["²", "--2", True, 10**15, 1])
def test_whatever_stands_in_a_number_the_log_goes_on(number):
    books = altered(synced(ANSWERS), 2, number=number)
    answers = [*ANSWERS, mentee(5, ADULT, ADULT_BORN), own_consent(6, ADULT, ADULT_BORN)]
    books = synced(answers, books)
    assert len(rows(books, "consent_log")) == 3
    assert not decide(world(answers, books))


def test_the_log_names_the_text_that_was_in_force_when_the_answer_was_sent():
    books = synced(ANSWERS)
    second = tuple(replace(item, version="2") for item in questionnaires())

    def after(minutes: int, books, answers):
        now = NOW + timedelta(minutes=minutes)
        return carried_out(books, decide(replace(world(answers, books, now=now), questionnaires=second)))

    early = replace(own_consent(5, ADULT, ADULT_BORN), submitted=NOW + timedelta(minutes=1))
    answers = [*ANSWERS, mentee(5, ADULT, ADULT_BORN), early]
    books = after(10, books, answers)
    assert [line.text("version") for line in rows(books, "consent_log")] == ["1", "1", "1"]
    late = replace(own_consent(7, OTHER, ADULT_BORN), submitted=NOW + timedelta(minutes=30))
    books = after(40, books, [*answers, mentee(7, OTHER, ADULT_BORN), late])
    assert rows(books, "consent_log")[-1].text("version") == "2"
