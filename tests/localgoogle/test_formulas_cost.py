"""What formulas cost: no chain, no nesting and no range is too much, and an edit costs what depends on it."""

from __future__ import annotations

import pytest

from localgoogle.formulas.value import Formula, FormulaError
from localgoogle.sheets.book import ROWS, Book, Box, Cell, new_sheet
from localgoogle.sheets.calculation import calculation_of, seen_cell, seen_lines
from localgoogle.sheets.following import Shift, after_insert, follow


def book_of(rows, columns=20):
    sheet = new_sheet(0, "Sheet1", rows, columns)
    return Book("book", {"locale": "en_US", "timeZone": "Etc/GMT"}, [sheet]), sheet


def value(book, row, column):
    return seen_cell(book, book.sheets[0], row, column).value


def test_a_chain_of_ten_thousand_cells_is_followed_to_its_end():
    book, sheet = book_of(10_001)
    sheet.put(0, 0, Cell(0))
    for row in range(1, 10_001):
        sheet.put(row, 0, Cell(Formula(f"=A{row}+1")))
    assert value(book, 10_000, 0) == 10_000
    sheet.put(0, 0, Cell(5))
    assert value(book, 10_000, 0) == 10_005
    sheet.put(0, 0, Cell(Formula("=A10001")))
    assert value(book, 5_000, 0).code == "#REF!"


def test_ten_thousand_formulas_follow_a_new_row():
    book, sheet = book_of(10_000, 3)
    for row in range(10_000):
        sheet.put(row, 0, Cell(row))
        sheet.put(row, 1, Cell(Formula(f"=A{row + 1}*2")))
    sheet.rows.insert(5_000, 1)
    follow(book, sheet, Shift(0, ROWS, lambda span: after_insert(span, 5_000, 1)))
    assert sheet.cell(4_999, 1).value == Formula("=A5000*2")
    assert sheet.cell(10_000, 1).value == Formula("=A10001*2")
    assert value(book, 10_000, 1) == 19_998


def test_an_edit_that_no_formula_looks_at_costs_nothing(figure):
    book, sheet = book_of(5_000)
    for row in range(5_000):
        for column in range(19):
            sheet.put(row, column, Cell(row * column))
        sheet.put(row, 19, Cell(Formula(f"=A{row + 1}+B{row + 1}")))
    assert value(book, 4_999, 19) == 4_999
    kept = calculation_of(book)
    assert len(kept.results) == 1
    sheet.put(17, 7, Cell("другое"))
    assert calculation_of(book) is kept
    sheet.put(17, 1, Cell(1000))
    assert calculation_of(book) is not kept
    assert value(book, 17, 19) == 1000
    assert len(calculation_of(book).results) == 1
    figure("after an edit in a sheet of 5,000 formulas, reading one cell works out 1 of them")


def test_a_column_that_is_first_looked_at_later_is_seen_as_it_is_then():
    book, sheet = book_of(100, 4)
    sheet.put(0, 0, Cell(1))
    sheet.put(0, 2, Cell(Formula("=SUM(A:A)")))
    assert value(book, 0, 2) == 1
    sheet.put(50, 1, Cell(5))
    sheet.put(0, 3, Cell(Formula("=SUM(B:B)")))
    kept = calculation_of(book)
    assert value(book, 0, 3) == 5
    assert calculation_of(book) is kept


def test_every_row_may_look_itself_up_in_the_whole_base():
    book, sheet = book_of(5_000, 6)
    for row in range(5_000):
        sheet.put(row, 0, Cell(f"Ученик {row}"))
        sheet.put(row, 1, Cell(row))
        sheet.put(row, 2, Cell(Formula(f"=VLOOKUP(A{5_000 - row},A:B,2,FALSE)")))
        sheet.put(row, 3, Cell(Formula(f"=COUNTIF(A:A,A{row + 1})")))
        sheet.put(row, 4, Cell(Formula(f"=SUM(B$1:B{row + 1})")))
    lines = list(seen_lines(book, sheet, Box(0, 2, 5_000, 5)))
    assert [cell.value for cell in lines[0]] == [4_999, 1, 0]
    assert [cell.value for cell in lines[4_999]] == [0, 1, 4_999 * 2_500]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("=" + "(" * 20_000 + "7" + ")" * 20_000, 7),
        ("=" + "-" * 40_000 + "1", 1),
        ("=1" + "+1" * 20_000, 20_001),
        ("=2" + "^1" * 20_000, 2),
        ("=" + "NOT(" * 10_000 + "TRUE" + ")" * 10_000, True),
        ("=" + "SUM(" * 12_000, "#ERROR!"),
        ("=" + "'" * 49_000, "#ERROR!"),
        ('="' + '""' * 24_000, "#ERROR!"),
        ("=" + "A" * 49_000, "#NAME?"),
        ("=" + "1" * 49_000, "#NUM!"),
        ("=" + "%" * 40_000, "#ERROR!"),
        ('=COUNTIF(A:A,"' + "*а" * 100 + '")', 0),
        ("=" + "+".join(["SUM(A:Z)"] * 4_000), "#ERROR!"),
    ],
)
def test_no_formula_is_too_long_or_too_deep(text, result):
    book, sheet = book_of(5_000)
    for row in range(5_000):
        sheet.put(row, 0, Cell("а" * 200 + "б"))
    sheet.put(0, 1, Cell(Formula(text)))
    found = value(book, 0, 1)
    found = found.code if isinstance(found, FormulaError) else found
    if "SUM(A:Z)" in text:
        assert found == "#REF!"
        sheet.put(0, 1, Cell())
        sheet.put(0, 19, Cell(Formula(text.replace("A:Z", "A:S"))))
        found = value(book, 0, 19).code
    assert found == result


def test_texts_that_double_from_cell_to_cell_stop_at_the_longest_text():
    book, sheet = book_of(60)
    sheet.put(0, 0, Cell("ученик"))
    for row in range(1, 60):
        sheet.put(row, 0, Cell(Formula(f"=A{row}&A{row}")))
    assert len(value(book, 13, 0)) == 6 * 2**13
    assert value(book, 59, 0).code == "#VALUE!"
