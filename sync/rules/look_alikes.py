"""Applications that may be one person's although something was typed otherwise: joined when sure, else asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from sheets_schema.kind import to_date
from sync.rules.codes import read_code
from sync.rules.given_names import Sex, meanings_of
from sync.rules.likeness import Described, Likeness, Verdict, likeness
from sync.rules.likeness_of_parts import Level
from sync.rules.same_person import APART, SAME, Part
from sync.rules.typed_word import typed_word


@dataclass(frozen=True)
class Doubt:
    """``part`` may be one of the ``candidates``, who applied before; the likeliest first."""

    part: Part
    candidates: tuple[Part, ...]

    @property
    def key(self) -> str:
        return f"likely-{self.part.codes[0]}"


def joined_when_sure(parts: list[Part]) -> list[Part]:
    """Parts that are one person's beyond doubt made one. Two whom the books know as two are never joined by this."""
    alike: dict[int, set[int]] = {}
    for one, other in neighbours(parts):
        if is_sure(parts[one], parts[other]):
            alike.setdefault(one, set()).add(other)
            alike.setdefault(other, set()).add(one)
    absorbed: set[int] = set()
    for index in sorted(alike):
        group = sorted({index, *alike[index]})
        if index == group[0] and is_one_person(parts, group, alike):
            for other in group[1:]:
                parts[group[0]].absorb(parts[other])
            absorbed |= set(group[1:])
    return [part for index, part in enumerate(parts) if index not in absorbed]


def is_one_person(parts: list[Part], group: list[int], alike: Mapping[int, set[int]]) -> bool:
    """Everyone in the group is alike to everyone in it and to nobody else, and at most one is known already."""
    whole = all({index, *alike[index]} == set(group) for index in group)
    return whole and sum(bool(parts[index].codes) for index in group) <= 1


def is_sure(one: Part, other: Part) -> bool:
    """Every description of the one fits every one of the other, with the same day of birth."""
    return all(like.verdict is Verdict.SAME and like.born is Level.EQUAL for like in likenesses(one, other))


def doubts_of(parts: list[Part]) -> list[Doubt]:
    """Whom staff are to be asked about. Who has the very name and day of birth of another is asked about elsewhere."""
    found: dict[int, list[tuple[tuple[int, int], int]]] = {}
    for one, other in neighbours(parts):
        likely = max(like.rank for like in likenesses(parts[one], parts[other]))
        if likely[0] and not parts[one].whos & parts[other].whos:
            found.setdefault(other, []).append((likely, -one))
    return [
        Doubt(parts[other], tuple(parts[-minus] for _, minus in sorted(candidates, reverse=True)))
        for other, candidates in sorted(found.items())
    ]


def after_choices(parts: list[Part], doubts: Iterable[Doubt], choices: Mapping[str, str]) -> list[Part]:
    """The parts after what staff said of look-alikes."""
    kept = list(parts)
    for doubt in doubts:
        word = typed_word(choices.get(doubt.key, ""))
        chosen = chosen_of(doubt, word)
        if chosen in kept and doubt.part in kept:
            chosen.absorb(doubt.part)
            kept.remove(doubt.part)
        doubt.part.apart = doubt.part.apart or word == APART
    return kept


def chosen_of(doubt: Doubt, word: str) -> Part | None:
    """The candidate whose code was typed; the word alone is enough where there is one."""
    if word == SAME and len(doubt.candidates) == 1:
        return doubt.candidates[0]
    code = read_code(word)
    return next((part for part in doubt.candidates if code and code in part.codes), None)


def left_open(doubts: list[Doubt], parts: list[Part], decided: list[Part]) -> list[Doubt]:
    """The doubts that no choice has settled. Where one made two into one, all are looked for anew, for the next
    decision finds what the one now says: other look-alikes, or somebody's very name and day of birth."""
    found = doubts if len(decided) == len(parts) else doubts_of(decided)
    return [doubt for doubt in found if not doubt.part.apart]


def neighbours(parts: list[Part]) -> list[tuple[int, int]]:
    """Pairs worth comparing, so few that a district of 20 000 costs seconds: two of three things must meet already.

    Those are the day of birth, the surname, and the given name's first letter or what it is short for.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for index, part in enumerate(parts):
        for place in {place for known in descriptions(part) for place in places_of(known)}:
            places.setdefault(place, []).append(index)
    return sorted({pair for found in places.values() for pair in combinations(found, 2)})


@lru_cache(maxsize=100_000)  # asked for twice: to join, and to ask
def places_of(known: Described) -> tuple[tuple[str, str], ...]:
    name, born = known.full_name, to_date(known.born)
    day = born.isoformat() if born else ""
    words = {name.surname, name.given} - {""} if name.unclear else {name.given} - {""}
    given = {begun for word in words for sex in Sex for begun in (word[0], *meanings_of(word, sex))}
    return (*product({name.surname, day} - {""}, given), *product({day} - {""}, name.halves - {""}))


def descriptions(part: Part) -> list[Described]:
    """Everything that a person's answers say of who it is."""
    said = {(answer.text("full_name"), answer.text("birth_date")) for answer in part.answers}
    return [Described(name, born, place) for (name, born), place in product(sorted(said), sorted(part.classes) or [""])]


def likenesses(one: Part, other: Part) -> list[Likeness]:
    return [likeness(ours, theirs) for ours, theirs in product(descriptions(one), descriptions(other))]
