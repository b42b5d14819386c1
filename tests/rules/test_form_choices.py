"""Choices from the bases: whom a form offers, by code and first name, and when it must be told anew."""

from __future__ import annotations

from dataclasses import replace

from forms.question import NOBODY_YET
from sync.rules.decide import decide
from sync.rules.form_choices import codes_in
from sync.rules.memory import FORM, read_memory
from sync.rules.world import FormStanding
from tests.rules.paper import (
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    questionnaires,
    row,
    rows,
    synced,
    typed,
    world,
)

FORMS = tuple(FormStanding(item.key, item.title, "https://forms.example", open=True) for item in questionnaires())
CHILD, OTHER, MENTOR = "Ёлкина Юлия Петровна", "Бобров Артём Ильич", "Орлова Мария Сергеевна"
BORN, OLDER = "2013-05-01", "2009-03-02"
ANSWERS = [
    mentee(1, CHILD, BORN),
    guardian_consent(1, CHILD, BORN),
    mentee(2, OTHER, BORN),
    mentor(3, MENTOR, OLDER),
    own_consent(3, MENTOR, OLDER),
    guardian_consent(3, MENTOR, OLDER),
]


def offered(answers, books=None) -> dict[str, dict[str, tuple[str, ...]]]:
    """What the next run would tell the forms."""
    return {change.form: dict(change.choices) for change in decide(world(answers, books, forms=FORMS)).forms}


def synced_forms(answers, books=None, **more):
    return synced(answers, books, forms=FORMS, **more)


def admitted(answers):
    books = synced_forms(answers)
    return typed(books, "readiness", row(books, "readiness").key, decision="допущен", trained="да")


def test_as_long_as_there_is_nobody_the_form_says_so():
    wishes = offered([])["wishes"]
    assert set(wishes.values()) == {(NOBODY_YET,)}
    assert offered([])["meeting"] == {"pair": (NOBODY_YET,)}


def test_people_are_offered_by_code_and_first_name_and_nobody_without_consent():
    code = row(synced_forms(ANSWERS), "mentees").key
    wishes = offered(ANSWERS)["wishes"]
    assert wishes["mentor_first"] == wishes["mentor_not_with"] == (f"{code} Юлия",)
    assert "Ёлкина" not in repr(wishes)


def test_a_mentor_is_offered_once_admitted_and_trained():
    assert offered(ANSWERS)["wishes"]["mentee_first"] == (NOBODY_YET,)
    books = admitted(ANSWERS)
    code = row(books, "mentors").key
    assert offered(ANSWERS, books)["wishes"]["mentee_first"] == (f"{code} Мария",)


def test_a_report_offers_the_pairs_that_were_approved():
    books = synced_forms(ANSWERS, admitted(ANSWERS), wants_pairs=True)
    key = row(books, "pairs").key
    assert "meeting" not in offered(ANSWERS, books), "a proposal is no pair yet"
    mentee_code, _, mentor_code = key.partition("-")
    text = f"{mentee_code} Юлия — {mentor_code} Мария"
    assert offered(ANSWERS, typed(books, "pairs", key, decision="утвердить"))["meeting"] == {"pair": (text,)}
    assert codes_in(text) == (mentee_code, mentor_code)


def test_what_a_form_was_told_it_is_not_told_again_and_no_name_is_remembered():
    books = synced_forms(ANSWERS)
    plan = decide(world(ANSWERS, books, forms=FORMS))
    assert not plan
    entry = read_memory(books["programme"])[f"{FORM}:wishes"]
    assert "Юлия" not in repr(entry)
    assert "choices" not in read_memory(books["programme"])[f"{FORM}:feedback"]


def test_who_withdraws_is_offered_no_more():
    books = synced_forms(ANSWERS)
    withdrawn = [*ANSWERS, guardian_consent(9, CHILD, BORN, decision="Не даю согласия")]
    assert offered(withdrawn, books)["wishes"]["mentor_first"] == (NOBODY_YET,)


def test_a_form_of_which_nobody_can_be_sure_is_told_again():
    books = synced_forms(ANSWERS)
    unsure = tuple(replace(form, unsettled=form.key == "wishes") for form in FORMS)
    plan = decide(world(ANSWERS, books, forms=unsure))
    assert [change.form for change in plan.forms] == ["wishes"]
    assert plan
    assert plan.books == ()
    assert plan.to_json()["forms"] == ["wishes"]


def test_where_google_chose_the_ids_a_form_waits_for_set_up():
    from forms.to_google import FormIds

    half = tuple(replace(form, ids=FormIds({"code": "0a"}, {"code": "0b"})) for form in FORMS)
    assert decide(world(ANSWERS, forms=half)).forms == ()


def test_the_first_name_is_what_people_look_for():
    answers = [
        *(mentee(number, f"{name} Петрович", BORN) for number, name in enumerate(["Яшин Артём", "Абов Юрий"])),
        *(
            guardian_consent(number, f"{name} Петрович", BORN)
            for number, name in enumerate(["Яшин Артём", "Абов Юрий"])
        ),
    ]
    options = offered(answers)["wishes"]["mentor_first"]
    assert [option.partition(" ")[2] for option in options] == ["Артём", "Юрий"]
    assert {option.partition(" ")[0] for option in options} == {found.key for found in rows(synced(answers), "mentees")}


def test_what_is_no_option_holds_no_code():
    assert codes_in(NOBODY_YET) == codes_in("") == codes_in(" — ") == ()
