"""What counts as a person's word: the newest that can be read, and what was read before when it no longer can."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from forms.load import from_texts, shipped
from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    PROGRAMME,
    TEACHER,
    YES,
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
ADULT, ADULT_BORN = "Громов Олег Юрьевич", "1990-05-01"
OLD, NEW = '["Даю согласие", "Не даю согласия"]', '["Я согласен", "Не даю согласия"]'
GIVEN = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN)]


def asked(plan) -> list[str]:
    return [issue.what for issue in plan.issues]


def state(books, name=CHILD) -> str:
    return row(books, "consents", full_name=name).text("state")


def reworded(*changes: tuple[str, str]):
    """The shipped questionnaires with some wordings changed everywhere."""
    texts = {file.name: file.read_text("utf-8") for file in shipped().iterdir() if file.name.endswith(".toml")}
    for old, new in changes:
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    return from_texts(texts)


def decided(answers, books, questionnaires):
    return decide(replace(world(answers, books), questionnaires=questionnaires))


# Wordings


def test_an_option_in_new_words_leaves_every_earlier_consent_as_it_was():
    books = synced(GIVEN)
    explained = reworded(
        (OLD, NEW), ('means = { "Даю согласие" = "да",', 'means = { "Я согласен" = "да", "Даю согласие" = "да",')
    )
    assert not decided(GIVEN, books, explained)
    newcomer = [mentee(5, ADULT, ADULT_BORN), own_consent(5, ADULT, ADULT_BORN, "Я согласен")]
    books = carried_out(books, decided([*GIVEN, *newcomer], books, explained))
    assert (state(books), state(books, ADULT)) == ("действует", "действует")


def test_options_that_change_places_keep_their_meanings():
    swapped = reworded((OLD, '["Не даю согласия", "Даю согласие"]'))
    assert not decided(GIVEN, synced(GIVEN), swapped)


def test_an_answer_in_words_that_nobody_explained_is_listed_and_the_earlier_word_counts():
    books = synced(GIVEN)
    edited = [GIVEN[0], guardian_consent(1, CHILD, BORN, "Пожалуй, да", edited=60)]
    plan = decide(world(edited, books))
    assert asked(plan) == ["Непонятный ответ в анкете"]
    books = carried_out(books, plan)
    assert (state(books), len(rows(books, "consent_log"))) == ("действует", 1)
    assert not decide(world(edited, books))


def test_an_answer_in_unknown_words_alone_is_neither_consent_nor_refusal():
    books = synced([GIVEN[0], guardian_consent(1, CHILD, BORN, "Пожалуй, да")])
    assert state(books) == "ждём"
    assert rows(books, "consent_log") == []


def test_a_teacher_stays_a_teacher_when_the_wording_of_the_role_is_lost():
    values = {"role": TEACHER, "position": "учитель физики"}
    application = mentee(1, ADULT, ADULT_BORN, **values)
    answers = [application, own_consent(1, ADULT, ADULT_BORN)]
    books = synced(answers)
    unknown = replace(application, values={**application.values, "role": ("Я тут работаю",)})
    plan = decide(world([unknown, answers[1]], books))
    assert asked(plan) == ["Непонятный ответ в анкете"]
    line = row(carried_out(books, plan), "mentees", full_name=ADULT)
    assert line.text("mentoring_form") == "учитель — учитель"


# Papers


@pytest.mark.parametrize(
    "cell", [date(2026, 11, 23), date(2062, 11, 1), date(2023, 12, 31), date(1899, 12, 31), 20112026, True, "вчера"]
)
def test_a_cell_that_can_be_no_day_of_a_paper_opens_nothing_and_is_listed(cell):
    answers = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN, NO)]
    books = synced(answers)
    code = row(books, "consents", full_name=CHILD).key
    plan = decide(world(answers, typed(books, "consents", code, guardian_paper=cell)))
    assert asked(plan) == ["Непонятная дата согласия на бумаге"]
    assert state(carried_out(books, plan)) == "отказ"


def on_paper():
    """A child whose consent is on paper, and someone else so that the tab is never empty."""
    answers = [mentee(1, CHILD, BORN), mentee(2, ADULT, ADULT_BORN), own_consent(2, ADULT, ADULT_BORN)]
    books = synced(answers)
    code = row(books, "consents", full_name=CHILD).key
    return answers, code, synced(answers, typed(books, "consents", code, guardian_paper=date(2026, 11, 20)))


def test_a_copied_row_takes_no_paper_consent_away():
    answers, code, books = on_paper()
    doubled = with_rows(books, "consents", lambda found: [*found, *(line for line in found if line.key == code)])
    books = synced(answers, doubled)
    assert row(books, "mentees", code=code).text("consent") == "действует"
    assert len(rows(books, "consent_log")) == 2


def test_copies_of_a_row_that_disagree_leave_what_was_known():
    answers, code, books = on_paper()
    doubled = with_rows(books, "consents", lambda found: [*found, *(line for line in found if line.key == code)])
    books = synced(answers, first_row_typed(doubled, code, guardian_paper=None))
    assert row(books, "mentees", code=code).text("consent") == "действует"
    assert not decide(world(answers, books))


def first_row_typed(books, code, **cells):
    def change(found):
        first = next(line for line in found if line.key == code)
        values = {key: value for key, value in {**first.values, **cells}.items() if value is not None}
        return [replace(line, values=values) if line is first else line for line in found]

    return with_rows(books, "consents", change)


def test_a_paper_consent_outlives_its_deleted_row_until_staff_decide():
    answers, code, books = on_paper()
    gone = synced(answers, with_rows(books, "consents", lambda found: [line for line in found if line.key != code]))
    assert row(gone, "mentees", code=code).text("consent") == "действует"
    question = row(gone, "attention", what="Строка удалена из таблицы").key
    dropped = synced(answers, typed(gone, "attention", question, choice="удалить окончательно"))
    assert row(dropped, "mentees", code=code).text("consent") == "нет действующего согласия"
    assert [line.text("event") for line in rows(dropped, "consent_log")][-1] == "отметка снята"
    back = synced(answers, typed(gone, "attention", question, choice="вернуть"))
    assert row(back, "consents", code=code).text("guardian_paper") == ""  # a column of the staff's
    assert row(back, "mentees", code=code).text("consent") == "действует"
    assert not decide(world(answers, back)), "it is asked at once where the day of the paper has gone"
    lost = row(back, "attention", what="Пропала дата согласия на бумаге").key
    kept = synced(answers, typed(back, "attention", lost, choice="оставить"))
    assert (rows(kept, "attention"), state(kept)) == ([], "действует")
    assert not decide(world(answers, kept))
    off = synced(answers, typed(back, "attention", lost, choice="снять"))
    assert state(off) == "ждём"


def test_a_mark_that_staff_take_away_is_a_withdrawal():
    answers, code, books = on_paper()
    books = synced(answers, typed(books, "consents", code, guardian_paper=None))
    assert row(books, "mentees", code=code).text("consent") == "нет действующего согласия"
    assert [line.text("event") for line in rows(books, "consent_log")][-1] == "отметка снята"


# Responses that are gone


def test_a_response_gone_from_its_form_is_no_withdrawal():
    books = synced(GIVEN)
    plan = decide(world(GIVEN[:1], books))
    assert asked(plan) == ["Ответ исчез из формы"]
    books = carried_out(books, plan)
    assert row(books, "mentees", full_name=CHILD).text("consent") == "действует"
    assert row(books, "consents", full_name=CHILD).text("guardian_name") == "Мама Папина"
    assert [line.text("event") for line in rows(books, "consent_log")] == ["дано"]
    question = rows(books, "attention")[0].key
    kept = synced(GIVEN[:1], typed(books, "attention", question, choice="оставить"))
    assert rows(kept, "attention") == []
    assert not decide(world(GIVEN[:1], kept))
    off = synced(GIVEN[:1], typed(books, "attention", question, choice="снять"))
    assert (state(off), [line.text("event") for line in rows(off, "consent_log")]) == (
        "ждём",
        ["дано", "отметка снята"],
    )


def test_who_consented_keeps_the_row_when_every_answer_is_gone():
    books = synced([], synced(GIVEN))
    assert row(books, "mentees", full_name=CHILD).text("consent") == "действует"
    assert not decide(world([], books))


def test_with_the_last_consent_goes_the_remembered_birth_date_at_once():
    books = synced([mentee(1, ADULT, ADULT_BORN), own_consent(1, ADULT, ADULT_BORN)])
    edited = [own_consent(1, CHILD, BORN, edited=60)]
    books = synced(edited, books)
    assert (state(books, ADULT), ADULT_BORN in repr(rows(books, "personal.memory"))) == ("ждём", False)
    assert not decide(world(edited, books))


def test_no_birth_date_is_remembered_of_a_person_without_consent():
    assert BORN in repr(rows(synced(GIVEN), "personal.memory"))
    withdrawn = [GIVEN[0], guardian_consent(1, CHILD, BORN, NO, edited=60)]
    assert BORN not in repr(rows(synced(withdrawn, synced(GIVEN)), "personal.memory"))


# Time


def test_a_guardian_who_consents_again_after_the_14th_birthday_takes_nothing_out_of_view():
    may = datetime(2027, 5, 2, 9, tzinfo=UTC)
    books = synced(GIVEN, synced(GIVEN), now=may)
    again = [GIVEN[0], replace(GIVEN[1], submitted=may)]
    books = synced(again, books, now=may)
    line = row(books, "mentees", full_name=CHILD)
    assert (line.text("consent"), line.text("contact")) == ("обновить согласие", "+79161234567")


def test_a_later_end_of_the_programme_prolongs_no_consent_whose_text_named_the_earlier_one():
    answers = [mentee(1, ADULT, ADULT_BORN), own_consent(1, ADULT, ADULT_BORN)]
    longer = {"programme": replace(PROGRAMME, until=date(2028, 8, 31)), "now": datetime(2027, 9, 1, 9, tzinfo=UTC)}
    books = synced(answers, synced(answers), **longer)
    assert state(books, ADULT) == "обновить согласие"
    later = {**longer, "now": datetime(2027, 9, 5, 9, tzinfo=UTC)}
    anew = replace(own_consent(2, ADULT, ADULT_BORN), submitted=datetime(2027, 9, 4, 9, tzinfo=UTC))
    books = synced([*answers, anew], books, **later)
    assert state(books, ADULT) == "действует"
    assert not decide(world([*answers, anew], books, **later))


def test_a_refusal_of_the_other_parent_does_not_keep_an_old_consent_in_force():
    answers = [
        mentee(1, ADULT, ADULT_BORN),
        own_consent(1, ADULT, ADULT_BORN),
        guardian_consent(1, ADULT, ADULT_BORN, NO),
    ]
    books = synced(answers, synced(answers), now=datetime(2027, 9, 1, 9, tzinfo=UTC))
    assert state(books, ADULT) != "действует"


def test_a_refusal_that_was_turned_into_a_consent_still_ended_what_was_given_before_it():
    answers, _, books = on_paper()
    sent = guardian_consent(5, CHILD, BORN, NO, edited=4000)
    books = synced([*answers, sent], books)
    turned = [*answers, guardian_consent(5, CHILD, BORN, YES, edited=4200)]
    books = synced(turned, books)
    assert state(books) == "действует"
    assert not decide(world(turned, books))


def refused_and_lost():
    """A parent agreed, then refused in a second response, and that one is no longer in the form."""
    refusal = guardian_consent(5, CHILD, BORN, NO, edited=60)
    books = synced([*GIVEN, refusal], synced(GIVEN))
    assert row(books, "consents", full_name=CHILD).text("state") == "отказ"
    return synced(GIVEN, books)


def test_a_lost_refusal_that_is_taken_off_brings_no_older_consent_back():
    books = refused_and_lost()
    question = row(books, "attention", what="Ответ исчез из формы").key
    books = synced(GIVEN, typed(books, "attention", question, choice="снять"))
    assert row(books, "consents", full_name=CHILD).text("state") == "ждём"
    assert rows(books, "mentees")[0].text("full_name") == ""
    assert not decide(world(GIVEN, books))
    anew = [*GIVEN, guardian_consent(9, CHILD, BORN, edited=3000)]
    assert row(synced(anew, books), "mentees", full_name=CHILD).text("consent") == "действует"


def test_a_refusal_that_its_author_corrects_to_be_another_child_s_was_never_this_one_s():
    other = [mentee(2, "Орлов Иван Петрович", BORN), guardian_consent(2, "Орлов Иван Петрович", BORN)]
    refusal = guardian_consent(5, CHILD, BORN, NO, edited=60)
    books = synced([*GIVEN, *other, refusal], synced([*GIVEN, *other]))
    corrected = [*GIVEN, *other, guardian_consent(5, "Орлов Иван Петрович", BORN, NO, edited=90)]
    books = synced(corrected, books)
    assert (state(books), state(books, "Орлов Иван Петрович")) == ("действует", "отказ")
    assert not decide(world(corrected, books))
