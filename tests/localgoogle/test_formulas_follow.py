"""Formulas follow: what they come to follows their inputs, and their text follows the cells they speak of."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import Spreadsheet, grid, lines


def formulas(book, text):
    return book.values(text, valueRenderOption="FORMULA")


def typed(book, text, *rows):
    book.write(text, list(rows), "USER_ENTERED")


@pytest.fixture
def marks(book):
    """Three pupils with two marks each, their sums and the sum of all."""
    typed(book, "A1", ["Ученик", "Русский", "Химия", "Всего"])
    typed(book, "A2", ["Анна", 5, 4, "=B2+C2"], ["Борис", 3, 4, "=B3+C3"], ["Вера", 4, 2, "=B4+C4"])
    typed(book, "A5", ["Все", "=SUM(B2:B4)", "=SUM(C2:C4)", "=SUM(D2:D4)"])
    return book


# what formulas come to


def test_a_formula_is_worked_out_again_when_what_it_reads_changes(marks):
    assert marks.values("D2:D5") == [[9], [7], [6], [22]]
    marks.write("B3", [[5]])
    assert marks.values("D2:D5") == [[9], [9], [6], [24]]
    marks.batch({"deleteDimension": {"range": lines("ROWS", 1, 2)}})
    assert marks.values("D2:D4") == [[9], [6], [15]]


def test_a_cell_tells_its_formula_and_what_it_comes_to(book):
    typed(book, "A1", [1.5, "=A1*2", '=A1&" балла"', "=A1>1", "=A1/0", "=E9"])
    fields = "userEnteredValue,effectiveValue,formattedValue"
    number, text, truth, error, blank = book.cells("B1:F1", fields)[0]
    assert number == {
        "userEnteredValue": {"formulaValue": "=A1*2"},
        "effectiveValue": {"numberValue": 3},
        "formattedValue": "3",
    }
    assert text["effectiveValue"] == {"stringValue": "1.5 балла"}
    assert (truth["effectiveValue"], truth["formattedValue"]) == ({"boolValue": True}, "TRUE")
    message = "Function DIVIDE parameter 2 cannot be zero."
    assert error["effectiveValue"] == {"errorValue": {"type": "DIVIDE_BY_ZERO", "message": message}}
    assert error["formattedValue"] == "#DIV/0!"
    assert blank == {"userEnteredValue": {"formulaValue": "=E9"}}


def test_every_way_of_reading_values_gives_what_google_gives(book):
    typed(book, "A1", ["2026-09-01", "=A1+1", "=1/3", "=1/0"])
    assert book.values("A1:D1") == [[46266, 46267, 1 / 3, "#DIV/0!"]]
    formatted = book.values("A1:D1", valueRenderOption="FORMATTED_VALUE")
    assert formatted == [["2026-09-01", "2026-09-02", "0.3333333333", "#DIV/0!"]]
    assert formulas(book, "A1:D1") == [[46266, "=A1+1", "=1/3", "=1/0"]]
    dates = book.values("A1:B1", dateTimeRenderOption="FORMATTED_STRING")
    assert dates == [["2026-09-01", "2026-09-02"]]


CIRCLE = "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
NO_NUMBER = "Function MULTIPLY parameter 1 expects number values. But 'а' is a text and cannot be coerced to a number."
ARGUMENTS = "Wrong number of arguments to ROUND. Expected between 1 and 2 arguments, but got 0 arguments."


def test_days_between_dates_are_a_number_and_a_day_later_is_a_date(book):
    typed(
        book, "A1", ["2026-09-01", "2026-09-05", "=B1-A1", "=B1-1", "=MAX(A1:B1)", "=IF(TRUE,A1,0)", "=INDEX(A1:B1,2)"]
    )
    shown = book.values("C1:G1", valueRenderOption="FORMATTED_VALUE")
    assert shown == [["4", "2026-09-04", "2026-09-05", "2026-09-01", "2026-09-05"]]


@pytest.mark.parametrize(
    ("formula", "kind", "message"),
    [
        ("=A1", "REF", CIRCLE),
        ("=SUM(A:A)", "REF", CIRCLE),
        ("=A1:", "ERROR", "Formula parse error."),
        ("=ЧТОЭТО(1)", "NAME", "Unknown function: 'ЧТОЭТО'."),
        ("=чтоэто", "NAME", "Unknown range name: 'чтоэто'."),
        ("=Архив!B2", "REF", "Unresolved sheet name 'Архив'."),
        ("=ZZ1", "REF", "Reference does not exist."),
        ('="а"*2', "VALUE", NO_NUMBER),
        ('=VLOOKUP("Орлов",B1:C3,2,FALSE)', "N_A", "Did not find value 'Орлов' in VLOOKUP evaluation."),
        ("=ROUND()", "N_A", ARGUMENTS),
        ("=B1:C2", "VALUE", "An array value could not be found."),
        ("=9^999", "NUM", "Numeric value is greater than 1.79769E+308 and cannot be displayed properly."),
    ],
)
def test_an_error_says_what_is_wrong_and_the_formula_keeps_its_text(book, formula, kind, message):
    typed(book, "A1", [formula])
    (cell,) = book.cells("A1", "userEnteredValue,effectiveValue")[0]
    assert cell["userEnteredValue"] == {"formulaValue": formula}
    assert cell["effectiveValue"] == {"errorValue": {"type": kind, "message": message}}


def test_a_circle_is_told_to_all_who_stand_in_it_and_passes_to_those_who_ask(book):
    typed(book, "A1", ["=B1", "=C1", "=A1+B2", "=IFERROR(A1,0)", "=A1+1"])
    typed(book, "B2", ["=IFERROR(B1,1)"])
    assert book.values("A1:E1") == [["#REF!", "#REF!", "#REF!", 0, "#REF!"]]
    assert book.values("B2") == [["#REF!"]]
    typed(book, "C1", [5])
    assert book.values("A1:E1") == [[5, 5, 5, 5, 6]]


def test_a_range_gives_the_cell_beside_the_formula(book):
    typed(book, "A1", [1], [2], [3])
    typed(book, "C2", ["=A1:A3*10"])
    typed(book, "C9", ["=A1:A3*10"])
    assert book.values("C2") == [[20]]
    assert book.values("C9") == [["#VALUE!"]]


def test_today_is_the_day_where_the_book_is_at_home(school, book):
    typed(book, "A1", ["=TODAY()"])
    assert book.values("A1", valueRenderOption="FORMATTED_VALUE") == [["11/22/2026"]]
    zone = {"properties": {"timeZone": "Asia/Kamchatka"}, "fields": "timeZone"}
    book.batch({"updateSpreadsheetProperties": zone})
    assert book.values("A1") == [[46348]]
    school.later(hours=4)
    assert book.values("A1") == [[46349]]


def test_the_product_writes_text_and_it_stays_text(book):
    cell = {"userEnteredValue": {"stringValue": "=1+1"}}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    book.batch({"updateCells": {"rows": [{"values": [cell]}], "fields": "userEnteredValue", "start": start}})
    book.write("A2", [["=1+1"]])
    assert book.values("A1:A2") == [["=1+1"], ["=1+1"]]
    assert book.cells("A1", "effectiveValue") == [[{"effectiveValue": {"stringValue": "=1+1"}}]]


def test_formulas_are_there_after_the_server_has_started_again(marks):
    marks.school.state.caches["sheets"].drop(marks.id)
    assert marks.values("D5") == [[22]]
    marks.batch({"insertDimension": {"range": lines("ROWS", 0, 1)}})
    assert formulas(marks, "D6") == [["=SUM(D3:D5)"]]


# references follow


def test_references_follow_rows_and_columns(marks):
    marks.batch({"insertDimension": {"range": lines("ROWS", 2, 4)}})
    assert formulas(marks, "D2:D7") == [["=B2+C2"], [], [], ["=B5+C5"], ["=B6+C6"], ["=SUM(D2:D6)"]]
    marks.batch({"insertDimension": {"range": lines("COLUMNS", 1, 2)}})
    assert formulas(marks, "E2") == [["=C2+D2"]]
    marks.batch({"deleteDimension": {"range": lines("COLUMNS", 2, 3)}})
    assert formulas(marks, "D2:D7")[0] == ["=#REF!+C2"]
    assert marks.values("D2") == [["#REF!"]]
    assert formulas(marks, "C7:D7") == [["=SUM(C2:C6)", "=SUM(D2:D6)"]]


def test_references_follow_a_moved_row_and_come_back_with_it(marks):
    before = formulas(marks, "A1:D4")
    marks.batch({"moveDimension": {"source": lines("ROWS", 1, 2), "destinationIndex": 4}})
    assert formulas(marks, "D2:D4") == [["=B2+C2"], ["=B3+C3"], ["=B4+C4"]]
    marks.batch({"moveDimension": {"source": lines("ROWS", 3, 4), "destinationIndex": 1}})
    assert formulas(marks, "A1:D4") == before


def test_references_follow_cells_that_are_shifted(marks):
    marks.batch({"insertRange": {"range": grid(1, 1, 2, 2), "shiftDimension": "ROWS"}})
    assert formulas(marks, "D2:D3") == [["=B3+C2"], ["=B4+C3"]]


def test_a_tab_may_be_renamed_and_removed(book):
    book.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Классы"}}})
    typed(book, "Классы!A1", [11])
    typed(book, "A1", ["=Классы!A1*2", "=SUM(классы!A:A)", "=A3"])
    book.batch({"updateSheetProperties": {"properties": {"sheetId": 7, "title": "Все классы"}, "fields": "title"}})
    assert formulas(book, "A1:C1") == [["='Все классы'!A1*2", "=SUM('Все классы'!A:A)", "=A3"]]
    assert book.values("A1:B1") == [[22, 11]]
    book.batch({"deleteSheet": {"sheetId": 7}})
    assert formulas(book, "A1:B1") == [["=#REF!*2", "=SUM(#REF!)"]]


def test_a_copied_tab_reckons_with_its_own_cells(marks):
    marks.batch({"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 5, "newSheetName": "Копия"}})
    marks.write("Копия!B2", [[100]])
    assert marks.values("Копия!D5") == [[117]]
    assert marks.values("Sheet1!D5") == [[22]]


def test_formulas_are_written_anew_for_another_locale(book):
    typed(book, "A1", ["=IF(1.5>1,SUM(1,2),0)", '="1,5"&"."'])
    book.batch({"updateSpreadsheetProperties": {"properties": {"locale": "ru_RU"}, "fields": "locale"}})
    assert formulas(book, "A1:B1") == [["=IF(1,5>1;SUM(1;2);0)", '="1,5"&"."']]
    assert book.values("A1:B1") == [[3, "1,5."]]


# cells are carried


def test_a_copy_speaks_of_the_cells_beside_it(marks):
    marks.batch({"copyPaste": {"source": grid(1, 3, 2, 4), "destination": grid(6, 4, 8, 5)}})
    assert formulas(marks, "E7:E8") == [["=C7+D7"], ["=C8+D8"]]
    typed(marks, "F1", ["=$B$2+B$2+$B2"])
    marks.batch({"copyPaste": {"source": grid(0, 5, 1, 6), "destination": grid(1, 6, 2, 7)}})
    assert formulas(marks, "G2") == [["=$B$2+C$2+$B3"]]
    marks.batch({"copyPaste": {"source": grid(1, 3, 2, 4), "destination": grid(1, 0, 2, 1)}})
    assert formulas(marks, "A2") == [["=#REF!+#REF!"]]


def test_only_values_are_pasted_when_only_values_are_wanted(marks):
    typed(marks, "E2", ["=1/0"])
    paste = {"source": grid(1, 3, 2, 5), "destination": grid(8, 0, 9, 2), "pasteType": "PASTE_VALUES"}
    marks.batch({"copyPaste": paste})
    assert formulas(marks, "A9:B9") == [[9, "=#DIV/0!"]]
    assert marks.values("B9") == [["#DIV/0!"]]


def test_what_is_cut_speaks_of_the_same_cells_and_is_found_where_it_lies(marks):
    marks.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Итоги"}}})
    typed(marks, "F1", ["=D5"], ["=SUM(D2:D4)"])
    marks.batch({"cutPaste": {"source": grid(4, 3, 5, 4), "destination": {"sheetId": 7}}})
    assert formulas(marks, "Итоги!A1") == [["=SUM(Sheet1!D2:D4)"]]
    assert formulas(marks, "F1:F2") == [["=Итоги!A1"], ["=SUM(D2:D4)"]]
    assert marks.values("F1") == [[22]]
    marks.batch({"cutPaste": {"source": grid(0, 0, 1, 1, sheet=7), "destination": {"rowIndex": 6}}})
    assert formulas(marks, "A7") == [["=SUM(D2:D4)"]]
    assert formulas(marks, "F1") == [["=A7"]]


def test_a_repeated_formula_speaks_of_the_cells_beside_each(book):
    cell = {"userEnteredValue": {"formulaValue": "=A1*$A$1"}}
    repeat = {"range": grid(0, 1, 2, 3), "cell": cell, "fields": "userEnteredValue"}
    book.batch({"repeatCell": repeat})
    assert formulas(book, "B1:C2") == [["=A1*$A$1", "=B1*$A$1"], ["=A2*$A$1", "=B2*$A$1"]]


# sorting, filtering, searching


def test_rows_are_sorted_by_what_formulas_come_to(marks):
    marks.batch({"sortRange": {"range": grid(1, 0, 4, 4), "sortSpecs": [{"dimensionIndex": 3}]}})
    assert marks.values("A2:D4") == [["Вера", 4, 2, 6], ["Борис", 3, 4, 7], ["Анна", 5, 4, 9]]
    assert formulas(marks, "D2:D4") == [["=B2+C2"], ["=B3+C3"], ["=B4+C4"]]
    marks.batch({"moveDimension": {"source": lines("ROWS", 1, 2), "destinationIndex": 3}})
    assert marks.values("D2:D4") == [[7], [6], [9]]


def test_a_filter_sees_what_formulas_come_to(marks):
    spec = {"columnIndex": 3, "filterCriteria": {"hiddenValues": ["7"]}}
    marks.batch({"setBasicFilter": {"filter": {"range": grid(0, 0, 4, 4), "filterSpecs": [spec]}}})
    data = marks.get("sheets.data.rowMetadata.hiddenByFilter")["sheets"][0]["data"][0]["rowMetadata"]
    assert [index for index, row in enumerate(data) if row.get("hiddenByFilter")] == [2]


def test_words_are_replaced_in_formulas_only_when_asked(book):
    typed(book, "A1", ["Русский", '="Русский"&1'])
    change = {"find": "Русский", "replacement": "Химия", "allSheets": True}
    assert book.batch({"findReplace": change})[0]["findReplace"]["occurrencesChanged"] == 1
    assert formulas(book, "A1:B1") == [["Химия", '="Русский"&1']]
    book.batch({"findReplace": {**change, "includeFormulas": True}})
    assert formulas(book, "B1") == [['="Химия"&1']]
    assert book.values("B1") == [["Химия1"]]


def test_rows_that_come_to_the_same_are_there_twice(book):
    typed(book, "A1", [3, "=A1+1"], [3, "=A2+1"], [4, "=A3+1"])
    removed = book.batch({"deleteDuplicates": {"range": grid(0, 0, 3, 2)}})
    assert removed == [{"deleteDuplicates": {"duplicatesRemovedCount": 1}}]
    assert formulas(book, "A1:B3") == [[3, "=A1+1"], [4, "=A2+1"]]


def test_staff_see_the_results_in_another_persons_book(marks):
    assert Spreadsheet(marks.school, id=marks.id).values("D5") == [[22]]
