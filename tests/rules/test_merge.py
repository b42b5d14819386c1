"""Staff and machine on one sheet: the table of ownership, told as what happens in a school."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sheets_schema.owner import Owner
from sync.rules.decide import decide
from sync.rules.merge import merge_cell
from tests.rules.paper import NO, guardian_consent, mentee, row, rows, synced, typed, with_rows, world

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
OTHER, OTHER_BORN = "Белов Глеб Олегович", "2013-07-07"
FIRST = [mentee(1, CHILD, BORN), guardian_consent(1, CHILD, BORN)]
BOTH = [*FIRST, mentee(2, OTHER, OTHER_BORN), guardian_consent(2, OTHER, OTHER_BORN)]


def newer_contact(text: str):
    return [mentee(1, CHILD, BORN, edited=30, pupil_contact=text), FIRST[1]]


def code_of(books, name=CHILD) -> str:
    return row(books, "mentees", full_name=name).key


def asked(books):
    """The one question about a correction that there is."""
    return row(books, "attention", what="Правка сотрудника расходится с новым ответом")


def test_a_second_sync_with_nothing_new_writes_nothing():
    assert not decide(world(BOTH, synced(BOTH)))


def test_a_correction_by_staff_stays():
    books = synced(FIRST)
    books = synced(FIRST, typed(books, "mentees", code_of(books), contact="8 900 000-00-00"))
    assert row(books, "mentees", full_name=CHILD).text("contact") == "8 900 000-00-00"
    assert not decide(world(FIRST, books))


def test_a_newer_answer_reaches_a_cell_that_nobody_touched():
    books = synced(newer_contact("новый телефон"), synced(FIRST))
    assert row(books, "mentees", full_name=CHILD).text("contact") == "новый телефон"


def test_a_second_application_counts_as_a_newer_answer_of_the_same_person():
    again = mentee(7, CHILD.upper(), BORN, pupil_contact="с другого телефона")
    books = synced([*FIRST, again], synced(FIRST))
    assert [record.text("contact") for record in rows(books, "mentees")] == ["с другого телефона"]


def test_a_first_application_edited_after_the_second_one_is_the_newer_answer():
    second = mentee(7, CHILD, BORN, pupil_contact="с другого телефона")
    edited = mentee(1, CHILD, BORN, edited=60, pupil_contact="передумали: прежний")
    books = synced([edited, second, FIRST[1]], synced([*FIRST, second]))
    assert [record.text("contact") for record in rows(books, "mentees")] == ["передумали: прежний"]


def test_correction_against_newer_answer_is_a_conflict_shown_with_both_values():
    books = synced(FIRST)
    code = code_of(books)
    books = typed(books, "mentees", code, contact="правка")
    books = synced(newer_contact("из анкеты"), books)
    assert row(books, "mentees", code=code).text("contact") == "правка"
    assert (asked(books).text("now"), asked(books).text("new")) == ("правка", "из анкеты")
    assert not decide(world(newer_contact("из анкеты"), books))


@pytest.mark.parametrize(("choice", "left"), [("оставить", "правка"), ("взять из анкеты", "из анкеты")])
def test_the_choice_of_staff_settles_a_conflict_for_good(choice, left):
    books = synced(FIRST)
    code = code_of(books)
    books = synced(newer_contact("из анкеты"), typed(books, "mentees", code, contact="правка"))
    books = typed(books, "attention", asked(books).key, choice=choice)
    books = synced(newer_contact("из анкеты"), books)
    assert row(books, "mentees", code=code).text("contact") == left
    assert rows(books, "attention") == []
    assert not decide(world(newer_contact("из анкеты"), books))


def test_an_edit_of_a_machines_cell_is_restored_and_listed():
    books = synced(FIRST)
    code = code_of(books)
    books = typed(books, "mentees", code, consent="сама разрешила")
    plan = decide(world(FIRST, books))
    assert [(issue.who, issue.now, issue.new) for issue in plan.restored] == [(code, "сама разрешила", "действует")]
    assert row(synced(FIRST, books), "mentees", code=code).text("consent") == "действует"


def test_staffs_own_columns_are_never_written():
    books = synced(BOTH)
    code = code_of(books)
    books = typed(books, "mentees", code, note="звонить вечером", results="участвовала в проекте")
    books = synced(newer_contact("другой") + BOTH[2:], books)
    found = row(books, "mentees", code=code)
    assert (found.text("note"), found.text("results")) == ("звонить вечером", "участвовала в проекте")


def test_sorting_changes_nothing():
    books = with_rows(synced(BOTH), "mentees", lambda found: list(reversed(found)))
    assert not decide(world(BOTH, books))


def test_a_row_that_staff_deleted_is_asked_about_and_not_brought_back():
    books = synced(BOTH)
    code = code_of(books)
    books = with_rows(books, "mentees", lambda found: [item for item in found if item.key != code])
    books = synced(BOTH, books)
    assert [record.text("full_name") for record in rows(books, "mentees")] == [OTHER]
    question = row(books, "attention", what="Строка удалена из таблицы")
    back = synced(BOTH, typed(books, "attention", question.key, choice="вернуть"))
    assert code_of(back) == code
    assert rows(back, "attention") == []
    gone = synced(BOTH, typed(books, "attention", question.key, choice="удалить окончательно"))
    assert rows(gone, "attention") == []
    assert not decide(world(BOTH, gone))


def test_two_rows_with_one_code_are_left_alone_and_listed():
    books = synced(BOTH)
    code = code_of(books)
    books = with_rows(books, "mentees", lambda found: [*found, *(item for item in found if item.key == code)])
    before = rows(books, "mentees")
    after = synced(newer_contact("другой") + BOTH[2:], books)
    assert [dict(item.values) for item in rows(after, "mentees")] == [dict(item.values) for item in before]
    assert [(line.text("what"), line.text("who")) for line in rows(after, "attention")] == [
        ("Две строки с одним кодом", code)
    ]


def test_of_two_copies_that_differ_the_one_that_stays_is_no_correction_but_a_question():
    """The row was doubled in the moment of writing: one copy got the newer answer, and that one is deleted."""
    books = synced(BOTH)
    code = code_of(books)
    old = next(item for item in books["bases"].sheets["mentees"].rows if item.key == code)
    newer = newer_contact("новый телефон") + BOTH[2:]
    books = synced(newer, books)
    books = synced(newer, with_rows(books, "mentees", lambda found: [*found, old]))
    books = with_rows(books, "mentees", lambda found: [item for item in found if item.key != code] + [old])
    books = synced(newer, books)
    line = row(books, "attention", what="Правка сотрудника расходится с новым ответом")
    assert line.text("new") == "новый телефон"
    books = synced(newer, typed(books, "attention", line.key, choice="взять из анкеты"))
    assert row(books, "mentees", code=code).text("contact") == "новый телефон"


def test_a_cell_emptied_in_one_of_two_copies_is_asked_about_when_that_copy_stays():
    books = synced(BOTH)
    code = code_of(books)
    emptied = typed(books, "mentees", code, contact=None)["bases"].sheets["mentees"].by_key[code]
    books = synced(BOTH, with_rows(books, "mentees", lambda found: [*found, emptied]))
    books = with_rows(books, "mentees", lambda found: [item for item in found if item.key != code] + [emptied])
    books = synced(BOTH, books)
    assert row(books, "mentees", code=code).text("contact") == ""
    assert asked(books).text("new") == "+79161234567"
    assert not decide(world(BOTH, books))


@pytest.mark.parametrize("choice", ["оставить", "взять из анкеты"])
def test_a_decision_on_one_answer_decides_nothing_of_a_newer_one(choice):
    books = synced(FIRST)
    books = synced(newer_contact("второй"), typed(books, "mentees", code_of(books), contact="правка"))
    books = synced(newer_contact("третий"), typed(books, "attention", asked(books).key, choice=choice))
    assert (asked(books).text("now"), asked(books).text("new"), asked(books).text("choice")) == ("правка", "третий", "")
    assert not decide(world(newer_contact("третий"), books))


def decided_and_typed(choice: str):
    """Staff decided on their correction, and typed another one before anybody read that."""
    books = synced(FIRST)
    books = synced(newer_contact("из анкеты"), typed(books, "mentees", code_of(books), contact="правка"))
    books = typed(books, "attention", asked(books).key, choice=choice)
    return synced(newer_contact("из анкеты"), typed(books, "mentees", code_of(books), contact="правка вторая"))


def test_who_takes_the_answer_gives_up_only_the_correction_that_was_shown():
    books = decided_and_typed("взять из анкеты")
    assert row(books, "mentees", full_name=CHILD).text("contact") == "правка вторая"
    line = asked(books)
    assert (line.text("now"), line.text("new"), line.text("choice")) == ("правка вторая", "из анкеты", "")
    assert not decide(world(newer_contact("из анкеты"), books))


def test_who_keeps_a_correction_keeps_the_next_one_too():
    books = decided_and_typed("оставить")
    assert row(books, "mentees", full_name=CHILD).text("contact") == "правка вторая"
    assert rows(books, "attention") == []
    assert not decide(world(newer_contact("из анкеты"), books))


def test_a_line_of_attention_that_staff_deleted_comes_again():
    books = synced(FIRST)
    books = synced(newer_contact("из анкеты"), typed(books, "mentees", code_of(books), contact="правка"))
    books = with_rows(books, "attention", lambda _: [])
    assert len(rows(synced(newer_contact("из анкеты"), books), "attention")) == 1


def without_column(books, column: str):
    """Staff deleted a column of the mentees."""
    base = books["bases"]
    sheet = base.sheets["mentees"]
    columns = {key: place for key, place in sheet.columns.items() if key != column}
    lines = tuple(
        replace(item, values={key: value for key, value in item.values.items() if key != column}) for item in sheet.rows
    )
    cut = replace(sheet, columns=columns, rows=lines)
    return {**books, "bases": replace(base, sheets={**base.sheets, "mentees": cut})}


def test_a_column_that_staff_deleted_is_made_and_filled_again():
    books = synced(FIRST)
    after = synced(FIRST, without_column(books, "contact"))
    assert row(after, "mentees", full_name=CHILD).text("contact") == "+79161234567"


def test_what_was_masked_gives_way_to_a_newer_answer_though_its_column_was_deleted_meanwhile():
    books = synced(FIRST)
    withdrawn = [FIRST[0], guardian_consent(1, CHILD, BORN, NO, edited=60)]
    books = synced(withdrawn, without_column(synced(withdrawn, books), "contact"))
    again = [newer_contact("новый телефон")[0], guardian_consent(1, CHILD, BORN, edited=120)]
    assert row(synced(again, books), "mentees", full_name=CHILD).text("contact") == "новый телефон"


@pytest.mark.parametrize("baseline", [None, "", "0123456789"])
@pytest.mark.parametrize("typed_by_staff", [None, "своё"])
def test_a_staff_cell_is_never_written_whatever_is_wanted(baseline, typed_by_staff):
    merged = merge_cell(Owner.STAFF, baseline, typed_by_staff, "чужое")
    assert (merged.value, merged.write, merged.conflict) == (typed_by_staff, False, False)


def test_a_remembered_line_that_stands_twice_is_kept_once():
    books = synced(BOTH)
    twice = with_rows(books, "bases.memory", lambda found: [*found, *found])
    assert len(rows(synced(BOTH, twice), "bases.memory")) == len(rows(books, "bases.memory"))


def test_a_cell_that_someone_filled_before_the_machine_first_wrote_is_not_overwritten():
    merged = merge_cell(Owner.RESPONDENT, None, "уже было", "из анкеты")
    assert (merged.write, merged.conflict) == (False, True)
