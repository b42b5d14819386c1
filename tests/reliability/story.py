"""A story told to its end: a school at work, staff and families in the middle of every synchronisation, then rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache

import requests

from sync.errors import Exit, Overtaken, Refused, Uncertain
from sync.render.sentences import exit_code
from tests.reliability.checker import Checker
from tests.reliability.desk import Desk
from tests.reliability.history import History
from tests.reliability.people import NEEDED, SURNAMES, Families
from tests.reliability.plans import Plan, Scene, Step
from tests.reliability.staff_decides import ACCIDENTS, EVERYDAY
from tests.reliability.town import Town, open_town
from tests.reliability.wire import Go, Killed, Moment, fair

MOST_TO_SETTLE = 3
REARRANGING = ("insert_column", "move_column", "delete_column")
PASSING = (Refused, Uncertain, Overtaken)  # of a synchronisation that was disturbed: the next one goes on


@dataclass
class Tally:
    """What all stories together were made of."""

    stories: int = 0
    acts: int = 0
    between_calls: int = 0
    syncs: int = 0
    kills: int = 0
    repairs: int = 0
    stopped: int = 0
    stopped_midway: int = 0
    settled_in: int = 0

    def told(self) -> str:
        return (
            f"{self.stories} stories, {self.syncs} syncs, {self.acts} acts ({self.between_calls} between two calls), "
            f"{self.kills} kills, {self.repairs} repairs, {self.stopped} stops for safety; "
            f"0 edits lost, 0 values on the wrong person, 0 doubled; settled in {self.settled_in} syncs at most"
        )


@dataclass
class Story:
    """One school, its history and the desk of its staff."""

    town: Town
    history: History
    desk: Desk
    tally: Tally = field(default_factory=Tally)

    def say(self, text: str) -> None:
        self.history.story.append(text)

    def act(self, step: Step) -> None:
        """Staff or a family do something."""
        self.tally.acts += 1
        if act := EVERYDAY.get(step.what) or ACCIDENTS.get(step.what):
            seen = self.desk.look(step.tab)
            if seen is not None:
                act(self.desk, seen, step.a, step.b, step.c)
            return
        residents = self.history.families.residents
        getattr(self, step.what)(residents[step.a % len(residents)], step)

    # Families

    def arrive(self, _resident: object, step: Step) -> None:
        families = self.history.families
        if len(families.residents) < len(SURNAMES):
            person = families.arrive(consents=step.b % 3 > 0)
            self.say(f"    {person.name} ({person.part}, {person.age}) applies, consents: {step.b % 3 > 0}")

    def apply_again(self, resident, _step: Step) -> None:
        if resident.newest is None:
            self.history.applied_again(resident)
        self.history.families.apply(resident)
        self.say(f"    {resident.name} applies again: {resident.newest.texts}")

    def revise(self, resident, step: Step) -> None:
        self.history.families.revise(resident, step.b)
        self.say(f"    {resident.name} revises an answer: {resident.newest and resident.newest.texts}")

    def take_back(self, resident, step: Step) -> None:
        self.history.families.take_back(resident, step.b)
        self.say(f"    an answer of {resident.name} is deleted in the form")

    def agree(self, resident, _step: Step) -> None:
        for kind in NEEDED[resident.age]:
            self.history.families.decide(resident, kind, yes=True)
        self.say(f"    {resident.name} consents")

    def withdraw(self, resident, step: Step) -> None:
        kinds = NEEDED[resident.age]
        self.history.families.decide(resident, kinds[step.b % len(kinds)], yes=False)
        self.say(f"    {resident.name} withdraws the consent")

    def take_back_word(self, resident, step: Step) -> None:
        self.history.families.take_back_word(resident, step.b)
        self.say(f"    a consent of {resident.name} is deleted in the form")

    # Synchronisations

    def play(self, scene: Scene) -> None:
        """What comes before, then a synchronisation with all that happens in it."""
        for step in (*scene.families, *scene.before):
            self.act(step)
        self.say(f"  sync{f', killed at call {scene.killed}' if scene.killed else ''}")
        self.sync(scene, disturbed=bool(scene.during or scene.killed))

    def sync(self, scene: Scene, disturbed: bool) -> bool:
        """One synchronisation; whether it wrote anything."""
        weather = Busy(self, scene, may_repair=self.history.unfinished)
        self.tally.syncs += 1
        self.history.unfinished = True
        began = self.history.now()
        try:
            outcome = self.town.sync_in(weather, wants_pairs=scene.pairs)
        except Killed:
            self.tally.kills += 1
            self.say("  (killed)")
            self.history.let_questions_go(self.desk.look("attention"), unanswered=True)
        except PASSING as error:
            if not disturbed:
                raise
            self.say(f"  (ended with {type(error).__name__})")
        except Exception as error:
            if exit_code(error) is not Exit.STOPPED:
                raise
            self.say(f"  (stopped: {error!r})")
            self.stopped(weather, scene)
        else:
            self.history.unfinished = False
            self.history.synchronised(*began)
            self.history.learn(self.desk.look_around())
            self.tally.repairs += outcome.repaired
            return bool(outcome.written or outcome.repaired)
        return True

    def stopped(self, weather: Busy, scene: Scene) -> None:
        """It stopped for safety: nothing was written. Somebody takes the accident back, or it is forced."""
        self.tally.stopped += 1
        # An accident in the middle of a synchronisation stops it when the next book is read, after others were written.
        assert not weather.writes or weather.acted or weather.may_repair, "it stopped for safety after it wrote"
        self.tally.stopped_midway += bool(weather.writes)
        if scene.takes_back and self.desk.accidents:
            self.say("  somebody takes the accident back")
            self.desk.put_right()
            return
        self.say("  the coordinator forces it")
        standing = self.desk.look_around()
        try:
            began = self.history.now()
            self.town.sync_in(fair, force=True)
            self.history.forced(standing)
            self.history.synchronised(*began)
        except Exception as error:
            if exit_code(error) is not Exit.STOPPED:
                raise
            self.say(f"  (stopped all the same: {error!r})")
            assert self.desk.accidents, "nobody can take the accident back"
            self.desk.put_right()

    def rest(self) -> None:
        """Nobody does anything any more: it settles, and then it is judged."""
        for times in range(MOST_TO_SETTLE + 1):
            self.say(f"  sync, undisturbed ({times + 1})")
            if not self.sync(Scene(), disturbed=False):
                self.tally.settled_in = max(self.tally.settled_in, times)
                break
        else:
            raise AssertionError("it never settles")
        tabs = self.desk.look_around()
        self.history.learn(tabs)
        problems = [*Checker(self.history, tabs).problems(), *self.desk.changed_copies()]
        assert not problems, "\n".join(problems)


@dataclass
class Busy:
    """The weather of a busy school: what a scene has for each call, before or after it is made."""

    story: Story
    scene: Scene
    may_repair: bool = False
    writes: int = 0
    acted: bool = False
    rearranged: set[str] = field(default_factory=set)
    beheaded: set[str] = field(default_factory=set)

    def __call__(self, moment: Moment, go: Go) -> requests.Response:
        self.happen(moment.number, after=False)
        dies = self.scene.killed == moment.number
        if dies and not self.scene.after_the_call:
            raise Killed
        self.writes += moment.path.endswith(":batchUpdate")
        reply = go()
        if dies:
            raise Killed
        self.happen(moment.number, after=True)
        return reply

    def happen(self, call: int, after: bool) -> None:
        for at, is_after, step in self.scene.during:
            if at == call and is_after is after and not self.leaves_no_trace(step):
                self.story.say(f"   call {call}, {'after' if after else 'before'} it:")
                self.story.tally.between_calls += 1
                self.acted = True
                self.story.act(step)

    def leaves_no_trace(self, step: Step) -> bool:
        """The one thing that the fence cannot mend: columns rearranged and the header deleted on one tab in the same
        second. Nothing is left then that tells where the columns stood when the machine wrote."""
        if step.what == "delete_header":
            self.beheaded.add(step.tab)
        elif step.what in REARRANGING:
            self.rearranged.add(step.tab)
        return step.tab in self.beheaded & self.rearranged


@dataclass(frozen=True)
class Founded:
    """A school in the middle of its year: the server's file, the clock, and all that was answered so far."""

    stored: bytes
    clock: float
    history: History


@cache
def founded(people: int, alike: bool = False) -> Founded:
    """Everyone applied and consented but the last one; mentors are admitted and pairs proposed."""
    with open_town(people) as town:
        families = Families(town, alike)
        history = History(families)
        for number in range(people):
            families.arrive(consents=number < people - 1)
        town.sync()
        desk = Desk(town, history)
        seen = desk.look("readiness")
        for row in range(len(seen.rows) if seen else 0):
            EVERYDAY["interview"](desk, seen, row, 0, 0)
        town.sync(wants_pairs=True)
        assert not town.sync().written
        history.learn({"consents": desk.look("consents")})
        history.synchronised(*history.now())
        history.story.clear()
        families.town = None
        return Founded(town.state.db.serialize(), town.time.now, history)


@contextmanager
def opened(plan: Plan, tally: Tally) -> Iterator[Story]:
    """The school of a plan, as it was founded."""
    school = founded(plan.school, plan.alike)
    with open_town(100 + plan.school, school.stored, copySkipsFilteredRows=plan.skips) as town:
        town.time.now = school.clock
        history = deepcopy(school.history)
        history.families.town = town
        yield Story(town, history, Desk(town, history), tally)


def tell(plan: Plan, tally: Tally) -> None:
    """The whole story. Raises AssertionError with the story as people would tell it."""
    with opened(plan, tally) as story:
        try:
            for number, scene in enumerate(plan.scenes, start=1):
                story.say(f"scene {number}")
                story.play(scene)
            story.say("everyone goes home")
            story.rest()
        except Exception as error:
            told = "\n".join(story.history.story)
            words = str(error) if isinstance(error, AssertionError) else repr(error)
            message = f"{words}\n\nThe story, of {plan.school} people:\n{told}"
            raise AssertionError(message) from error
    tally.stories += 1
