"""``needs``: a test that cannot run says so, and on CI it fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest

ABSENT = "no-such-program-anywhere"
OUTCOMES = (pytest.skip.Exception, pytest.fail.Exception)


def test_a_missing_program_skips_the_test_at_home(needs: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(OUTCOMES, match=ABSENT) as outcome:
        needs(ABSENT)
    assert outcome.type is pytest.skip.Exception


def test_a_missing_program_fails_the_test_on_ci(needs: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(OUTCOMES, match=ABSENT) as outcome:
        needs(ABSENT)
    assert outcome.type is pytest.fail.Exception
