"""Questions about pairs that change nothing: what a lock would cost, and whether the published pairing is the best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from forms.normalise import name_key
from sheets_schema.record import Record
from sync.errors import UnknownPerson
from sync.rules.admission import Gated, pass_gate
from sync.rules.assignment.certificate import Improvement, NotACandidateError, SeatsExceededError, improvement
from sync.rules.assignment.instance import ImpossibleLockError, Lock, totals_of
from sync.rules.assignment.lock_price import LockPrice, what_if
from sync.rules.assignment.solver import best_assignment
from sync.rules.attention import choices_of
from sync.rules.codes import read_code
from sync.rules.drafts import draft_bases
from sync.rules.erasure import without_erased
from sync.rules.hearing import hear
from sync.rules.pair_locks import too_many, what_stands_against
from sync.rules.pair_rows import Pair
from sync.rules.pair_states import LOCKED
from sync.rules.pairing import Paired, pairs_that_stand, question_for
from sync.rules.pool import Pool
from sync.rules.round_record import RoundRecord
from sync.rules.rounds import VERSION, Question, ask, candidates_of, mark_of
from sync.rules.way import Way
from sync.rules.world import World


@dataclass(frozen=True)
class Seen:
    """The pairs and the people as a synchronisation would find them now."""

    gated: Gated
    pool: Pool
    paired: Paired


def look_at_pairs(world: World) -> Seen:
    world, _ = without_erased(world)
    choices = choices_of(world.find_sheet("attention"))
    gated = pass_gate(world, world.memory["personal"], choices)
    pool = hear(world, gated, draft_bases(world, gated, choices), choices).pool
    return Seen(gated, pool, pairs_that_stand(world, gated, pool, choices))


# What a lock would cost


@dataclass(frozen=True)
class Priced:
    """The price of a lock, against what a repair would do without it. ``price`` is None where the lock cannot hold, for
    this ``reason``; ``levels`` name what ``price.change`` counts."""

    mentee: str
    mentor: str
    pool: Pool
    reason: str = ""
    price: LockPrice | None = None
    levels: tuple[str, ...] = ()


def price_of(world: World, mentee: str, mentor: str) -> Priced:
    """Of two people by code or name, the mentee first. Raises UnknownPerson, and what the solver raises of groups."""
    seen = look_at_pairs(world)
    lock = Pair(
        person_named(mentee, seen.pool.mentees, "наставляемый"),
        person_named(mentor, seen.pool.mentors, "наставник"),
        LOCKED,
    )
    priced = Priced(lock.mentee, lock.mentor, seen.pool)
    decided = [pair for pair in seen.paired.pairs if pair.goes_on]
    if lock.key in {pair.key for pair in decided}:
        return replace(priced, reason="эта пара уже утверждена")
    against = what_stands_against([lock], seen.pool).get(lock.key) or too_many(lock, decided, seen.pool)
    if against:
        return replace(priced, reason=against)
    question = question_for(seen.paired, replace(world, way=Way.REPAIR), seen.pool)
    try:
        price = what_if(question.instance, best_assignment(question.instance), Lock(lock.mentee, lock.mentor))
    except ImpossibleLockError:
        return replace(priced, reason="эту пару уже отклонили, или место занято предложением, о котором решают")
    return replace(priced, price=price, levels=question.instance.of_totals)


def person_named(text: str, records: Mapping[str, Record], role: str) -> str:
    """The code of who is meant. Raises UnknownPerson."""
    code = read_code(text)
    if code in records:
        return code
    wanted = name_key(text).split()
    alike = [code for code, row in sorted(records.items()) if wanted and is_called(wanted, row)]
    if len(alike) != 1:
        raise UnknownPerson(text, role, tuple(alike))
    return alike[0]


def is_called(wanted: list[str], record: Record) -> bool:
    """A surname is enough, or more of the name, in any order."""
    return set(wanted) <= set(name_key(record.text("full_name")).split())


# Whether the published pairing is the best


@dataclass(frozen=True)
class Verdict:
    """What a check of the last round found.

    ``same_ground``: the sheets still say all that the round was asked. ``lawful``: the published pairs could be made of
    what the sheets say now; ``better`` is what would improve them then. ``totals`` are counted anew.
    """

    record: RoundRecord | None
    pairs: int = 0
    same_version: bool = True
    same_ground: bool = True
    same_totals: bool = True
    lawful: bool = True
    better: Improvement | None = None

    @property
    def holds(self) -> bool:
        same = self.same_version and self.same_ground and self.same_totals
        return self.record is not None and same and self.lawful and self.better is None


def verdict_of(world: World) -> Verdict:
    """Ask the last round's question again from the sheets alone, and prove its answer with the certificate."""
    seen = look_at_pairs(world)
    record = seen.paired.record
    if record is None:
        return Verdict(None)
    question, published = asked_then(seen, record)
    found = question.instance.candidates
    verdict = Verdict(
        record,
        pairs=len(published),
        same_version=record.version == VERSION,
        same_ground=mark_of(question.instance) == record.mark,
    )
    if not {(pair.mentee, pair.mentor) for pair in published} <= found.keys():
        return replace(verdict, lawful=False, same_totals=False)
    pairs = [found[pair.mentee, pair.mentor] for pair in published]
    totals = dict(zip(question.instance.of_totals, totals_of(question.instance, pairs), strict=True))
    try:
        better = improvement(question.instance, pairs)
    except (SeatsExceededError, NotACandidateError):
        return replace(verdict, lawful=False, same_totals=totals == record.totals)
    return replace(verdict, better=better, same_totals=totals == record.totals)


def asked_then(seen: Seen, record: RoundRecord) -> tuple[Question, list[Pair]]:
    """The question of the last round as far as the sheets still know it, and the pairs that it published.

    What staff decided since of those pairs does not matter: they are taken back to what they were then.
    """
    published = [pair for pair in seen.paired.pairs if pair.round == record.number]
    moving = [pair for pair in seen.paired.pairs if pair.stood == record.number]
    of_then = {pair.key for pair in (*published, *moving)}
    others = [pair for pair in seen.paired.pairs if pair.key not in of_then]
    model = candidates_of(seen.pool, others, seen.paired.memory)
    standing = [pair for pair in others if pair.stands]
    return ask(standing, tuple(moving), model, record.way, record.salt), published
