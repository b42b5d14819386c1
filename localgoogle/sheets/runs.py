"""Ids of rows or columns as runs of neighbours: a sheet that nobody has cut into pieces is one run."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Runs:
    """``in_order``: the first id and the length of each run, from the first line to the last.

    ``version`` is that of the order (``Axis.version``) which they tell.
    """

    version: int
    in_order: list[list[int]]

    @classmethod
    def of(cls, ids: Iterable[int], version: int) -> Runs:
        runs: list[list[int]] = []
        for line in ids:
            if runs and line == runs[-1][0] + runs[-1][1]:
                runs[-1][1] += 1
            else:
                runs.append([line, 1])
        return cls(version, runs)

    @cached_property
    def by_id(self) -> list[tuple[int, int, int]]:
        """First id, length and index of the first line of each run, by id."""
        found, index = [], 0
        for first, length in self.in_order:
            found.append((first, length, index))
            index += length
        return sorted(found)

    def place_of(self, line: int) -> int | None:
        """The index of a line, None when there is none with this id."""
        at = bisect_right(self.by_id, line, key=lambda run: run[0]) - 1
        if at < 0:
            return None
        first, length, index = self.by_id[at]
        return index + line - first if line < first + length else None
