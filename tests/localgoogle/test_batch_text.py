"""Text pasted in, cut into columns, trimmed; rows that are there twice; rows in an order by chance."""

from __future__ import annotations

import pytest

from tests.localgoogle.school import WRITER
from tests.localgoogle.spreadsheet import Spreadsheet, grid, lines


def paste(data, row=0, column=0, **more):
    corner = {"rowIndex": row, "columnIndex": column}
    return {"pasteData": {"coordinate": corner, "data": data, "type": "PASTE_NORMAL", "delimiter": ",", **more}}


def test_a_list_from_elsewhere_is_pasted_as_if_typed(book):
    book.batch(paste('Имя,Балл\n"Попов, Аня",5\nБоря,"9\nА"\n', 1, 1))
    assert book.values("B2:C4") == [["Имя", "Балл"], ["Попов, Аня", 5], ["Боря", "9\nА"]]


def test_a_list_that_is_longer_than_the_tab_makes_it_grow(school):
    book = Spreadsheet(school, sheets=[{"sheetId": 0, "gridProperties": {"rowCount": 2, "columnCount": 1}}])
    book.batch(paste("а;б\nв;г\nд;е", delimiter=";"))
    assert book.values("A1:B3") == [["а", "б"], ["в", "г"], ["д", "е"]]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (paste("<b>x</b>", html=True, delimiter=""), "localgoogle does not support pasting HTML."),
        (paste("x", delimiter="::"), "delimiters of more than one character"),
        (paste("x", row=-1), "must not be negative"),
    ],
)
def test_what_cannot_be_pasted_is_refused(book, request_, words):
    assert words in book.refusal(request_)


def test_what_is_protected_is_not_pasted_over(book):
    book.school.share(book.id, type="user", role="writer", emailAddress=WRITER)
    book.batch({"addProtectedRange": {"protectedRange": {"range": grid(0, 0, 1, 1)}}})
    assert "protected" in book.as_user(WRITER).refusal(paste("x"))


@pytest.mark.parametrize("kind", [{"delimiterType": "COMMA"}, {"delimiterType": "AUTODETECT"}])
def test_a_full_name_is_cut_into_columns(book, kind):
    book.write("A1", [["Попов, Аня, 9"], ["Боря"], [5]])
    book.batch({"textToColumns": {"source": grid(0, 0, 3, 1), **kind}})
    assert book.values("A1:C3") == [["Попов", "Аня", 9], ["Боря"], [5]]


def test_a_delimiter_of_one_s_own(book):
    book.write("A1", [["9|А"]])
    kind = {"delimiterType": "CUSTOM", "delimiter": "|"}
    book.batch({"textToColumns": {"source": grid(0, 0, 1, 1), **kind}})
    assert book.values("A1:B1") == [[9, "А"]]
    for wrong in ({"delimiterType": "CUSTOM"}, {"delimiterType": "COMMA", "delimiter": "|"}, {}):
        assert "elimiter" in book.refusal({"textToColumns": {"source": grid(0, 0, 1, 1), **wrong}})


def test_space_around_and_between_words_is_trimmed_and_text_stays_text(book):
    book.write("A1", [["  Аня \t Попова\n", "Боря", 5, "   ", " =1+1"]])
    reply = book.batch({"trimWhitespace": {"range": grid(0, 0, 1, 5)}})[0]
    assert reply == {"trimWhitespace": {"cellsChangedCount": 3}}
    assert book.values("A1:E1") == [["Аня Попова", "Боря", 5, "", "=1+1"]]


def test_rows_that_are_there_twice_go_and_the_others_move_up(book):
    book.write("A1", [["Аня", 9, "первая"], ["Боря", 9, ""], ["аня", 9, "вторая"], ["Вера", 8, ""]])
    comparison = {"range": grid(0, 0, 4, 2)}
    reply = book.batch({"deleteDuplicates": comparison})[0]
    assert reply == {"deleteDuplicates": {"duplicatesRemovedCount": 1}}
    assert book.values("A1:C4") == [["Аня", 9, "первая"], ["Боря", 9], ["Вера", 8, "вторая"]]
    by_class = {"range": grid(0, 0, 4, 2), "comparisonColumns": [lines("COLUMNS", 1, 2)]}
    reply = book.batch({"deleteDuplicates": by_class})[0]
    assert book.values("A1:B4") == [["Аня", 9], ["Вера", 8]]
    outside = {"range": grid(0, 0, 4, 2), "comparisonColumns": [lines("COLUMNS", 1, 3)]}
    assert "must be columns of the range" in book.refusal({"deleteDuplicates": outside})


def test_rows_in_an_order_by_chance_are_the_same_rows_with_their_marks(book):
    book.write("A1", [[number] for number in range(40)])
    mark = {"metadataId": 1, "metadataKey": "k", "visibility": "DOCUMENT"}
    place = {"location": {"dimensionRange": lines("ROWS", 17, 18)}}
    book.batch({"createDeveloperMetadata": {"developerMetadata": mark | place}})
    book.batch({"randomizeRange": {"range": grid(0, 0, 40, 1)}})
    mixed = [row[0] for row in book.values("A1:A40")]
    assert sorted(mixed) == list(range(40))
    assert mixed != list(range(40))
    found = book.school.ok("GET", f"{book.path}/developerMetadata/1")
    assert mixed[found["location"]["dimensionRange"]["startIndex"]] == 17
