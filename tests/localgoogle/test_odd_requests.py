"""Whatever is sent, the server says what is wrong with it: never a failure of its own, never silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from localgoogle.fields import parse_mask
from localgoogle.sheets.display import date_text
from localgoogle.sheets.entry import typed
from tests.localgoogle.school import BASE, OWNER, School, question
from tests.localgoogle.spreadsheet import Spreadsheet, grid, lines

if TYPE_CHECKING:
    from tests.localgoogle.school import Answer

BEARER = {"authorization": "Bearer kurator-key"}
FOLDER = "application/vnd.google-apps.folder"
BATCH = "batchUpdate"


def raw(school: School, path: str, body: bytes, method: str = "POST", query: Any = "") -> Answer:
    return school.call(method, path, body, BEARER, query)


@pytest.mark.parametrize("path", ["/v4/spreadsheets", "/v1/forms", "/drive/v3/files"])
@pytest.mark.parametrize(
    "body",
    [
        b"1" * 5000,
        b'{"name": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"name": "\xed\xa0\x80"}',
        json.dumps({"name": "x"}).encode("utf-16"),
        b"[" * 100_000,
    ],
    ids=["a number without end", "half a pair", "half a name", "half a pair in bytes", "UTF-16", "brackets"],
)
def test_a_body_that_is_no_json_is_a_400(school: School, path: str, body: bytes) -> None:
    assert raw(school, path, body).status == 400


def test_a_whole_pair_of_escapes_is_a_letter_like_any_other(school: School) -> None:
    body = f'{{"name": "\\ud83d\\ude00", "mimeType": "{FOLDER}"}}'.encode()

    assert raw(school, "/drive/v3/files", body).json()["name"] == "😀"


@pytest.mark.parametrize("number", [b"1e999", b"1" + b"0" * 400])
def test_a_number_that_no_cell_holds_is_refused(book: Spreadsheet, number: bytes) -> None:
    body = b'{"values": [[' + number + b"]]}"
    answer = raw(book.school, f"{book.path}/values/A1", body, "PUT", {"valueInputOption": "RAW"})

    assert answer.status == 400
    assert answer.message.startswith("Invalid JSON payload received.")


@pytest.mark.parametrize("value", [[], {}, [["ROWS"]]])
def test_a_list_in_place_of_an_enum_is_refused(book: Spreadsheet, value: Any) -> None:
    assert "TYPE_ENUM" in book.refusal({"deleteDimension": {"range": {"dimension": value}}})


def test_a_filter_column_that_is_no_number_is_refused(book: Spreadsheet) -> None:
    assert "abc" in book.refusal({"setBasicFilter": {"filter": {"range": grid(0, 0, 5, 5), "criteria": {"abc": {}}}}})


def test_an_exception_from_protection_must_be_a_range(book: Spreadsheet) -> None:
    backwards = {"startRowIndex": 9, "endRowIndex": 3}
    protected = {"range": grid(0, 0), "unprotectedRanges": [backwards]}

    assert "endRowIndex" in book.refusal({"addProtectedRange": {"protectedRange": protected}})

    made = book.batch({"addProtectedRange": {"protectedRange": {"range": grid(0, 0)}}})[0]["addProtectedRange"]
    changed = made["protectedRange"] | {"unprotectedRanges": [backwards]}
    request = {"updateProtectedRange": {"protectedRange": changed, "fields": "unprotectedRanges"}}
    assert "endRowIndex" in book.refusal(request)


@pytest.mark.parametrize("kind", ["updateDimensionProperties", "autoResizeDimensions"])
def test_columns_that_are_not_there_have_no_width(book: Spreadsheet, kind: str) -> None:
    request = {
        "updateDimensionProperties": {
            "range": lines("COLUMNS", 20, 600),
            "properties": {"pixelSize": 5},
            "fields": "pixelSize",
        },
        "autoResizeDimensions": {"dimensions": lines("COLUMNS", 20, 600)},
    }[kind]

    assert "exceeds" in book.refusal({kind: request})


@pytest.mark.parametrize(
    "body",
    [
        {"properties": {"locale": "qq_bogus"}},
        {"properties": {"timeZone": "Nowhere/Town"}},
        {"sheets": [{"properties": {"hidden": True}}]},
        {
            "sheets": [
                {"properties": {"title": title, "gridProperties": {"rowCount": 600_000, "columnCount": 10}}}
                for title in "аб"
            ]
        },
    ],
    ids=["locale", "time zone", "all hidden", "too big"],
)
def test_a_new_spreadsheet_obeys_the_rules_of_an_old_one(school: School, body: dict[str, Any]) -> None:
    assert school.api("POST", "/v4/spreadsheets", body).status == 400
    assert school.state.files() == []


# what is nested or goes on without end


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/v4/spreadsheets/{}", {"fields": "a(" * 5000}),
        ("/drive/v3/files", {"q": "not " * 5000 + "trashed=true"}),
        ("/drive/v3/files", {"q": " and ".join(["trashed=false"] * 5000)}),
        ("/drive/v3/files", {"q": "(" * 20_000}),
    ],
    ids=["fields", "not", "and", "brackets"],
)
def test_a_question_nested_too_deeply_is_a_400(book: Spreadsheet, path: str, query: dict[str, str]) -> None:
    assert raw(book.school, path.format(book.id), b"", "GET", query).status == 400


def test_a_list_of_fields_may_be_long() -> None:
    """Taking each name from the front of a list would take minutes here."""
    assert parse_mask("note," * 500_000 + "note") == {"note": {}}


def test_a_search_may_be_long(school: School) -> None:
    """A search this long comes in a POST that stands for a GET."""
    override = BEARER | {"x-http-method-override": "GET"}
    body = urlencode({"q": "= " * 1_000_000}).encode()

    assert school.call("POST", "/drive/v3/files", body, override).status == 400


def test_long_text_is_no_date_and_is_not_looked_at_for_one(school: School) -> None:
    text = "T" * 50_000

    assert typed(text, "ru_RU", school.time).value == text


def test_a_date_pattern_may_be_long() -> None:
    assert date_text(1.5, "m." * 20_000 + "h:m", "en").endswith("12.12:0")


def test_a_form_of_a_million_inputs_is_refused(school: School) -> None:
    body = b"a=1&" * 1_000_000

    assert school.call("POST", "/signin", body).status == 413


# names and marks


@pytest.mark.parametrize("name", ["²", "1" * 5000, "0", "٣"])
def test_any_name_can_be_sorted_as_people_count(school: School, name: str) -> None:
    for each in ("10", "9", name):
        school.drive(each, FOLDER)

    found = [file["name"] for file in school.ok("GET", "/drive/v3/files", orderBy="name_natural")["files"]]
    assert found.index("9") < found.index("10")
    assert name in found


def test_discovery_by_search_is_refused(school: School) -> None:
    permission = {"type": "anyone", "role": "reader", "allowFileDiscovery": True}
    answer = school.api("POST", f"/drive/v3/files/{school.drive('Анкета')}/permissions", permission)

    assert answer.status == 400
    assert "allowFileDiscovery" in answer.message


def test_a_publish_state_of_nulls_is_no_state(school: School) -> None:
    form = school.form()
    body = {"publishSettings": {"publishState": {"isPublished": None, "isAcceptingResponses": None}}}

    assert school.api("POST", f"/v1/forms/{form['formId']}:setPublishSettings", body).status == 400


# pages


def signed_in(school: School) -> str:
    return school.post("/signin", {"email": OWNER, "token": "kurator-key"}).headers["set-cookie"].partition(";")[0]


def test_a_page_number_without_end_is_the_last_page(book: Spreadsheet) -> None:
    book.write("A1", [["Имя"], ["Анна"]])
    shown = book.school.get(f"/spreadsheets/d/{book.id}/table", "row=" + "9" * 5000, cookie=signed_in(book.school))

    assert shown.status == 200
    assert "Анна" in shown.text


@pytest.mark.parametrize("other", ['theme={"dark": true, "x"}', "имя=я", "a b=c", "=", "$Path=/"])
def test_cookies_of_other_programs_on_this_computer_do_no_harm(school: School, other: str) -> None:
    """Browsers send the cookies of every port of 127.0.0.1 to each of them."""
    cookie = signed_in(school)

    assert school.get("/home", cookie=f"{other}; {cookie}").status == 200
    assert school.get("/home", cookie=f"{cookie}; {other}").status == 200


@pytest.mark.parametrize("media_type", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_an_answer_that_no_form_has_sent_is_not_stored_as_an_empty_one(school: School, media_type: str) -> None:
    form = school.form(question("Имя", "0000000a", textQuestion={}))
    address = form["responderUri"].removeprefix(BASE).replace("viewform", "formResponse")
    answer = school.call("POST", address, b'{"entry.10": "x"}', {"content-type": media_type})

    assert answer.status == 415
    assert school.responses(form) == []


def test_a_basic_authorization_of_odd_letters_is_no_client(school: School) -> None:
    answer = school.call("POST", "/token", b"grant_type=refresh_token", {"authorization": "Basic é"})

    assert answer.json()["error"] == "invalid_client"


def test_a_port_in_odd_digits_is_no_address_to_return_to(school: School) -> None:
    asked = {"redirect_uri": "http://127.0.0.1:８０", "client_id": "x", "response_type": "code", "scope": "openid"}

    assert school.get("/o/oauth2/auth", asked).status == 400
