"""Who is who: one person, one code, whatever they send and whenever."""

from __future__ import annotations

from sync.rules.decide import decide
from tests.rules.paper import (
    TEACHER,
    answer,
    blank_books,
    carried_out,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    row,
    rows,
    synced,
    world,
)

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
TEACHER_NAME, TEACHER_BORN = "Громов Олег Юрьевич", "1990-05-01"


def teacher_mentee(number: int):
    values = {
        "full_name": TEACHER_NAME,
        "birth_date": TEACHER_BORN,
        "role": TEACHER,
        "position": "учитель физики",
        "teacher_contact": "gromov@school.example",
        "teacher_topics": ["Порядок на уроке"],
        "teacher_times": ["Суббота"],
        "teacher_format": "Всё равно",
    }
    return answer("mentee_application", number, values)


def teacher_mentor(number: int):
    more = {"role": TEACHER, "position": "учитель физики", "teacher_topics": ["Классное руководство"]}
    whole = mentor(number, TEACHER_NAME, TEACHER_BORN, **more)
    return answer("mentor_application", number, {k: list(v) for k, v in whole.values.items() if "pupil" not in k})


def test_the_code_comes_from_the_first_response_and_survives_its_deletion():
    first, again = mentee(1, CHILD, BORN), mentee(5, CHILD, BORN, pupil_contact="новый")
    consent = guardian_consent(1, CHILD, BORN)
    books = synced([first, consent])
    code = row(books, "mentees", full_name=CHILD).key
    assert row(synced([again, first, consent], books), "mentees", full_name=CHILD).key == code
    books = synced([first, again, consent], books)
    assert row(synced([again, consent], books), "mentees", full_name=CHILD).key == code


def test_two_computers_give_the_same_codes():
    answers = [mentee(number, f"Имя {number}", BORN) for number in range(20)]
    assert [r.key for r in rows(synced(answers), "consents")] == [
        r.key for r in rows(synced(list(reversed(answers))), "consents")
    ]


def test_a_teacher_may_be_mentee_and_mentor_with_one_code():
    books = synced([teacher_mentee(1), teacher_mentor(2), own_consent(3, TEACHER_NAME, TEACHER_BORN)])
    as_mentee = row(books, "mentees", full_name=TEACHER_NAME)
    as_mentor = row(books, "mentors", full_name=TEACHER_NAME)
    assert as_mentee.key == as_mentor.key
    assert as_mentee.text("school_class") == as_mentor.text("place") == "учитель физики"
    assert as_mentee.text("mentoring_form") == "учитель — учитель"


def test_a_person_whose_answers_are_gone_keeps_the_row():
    answers = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN)]
    books = synced(answers)
    after = synced(answers[1:], books)
    assert row(after, "mentees", full_name=CHILD).text("consent") == "действует"


def test_an_answer_for_an_unknown_question_is_listed():
    strange = mentee(1, CHILD, BORN)
    object.__setattr__(strange, "unknown", ("0badcafe",))
    plan = decide(world([strange]))
    assert [issue.what for issue in plan.issues] == ["В форме есть вопрос, которого нет в анкете программы"]
    lines = rows(carried_out(blank_books(), plan), "attention")
    assert [line.text("now") for line in lines] == ["ответов: 1"]
