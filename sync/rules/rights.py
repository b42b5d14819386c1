"""Who of the staff may see which book: what to give, change and take back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sheets_schema.table import Book
from sync.programme import Programme, Staff

ROLES = {"writer": "writers", "reader": "readers"}


@dataclass(frozen=True)
class Right:
    """A person's right to a file; ``id`` is Drive's, of one that stands."""

    email: str
    role: str
    id: str = ""

    @property
    def person(self) -> str:
        return self.email.lower()

    @property
    def mark(self) -> str:
        """How a right that set-up gave is remembered."""
        return f"{self.person} {self.role}"


@dataclass(frozen=True)
class RightsChange:
    """``by_hand`` are rights that the school gave past the programme: they stay."""

    give: tuple[Right, ...]
    alter: tuple[Right, ...]
    close: tuple[Right, ...]
    by_hand: tuple[Right, ...]


def grants_of(programme: Programme, book: Book) -> list[tuple[Staff, str]]:
    """Who of the staff may do what with a book; the coordinator, who made it, owns it."""
    others = [person for person in programme.staff if person != programme.coordinator]
    return [
        (person, role) for role, field in ROLES.items() for person in others if person.position in getattr(book, field)
    ]


def change_of_rights(wanted: Iterable[Right], standing: Iterable[Right], given: Collection[str]) -> RightsChange:
    """From the rights that stand to those wanted. ``given`` are the marks of the rights that set-up gave.

    A right that was given once and then altered or taken by a person is left as that person wants it.
    """
    wanted_by, standing_by = by_person(wanted), by_person(standing)
    fresh = [right for right in wanted_by.values() if right.mark not in given]
    known = [replace(right, id=standing_by[right.person].id) for right in fresh if right.person in standing_by]
    others = [right for person, right in standing_by.items() if person not in wanted_by]
    return RightsChange(
        give=tuple(right for right in fresh if right.person not in standing_by),
        alter=tuple(right for right in known if right.role != standing_by[right.person].role),
        close=tuple(right for right in others if right.mark in given),
        by_hand=tuple(right for right in others if right.mark not in given),
    )


def by_person(rights: Iterable[Right]) -> dict[str, Right]:
    return {right.person: right for right in rights}
