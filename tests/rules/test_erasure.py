"""An erasure: nothing of the person is left in any book, nothing of anybody else is lost, and it stays so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sync.errors import NotConfirmed, UnknownCode
from sync.rules.consent_log import broken_lines
from sync.rules.decide import decide
from sync.rules.erasure import look
from sync.rules.theirs import pattern_of
from sync.rules.tombstones import tombstones_in
from sync.rules.world import Erasing, FormStanding
from tests.rules.consent_surveys import all_surveys, withdrawal
from tests.rules.paper import (
    NOW,
    carried_out,
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
from tests.rules.surveys import SURVEYS, said

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
FRIEND, FRIEND_BORN = "Белова Ева Юрьевна", "2013-06-01"
MENTOR, MENTOR_BORN = "Громов Олег Юрьевич", "1990-05-01"
SECRET, CONTACT = "Хочу научиться петь", "+70001112233"
CHILDS = [mentee(1, CHILD, BORN, pupil_goal=SECRET, pupil_contact=CONTACT), guardian_consent(2, CHILD, BORN)]
OTHERS = [
    mentee(3, FRIEND, FRIEND_BORN),
    guardian_consent(4, FRIEND, FRIEND_BORN),
    mentor(5, MENTOR, MENTOR_BORN, seats="2"),
    own_consent(6, MENTOR, MENTOR_BORN),
]
ANSWERS = [*CHILDS, *OTHERS]
SAID = {"questionnaires": all_surveys()}
FORMS = tuple(FormStanding(item.key, item.title, "https://forms.example", open=True) for item in all_surveys())
NO_TRACE = (CHILD, "Королёва", SECRET, CONTACT, "date(2013, 5, 1)", BORN, "Алёна")


@pytest.fixture(scope="module")
def school():
    """Both pupils have the same mentor, and staff have written beside them."""
    books = synced(ANSWERS, **SAID)
    code = row(books, "mentors", full_name=MENTOR).key
    books = typed(books, "readiness", code, decision="допущен", trained="да")
    books = synced(ANSWERS, synced(ANSWERS, books, **SAID), wants_pairs=True, **SAID)
    for pair in rows(books, "pairs"):
        books = typed(books, "pairs", pair.key, decision="утвердить")
    books = synced(ANSWERS, books, **SAID)
    assert CHILD in row(books, "mentors", full_name=MENTOR).text("mentee_names")
    return typed(books, "mentees", code_of(books), note="Королёвой позвонить")


def code_of(books, name: str = CHILD) -> str:
    return row(books, "consents", full_name=name).key


def confirmed(books, name: str = CHILD):
    return typed(books, "consents", code_of(books, name), erase="Да", erase_by="Петрова М. С.")


def erasing(answers, books, code: str, **more):
    return decide(world(answers, books, erasing=Erasing(code, "соль"), **SAID, **more))


def erased(answers, books):
    code = code_of(books)
    return carried_out(books, erasing(answers, confirmed(books), code)), code


def where(books, code: str) -> set[str]:
    found = pattern_of({code})
    return {
        name
        for book in books.values()
        for name, sheet in book.sheets.items()
        for line in sheet.rows
        if found.search(repr(line.values))
    }


def test_without_the_word_of_staff_nothing_is_erased(school):
    code = code_of(school)
    for cells in ({}, {"erase": "да"}, {"erase_by": "Петрова М. С."}, {"erase": "нет", "erase_by": "Петрова М. С."}):
        with pytest.raises(NotConfirmed):
            erasing(ANSWERS, typed(school, "consents", code, **cells), code)
    with pytest.raises(UnknownCode):
        erasing(ANSWERS, school, "2222222")


def test_nothing_is_left_but_coded_lines_of_the_log_and_a_tombstone(school):
    books, code = erased(ANSWERS, school)
    assert not [word for word in NO_TRACE if word in repr(books)]
    assert where(books, code) == {"consent_log", "personal.memory"}
    lines = [line.key for line in rows(books, "personal.memory") if code in repr(line)]
    assert lines == [f"erased:{code}"]
    log = rows(books, "consent_log")
    assert broken_lines(log) == []
    assert (log[-1].text("code"), log[-1].text("event")) == (code, "данные удалены")
    assert not {answer.response_id for answer in CHILDS} & set(repr(books).replace("'", " ").split())


def test_everybody_else_stays_as_they_were_and_the_mentor_keeps_the_other_pupil(school):
    books, code = erased(ANSWERS, school)
    assert row(books, "mentors", full_name=MENTOR).text("mentee_names") == FRIEND
    for tab in ("mentees", "consents", "readiness", "pairs"):
        before = [line.values for line in rows(school, tab) if code not in line.key]
        assert [line.values for line in rows(books, tab)] == before


def test_the_answers_in_the_forms_are_never_read_in_again(school):
    books, code = erased(ANSWERS, school)
    assert not decide(world(ANSWERS, books, **SAID))
    edited = [mentee(1, CHILD, BORN, edited=500), *CHILDS[1:], *OTHERS]
    books = synced(edited, books, now=NOW + timedelta(days=1), **SAID)
    assert not [word for word in NO_TRACE if word in repr(books)]
    assert where(books, code) == {"consent_log", "personal.memory"}


def test_a_backup_of_the_books_from_before_an_erasure_brings_nobody_back(school):
    books, code = erased(ANSWERS, school)
    kept = tombstones_in(books["personal"], {}).to_file()
    assert not [word for word in NO_TRACE if word in repr(kept)]
    assert CHILD in repr(synced(ANSWERS, school, **SAID)), (
        "without the marks of this computer they would be read in again"
    )
    restored = synced(ANSWERS, school, stones=kept, **SAID)
    assert not [word for word in NO_TRACE if word in repr(restored)]
    assert where(restored, code) == {"consent_log", "personal.memory"}
    assert row(restored, "mentors", full_name=MENTOR).text("mentee_names") == FRIEND
    assert not decide(world(ANSWERS, restored, **SAID)), "the book has the marks again"


def test_marks_made_with_two_salts_both_hold(school):
    friends = typed(
        confirmed(school, FRIEND), "consents", code_of(school, FRIEND), erase="да", erase_by="Петрова М. С."
    )
    other = decide(world(ANSWERS, friends, erasing=Erasing(code_of(school, FRIEND), "другая соль"), **SAID))
    kept = tombstones_in(carried_out(friends, other)["personal"], {}).to_file()
    books, _ = erased(ANSWERS, school)
    both = synced(ANSWERS, books, stones=kept, **SAID)
    assert not [word for word in (*NO_TRACE, FRIEND) if word in repr(both)]


def test_who_comes_anew_is_somebody_new(school):
    books, code = erased(ANSWERS, school)
    answers = [*ANSWERS, mentee(20, CHILD, BORN), guardian_consent(21, CHILD, BORN)]
    again = row(synced(answers, books, **SAID), "mentees", full_name=CHILD)
    assert again.key != code


def test_when_people_have_deleted_the_answers_too_nothing_changes(school):
    books, _ = erased(ANSWERS, school)
    assert not decide(world(OTHERS, books, **SAID))


@pytest.mark.parametrize("tab", ["mentees", "pairs", "consents"])
def test_a_row_that_comes_back_from_a_history_of_versions_goes_again(school, tab):
    books, code = erased(ANSWERS, school)
    back = [line for line in school_sheet(school, tab).rows if code in line.key]
    books = with_rows(books, tab, lambda found: [*found, *back])
    assert CHILD in repr(books)
    books = synced(ANSWERS, books, **SAID)
    assert where(books, code) == {"consent_log", "personal.memory"}
    assert not decide(world(ANSWERS, books, **SAID))


def school_sheet(books, tab: str):
    return next(book.sheets[tab] for book in books.values() if tab in book.sheets)


def test_a_machine_that_dies_after_the_first_book_is_followed_by_one_that_finishes(school):
    plan = erasing(ANSWERS, confirmed(school), code_of(school))
    half = carried_out(school, replace(plan, books=plan.books[:1]))
    books = synced(ANSWERS, half, **SAID)
    assert not [word for word in NO_TRACE if word in repr(books)]
    assert not decide(world(ANSWERS, books, **SAID))


def test_where_the_hidden_tab_is_lost_the_log_still_keeps_the_answers_out(school):
    books, code = erased(ANSWERS, school)
    personal = books["personal"]
    blank = {key: sheet for key, sheet in personal.sheets.items() if key != "personal.memory"}
    blank["personal.memory"] = replace(personal.sheets["personal.memory"], rows=())
    books = synced(ANSWERS, {**books, "personal": replace(personal, sheets=blank)}, force=True, **SAID)
    assert CHILD not in repr(books)
    assert "mentees" not in where(books, code)


def test_a_masked_row_goes_with_what_was_masked(school):
    answers = [*ANSWERS, withdrawal(30, CHILD, BORN)]
    masked = synced(answers, school, **SAID)
    assert SECRET in repr(rows(masked, "bases.memory"))
    code = code_of(masked)
    plan = erasing(answers, confirmed(masked), code)
    books = carried_out(masked, plan)
    assert not [word for word in NO_TRACE if word in repr(books)]
    assert plan.erased.demanded == answers[-1].submitted
    assert {form for form, _ in plan.erased.responses} == {"mentee_application", "consent_guardian", "withdrawal"}


def test_the_panel_names_the_last_day_and_no_name(school):
    answers = [*ANSWERS, withdrawal(30, CHILD, BORN)]
    books = synced(answers, school, **SAID)
    line = row(books, "panel", name=code_of(books))
    last = (answers[-1].submitted + timedelta(days=30)).date()
    assert line.text("value") == f"до {last:%d.%m.%Y}"
    assert CHILD not in repr(rows(books, "panel"))
    books = synced(answers, books, now=NOW + timedelta(days=40), **SAID)
    assert "срок прошёл" in row(books, "panel", name=code_of(books)).text("comment")


def test_what_the_act_needs_is_told_and_what_staff_wrote_of_the_person_elsewhere(school):
    friend = code_of(school, FRIEND)
    books = typed(school, "mentees", friend, note="Дружит с Королёвой")
    sheet = books["bases"].sheets["mentees"]
    place = sheet.columns["note"]
    raw = [replace(line, raw=raw_of(line, place)) for line in sheet.rows]
    bases = replace(books["bases"], sheets={**books["bases"].sheets, "mentees": replace(sheet, rows=tuple(raw))})
    told = erasing(ANSWERS, confirmed({**books, "bases": bases}), code_of(school)).erased
    assert told.confirmed_by == "Петрова М. С."
    of_the_base = {"База наставляемых": 1, "Согласия": 1, "Кейсы": 1}
    of_the_pair = {"Пары и группы": 1, "Групповая встреча": 1, "Индивидуальные планы": 1}
    assert dict(told.rows) == of_the_base | of_the_pair
    assert "ФИО наставляемого" in told.headings
    assert [place.split(",")[0] for place in told.mentions] == ["База наставляемых"]


def raw_of(line, place: int):
    return tuple(line.values.get("note") if at == place else None for at in range(place + 1))


def test_charts_keep_the_rows_on_which_they_stand(school):
    plan = erasing(ANSWERS, confirmed(school), code_of(school))
    changes = {item.table: item for change in plan.books for item in change.tables}
    assert changes["monitoring"].dropped, "made anew from nothing: it may have shown the name"
    assert not changes["charts"].dropped


def test_two_namesakes_are_not_mixed_up():
    twin = mentee(40, CHILD, "2014-06-02", "6Б")
    answers = [*ANSWERS, twin, guardian_consent(41, CHILD, "2014-06-02")]
    books = synced(answers, **SAID)
    code = row(books, "mentees", full_name=CHILD, birth_date="2013-05-01").key
    books = typed(books, "consents", code, erase="да", erase_by="Петрова М. С.")
    books = carried_out(books, erasing(answers, books, code))
    assert row(books, "mentees", full_name=CHILD).get("birth_date") == date(2014, 6, 2)
    assert not decide(world(answers, books, **SAID))


def test_every_book_is_written_at_once_and_nothing_is_left_for_a_second_run(school):
    plan = erasing(ANSWERS, confirmed(school), code_of(school))
    assert {change.book for change in plan.books} == {"personal", "bases", "programme"}


def test_an_erasure_leaves_the_next_run_nothing_to_write_and_no_form_that_seems_emptied():
    """The only pupil who applied had sent the form twice; later people delete both answers in it."""
    listed = {**SAID, "forms": FORMS}
    answers = [*CHILDS, mentee(50, CHILD, BORN, pupil_contact="другой")]
    books = synced(answers, **listed)
    code = code_of(books)
    plan = erasing(answers, confirmed(books), code, forms=FORMS)
    half = carried_out(books, replace(plan, books=plan.books[:1]))
    assert decide(world(answers, half, **listed)), "a machine that died is followed by one that is not stopped"
    books = carried_out(books, plan)
    assert not decide(world(answers, books, **listed))
    assert not decide(world([], books, **listed))


def test_who_only_looks_does_not_see_the_erased_though_the_forms_list_them(school):
    books, code = erased(ANSWERS, school)
    _, gated = look(world(ANSWERS, books, **SAID))
    with pytest.raises(UnknownCode):
        gated.find(code)
    assert {gate.person.name for gate in gated.gates.values()} == {FRIEND, MENTOR}


def test_an_erasure_that_is_finished_later_tells_all_that_the_act_needs(school):
    answers = [*ANSWERS, withdrawal(30, CHILD, BORN)]
    masked = synced(answers, school, **SAID)
    plan = erasing(answers, confirmed(masked), code_of(masked))
    half = carried_out(masked, replace(plan, books=plan.books[:1]))
    told = erasing(answers, half, code_of(masked)).erased
    assert told == replace(plan.erased, words=(), mentions=())


def test_an_erasure_is_finished_by_a_former_code_too(school):
    books, code = erased(ANSWERS, school)
    memory = books["personal"].sheets["personal.memory"]
    stone = next(line for line in memory.rows if line.key == f"erased:{code}")
    told = json.loads(stone.to_record().text("content"))
    books = typed(books, "personal.memory", stone.key, content=json.dumps({**told, "codes": ["7777777"]}))
    again = erasing(ANSWERS, books, "7777777").erased
    assert (again.code, again.confirmed_by, len(again.responses)) == (code, "Петрова М. С.", 2)


def test_what_was_said_over_the_year_goes_too_and_others_only_lose_the_name(school):
    surveys = {"questionnaires": tuple({item.key: item for item in (*all_surveys(), *SURVEYS)}.values())}
    code, friend, mentor_code = code_of(school), code_of(school, FRIEND), row(school, "mentors").key
    year = [
        said("feedback", 20, code=code, full_name=CHILD, what_helps="Песни"),
        said("satisfaction", 21, full_name="Алёнка К.", words="Пели вместе"),
        said("wishes", 22, code=mentor_code, full_name=MENTOR, first=f"{code} Алёна", second=f"{friend} Ева"),
        said("meeting", 23, code=mentor_code, full_name=MENTOR, pair=f"{code} Алёна — {mentor_code} О.", topic="Ноты"),
        said("feedback", 24, code=friend, full_name=FRIEND, what_helps="Танцы"),
    ]
    answers = [*ANSWERS, *year]
    books = synced(answers, school, **surveys)
    unknown = row(books, "attention", what="Ответ не удалось отнести к участнику")
    books = synced(answers, typed(books, "attention", unknown.key, choice=code), **surveys)
    assert row(books, "satisfaction").text("code") == code
    books = typed(books, "consents", code, erase="да", erase_by="Петрова М. С.")
    plan = decide(world(answers, books, erasing=Erasing(code, "соль"), **surveys))
    assert {form for form, _ in plan.erased.responses} >= {"feedback", "satisfaction", "meeting"}
    books = carried_out(books, plan)
    for words in ("Песни", "Пели вместе", "Ноты", "Алёна"):
        assert words not in repr(books)
    assert row(books, "preferences", code=mentor_code).text("second") == f"{friend} Ева"
    assert [line.text("what_helps") for line in rows(books, "feedback")] == ["Танцы"]
    assert not decide(world(answers, books, **surveys))


def test_who_took_the_consent_back_first_is_not_offered_anew_by_those_who_had_chosen_them(school):
    surveys = {"questionnaires": tuple({item.key: item for item in (*all_surveys(), *SURVEYS)}.values())}
    code, mentor_code = code_of(school), row(school, "mentors").key
    wish = said("wishes", 22, code=mentor_code, full_name=MENTOR, first=f"{code} Алёна")
    books = synced([*ANSWERS, wish], school, **surveys)
    answers = [*ANSWERS, wish, withdrawal(900, CHILD, BORN, "обработка данных")]
    books = synced(answers, books, **surveys)
    assert row(books, "preferences").text("first") == code, "the code alone, while the data wait to be destroyed"
    books = typed(books, "consents", code, erase="да", erase_by="Петрова М. С.")
    books = carried_out(books, decide(world(answers, books, erasing=Erasing(code, "соль"), **surveys)))
    assert not decide(world(answers, books, **surveys))
    assert "Алёна" not in repr(synced(answers, books, **surveys))
