"""What staff do to one tab in the very moments of a writing and of its repair, drawn by chance; and shorter plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

HAPPENINGS = (
    "insert_row",
    "insert_note",
    "delete_row",
    "move_row",
    "duplicate_row",
    "sort",
    "insert_column",
    "move_column",
    "delete_column",
    "rename_column",
    "edit",
    "clear",
)
COLUMNS = 3  # of an answer


@dataclass(frozen=True)
class Happening:
    """One action of staff; ``a`` and ``b`` choose a row, a column or an order among those that there are."""

    what: str
    a: int
    b: int


@dataclass(frozen=True)
class Writing:
    """What is new of one member: ``columns`` are bits, ``empties``: the cells are emptied, as for a mask."""

    member: int
    columns: int
    empties: bool = False


@dataclass(frozen=True)
class RacedPlan:
    """A tab, what the machine writes into it, and what staff do: in that moment, before the repair, in the moment
    of the repair, and before the next look. ``dies``: the machine that wrote does not get to the repair itself.
    ``alike``: all were born on one day and have one score, before and after, as answers of many are the same."""

    members: int
    notes: int
    title: bool
    own_column: bool
    writings: tuple[Writing, ...]
    while_writing: tuple[Happening, ...]
    before_repair: tuple[Happening, ...]
    while_repairing: tuple[Happening, ...]
    after_repair: tuple[Happening, ...]
    dies: bool
    alike: bool = False


def plan_of(seed: int) -> RacedPlan:
    chance = Random(seed)  # noqa: S311 - a plan, no secret
    return RacedPlan(
        members=chance.randrange(1, 5),
        notes=chance.randrange(3),
        title=chance.random() < 0.2,
        own_column=chance.random() < 0.3,
        writings=tuple(writing(chance) for _ in range(chance.randrange(1, 4))),
        while_writing=some(chance, 3),
        before_repair=some(chance, 2),
        while_repairing=some(chance, 2) if chance.random() < 0.5 else (),
        after_repair=some(chance, 1),
        dies=chance.random() < 0.6,
        alike=chance.random() < 0.5,
    )


def writing(chance: Random) -> Writing:
    return Writing(chance.randrange(5), chance.randrange(1, 1 << COLUMNS), chance.random() < 0.15)


def some(chance: Random, most: int) -> tuple[Happening, ...]:
    return tuple(
        Happening(chance.choice(HAPPENINGS), chance.randrange(40), chance.randrange(40))
        for _ in range(chance.randrange(most + 1))
    )


def shorter(plan: RacedPlan) -> Iterator[RacedPlan]:
    """The plan without one thing that happens, or with less of a tab."""
    for part in ("while_writing", "before_repair", "while_repairing", "after_repair", "writings"):
        happenings = getattr(plan, part)
        for place in range(len(happenings) if part != "writings" or len(happenings) > 1 else 0):
            yield replace(plan, **{part: (*happenings[:place], *happenings[place + 1 :])})
    if plan.notes:
        yield replace(plan, notes=plan.notes - 1)
    if plan.members > 1:
        yield replace(plan, members=plan.members - 1)
    if plan.title or plan.own_column:
        yield replace(plan, title=False, own_column=False)
    if plan.alike:
        yield replace(plan, alike=False)
