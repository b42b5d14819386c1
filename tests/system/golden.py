"""Golden files: tabs as people should see them. ``NASTAVNIK_REGEN=1`` writes them anew; then read the difference."""

from __future__ import annotations

import csv
import io
import os
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_schema.kind import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.as_read import SheetAsRead
    from sheets_schema.table import Table

GOLDEN = Path(__file__).parent / "golden"
REGENERATE = os.environ.get("NASTAVNIK_REGEN") == "1"


def tab_as_csv(table: Table, sheet: SheetAsRead, instead: Mapping[str, str]) -> str:
    """A tab's declared columns and its rows in the order in which they stand, as canonical texts.

    ``instead`` names what differs from run to run (an address with a free port in it) by what stands for it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.title for column in table.columns)
    for row in sheet.rows:
        texts = [canonical(row.values.get(column.key)) for column in table.columns]
        writer.writerow(reduce(lambda said, name: said.replace(name, instead[name]), instead, text) for text in texts)
    return out.getvalue()


def assert_golden(name: str, text: str) -> None:
    """``name`` is the file's path under ``golden/``. Bytes are compared: no line end is translated."""
    path = GOLDEN / name
    if REGENERATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert text.splitlines() == path.read_bytes().decode().splitlines()
    assert text.encode() == path.read_bytes()
