"""Pairs: proposed by the machine, decided by people, and nobody in them without consent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from sync.rules import rounds
from sync.rules.assignment.certificate import NotTheBestError
from sync.rules.assignment.solver import Assignment
from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    TEACHER,
    carried_out,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    row,
    rows,
    synced,
    typed,
    with_rows,
    world,
)

CHILDREN = [("Белов Глеб Олегович", "2013-07-07"), ("Королёва Алёна Сергеевна", "2013-05-01")]
MENTOR, MENTOR_BORN = "Орлов Иван Павлович", "2008-01-01"  # 18 years old


def school(seats: str = "2"):
    answers = [mentor(50, MENTOR, MENTOR_BORN, seats=seats), own_consent(50, MENTOR, MENTOR_BORN)]
    for number, (name, born) in enumerate(CHILDREN):
        answers += [mentee(number, name, born), guardian_consent(number, name, born)]
    return answers


def admitted(answers):
    """The books of a school whose one mentor passed the interview and the training."""
    books = synced(answers)
    code = row(books, "readiness", full_name=MENTOR).key
    return synced(answers, typed(books, "readiness", code, decision="допущен", trained="да"))


def pair_of(books, name):
    return row(books, "pairs", mentee_name=name)


def test_a_mentor_who_was_not_admitted_gets_no_pair():
    answers = school()
    books = synced(answers, synced(answers), wants_pairs=True)
    assert rows(books, "pairs") == []
    assert row(books, "readiness", full_name=MENTOR).text("ready") == "нет"


@pytest.mark.parametrize(("decision", "asked"), [("", True), ("резерв", False), ("отказ", False), ("допущен", True)])
def test_the_panel_asks_for_interviews_only_with_those_who_may_still_become_ready(decision, asked):
    answers = school()
    books = synced(answers)
    code = row(books, "readiness", full_name=MENTOR).key
    books = synced(answers, typed(books, "readiness", code, decision=decision))
    steps = [line.text("comment") for line in rows(books, "panel") if "Провести собеседования" in line.text("comment")]
    assert bool(steps) is asked
    assert all(step.endswith(": 1") for step in steps)


def test_pairs_are_proposed_only_when_asked_for():
    answers = school()
    books = admitted(answers)
    assert row(books, "readiness", full_name=MENTOR).text("ready") == "да"
    assert rows(synced(answers, books), "pairs") == []
    books = synced(answers, books, wants_pairs=True)
    assert Counter(record.text("state") for record in rows(books, "pairs")) == {"предложена": 2}
    assert not decide(world(answers, books))
    assert not decide(world(answers, books, wants_pairs=True))


def test_a_mentor_gets_no_more_mentees_than_they_take():
    answers = school(seats="1")
    books = synced(answers, admitted(answers), wants_pairs=True)
    assert len(rows(books, "pairs")) == 1


def test_a_proposal_is_nothing_until_staff_approve_it():
    answers = school()
    books = synced(answers, admitted(answers), wants_pairs=True)
    name = CHILDREN[0][0]
    assert row(books, "mentees", full_name=name).text("mentor_name") == ""
    books = synced(answers, typed(books, "pairs", pair_of(books, name).key, decision="Утвердить "))
    assert pair_of(books, name).text("state") == "утверждена"
    child = row(books, "mentees", full_name=name)
    assert (child.text("mentor_name"), child.text("mentor_place")) == (MENTOR, "10А")
    assert row(books, "mentors", full_name=MENTOR).text("mentee_names") == name
    assert not decide(world(answers, books))


def test_a_rejected_pair_is_not_proposed_again():
    answers = school()
    books = synced(answers, admitted(answers), wants_pairs=True)
    name = CHILDREN[0][0]
    books = synced(answers, typed(books, "pairs", pair_of(books, name).key, decision="отклонить"))
    books = synced(answers, books, wants_pairs=True)
    assert [record.text("state") for record in rows(books, "pairs")] == ["отклонена", "предложена"]


def test_an_unclear_decision_is_asked_about():
    answers = school()
    books = synced(answers, admitted(answers), wants_pairs=True)
    books = synced(answers, typed(books, "pairs", rows(books, "pairs")[0].key, decision="наверное"))
    assert row(books, "attention", what="Непонятное решение о паре").text("now") == "наверное"


def test_when_a_consent_ends_the_pair_is_hidden_and_the_names_leave_both_bases():
    answers = school()
    books = synced(answers, admitted(answers), wants_pairs=True)
    name, born = CHILDREN[0]
    key = pair_of(books, name).key
    books = synced(answers, typed(books, "pairs", key, decision="утвердить"))
    withdrawn = [*answers, guardian_consent(99, name, born, NO, edited=5000)]
    books = synced(withdrawn, books)
    line = row(books, "pairs", pair=key)
    assert (line.text("state"), line.text("why")) == ("нет согласия", "")
    assert row(books, "mentors", full_name=MENTOR).text("mentee_names") == ""
    for table in ("pairs", "mentees", "mentors", "readiness", "monitoring"):
        assert name not in repr(rows(books, table))
    books = synced([*withdrawn, guardian_consent(100, name, born, edited=6000)], books)
    assert pair_of(books, name).text("state") == "утверждена"


def test_a_pairing_that_could_be_better_is_never_shown(monkeypatch):
    answers = school(seats="1")
    books = admitted(answers)
    monkeypatch.setattr(rounds, "best_assignment", lambda *_: Assignment((), (0, 0)))
    with pytest.raises(NotTheBestError):
        decide(world(answers, books, wants_pairs=True))


def test_nobody_whose_consent_ended_is_proposed():
    answers = school()
    books = admitted(answers)
    withdrawn = [*answers, own_consent(99, MENTOR, MENTOR_BORN, NO, edited=5000)]
    assert rows(synced(withdrawn, books, wants_pairs=True), "pairs") == []
    name, born = CHILDREN[0]
    withdrawn = [*answers, guardian_consent(99, name, born, NO, edited=5000)]
    books = synced(withdrawn, synced(withdrawn, books), wants_pairs=True)
    assert [record.text("mentee_name") for record in rows(books, "pairs")] == [CHILDREN[1][0]]


def approved(answers):
    """The books of a school whose first pair is approved, and that pair's key."""
    books = synced(answers, admitted(answers), wants_pairs=True)
    key = pair_of(books, CHILDREN[0][0]).key
    return synced(answers, typed(books, "pairs", key, decision="утвердить")), key


def without_row(books, table, key):
    return with_rows(books, table, lambda found: [item for item in found if item.key != key])


def test_an_approved_pair_that_stands_twice_counts_once():
    answers = school()
    books, key = approved(answers)
    books = with_rows(books, "pairs", lambda found: [*found, *(item for item in found if item.key == key)])
    books = synced(answers, books)
    assert row(books, "mentees", full_name=CHILDREN[0][0]).text("mentor_name") == MENTOR
    assert row(books, "mentors", full_name=MENTOR).text("mentee_names") == CHILDREN[0][0]
    assert row(books, "attention", what="Две строки с одним кодом").text("who") == key
    withdrawn = [*answers, guardian_consent(99, *CHILDREN[0], NO, edited=5000)]
    assert CHILDREN[0][0] not in repr(rows(synced(withdrawn, books), "pairs"))


def test_a_mentor_who_withdraws_is_named_nowhere_even_in_a_row_whose_answers_are_gone():
    answers = school()
    books, _ = approved(answers)
    left = [answer for answer in answers if not is_application(answer, CHILDREN[0][0])]
    books = synced(left, books)
    assert row(books, "mentees", full_name=CHILDREN[0][0]).text("mentor_name") == MENTOR
    books = synced([*left, own_consent(98, MENTOR, MENTOR_BORN, NO, edited=5000)], books)
    assert MENTOR not in repr(rows(books, "mentees"))
    assert row(books, "mentees", full_name=CHILDREN[0][0]).text("consent") == "действует"


def is_application(answer, name):
    return answer.questionnaire == "mentee_application" and answer.text("full_name") == name


def test_a_deleted_line_of_an_approved_pair_is_asked_about_and_nothing_else_changes():
    answers = school()
    books, key = approved(answers)
    books = synced(answers, without_row(books, "pairs", key), wants_pairs=True)
    assert row(books, "mentees", full_name=CHILDREN[0][0]).text("mentor_name") == MENTOR
    assert row(books, "attention", what="Строка удалена из таблицы").text("who") == key
    assert len(rows(books, "pairs")) == 1
    assert not decide(world(answers, books, wants_pairs=True))


def test_what_was_typed_over_the_name_of_a_mentor_whose_row_is_gone_does_not_stay():
    answers = school()
    books, _ = approved(answers)
    mentee, mentor = row(books, "mentees", full_name=CHILDREN[0][0]).key, row(books, "mentors", full_name=MENTOR).key
    books = synced(answers, without_row(books, "mentors", mentor))
    assert row(books, "mentees", code=mentee).text("mentor_name") == MENTOR
    books = synced(answers, typed(books, "mentees", mentee, mentor_name="кто-то"))
    assert row(books, "mentees", code=mentee).text("mentor_name") == ""
    books = synced(answers, typed(books, "attention", f"mentors-{mentor}-row", choice="вернуть"))
    assert row(books, "mentees", code=mentee).text("mentor_name") == MENTOR


def test_a_deleted_pair_that_is_brought_back_is_a_proposal_again():
    answers = school()
    books, key = approved(answers)
    books = synced(answers, without_row(books, "pairs", key))
    books = synced(answers, typed(books, "attention", f"pairs-{key}-row", choice="вернуть"))
    assert row(books, "pairs", pair=key).text("state") == "предложена"
    assert rows(books, "attention") == []
    assert not decide(world(answers, books))


def test_a_pair_that_was_deleted_for_good_is_not_proposed_again():
    other = "Громов Олег Юрьевич"
    answers = [*school("1")[:2], *school()[2:4], mentor(60, other, MENTOR_BORN), own_consent(60, other, MENTOR_BORN)]
    books = synced(answers)
    for found in rows(books, "readiness"):
        books = typed(books, "readiness", found.key, decision="допущен", trained="да")
    books = synced(answers, synced(answers, books), wants_pairs=True)
    (first,) = rows(books, "pairs")
    books = synced(answers, without_row(books, "pairs", first.key))
    books = typed(books, "attention", f"pairs-{first.key}-row", choice="удалить окончательно")
    books = synced(answers, books, wants_pairs=True)
    (second,) = rows(books, "pairs")
    assert {first.text("mentor_name"), second.text("mentor_name")} == {MENTOR, other}
    assert not decide(world(answers, books, wants_pairs=True))


def test_what_staff_decided_of_a_pair_outlives_a_machine_that_dies_between_two_books():
    answers = school()
    books, key = approved(answers)
    books = synced(answers, without_row(books, "pairs", key))
    books = typed(books, "attention", f"pairs-{key}-row", choice="удалить окончательно")
    plan = decide(world(answers, books))
    assert len(plan.books) > 1
    for written in range(len(plan.books)):
        again = synced(answers, carried_out(books, replace(plan, books=plan.books[:written])))
        assert rows(again, "attention") == []
        assert rows(synced(answers, again, wants_pairs=True), "pairs") == rows(again, "pairs")


def test_an_emptied_tab_of_pairs_that_is_forced_has_its_proposals_again():
    answers = school()
    books = synced(answers, with_rows(approved(answers)[0], "pairs", lambda _: []), force=True)
    assert Counter(record.text("state") for record in rows(books, "pairs")) == {"предложена": 2}
    assert not decide(world(answers, books))


def test_a_pair_whose_mentee_is_missing_from_the_base_says_what_it_said():
    answers = school()
    books, key = approved(answers)
    before = row(books, "pairs", pair=key)
    books = synced(answers, without_row(books, "mentees", key.partition("-")[0]))
    assert row(books, "pairs", pair=key) == before
    assert row(books, "mentors", full_name=MENTOR).text("mentee_names") == CHILDREN[0][0]
    assert not decide(world(answers, books))


def test_a_teacher_is_paired_by_the_form_of_mentoring_not_by_a_number_in_the_position():
    name, born = "Громов Олег Юрьевич", "1990-05-01"
    teacher = mentee(9, name, born, role=TEACHER, position="1 категория, учитель физики")
    values = {key: said for key, said in teacher.values.items() if not key.startswith("pupil")}
    given = {"teacher_topics": ("Порядок на уроке",), "teacher_times": ("Суббота",), "teacher_format": ("Всё равно",)}
    answers = [*school()[:2], replace(teacher, values={**values, **given}), own_consent(9, name, born)]
    books = synced(answers, admitted(answers), wants_pairs=True)
    assert row(books, "mentees", full_name=name).text("school_class") == "1 категория, учитель физики"
    assert rows(books, "pairs") == []
    assert not [line for line in rows(books, "monitoring") if line.text("group") == "1 класс"]


@pytest.mark.parametrize(("seats", "pairs"), [("2", 2), ("2 чел.", 2), (" 2", 2), (0, 0), ("три", 1), (None, 1)])
def test_the_number_of_mentees_is_read_however_staff_typed_it(seats, pairs):
    answers = school()
    books = admitted(answers)
    books = typed(books, "mentors", row(books, "mentors", full_name=MENTOR).key, seats=seats)
    books = synced(answers, books, wants_pairs=True)
    assert len(rows(books, "pairs")) == pairs
    assert [line.text("now") for line in rows(books, "attention")] == (["три"] if seats == "три" else [])


def test_a_younger_pupil_is_no_mentor_of_an_older_one():
    answers = [mentee(0, CHILDREN[0][0], CHILDREN[0][1], "11А"), guardian_consent(0, *CHILDREN[0]), *school()[:2]]
    books = synced(answers, admitted(answers), wants_pairs=True)
    assert rows(books, "pairs") == []


def test_the_funnel_counts_every_step():
    answers = school()
    books = synced(answers, admitted(answers), wants_pairs=True)
    books = synced(answers, typed(books, "pairs", rows(books, "pairs")[0].key, decision="утвердить"))
    line = row(books, "monitoring", section="Наставляемые: форма наставничества")
    counts = [line.text(stage) for stage in ("applied", "consented", "in_base", "ready", "paired")]
    assert counts == ["2", "2", "2", "2", "1"]
    topic = row(books, "monitoring", section="Запросы наставляемых")
    assert (topic.text("group"), topic.text("in_base")) == ("Подготовка к экзаменам", "2")
