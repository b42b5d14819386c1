"""Which counts of a table must stay hidden, so that nobody can tell of a few people.

A cell is hidden when fewer than ``LEAST`` stand behind it; then others with it, until no hidden cell can be worked out
from the sums any closer than by ``WIDTH``, even by somebody who knows which of the hidden cells are the small ones.
How closely it can be is found exactly: a table with its sums is a network, and what a cell may still gain or lose is a
flow through the cells that are hidden with it (docs/decisions/0025-monitoring.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from sync.rules.figures import LEAST

WIDTH = 3  # from the least possible count to the greatest: two would be one number, give or take one
Place = tuple[int, int]
Grid = tuple[tuple[int, ...], ...]
Node = tuple[str, int]  # a row or a column, and its number
Step = tuple[Place, int]  # a cell, and whether it grows (+1) or shrinks (-1)


def shown(counts: Sequence[Sequence[int]]) -> list[list[int | None]]:
    """The counts with a column and a row of sums; None for what must stay hidden."""
    grid = with_sums(counts)
    hidden = hidden_places(grid)
    return [[None if (i, j) in hidden else count for j, count in enumerate(row)] for i, row in enumerate(grid)]


def with_sums(counts: Sequence[Sequence[int]]) -> Grid:
    rows = [(*row, sum(row)) for row in counts]
    return (*rows, tuple(sum(column) for column in zip(*rows, strict=True)))


def hidden_places(grid: Grid) -> frozenset[Place]:
    """The small cells, and with each that is still bare the cheapest ring of others."""
    everything = frozenset((i, j) for i, row in enumerate(grid) for j in range(len(row)))
    hidden = {place for place in everything if count_at(grid, place) < LEAST}
    while len(hidden) < len(everything):
        bare = next((place for place in sorted(hidden) if is_bare(grid, hidden, place)), None)
        if bare is None:
            break
        rest = everything - hidden
        hidden |= cheapest_cover(grid, hidden, rest, bare) or {min(rest, key=lambda place: count_at(grid, place))}
    return frozenset(hidden)


def count_at(grid: Grid, place: Place) -> int:
    return grid[place[0]][place[1]]


# How closely a hidden cell can be worked out


@dataclass(frozen=True)
class Room:
    """By how much cells may still grow and shrink for all that anybody knows of them.

    Sums are turned to the other sign, so that every row and every column adds up to nought: then growing one cell by
    one takes a ring of cells that shrink and grow in turn.
    """

    grow: dict[Place, int]
    shrink: dict[Place, int]

    @property
    def turned(self) -> Room:
        return Room(dict(self.shrink), dict(self.grow))

    def without(self, place: Place) -> Room:
        grow = {cell: by for cell, by in self.grow.items() if cell != place}
        return Room(grow, {cell: by for cell, by in self.shrink.items() if cell != place})

    def take(self, steps: Sequence[Step]) -> None:
        for cell, sign in steps:
            self.grow[cell] -= sign
            self.shrink[cell] += sign


def room_of(grid: Grid, cells: Iterable[Place]) -> Room:
    """A small count lies between nought and four, another may be any from five on."""
    room = Room({}, {})
    for place in cells:
        count = count_at(grid, place)
        up, down = (LEAST - 1 - count, count) if count < LEAST else (WIDTH, min(count - LEAST, WIDTH))
        is_sum = (place[0] == len(grid) - 1) != (place[1] == len(grid[0]) - 1)
        room.grow[place], room.shrink[place] = (down, up) if is_sum else (up, down)
    return room


def is_bare(grid: Grid, hidden: Iterable[Place], place: Place) -> bool:
    """Whether the least and the greatest count that a hidden cell can have are nearer to each other than WIDTH."""
    room = room_of(grid, hidden)
    more, _ = filled(room, place, min(room.grow[place], WIDTH))
    less, _ = filled(room.turned, place, min(room.shrink[place], WIDTH - more))
    return more + less < WIDTH


def filled(room: Room, place: Place, most: int) -> tuple[int, Room]:
    """By how much a cell can grow, ``most`` at most, and what room the others have left when they made up for it."""
    left = room.without(place)
    for done in range(most):
        ring = cheapest_ring(left, place, {})
        if ring is None:
            return done, left
        left.take(ring)
    return most, left


def cheapest_cover(grid: Grid, hidden: Iterable[Place], rest: Iterable[Place], bare: Place) -> set[Place]:
    """The cells to hide so that a bare one can move by one more, with the least lost; none where no ring is."""
    room, more = room_of(grid, hidden), room_of(grid, rest)
    costs = {place: count_at(grid, place) for place in rest}
    for free, other in ((room, more), (room.turned, more.turned)):
        done, left = filled(free, bare, min(free.grow[bare], WIDTH))
        if done < min(free.grow[bare], WIDTH):
            wider = Room({**left.grow, **other.grow}, {**left.shrink, **other.shrink})
            if ring := cheapest_ring(wider, bare, costs):
                return {cell for cell, _ in ring if cell in costs}
    return set()


def cheapest_ring(room: Room, place: Place, costs: Mapping[Place, int]) -> list[Step] | None:
    """The cells that shrink and grow in turn from the row of a cell to its column (Dijkstra's way); None: no way."""
    start, end = ("row", place[0]), ("column", place[1])
    best: dict[Node, int] = {start: 0}
    came: dict[Node, tuple[Node, Step]] = {}
    waiting = [(0, start)]
    while waiting:
        cost, node = heappop(waiting)
        for step, other in steps_from(room, node):
            dearer = cost + costs.get(step[0], 0)
            if dearer < best.get(other, dearer + 1):
                best[other], came[other] = dearer, (node, step)
                heappush(waiting, (dearer, other))
    return way_back(came, end) if end in came else None


def steps_from(room: Room, node: Node) -> Iterator[tuple[Step, Node]]:
    """From a row by a cell that can shrink, from a column by one that can grow."""
    kind, number = node
    for cell, by in room.shrink.items() if kind == "row" else room.grow.items():
        if by > 0 and kind == "row" and cell[0] == number:
            yield (cell, -1), ("column", cell[1])
        elif by > 0 and kind == "column" and cell[1] == number:
            yield (cell, +1), ("row", cell[0])


def way_back(came: Mapping[Node, tuple[Node, Step]], end: Node) -> list[Step]:
    steps, node = [], end
    while node in came:
        node, step = came[node]
        steps.append(step)
    return steps
