"""The 380 pairs whose verdict stood before the matcher did: nobody is joined who may be two."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.rules.likeness import likeness
from tests.people.measure import HALVES, figures_of, pairs_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "names.md"


@pytest.mark.parametrize("half", HALVES)
def test_nobody_is_joined_who_may_be_two_and_hardly_anybody_is_missed(half, capsys):
    figures = figures_of(pairs_of(half))
    with capsys.disabled():
        print(f"\n{half}: {figures}")
    assert figures.wrong == ()
    assert figures.found >= 0.95 * figures.true
    assert f"{half}: {figures}" in " ".join(DOCUMENT.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("half", HALVES)
def test_a_half_has_every_kind_of_pair(half):
    pairs = pairs_of(half)
    figures = figures_of(pairs)
    assert len(pairs) >= 160
    assert min(figures.true, figures.unclear, figures.different) >= 40


def test_each_pair_is_judged_alike_from_either_side():
    pairs = [pair for half in HALVES for pair in pairs_of(half)]
    assert [pair for pair in pairs if likeness(pair.second, pair.first).verdict is not pair.said] == []
