"""The rules by which pairs are found: weights of the criteria, words by which topics are known, conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sync.programme import CLASS_DISTANCE, INERTIA, WEIGHTS
from sync.rules.typed_word import typed_word

MOST = 1000


@dataclass(frozen=True)
class PairingRules:
    """``weights`` are points by criterion and add up to 1000; ``words`` are those by which each topic is known,
    ``for_teachers`` the topics that only teachers are offered.

    ``class_distance``: by how many classes a pupil's mentor must be above them. ``inertia``: points that a pair which
    is already published has ahead of others, so that few proposals change.
    """

    weights: Mapping[str, int] = field(default_factory=lambda: points_of(WEIGHTS))
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    for_teachers: frozenset[str] = frozenset()
    class_distance: int = CLASS_DISTANCE
    inertia: int = INERTIA

    @cached_property
    def by_title(self) -> dict[str, str]:
        """Topics by their title, however it is typed."""
        return {typed_word(topic): topic for topic in self.words}

    @cached_property
    def of_teachers(self) -> dict[str, tuple[str, ...]]:
        """The words of the topics that a teacher may mean."""
        return {topic: words for topic, words in self.words.items() if topic in self.for_teachers}

    @cached_property
    def of_pupils(self) -> dict[str, tuple[str, ...]]:
        return {topic: words for topic, words in self.words.items() if topic not in self.for_teachers}


def points_of(weights: Mapping[str, int]) -> dict[str, int]:
    """The weights as parts of 1000 that add up to it: what rounding leaves goes to those that lost most by it.

    When no weight counts at all, every criterion counts alike.
    """
    total = sum(weights.values())
    if not total:
        return points_of(dict.fromkeys(weights, 1))
    points = {key: weight * MOST // total for key, weight in weights.items()}
    left = MOST - sum(points.values())
    lost = sorted(weights, key=lambda key: (-(weights[key] * MOST % total), key))
    return {key: number + (key in lost[:left]) for key, number in points.items()}
