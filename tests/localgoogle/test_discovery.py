"""The judge of the replies sees what is wrong with them."""

from __future__ import annotations

import json

import pytest

from tests.localgoogle.discovery import methods, problems_of

BOOK = "/v4/spreadsheets/x"


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        (BOOK, {"spreadsheetId": "x", "sheets": [{"properties": {"sheetId": 0}}]}, ""),
        (BOOK, {"id": "x"}, "reply.id is unknown to Google"),
        (BOOK, {"sheets": {}}, "reply.sheets is no list: {}"),
        (BOOK, {"sheets": [{"properties": {"sheetId": "0"}}]}, "reply.sheets[0].properties.sheetId is no integer: '0'"),
        (
            BOOK,
            {"sheets": [{"properties": {"sheetId": True}}]},
            "reply.sheets[0].properties.sheetId is no integer: True",
        ),
        (
            BOOK,
            {"sheets": [{"properties": {"sheetType": "X"}}]},
            "reply.sheets[0].properties.sheetType has no value 'X'",
        ),
        (BOOK, {"properties": {"title": 5}}, "reply.properties.title is no string: 5"),
        (f"{BOOK}/values/A1", {"values": [["а", 1, None]]}, ""),
        (
            "/v1/forms/x/responses",
            {"responses": [{"createTime": "вчера"}]},
            "reply.responses[0].createTime is no time: 'вчера'",
        ),
        (
            "/drive/v3/files",
            {"files": [{"appProperties": {"app": 1}}]},
            "reply.files[0].appProperties.app is no string: 1",
        ),
    ],
)
def test_a_reply_is_held_against_the_schema_of_its_method(path, content, problem):
    found = problems_of("GET", path, 200, json.dumps(content).encode())
    assert [each.partition(": ")[2] for each in found] == ([problem] if problem else [])


def test_a_method_that_google_does_not_have_is_seen():
    assert problems_of("GET", "/v4/spreadsheets/x/nope", 200, b"{}") == [
        "Google has no method at GET /v4/spreadsheets/x/nope"
    ]
    assert problems_of("DELETE", "/drive/v3/files/x", 204, b"") == []
    assert problems_of("DELETE", "/drive/v3/files/x", 200, b"{}") != []
    assert problems_of("GET", "/forms/d/e/x/viewform", 200, b"<html>") == []


@pytest.mark.parametrize(
    ("path", "error", "fits"),
    [
        (BOOK, {"code": 404, "message": "m", "status": "NOT_FOUND"}, True),
        (BOOK, {"code": 400, "message": "m", "status": "NOT_FOUND"}, False),
        (BOOK, {"code": 404, "message": "m"}, False),
        (BOOK, {"code": 404, "message": "m", "status": "NOT_FOUND", "errors": []}, False),
        ("/drive/v3/files/x", {"code": 404, "message": "m", "errors": []}, True),
        ("/drive/v3/files/x", {"code": 404, "message": "m", "status": "NOT_FOUND"}, False),
    ],
)
def test_errors_have_the_shape_of_their_api(path, error, fits):
    assert (problems_of("GET", path, 404, json.dumps({"error": error}).encode()) == []) is fits


def test_all_three_apis_are_known():
    assert {each.api for each in methods()} == {"sheets.v4", "forms.v1", "drive.v3"}
    assert {"sheets.spreadsheets.batchUpdate", "forms.forms.responses.list", "drive.files.create"} <= {
        each.id for each in methods()
    }
