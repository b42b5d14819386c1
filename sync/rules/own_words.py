"""Which topics a person's own words resemble: a guess for staff to look at, and for pairs that are equal otherwise.

Letters in threes and fours are compared, each weighed by how few topics have it: that bears endings and misprints and
needs no dictionary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import log, sqrt

from forms.normalise import folded_letters

LENGTHS = (3, 4)
LIKE_ENOUGH = 0.22
MOST_GUESSES = 2

Topics = tuple[tuple[str, tuple[str, ...]], ...]


def resembled(text: str, topics: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """At most two topics, the likest first; none when nothing is like enough."""
    if not text.strip() or not topics:
        return ()
    weights, vectors = indexed(tuple(topics.items()))
    said = weighed(grams(text), weights)
    found = {topic: round(likeness(said, vector), 6) for topic, vector in vectors.items()}
    like = [topic for topic, much in found.items() if much >= LIKE_ENOUGH]
    return tuple(sorted(like, key=lambda topic: (-found[topic], topic))[:MOST_GUESSES])


@lru_cache(maxsize=8)
def indexed(topics: Topics) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The weight of every piece of the topics' words, and each topic as weighed pieces."""
    pieces = {topic: grams(" ".join((topic, *names))) for topic, names in topics}
    spread = Counter(piece for found in pieces.values() for piece in found)
    weights = {piece: log(1 + len(topics) / count) for piece, count in spread.items()}
    return weights, {topic: weighed(found, weights) for topic, found in pieces.items()}


def grams(text: str) -> Counter[str]:
    letters = "".join(letter if letter.isalpha() else " " for letter in folded_letters(text))
    padded = [f" {word} " for word in letters.split()]
    return Counter(word[at : at + size] for word in padded for size in LENGTHS for at in range(len(word) - size + 1))


def weighed(pieces: Counter[str], weights: Mapping[str, float]) -> dict[str, float]:
    return {piece: count * weights[piece] for piece, count in pieces.items() if piece in weights}


def likeness(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The cosine of two vectors, 0 when one is empty."""
    length = sqrt(sum(value * value for value in left.values()) * sum(value * value for value in right.values()))
    return sum(value * right.get(piece, 0.0) for piece, value in left.items()) / length if length else 0.0
