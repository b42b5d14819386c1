"""A chart as declared: what it shows and how. Its numbers stand in a block of rows of its tab."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """BARS lie, COLUMNS stand, SHARES lie and each bar of them is a hundred per cent."""

    BARS = "bars"
    COLUMNS = "columns"
    SHARES = "shares"


@dataclass(frozen=True)
class Chart:
    """``told`` is what it shows, for those who do not see it; ``series`` are the names of its rows of numbers.

    Its first row of cells holds its title and these names, those below a label and a number for each series.
    ``top`` is how many rows below the header that first row stands.
    """

    key: str
    title: str
    told: str
    kind: ChartKind
    series: tuple[str, ...]
    top: int

    @property
    def chart_id(self) -> int:
        """Chosen by us as a tab's id is: a chart is known wherever staff move it, and none is added twice."""
        return (zlib.crc32(f"nastavnik:chart:{self.key}".encode()) & 0x3FFFFFFF) + 1
