"""Whatever a batch asks for, the server does it or says in a 400 why not: its fields are filled in by chance."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localgoogle.sheets.batch import KINDS, STORED
from localgoogle.sheets.messages import REFUSED_KINDS
from localgoogle.sheets.schema import table
from tests.localgoogle.discovery import document
from tests.localgoogle.spreadsheet import Spreadsheet, grid, lines

SHEETS = document("sheets.v4")["schemas"]

INDEXES = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 7, -1, 26, 999, 1000, 2**31 - 1])
TEXTS = st.sampled_from(["", "а", "Sheet1", "=A1", "A1:B2", "1", "2026-09-01", ",", "*", "x\ty"])
SCALARS: dict[str, Any] = {
    "str": TEXTS,
    "int": INDEXES,
    "num": st.sampled_from([0, 1, -1.5, 1e300]),
    "float32": st.sampled_from([0, 0.5, 1]),
    "bool": st.booleans(),
}
DEEPEST = 4


def values(kind: str, depth: int) -> st.SearchStrategy[Any]:
    """Values of a type as the table of messages writes it."""
    if kind in SCALARS:
        return SCALARS[kind]
    if kind.startswith("["):
        return st.lists(values(kind[1:-1], depth), max_size=2)
    if kind.startswith("{"):
        return st.dictionaries(st.sampled_from(["0", "1", "x"]), values(kind[1:-1], depth), max_size=2)
    return st.sampled_from(kind.split("|")) if "|" in kind else message(kind, depth)


def message(name: str, depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    known = {field: kind.rstrip("!") for field, kind in table()[name].items()}
    taken = {field: kind for field, kind in known.items() if kind not in {"no", "any"}}
    deep = {field for field, kind in taken.items() if kind not in SCALARS and "|" not in kind}
    shown = {field: kind for field, kind in taken.items() if depth < DEEPEST or field not in deep}
    made = {field: masks(name) if field == "fields" else values(kind, depth + 1) for field, kind in shown.items()}
    needed = {field: made.pop(field) for field in ("range", "fields", "spec", "rule", "condition") if field in made}
    return st.fixed_dictionaries(needed, optional=made)


def masks(name: str) -> st.SearchStrategy[str]:
    inner = next((kind for kind in table()[name].values() if kind in table()), name)
    return st.sampled_from(["*", "", "nope", *(field for field in table()[inner] if field != "fields")])


@pytest.mark.parametrize("kind", sorted(KINDS | STORED))
def test_any_request_is_done_or_refused(school, kind):
    @settings(max_examples=10)
    @given(message(kind))
    def check(request: dict[str, Any]) -> None:
        book = Spreadsheet(school, sheets=[{"sheetId": 0, "gridProperties": {"rowCount": 6, "columnCount": 5}}])
        book.write("A1", [["а", 1, True], ["б", 2, ""], ["=A1", "", "х, у"]], "USER_ENTERED")
        book.batch(*furniture())
        answer = book.send({kind: request})
        assert answer.status in {200, 400}, answer.text
        assert school.api("GET", book.path, includeGridData="true").status == 200

    school.state.settings.enforceQuotas = False
    check()


def furniture() -> list[dict[str, Any]]:
    """Something of every sort, with the id 1, so that requests by chance find it."""
    pie = {"pieChart": {"series": {"sourceRange": {"sources": [grid(0, 1, 3, 2)]}}}}
    look = {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}}
    banding = {"bandedRangeId": 1, "range": grid(0, 0, 2, 2), "rowProperties": {"firstBandColor": {"red": 1}}}
    place = {"location": {"dimensionRange": lines("ROWS", 1, 2)}}
    mark = {"metadataId": 1, "metadataKey": "а", "visibility": "DOCUMENT", **place}
    return [
        {"addChart": {"chart": {"chartId": 1, "spec": pie}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [grid(0, 0, 2, 2)], "booleanRule": look}}},
        {"addBanding": {"bandedRange": banding}},
        {"addFilterView": {"filter": {"filterViewId": 1, "range": grid(0, 0, 3, 3)}}},
        {"addTable": {"table": {"tableId": "1", "range": grid(0, 3, 3, 5)}}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "1", "name": "Имена", "range": grid(0, 0, 3, 1)}}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 1, "range": grid(5, 0, 6, 1)}}},
        {"setBasicFilter": {"filter": {"range": grid(0, 0, 3, 3), "criteria": {"0": {"hiddenValues": ["а"]}}}}},
        {"addDimensionGroup": {"range": lines("ROWS", 1, 3)}},
        {"mergeCells": {"range": grid(4, 3, 6, 5)}},
        {"createDeveloperMetadata": {"developerMetadata": mark}},
    ]


# the table of messages


@pytest.mark.parametrize("name", sorted(table()))
def test_the_table_of_messages_is_google_s(name):
    schema = SHEETS.get(name) or SHEETS[f"{name[0].upper()}{name[1:]}Request"]
    properties = schema.get("properties", {})
    assert table()[name].keys() == properties.keys()
    for field, kind in table()[name].items():
        enum = properties[field].get("enum")
        if enum and kind != "no":
            assert set(kind.rstrip("!").split("|")) == set(enum)


def test_every_kind_of_google_s_is_done_stored_or_refused():
    kinds = set(SHEETS["Request"]["properties"])
    assert kinds == KINDS.keys() | STORED.keys() | REFUSED_KINDS
    assert len(kinds) == len(KINDS) + len(STORED) + len(REFUSED_KINDS)
