"""Corrections, brothers, twins and namesakes: one person keeps one code, and two people never share one."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
    world,
)

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
MARRIED, TYPO, TWIN = "Королева-Белова Алёна Сергеевна", "Королёва Олёна Сергеевна", "Королёва Дарья Сергеевна"
BROTHER, BROTHER_BORN = "Королёв Илья Сергеевич", "2015-01-01"
ADULT, ADULT_BORN = "Громов Олег Юрьевич", "1990-05-01"
CONSENT = guardian_consent(1, CHILD, BORN)


def asked(plan) -> list[str]:
    return [issue.what for issue in plan.issues]


def people(books) -> dict[str, str]:
    return {line.text("full_name"): line.text("state") for line in rows(books, "consents")}


@pytest.mark.parametrize(("name", "born"), [(MARRIED, BORN), (TYPO, BORN), (CHILD, "2013-05-02")])
def test_a_corrected_name_or_birth_date_keeps_the_code_and_the_consent(name, born):
    books = synced([mentee(1, CHILD, BORN), CONSENT])
    code = row(books, "mentees", full_name=CHILD).key
    corrected = [mentee(1, name, born, edited=60), CONSENT]
    plan = decide(world(corrected, books))
    books = carried_out(books, plan)
    assert (plan.issues, row(books, "mentees", full_name=name).key) == ((), code)
    assert row(books, "mentees", code=code).text("consent") == "действует"
    assert not decide(world(corrected, books))
    assert row(synced(corrected, books), "mentees", code=code).text("consent") == "действует"


@pytest.mark.parametrize(("name", "born"), [(BROTHER, BROTHER_BORN), (TWIN, BORN)])
@pytest.mark.parametrize("others", [[mentee(1, CHILD, BORN)], []])
def test_an_application_edited_to_be_a_brother_s_takes_over_no_row_and_no_consent(name, born, others):
    before = [*others, mentee(2, CHILD, BORN), CONSENT]
    books = synced(before)
    code = row(books, "mentees", full_name=CHILD).key
    after = [*others, mentee(2, name, born, "5А", edited=60), CONSENT]
    books = synced(after, books)
    assert row(books, "mentees", full_name=CHILD).key == code
    assert people(books) == {CHILD: "действует", name: "ждём"}
    assert not decide(world(after, books))
    again = synced(before, books)
    assert row(again, "mentees", full_name=CHILD).key == code


def test_one_of_two_applications_is_corrected_and_they_stay_one_person():
    first, second = mentor(1, CHILD, BORN, "7А"), mentee(2, CHILD, BORN)
    books = synced([first, second, CONSENT])
    corrected = mentee(2, MARRIED, BORN, edited=60)
    books = synced([first, corrected, CONSENT], books)
    assert people(books) == {MARRIED: "действует"}
    assert row(books, "mentees").key == row(books, "mentors").key


def test_two_applications_turn_out_to_be_one_child_s():
    """The older code stays; the row of the other leaves the view, and staff are told where their notes are."""
    consents = [CONSENT, guardian_consent(2, TYPO, BORN)]
    books = synced([mentee(1, TYPO, BORN), mentee(2, CHILD, BORN), *consents])
    older, other = row(books, "mentees", full_name=TYPO).key, row(books, "mentees", full_name=CHILD).key
    answers = [mentee(1, CHILD, BORN, edited=60), mentee(2, CHILD, BORN), *consents]
    plan = decide(world(answers, books))
    assert [(issue.what, issue.now) for issue in plan.issues] == [("У одного участника было два кода", other)]
    books = carried_out(books, plan)
    kept, former = row(books, "mentees", code=older), row(books, "mentees", code=other)
    assert (kept.text("full_name"), kept.text("consent")) == (CHILD, "действует")
    assert (former.text("full_name"), former.text("consent")) == ("", "нет действующего согласия")
    assert row(books, "consents", code=other).text("state") == f"теперь код {older}"
    assert not decide(world(answers, books))
    # Who still has the former code may go on using it.
    late = own_consent(9, CHILD, "2013-05-11", code=other)
    assert row(synced([*answers, late], books), "consents", code=older).text("own").startswith("дано")


def namesakes():
    answers = [mentee(1, CHILD, BORN, "7А"), CONSENT, mentee(2, CHILD, BORN, "7Б", pupil_contact="другой")]
    books = synced(answers, synced(answers[:2]))
    question = row(books, "attention", what="Одно имя и одна дата рождения, а классы разные")
    return answers, books, question


def test_namesakes_of_other_classes_are_two_people_until_staff_say_otherwise():
    answers, books, question = namesakes()
    assert [line.text("school_class") for line in rows(books, "mentees")] == ["7А"]
    assert [line.text("state") for line in rows(books, "consents")] == ["действует", "ждём"]
    assert not decide(world(answers, books))
    apart = synced(answers, typed(books, "attention", question.key, choice="разные люди"))
    assert rows(apart, "attention") == []
    assert not decide(world(answers, apart))


def test_people_whom_staff_told_apart_stay_apart_in_one_class():
    answers, books, question = namesakes()
    books = synced(answers, typed(books, "attention", question.key, choice="разные люди"))
    moved = [*answers[:2], mentee(2, CHILD, BORN, "7А", edited=60)]
    books = synced(moved, books)
    assert [line.text("state") for line in rows(books, "consents")] == ["действует", "ждём"]
    assert row(books, "mentees").text("contact") == "+79161234567"


def test_a_consent_stays_with_the_namesake_whose_it_was_and_a_new_one_goes_by_its_class():
    unclear = of_class(CONSENT, "седьмой")
    answers = [mentee(1, CHILD, BORN, "7А"), unclear, mentee(2, CHILD, BORN, "7Б")]
    books = synced(answers, synced(answers[:2]))
    assert [line.text("state") for line in rows(books, "consents")] == ["действует", "ждём"]
    books = synced([*answers, of_class(guardian_consent(3, CHILD, BORN), "7-б")], books)
    assert [line.text("state") for line in rows(books, "consents")] == ["действует", "действует"]


def of_class(consent, school_class: str):
    return replace(consent, values={**consent.values, "school_class": (school_class,)})


def test_who_applies_again_after_the_first_answer_is_gone_keeps_the_code():
    books = synced([mentee(1, CHILD, BORN), CONSENT])
    code = row(books, "mentees").key
    books = synced([CONSENT], books)
    line = row(synced([mentee(5, CHILD, BORN, pupil_contact="новый"), CONSENT], books), "mentees")
    assert (line.key, line.text("contact")) == (code, "новый")


def test_two_birth_dates_that_were_one_child_s_before_are_one_child_s_at_once():
    first, corrected = mentee(1, CHILD, "2010-05-01"), mentee(1, CHILD, BORN, edited=60)
    books = synced([corrected], synced([first]))
    again = [mentee(5, CHILD, "2010-05-01"), mentee(6, CHILD, BORN)]
    books = synced(again, books)
    assert len(rows(books, "consents")) == 1
    assert not decide(world(again, books))


def test_a_word_under_the_code_of_somebody_whose_answers_are_gone_is_theirs_only_by_name_and_birth_date():
    other, other_born = "Аль-Хаким Ясмина", "2012-11-24"
    child = mentee(1, CHILD, BORN)
    books = synced([child, mentee(2, other, other_born)])
    code = row(books, "consents", full_name=other).key
    refusal = guardian_consent(3, CHILD, BORN, NO)
    refusal = replace(refusal, values={**refusal.values, "code": (code,)})
    books = synced([child, refusal], books)
    assert people(books) == {CHILD: "отказ", other: "ждём"}
    theirs = guardian_consent(4, other, other_born)
    books = synced([child, refusal, theirs], books)
    assert people(books)[other] == "действует"


def test_namesakes_who_are_one_person_become_one():
    answers, books, question = namesakes()
    code = row(books, "mentees").key
    same = synced(answers, typed(books, "attention", question.key, choice="один человек"))
    line = row(same, "mentees")
    assert (line.key, line.text("school_class"), line.text("contact")) == (code, "7Б", "другой")
    assert [issue.what for issue in decide(world(answers, same)).issues] == ["У одного участника было два кода"]
    assert not decide(world(answers, same))


def test_a_consent_that_names_no_class_of_the_two_is_not_guessed():
    unclear = of_class(guardian_consent(3, CHILD, BORN), "седьмой")
    books = synced([mentee(1, CHILD, BORN, "7А"), mentee(2, CHILD, BORN, "7Б"), unclear])
    assert [line.text("state") for line in rows(books, "consents")] == ["ждём", "ждём"]


def test_a_choice_of_staff_ends_when_the_consent_is_edited_to_be_another_child_s():
    answers = [mentee(1, CHILD, BORN), mentee(2, TWIN, "2015-03-03"), guardian_consent(2, CHILD, "2013-01-05")]
    books = synced(answers)
    code = row(books, "consents", full_name=CHILD).key
    books = synced(answers, typed(books, "attention", rows(books, "attention")[0].key, choice=code))
    assert people(books) == {CHILD: "действует", TWIN: "ждём"}
    edited = [*answers[:2], guardian_consent(2, TWIN, "2015-03-03", edited=60)]
    assert people(synced(edited, books)) == {CHILD: "ждём", TWIN: "действует"}


def test_a_consent_that_fits_nobody_shows_no_birth_date():
    for answers in (
        [guardian_consent(1, CHILD, BORN, NO)],
        [mentee(1, CHILD, BORN), guardian_consent(2, CHILD, "2013-01-05")],
    ):
        text = repr(rows(synced(answers), "attention"))
        assert CHILD in text
        for day in ("2013", "01.05", "05.01"):
            assert day not in text


@pytest.mark.parametrize(
    ("answer", "odd"),
    [
        (mentee(1, CHILD, "2026-11-20"), True),
        (mentee(1, CHILD, "2062-05-01"), True),
        (mentee(1, ADULT, "2013-05-01", role=TEACHER), True),
        (mentee(1, ADULT, ADULT_BORN, role=TEACHER), False),
        (mentee(1, CHILD, BORN), False),
    ],
)
def test_a_birth_date_that_does_not_fit_the_application_is_asked_about(answer, odd):
    assert asked(decide(world([answer]))) == (["Дата рождения не подходит к анкете"] if odd else [])
