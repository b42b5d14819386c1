"""The newest kept book, opened on a new computer that has found it by its marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.migration.old_book import kept_versions, learn, open_kept
from tests.reliability.town import Town


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Town]:
    with open_kept(kept_versions()[-1], tmp_path / "school") as town:
        learn(town)
        yield town
