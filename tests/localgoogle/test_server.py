"""The server as clients meet it: addresses, tokens, errors, the clock, and a real network."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

import gspread
import httplib2
import pytest
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from localgoogle.server import running
from localgoogle.state import SPREADSHEET, State
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import OWNER

BEARER = {"authorization": "Bearer kurator-key"}


@pytest.mark.parametrize("slash", ["", "/"])
def test_clients_that_join_addresses_with_slashes_are_understood(book, slash):
    assert book.school.api("GET", book.path + slash).status == 200
    title = {"updateSheetProperties": {"properties": {"title": "Б"}, "fields": "title"}}
    path = f"{book.path}{slash}:batchUpdate"
    assert book.school.api("POST", path, {"requests": [title]}).json()["replies"] == [{}]


def test_a_long_get_may_come_as_a_post(book):
    book.write("A1", [["а", "б"]])
    form = urlencode({"ranges": ["A1", "B1"], "alt": "json"}, doseq=True).encode()
    headers = BEARER | {"x-http-method-override": "GET", "content-type": "application/x-www-form-urlencoded"}
    answer = book.school.call("POST", f"{book.path}/values:batchGet", form, headers)
    assert [each["values"] for each in answer.json()["valueRanges"]] == [[["а"]], [["б"]]]


def test_parameters_of_every_google_api_are_taken(book):
    query = {"alt": "json", "prettyPrint": "false", "key": "k", "quotaUser": "q", "includeGridData": "False"}
    answer = book.school.api("GET", book.path, fields="sheets.properties.title", **query)
    assert answer.text == '{"sheets":[{"properties":{"title":"Sheet1"}}]}\n'


def test_json_is_printed_as_google_prints_it(book):
    answer = book.school.api("GET", book.path, fields="properties(title)")
    assert answer.text == '{\n  "properties": {\n    "title": "Базы"\n  }\n}\n'
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer nobody"}, {"authorization": "Basic kurator-key"}])
def test_without_a_known_token_nothing_is_told(book, headers):
    answer = book.school.call("GET", book.path, headers=headers)
    assert answer.status == 401
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"
    drive = book.school.call("GET", "/drive/v3/files", headers=headers)
    assert drive.json()["error"]["errors"][0]["reason"] == "authError"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nope"), ("DELETE", "/v4/spreadsheets/x"), ("GET", "/v4/spreadsheets/x/y/z")]
)
def test_an_unknown_address_is_a_page_that_says_so(school, method, path):
    answer = school.call(method, path, headers=BEARER)
    assert answer.status == 404
    assert "Такой страницы здесь нет" in answer.text


@pytest.mark.parametrize("body", [b"{", b"nonsense", b'{"requests": NaN}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_a_400(book, body):
    answer = book.school.call("POST", f"{book.path}:batchUpdate", body, BEARER)
    assert answer.status == 400
    assert answer.message.startswith("Invalid JSON payload received.")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"5"])
def test_json_that_is_no_object_is_a_400(book, body):
    assert book.school.call("POST", f"{book.path}:batchUpdate", body, BEARER).status == 400


def test_a_body_over_ten_megabytes_is_refused(book):
    answer = book.school.call("POST", f"{book.path}:batchUpdate", b" " * (10 * 1024 * 1024 + 1), BEARER)
    assert (answer.status, answer.json()["error"]["code"]) == (413, 413)


def test_the_date_of_a_reply_is_the_server_s_own(book):
    book.school.later(days=3)
    date = parsedate_to_datetime(book.school.api("GET", book.path).headers["date"])
    assert date == book.school.time.replace(microsecond=0)


def test_our_own_fault_is_a_500_without_a_word_about_data(book, monkeypatch, capsys):
    book.write("A1", [["тайна"]])
    monkeypatch.setattr("localgoogle.sheets.values.shown", lambda cell, _: {}[cell.value])
    answer = book.school.api("GET", f"{book.path}/values/A1")
    assert (answer.status, answer.message) == (500, "Internal error encountered.")
    printed = capsys.readouterr().err
    assert "KeyError" in printed
    assert "values.py" in printed
    assert "тайна" not in printed


def test_a_failure_in_the_middle_of_a_write_leaves_everything_as_it_was(book, monkeypatch):
    book.write("A1", [["а"]])
    with monkeypatch.context() as broken:
        broken.setattr("localgoogle.sheets.store.save_rows", lambda *_: {}["disk"])
        assert book.put("A1", [["б"]]).status == 500
    assert book.values("A1") == [["а"]]


# over a real network


@pytest.fixture
def address():
    state = State(users={"kurator-key": OWNER})
    checked = []

    def wrap(app):
        checked.append(validated(app))
        return checked[0]

    with running(state, admin_token="admin", wrap=wrap) as address:
        yield address
    state.close()
    assert checked[0].problems == []


def test_gspread_keeps_a_table(address):
    session = requests.Session()
    session.headers["Authorization"] = "Bearer kurator-key"
    for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
        session.mount(host, Redirect(address))
    client = gspread.authorize(None, session=session)
    sheet = client.create("Базы").sheet1
    sheet.update([["Имя", "Класс"], ["Аня", "7Б"]], "A1")
    sheet.format("A1:B1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}})
    sheet.freeze(rows=1)
    sheet.add_validation("B2:B", gspread.utils.ValidationConditionType.one_of_list, ["7А", "7Б"])
    assert sheet.get_all_records() == [{"Имя": "Аня", "Класс": "7Б"}]
    sheet.update([["Боря", "7А"]], "A3")
    sheet.sort((1, "des"), range="A2:B3")
    assert sheet.col_values(1) == ["Имя", "Боря", "Аня"]
    assert sheet.find("7Б").address == "B3"
    assert client.open("Базы").worksheet("Sheet1").frozen_row_count == 1
    session.close()


class Redirect(requests.adapters.HTTPAdapter):
    """Sends what is meant for Google to the local server."""

    def __init__(self, address):
        super().__init__()
        self.address = address

    def send(self, request, **options):
        request.url = self.address + "/" + request.url.split("/", 3)[3]
        return super().send(request, **options)


def test_google_s_own_client_cannot_tell_the_difference(address):
    http = httplib2.Http()
    service = build(
        "sheets",
        "v4",
        credentials=Credentials("kurator-key"),
        client_options={"api_endpoint": address + "/"},
        static_discovery=True,
    )
    books = service.spreadsheets()
    made = books.create(body={"properties": {"title": "Базы"}}, fields="spreadsheetId").execute()
    book = {"spreadsheetId": made["spreadsheetId"]}
    body = {"values": [["Аня", 7]]}
    books.values().update(**book, range="Sheet1!A1", valueInputOption="RAW", body=body).execute()
    ranges = [f"'Sheet1'!A{row}:B{row}" for row in range(1, 200)]
    found = books.values().batchGet(**book, ranges=ranges).execute()
    assert found["valueRanges"][0]["values"] == [["Аня", "7"]]
    assert len(found["valueRanges"]) == 199
    with pytest.raises(HttpError, match="Unable to parse range: NOPE!A1"):
        books.values().get(**book, range="NOPE!A1").execute()
    service.close()
    http.close()


@pytest.mark.parametrize(("do", "applied"), [("cut-before", False), ("cut-after", True)])
def test_a_connection_can_be_cut_before_or_after_the_work(address, do, applied):
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer kurator-key"
        made = session.post(f"{address}/v4/spreadsheets", json={}).json()
        path = f"/v4/spreadsheets/{made['spreadsheetId']}"
        faults = [{"method": "PUT", "path": "/values/", "do": do}]
        session.post(f"{address}/_local/faults", json=faults, headers={"X-Local-Admin": "admin"})
        write = {"url": f"{address}{path}/values/A1?valueInputOption=RAW", "json": {"values": [["а"]]}}
        with pytest.raises(requests.ConnectionError):
            session.put(**write)
        found = session.get(f"{address}{path}/values/A1").json()
        calls = session.get(f"{address}/_local/calls", headers={"X-Local-Admin": "admin"}).json()
        assert calls["requests"][1]["status"] == 0
        assert calls["buckets"]["sheets.write"] == 2
        assert found.get("values", []) == ([["а"]] if applied else [])
        assert session.put(**write).status_code == 200


def test_a_connection_can_be_cut_in_the_middle_of_the_reply(address):
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer kurator-key"
        made = session.post(f"{address}/v4/spreadsheets", json={}).json()
        path = f"{address}/v4/spreadsheets/{made['spreadsheetId']}/values/A1"
        faults = [{"method": "PUT", "path": "/values/", "do": "cut-middle"}]
        session.post(f"{address}/_local/faults", json=faults, headers={"X-Local-Admin": "admin"})
        with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
            session.put(f"{path}?valueInputOption=RAW", json={"values": [["а"]]})
        assert session.get(path).json()["values"] == [["а"]]


def test_a_form_and_a_spreadsheet_live_in_one_server(address):
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer kurator-key"
        body = {"name": "Базы", "mimeType": SPREADSHEET}
        made = session.post(f"{address}/drive/v3/files", data=json.dumps(body)).json()
        assert session.get(f"{address}/v4/spreadsheets/{made['id']}").json()["properties"]["title"] == "Базы"
        assert session.post(f"{address}/v1/forms", json={"info": {"title": "Анкета"}}).status_code == 200
