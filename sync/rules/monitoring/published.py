"""What of the monitoring may stand on the school's site: counts with small ones hidden, no code, no name, no words.

``published_of`` in publication.py makes it of a Monitoring.
"""

from __future__ import annotations

from dataclasses import dataclass

from sync.rules.figures import Indicator, OwnIndex, Quality, Shift

Count = int | None  # None: hidden


@dataclass(frozen=True)
class PublicRow:
    """``total`` is the sum of the cells, None where it is hidden or there is none."""

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
    """``shift`` has its means and medians and none of its counts; ``better``, ``same`` and ``worse`` are None where
    one of them would tell of somebody, and then there is no verdict either: it tells of them too."""

    shift: Shift
    better: Count
    same: Count
    worse: Count
    verdict: str


@dataclass(frozen=True)
class Published:
    """``ways`` tell by form of mentoring how far people got, each person once, one table per role; ``reached`` how
    many reached every stage, one row per role, where it follows from what is published. ``quality`` is without
    answers and words. ``hidden`` are the titles of indicators that would tell of too few people."""

    ways: tuple[PublicTable, ...] = ()
    reached: tuple[PublicTable, ...] = ()
    shifts: tuple[PublicShift, ...] = ()
    indexes: tuple[OwnIndex, ...] = ()
    quality: Quality | None = None
    satisfaction: PublicTable | None = None
    indicators: tuple[Indicator, ...] = ()
    hidden: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
