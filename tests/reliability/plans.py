"""Stories drawn by chance: who does what before, between and after the calls of each synchronisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from tests.reliability.seen import TABS
from tests.reliability.staff_at_work import ARRANGING
from tests.reliability.staff_decides import ACCIDENTS, EVERYDAY

FAMILY = ("arrive", "apply_again", "revise", "take_back", "agree", "withdraw", "take_back_word")
SMALLEST = 6  # people
CALLS = 14  # of a synchronisation with changes, and of one that must read again


@dataclass(frozen=True)
class Step:
    """One thing that somebody does; the numbers choose among what there is at that moment."""

    what: str
    tab: str
    a: int
    b: int
    c: int


@dataclass(frozen=True)
class Scene:
    """One synchronisation: what families and staff do before it, what is done at which of its calls (before or after
    that call is made), and at which call the machine dies, 0 for none.

    ``takes_back``: after a stop somebody takes the accident back; ``pairs``: new pairs are asked for.
    """

    families: tuple[Step, ...] = ()
    before: tuple[Step, ...] = ()
    during: tuple[tuple[int, bool, Step], ...] = ()
    killed: int = 0
    after_the_call: bool = False
    takes_back: bool = False
    pairs: bool = False


@dataclass(frozen=True)
class Plan:
    """A whole story. ``skips``: Google leaves rows out of a copy that a filter hides. ``alike``: of some things all
    say one of a few words."""

    school: int
    skips: bool
    scenes: tuple[Scene, ...] = field(default_factory=tuple)
    alike: bool = False


NUMBERS = st.integers(0, 47)
ACTS = st.sampled_from([*EVERYDAY, *EVERYDAY, *EVERYDAY, *ACCIDENTS, "edit", "edit", "edit", "settle_question", "undo"])
RUSHED = st.sampled_from(
    [act.__name__ for act in ARRANGING] + ["sort", "edit", "edit", "paste", "clear", "copy_down", "rename_column"]
)
BASES = st.sampled_from(["mentees", "mentees", "mentors"])
ANY_TAB = st.sampled_from(["mentees", "mentees", "mentees", "mentors", *TABS])
STAFF = st.builds(Step, ACTS, ANY_TAB, NUMBERS, NUMBERS, NUMBERS)
IN_A_RUSH = st.builds(Step, RUSHED, BASES, NUMBERS, NUMBERS, NUMBERS)
NEWS = st.sampled_from([*FAMILY, "revise", "revise", "revise", "apply_again"])
PEOPLE = st.builds(Step, NEWS, st.just(""), NUMBERS, NUMBERS, NUMBERS)
# Five to seven read the books, eight to ten write them: between the two is where it hurts.
DURING = st.one_of(
    st.tuples(st.integers(1, CALLS), st.booleans(), st.one_of(STAFF, STAFF, PEOPLE)),
    st.tuples(st.integers(6, 9), st.booleans(), IN_A_RUSH),
    st.tuples(st.integers(6, 9), st.booleans(), IN_A_RUSH),
)
SCENES = st.builds(
    Scene,
    families=st.lists(PEOPLE, min_size=1, max_size=6).map(tuple),
    before=st.lists(STAFF, max_size=3).map(tuple),
    during=st.lists(DURING, max_size=5).map(tuple),
    killed=st.sampled_from([0, 0, 0, 0, 0, 0, *range(7, 12), *range(1, CALLS)]),
    after_the_call=st.booleans(),
    takes_back=st.booleans(),
    pairs=st.sampled_from([False, False, False, True]),
)
PLANS = st.builds(
    Plan,
    school=st.sampled_from([SMALLEST, 8, 12, 14]),
    skips=st.booleans(),
    scenes=st.lists(SCENES, min_size=2, max_size=5).map(tuple),
    alike=st.booleans(),
)


def shorter(plan: Plan) -> Iterator[Plan]:
    """The same story with one thing less in it, the largest things first."""
    for number, scene in enumerate(plan.scenes):
        yield replace(plan, scenes=without(plan.scenes, number))
        for less in simpler(scene):
            yield replace(plan, scenes=(*plan.scenes[:number], less, *plan.scenes[number + 1 :]))
    if plan.school > SMALLEST:
        yield replace(plan, school=SMALLEST)
    if plan.skips:
        yield replace(plan, skips=False)
    if plan.alike:
        yield replace(plan, alike=False)


def simpler(scene: Scene) -> Iterator[Scene]:
    for name in ("families", "before", "during"):
        steps = getattr(scene, name)
        yield from (replace(scene, **{name: without(steps, number)}) for number in range(len(steps)))
    for number, (_, _, step) in enumerate(scene.during):
        yield replace(scene, before=(*scene.before, step), during=without(scene.during, number))
    if scene.killed:
        yield replace(scene, killed=0)


def without(things: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    return things[:number] + things[number + 1 :]
