"""A record: what one row says, by column key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sheets_schema.kind import Value, canonical


@dataclass(frozen=True, slots=True)
class Record:
    """``key`` is the value of the table's key column; absent columns are empty."""

    key: str
    values: Mapping[str, Value]

    def get(self, column: str) -> Value:
        return self.values.get(column)

    def text(self, column: str) -> str:
        return canonical(self.values.get(column))
