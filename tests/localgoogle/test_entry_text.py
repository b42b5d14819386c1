"""The text that editing a cell starts from: typed again, it gives the very same value."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localgoogle.sheets.book import Cell, Formula
from localgoogle.sheets.entry import typed
from localgoogle.sheets.entry_text import entry_text

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TRICKY = st.sampled_from(["+7916", "007", "10-11", "1,5", "1.5", "=1+1", "'", "''", "да", "ИСТИНА", " true ", "1 000"])
FORMATS = st.sampled_from(
    [None, *({"numberFormat": {"type": kind}} for kind in ("DATE", "TIME", "DATE_TIME", "PERCENT"))]
)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 80_000).map(float)
)


@given(st.one_of(st.text(), TRICKY), st.sampled_from(["ru_RU", "en_US"]))
def test_text_stays_the_text_it_was(text: str, locale: str) -> None:
    value = text or None
    assert typed(entry_text(Cell(value), locale, NOW), locale, NOW).value == value


@given(st.one_of(st.booleans(), NUMBERS), FORMATS, st.sampled_from(["ru_RU", "en_US"]))
def test_numbers_dates_and_truth_values_stay_what_they_were(value: float, form: dict | None, locale: str) -> None:
    again = typed(entry_text(Cell(value, form), locale, NOW), locale, NOW).value
    assert again == value
    assert isinstance(again, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(46348, {"numberFormat": {"type": "DATE", "pattern": "d mmmm"}}), "22.11.2026"),
        (Cell(0.125, {"numberFormat": {"type": "PERCENT"}}), "12,5%"),
        (Cell(1.5), "1,5"),
        (Cell(value=True), "ИСТИНА"),
        (Cell("10-11"), "'10-11"),
        (Cell("Аня"), "Аня"),
        (Cell(Formula("=A1")), "=A1"),
        (Cell(), ""),
    ],
)
def test_what_a_russian_book_gives_to_edit(cell: Cell, text: str) -> None:
    assert entry_text(cell, "ru_RU", NOW) == text
