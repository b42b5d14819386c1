"""The hidden tab: what a masked row said stays whole there, and nothing that people do to it stops the school."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sync.rules.decide import decide
from sync.rules.memory import read_content
from tests.rules.paper import (
    NO,
    carried_out,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    row,
    rows,
    synced,
    typed,
    with_rows,
    world,
)

CHILD, BORN = "Королёва Алёна Сергеевна", "2013-05-01"
TEACHER, TEACHER_BORN = "Громов Олег Юрьевич", "1990-05-01"
SCHOOL = [
    mentee(1, CHILD, BORN),
    guardian_consent(1, CHILD, BORN),
    mentor(2, TEACHER, TEACHER_BORN),
    own_consent(2, TEACHER, TEACHER_BORN),
]
WITHDRAWN = [*SCHOOL, own_consent(9, TEACHER, TEACHER_BORN, NO, edited=5000)]
GIVEN_ANEW = [*WITHDRAWN, own_consent(10, TEACHER, TEACHER_BORN, edited=6000)]
LATER = datetime(2027, 3, 1, tzinfo=UTC)
LONGEST_CELL = 50_000


def without_memory(books, key="bases"):
    left = {name: sheet for name, sheet in books[key].sheets.items() if name != f"{key}.memory"}
    return {**books, key: replace(books[key], sheets=left)}


def teacher_typed(books, **cells):
    return typed(books, "mentors", row(books, "mentors", full_name=TEACHER).key, **cells)


@pytest.mark.parametrize("letter", ["ы", '"', "\\"])
def test_however_long_a_masked_row_is_it_is_kept_whole(letter):
    said = {"motivation": letter * LONGEST_CELL, "achievements": letter * 30_000}
    books = synced(WITHDRAWN, teacher_typed(synced(SCHOOL), **said))
    assert TEACHER not in repr(rows(books, "mentors"))
    longest = max(len(found.text("content")) for found in rows(books, "bases.memory"))
    assert longest <= LONGEST_CELL
    back = row(synced(GIVEN_ANEW, books), "mentors", full_name=TEACHER)
    assert {key: back.text(key) for key in said} == said


def test_nothing_masked_is_kept_after_the_consent_came_back():
    books = synced(GIVEN_ANEW, synced(WITHDRAWN, synced(SCHOOL)))
    assert not [found.key for found in rows(books, "bases.memory") if found.key.startswith("mask:")]


@pytest.mark.parametrize("seats", ["--2", "²", "3 чел.", "-1"])
def test_whatever_was_typed_for_a_number_comes_back_as_it_was(seats):
    books = synced(GIVEN_ANEW, synced(WITHDRAWN, teacher_typed(synced(SCHOOL), seats=seats)))
    assert row(books, "mentors", full_name=TEACHER).text("seats") == seats


def test_number_and_day_of_entering_outlive_the_hidden_tab():
    books = synced(SCHOOL)
    newcomer = [mentee(7, "Белов Глеб", BORN), guardian_consent(7, "Белов Глеб", BORN)]
    books = synced([*SCHOOL, *newcomer], without_memory(books), now=LATER)
    old, new = row(books, "mentees", full_name=CHILD), row(books, "mentees", full_name="Белов Глеб")
    assert (old.get("number"), old.get("entered")) == (1, date(2026, 11, 22))
    assert (new.get("number"), new.get("entered")) == (2, date(2027, 3, 1))


@pytest.mark.parametrize("key", ["bases", "personal", "programme"])
def test_a_lost_hidden_tab_is_told_until_staff_know(key):
    books = synced(SCHOOL, without_memory(synced(SCHOOL), key))
    assert row(books, "attention", what="Служебная вкладка пропала").key == f"memory-{key}"
    assert not decide(world(SCHOOL, books))
    books = synced(SCHOOL, typed(books, "attention", f"memory-{key}", choice="Понятно"))
    assert rows(books, "attention") == []
    assert not decide(world(SCHOOL, books))


NONSENSE = ["", "{", "5", "[]", '{"cells": 5}', '{"cells": {"a": 1}}', '{"facts": {"number": 1}}', '{"dropped": "да"}']


@pytest.mark.parametrize("content", [*NONSENSE, '{"facts": {"number": "1", "entered": "2026-11-22"}}', "[" * 10_000])
def test_an_entry_that_makes_no_sense_counts_as_forgotten(content):
    assert read_content("row:mentees:XKNNT67", content) is None


@pytest.mark.parametrize("content", [*NONSENSE, '{"who": 5}', '{"responses": 5}', '{"code": [], "address": 1}'])
def test_whatever_someone_types_into_the_hidden_tabs_the_school_goes_on(content):
    books = synced(SCHOOL)
    for key in books:
        books = with_rows(
            books,
            f"{key}.memory",
            lambda found: [replace(item, values={**item.values, "content": content}) for item in found],
        )
    again = synced(SCHOOL, books)
    for tab in ("mentees", "mentors", "consents"):
        assert [dict(found.values) for found in rows(again, tab)] == [dict(found.values) for found in rows(books, tab)]
    assert not decide(world(SCHOOL, again))


def test_a_hidden_tab_without_its_column_of_keys_is_filled_again():
    books = synced(SCHOOL)
    sheet = books["bases"].sheets["bases.memory"]
    lines = tuple(replace(item, key="", values={"content": item.values["content"]}) for item in sheet.rows)
    cut = replace(sheet, columns={"content": 1}, rows=lines)
    damaged = {**books, "bases": replace(books["bases"], sheets={**books["bases"].sheets, "bases.memory": cut})}
    plan = decide(world(SCHOOL, damaged))
    made = [item.columns for change in plan.books for item in change.tables if item.table == "bases.memory"]
    assert made == [("key",)]
    again = carried_out(damaged, plan)
    kept = [found.key for found in rows(again, "bases.memory") if found.key != "lost"]
    assert kept == [found.key for found in rows(books, "bases.memory")]
    assert not decide(world(SCHOOL, again))
