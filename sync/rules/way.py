"""In which way a round of pairing looks for pairs."""

from enum import StrEnum


class Way(StrEnum):
    """ADD: only for those without a pair. REPAIR: proposals may change, as few as can be. FRESH: all of them anew."""

    ADD = "add"
    REPAIR = "repair"
    FRESH = "fresh"
