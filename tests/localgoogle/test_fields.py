"""Field masks: read, checked, applied."""

from __future__ import annotations

import pytest

from localgoogle.errors import GoogleError
from localgoogle.fields import apply_mask, below, merge, parse_mask

BOOK = {"id": "b", "sheets": [{"properties": {"title": "T", "index": 0}, "data": [{"rows": 1}]}, {"properties": {}}]}


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("a", {"a": {}}),
        ("a,b", {"a": {}, "b": {}}),
        ("a.b", {"a": {"b": {}}}),
        ("a/b", {"a": {"b": {}}}),
        ("a(b,c/d)", {"a": {"b": {}, "c": {"d": {}}}}),
        ("a.b,a.c", {"a": {"b": {}, "c": {}}}),
        ("a.b,a", {"a": {}}),
        ("a,a.b", {"a": {}}),
        ("a(b),a(c)", {"a": {"b": {}, "c": {}}}),
        (" a , b ( c ) ", {"a": {}, "b": {"c": {}}}),
        ("*", {"*": {}}),
    ],
)
def test_masks_are_read(text, mask):
    assert parse_mask(text) == mask


@pytest.mark.parametrize("text", ["a(", "a(b", "a)", ",a", "a,,b", "a..b", "(a)", "a b", "а&б"])
def test_what_is_no_mask_is_google_s_400(text):
    with pytest.raises(GoogleError) as caught:
        parse_mask(text)
    assert caught.value.to_body()["error"]["message"] == "Request contains an invalid argument."


def test_a_list_keeps_its_length_when_its_items_lose_everything():
    assert apply_mask(BOOK, "sheets.properties.title") == {
        "sheets": [{"properties": {"title": "T"}}, {"properties": {}}]
    }
    assert apply_mask(BOOK, "sheets.data.none") == {"sheets": [{"data": [{}]}, {}]}


def test_without_a_mask_or_with_a_star_everything_stays():
    assert apply_mask(BOOK, "") == BOOK
    assert apply_mask(BOOK, "*") == BOOK
    assert apply_mask(BOOK, "sheets(*)") == {"sheets": BOOK["sheets"]}
    assert apply_mask(BOOK, "sheets.*.title") == {
        "sheets": [{"properties": {"title": "T"}, "data": [{}]}, {"properties": {}}]
    }


@pytest.mark.parametrize(("text", "path"), [("nope", "nope"), ("sheets.nope", "sheets.nope"), ("id.deeper", "id")])
def test_a_path_that_leads_nowhere_is_named(text, path):
    known = {"id": None, "sheets": {"properties": {}}}
    with pytest.raises(GoogleError) as caught:
        apply_mask(BOOK, text, known)
    violation = caught.value.details[0]["fieldViolations"][0]
    assert violation["field"].startswith(path)
    assert "Cannot find matching fields for path" in violation["description"]


def test_what_a_mask_wants_below_a_name():
    mask = parse_mask("sheets(data(rows),properties)")
    assert below(mask, "sheets", "data") == {"rows": {}}
    assert below(mask, "sheets", "properties", "title") == {}
    assert below(mask, "sheets", "merges") is None
    assert below({}, "anything", "at", "all") == {}


def test_an_update_takes_masked_fields_and_resets_those_that_are_missing():
    old = {"title": "A", "grid": {"rows": 5, "frozen": 1}, "hidden": True}
    assert merge(old, {"title": "B"}, parse_mask("title,hidden")) == {"title": "B", "grid": {"rows": 5, "frozen": 1}}
    assert merge(old, {"grid": {"rows": 7}}, parse_mask("grid.rows")) == {**old, "grid": {"rows": 7, "frozen": 1}}
    assert merge(old, {}, parse_mask("grid.frozen,grid.rows")) == {"title": "A", "hidden": True}
