"""What of the monitoring may stand on the school's site: counts with small ones hidden, no code, no name, no words.

``published_of`` in this package makes it of a Monitoring.
"""

from __future__ import annotations

from dataclasses import dataclass

from sync.rules.figures import Indicator, OwnIndex, Quality, Shift

Count = int | None  # None: hidden


@dataclass(frozen=True)
class PublicRow:
    """``total`` is the sum of the cells."""

    name: str
    cells: tuple[Count, ...]
    total: Count


@dataclass(frozen=True)
class PublicTable:
    """Disjoint counts with their sums, small ones hidden, and enough of the others that nobody can work them out."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[PublicRow, ...]
    totals: tuple[Count, ...]
    total: Count


@dataclass(frozen=True)
class PublicShift:
    """A Shift of five people or more; the counts are None where one of them would tell of somebody."""

    shift: Shift
    better: Count
    same: Count
    worse: Count
    verdict: str


@dataclass(frozen=True)
class Published:
    """``ways`` tell by form of mentoring which stage people reached last, one table per role; ``reached`` the same
    as a funnel of everyone, by role and stage, as far as the tables allow. ``quality`` is without answers and words;
    of an indicator with small counts only ``hidden`` says that it is there."""

    ways: tuple[PublicTable, ...] = ()
    reached: tuple[PublicTable, ...] = ()
    shifts: tuple[PublicShift, ...] = ()
    indexes: tuple[OwnIndex, ...] = ()
    quality: Quality | None = None
    satisfaction: PublicTable | None = None
    indicators: tuple[Indicator, ...] = ()
    hidden: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
