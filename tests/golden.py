"""Golden files: what the program sends, kept as it was when a person last looked at it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def assert_golden(path: Path, content: Any) -> None:
    """Compare with the kept file. To renew one: delete it, run the tests, look at the difference, commit it."""
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if not path.is_file():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        message = f"{path} was not there; it is written now: look at it and run again"
        raise AssertionError(message)
    assert json.loads(path.read_text(encoding="utf-8")) == content
