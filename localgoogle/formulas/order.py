"""In which order cells are to be worked out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Walk(Generic[T]):
    """Tarjan's algorithm without recursion: groups of nodes that need each other, needed ones first.

    https://en.wikipedia.org/wiki/Tarjan%27s_strongly_connected_components_algorithm
    """

    def __init__(self, needs: Callable[[T], Iterable[T]]) -> None:
        self.needs = needs
        self.number: dict[T, int] = {}
        self.low: dict[T, int] = {}
        self.open: dict[T, None] = {}
        self.needs_itself: set[T] = set()
        self.path: list[tuple[T, Iterator[T]]] = []

    def enter(self, node: T) -> None:
        self.number[node] = self.low[node] = len(self.number)
        self.open[node] = None
        self.path.append((node, iter(self.needs(node))))

    def groups(self, root: T) -> Iterator[tuple[list[T], bool]]:
        """Every group that the root needs and the root's own, and whether its nodes need themselves."""
        self.enter(root)
        while self.path:
            node, needed = self.path[-1]
            following = next((other for other in needed if self.is_news(node, other)), None)
            if following is not None:
                self.enter(following)
                continue
            self.path.pop()
            if self.path:
                above = self.path[-1][0]
                self.low[above] = min(self.low[above], self.low[node])
            if self.low[node] == self.number[node]:
                yield self.closed(node)

    def is_news(self, node: T, other: T) -> bool:
        """Whether a needed node was never entered; one that is open ties the two into a group."""
        if other == node:
            self.needs_itself.add(node)
        if other not in self.number:
            return True
        if other in self.open:
            self.low[node] = min(self.low[node], self.number[other])
        return False

    def closed(self, node: T) -> tuple[list[T], bool]:
        group = [self.open.popitem()[0]]
        while group[-1] != node:
            group.append(self.open.popitem()[0])
        return group, len(group) > 1 or node in self.needs_itself
