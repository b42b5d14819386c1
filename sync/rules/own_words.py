"""Which topics a person's own words resemble: a guess for staff to look at, and for pairs that are equal otherwise.

Letters in threes and fours are compared, each weighed by how few topics have it: that bears endings and misprints and
needs no dictionary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from forms.normalise import folded_letters

LENGTHS = (3, 4)
LIKE_ENOUGH = 0.22
MOST_GUESSES = 2
ENDINGS = "аеиоуыэюяь"
SHORTEST_STEM = 4  # letters

Topics = tuple[tuple[str, tuple[str, ...]], ...]


def resembled(text: str, topics: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """At most two topics, the likest first: those whose words stand in the text before those that are only like."""
    if not text.strip() or not topics:
        return ()
    named = {*topics_named(text, topics)}
    like = likenesses(text, index_of(tuple(topics.items())))
    found = named.union(topic for topic, much in like.items() if much >= LIKE_ENOUGH)
    return tuple(sorted(found, key=lambda topic: (topic not in named, -like.get(topic, 0), topic))[:MOST_GUESSES])


def topics_named(text: str, topics: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The topics of which a word stands in the text, whatever its ending."""
    padded = f" {folded_letters(text)}"
    return [topic for topic, names in topics.items() if any(f" {stem(name)}" in padded for name in names)]


def stem(word: str) -> str:
    """Without the ending: «прокрастинация» is found in «с прокрастинацией»."""
    letters = folded_letters(word)
    return letters.rstrip(ENDINGS) if len(letters) > SHORTEST_STEM else letters


def likenesses(text: str, index: Index) -> dict[str, float]:
    """The cosine of the text with every topic that shares a piece with it. Rounded, so that all computers agree."""
    said = weighed(grams(text), index.weights)
    length = sqrt(sum(weight * weight for weight in said.values()))
    found: dict[str, float] = {}
    for piece, weight in said.items():
        for topic, share in index.shares[piece].items():
            found[topic] = found.get(topic, 0.0) + weight * share
    return {topic: round(much / length, 6) for topic, much in found.items()}


@dataclass(frozen=True)
class Index:
    """``weights`` by piece, the rarer the more; ``shares``: how much of each topic a piece is, by piece and topic."""

    weights: Mapping[str, float]
    shares: Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=8)
def index_of(topics: Topics) -> Index:
    """Of every topic's title and words, as vectors of length one."""
    pieces = {topic: grams(" ".join((topic, *names))) for topic, names in topics}
    spread = Counter(piece for found in pieces.values() for piece in found)
    weights = {piece: log(1 + len(topics) / count) for piece, count in spread.items()}
    return Index(weights, shares_of({topic: weighed(found, weights) for topic, found in pieces.items()}))


def weighed(pieces: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    return {piece: count * weights[piece] for piece, count in pieces.items() if piece in weights}


def shares_of(vectors: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    shares: dict[str, dict[str, float]] = {}
    for topic, vector in vectors.items():
        length = sqrt(sum(weight * weight for weight in vector.values()))
        for piece, weight in vector.items():
            shares.setdefault(piece, {})[topic] = weight / length
    return shares


def grams(text: str) -> Counter[str]:
    letters = "".join(letter if letter.isalpha() else " " for letter in folded_letters(text))
    padded = [f" {word} " for word in letters.split()]
    return Counter(word[at : at + size] for word in padded for size in LENGTHS for at in range(len(word) - size + 1))
