"""An application that waits in vain for its consent is dropped, and comes back with a new word of the person's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sync.rules.consent_log import broken_lines
from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    NOW,
    PROGRAMME,
    answer,
    asking,
    guardian_consent,
    mentee,
    own_consent,
    row,
    rows,
    synced,
    typed,
    with_rows,
    world,
)
from tests.rules.surveys import SURVEYS, said

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
OTHER, OTHER_BORN = "Громов Олег Юрьевич", "1990-05-01"
BROTHER, BROTHER_BORN = "Королёв Илья Сергеевич", "2015-01-01"
APPLIED, BESIDE = mentee(1, CHILD, BORN), [mentee(2, OTHER, OTHER_BORN), own_consent(3, OTHER, OTHER_BORN)]
ANSWERS = [APPLIED, *BESIDE]
IN_TIME, TOO_LATE = APPLIED.submitted + timedelta(days=60), APPLIED.submitted + timedelta(days=60, minutes=1)
MINUTES_TO_LATE = 61 * 24 * 60


def names(books) -> list[str]:
    return [line.text("full_name") for line in rows(books, "consents")]


def endings(books) -> list[tuple[str, str]]:
    lines = rows(books, "consent_log")
    assert broken_lines(lines) == []
    return [(line.text("event"), line.text("changed")) for line in lines if line.text("kind") == "все данные"]


def dropped():
    return synced(ANSWERS, synced(ANSWERS), now=TOO_LATE)


def test_the_line_stays_to_the_last_day_and_then_goes_with_a_coded_line_of_the_log():
    assert names(synced(ANSWERS, synced(ANSWERS), now=IN_TIME)) == [CHILD, OTHER]
    books = dropped()
    assert names(books) == [OTHER]
    assert endings(books) == [("анкета снята", "согласия не было в срок")]
    assert CHILD not in repr(books)
    assert not decide(world(ANSWERS, books, now=TOO_LATE))
    assert endings(synced(ANSWERS, books, now=TOO_LATE + timedelta(days=90))) == endings(books)


def test_a_consent_that_comes_late_takes_the_person_back_under_the_same_code():
    code = row(synced(ANSWERS), "consents", full_name=CHILD).key
    late = [*ANSWERS, guardian_consent(MINUTES_TO_LATE, CHILD, BORN)]
    books = synced(late, dropped(), now=TOO_LATE + timedelta(days=2))
    assert row(books, "mentees", full_name=CHILD).key == code
    assert not decide(world(late, books, now=TOO_LATE + timedelta(days=2)))


def test_an_answer_to_a_survey_of_the_year_takes_nobody_back_and_is_written_nowhere():
    asked = asking(*SURVEYS)
    coming = said("final_meeting", MINUTES_TO_LATE, full_name=CHILD, school_class="7А", final_coming="Приду")
    books = synced([*ANSWERS, coming], dropped(), now=TOO_LATE + timedelta(days=2), questionnaires=asked)
    assert names(books) == [OTHER]
    assert [line.text("full_name") for line in rows(books, "gatherings")] == [OTHER]
    assert not decide(world([*ANSWERS, coming], books, now=TOO_LATE + timedelta(days=2), questionnaires=asked))


def test_an_application_sent_anew_waits_for_another_term():
    again = [mentee(1, CHILD, BORN, edited=MINUTES_TO_LATE), *BESIDE]
    books = synced(again, dropped(), now=TOO_LATE + timedelta(days=2))
    assert names(books) == [OTHER, CHILD]
    books = synced(again, books, now=TOO_LATE + timedelta(days=70))
    assert names(books) == [OTHER]
    assert len(endings(books)) == 2


def test_a_longer_term_brings_back_nobody_who_was_dropped():
    patient = replace(PROGRAMME, consent_days=200)
    assert names(synced(ANSWERS, dropped(), now=TOO_LATE, programme=patient)) == [OTHER]


def test_a_refusal_that_was_never_admitted_is_dropped_too():
    answers = [*ANSWERS, guardian_consent(5, CHILD, BORN, NO)]
    assert names(synced(answers, synced(answers), now=TOO_LATE + timedelta(days=1))) == [OTHER]


def test_who_was_in_a_base_once_is_masked_and_not_dropped():
    answers = [*ANSWERS, guardian_consent(5, CHILD, BORN)]
    books = synced(answers)
    answers[-1] = guardian_consent(5, CHILD, BORN, NO, edited=5)
    books = synced(answers, synced(answers, books), now=TOO_LATE + timedelta(days=30))
    assert names(books) == [CHILD, OTHER]


def test_a_paper_that_one_parent_signed_gives_the_other_words_time():
    teen, born = "Иванов Пётр Ильич", "2011-05-01"
    answers = [mentee(1, teen, born)]
    code = row(synced(answers), "consents", full_name=teen).key
    books = typed(synced(answers), "consents", code, guardian_paper=(NOW - timedelta(days=1)).date())
    assert names(synced(answers, books, now=TOO_LATE)) == [teen]


def test_both_copies_of_a_line_go():
    books = with_rows(synced(ANSWERS), "consents", lambda found: [*found, found[0]])
    late = synced(ANSWERS, books, now=TOO_LATE)
    assert names(late) == [OTHER]
    assert not decide(world(ANSWERS, late, now=TOO_LATE))


def test_a_consent_whose_application_never_came_is_not_asked_about_for_ever():
    answers = [*BESIDE, guardian_consent(1, CHILD, BORN)]
    assert CHILD in repr(rows(synced(answers), "attention"))
    assert CHILD not in repr(rows(synced(answers, synced(answers), now=TOO_LATE), "attention"))


def test_the_panel_counts_them():
    assert row(dropped(), "panel", name="Снято без согласия").get("value") == 1
    assert "Снято без согласия" not in repr(synced(ANSWERS))


@given(days=st.integers(0, 400), term=st.integers(1, 366))
def test_whoever_is_dropped_has_waited_the_whole_term_and_whoever_waited_longer_is_dropped(days, term):
    when, programme = APPLIED.submitted + timedelta(days=days, hours=1), replace(PROGRAMME, consent_days=term)
    shown = names(synced([APPLIED], now=when, programme=programme))
    assert shown == ([] if days >= term else [CHILD])


def test_a_refusal_that_is_deleted_after_the_application_was_dropped_leaves_no_older_yes_behind():
    yes, no = own_consent(4, OTHER, OTHER_BORN), own_consent(6, OTHER, OTHER_BORN, decision=NO)
    application = mentee(7, OTHER, OTHER_BORN)
    books = synced([yes, no, application])
    much_later = NOW + timedelta(days=300)
    books = synced([yes, application], synced([yes, application], books), now=much_later)
    assert rows(books, "consents") == []
    assert not decide(world([yes, application], books, now=much_later))


def test_who_is_dropped_after_their_first_answer_became_another_s_is_dropped_once():
    first = mentee(1, CHILD, BORN)
    second = answer("mentee_application", 5, {key: list(texts) for key, texts in first.values.items()})
    books = synced([first, second])
    another = mentee(1, OTHER, OTHER_BORN, edited=MINUTES_TO_LATE)
    late = synced([another, second], books, now=second.submitted + timedelta(days=60, minutes=1))
    assert not decide(world([another, second], late, now=second.submitted + timedelta(days=60, minutes=1)))
    assert len(endings(late)) == 1


def test_what_is_left_of_who_was_dropped_does_not_become_a_namesake_s():
    """One name and birth date in two classes; the answer of the first is deleted in the form."""
    namesake = mentee(9, CHILD, BORN, school_class="8Б")
    books = synced([APPLIED, namesake])
    late = synced([namesake], books, now=TOO_LATE + timedelta(days=1))
    assert not decide(world([namesake], late, now=TOO_LATE + timedelta(days=1)))
    assert len(endings(late)) == 1


def test_a_refusal_goes_on_to_the_code_that_is_left_of_who_was_dropped():
    """Their first answer is deleted, and a namesake applies on the day on which they are dropped."""
    refusal = own_consent(3, CHILD, BORN, decision=NO)
    second = answer("mentee_application", 5, {key: list(texts) for key, texts in APPLIED.values.items()})
    namesake = mentee(9, CHILD, BORN, school_class="8Б", edited=MINUTES_TO_LATE * 2)
    much_later = NOW + timedelta(days=300)
    books = synced([refusal, second, namesake], synced([APPLIED, refusal, second]), now=much_later)
    assert not decide(world([refusal, second, namesake], books, now=much_later))


def test_an_answer_that_was_another_s_once_stays_with_who_was_dropped():
    """Their own first answer is deleted, and what is left of theirs had led to the code of somebody who is gone."""
    books = synced([mentee(1, OTHER, OTHER_BORN), mentee(7, CHILD, BORN)])
    taken_over = [mentee(1, CHILD, BORN, edited=10)]
    books = synced(taken_over, books)
    books = synced(taken_over, books, now=TOO_LATE + timedelta(days=1))
    assert not decide(world(taken_over, books, now=TOO_LATE + timedelta(days=1)))
    assert len(endings(books)) == 1


def test_an_answer_of_theirs_that_is_edited_to_be_a_brother_s_is_the_brother_s():
    second = mentee(5, CHILD, BORN)
    books = synced([APPLIED, second])
    code = row(books, "consents").key
    late = NOW + timedelta(days=90)
    books = synced([APPLIED, second], books, now=late)
    edited = [APPLIED, mentee(5, BROTHER, BROTHER_BORN, "5А", edited=MINUTES_TO_LATE * 2)]
    books = synced(edited, books, now=late + timedelta(days=60))
    assert names(books) == [BROTHER]
    assert row(books, "consents").key != code


def test_who_applied_under_two_birth_dates_is_dropped_with_both_lines():
    answers = [APPLIED, mentee(2, CHILD, "2013-05-11")]
    books = synced(answers)
    question = row(books, "attention", what="Похоже, этот человек уже подавал анкету").key
    books = synced(answers, typed(books, "attention", question, choice="один человек"))
    assert len(rows(books, "consents")) == 2
    late = TOO_LATE + timedelta(days=1)
    books = synced(answers, books, now=late)
    assert rows(books, "consents") == []
    assert not decide(world(answers, books, now=late))
    assert len(endings(books)) == 1


def test_a_survey_that_looks_like_a_dropped_person_s_does_not_name_them():
    asked, late = asking(*SURVEYS), TOO_LATE + timedelta(days=2)
    nearly = said("final_meeting", MINUTES_TO_LATE, full_name="Королёва Олёна Сергеевна", school_class="7А")
    assert CHILD in repr(rows(synced([*ANSWERS, nearly], questionnaires=asked), "attention"))
    books = synced([*ANSWERS, nearly], dropped(), now=late, questionnaires=asked)
    assert "Олёна" in repr(rows(books, "attention"))
    assert CHILD not in repr(rows(books, "attention"))
    assert not decide(world([*ANSWERS, nearly], books, now=late, questionnaires=asked))
