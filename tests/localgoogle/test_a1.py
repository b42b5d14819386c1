"""A1 notation, read and written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localgoogle import a1
from localgoogle.a1 import Address, Area


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("A1", Address(None, Area(0, 0, 1, 1))),
        ("Sheet1!A1:B2", Address("Sheet1", Area(0, 0, 2, 2))),
        ("'It''s'!A1", Address("It's", Area(0, 0, 1, 1))),
        ("База наставников!B2", Address("База наставников", Area(1, 1, 2, 2))),
        ("'a!b'!C3", Address("a!b", Area(2, 2, 3, 3))),
        ("A1:C", Address(None, Area(0, 0, None, 3))),
        ("A2:2", Address(None, Area(1, 0, 2, None))),
        ("A:C", Address(None, Area(None, 0, None, 3))),
        ("2:5", Address(None, Area(1, None, 5, None))),
        ("D4:A1", Address(None, Area(0, 0, 4, 4))),
        ("$A$1:$B$2", Address(None, Area(0, 0, 2, 2))),
        ("AA10", Address(None, Area(9, 26, 10, 27))),
        ("'Sheet1'", Address("Sheet1", Area())),
        ("'D3'", Address("D3", Area())),
        ("Sheet1", Address(None, Area(), "Sheet1")),
        ("Sheet1!Names", Address("Sheet1", Area(), "Names")),
    ],
)
def test_every_way_of_writing_a_range_is_read(text, address):
    assert a1.parse(text) == address


@pytest.mark.parametrize("text", ["", "!A1", "Sheet1!", "'open!A1", "''!A1"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        a1.parse(text)


@pytest.mark.parametrize(
    ("title", "area", "written"),
    [
        ("Sheet1", Area(0, 0, 1000, 26), "Sheet1!A1:Z1000"),
        ("Sheet1", Area(3, 3, 4, 4), "Sheet1!D4"),
        ("Sheet1", Area(0, 0, None, 3), "Sheet1!A1:C"),
        ("Sheet1", Area(), "Sheet1"),
        ("D3", Area(0, 0, 4, 4), "'D3'!A1:D4"),
        ("two words", Area(0, 0, 1, 1), "'two words'!A1"),
        ("It's", Area(0, 0, 1, 1), "'It''s'!A1"),
        ("Лист1", Area(0, 0, 1, 1), "Лист1!A1"),
        ("2026", Area(0, 0, 1, 1), "'2026'!A1"),
    ],
)
def test_ranges_are_written_as_google_echoes_them(title, area, written):
    assert a1.write(title, area) == written


@given(
    st.text(min_size=1, max_size=20),
    st.integers(0, 20_000),
    st.integers(0, 18_277),
    st.integers(1, 50),
    st.integers(1, 50),
)
def test_what_is_written_is_read_back(title, top, left, height, width):
    area = Area(top, left, top + height, min(left + width, 18_278))
    assert a1.parse(a1.write(title, area)) == Address(title, area)


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (18_277, "ZZZ")]
)
def test_columns_are_named_as_in_a_sheet(index, name):
    assert a1.column_name(index) == name
    assert a1.column_index(name.lower()) == index


@pytest.mark.parametrize(
    ("text", "area"),
    [("R1C1", (0, 0, 1, 1)), ("r3c2:R1C4", (0, 1, 3, 4)), ("Sheet1!R2C2:R2C2", (1, 1, 2, 2))],
)
def test_rows_and_columns_may_be_numbered(text, area):
    assert a1.parse(text).area == Area(*area)
