"""Rows that staff copied, or whose code they lost: nobody's data stays in view unnoticed, nobody's own row is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    book,
    guardian_consent,
    mentee,
    row,
    rows,
    rows_of,
    synced,
    typed,
    with_rows,
    world,
)

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
OTHER, OTHER_BORN = "Белов Глеб Олегович", "2013-07-07"
BOTH = [
    mentee(1, CHILD, BORN),
    guardian_consent(1, CHILD, BORN),
    mentee(2, OTHER, OTHER_BORN),
    guardian_consent(2, OTHER, OTHER_BORN),
]
WITHDRAWN = [*BOTH, guardian_consent(9, CHILD, BORN, NO, edited=5000)]
GIVEN_ANEW = [*WITHDRAWN, guardian_consent(10, CHILD, BORN, edited=6000)]


def asked(books) -> list[str]:
    return sorted(line.text("what") for line in rows(books, "attention"))


def copied(books, table, name):
    """Someone copies the row of this person to the end of the tab."""
    return with_rows(books, table, lambda found: [*found, *(r for r in found if r.values.get("full_name") == name)])


def without_code(books, name):
    def blanked(found):
        values = {key: value for key, value in found.values.items() if key != "code"}
        return replace(found, values=values) if found.values.get("full_name") == name else found

    return with_rows(books, "mentees", lambda found: [blanked(item) for item in found])


def with_lines(books, table, *lines):
    """Rows that someone typed below ours."""
    for key, item in books.items():
        if table in item.sheets:
            sheet = item.sheets[table]
            standing = [dict(found.values) for found in sheet.rows]
            typed_rows = rows_of(book(key).by_key[table], [*standing, *lines])
            return {**books, key: replace(item, sheets={**item.sheets, table: replace(sheet, rows=typed_rows)})}
    raise AssertionError(table)


def test_a_withdrawal_masks_both_copies_of_a_row():
    books = copied(synced(BOTH), "mentees", CHILD)
    books = synced(WITHDRAWN, books)
    assert CHILD not in repr(rows(books, "mentees"))
    assert asked(books) == ["Две строки с одним кодом"]
    assert not decide(world(WITHDRAWN, books))


def test_what_was_masked_in_two_copies_comes_back_when_one_is_left():
    books = synced(BOTH)
    code = row(books, "mentees", full_name=CHILD).key
    books = copied(typed(books, "mentees", code, contact="правка психолога"), "mentees", CHILD)
    books = synced(GIVEN_ANEW, synced(WITHDRAWN, books))
    assert asked(books) == ["Две строки с одним кодом"]
    books = synced(GIVEN_ANEW, with_rows(books, "mentees", lambda found: found[:-1]))
    assert row(books, "mentees", code=code).text("contact") == "правка психолога"
    assert asked(books) == []


def test_a_copied_row_still_counts_for_pairs_and_summaries():
    books = synced(BOTH, copied(synced(BOTH), "mentees", CHILD))
    topic = row(books, "monitoring", section="Запросы наставляемых")
    assert topic.text("in_base") == "2"


def test_a_row_that_lost_its_code_is_listed_and_so_is_its_person_at_withdrawal():
    books = synced(BOTH, without_code(synced(BOTH), CHILD))
    assert asked(books) == ["Строка без кода", "Строка удалена из таблицы"]
    books = synced(WITHDRAWN, books)
    assert asked(books) == ["Согласия нет, а строка не найдена", "Строка без кода"]
    assert row(books, "attention", what="Строка без кода").text("who") == CHILD
    assert not decide(world(WITHDRAWN, books))


def test_staff_answer_that_the_row_of_a_person_without_consent_is_gone():
    books = synced(BOTH)
    code = row(books, "mentees", full_name=CHILD).key
    books = with_rows(books, "mentees", lambda found: [item for item in found if item.key != code])
    books = synced(WITHDRAWN, books)
    books = synced(WITHDRAWN, typed(books, "attention", f"mentees-{code}-row", choice="удалить окончательно"))
    assert asked(books) == []
    assert not decide(world(WITHDRAWN, books))


def test_a_row_that_got_anothers_code_stays_in_view_only_while_its_own_person_consents():
    books = synced(BOTH)
    code, other = (row(books, "mentees", full_name=name).key for name in (CHILD, OTHER))
    books = synced(WITHDRAWN, typed(books, "mentees", other, code=code))
    assert OTHER in repr(rows(books, "mentees"))
    neither = [*WITHDRAWN, guardian_consent(10, OTHER, OTHER_BORN, NO, edited=6000)]
    books = synced(neither, books)
    assert OTHER not in repr(rows(books, "mentees"))
    assert not decide(world(neither, books))


def test_a_masked_row_may_be_deleted_without_a_question():
    books = synced(WITHDRAWN, synced(BOTH))
    books = with_rows(books, "mentees", lambda found: [item for item in found if item.values.get("full_name")])
    assert asked(synced(WITHDRAWN, books)) == []


def test_a_row_with_a_code_that_nobody_has_is_listed():
    books = with_lines(synced(BOTH), "mentees", {"code": "7В-12", "full_name": "Кто-то", "contact": "8 900"})
    books = synced(BOTH, books)
    assert row(books, "attention", what="Строка без кода").text("now") == "7В-12"


def test_a_note_below_the_table_is_nobodys_row():
    books = with_lines(synced(BOTH), "mentees", {"full_name": "Позвонить родителям"}, {"note": "до пятницы"})
    assert not decide(world(BOTH, books))


def test_a_pair_that_staff_typed_without_codes_is_theirs_and_listed():
    line = {
        "pair": "Королёва — Белов",
        "mentee_name": CHILD,
        "mentor_name": "Белов Иван",
        "why": "сами договорились",
        "decision": "утвердить",
        "note": "пара от психолога",
    }
    books = synced(BOTH, with_lines(synced(BOTH), "pairs", line))
    assert [dict(found.values) for found in rows(books, "pairs")] == [line]
    assert row(books, "attention", what="Строка без кода").text("now") == "Королёва — Белов"
    assert not decide(world(BOTH, books))


@pytest.mark.parametrize("number", ["1", "№ 5", "12-а", "Иванова"])
def test_a_line_that_staff_wrote_into_attention_stays(number):
    books = with_lines(synced(BOTH), "attention", {"key": number, "what": "Позвонить Ивановой", "note": "важно"})
    books = synced(WITHDRAWN, books)
    assert [line.text("what") for line in rows(books, "attention")] == ["Позвонить Ивановой"]
