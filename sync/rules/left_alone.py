"""What stands on the tabs that the machine cannot make sense of: it is left alone, and listed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from sheets_schema.record import Record
from sheets_schema.tables.bases import MENTEES, MENTORS, READINESS
from sheets_schema.tables.personal import CONSENTS
from sheets_schema.tables.programme import PAIRS
from sync.rules.memory import RowMemory
from sync.rules.pair_rows import is_pair
from sync.rules.pairing import unclear_seats
from sync.rules.plan import Issue
from sync.rules.row_issues import stray_rows
from sync.rules.world import World

CODES_OF_A_PAIR = "коды наставляемого и наставника через дефис"


def left_alone(
    world: World, people: Container[str], pairs: Mapping[str, RowMemory], mentors: Mapping[str, Record]
) -> Iterator[Issue]:
    """``people`` are all codes there are, ``pairs`` what is remembered of pairs, ``mentors`` those in view."""
    for table in (CONSENTS, MENTEES, MENTORS, READINESS):
        yield from stray_rows(table, world.find_sheet(table.key), lambda key: key in people)
    sheet = world.find_sheet("pairs")
    yield from stray_rows(PAIRS, sheet, lambda key: is_pair(key, people, pairs), CODES_OF_A_PAIR)
    yield from unclear_seats(mentors)
