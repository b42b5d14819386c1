"""The tabs of the year are filled from the surveys: whose each answer is, who may be shown, what staff did to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from forms.answer import Answer
from sheets_schema.as_read import BookAsRead, RowAsRead
from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    answer,
    asking,
    carried_out,
    guardian_consent,
    mentee,
    row,
    rows,
    typed,
    with_rows,
    world,
)
from tests.rules.surveys import SURVEYS, said

Books = dict[str, BookAsRead]

GLEB, GLEBS_DAY = "Белов Глеб Ильич", "2013-05-01"  # thirteen: his mother consents
YANA, YANAS_DAY = "Щукина Яна Львовна", "2012-12-30"
ENROLLED = [mentee(1, GLEB, GLEBS_DAY), guardian_consent(2, GLEB, GLEBS_DAY)]
BOTH = [*ENROLLED, mentee(3, YANA, YANAS_DAY, "8Б"), guardian_consent(4, YANA, YANAS_DAY)]
NO_MORE = guardian_consent(2, GLEB, GLEBS_DAY, NO, edited=60)


def synced(answers: list[Answer], books: Books | None = None, **more: object) -> Books:
    """The books after a synchronisation, after which another one finds nothing to do."""
    before = world(answers, books, questionnaires=asking(*SURVEYS), **more)
    after = carried_out(before.books, decide(before))
    if not any(item.get("choice") for item in rows(after, "attention")):
        assert not decide(world(answers, after, questionnaires=asking(*SURVEYS)))
    return after


def code_of(books: Books, name: str = GLEB) -> str:
    return row(books, "consents", full_name=name).key


def asked(books: Books, what: str) -> list[str]:
    return [item.key for item in rows(books, "attention") if item.text("what") == what]


UNMATCHED = "Ответ не удалось отнести к участнику"
GONE = "Ответа для этой строки больше нет в форме"

# What is nobody's


def test_a_request_is_a_line_beside_which_staff_write_where_to_look():
    request = said("request", 1, from_whom="Учитель", topics="Олимпиады и конкурсы", how_many="2–3")
    books = synced([request])
    key = rows(books, "requests")[0].key
    books = synced([request], typed(books, "requests", key, where_to_look="Выпускники 2024 года"))
    line = row(books, "requests")
    assert (line.text("from_whom"), line.text("how_many")) == ("Учитель", "2–3")
    assert line.get("arrived") == date(2026, 11, 19)
    assert line.text("where_to_look") == "Выпускники 2024 года"


def test_every_opinion_on_the_programme_is_a_line_with_numbers():
    books = synced([said("quality", 1, q1="2", q9="0", threats="Мало времени"), said("quality", 2, q1="1")])
    assert [(line.get("q1"), line.get("q9")) for line in rows(books, "quality")] == [(2, 0), (1, None)]


# Whose it is


def test_an_assessment_is_found_by_its_code_whatever_of_the_name_was_typed():
    code = code_of(synced(BOTH))
    for name in ("", "Глеб Белов", "БЕЛОВ ГЛЕБ"):
        answers = [*BOTH, said("assessment_mentee_before", 5, code=code.lower(), full_name=name, p_school="7")]
        line = row(synced(answers), "assessments")
        assert (line.text("code"), line.text("full_name"), line.get("p_school")) == (code, GLEB, 7)
        assert (line.text("role"), line.text("wave")) == ("наставляемый", "до начала")
        assert line.text("mentoring_form") == "ученик — ученик"


def test_before_and_after_are_two_lines_of_one_person():
    before = said("assessment_mentee_before", 5, full_name=GLEB, school_class="7 «а»", p_school="4")
    after = said("assessment_mentee_after", 6, full_name=GLEB, school_class="7А", p_school="8", valuable="Друзья")
    lines = rows(synced([*ENROLLED, before, after]), "assessments")
    assert [(line.text("wave"), line.get("p_school")) for line in lines] == [("до начала", 4), ("по итогам", 8)]
    assert [line.text("valuable") for line in lines] == ["", "Друзья"]


def test_a_name_alone_is_nobodys_until_staff_say_whose():
    answers = [*BOTH, said("feedback", 5, full_name=GLEB, how_it_goes="9")]
    books = synced(answers)
    assert rows(books, "feedback") == []
    [question] = asked(books, UNMATCHED)
    code = code_of(books)
    assert code in row(books, "attention", key=question).text("advice")
    books = synced(answers, typed(books, "attention", question, choice=code))
    assert row(books, "feedback", code=code).get("how_it_goes") == 9
    assert asked(books, UNMATCHED) == []
    assert row(synced(answers, books), "feedback").text("code") == code


def test_a_code_beside_another_childs_name_joins_nothing():
    code = code_of(synced(BOTH))
    books = synced([*BOTH, said("feedback", 5, code=code, full_name="Щукина Яна", how_it_goes="2")])
    assert rows(books, "feedback") == []
    assert len(asked(books, UNMATCHED)) == 1


def test_an_answer_of_a_stranger_is_left_out_once_for_all():
    answers = [*ENROLLED, said("feedback", 5, full_name="Прохожий", school_class="9В")]
    books = synced(answers)
    [question] = asked(books, UNMATCHED)
    books = synced(answers, typed(books, "attention", question, choice="Не учитывать."))
    assert asked(synced(answers, books), UNMATCHED) == []
    assert rows(books, "feedback") == []


def test_of_two_namesakes_in_one_class_nobody_is_guessed():
    name = "Орлов Иван"
    twice = [mentee(1, name, "2013-07-15"), mentee(2, name, "2013-02-01")]
    consents = [guardian_consent(3, name, "2013-07-15"), guardian_consent(4, name, "2013-02-01")]
    books = synced([*twice, *consents, said("wishes", 5, full_name=name, school_class="7А", first="Кто-то")])
    assert rows(books, "preferences") == []
    assert len(asked(books, UNMATCHED)) == 1


# Consent


def test_nothing_stands_there_about_anyone_without_consent():
    card = said("third_party", 5, full_name=GLEB, school_class="7А", author_name="Сидорова Е. П.", topics="Учёба")
    assert rows(synced([mentee(1, GLEB, GLEBS_DAY), card]), "third_party") == []
    line = row(synced([*ENROLLED, card]), "third_party")
    assert (line.text("full_name"), line.text("author_name")) == (GLEB, "Сидорова Е. П.")


def test_a_withdrawal_empties_the_line_and_a_new_consent_brings_it_back():
    code = code_of(synced(ENROLLED))
    answers = [*ENROLLED, said("feedback", 5, code=code, what_helps="Беседы")]
    books = synced(answers)
    books = typed(books, "feedback", rows(books, "feedback")[0].key, done="Поговорили")
    withdrawn = [answers[0], NO_MORE, answers[2]]
    books = synced(withdrawn, books)
    line = row(books, "feedback")
    assert dict(line.values) == {"key": line.key, "code": code, "done": "Поговорили"}
    again = [answers[0], guardian_consent(2, GLEB, GLEBS_DAY, edited=90), answers[2]]
    assert row(synced(again, books), "feedback").text("what_helps") == "Беседы"


def test_a_withdrawal_empties_a_line_whose_answer_is_gone_from_the_form():
    code = code_of(synced(ENROLLED))
    books = synced([*ENROLLED, said("feedback", 5, code=code, what_helps="Беседы")])
    books = synced([ENROLLED[0], NO_MORE], books)
    assert row(books, "feedback").text("what_helps") == ""


def test_a_withdrawal_empties_a_line_over_whose_number_staff_typed_and_says_so_once():
    card = said("third_party", 5, full_name=GLEB, school_class="7А", author_name="Сидорова Е. П.", topics="Учёба")
    books = synced([*ENROLLED, card])
    books = with_rows(books, "third_party", lambda found: [with_key(found[0], "да")])
    books = synced([*ENROLLED, card], books)
    assert len(asked(books, "Строка без кода")) == 1
    books = synced([ENROLLED[0], NO_MORE, card], books)
    assert (row(books, "third_party").text("topics"), asked(books, "Строка без кода")) == ("", [])


def test_whoever_took_a_consent_back_is_a_code_in_the_wishes_of_others():
    code = code_of(synced(BOTH))
    answers = [*BOTH, said("wishes", 5, full_name=YANA, school_class="8Б", first=f"{code} Глеб", second="Не знаю")]
    books = synced(answers)
    assert row(books, "preferences").text("first") == f"{code} Глеб"
    books = synced([answers[0], NO_MORE, *answers[2:]], books)
    line = row(books, "preferences", full_name=YANA)
    assert (line.text("first"), line.text("second")) == (code, "Не знаю")


def test_whoever_must_renew_a_consent_is_a_code_in_new_wishes_of_others():
    """Yana has become fourteen: now she must consent herself."""
    code = code_of(synced(BOTH), YANA)
    answers = [*BOTH, said("wishes", 5, full_name=GLEB, school_class="7А", first=f"{code} Яна")]
    later = world(answers, synced(BOTH), questionnaires=asking(*SURVEYS), now=datetime(2027, 1, 11, 9, tzinfo=UTC))
    books = carried_out(later.books, decide(later))
    assert row(books, "consents", code=code).text("state") == "обновить согласие"
    assert row(books, "preferences").text("first") == code
    assert not decide(replace(later, books=books))


def test_a_guest_is_named_but_for_a_participant_whose_consent_does_not_hold():
    guests = [said("invitation", 5, name="Родионов П. А.", coming="Да"), said("invitation", 6, name=GLEB, coming="Да")]
    assert [line.text("name") for line in rows(synced(guests), "invitations")] == ["Родионов П. А.", GLEB]
    books = synced([*ENROLLED, *guests])
    assert [line.text("name") for line in rows(books, "invitations")] == ["Родионов П. А.", GLEB]
    books = synced([ENROLLED[0], NO_MORE, *guests], books)
    assert [line.text("name") for line in rows(books, "invitations")] == ["Родионов П. А.", ""]


# Newer answers, corrections, answers that are gone


def test_the_newest_answer_speaks_and_a_correction_of_staff_stays():
    code = code_of(synced(ENROLLED))
    first = said("satisfaction", 5, code=code, part="Наставляемым", s_result="3", words="Так себе")
    books = synced([*ENROLLED, first])
    key = row(books, "satisfaction").key
    books = synced([*ENROLLED, first], typed(books, "satisfaction", key, words="Так себе (опечатка)"))
    second = said("satisfaction", 6, code=code, part="Наставляемым", s_result="9", words="Хорошо")
    books = synced([*ENROLLED, first, second], books)
    line = row(books, "satisfaction")
    assert (line.get("s_result"), line.text("words")) == (9, "Так себе (опечатка)")
    assert len(asked(books, "Правка сотрудника расходится с новым ответом")) == 1


def test_an_answer_gone_from_its_form_leaves_its_line_and_a_question():
    code = code_of(synced(ENROLLED))
    books = synced([*ENROLLED, said("feedback", 5, code=code, what_helps="Беседы")])
    books = synced(ENROLLED, books)
    assert row(books, "feedback").text("what_helps") == "Беседы"
    [question] = asked(books, GONE)
    books = synced(ENROLLED, typed(books, "attention", question, choice="оставить"))
    assert asked(synced(ENROLLED, books), GONE) == []


def test_a_line_that_staff_deleted_is_asked_about_and_not_brought_back():
    code = code_of(synced(ENROLLED))
    answers = [*ENROLLED, said("feedback", 5, code=code, what_helps="Беседы")]
    books = with_rows(synced(answers), "feedback", lambda found: [])
    books = synced(answers, books, force=False)
    assert rows(books, "feedback") == []
    assert len(asked(books, "Строка удалена из таблицы")) == 1


def test_two_answers_in_one_minute_are_told_in_the_same_order_whatever_the_list():
    code = code_of(synced(ENROLLED))
    two = [answer("wishes", 5, {"code": code, "first": "А"}), answer("wishes", 5, {"code": code, "first": "Б"})]
    two = [two[0], Answer("wishes", "zz", two[1].created, two[1].submitted, two[1].values)]
    for answers in (two, two[::-1]):
        assert row(synced([*ENROLLED, *answers]), "preferences").text("first") == "Б"


@pytest.mark.parametrize("junk", ["", "чужое", "=1+1"])
def test_a_key_that_was_typed_over_is_listed_and_its_line_asked_about(junk: str):
    code = code_of(synced(ENROLLED))
    answers = [*ENROLLED, said("feedback", 5, code=code, what_helps="Беседы")]
    books = with_rows(synced(answers), "feedback", lambda found: [with_key(found[0], junk)])
    books = synced(answers, books)
    assert len(asked(books, "Строка без кода")) == 1
    assert len(asked(books, "Строка удалена из таблицы")) == 1


def with_key(line: RowAsRead, key: str) -> RowAsRead:
    return replace(line, values={**line.values, "key": key})


def test_an_emptied_line_whose_answer_is_gone_comes_back_with_the_consent():
    code = code_of(synced(ENROLLED))
    books = synced([*ENROLLED, said("feedback", 5, code=code, what_helps="Беседы")])
    books = synced([ENROLLED[0], NO_MORE], books)
    books = synced([ENROLLED[0], guardian_consent(2, GLEB, GLEBS_DAY, edited=90)], books)
    assert row(books, "feedback").text("what_helps") == "Беседы"
