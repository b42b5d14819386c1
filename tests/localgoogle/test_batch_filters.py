"""The filter that hides rows for everybody, and the filter views that are kept for some."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import grid, lines

ROWS = [["Имя", "Балл"], ["Аня", 5], ["боря", 3], ["Вера", ""], ["Гена", 4], ["Дима", "нет"]]


@pytest.fixture
def marks(book):
    book.write("A1", ROWS)
    return book


def filtered(criteria, **more):
    specs = [{"columnIndex": column, "filterCriteria": each} for column, each in criteria.items()]
    return {"setBasicFilter": {"filter": {"range": grid(0, 0, 6, 2), "filterSpecs": specs, **more}}}


def condition(kind, *values):
    given = {"values": [{"userEnteredValue": value} for value in values]} if values else {}
    return {"condition": {"type": kind, **given}}


def seen(book):
    data = book.get("sheets.data(rowData.values.formattedValue,rowMetadata.hiddenByFilter)", ranges="A2:A6")
    data = data["sheets"][0]["data"][0]
    names = [row["values"][0]["formattedValue"] for row in data["rowData"]]
    hidden = [line.get("hiddenByFilter", False) for line in data["rowMetadata"]]
    return "".join(name[0] for name, gone in zip(names, hidden, strict=True) if not gone)


@pytest.mark.parametrize(
    ("column", "criteria", "left"),
    [
        (1, condition("NUMBER_GREATER_THAN_EQ", "4"), "АГ"),
        (1, condition("NUMBER_BETWEEN", "3", "4"), "бГ"),
        (1, condition("NUMBER_NOT_EQ", "5"), "бВГД"),
        (1, condition("BLANK"), "В"),
        (1, condition("NOT_BLANK"), "АбГД"),
        (0, condition("TEXT_CONTAINS", "Р"), "бВ"),
        (0, condition("TEXT_STARTS_WITH", "Б"), "б"),
        (0, condition("TEXT_EQ", "аня"), "А"),
        (0, {"hiddenValues": ["Аня", "Гена"]}, "бВД"),
    ],
)
def test_rows_are_hidden_by_what_is_in_them(marks, column, criteria, left):
    marks.batch(filtered({column: criteria}))
    assert seen(marks) == left


def test_a_filter_by_date(book):
    book.write("A1", [["День"], ["2026-09-01"], ["2026-09-02"], ["2026-10-01"]], "USER_ENTERED")
    spec = {"columnIndex": 0, "filterCriteria": condition("DATE_AFTER", "2026-09-01")}
    book.batch({"setBasicFilter": {"filter": {"range": grid(0, 0, 4, 1), "filterSpecs": [spec]}}})
    data = book.get("sheets.data.rowMetadata.hiddenByFilter", ranges="A2:A4")["sheets"][0]["data"][0]
    assert data["rowMetadata"] == [{"hiddenByFilter": True}, {}, {}]


def test_a_filter_may_sort_the_rows_below_its_header(marks):
    marks.batch(filtered({}, sortSpecs=[{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]))
    assert [row[0] for row in marks.values("A1:B6")] == ["Имя", "Дима", "Аня", "Гена", "боря", "Вера"]


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        (condition("CUSTOM_FORMULA", "=A1"), "localgoogle does not support filters by the condition CUSTOM_FORMULA."),
        (condition("NUMBER_GREATER"), "ConditionType NUMBER_GREATER takes 1 values."),
        ({"visibleBackgroundColor": {"red": 1}}, "localgoogle does not support filters by colour."),
    ],
)
def test_what_a_filter_cannot_do_it_says(marks, criteria, words):
    assert words in marks.refusal(filtered({0: criteria}))


def test_a_view_is_kept_follows_and_hides_nothing(marks):
    criteria = {"1": condition("CUSTOM_FORMULA", "=B1>3")}
    view = {"range": grid(0, 0, 6, 2), "criteria": criteria, "sortSpecs": [{"dimensionIndex": 1}]}
    made = marks.batch({"addFilterView": {"filter": view}})[0]["addFilterView"]["filter"]
    assert made["title"] == "Filter 1"
    assert made["criteria"] == criteria
    assert seen(marks) == "АбВГД"
    marks.batch({"insertDimension": {"range": lines("COLUMNS", 0, 1)}})
    moved = marks.sheet()["filterViews"][0]
    assert moved["filterSpecs"][0]["columnIndex"] == moved["sortSpecs"][0]["dimensionIndex"] == 2


def test_a_view_can_be_changed_copied_and_deleted(marks):
    view = {"filterViewId": 4, "title": "Мои", "range": grid(0, 0, 6, 2)}
    change = {"filterViewId": 4, "title": "Наши", "criteria": {"0": {"hiddenValues": ["Аня"]}}}
    replies = marks.batch(
        {"addFilterView": {"filter": view}},
        {"updateFilterView": {"filter": change, "fields": "title,criteria"}},
        {"duplicateFilterView": {"filterId": 4}},
    )
    copy = replies[2]["duplicateFilterView"]["filter"]
    assert copy["title"] == "Copy of Наши"
    assert copy["filterViewId"] != 4
    views = marks.sheet()["filterViews"]
    assert [each["title"] for each in views] == ["Наши", "Copy of Наши"]
    assert views[0]["filterSpecs"] == [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["Аня"]}}]
    marks.batch({"deleteFilterView": {"filterId": 4}})
    assert [each["title"] for each in marks.sheet()["filterViews"]] == ["Copy of Наши"]
    assert marks.refusal({"deleteFilterView": {"filterId": 4}}).endswith("No filter view with id: 4")
