"""The words of a made-up school, kept in phrases.toml: goals, tasks, meetings, what people say of the year."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def phrases() -> dict[str, Any]:
    text = (resources.files("sync.demo") / "phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def topic_words(topic: str) -> dict[str, Any]:
    """Goal, case, result, tasks and meetings that belong to this topic of a request, or to the first one there is."""
    topics: dict[str, dict[str, Any]] = phrases()["topics"]
    return topics.get(topic) or next(iter(topics.values()))


def picked(options: Sequence[T], *whose: str) -> T:
    """One of these, always the same for the same words: a person says today what they said yesterday."""
    return chance_of(*whose).choice(options)


def chance_of(*whose: str) -> Random:
    return Random(" ".join(whose))  # noqa: S311 - a made-up school
