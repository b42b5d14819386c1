"""Which letters are to go now, which went already, and which only a person can settle: the letters and the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sheets_schema.cells import fingerprint
from sync.rules.letter_ledger import QUEUED, REFUSED, SENT, find, line_key, mark_of
from sync.rules.letters import Asked, Letter, Topic
from sync.rules.world import World


@dataclass(frozen=True)
class Due:
    """The letters of a kind, sorted out. ``due`` have only what is new to the person; ``nowhere`` have no address.

    ``told`` counts the people who know it all; ``unknown`` are codes of whom nobody can say whether the letter left;
    ``refused`` those whose address the mail server did not take.
    """

    due: tuple[Letter, ...] = ()
    nowhere: tuple[Letter, ...] = ()
    told: int = 0
    unknown: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def sort_out(world: World, letters: Iterable[Letter], asked: Asked) -> Due:
    """By the ledger as it stands in the world."""
    due: list[Letter] = []
    nowhere: list[Letter] = []
    unknown: list[str] = []
    refused: list[str] = []
    told = 0
    for letter in letters:
        states = {topic: state_of(world, letter, topic) for topic in letter.topics}
        again = not asked.again.isdisjoint(letter.codes)
        fresh = tuple(topic for topic in letter.topics if again or not states[topic])
        if fresh:
            (due if letter.to else nowhere).append(replace(letter, topics=fresh))
        told += set(states.values()) == {SENT}
        unknown += [letter.code] * (QUEUED in states.values() and not again)
        refused += [letter.code] * (REFUSED in states.values() and not again)
    return Due(tuple(due), tuple(nowhere), told, tuple(unknown), tuple(refused))


def state_of(world: World, letter: Letter, topic: Topic) -> str:
    """What the ledger says of it, "" for nothing. A refusal counts for the address that was refused alone."""
    memory = world.memory["personal"]
    line = find(memory, world.programme.id, letter.codes, letter.kind, topic.occasion)
    if line is None or (line.state == REFUSED and line.to != address_mark(letter)):
        return ""
    return line.state


def address_mark(letter: Letter) -> str:
    return fingerprint("\n".join(letter.to))


def lines_of(programme: str, letter: Letter) -> dict[str, str]:
    """The occasions of a letter by their keys in the ledger."""
    return {line_key(programme, letter.code, letter.kind, t.occasion): t.occasion for t in letter.topics}


def identity_of(programme: str, letter: Letter) -> str:
    """The left part of the Message-ID: the same for the same letter, whenever and wherever it is made."""
    return mark_of(*sorted(lines_of(programme, letter)))
