"""What people type, and what a cell shows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localgoogle.formulas.value import Formula
from localgoogle.sheets.book import Cell
from localgoogle.sheets.display import date_text, shown
from localgoogle.sheets.entry import typed

TODAY = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value", "look"),
    [
        ("2", 2, "2"),
        ("1,5", 1.5, "1,5"),
        ("-0,25", -0.25, "-0,25"),
        ("1.5", 46143, "01.05"),
        ("10-11", 46336, "10.11"),
        ("01.02.2026", 46054, "01.02.2026"),
        ("1.2.26", 46054, "01.02.2026"),
        ("2026-09-05", 46270, "2026-09-05"),
        ("05.09.2026 13:05", 46270 + 785 / 1440, "05.09.2026 13:05"),
        ("13:05", 785 / 1440, "13:05"),
        ("ИСТИНА", True, "ИСТИНА"),
        ("false", False, "ЛОЖЬ"),
        ("+79161234567", 79161234567, "79161234567"),
        ("007", 7, "7"),
        ("12E3", 12000, "12000"),
        ("12%", 0.12, "12%"),
        ("1 000,5", 1000.5, "1\u00a0000,50"),
        ("31.02.2026", "31.02.2026", "31.02.2026"),
        ("7Б", "7Б", "7Б"),
        ("100 ₽", 100, "100 ₽"),
        ("1 500,5 руб.", 1500.5, "1\u00a0500,50 ₽"),
        ("5 сентября 2026", 46270, "5 сентября 2026"),
        ("5 мая 2026 г.", 46147, "5 мая 2026"),
        ("5 марбл 2026", "5 марбл 2026", "5 марбл 2026"),
        ("30:15", 1815 / 1440, "30:15"),
        ("12 %", 0.12, "12%"),
        ("Anna-Maria", "Anna-Maria", "Anna-Maria"),
    ],
)
def test_a_russian_sheet_reads_what_is_typed(text, value, look):
    assert_typed("ru_RU", text, value, look)


@pytest.mark.parametrize(
    ("text", "value", "look"),
    [
        ("1-2", 46024, "1-2"),
        ("2026-09-05", 46270, "2026-09-05"),
        ("9/5/2026", 46270, "9/5/2026"),
        ("$100.15", 100.15, "$100.15"),
        ("007", 7, "7"),
        ("'0123", "0123", "0123"),
        ("2,000,000.01", 2000000.01, "2,000,000.01"),
        ("3_2_1", "3_2_1", "3_2_1"),
        ("1,5", "1,5", "1,5"),
        ("0.12", 0.12, "0.12"),
        ("TRUE", True, "TRUE"),
        ("nan", "nan", "nan"),
        ("-$5", -5, "-$5"),
        ("€7.50", 7.5, "€7.50"),
        ("1:05 PM", 785 / 1440, "1:05 PM"),
        ("9/5/2026 1:05:30 pm", 46270 + 47130 / 86400, "9/5/2026 1:05:30 PM"),
        ("Sep 5, 2026", 46270, "September 5, 2026"),
        ("13:05 pm", "13:05 pm", "13:05 pm"),
        ("1e999", "1e999", "1e999"),
        ("-", "-", "-"),
    ],
)
def test_an_english_sheet_reads_what_google_was_recorded_to_read(text, value, look):
    assert_typed("en_US", text, value, look)


def assert_typed(locale, text, value, look):
    entry = typed(text, locale, TODAY)
    assert entry.value == value
    assert type(entry.value) is type(value)
    form = {"numberFormat": entry.number_format} if entry.number_format else None
    assert shown(Cell(entry.value, form), locale) == look


def test_a_formula_is_kept_with_its_text():
    assert typed("=1+1", "ru_RU", TODAY).value == Formula("=1+1")
    assert typed("=", "ru_RU", TODAY).value == "="


@pytest.mark.parametrize(
    ("pattern", "russian"),
    [
        ("dd.mm.yyyy", "05.09.2026"),
        ("yyyy-mm-dd", "2026-09-05"),
        ("dd.mm.yyyy hh:mm", "05.09.2026 06:07"),
        ("d mmmm yyyy", "5 сентября 2026"),
        ("d mmm yy", "5 сен 26"),
        ("ddd", "сб"),
        ("dddd", "суббота"),
        ("h:mm:ss am/pm", "6:07:08 AM"),
        ('dd"-й день"', "05-й день"),
        ("mm:ss", "07:08"),
        ("ss.000", "08.000"),
        ("[m] мин", "66629167 мин"),
    ],
)
def test_dates_follow_their_pattern(pattern, russian):
    assert date_text(46270 + (6 * 3600 + 7 * 60 + 8) / 86400, pattern, "ru") == russian


@pytest.mark.parametrize(
    ("number", "form", "look"),
    [
        (0.1 + 0.2, None, "0,3"),
        (1 / 3, None, "0,3333333333"),
        (10**20, None, "1E+20"),
        (1234567.891, {"type": "NUMBER", "pattern": "#,##0.00"}, "1\u00a0234\u00a0567,89"),
        (7, {"type": "NUMBER", "pattern": "000"}, "007"),
        (-0.001, {"type": "NUMBER", "pattern": "0.00"}, "0,00"),
        (1.5, {"type": "NUMBER", "pattern": "0.0##"}, "1,5"),
        (0.256, {"type": "PERCENT"}, "25,60%"),
        (5, {"type": "NUMBER", "pattern": '0" ч."'}, "5 ч."),
        (46270, {"type": "DATE"}, "05.09.2026"),
        (5, {"type": "TEXT", "pattern": "@"}, "5"),
        (1234.5, {"type": "SCIENTIFIC"}, "1,23E+03"),
        (0.00056, {"type": "NUMBER", "pattern": "0.0E+0"}, "5,6E-4"),
        (0.125, {"type": "NUMBER", "pattern": "0.00"}, "0,13"),
        (-5, {"type": "NUMBER", "pattern": '0;(0);"нет"'}, "(5)"),
        (0, {"type": "NUMBER", "pattern": '0;(0);"нет"'}, "нет"),
        (1234567, {"type": "NUMBER", "pattern": '0.0,," млн"'}, "1,2 млн"),
        (5, {"type": "CURRENCY", "pattern": "[$₽-419] #,##0.00"}, "₽ 5,00"),
        (50, {"type": "NUMBER", "pattern": '[Red][<100]"мало";0'}, "мало"),
        (150, {"type": "NUMBER", "pattern": '[Red][<100]"мало";0'}, "150"),
        (0.5, {"type": "NUMBER", "pattern": "# ?/?"}, "0,5"),
        (1.25, {"type": "TIME", "pattern": "[h]:mm"}, "30:00"),
    ],
)
def test_numbers_follow_their_format(number, form, look):
    assert shown(Cell(number, {"numberFormat": form} if form else None), "ru_RU") == look


def test_a_text_may_have_a_pattern_too():
    assert shown(Cell("Аня", {"numberFormat": {"type": "TEXT", "pattern": '"ученица "@'}}), "ru_RU") == "ученица Аня"
    assert shown(Cell("Аня", {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}), "ru_RU") == "Аня"


PIECES = st.sampled_from(["0", "#", "?", ",", ".", "%", ";", "@", "[h]", "[<5]", "[$₽]", "E+0", '"a"', "/", "m", "_ "])


@given(
    number=st.one_of(st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False)),
    pattern=st.lists(PIECES, max_size=12).map("".join),
    kind=st.sampled_from(["NUMBER", "PERCENT", "CURRENCY", "SCIENTIFIC", "DATE", "TIME", "TEXT"]),
)
def test_any_number_can_be_shown_by_any_pattern(number, pattern, kind):
    cell = Cell(number, {"numberFormat": {"type": kind, "pattern": pattern}})
    assert all(isinstance(shown(cell, locale), str) for locale in ("ru_RU", "en_US"))


@given(text=st.text(alphabet="0123456789 .,:-/$€₽%eEamp()мая", max_size=14))
def test_whatever_is_typed_is_some_value(text):
    for locale in ("ru_RU", "en_US"):
        entry = typed(text, locale, TODAY)
        shown(Cell(entry.value, {"numberFormat": entry.number_format}), locale)
