"""Two coordinators at two computers: the second one reads again instead of writing over the first."""

from __future__ import annotations

from sheets_schema.from_google import READ_MASK, book_from_google
from sheets_schema.tables import book
from sync.demo import staff


def test_of_two_syncs_that_read_the_same_only_one_writes_and_the_other_reads_again(office):
    office.found()
    office.answer()
    others = []
    outcome = office.sync(show=lambda _plan: others.append(office.sync()))
    assert [other.written for other in others] == [("personal", "programme", "bases")]
    assert (outcome.written, outcome.read_again) == ((), 1)
    codes = [row["code"] for row in office.shown()["bases/mentees"]]
    assert len(codes) == len(set(codes)) >= 3
    assert office.sync().written == ()


def test_what_is_told_of_a_sync_is_the_plan_that_was_decided_first(office):
    office.found()
    office.answer()
    office.sync()
    sheet = office.books()["bases"].sheets["mentees"]
    touched = staff.typed(sheet, sheet.rows[0].index, sheet.columns["number"], "сто")
    staff.write(office.staff("sidorova"), office.book_id("bases"), [touched])
    written = f"/v4/.*{office.book_id('bases')}:batchUpdate"
    lost_reply = {"method": "POST", "path": written, "nth": 1, "times": 1, "do": "cut-after"}
    office.control("faults", [lost_reply])
    shown = []
    outcome = office.sync(show=shown.append)
    assert outcome.read_again == 1
    assert not outcome.plan, "the lost reply was of a batch that had been applied"
    assert shown == [outcome.first]
    said = outcome.first.to_json()
    assert [book["book"] for book in said["books"]] == ["programme", "bases"]
    assert said["restored"] == [{"where": "База наставляемых: №", "row": sheet.rows[0].key}]


def test_what_staff_typed_between_two_syncs_is_all_there(office):
    office.found()
    office.answer()
    office.sync()
    psychologist = office.staff("sidorova")
    identity = office.book_id("bases")
    staff.tidy_the_base(psychologist, identity)
    before = office.shown()["bases/mentees"]
    assert office.sync().written == ("bases",), "the corrections that were seen are remembered, and nothing else"
    assert office.sync().written == ()
    assert office.shown()["bases/mentees"] == before
    assert [row["full_name"] for row in before] == sorted(row["full_name"] for row in before)
    assert staff.CORRECTED in [row["contact"] for row in before]
    office.answer(people=16, seed=2)
    office.sync()
    after = {row["code"]: row for row in office.shown()["bases/mentees"]}
    for row in before:
        assert after[row["code"]]["contact"] == row["contact"]
    values = office.job().apis.sheets.client.values_get(identity, "'База наставляемых'!D1:D40")["values"]
    assert values[0] == [staff.OWN_COLUMN]
    assert [value for value in values[1:] if value] == [["да"]] * len(before[::3])


def test_a_renamed_header_a_moved_column_and_rows_above_the_table_are_no_trouble(office):
    office.found()
    office.answer()
    office.sync()
    identity = office.book_id("bases")
    api = office.staff("sidorova")
    sheet = book_from_google(book("bases"), api.read_book(identity, READ_MASK)).sheets["mentees"]
    place = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS"}
    contact = sheet.columns["contact"]
    rows_above = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    requests = [
        staff.typed(sheet, 0, sheet.columns["full_name"], "Кто это"),
        {
            "moveDimension": {
                "source": {**place, "startIndex": contact, "endIndex": contact + 1},
                "destinationIndex": 12,
            }
        },
        {"insertDimension": {"range": rows_above}},
        {"updateSheetProperties": {"properties": {"sheetId": sheet.sheet_id, "title": "Ребята"}, "fields": "title"}},
    ]
    staff.write(api, identity, requests)
    before = office.shown()["bases/mentees"]
    assert office.sync().written == ()
    office.answer(people=16, seed=2)
    office.sync()
    after = {row["code"]: row for row in office.shown()["bases/mentees"]}
    assert len(after) > len(before)
    assert all(after[row["code"]]["full_name"] == row["full_name"] for row in before)
    assert office.sync().written == ()
