"""Rules that hold for every formula: nothing typed after = can break the server, and nothing is reckoned wrongly."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from localgoogle.a1 import Area
from localgoogle.formulas.functions import FUNCTIONS, RUSSIAN_NAMES
from localgoogle.formulas.parse import BINARY, Call, Constant, parse
from localgoogle.formulas.reference import Fixed, Reference, read_reference, shifted, write_reference
from localgoogle.formulas.rewrite import copied
from localgoogle.formulas.tokens import tokens, translated
from localgoogle.formulas.tongue import ENGLISH, RUSSIAN
from localgoogle.formulas.value import Formula, FormulaError
from localgoogle.sheets.book import COLUMNS, ROWS, Book, Box, Cell, new_sheet
from localgoogle.sheets.calculation import seen_cell, seen_lines
from localgoogle.sheets.display import shown
from localgoogle.sheets.following import Shift, after_delete, after_insert, after_move, follow

SIZE = 6
"""Rows and columns of the sheets here, so that random references often meet."""

corners = st.builds(
    lambda column, row, fixed: f"{'$' * fixed[0]}{'ABCDEF'[column]}{'$' * fixed[1]}{row + 1}",
    st.integers(0, SIZE - 1),
    st.integers(0, SIZE - 1),
    st.tuples(st.booleans(), st.booleans()),
)
areas = st.one_of(
    corners,
    st.builds("{}:{}".format, corners, corners),
    st.sampled_from(["A:A", "B2:C", "$B:$D", "2:3", "2:$4", "C3:5", "A:C4"]),
)
titles = st.sampled_from(["", "", "Sheet1!", "'Лист 1'!", "'O''Neil'!"])
references = st.builds("{}{}".format, titles, areas)
numbers = st.one_of(st.integers(0, 10**6).map(str), st.sampled_from(["1.5", "0.25", ".5", "1e3", "3."]))
texts = st.sampled_from(['"да"', '""', '"5"', '"и*"', '">2"', '"а""б"', '"1,5"', '"2026-01-02"'])
names = st.sampled_from([*FUNCTIONS, *RUSSIAN_NAMES, "НЕТТАКОЙ"])


def larger(part):
    """Expressions with their programs, from smaller ones: (text, steps)."""
    return st.one_of(
        st.builds(lambda one: (f"({one[0]})", one[1]), part),
        st.builds(lambda one: (f"-({one[0]})", (*one[1], Call("UMINUS", 1))), part),
        st.builds(lambda one: (f"({one[0]})%", (*one[1], Call("UNARY_PERCENT", 1))), part),
        st.builds(joined, part, st.sampled_from(sorted(BINARY)), part),
        st.builds(called, names, st.lists(part, max_size=4)),
    )


def joined(one, operator, other):
    return f"({one[0]}){operator} ({other[0]})", (*one[1], *other[1], Call(BINARY[operator][0], 2))


def called(name, parts):
    steps = tuple(step for part in parts for step in part[1])
    return f"{name}({','.join(part[0] for part in parts)})", (*steps, Call(name, len(parts)))


leaves = st.one_of(
    references.map(lambda text: (text, (read_reference(text),))),
    st.integers(0, 999).map(lambda number: (str(number), (Constant(number),))),
    st.sampled_from([("1.5", (Constant(1.5),)), ('"а;""б,"', (Constant('а;"б,'),)), ("TRUE", (Constant(value=True),))]),
)
expressions = st.recursive(leaves, larger, max_leaves=12)

formulas = expressions.map(lambda expression: Formula("=" + expression[0]))
junk = st.one_of(
    st.text(max_size=40),
    st.text("=+-*/^&<>%(),;:!$#'\"ABC019.e{} \tЯ~*?", max_size=60),
    st.lists(st.one_of(references, numbers, texts, names, st.sampled_from(list("+-*/^&=<>%(),;:! "))), max_size=12).map(
        "".join
    ),
)
values = st.one_of(
    st.none(), st.integers(-9, 9), st.floats(-1e6, 1e6), st.booleans(), st.sampled_from(["да", "", "5", "Ива*"])
)


def a_book(cells, locale="en_US"):
    """A book of three small sheets; ``cells`` of the first one by row and column."""
    sheets = [new_sheet(number, title, SIZE, SIZE) for number, title in enumerate(["Sheet1", "Лист 1", "O'Neil"])]
    book = Book("book", {"locale": locale, "timeZone": "Europe/Moscow"}, sheets)
    for (row, column), value in cells.items():
        sheets[0].put(row, column, Cell(value))
    return book


places = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))
filled = st.dictionaries(places, st.one_of(values, formulas), max_size=14)


def seen(book):
    """Everything that the first sheet shows."""
    return [[cell.value for cell in line] for line in seen_lines(book, book.sheets[0], Box(0, 0, SIZE, SIZE))]


# reading and writing


@given(junk, st.sampled_from(["en_US", "ru_RU"]), st.dictionaries(places, values, max_size=6))
def test_whatever_is_typed_comes_to_a_value_or_an_error(text, locale, cells):
    book = a_book({**cells, (3, 3): Formula(f"={text}")}, locale)
    cell = seen_cell(book, book.sheets[0], 3, 3)
    assert isinstance(cell.value, None | bool | int | float | str | FormulaError)
    assert isinstance(shown(cell, locale), str)
    if not isinstance(cell.value, FormulaError):
        assert json.loads(json.dumps(cell.value, allow_nan=False)) == cell.value


@given(junk, st.sampled_from([ENGLISH, RUSSIAN]))
def test_the_tokens_of_a_text_are_the_text(text, tongue):
    assert "".join(token.text for token in tokens(text, tongue)) == text


@given(expressions)
def test_a_formula_is_read_as_it_was_meant_in_both_ways_of_writing(expression):
    text, steps = f"={expression[0]}", expression[1]
    assert parse(text, ENGLISH) == steps
    russian = translated(text, ENGLISH, RUSSIAN)
    assert parse(russian, RUSSIAN) == steps
    assert translated(russian, RUSSIAN, ENGLISH) == text


@given(references)
def test_a_reference_is_written_as_it_was_read(text):
    reference = read_reference(text)
    assert read_reference(write_reference(reference)) == reference


@given(references, st.integers(-4, 4), st.integers(-4, 4))
def test_a_copy_moved_back_is_the_reference_again(text, rows, columns):
    reference = read_reference(text)
    there = shifted(reference, rows, columns)
    back = shifted(there, -rows, -columns) if there else None
    assert there is None or same_cells(back) == same_cells(reference)


def same_cells(reference):
    assert reference is not None
    return reference.title, reference.area


def test_a_side_that_is_fixed_stays_when_the_other_passes_it():
    assert copied(Formula("=SUM(A$3:A4)"), ENGLISH, -3, 0) == Formula("=SUM(A1:A$3)")
    reference = Reference(None, Area(1, 0, 2, 1), Fixed(top=True), single=True)
    assert write_reference(reference) == "A$2"


# reckoning


@given(st.lists(st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9)), min_size=1, max_size=SIZE))
def test_a_sum_is_what_python_reckons(given_numbers):
    cells = {(row, 0): number for row, number in enumerate(given_numbers)}
    book = a_book({**cells, (0, 1): Formula("=SUM(A1:A)"), (1, 1): Formula("=COUNT(A:A)")})
    assert seen_cell(book, book.sheets[0], 0, 1).value == sum(given_numbers)
    assert seen_cell(book, book.sheets[0], 1, 1).value == len(given_numbers)


edits = st.lists(
    st.one_of(
        st.tuples(st.just("put"), places, st.one_of(values, formulas)),
        st.tuples(st.just("insert"), st.sampled_from([ROWS, COLUMNS]), st.integers(0, SIZE)),
        st.tuples(st.just("delete"), st.sampled_from([ROWS, COLUMNS]), st.integers(0, SIZE - 1)),
        st.tuples(st.just("rename"), st.just(None), st.sampled_from(["Sheet1", "Архив"])),
    ),
    max_size=6,
)


def edit(book, kind, where, what):
    sheet = book.sheets[0]
    if kind == "put":
        sheet.put(*where, Cell(what))
    elif kind == "rename":
        sheet.properties["title"] = what
    elif kind == "insert":
        sheet.axis(where).insert(what, 1)
        follow(book, sheet, Shift(0, where, lambda span: after_insert(span, what, 1)))
    elif len(sheet.axis(where)) > SIZE:
        gone = sheet.axis(where).delete(what, what + 1)
        (sheet.forget_rows if where == ROWS else sheet.forget_columns)(gone)
        follow(book, sheet, Shift(0, where, lambda span: after_delete(span, what, what + 1)))


@given(filled, edits)
def test_after_any_edits_everything_is_as_if_worked_out_from_scratch(cells, made):
    book = a_book(cells)
    for each in [("nothing", None, None), *made]:
        edit(book, *each)
        assert seen(book) == seen(replace(deepcopy(book), calculation=None))


@given(filled, st.permutations([(row, column) for row in range(SIZE) for column in range(SIZE)]))
def test_in_which_order_cells_are_asked_for_makes_no_difference(cells, order):
    book, other = a_book(cells), a_book(cells)
    one_by_one = {spot: seen_cell(book, book.sheets[0], *spot).value for spot in order}
    assert seen(other) == [[one_by_one[row, column] for column in range(SIZE)] for row in range(SIZE)]


# following


@given(formulas, st.sampled_from([ROWS, COLUMNS]), st.integers(0, SIZE - 1), st.integers(1, 3))
def test_lines_put_in_and_taken_out_again_leave_every_formula_as_it_was(formula, dimension, at, count):
    book = a_book({(0, 0): formula})
    sheet = book.sheets[0]
    follow(book, sheet, Shift(0, dimension, lambda span: after_insert(span, at, count)))
    follow(book, sheet, Shift(0, dimension, lambda span: after_delete(span, at, at + count)))
    found = sheet.cell(0, 0).value
    assert parse(found.text, ENGLISH) == in_order(parse(formula.text, ENGLISH))


def in_order(program):
    """References as they are written anew: a corner that was said last may come first."""
    return tuple(read_reference(write_reference(step)) if isinstance(step, Reference) else step for step in program)


@given(corners, titles, st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))
def test_a_line_that_is_moved_and_moved_back_leaves_every_cell_reference_as_it_was(corner, title, line, to):
    formula = Formula(f'={title}{corner}&" и "&{corner}')
    book = a_book({(0, 0): formula})
    for start, landing in ((line, to), (to, line)):
        destination = landing + 1 if landing > start else landing
        move = (start, start + 1, destination)
        follow(book, book.sheets[0], Shift(0, ROWS, lambda span, move=move: after_move(span, *move)))
    assert book.sheets[0].cell(0, 0).value == formula
