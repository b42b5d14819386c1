"""A base as CSV, as Excel opens it in Russian: semicolons, a mark for UTF-8, dates as people write them."""

from __future__ import annotations

import csv
import io
from datetime import date

from sheets_schema.kind import Value, canonical
from sync.rules.official import OfficialList

MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BLANK = ("\t", "\r", "\n")


def base_csv(base: OfficialList) -> bytes:
    """The whole file."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=";", lineterminator="\r\n")
    table.writerow([column.title for column in base.columns])
    for row in base.rows:
        table.writerow([cell_text(value) for value in row])
    return (MARK + file.getvalue()).encode()


def cell_text(value: Value) -> str:
    """What stands in a cell. An apostrophe goes before everything that a spreadsheet could compute, also behind spaces.

    Telephone numbers are no exception: of «+79161234567» Excel would make 7,92E+10, and of «+7-916-123» a subtraction.
    Behind the apostrophe all their digits stay as they were; the .xlsx file shows them without it.
    """
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    text = canonical(value)
    return f"'{text}" if isinstance(value, str) and may_compute(text) else text


def may_compute(text: str) -> bool:
    return text.startswith(BLANK) or text.lstrip().startswith(BEGINS_A_FORMULA)
