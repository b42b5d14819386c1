"""Dates, moments, numbers and texts through a cell and back, and the one canonical text of equal values."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import fingerprint, same
from sheets_schema.kind import Kind, canonical, from_serial, read, to_date, to_serial

if TYPE_CHECKING:
    from sheets_schema.kind import Value

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 12, 31)).map(  # noqa: DTZ001 - UTC below
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
TEXTS = st.text(max_size=20)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), DAYS, MOMENTS, TEXTS, st.floats(allow_nan=False, allow_infinity=False)
)


@pytest.mark.parametrize(
    ("day", "serial"),
    [
        (date(1899, 12, 30), 0),
        (date(1900, 1, 1), 2),
        (date(2010, 12, 31), 40543),
        (datetime(2026, 11, 22, 18, 0, tzinfo=UTC), 46348.75),
    ],
)
def test_serial_numbers_are_google_s(day: date, serial: float) -> None:
    assert to_serial(day) == serial


@given(DAYS)
def test_a_day_comes_back_from_its_number_and_from_both_spellings(day: date) -> None:
    assert read(Kind.DATE, to_serial(day)) == day
    assert to_date(day.strftime("%d.%m.%Y")) == to_date(f" {day.isoformat()} ") == day
    assert read(Kind.DATE, day.strftime("%d.%m.%Y")) == day


@given(MOMENTS)
def test_a_moment_comes_back_to_the_second(moment: datetime) -> None:
    assert read(Kind.MOMENT, to_serial(moment)) == moment
    assert read(Kind.DATE, to_serial(moment)) == moment.date()


@pytest.mark.parametrize(
    "text", ["31.02.2011", "32.01.2011", "2011", "1.1.111", "завтра", "", "01.01.2011 г.", "2011-13-01"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert to_date(text) is None


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.TEXT, "", None),
        (Kind.TEXT, None, None),
        (Kind.TEXT, "007", "007"),
        (Kind.TEXT, 7.0, "7"),
        (Kind.TEXT, 7.5, "7.5"),
        (Kind.TEXT, 40543, "40543"),
        (Kind.CHOICE, "да", "да"),
        (Kind.CHOICE, True, True),
        (Kind.DATE, "позже", "позже"),
        (Kind.DATE, True, True),
        (Kind.DATE, 1e300, 10**300),
        (Kind.MOMENT, "22.11.2026 9:00", "22.11.2026 9:00"),
        (Kind.WHOLE, 3.0, 3),
        (Kind.WHOLE, 3.5, 3.5),
        (Kind.WHOLE, "три", "три"),
    ],
)
def test_a_cell_means_what_its_column_holds_and_else_what_stands_there(
    kind: Kind, raw: str | float | None, value: Value
) -> None:
    found = read(kind, raw)
    assert found == pytest.approx(value) if isinstance(value, int) and value > 1e15 else found == value
    assert isinstance(found, type(value))


def test_a_number_that_no_calendar_has_is_no_moment() -> None:
    assert from_serial(1e9) is None
    assert from_serial(-1e9) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (None, ""),
        (7, "7"),
        (7, 7.0),
        (True, "да"),
        (False, "нет"),
        (date(2010, 12, 31), "2010-12-31"),
        (datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "2026-11-22T09:00:00"),
    ],
)
def test_equal_values_have_one_canonical_text(left: Value, right: Value) -> None:
    assert canonical(left) == canonical(right)
    assert same(left, right)
    assert fingerprint(left) == fingerprint(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("да", "Да"), ("7", "07"), (0, None), (False, None), (date(2010, 12, 31), date(2010, 12, 30)), ("а", "a")],
)
def test_different_values_differ(left: Value, right: Value) -> None:
    assert not same(left, right)
    assert fingerprint(left) != fingerprint(right)


@given(VALUES, VALUES)
def test_a_fingerprint_tells_exactly_what_the_canonical_text_tells(left: Value, right: Value) -> None:
    assert (fingerprint(left) == fingerprint(right)) == same(left, right)


@given(VALUES)
def test_a_canonical_text_is_its_own_and_a_fingerprint_is_short(value: Value) -> None:
    assert canonical(canonical(value)) == canonical(value)
    assert len(fingerprint(value)) == (10 if canonical(value) else 0)


@given(st.sampled_from(Kind), st.one_of(st.none(), st.booleans(), TEXTS, st.integers(-(10**6), 10**6).map(float)))
def test_a_value_read_from_a_cell_and_kept_as_text_is_the_same_value(kind: Kind, raw: str | float | None) -> None:
    value = read(kind, raw)
    assert same(value, canonical(value))
    assert value is None or canonical(value)
