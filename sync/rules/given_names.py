"""What a given name stands for: it tells «Саша» for «Александр» from the twins Алина and Арина."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from forms.normalise import folded_letters
from sync.rules.names_of_men import MEN
from sync.rules.names_of_women import WOMEN

Table = dict[str, tuple[frozenset[str], frozenset[str]]]


class Sex(Enum):
    MAN = "м"
    WOMAN = "ж"


def read_table(table: str) -> Table:
    """By each spelling: all spellings of that name, and its forms."""
    found: Table = {}
    for line in folded_letters(table).split("\n"):
        full, _, forms = line.partition(":")
        spellings = frozenset(full.split("/")) - {""}
        found |= dict.fromkeys(spellings, (spellings, frozenset(forms.split())))
    return found


NAMES_OF_MEN, NAMES_OF_WOMEN = read_table(MEN), read_table(WOMEN)
BOTH = (NAMES_OF_MEN, NAMES_OF_WOMEN)
TABLES = {Sex.MAN: (NAMES_OF_MEN,), Sex.WOMAN: (NAMES_OF_WOMEN,), None: BOTH}
KNOWN = frozenset(name for table in BOTH for full, (_, forms) in table.items() for name in {full, *forms})


@lru_cache(maxsize=10_000)
def meanings_of(given: str, sex: Sex | None) -> frozenset[str]:
    """The full names that a given name stands for, one spelling of each: itself, or whatever it is short for."""
    tables = TABLES[sex]
    itself = [spellings for table in tables if given in table for spellings, _ in [table[given]]]
    short_for = [spellings for table in tables for spellings, forms in table.values() if given in forms]
    if sex and not itself and not short_for:  # a surname with the ending of the other sex
        return meanings_of(given, None)
    return frozenset(min(spellings) for spellings in itself or short_for)


def is_kin(given: str, other: str) -> bool:
    """Two full names, and one is also a form of the other: «Алёна» and «Елена», not «Кира» and «Кирилл»."""
    both = [table for table in BOTH if given in table and other in table]
    return any(given in table[other][1] or other in table[given][1] for table in both)
