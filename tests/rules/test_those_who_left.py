"""Those who left during the year: staff delete their rows, and that never adds up to an accident."""

from __future__ import annotations

from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
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

BORN, GROWN_UP_BORN = "2013-05-01", "1990-05-01"
NAMES = [f"Белов Глеб {number}" for number in range(12)]
GONE = "Анкеты этого участника больше нет в форме"


def twelve_mentees():
    return [
        item
        for number, name in enumerate(NAMES)
        for item in (mentee(number, name, BORN), guardian_consent(number, name, BORN))
    ]


def without_application(answers, name: str):
    """Somebody deletes this person's response in Google Forms."""
    return [item for item in answers if item.questionnaire != "mentee_application" or item.text("full_name") != name]


def without_row(books, table: str, code: str):
    return with_rows(books, table, lambda found: [item for item in found if item.key != code])


def test_whose_application_is_gone_is_asked_about_once():
    answers = without_application(twelve_mentees(), NAMES[0])
    books = synced(answers, synced(twelve_mentees()))
    question = row(books, "attention", what=GONE, who=NAMES[0]).key
    books = synced(answers, typed(books, "attention", question, choice="оставить"))
    assert rows(books, "attention") == []
    assert row(books, "mentees", full_name=NAMES[0]).text("contact") == "+79161234567"
    assert not decide(world(answers, books))


def test_whose_row_comes_into_view_with_the_question_is_asked_about_by_name():
    name = NAMES[0]
    closed = [*twelve_mentees(), guardian_consent(50, name, BORN, NO, edited=5000)]
    books = synced(closed, synced(twelve_mentees()))
    open_again = [*without_application(closed, name), guardian_consent(51, name, BORN, edited=6000)]
    books = synced(open_again, books)
    assert row(books, "attention", what=GONE).text("who") == name
    assert not decide(world(open_again, books))


def test_rows_deleted_one_by_one_as_was_advised_never_become_an_alarm():
    answers = twelve_mentees()
    books = synced(answers)
    for name in NAMES[:5]:
        answers = without_application(answers, name)
        books = synced(answers, books)
        assert row(books, "attention", what=GONE).text("who") == name
        books = synced(answers, without_row(books, "mentees", row(books, "mentees", full_name=name).key))
        assert not decide(world(answers, books))
    assert [record.text("full_name") for record in rows(books, "mentees")] == NAMES[5:]


def test_who_applies_again_has_a_row_again_under_the_same_number():
    answers = without_application(twelve_mentees(), NAMES[0])
    books = synced(answers, synced(twelve_mentees()))
    before = row(books, "mentees", full_name=NAMES[0])
    books = synced(answers, without_row(books, "mentees", before.key))
    books = synced([*answers, mentee(50, NAMES[0], BORN)], books)
    after = row(books, "mentees", full_name=NAMES[0])
    assert (after.key, after.get("number")) == (before.key, before.get("number"))


def test_a_mentor_who_left_may_be_deleted_from_the_readiness_too():
    answers = [
        item
        for number, name in enumerate(NAMES)
        for item in (mentor(number, name, GROWN_UP_BORN), own_consent(number, name, GROWN_UP_BORN))
    ]
    books = synced(answers)
    for name in NAMES[:5]:
        code = row(books, "mentors", full_name=name).key
        books = synced(answers, without_row(without_row(books, "mentors", code), "readiness", code))
        books = synced(answers, typed(books, "attention", f"mentors-{code}-row", choice="удалить окончательно"))
    assert [record.text("full_name") for record in rows(books, "readiness")] == NAMES[5:]
    assert not decide(world(answers, books))
