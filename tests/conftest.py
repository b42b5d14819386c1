"""What every test may ask of the machine it runs on."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

# No test measures time, so none may fail for being slow. CI tries the same examples each time: a change is judged by
# what it changes, and every run on a developer's machine looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("steady")


@pytest.fixture(scope="session")
def needs() -> Callable[..., None]:
    """``needs("git")`` skips a test where that program is missing; with ``CI=true`` the test fails instead.

    So nothing is left out unnoticed where it counts. A test that can do without a program must not ask for it.
    """
    return require


def require(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"not on this machine: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
