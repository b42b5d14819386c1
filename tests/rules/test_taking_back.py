"""Consents to publish and to reuse the base, and taking any of them back: by form, or on paper entered by staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from forms.meanings import PROCESSING, PUBLISHING, REUSING
from forms.questionnaire import Purpose
from sheets_schema.tables.personal import WITHDRAWN
from sync.rules.admission import pass_gate
from sync.rules.consent_log import broken_lines
from sync.rules.decide import decide
from tests.rules.consent_surveys import all_surveys, extra_consent, withdrawal
from tests.rules.paper import carried_out, guardian_consent, mentee, own_consent, row, rows, typed, with_rows, world
from tests.rules.paper import synced as synced_with

ADULT, ADULT_BORN = "Громов Олег Юрьевич", "1990-05-01"
CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"  # 13 years old
GIVEN = [mentee(1, ADULT, ADULT_BORN), own_consent(2, ADULT, ADULT_BORN)]
PUBLISH = extra_consent("consent_publication", 3, ADULT, ADULT_BORN)
REUSE = extra_consent("consent_reuse", 4, ADULT, ADULT_BORN)
NEXT_MAY = datetime(2027, 5, 2, 9, tzinfo=UTC)


def synced(answers, books=None, **more):
    return synced_with(answers, books, questionnaires=all_surveys(), **more)


def plan_of(answers, books, **more):
    return decide(world(answers, books, questionnaires=all_surveys(), **more))


def gate_of(answers, books=None, **more):
    seen = world(answers, books, questionnaires=all_surveys(), **more)
    (gate,) = pass_gate(seen, seen.memory["personal"], {}).gates.values()
    return gate


def told(books, name: str = ADULT) -> tuple[str, ...]:
    line = row(books, "consents", full_name=name)
    return tuple(line.text(key) for key in ("state", "own", "publication", "reuse"))


def events(books) -> list[tuple[str, str, str]]:
    return [(line.text("kind"), line.text("event"), line.text("changed")) for line in rows(books, "consent_log")]


def test_the_words_of_the_form_are_those_of_the_sheet():
    assert WITHDRAWN == (PROCESSING, PUBLISHING, REUSING)


def test_publishing_and_reuse_are_asked_apart_and_open_no_gate():
    answers = [GIVEN[0], PUBLISH, REUSE]
    assert rows(synced(answers), "mentees") == []
    assert not gate_of(answers).may(Purpose.PUBLICATION)
    books = synced([*answers, GIVEN[1]])
    assert told(books) == ("действует", "дано 19.11.2026", "дано 19.11.2026", "дано 19.11.2026")
    gate = gate_of([*answers, GIVEN[1]], books)
    assert gate.may(Purpose.PUBLICATION)
    assert gate.may(Purpose.REUSE)
    assert ("на публикацию", "дано", "разрешено") in events(books)
    assert not plan_of([*answers, GIVEN[1]], books)


def test_who_says_no_to_publishing_stays_in_the_programme():
    answers = [*GIVEN, extra_consent("consent_publication", 3, ADULT, ADULT_BORN, "нет")]
    books = synced(answers)
    assert told(books) == ("действует", "дано 19.11.2026", "отказ 19.11.2026", "")
    assert not gate_of(answers).may(Purpose.PUBLICATION)
    assert [line.text("full_name") for line in rows(books, "mentees")] == [ADULT]


def test_a_paper_counts_for_publishing_too():
    books = synced(GIVEN)
    code = row(books, "consents", full_name=ADULT).key
    books = synced(GIVEN, typed(books, "consents", code, publication_paper=date(2026, 11, 20)))
    assert told(books)[2] == "дано на бумаге 20.11.2026"


def test_taking_back_the_publishing_alone_leaves_the_rest():
    answers = [*GIVEN, PUBLISH, REUSE]
    books = synced(answers)
    answers.append(withdrawal(9, ADULT, ADULT_BORN, PUBLISHING))
    books = synced(answers, books)
    assert told(books) == ("действует", "дано 19.11.2026", "отозвано 19.11.2026", "дано 19.11.2026")
    assert events(books)[3:] == [("на публикацию", "отозвано", "не разрешено")]
    assert not plan_of(answers, books)


def test_taking_back_the_processing_takes_back_everything_and_hides_the_row():
    answers = [*GIVEN, PUBLISH]
    books = synced(answers)
    code = row(books, "mentees", full_name=ADULT).key
    answers.append(withdrawal(9, ADULT, ADULT_BORN))
    books = synced(answers, books)
    assert told(books) == ("отозвано", "отозвано 19.11.2026", "отозвано 19.11.2026", "")
    assert row(books, "mentees", code=code).text("full_name") == ""
    assert gate_of(answers, books).demanded == answers[-1].submitted
    assert broken_lines(rows(books, "consent_log")) == []
    assert ("своё", "отозвано", "доступ закрыт: отозвано") in events(books)
    assert decide(world(answers, books, questionnaires=all_surveys())).waiting == ()
    assert not plan_of(answers, books)


def test_what_is_given_anew_after_a_withdrawal_counts_and_the_rest_stays_taken_back():
    answers = [*GIVEN, PUBLISH, withdrawal(9, ADULT, ADULT_BORN)]
    books = synced(answers, synced(answers[:3]))
    answers.append(own_consent(20, ADULT, ADULT_BORN))
    books = synced(answers, books)
    assert told(books) == ("действует", "дано 19.11.2026", "отозвано 19.11.2026", "")
    assert row(books, "mentees", full_name=ADULT).text("contact") == "+79161234567"
    assert gate_of(answers, books).demanded is None


@pytest.mark.parametrize("seen_between", [True, False])
def test_a_withdrawal_that_its_author_corrected_ends_nothing(seen_between):
    answers = [*GIVEN, PUBLISH, REUSE]
    books = synced([*answers, withdrawal(9, ADULT, ADULT_BORN)], synced(answers)) if seen_between else synced(answers)
    answers.append(withdrawal(9, ADULT, ADULT_BORN, REUSING, edited=5))
    books = synced(answers, books)
    assert told(books) == ("действует", "дано 19.11.2026", "дано 19.11.2026", "отозвано 19.11.2026")


def test_a_withdrawal_goes_on_counting_when_its_response_is_gone_and_staff_are_asked():
    answers = [*GIVEN, withdrawal(9, ADULT, ADULT_BORN)]
    books = synced(GIVEN, synced(answers, synced(GIVEN)))
    assert told(books)[0] == "отозвано"
    assert row(books, "attention", what="Ответ исчез из формы").text("now") == "отозвано"


def test_who_takes_back_before_having_given_anything_is_heard_too():
    answers = [GIVEN[0], withdrawal(9, ADULT, ADULT_BORN)]
    books = synced(answers)
    assert told(books)[0] == "отозвано"
    assert [kind for kind, _, _ in events(books)] == ["своё"]


def test_a_parent_takes_back_and_gives_anew_and_at_14_it_is_a_renewal():
    answers = [mentee(1, CHILD, BORN), guardian_consent(2, CHILD, BORN)]
    books = synced([*answers, withdrawal(9, CHILD, BORN)], synced(answers))
    assert [kind for kind, event, _ in events(books) if event == "отозвано"] == ["законного представителя"]
    answers += [withdrawal(9, CHILD, BORN), guardian_consent(20, CHILD, BORN)]
    books = synced(answers, books)
    assert told(books, CHILD)[0] == "действует"
    assert told(synced(answers, books, now=NEXT_MAY), CHILD)[0] == "обновить согласие"


def test_staff_enter_a_withdrawal_on_paper_and_take_it_out_again_when_it_was_another_s():
    books = synced([*GIVEN, PUBLISH])
    code = row(books, "consents", full_name=ADULT).key
    closed = synced([*GIVEN, PUBLISH], typed(books, "consents", code, withdrawn_on=date(2026, 11, 20)))
    assert told(closed)[:3] == ("отозвано", "отозвано 20.11.2026", "отозвано 20.11.2026")
    assert row(closed, "mentees", code=code).text("full_name") == ""
    again = synced([*GIVEN, PUBLISH], typed(closed, "consents", code, withdrawn_on=None))
    assert told(again) == told(books)
    assert row(again, "mentees", code=code).text("full_name") == ADULT


def test_a_withdrawal_on_paper_may_be_of_one_thing():
    books = synced([*GIVEN, PUBLISH])
    code = row(books, "consents", full_name=ADULT).key
    cells = {"withdrawn_on": date(2026, 11, 20), "withdrawn_what": "Публикация"}
    books = synced([*GIVEN, PUBLISH], typed(books, "consents", code, **cells))
    assert told(books)[:3] == ("действует", "дано 19.11.2026", "отозвано 20.11.2026")


def test_a_withdrawal_on_paper_outlives_the_row_that_it_stood_in():
    books = synced(GIVEN)
    code = row(books, "consents", full_name=ADULT).key
    books = synced(GIVEN, typed(books, "consents", code, withdrawn_on=date(2026, 11, 20)))
    without = with_rows(books, "consents", lambda found: [])
    after = carried_out(without, plan_of(GIVEN, without))
    assert row(after, "mentees", code=code).text("full_name") == ""


@pytest.mark.parametrize("typed_in", ["вчера", date(2027, 1, 1)])
def test_a_day_of_withdrawal_that_cannot_be_is_asked_about(typed_in):
    books = synced(GIVEN)
    code = row(books, "consents", full_name=ADULT).key
    books = synced(GIVEN, typed(books, "consents", code, withdrawn_on=typed_in))
    assert told(books)[0] == "действует"
    assert row(books, "attention", what="Непонятная дата отзыва согласия").text("who").startswith(ADULT)


def test_an_option_of_the_withdrawal_that_nobody_explained_is_asked_about_and_the_others_count():
    mixed = withdrawal(9, ADULT, ADULT_BORN, PUBLISHING)
    values = {**mixed.values, "what": (*mixed.values["what"], "Что-то ещё")}
    answers = [*GIVEN, PUBLISH, replace(mixed, values=values)]
    books = synced(answers)
    assert told(books)[2] == "отозвано 19.11.2026"
    assert "Что-то ещё" in row(books, "attention", what="Непонятный ответ в анкете").text("new")


def test_at_18_the_consent_to_publish_is_given_anew_too():
    name, born = "Белова Ева Юрьевна", "2008-12-01"
    answers = [mentee(1, name, born), own_consent(1, name, born), guardian_consent(1, name, born)]
    answers.append(extra_consent("consent_publication", 3, name, born))
    books = synced(answers, synced(answers), now=datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert told(books, name)[2] == "дано 19.11.2026, обновить"
