"""Which groups to open where each takes nobody or between its least and its most: NP-hard, so HiGHS searches it.

Objectives are solved one after another, each holding what the ones before it reached, because one sum of all of
them would not be exact in HiGHS' floating point. HiGHS only says which groups open; who sits where is chosen by
our own exact solver. Arulselvan, Cseh, Groß, Manlove, Matuschke, «Matchings with lower quotas: algorithms and
complexity», Algorithmica, 2018, https://doi.org/10.1007/s00453-016-0252-6
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sync.errors import Exit, ToolError
from sync.rules.assignment.instance import Instance
from sync.rules.assignment.objective import tie_break

SECONDS = 300.0
"""For one objective; a school's groups take a few."""


@dataclass
class GroupsNotInstalledError(ToolError):
    """There are groups that may close, and the extra ``groups`` is not installed, or cannot be loaded.

    highspy and OR-tools bring different builds of one library, and a process can load only one of them.
    """

    exit_code = Exit.USAGE
    mentors: tuple[str, ...]
    reason: str


@dataclass
class GroupsImpossibleError(ValueError):
    """No choice of groups holds all the locks: a group with a locked mentee cannot be filled."""

    mentors: tuple[str, ...]


@dataclass
class GroupsUndecidedError(ToolError):
    """HiGHS ended without a proven best choice."""

    exit_code = Exit.STOPPED
    status: str


def groups_to_open(instance: Instance) -> tuple[str, ...]:
    """Mentors whose groups open in a best pairing; equals are told apart by a hash. Raises the errors above."""
    groups = tuple(mentor for mentor, seats in instance.seats.items() if seats.may_close)
    if not groups:
        return ()
    try:
        from highspy import Highs
    except ImportError as error:
        raise GroupsNotInstalledError(groups, str(error)) from None
    model = _Model(instance, groups, Highs())
    for objective in model.objectives():
        model.maximise(objective)
    return model.opened()


class _Model:
    """Columns: whether a candidate is chosen, a group opens; how many first seats a mentor without group fills."""

    def __init__(self, instance: Instance, groups: tuple[str, ...], highs: Any) -> None:
        self.instance = instance
        self.highs = highs
        highs.silent()
        for option, value in (("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0), ("time_limit", SECONDS)):
            highs.setOptionValue(option, value)
        locked = {lock.pair for lock in instance.locks}
        self.chosen = {pair: highs.addIntegral(int(pair in locked), 1) for pair in instance.candidates}
        self.open = {mentor: highs.addIntegral(0, 1) for mentor in groups}
        self.first: list[Any] = []
        self._seat_mentees()
        self._seat_mentors()

    def _seat_mentees(self) -> None:
        for columns in by(0, self.chosen).values():
            self.highs.addConstr(self.highs.qsum(columns) <= 1)

    def _seat_mentors(self) -> None:
        of_mentor = by(1, self.chosen)
        for mentor, seats in self.instance.seats.items():
            taken = self.highs.qsum(of_mentor.get(mentor, []))
            if seats.may_close:
                self.highs.addConstr(taken - seats.most * self.open[mentor] <= 0)
                self.highs.addConstr(taken - seats.least * self.open[mentor] >= 0)
            elif mentor in of_mentor:
                self.highs.addConstr(taken <= seats.most)
                self.first.append(self.highs.addIntegral(0, seats.least))
                self.highs.addConstr(taken - self.first[-1] >= 0)

    def objectives(self) -> Iterator[list[tuple[int, Any]]]:
        """Coefficient and column, for first seats, pairs, each level, and a hash of the groups that open."""
        yield [(1, column) for column in self.first]
        yield [(1, column) for column in self.chosen.values()]
        for index in range(len(self.instance.levels)):
            yield [(self.instance.candidates[pair].levels[index], column) for pair, column in self.chosen.items()]
        yield [(tie_break(self.instance.salt, "", mentor) >> 10, column) for mentor, column in self.open.items()]

    def maximise(self, objective: list[tuple[int, Any]]) -> None:
        """Solve for one objective and hold what it reached; totals are whole, so half of one is room enough."""
        terms = self.highs.qsum(factor * column for factor, column in objective if factor)
        self.highs.maximize(terms)
        status = self.highs.modelStatusToString(self.highs.getModelStatus())
        if status == "Infeasible":
            raise GroupsImpossibleError(tuple(self.open))
        if status not in ("Optimal", "Empty"):
            raise GroupsUndecidedError(status)
        if any(factor for factor, _ in objective):
            self.highs.addConstr(terms >= round(self.highs.getObjectiveValue()) - 0.5)

    def opened(self) -> tuple[str, ...]:
        return tuple(mentor for mentor, column in self.open.items() if round(self.highs.val(column)))


def by(side: int, chosen: Mapping[tuple[str, str], Any]) -> dict[str, list[Any]]:
    """Columns of each mentee (0) or mentor (1)."""
    found: dict[str, list[Any]] = {}
    for pair, column in chosen.items():
        found.setdefault(pair[side], []).append(column)
    return found
