"""Several calls in one request: each with its own rights, none of them a way round anything."""

from __future__ import annotations

import pytest

from localgoogle.state import SPREADSHEET
from tests.localgoogle.school import Answer, School
from tests.localgoogle.test_drive import FILES

KIND = {"content-type": "multipart/mixed; boundary=x"}


def send(school: School, *calls: str, key: str = "kurator-key", path: str = "/batch/drive/v3") -> Answer:
    parts = "".join(f"--x\r\nContent-Type: application/http\r\nContent-ID: <a + 1>\r\n\r\n{each}\r\n" for each in calls)
    return school.call("POST", path, f"{parts}--x--".encode(), {"authorization": f"Bearer {key}"} | KIND)


def statuses(answer: Answer) -> list[int]:
    lines = answer.text.split("\r\n")
    return [int(line.split()[1]) for line in lines if line.startswith("HTTP/1.1 ")]


def get(path: str, *headers: str) -> str:
    return "\r\n".join([f"GET {path} HTTP/1.1", *headers, "", ""])


def test_each_call_has_its_own_reply_and_its_own_fate(school: School) -> None:
    made = f'POST {FILES}?fields=name HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{{"mimeType": "{SPREADSHEET}"}}'
    answer = send(school, made, get(f"{FILES}/1nothing"), made.replace(SPREADSHEET, "image/png"))
    assert answer.headers["content-type"].startswith("multipart/mixed; boundary=batch_")
    assert statuses(answer) == [200, 404, 400]
    assert answer.text.count("Content-ID: <response-a + 1>") == 3
    assert '"name": "Untitled"' in answer.text
    assert len(school.state.files()) == 1


@pytest.mark.parametrize("path", ["/batch", "/batch/drive/v3", "/batch/drive/v3/"])
def test_rights_are_those_of_the_one_who_asks(school: School, path: str) -> None:
    book = school.drive("Базы", SPREADSHEET)
    asked = get(f"{FILES}/{book}"), get(f"/v4/spreadsheets/{book}")
    assert statuses(send(school, *asked, path=path)) == [200, 200]
    assert statuses(send(school, *asked, key="neighbour-key", path=path)) == [404, 403]
    assert statuses(send(school, *asked, key="guessed", path=path)) == [401, 401]
    own_token = get(f"{FILES}/{book}", "Authorization: Bearer kurator-key")
    assert statuses(send(school, own_token, key="neighbour-key", path=path)) == [200]


@pytest.mark.parametrize("path", ["/signin", "/home", "/_local/settings", "/batch/drive/v3", "/static/pages.css"])
def test_a_batch_reaches_no_page(school: School, path: str) -> None:
    assert statuses(send(school, get(path))) == [404]
    assert statuses(send(school, f"POST {path} HTTP/1.1\r\n\r\n")) == [404]


def test_a_batch_counts_against_the_minute(school: School) -> None:
    reads = [get("/v4/spreadsheets/x")] * 61
    assert statuses(send(school, *reads)) == [404] * 60 + [429]


@pytest.mark.parametrize("calls", [[], ["hello"], ["GET files HTTP/1.1\r\n\r\n"], [get(FILES)] * 101])
def test_what_is_no_batch_is_a_400(school: School, calls: list[str]) -> None:
    answer = send(school, *calls)
    assert answer.status == 400
    assert "batch" in answer.message.lower()


def test_a_body_without_parts_is_a_400(school: School) -> None:
    for kind in ({}, KIND, {"content-type": "application/json"}):
        assert (
            school.call("POST", "/batch/drive/v3", b"{}", {"authorization": "Bearer kurator-key"} | kind).status == 400
        )
