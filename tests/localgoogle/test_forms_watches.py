"""Watches on a form: kept for seven days of the server's clock, renewed, each user's own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localgoogle.school import OWNER, READER, STRANGER, WRITER, School

TOPIC = "projects/school/topics/answers"


def watch(event: str = "RESPONSES", watch_id: str = "", **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"watch": {"eventType": event, "target": {"topic": {"topicName": TOPIC}}} | more}
    return body | ({"watchId": watch_id} if watch_id else {})


@pytest.fixture
def watches(school: School) -> str:
    """The address of a form's watches; a writer and a reader may see the form."""
    form_id = school.form()["formId"]
    school.share(form_id, type="user", role="writer", emailAddress=WRITER)
    school.share(form_id, type="user", role="reader", emailAddress=READER)
    return f"/v1/forms/{form_id}/watches"


def test_a_watch_lives_seven_days_and_a_renewal_gives_it_seven_more(school: School, watches: str) -> None:
    made = school.ok("POST", watches, watch(watch_id="our-answers"))
    assert made == {
        "id": "our-answers",
        "target": {"topic": {"topicName": TOPIC}},
        "eventType": "RESPONSES",
        "createTime": "2026-11-22T09:00:00.123Z",
        "expireTime": "2026-11-29T09:00:00.123Z",
        "state": "ACTIVE",
    }
    school.later(days=6)
    renewed = school.ok("POST", f"{watches}/our-answers:renew", {})
    assert renewed == made | {"expireTime": "2026-12-05T09:00:00.123Z"}
    school.later(days=6)
    assert school.ok("GET", watches) == {"watches": [renewed]}
    school.later(days=1)
    assert school.ok("GET", watches) == {}
    assert school.api("POST", f"{watches}/our-answers:renew", {}).status == 404
    assert school.ok("POST", watches, watch(watch_id="our-answers"))["id"] == "our-answers", "its id is free again"


def test_one_watch_of_a_kind_for_each_user(school: School, watches: str) -> None:
    first = school.ok("POST", watches, watch())
    assert len(first["id"]) >= 4
    again = school.api("POST", watches, watch())
    assert (again.status, again.json()["error"]["status"]) == (409, "ALREADY_EXISTS")
    school.ok("POST", watches, watch("SCHEMA"))
    school.ok("POST", watches, watch(), WRITER)
    assert [each["eventType"] for each in school.ok("GET", watches)["watches"]] == ["RESPONSES", "SCHEMA"]
    assert [each["eventType"] for each in school.ok("GET", watches, user=WRITER)["watches"]] == ["RESPONSES"]


def test_an_id_is_used_once_per_form(school: School, watches: str) -> None:
    school.ok("POST", watches, watch(watch_id="answers"))
    assert school.api("POST", watches, watch(watch_id="answers"), WRITER).status == 409
    other = f"/v1/forms/{school.form()['formId']}/watches"
    assert school.ok("POST", other, watch(watch_id="answers"))["id"] == "answers"


def test_a_watch_is_its_owner_s_alone(school: School, watches: str) -> None:
    path = f"{watches}/{school.ok('POST', watches, watch())['id']}"
    assert [school.api("DELETE", path, user=user).status for user in (WRITER, READER, STRANGER)] == [404, 404, 403]
    assert [school.api("POST", path + ":renew", {}, user).status for user in (WRITER, READER, STRANGER)] == [
        404,
        404,
        403,
    ]
    assert school.ok("DELETE", path) == {}
    assert school.ok("GET", watches) == {}
    assert school.api("DELETE", path, user=OWNER).status == 404


def test_a_form_has_twenty_watches_of_a_kind(school: School, watches: str) -> None:
    form_id = watches.split("/")[3]
    for number in range(20):
        email, token = f"teacher{number}@school.ru", f"teacher-{number}"
        school.state.users[token] = email
        school.share(form_id, type="user", role="reader", emailAddress=email)
        sent = school.call("POST", watches, WATCH, {"authorization": f"Bearer {token}"})
        assert sent.status == 200, sent.text
    assert "at most 20" in school.api("POST", watches, watch()).message


WATCH = b'{"watch": {"eventType": "RESPONSES", "target": {"topic": {"topicName": "projects/a/topics/b"}}}}'


def test_a_deleted_form_is_watched_by_nobody(school: School, watches: str) -> None:
    school.ok("POST", watches, watch())
    school.ok("DELETE", f"/drive/v3/files/{watches.split('/')[3]}")
    assert school.state.db.execute("SELECT COUNT(*) FROM watches").fetchone() == (0,)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "event_type is required"),
        (watch("EVENT_TYPE_UNSPECIFIED"), "event_type is required"),
        (watch("ANSWERS"), "Watch.EventType"),
        (watch(id="mine"), "watch_id instead"),
        (watch(watch_id="abc"), "4 to 63 characters"),
        (watch(watch_id="Answers1"), "4 to 63 characters"),
        (watch(target={"topic": {"topicName": "answers"}}), "fully qualified"),
        (watch(colour="red"), 'Unknown name "colour"'),
    ],
)
def test_a_wrong_watch_is_refused(school: School, watches: str, body: dict[str, Any], words: str) -> None:
    answer = school.api("POST", watches, body)
    assert answer.status == 400
    assert words in answer.message
