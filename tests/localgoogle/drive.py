"""What the tests of Drive ask of its errors."""

from __future__ import annotations

from tests.localgoogle.school import Answer


def reason(answer: Answer) -> tuple[int, str]:
    """Status and reason of a Drive error, which has no ``status`` word."""
    error = answer.json()["error"]
    assert error["code"] == answer.status
    assert "status" not in error
    assert error["errors"][0]["message"] == error["message"]
    return answer.status, error["errors"][0]["reason"]
