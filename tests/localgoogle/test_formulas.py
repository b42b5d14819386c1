"""What formulas come to: a table for both ways of writing, and the errors in Google's words."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.localgoogle.spreadsheet import Spreadsheet, grid

TABLE = Path(__file__).with_name("formulas.txt")

DATA = [
    ["Иванов", 7, 1, 9, "=1/0", "'  два   слова "],
    ["Петрова", 8.5, 3, 7, "=A7", "'5"],
    ["Сидоров", 9, 5, 5, "2026-12-09", False],
    ["иванов", None, 7, 3, "яблоко", "да"],
    [None, True, 9, 1, None, "Да"],
    ["Яшин", "'10", None, None, None, "нет"],
]


def golden() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split(" | ")] for line in lines if line.startswith("=")]


def school_book(school, locale):
    school.time = datetime(2026, 12, 9, 9, tzinfo=UTC)
    book = Spreadsheet(school)
    set_locale = {"properties": {"locale": locale}, "fields": "locale"}
    named = {"namedRange": {"name": "Баллы", "range": grid(0, 2, 5, 3)}}
    book.batch({"updateSpreadsheetProperties": set_locale}, {"addNamedRange": named})
    book.write("A1", DATA, "USER_ENTERED")
    return book


@pytest.mark.parametrize(("locale", "index"), [("en_US", 0), ("ru_RU", 1)])
def test_every_formula_of_the_table_comes_to_what_stands_there(school, locale, index):
    book = school_book(school, locale)
    table = [(line[index] if line[index] != "-" else line[0], line[2].split(" / ")) for line in golden()]
    book.write("H101", [[formula] for formula, _ in table], "USER_ENTERED")
    found = book.values(f"H101:H{100 + len(table)}") + [[]] * len(table)
    wrong = []
    for (formula, texts), cells in zip(table, found, strict=False):
        text, got = texts[min(index, len(texts) - 1)], (cells or [""])[0]
        wanted = text if text.startswith("#") else json.loads(text)
        if got != wanted or isinstance(got, bool) != isinstance(wanted, bool):
            wrong.append((formula, wanted, got))
    assert wrong == []
