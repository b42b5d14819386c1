"""A fresh server for each test; every reply is checked against Google's discovery documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.localgoogle.coverage import shown_by
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import School
from tests.localgoogle.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def school(request: pytest.FixtureRequest) -> Iterator[School]:
    """The school's server without a network. What the test is said to show must have been done in it."""
    fresh = School(wrap=validated)
    yield fresh
    fresh.state.close()
    assert fresh.app.problems == []
    assert shown_by(f"{request.path.stem}.{request.function.__name__}") <= fresh.app.answered


@pytest.fixture
def book(school: School) -> Spreadsheet:
    """A fresh spreadsheet of the school's owner: one sheet, "Sheet1", 1000 × 26."""
    return Spreadsheet(school)
