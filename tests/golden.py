"""Golden files: what the program sends, kept as it was when a person last looked at it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def assert_golden(path: Path, content: Any) -> None:
    """Compare with the kept file. ``NASTAVNIK_REGEN=1`` rewrites it: look at the difference before committing it."""
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("NASTAVNIK_REGEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert json.loads(path.read_text(encoding="utf-8")) == content
