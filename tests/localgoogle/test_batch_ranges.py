"""What is tied to a range: protection, the filter, names, conditional formats, banding."""

from __future__ import annotations

import pytest

from tests.localgoogle.school import OWNER, WRITER
from tests.localgoogle.spreadsheet import grid, lines

PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


def protect(**more):
    return {"addProtectedRange": {"protectedRange": {"range": grid(0, 0, 5, 2), **more}}}


def write(row=0, column=0):
    return {
        "updateCells": {
            "start": {"rowIndex": row, "columnIndex": column},
            "fields": "userEnteredValue",
            "rows": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}],
        }
    }


@pytest.fixture
def staff(book):
    """The same spreadsheet as a colleague sees it who may write."""
    book.school.share(book.id, type="user", role="writer", emailAddress=WRITER)
    return book.as_user(WRITER)


def test_a_new_protection_is_answered_as_recorded_and_kept_with_its_maker(book):
    reply = book.batch(protect(protectedRangeId=3, description="Не трогать"))[0]["addProtectedRange"]["protectedRange"]
    assert reply["protectedRangeId"] == 3
    assert (reply["requestingUserCanEdit"], reply["editors"]) == (True, {})
    kept = book.sheet()["protectedRanges"][0]
    assert (kept["editors"], kept["requestingUserCanEdit"]) == ({"users": [OWNER]}, True)
    assert kept["range"] == {name: value for name, value in grid(0, 0, 5, 2).items() if name != "sheetId"}


@pytest.mark.parametrize(
    "request_",
    [
        write(),
        {"repeatCell": {"range": grid(0, 0), "cell": {}, "fields": "note"}},
        {"setDataValidation": {"range": grid(4, 1, 9, 9)}},
        {"copyPaste": {"source": grid(9, 0, 10, 1), "destination": grid(0, 0, 1, 1)}},
        {"cutPaste": {"source": grid(0, 0, 1, 1), "destination": {"rowIndex": 9}}},
        {"sortRange": {"range": grid(0, 0, 9, 1), "sortSpecs": [{}]}},
        {"mergeCells": {"range": grid(0, 0, 2, 2)}},
        {"updateBorders": {"range": grid(0, 0, 1, 1)}},
        {"deleteDimension": {"range": lines("ROWS", 2, 3)}},
        {"insertDimension": {"range": lines("ROWS", 2, 3)}},
        {"moveDimension": {"source": lines("ROWS", 9, 10), "destinationIndex": 3}},
        {"moveDimension": {"source": lines("ROWS", 3, 4), "destinationIndex": 9}},
        {"deleteSheet": {}},
        {"deleteProtectedRange": {"protectedRangeId": 3}},
        {"updateProtectedRange": {"protectedRange": {"protectedRangeId": 3}, "fields": "editors"}},
        {"appendCells": {"rows": [{"values": [{}]}], "fields": "note"}},
    ],
)
def test_who_is_no_editor_of_a_protected_range_cannot_touch_it(book, staff, request_):
    book.batch(protect(protectedRangeId=3), {"addSheet": {}})
    assert staff.refusal(request_) == f"Invalid requests[0].{next(iter(request_))}: {PROTECTED}"


def test_values_are_protected_too(book, staff):
    book.batch(protect())
    refused = staff.put("A1", [["x"]])
    assert (refused.status, refused.message) == (400, PROTECTED)
    assert staff.school.api("POST", f"{book.path}/values/A1:B9:clear", user=WRITER).message == PROTECTED
    staff.write("C1", [["можно"]])
    assert "requestingUserCanEdit" not in staff.sheet()["protectedRanges"][0]


def test_around_a_protected_range_everything_may_be_done(book, staff):
    book.batch(protect(protectedRangeId=3))
    staff.batch(
        write(5, 0),
        write(0, 2),
        {"insertDimension": {"range": lines("ROWS", 0, 1)}},
        {"insertDimension": {"range": lines("ROWS", 6, 7)}},
        {"deleteDimension": {"range": lines("ROWS", 0, 1)}},
        {"insertDimension": {"range": lines("COLUMNS", 2, 3)}},
    )
    assert book.sheet()["protectedRanges"][0]["range"] == {
        "startRowIndex": 0,
        "endRowIndex": 5,
        "startColumnIndex": 0,
        "endColumnIndex": 2,
    }


def test_editors_and_warnings_let_people_in(book, staff):
    book.batch(protect(editors={"users": [OWNER, WRITER.upper()]}))
    staff.batch(write())
    book.batch({"addSheet": {"properties": {"sheetId": 5, "title": "Б"}}})
    book.batch({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 5}, "warningOnly": True}}})
    staff.write("Б!A1", [["можно"]])
    assert "editors" not in book.sheet(1)["protectedRanges"][0]


def test_a_protected_sheet_may_have_open_places(book, staff):
    book.batch({"addProtectedRange": {"protectedRange": {"range": {}, "unprotectedRanges": [grid(1, 3, 10, 4)]}}})
    staff.batch(write(1, 3), write(9, 3))
    assert PROTECTED in staff.refusal(write(10, 3))
    assert PROTECTED in staff.refusal({"repeatCell": {"range": grid(1, 2, 3, 4), "cell": {}, "fields": "note"}})


def test_a_protection_changes_by_mask_and_goes(book, staff):
    book.batch(protect(protectedRangeId=3))
    change = {"protectedRangeId": 3, "editors": {"users": [WRITER]}, "description": "для завуча"}
    book.batch({"updateProtectedRange": {"protectedRange": change, "fields": "editors,description"}})
    staff.batch(write())
    change = {"protectedRangeId": 3, "warningOnly": True}
    book.batch({"updateProtectedRange": {"protectedRange": change, "fields": "warningOnly"}})
    kept = book.sheet()["protectedRanges"][0]
    assert ("editors" in kept, kept["warningOnly"], kept["description"]) == (False, True, "для завуча")
    staff.batch({"deleteProtectedRange": {"protectedRangeId": 3}})
    assert "protectedRanges" not in book.sheet()


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (
            protect(warningOnly=True, editors={"users": [OWNER]}),
            "ProtectedRange is warningOnly. Editors cannot be set on it.",
        ),
        (protect(protectedRangeId=3), "A protected range with id 3 already exists."),
        ({"addProtectedRange": {"protectedRange": {}}}, "A protected range needs a range."),
        ({"deleteProtectedRange": {"protectedRangeId": 9}}, "No protected range with id: 9"),
        ({"addNamedRange": {"namedRange": {"name": "A1", "range": {}}}}, "The name A1 is not valid for a named range."),
        ({"addNamedRange": {"namedRange": {"name": "два слова", "range": {}}}}, "is not valid"),
        ({"addNamedRange": {"namedRange": {"name": "ИМЕНА", "range": {}}}}, "name ИМЕНА already exists."),
        ({"deleteNamedRange": {"namedRangeId": "x"}}, "No named range with id: x"),
        (
            {"setBasicFilter": {"filter": {"range": grid(0, 0, 2, 2), "criteria": {"5": {}}}}},
            "Filter column 5 is outside of the range.",
        ),
        ({"updateNamedRange": {"namedRange": {"namedRangeId": "x"}, "fields": "name"}}, "No named range with id: x"),
        ({"addConditionalFormatRule": {"rule": {"booleanRule": {}}}}, "needs ranges"),
        ({"addConditionalFormatRule": {"rule": {"ranges": [{}], "booleanRule": {}}, "index": 5}}, "There are only 0"),
        ({"addBanding": {"bandedRange": {"range": {}}}}, "needs rowProperties or columnProperties"),
    ],
)
def test_what_google_refuses_is_refused(book, request_, words):
    book.batch(protect(protectedRangeId=3), {"addNamedRange": {"namedRange": {"name": "Имена", "range": {}}}})
    assert words in book.refusal(request_)


def test_a_named_range_is_renamed_and_moved(book):
    named = {"namedRangeId": "1", "name": "Имена", "range": grid(0, 0, 3, 1)}
    change = {"namedRangeId": "1", "name": "Классы", "range": grid(0, 1, 5, 2)}
    book.batch(
        {"addNamedRange": {"namedRange": named}},
        {"addNamedRange": {"namedRange": {"name": "Прочее", "range": {}}}},
        {"updateNamedRange": {"namedRange": change, "fields": "name,range"}},
    )
    found = book.get()["namedRanges"][0]
    assert (found["namedRangeId"], found["name"], found["range"]["endRowIndex"]) == ("1", "Классы", 5)
    taken = {"updateNamedRange": {"namedRange": {"namedRangeId": "1", "name": "прочее"}, "fields": "name"}}
    assert book.refusal(taken).endswith("name прочее already exists.")


def test_a_filter_over_a_whole_sheet_is_kept_with_its_size_and_cleared(book):
    book.batch({"setBasicFilter": {"filter": {"range": {"sheetId": 0}, "criteria": {"1": {"hiddenValues": ["x"]}}}}})
    whole = {"startRowIndex": 0, "endRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 26}
    assert book.sheet()["basicFilter"] == {
        "range": whole,
        "filterSpecs": [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["x"]}}],
        "criteria": {"1": {"hiddenValues": ["x"]}},
    }
    book.batch({"clearBasicFilter": {}})
    assert "basicFilter" not in book.sheet()


def test_a_named_range_has_a_text_id_and_can_be_read_by_name(book):
    book.write("A1", [["а"], ["б"]])
    given = {"name": "Имена", "range": grid(0, 0, 2, 1)}
    reply = book.batch({"addNamedRange": {"namedRange": given}})[0]["addNamedRange"]["namedRange"]
    assert reply["namedRangeId"].isdecimal()
    assert "sheetId" not in reply["range"]
    assert book.values("Имена") == [["а"], ["б"]]
    book.batch({"deleteNamedRange": {"namedRangeId": reply["namedRangeId"]}})
    assert "namedRanges" not in book.get()


def test_conditional_formats_keep_their_order(book):
    def rule(text):
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": text}]}
        tint = {"backgroundColor": {"red": 1}, "backgroundColorStyle": {"rgbColor": {"red": 1}}}
        where = {"startRowIndex": 1, "startColumnIndex": 0}
        return {"ranges": [where], "booleanRule": {"condition": condition, "format": tint}}

    add = [
        {"addConditionalFormatRule": {"rule": rule(text), "index": at}} for text, at in (("а", 0), ("б", 0), ("в", 1))
    ]
    assert book.batch(*add) == [{}, {}, {}]
    assert book.sheet()["conditionalFormats"] == [rule("б"), rule("в"), rule("а")]


def test_banding_is_given_back_with_an_id_and_cannot_overlap(book):
    style = {"firstBandColor": {"red": 1}, "firstBandColorStyle": {"rgbColor": {"red": 1}}}
    request = {"addBanding": {"bandedRange": {"range": grid(0, 0, 5, 5), "rowProperties": style}}}
    banded = book.batch(request)[0]["addBanding"]["bandedRange"]
    assert book.sheet()["bandedRanges"] == [banded]
    assert banded["rowProperties"] == style
    assert "alternating" in book.refusal(request)


def test_a_column_that_leaves_the_filter_hides_nothing_more(book):
    book.write("A1", [["Класс", "Имя"], ["7А", "Анна"]])
    criteria = {"filterSpecs": [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["7А"]}}]}
    book.batch({"setBasicFilter": {"filter": {"range": grid(0, 0, 2, 2), **criteria}}})
    book.batch({"moveDimension": {"source": lines("COLUMNS", 0, 1), "destinationIndex": 5}})
    assert "filterSpecs" not in book.sheet()["basicFilter"]
    rows = book.get("sheets.data.rowMetadata.hiddenByFilter", ranges="A1:E2")["sheets"][0]["data"][0]["rowMetadata"]
    assert rows == [{}, {}]
