"""The control plane: what was called, what is to go wrong, how Google is to behave."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from localgoogle.server import create_app
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import WRITER
from tests.localgoogle.spreadsheet import Spreadsheet

ADMIN = {"x-local-admin": "admin"}


@dataclass
class Plane:
    """The control plane of a school's server."""

    school: Any

    def call(self, method, name, body=None, headers=ADMIN):
        content = b"" if body is None else json.dumps(body).encode()
        return self.school.call(method, f"/_local/{name}", content, headers)

    def calls(self):
        return self.call("GET", "calls").json()

    def faults(self, *faults):
        answer = self.call("POST", "faults", list(faults))
        assert answer.status == 200, answer.text

    def settings(self, **given):
        return self.call("POST", "settings", given)


@pytest.fixture
def plane(school):
    school.app = validated(create_app(school.state, "admin"))
    return Plane(school)


def read(school, times=1, **more):
    """The statuses of so many reads."""
    return [school.api("GET", "/v4/spreadsheets/x", **more).status for _ in range(times)]


@pytest.mark.parametrize("headers", [{}, {"x-local-admin": "wrong"}, {"x-local-admin": ""}])
def test_without_its_key_the_control_plane_is_not_there(plane, headers):
    for method, name in (("GET", "calls"), ("POST", "calls/reset"), ("POST", "faults"), ("POST", "settings")):
        assert plane.call(method, name, [], headers).status == 404


def test_a_server_without_a_key_has_no_control_plane(school):
    assert Plane(school).call("GET", "calls", headers={"x-local-admin": ""}).status == 404


def test_calls_are_counted_by_bucket_and_listed(plane):
    school = plane.school
    book = Spreadsheet(school)
    book.write("A1", [["а"]])
    book.values("A1")
    school.form()
    calls = plane.calls()
    assert calls["buckets"] == {
        "sheets.read": 1,
        "sheets.write": 2,
        "forms.read": 1,
        "forms.responses": 0,
        "forms.write": 2,
        "drive": 1,
    }
    assert calls["requests"][1] == {
        "method": "PUT",
        "path": f"{book.path}/values/A1",
        "status": 200,
        "bucket": "sheets.write",
        "user": "kurator@school.ru",
    }
    assert len(calls["requests"]) == 7
    plane.call("POST", "calls/reset")
    assert plane.calls() == {"buckets": dict.fromkeys(calls["buckets"], 0), "requests": []}


def test_a_fault_strikes_the_nth_matching_call_so_many_times(plane):
    plane.faults({"method": "GET", "path": "^/v4/", "nth": 2, "times": 2, "do": "status:503"})
    assert read(plane.school, 5) == [404, 503, 503, 404, 404]
    plane.faults({"path": "/v4/", "do": "status:503"}, {"method": "POST", "path": "/v4/", "do": "status:500"})
    assert read(plane.school) == [503]
    plane.faults()
    assert read(plane.school) == [404]


@pytest.mark.parametrize(
    ("do", "status", "name"),
    [
        ("status:503", 503, "UNAVAILABLE"),
        ("status:403", 403, "PERMISSION_DENIED"),
        ("quota", 429, "RESOURCE_EXHAUSTED"),
    ],
)
def test_a_fault_has_google_s_own_body(plane, do, status, name):
    plane.faults({"path": "", "do": do})
    answer = plane.school.api("GET", "/v4/spreadsheets/x")
    assert (answer.status, answer.json()["error"]["code"], answer.json()["error"]["status"]) == (status, status, name)


def test_a_fault_of_drive_has_drive_s_body(plane):
    plane.faults({"path": "/drive/", "do": "status:403"})
    error = plane.school.api("GET", "/drive/v3/files").json()["error"]
    assert (error["code"], error["errors"][0]["reason"]) == (403, "forbidden")


def test_a_proxy_s_502_is_html(plane):
    plane.faults({"path": "", "do": "html-502"})
    answer = plane.school.api("GET", "/v4/spreadsheets/x")
    assert (answer.status, answer.headers["content-type"]) == (502, "text/html; charset=UTF-8")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_a_call_that_hangs_is_answered_in_the_end(plane):
    plane.faults({"path": "", "do": "hang:0"})
    assert read(plane.school) == [404]


def test_an_injected_error_does_no_work(plane):
    plane.faults({"path": "", "do": "status:503"})
    assert plane.school.api("POST", "/v4/spreadsheets", {}).status == 503
    assert plane.school.state.files() == []


@pytest.mark.parametrize(
    "faults",
    [
        {},
        [{"path": "x"}],
        [{"path": "(", "do": "quota"}],
        [{"path": "x", "do": "explode"}],
        [{"path": 5, "do": "quota"}],
        [{"path": "x", "do": "quota", "nht": 1}],
        ["x"],
        [{"path": "x", "do": "quota", "nth": "1"}],
    ],
)
def test_a_fault_that_could_never_strike_is_refused(plane, faults):
    assert plane.call("POST", "faults", faults).status == 400


def test_settings_are_read_and_changed_one_by_one(plane):
    settings = plane.settings(shuffleResponses=True, timestampFilter="createTime", driveLagSeconds=180).json()
    assert (settings["shuffleResponses"], settings["driveLagSeconds"]) == (True, 180)
    assert plane.call("GET", "settings").json() == settings
    assert plane.school.state.settings.timestampFilter == "createTime"


@pytest.mark.parametrize(
    "given",
    [
        {"nope": 1},
        {"enforceQuotas": "no"},
        {"driveLagSeconds": True},
        {"timestampFilter": "x"},
        {"now": "вчера"},
        {"now": "2026-11-22T09:00:00"},
        {"shuffleResponses": True, "nope": 1},
    ],
)
def test_a_setting_that_is_unknown_or_wrong_is_refused_and_none_is_changed(plane, given):
    before = plane.call("GET", "settings").json()
    assert plane.settings(**given).status == 400
    assert plane.call("GET", "settings").json() == before


def test_the_time_can_be_set(plane):
    answer = plane.settings(now="2027-01-01T00:00:00Z")
    assert answer.headers["date"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    answer = plane.settings(now="2027-01-01T03:00:00+03:00")
    assert answer.headers["date"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert "22 Nov 2026" in plane.settings(now=None).headers["date"]


def test_a_user_s_minute_holds_sixty_reads_and_the_next_minute_sixty_more(plane):
    school = plane.school
    assert read(school, 61) == [404] * 60 + [429]
    assert read(school, user=WRITER) == [404], "another user has a minute of his own"
    assert school.api("POST", "/v4/spreadsheets", {}).status == 200, "writes are counted apart"
    school.later(minutes=1)
    assert read(school) == [404]


def test_the_429_is_google_s(plane):
    read(plane.school, 60)
    error = plane.school.api("GET", "/v4/spreadsheets/x").json()["error"]
    assert error["message"] == (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:1'."
    )
    metadata = error["details"][0]["metadata"]
    assert (error["status"], error["details"][0]["reason"]) == ("RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED")
    assert (metadata["quota_limit"], metadata["quota_limit_value"]) == ("ReadRequestsPerMinutePerUser", "60")
    assert metadata["quota_metric"] == "sheets.googleapis.com/read_requests"


@pytest.mark.parametrize(
    ("method", "path", "limit"),
    [("GET", "/v1/forms/x", 390), ("GET", "/v1/forms/x/responses", 180), ("POST", "/v1/forms/x:batchUpdate", 150)],
)
def test_forms_have_minutes_of_their_own(plane, method, path, limit):
    statuses = {plane.school.api(method, path, {}).status for _ in range(limit)}
    assert 429 not in statuses
    assert plane.school.api(method, path, {}).status == 429


def test_a_project_s_minute_is_everybody_s(plane):
    school = plane.school
    teachers = [f"teacher{number}@school.ru" for number in range(7)]
    school.state.users |= {f"key-{email}": email for email in teachers}
    sent = [
        school.call("GET", "/v4/spreadsheets/x", headers={"authorization": f"Bearer key-{email}"})
        for email in teachers
        for _ in range(50)
    ]
    assert [answer.status for answer in sent] == [404] * 300 + [429] * 50
    error = sent[-1].json()["error"]
    assert error["message"] == (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:1'."
    )
    metadata = error["details"][0]["metadata"]
    assert (metadata["quota_limit"], metadata["quota_limit_value"], metadata["quota_unit"]) == (
        "ReadRequestsPerMinutePerProject",
        "300",
        "1/min/{project}",
    )
    assert school.api("POST", "/v4/spreadsheets", {}).status == 200, "writes are counted apart"
    school.later(minutes=1)
    assert read(school) == [404]


def test_the_set_time_moves_the_minute_and_quotas_can_be_switched_off(plane):
    plane.settings(now="2027-01-01T00:00:59Z")
    assert read(plane.school, 61)[-1] == 429
    plane.settings(now="2027-01-01T00:01:00Z")
    assert read(plane.school) == [404]
    plane.settings(enforceQuotas=False)
    assert set(read(plane.school, 100)) == {404}


@pytest.mark.parametrize(
    "fault",
    [
        {"method": [], "path": "x", "do": "quota"},
        {"path": "x", "do": "status:100"},
        {"path": "x", "do": "hang:" + "9" * 20},
        {"path": [], "do": "quota"},
    ],
)
def test_a_fault_that_would_break_the_server_itself_is_refused(plane, fault):
    assert plane.call("POST", "faults", [fault]).status == 400
    assert plane.school.get("/").status == 200


@pytest.mark.parametrize(
    "settings",
    [
        {"now": "0001-01-01T00:00:00+14:00"},
        {"now": "9999-12-31T23:59:59-12:00"},
        {"driveLagSeconds": 10**12},
        {"driveLagSeconds": -1},
    ],
)
def test_a_time_that_no_clock_shows_is_refused(plane, settings):
    assert plane.settings(**settings).status == 400
    plane.school.ok("GET", "/drive/v3/files")
