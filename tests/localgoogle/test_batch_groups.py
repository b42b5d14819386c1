"""Rows and columns in groups, which nest, grow and split as Google's documents describe."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import lines


def group(kind, start, end, dimension="COLUMNS"):
    return {f"{kind}DimensionGroup": {"range": lines(dimension, start, end)}}


def spans(groups):
    return [(each["depth"], each["range"].get("startIndex", 0), each["range"]["endIndex"]) for each in groups]


def columns(book):
    return spans(book.sheet().get("columnGroups", []))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((2, 4), (1, 5), [(1, 1, 5), (2, 2, 4)]),
        ((1, 5), (2, 4), [(1, 1, 5), (2, 2, 4)]),
        ((1, 4), (2, 5), [(1, 1, 5), (2, 2, 4)]),
    ],
)
def test_groups_nest_as_in_the_documents_of_google(book, first, second, expected):
    replies = book.batch(group("add", *first), group("add", *second))
    assert spans(replies[1]["addDimensionGroup"]["dimensionGroups"]) == expected
    assert columns(book) == expected


def test_a_group_of_columns_has_its_mark_behind_and_that_stays(book):
    book.batch(group("add", 1, 3))
    book.batch(group("delete", 1, 3))
    assert book.sheet()["properties"]["gridProperties"]["columnGroupControlAfter"] is True


def test_deleting_takes_the_innermost_level_off(book):
    book.batch(group("add", 1, 5), group("add", 2, 4))
    reply = book.batch(group("delete", 3, 5))[0]["deleteDimensionGroup"]
    assert spans(reply["dimensionGroups"]) == columns(book) == [(1, 1, 4), (2, 2, 3)]
    assert book.batch(group("delete", 1, 4), group("delete", 2, 3))[1] == {"deleteDimensionGroup": {}}


def test_lines_bring_their_groups_with_them(book):
    book.batch(group("add", 2, 4, "ROWS"), {"insertDimension": {"range": lines("ROWS", 0, 1)}})
    book.batch({"insertDimension": {"range": lines("ROWS", 4, 5)}})
    assert spans(book.sheet()["rowGroups"]) == [(1, 3, 6)]
    book.batch({"deleteDimension": {"range": lines("ROWS", 5, 6)}})
    assert spans(book.sheet()["rowGroups"]) == [(1, 3, 5)]


def test_a_new_line_joins_only_the_groups_that_go_on_around_it(book):
    book.batch(group("add", 1, 5), group("add", 2, 4), {"insertDimension": {"range": lines("COLUMNS", 4, 5)}})
    assert columns(book) == [(1, 1, 6), (2, 2, 4)]


def test_a_folded_group_hides_its_lines(book):
    def fold(*, collapsed):
        folded = {"range": lines("ROWS", 2, 4), "depth": 1, "collapsed": collapsed}
        book.batch({"updateDimensionGroup": {"dimensionGroup": folded, "fields": "collapsed"}})
        data = book.get("sheets.data.rowMetadata.hiddenByUser", ranges="A1:A5")["sheets"][0]["data"][0]
        return [line.get("hiddenByUser", False) for line in data["rowMetadata"]]

    book.batch(group("add", 2, 4, "ROWS"))
    assert fold(collapsed=True) == [False, False, True, True, False]
    assert book.sheet()["rowGroups"][0]["collapsed"] is True
    assert fold(collapsed=False) == [False] * 5
    assert "collapsed" not in book.sheet()["rowGroups"][0]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (group("delete", 1, 3), "There are no groups over columns 1:3."),
        (group("add", 20, 40), "exceeds grid limits"),
        (
            {"updateDimensionGroup": {"dimensionGroup": {"range": lines("ROWS", 1, 2), "depth": 1}, "fields": "*"}},
            "There is no group of depth 1 over this range.",
        ),
    ],
)
def test_what_is_not_there_is_refused(book, request_, words):
    assert words in book.refusal(request_)


def test_groups_have_a_deepest_level(book):
    assert "8 deep at most" in book.refusal(*[group("add", 1, 3)] * 9)
