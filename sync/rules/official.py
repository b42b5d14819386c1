"""Both bases as an inspection asks for them: the official columns, and only people whose consent holds today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheets_schema.column import Column
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.table import Table
from sheets_schema.tables.bases import MENTEES, MENTORS, OFFICIAL_COLUMNS
from sync.rules.decide import pass_to_ground
from sync.rules.world import World


@dataclass(frozen=True)
class OfficialList:
    """A base as it leaves the tables: ``rows`` are cells in the order of ``columns``, numbered from one."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def official_bases(world: World) -> tuple[OfficialList, ...]:
    """As the next synchronisation would leave them: whoever withdrew a minute ago is not in them, nor named in them."""
    ground = pass_to_ground(world)
    holding = {MENTEES: ground.mentees, MENTORS: ground.mentors}
    return tuple(official_base(table, records) for table, records in holding.items())


def official_base(table: Table, records: Mapping[str, Record]) -> OfficialList:
    columns = tuple(table.by_key[key] for key in OFFICIAL_COLUMNS[table.key])
    return OfficialList(table, columns, tuple(official_rows(columns, records)))


def official_rows(columns: tuple[Column, ...], records: Mapping[str, Record]) -> Iterator[tuple[Value, ...]]:
    """By the number in the base, which may have gaps: here they are counted anew."""
    in_order = sorted(records.values(), key=number_of)
    for number, record in enumerate(in_order, start=1):
        values = {**record.values, "number": number}
        yield tuple(values.get(column.key) for column in columns)


def number_of(record: Record) -> tuple[bool, int, str]:
    number = record.get("number")
    return (False, number, record.key) if type(number) is int else (True, 0, record.key)
