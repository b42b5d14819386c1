"""Applications that nearly say the same: joined when any teacher would, asked about when only a human can say."""

from __future__ import annotations

import pytest

from sync.rules.decide import decide
from tests.rules.paper import (
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
SHORT, SLIPPED = "алёна королева", "Королёвва Алёна Сергеевна"
A_DAY_OFF, ANOTHER_DAY = "2013-05-11", "2013-11-29"
TWIN = "Королёва Арина Сергеевна"
CONSENT = guardian_consent(1, CHILD, BORN)
ALIKE = "Похоже, этот человек уже подавал анкету"


def asked(plan) -> list[str]:
    return [issue.what for issue in plan.issues]


def codes(books) -> list[str]:
    return [line.key for line in rows(books, "consents")]


@pytest.mark.parametrize("again", [SHORT, SLIPPED, "КоролёваАлёна", "Королёва Алёна С."])
def test_a_double_application_in_other_words_is_one_child_s(again):
    answers = [mentee(1, CHILD, BORN), CONSENT, mentee(2, again, BORN, pupil_contact="новый")]
    for books in (synced(answers), synced(answers, synced(answers[:2]))):
        assert len(codes(books)) == 1
        line = row(books, "mentees")
        assert (line.text("consent"), line.text("contact")) == ("действует", "новый")
        assert not decide(world(answers, books))


def test_a_consent_under_either_spelling_is_the_child_s():
    applications = [mentee(1, CHILD, BORN), mentee(2, SHORT, BORN)]
    for spelling in (CHILD, SHORT):
        books = synced([*applications, guardian_consent(3, spelling, BORN)])
        assert row(books, "mentees").text("consent") == "действует"


def test_a_mentor_who_is_also_a_mentee_has_one_code_however_the_name_was_typed():
    answers = [mentor(1, CHILD, BORN, "7А"), mentee(2, SHORT, BORN), CONSENT, own_consent(2, CHILD, BORN)]
    books = synced(answers)
    assert row(books, "mentees").key == row(books, "mentors").key
    assert len(codes(books)) == 1
    assert not decide(world(answers, books))


def test_one_who_was_joined_stays_one_when_either_application_is_deleted():
    answers = [mentee(1, CHILD, BORN), CONSENT, mentee(2, SHORT, BORN)]
    books = synced(answers)
    for left in ([answers[0], CONSENT], [answers[2], CONSENT]):
        assert codes(synced(left, books)) == codes(books)


@pytest.mark.parametrize("other", [TWIN, "Королёв Илья Сергеевич", "Королёва Елена Петровна"])
def test_twins_and_others_of_one_day_and_surname_are_two_and_nobody_asks(other):
    plan = decide(world([mentee(1, CHILD, BORN), mentee(2, other, BORN)]))
    assert asked(plan) == []
    assert len(codes(synced([mentee(1, CHILD, BORN), mentee(2, other, BORN)]))) == 2


def test_namesakes_born_on_days_that_no_slip_explains_are_two_and_nobody_asks():
    answers = [mentee(1, CHILD, BORN), mentee(2, CHILD, ANOTHER_DAY)]
    assert asked(decide(world(answers))) == []
    assert len(codes(synced(answers))) == 2


def look_alikes():
    answers = [mentee(1, CHILD, BORN), CONSENT, mentee(2, CHILD, A_DAY_OFF, pupil_contact="другой")]
    books = synced(answers)
    return answers, books, row(books, "attention", what=ALIKE)


def test_a_day_of_birth_that_is_nearly_the_same_is_asked_about_and_not_shown():
    answers, books, question = look_alikes()
    assert [line.text("state") for line in rows(books, "consents")] == ["действует", "ждём"]
    assert codes(books)[0] in question.text("advice")
    assert question.text("now") == codes(books)[1]
    for day in ("2013", "01.05", "11.05"):
        assert day not in repr(question)
    assert not decide(world(answers, books))


def test_look_alikes_who_are_one_person_become_one_at_the_next_sync():
    answers, books, question = look_alikes()
    older, newer = codes(books)
    books = synced(answers, typed(books, "attention", question.key, choice="Один человек."))
    line = row(books, "mentees", code=older)
    assert (line.text("consent"), line.text("contact")) == ("действует", "другой")
    assert row(books, "consents", code=newer).text("state") == f"теперь код {older}"
    assert ALIKE not in asked(decide(world(answers, books)))
    assert not decide(world(answers, books))


def test_look_alikes_who_are_two_are_asked_about_once():
    answers, books, question = look_alikes()
    books = synced(answers, typed(books, "attention", question.key, choice="разные люди"))
    assert rows(books, "attention") == []
    assert [line.text("state") for line in rows(books, "consents")] == ["действует", "ждём"]
    assert not decide(world(answers, books))


def test_of_two_namesakes_the_one_whom_staff_name_does_not_become_the_other_by_the_class():
    """The third application says the other's class, and that they are two was asked and is not answered yet."""
    answers = [mentee(1, CHILD, BORN, "7А"), mentee(2, CHILD, BORN, "7Б"), mentee(3, CHILD, A_DAY_OFF, "7А")]
    books = synced(answers)
    other, named, third = codes(books)
    books = synced(answers, typed(books, "attention", row(books, "attention", what=ALIKE).key, choice=named))
    assert not decide(world(answers, books))
    assert [row(books, "consents", code=code).text("state") for code in (other, named)] == ["ждём", "ждём"]
    assert row(books, "consents", code=third).text("state") == f"теперь код {named}"
    assert f"namesakes-{named}" in [line.key for line in rows(books, "attention")]


def test_whoever_becomes_a_namesake_by_a_choice_is_asked_about_as_one_at_once():
    slipped, moved = mentee(2, "Бжлова Алёна Сергеевна", BORN), mentee(3, CHILD, BORN, "10Б")
    answers = [mentee(1, CHILD, BORN, "7А"), slipped, moved]
    books = synced(answers)
    _, second, third = codes(books)
    books = synced(answers, typed(books, "attention", f"likely-{third}", choice="один человек"))
    asked_about = sorted(line.key for line in rows(books, "attention"))
    assert asked_about == [f"former-{third}", f"namesakes-{second}"]
    assert not decide(world(answers, books))


def test_of_several_candidates_the_likeliest_stands_first_and_a_code_is_asked_for():
    """«Один человек» would not say which of the two."""
    older = [mentee(1, "Королёва Алёна", A_DAY_OFF), mentee(2, "Королёва Алёна Сергеевна", "2013-05-21")]
    books = synced(older)
    books = synced(older, typed(books, "attention", row(books, "attention").key, choice="разные люди"))
    likely, less = row(books, "consents", full_name=CHILD).key, row(books, "consents", full_name="Королёва Алёна").key
    answers = [*older, mentee(3, CHILD, BORN)]
    books = synced(answers, books)
    question = row(books, "attention", what=ALIKE)
    assert question.text("advice").index(likely) < question.text("advice").index(less)
    unsaid = synced(answers, typed(books, "attention", question.key, choice="один человек"))
    assert row(unsaid, "attention", what=ALIKE).key == question.key
    said = synced(answers, typed(books, "attention", question.key, choice=less.lower()))
    assert row(said, "consents", code=question.text("now")).text("state") == f"теперь код {less}"
    assert row(said, "consents", code=likely).text("state") == "ждём"
    assert not decide(world(answers, said))


def test_a_candidate_who_turns_out_to_be_another_candidate_is_offered_no_more():
    answers = [mentee(number, CHILD, born) for number, born in enumerate([BORN, A_DAY_OFF, "2013-05-21"])]
    books = synced(answers)
    first, second, third = codes(books)
    books = synced(answers, typed(books, "attention", f"likely-{second}", choice="один человек"))
    question = row(books, "attention", what=ALIKE)
    assert (question.key, second in question.text("advice")) == (f"likely-{third}", False)
    assert f"{first} (" in question.text("advice")
    assert not decide(world(answers, books))


def test_two_whom_the_bases_know_as_two_are_joined_by_staff_alone():
    """A corrected day of birth makes them look like one; there may be notes about each by now."""
    answers = [mentee(1, CHILD, BORN), mentee(2, "Королёва Алёна", ANOTHER_DAY)]
    books = synced(answers)
    corrected = [answers[0], mentee(2, "Королёва Алёна", BORN, edited=60)]
    plan = decide(world(corrected, books))
    assert asked(plan) == [ALIKE]
    assert len(codes(carried_out(books, plan))) == 2


def test_who_fits_two_children_surely_is_joined_with_neither():
    """Staff told two namesakes of one day apart; a third application with a short name may be of either."""
    two = [mentee(1, CHILD, BORN, "7А"), mentee(2, CHILD, BORN, "7Б")]
    books = synced(two)
    books = synced(two, typed(books, "attention", row(books, "attention").key, choice="разные люди"))
    moved = [two[0], mentee(2, CHILD, BORN, "7А", edited=60), mentee(3, SHORT, BORN, "7А")]
    books = synced(moved, books)
    assert len(codes(books)) == 3
    assert row(books, "attention", what=ALIKE).text("advice").count("(") == 2


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (0, 2, 1)])
def test_who_may_be_either_of_two_is_joined_with_neither(order):
    """Two namesakes of one class and day with two patronymics; without one, it may be the one or the other."""
    names = ("Иваненко Роман Петрович", "Иваненко Роман", "Иваненко Роман Сергеевич")
    answers = [mentee(number, names[place], BORN) for number, place in enumerate(order)]
    books = synced(answers)
    assert len(codes(books)) == 3
    assert [line.text("what") for line in rows(books, "attention")] == [ALIKE, ALIKE]


def test_who_left_and_applies_again_keeps_the_code_but_under_another_spelling_is_new():
    """Of somebody whose answers are gone only the mark of the name is kept, and a mark knows no likeness."""
    books = synced([mentee(1, CHILD, BORN), CONSENT])
    code = row(books, "mentees").key
    books = synced([CONSENT], books)
    assert codes(synced([CONSENT, mentee(5, CHILD.upper(), BORN)], books)) == [code]
    assert len(codes(synced([CONSENT, mentee(5, SHORT, BORN)], books))) == 2
