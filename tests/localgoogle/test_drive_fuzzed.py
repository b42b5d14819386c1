"""Whatever a search, an upload or a batch holds, Drive says what is wrong with it: never a failure of its own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localgoogle.state import FORM, SPREADSHEET
from tests.localgoogle.school import School
from tests.localgoogle.test_drive import FILES

BEARER = {"authorization": "Bearer kurator-key"}
quietly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)

WORDS = [
    *("name", "fullText", "mimeType", "trashed", "starred", "sharedWithMe", "createdTime", "modifiedTime"),
    *("properties", "appProperties", "has", "key", "value", "contains", "in", "parents", "owners", "writers"),
    *("and", "or", "not", "true", "false", "=", "!=", "<", ">=", "(", ")", "{", "}"),
    *("'x'", "'me'", "'root'", "''", "'2026-11-22'", "'2026-11-22T09:00:00+03:00'", "'0001-01-01'", '"а б"', "'\\''"),
]


@pytest.fixture
def office(school: School) -> School:
    """A school with a book and a form, and all the quota there is."""
    school.state.settings.enforceQuotas = False
    school.drive("Базы", SPREADSHEET, properties={"x": "x"})
    school.drive("Анкета", FORM)
    return school


@given(query=st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=30))
@quietly
def test_a_search_is_answered_or_refused(office: School, query: str) -> None:
    answer = office.api("GET", FILES, q=query)
    assert answer.status in (200, 400)
    if answer.status == 400:
        assert answer.json()["error"]["errors"][0]["location"] == "q"


MULTIPART = st.sampled_from(
    [
        *(
            b"--x\r\n",
            b"--x--",
            b"\r\n\r\n",
            b"{}",
            b'{"mimeType": "%s"}' % SPREADSHEET.encode(),
            b"[]",
            b"{",
            b"a;b\n",
        ),
        *(
            b"Content-Type: text/csv\r\n",
            b"Content-Type: multipart/mixed; boundary=y\r\n",
            b"--y",
            b'"',
            b"\xff",
            b"\0",
        ),
        *(b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: application/http\r\n", b"=?utf-8?q?=FF?="),
        *(b"GET /drive/v3/files HTTP/1.1\r\n", b"Content-ID: <1 + 2>\r\n", b"Content-ID: \r\n \xc3\xa9\r\n"),
    ]
)
KINDS = st.sampled_from(
    ["text/csv", "multipart/related; boundary=x", 'multipart/mixed; boundary="x"', "multipart/related", "a", "", "é;=x"]
)


@given(
    pieces=st.lists(MULTIPART, max_size=10), kind=KINDS, way=st.sampled_from(["media", "multipart", "resumable", ""])
)
@quietly
def test_an_upload_is_taken_or_refused(office: School, pieces: list[bytes], kind: str, way: str) -> None:
    headers = BEARER | {"content-type": kind}
    answer = office.call("POST", f"/upload{FILES}", b"".join(pieces), headers, f"uploadType={way}")
    assert answer.status in (200, 400)


@given(pieces=st.lists(MULTIPART, max_size=10), kind=KINDS)
@quietly
def test_a_batch_is_taken_or_refused(office: School, pieces: list[bytes], kind: str) -> None:
    answer = office.call("POST", "/batch/drive/v3", b"".join(pieces), BEARER | {"content-type": kind})
    assert answer.status in (200, 400)


@given(
    content=st.binary(max_size=30) | st.text(max_size=30).map(str.encode),
    span=st.sampled_from(["", "bytes 0-9/10", "bytes 5-9/10", "bytes */10", "bytes 0-9/*", "bytes */*", "x"]),
)
@quietly
def test_a_piece_of_a_table_is_taken_or_refused(office: School, content: bytes, span: str) -> None:
    body = b'{"mimeType": "%s"}' % SPREADSHEET.encode()
    headers = BEARER | {"x-upload-content-type": "text/csv"}
    begun = office.call("POST", f"/upload{FILES}", body, headers, "uploadType=resumable")
    query = begun.headers["location"].partition("?")[2]
    answer = office.call("PUT", f"/upload{FILES}", content, BEARER | ({"content-range": span} if span else {}), query)
    assert answer.status in (200, 308, 400)
