"""A table of mentees by mentors that makes its values when they are looked at: a large school has a million pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")
Cell = TypeVar("Cell")


class PairTable(Mapping[tuple[str, str], Value], Generic[Value, Cell]):
    """``rows`` has for every mentee a cell for each of ``mentors``, None where the table has nothing; ``make`` gives
    the value of mentee, mentor and cell."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[Cell | None]],
        mentors: Sequence[str],
        make: Callable[[str, str, Cell], Value],
    ) -> None:
        self._rows, self._mentors, self._make = rows, mentors, make
        self._place = {mentor: place for place, mentor in enumerate(mentors)}

    def cells(self) -> Iterator[tuple[str, str, Cell]]:
        """Everything that is there, as plainly as it is kept."""
        for mentee, row in self._rows.items():
            for mentor, cell in zip(self._mentors, row, strict=True):
                if cell is not None:
                    yield mentee, mentor, cell

    def of_mentee(self, mentee: str) -> dict[str, Cell]:
        """The cells of one mentee, by mentor."""
        row = self._rows.get(mentee, ())
        return {mentor: cell for mentor, cell in zip(self._mentors, row, strict=False) if cell is not None}

    def __getitem__(self, pair: tuple[str, str]) -> Value:
        mentee, mentor = pair
        cell = self._rows[mentee][self._place[mentor]]
        if cell is None:
            raise KeyError(pair)
        return self._make(mentee, mentor, cell)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((mentee, mentor) for mentee, mentor, _ in self.cells())

    def __len__(self) -> int:
        return sum(cell is not None for row in self._rows.values() for cell in row)
