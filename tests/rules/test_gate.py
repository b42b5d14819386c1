"""Consent gates everything: who comes into a base, and who is only a line that says what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sync.rules.consent import age
from sync.rules.consent_log import broken_lines
from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    blank_books,
    carried_out,
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

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"  # 13 years old
TEEN, TEEN_BORN = "Иванов Пётр Ильич", "2011-05-01"  # 15 years old
JUST_14, BORN_14 = "Чернов Семён Андреевич", "2012-11-01"
ADULT, ADULT_BORN = "Громов Олег Юрьевич", "1990-05-01"


def in_base(books) -> list[str]:
    return [record.text("full_name") for record in rows(books, "mentees")]


def test_without_consent_a_child_is_in_no_base_but_on_the_list_of_those_who_wait():
    plan = decide(world([mentee(1, CHILD, BORN)]))
    books = carried_out(blank_books(), plan)
    assert in_base(books) == []
    line = row(books, "consents", full_name=CHILD)
    assert (line.text("school_class"), line.text("missing")) == ("7А", "согласие родителя")
    assert [(person.who, person.missing) for person in plan.waiting] == [(f"{CHILD}, 7А", "согласие родителя")]


def test_of_someone_without_consent_nothing_but_name_and_class_is_written_anywhere():
    secret = "Секрет, который нельзя хранить"
    books = synced([mentee(1, CHILD, BORN, pupil_goal=secret, pupil_contact="+70001112233")])
    everything = repr(books)
    assert secret not in everything
    assert "+70001112233" not in everything
    assert "date(2013" not in everything


@pytest.mark.parametrize(
    ("name", "born", "own", "guardian", "admitted"),
    [
        (CHILD, BORN, False, True, True),
        (CHILD, BORN, True, False, False),
        (JUST_14, BORN_14, False, True, False),
        (JUST_14, BORN_14, True, True, True),
        (TEEN, TEEN_BORN, True, False, False),
        (TEEN, TEEN_BORN, False, True, False),
        (TEEN, TEEN_BORN, True, True, True),
        (ADULT, ADULT_BORN, True, False, True),
        (ADULT, ADULT_BORN, False, True, False),
    ],
)
def test_each_age_needs_its_own_consents(name, born, own, guardian, admitted):
    answers = [mentee(1, name, born)]
    answers += [own_consent(1, name, born)] if own else []
    answers += [guardian_consent(1, name, born)] if guardian else []
    assert in_base(synced(answers)) == ([name] if admitted else [])


def later(answers, books, when: datetime):
    return synced(answers, books, now=when)


def test_who_turns_14_stays_in_the_base_but_must_renew_and_then_goes_on():
    answers = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN)]
    books = synced(answers)
    code = row(books, "mentees", full_name=CHILD).key
    newer = [mentee(1, CHILD, BORN, edited=9999, pupil_contact="новый телефон"), answers[1]]
    books = later(newer, books, datetime(2027, 5, 1, 9, tzinfo=UTC))
    line = row(books, "mentees", code=code)
    assert (line.text("consent"), line.text("full_name")) == ("обновить согласие", CHILD)
    assert line.text("contact") == "+79161234567"  # nothing new is taken in
    assert row(books, "consents", code=code).text("missing") == "согласие самого участника"
    assert not decide(world(newer, books, now=datetime(2027, 5, 1, 9, tzinfo=UTC)))
    renewed = [*newer, own_consent(2, CHILD, BORN, edited=300_000)]
    books = later(renewed, books, datetime(2027, 7, 1, 9, tzinfo=UTC))
    line = row(books, "mentees", code=code)
    assert (line.text("consent"), line.text("contact")) == ("действует", "новый телефон")
    assert not decide(world(renewed, books, now=datetime(2027, 7, 1, 9, tzinfo=UTC)))


def test_nobody_new_comes_in_with_a_consent_that_has_already_expired():
    early = [guardian_consent(1, CHILD, BORN)]
    books = later([*early, mentee(2, CHILD, BORN)], synced(early), datetime(2027, 5, 1, 9, tzinfo=UTC))
    assert in_base(books) == []


def test_at_18_one_gives_ones_own_word_anew():
    name, born = "Белова Ева Юрьевна", "2008-12-01"
    answers = [mentee(1, name, born), own_consent(1, name, born), guardian_consent(1, name, born)]
    books = later(answers, synced(answers), datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert row(books, "mentees", full_name=name).text("consent") == "обновить согласие"


def test_when_the_term_is_over_every_consent_must_be_renewed():
    answers = [mentee(1, ADULT, ADULT_BORN), own_consent(1, ADULT, ADULT_BORN)]
    books = later(answers, synced(answers), datetime(2027, 9, 1, 9, tzinfo=UTC))
    assert row(books, "mentees", full_name=ADULT).text("consent") == "обновить согласие"
    assert [item.text("event") for item in rows(books, "consent_log")] == ["дано", "пора обновить"]
    assert broken_lines(rows(books, "consent_log")) == []


def test_a_birthday_is_counted_to_the_day():
    assert age(date(2012, 11, 22), date(2026, 11, 21)) == 13
    assert age(date(2012, 11, 22), date(2026, 11, 22)) == 14
    assert age(date(2012, 2, 29), date(2026, 2, 28)) == 13


def test_a_parent_who_writes_e_for_yo_and_spaces_to_spare_is_understood():
    answers = [mentee(1, CHILD, BORN), guardian_consent(1, " королева  алена СЕРГЕЕВНА ", BORN)]
    assert in_base(synced(answers)) == [CHILD]


def test_a_consent_before_the_application_waits_for_it():
    consent = guardian_consent(1, CHILD, BORN)
    plan = decide(world([consent]))
    assert [issue.what for issue in plan.issues] == ["Согласие не удалось отнести к участнику"]
    books = carried_out(blank_books(), plan)
    after = decide(world([consent, mentee(2, CHILD, BORN)], books))
    assert after.issues == ()
    assert in_base(carried_out(books, after)) == [CHILD]


def test_namesakes_are_not_mixed_up():
    answers = [mentee(1, CHILD, BORN), mentee(2, CHILD, "2014-06-02", "6Б"), guardian_consent(3, CHILD, BORN)]
    books = synced(answers)
    assert [record.text("birth_date") for record in rows(books, "mentees")] == [BORN]


def test_of_those_who_may_be_meant_the_likeliest_is_offered_first():
    sister, stranger = "Королёва Арина Сергеевна", "Королёва Юлия Олеговна"
    children = [mentee(1, stranger, "2013-08-08"), mentee(2, sister, "2014-02-02"), mentee(3, CHILD, BORN)]
    books = synced([*children, guardian_consent(4, "Королёва Аленка", BORN)])
    asked = row(books, "attention", what="Согласие не удалось отнести к участнику").text("advice")
    codes = [row(books, "consents", full_name=name).key for name in (CHILD, stranger, sister)]
    assert [asked.index(code) for code in codes] == sorted(asked.index(code) for code in codes)


def test_a_consent_with_a_mistyped_birth_date_waits_for_the_choice_of_staff():
    answers = [mentee(1, CHILD, BORN), guardian_consent(2, CHILD, "2013-01-05")]
    books = synced(answers)
    assert in_base(books) == []
    question = row(books, "attention", what="Согласие не удалось отнести к участнику")
    code = row(books, "consents", full_name=CHILD).key
    assert code in question.text("advice")
    books = typed(books, "attention", question.key, choice=code.lower())
    books = synced(answers, books)
    assert in_base(books) == [CHILD]
    assert rows(books, "attention") == []
    assert not decide(world(answers, books))  # the choice is remembered although its line is gone


def test_consent_on_paper_that_staff_enter_opens_the_gate():
    answers = [mentee(1, CHILD, BORN)]
    books = synced(answers)
    code = row(books, "consents", full_name=CHILD).key
    books = synced(answers, typed(books, "consents", code, guardian_paper=date(2026, 11, 20)))
    assert in_base(books) == [CHILD]
    assert row(books, "consent_log", code=code).text("event") == "дано на бумаге"


def test_the_later_word_counts_a_paper_or_a_form():
    refused = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN, NO)]
    books = synced(refused)
    code = row(books, "consents", full_name=CHILD).key
    assert row(books, "consents", code=code).text("state") == "отказ"
    signed_later = synced(refused, typed(books, "consents", code, guardian_paper=date(2026, 11, 21)))
    assert in_base(signed_later) == [CHILD]
    signed_before = synced(refused, typed(books, "consents", code, guardian_paper=date(2026, 11, 1)))
    assert in_base(signed_before) == []


def test_withdrawal_takes_the_row_out_of_view_and_consent_brings_it_back_with_the_work_of_staff():
    application, given = mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN)
    books = synced([application, given])
    code = row(books, "mentees", full_name=CHILD).key
    books = typed(books, "mentees", code, contact="Исправлено психологом", note="Важно: позвонить")
    books = synced([application, given], books)
    withdrawn = guardian_consent(1, CHILD, BORN, NO, edited=60)
    hidden = synced([application, withdrawn], books)
    masked = row(hidden, "mentees", code=code)
    assert masked.text("consent") == "нет действующего согласия"
    assert [masked.text(column) for column in ("full_name", "contact", "birth_date", "request", "goal")] == [""] * 5
    assert masked.text("note") == "Важно: позвонить"
    assert not decide(world([application, withdrawn], hidden))
    again = guardian_consent(1, CHILD, BORN, edited=120)
    back = row(synced([application, again], hidden), "mentees", code=code)
    assert (back.text("full_name"), back.text("contact")) == (CHILD, "Исправлено психологом")
    assert (back.text("consent"), back.text("note")) == ("действует", "Важно: позвонить")


def test_the_log_says_what_happened_without_names_and_in_a_chain():
    answers = [mentee(1, TEEN, TEEN_BORN), own_consent(1, TEEN, TEEN_BORN), guardian_consent(1, TEEN, TEEN_BORN)]
    books = synced(answers)
    refusal = own_consent(1, TEEN, TEEN_BORN, NO, edited=60)
    books = synced([answers[0], refusal, answers[2]], books)
    log = rows(books, "consent_log")
    assert [(line.text("kind"), line.text("event")) for line in log] == [
        ("своё", "дано"),
        ("законного представителя", "дано"),
        ("своё", "отказ"),
    ]
    assert "Иванов" not in repr(log)
    assert broken_lines(log) == []


@pytest.mark.parametrize("column", ["event", "code", "moment", "version", "previous", "digest", "number"])
def test_a_changed_line_of_the_log_is_found(column):
    answers = [mentee(1, TEEN, TEEN_BORN), own_consent(1, TEEN, TEEN_BORN), guardian_consent(1, TEEN, TEEN_BORN)]
    log = rows(synced(answers), "consent_log")
    log[1].values[column] = "подменено"
    assert 2 in broken_lines(log)


def test_a_cut_or_swapped_log_is_found():
    answers = [mentee(1, TEEN, TEEN_BORN), own_consent(1, TEEN, TEEN_BORN), guardian_consent(1, TEEN, TEEN_BORN)]
    log = rows(synced(answers), "consent_log")
    assert broken_lines(log[1:])
    assert broken_lines(list(reversed(log)))


def test_a_log_that_staff_sorted_is_still_continued_from_its_last_line():
    answers = [mentee(1, TEEN, TEEN_BORN), own_consent(1, TEEN, TEEN_BORN), guardian_consent(1, TEEN, TEEN_BORN)]
    books = with_rows(synced(answers), "consent_log", lambda found: list(reversed(found)))
    later = synced([*answers, mentee(5, ADULT, ADULT_BORN), own_consent(6, ADULT, ADULT_BORN)], books)
    log = sorted(rows(later, "consent_log"), key=lambda line: int(line.text("number")))
    assert len(log) == 3
    assert broken_lines(log) == []
