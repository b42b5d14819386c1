"""What a round finds of those it leaves without a pair, and of wishes that it could not grant.

It is kept in codes and numbers, in the book's memory; names are put in anew by each synchronisation (alone_lines.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sync.rules.assignment.lost_wish import LostWish, why_not
from sync.rules.barriers import AGE, TIME
from sync.rules.candidates import Model
from sync.rules.rounds import Round
from sync.rules.scoring import Scorer

ALONE, WISH = "alone", "wish"  # prefixes of keys in the book's memory
ABSENT, FREE, NEAREST, BARRIER, FIT = "absent", "free", "nearest", "barrier", "fit"  # names in ``said``
WISHED, SEATED, LEVEL, LEAD, PRICED = "wished", "seated", "level", "lead", "priced"
MENTEE, MENTOR = "mentee", "mentor"
NOT_TOLD = frozenset({"no_consent", "finished"})  # of those who take no part
MAY_BE_TALKED_ABOUT = frozenset({AGE, TIME})
MOST_PRICES, MOST_WORK = 40, 2_000_000  # wishes whose price is reckoned, and candidates looked at for all of them

Said = Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """``alone`` has for (side, code) how many of the other side each barrier took, and who was nearest; ``wishes`` for
    a mentee's code what became of the first wish."""

    alone: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    wishes: Mapping[str, Said] = field(default_factory=dict)

    def to_memory(self) -> dict[str, dict[str, Any]]:
        alone = {f"{ALONE}:{side}:{code}": {"said": dict(said)} for (side, code), said in self.alone.items()}
        return alone | {f"{WISH}:{code}": {"said": dict(said)} for code, said in self.wishes.items()}


def read_told(memory: Mapping[str, dict[str, Any]]) -> Told:
    alone, wishes = {}, {}
    for key, content in memory.items():
        kind, *rest = key.split(":")
        if kind == ALONE and len(rest) == len((MENTEE, "code")) and "said" in content:
            alone[rest[0], rest[1]] = content["said"]
        elif kind == WISH and len(rest) == 1 and "said" in content:
            wishes[rest[0]] = content["said"]
    return Told(alone, wishes)


def told_of_round(played: Round, before: Told) -> Told:
    """``before`` is what was told of earlier rounds: their wishes are told on, but of those who were asked anew."""
    paired = {code for pair in played.pairs if pair.stands for code in pair.codes}
    model = played.question.model
    alone = {**alone_mentees(model, paired), **alone_mentors(model, paired)}
    asked = {mentee for mentee, _ in played.question.instance.candidates}
    earlier = {code: said for code, said in before.wishes.items() if code not in asked}
    return Told(alone, {**earlier, **dict(lost_wishes(played))})


# Those without a pair


def alone_mentees(model: Model, paired: set[str]) -> dict[tuple[str, str], Said]:
    found: dict[tuple[str, str], Said] = dict(absent(MENTEE, model.absent_mentees, paired))
    mentors = [model.pool.of_mentors[code] for code in model.mentors]
    scorer = Scorer(mentors, model.pool.rules)
    for code in model.mentees.keys() - paired:
        barriers = model.barriers.of_mentee(code)
        points = dict(zip(model.mentors, scorer.points(model.pool.of_mentees[code]), strict=True))
        free = model.points.of_mentee(code)
        found[MENTEE, code] = {**counts(barriers.values(), len(free)), **nearest(points, barriers)}
    return found


def alone_mentors(model: Model, paired: set[str]) -> dict[tuple[str, str], Said]:
    """What took the mentees from each: nobody is nearest to a mentor, for the mentees' needs come first."""
    found: dict[tuple[str, str], Said] = dict(absent(MENTOR, model.absent_mentors, paired))
    left = model.mentors.keys() - paired
    took: dict[str, list[str]] = {code: [] for code in left}
    free = Counter(mentor for _, mentor, _ in model.points.cells())
    for _, mentor, barrier in model.barriers.cells():
        if mentor in left:
            took[mentor].append(barrier)
    found |= {(MENTOR, code): counts(took[code], free[code]) for code in left}
    return found


def absent(side: str, reasons: Mapping[str, str], paired: set[str]) -> Iterator[tuple[tuple[str, str], Said]]:
    """Those who take no part; not those whom nobody may name, nor those who are through."""
    for code, reason in reasons.items():
        if reason not in NOT_TOLD and code not in paired:
            yield (side, code), {ABSENT: reason}


def counts(barriers: Iterable[str], free: int) -> dict[str, str]:
    return {**{key: str(number) for key, number in Counter(barriers).items()}, FREE: str(free)}


def nearest(points: Mapping[str, int], barriers: Mapping[str, str]) -> dict[str, str]:
    """Who fits best of those to whom nothing stands in the way, or only what can be talked about."""
    reached = [code for code in points if barriers.get(code, TIME) in MAY_BE_TALKED_ABOUT]
    if not reached:
        return {}
    best = min(reached, key=lambda code: (-points[code], code))
    return {NEAREST: best, FIT: str(points[best]), **({BARRIER: barriers[best]} if best in barriers else {})}


# Wishes that were lost


def lost_wishes(played: Round) -> Iterator[tuple[str, Said]]:
    """What became of the first wishes of the round's mentees, and what each would cost."""
    question = played.question
    asked = {mentee for mentee, _ in question.instance.candidates}
    there = {pair.mentee: pair.mentor for pair in played.best.pairs}
    lost = [code for code in sorted(asked) if (first := first_wish(question.model, code)) and there.get(code) != first]
    most = min(MOST_PRICES, MOST_WORK // (len(question.instance.candidates) + 1))
    for code in lost[:most]:
        first = first_wish(question.model, code)
        if found := why_not(question.instance, played.best, code, first):
            yield code, wish_said(found, question.model, question.instance.of_totals)


def first_wish(model: Model, mentee: str) -> str:
    """The first mentor that a mentee named; "" when none of them is one."""
    return next((code for code in model.wishes.get(mentee, ()) if code in model.pool.mentors), "")


def wish_said(lost: LostWish, model: Model, levels: tuple[str, ...]) -> Said:
    said = {WISHED: lost.mentor, SEATED: " ".join(there.candidate.mentee for there in lost.seated)}
    if lost.wish is None:
        barrier = model.barriers.get((lost.mentee, lost.mentor))
        reason = {BARRIER: barrier} if barrier else {}
        gone = {ABSENT: model.absent_mentors[lost.mentor]} if lost.mentor in model.absent_mentors else {}
        return {**said, **reason, **gone}
    ahead = max(lost.seated, key=lambda there: (there.level is not None, there.lead), default=None)
    if ahead and ahead.level:
        said |= {LEVEL: ahead.level, LEAD: str(ahead.lead)}
    if lost.price:
        change = dict(zip(levels, lost.price.change, strict=True))
        said |= {PRICED: " ".join(f"{level}={number}" for level, number in change.items() if number)}
    return said
