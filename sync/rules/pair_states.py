"""How a pair stands: what staff wrote of it, what it was before, and whether it has met.

====================  =====================================================================================
state                 when
====================  =====================================================================================
предложена            the machine proposes it, nobody has decided
снята                 a later round proposes another pair; staff have decided nothing of this one
утверждена            «утвердить»
закреплена            «закрепить»: wanted whatever the others lose by it, also where no round proposed it
закрепить нельзя      «закрепить», but consent, seats or a barrier stand against it
в приказе             approved, and the number of the order is filled in
работает              approved, and it has reported a meeting
на паузе              «пауза» of an approved pair: the two stay together
завершена             «завершить» of an approved pair: it stays in the bases, the two are free for another
отклонена             «отклонить» of a proposal
расторгнута           «отклонить» of an approved pair
====================  =====================================================================================

A consent that ended, or must be renewed, is shown instead while it lasts.
"""

from __future__ import annotations

from dataclasses import dataclass

from sheets_schema.record import Record
from sheets_schema.tables.programme import APPROVE, DECISIONS, FINISH, LOCK, PAUSE, REJECT
from sync.rules.consent import RENEW
from sync.rules.typed_word import typed_word

PROPOSED, LIFTED, REJECTED, CLOSED = "предложена", "снята", "отклонена", "нет согласия"
APPROVED, LOCKED, REFUSED = "утверждена", "закреплена", "закрепить нельзя"
IN_ORDER, WORKING, PAUSED = "в приказе", "работает", "на паузе"
FINISHED, DISSOLVED = "завершена", "расторгнута"

DECIDED = frozenset({APPROVED, LOCKED, IN_ORDER, WORKING, PAUSED})
"""They go on: each takes a seat, and its mentee needs no other pair."""
MADE = DECIDED | {FINISHED}
"""They are, or were, a pair: both bases name them, and the year's tabs count what they did."""
ENDED = frozenset({FINISHED, DISSOLVED, REJECTED})
GIVES_REASON = frozenset({PAUSED, *ENDED})
STATES = frozenset({PROPOSED, LIFTED, REFUSED, *MADE, *ENDED})
"""All but those of a consent."""
HOLDING = frozenset({APPROVE, LOCK, PAUSE, FINISH})


@dataclass(frozen=True)
class Past:
    """The state before this synchronisation ("" of a pair that is new), and whether the pair was ever approved."""

    state: str = ""
    decided: bool = False


def decision(row: Record) -> str:
    return typed_word(row.text("decision"))


def state_of(row: Record, past: Past) -> str:
    """The state that staff's words give a pair, before anybody looks at consents, seats and meetings."""
    word = decision(row)
    if word == REJECT:
        return DISSOLVED if past.decided else REJECTED
    if word in (PAUSE, FINISH) and past.decided:
        return PAUSED if word == PAUSE else FINISHED
    if word in (APPROVE, LOCK):
        return IN_ORDER if row.text("order").strip() else APPROVED if word == APPROVE else LOCKED
    return LIFTED if past.state == LIFTED and not word else PROPOSED


def is_clear(row: Record, past: Past) -> bool:
    """Whether the decision is one that can be made of this pair: only an approved one is paused or finished."""
    word = decision(row)
    return word in ("", *DECISIONS) and (past.decided or word not in (PAUSE, FINISH))


def is_made(line: Record) -> bool:
    """Whether a line tells of a pair that is or was one, also while a consent waits to be renewed."""
    state = line.text("state")
    return state in MADE or (state == RENEW and decision(line) in HOLDING)
