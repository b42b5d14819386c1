"""The surveys as the coordinator handles them: which are open, who has answered, whose link is which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sync.errors import UnknownSurvey
from sync.folder import KnownFiles
from sync.reading import Job, collect_and_read, known_files, side_by_side
from sync.rules.answered import Participant, missing, participants
from sync.rules.personal_links import is_asked, linked_surveys
from sync.rules.world import World


@dataclass(frozen=True)
class Survey:
    """A survey as it stands: how many answered, and who of those that are to answer has not."""

    key: str
    title: str
    open: bool
    address: str
    answers: int
    asked: int
    missing: tuple[Participant, ...]


@dataclass(frozen=True)
class Link:
    """The address of a survey for one person, who need not type the code."""

    person: Participant
    key: str
    title: str
    address: str


def surveys(job: Job) -> tuple[Survey, ...]:
    """All surveys, in the order of their keys, as Google has them at this moment."""
    known = known_files(job)
    look_at_forms(job, known)
    world = collect_and_read(job, known)
    people = participants(world)
    counts = Counter(answer.questionnaire for answer in world.answers)
    return tuple(
        Survey(
            key=form.key,
            title=form.title,
            open=form.open,
            address=form.address,
            answers=counts[form.key],
            asked=sum(is_asked(world.by_key[form.key].whom, person.parts) for person in people),
            missing=missing(world, world.by_key[form.key], people),
        )
        for form in world.forms
    )


def chosen(found: tuple[Survey, ...], key: str | None) -> tuple[Survey, ...]:
    """The one survey that was named, or all. Raises UnknownSurvey."""
    refuse_unknown([key] if key else [], [survey.key for survey in found])
    return tuple(survey for survey in found if key in (None, survey.key))


def to_json(survey: Survey, *, with_names: bool) -> dict[str, Any]:
    """Names only where they were asked for."""
    people = [{"code": person.code, "name": person.name} for person in survey.missing]
    named = {"who": people} if with_names else {}
    return {**vars(survey), "missing": len(people), **named}


def look_at_forms(job: Job, known: KnownFiles) -> None:
    """Somebody may have opened or closed a form by hand: what this computer knows of it follows."""
    _ = job.apis.forms.forms
    keys = [questionnaire.key for questionnaire in job.questionnaires]
    states = side_by_side(job, lambda key: job.apis.forms.is_accepting(known.forms[key].id), keys)
    turn(job, known, (key for key in keys if states[key] != known.forms[key].open))


def turn_forms(job: Job, keys: Iterable[str], *, accepting: bool) -> tuple[str, ...]:
    """Open or close these forms; the titles of them. Raises UnknownSurvey before anything is done."""
    titles = {questionnaire.key: questionnaire.title for questionnaire in job.filled()}
    wanted = list(dict.fromkeys(keys))
    refuse_unknown(wanted, titles)
    known = known_files(job)
    _ = job.apis.forms.get(known.forms[wanted[0]].id)  # the server tells the time
    changed = [key for key in wanted if known.forms[key].open != accepting]
    if accepting:  # an open form that counts as closed would not be read: rather the other way round
        turn(job, known, changed)
    for key in wanted:
        job.apis.forms.publish(known.forms[key].id, accepting)
    if not accepting:
        turn(job, known, changed)
    return tuple(titles[key] for key in wanted)


def turn(job: Job, known: KnownFiles, keys: Iterable[str]) -> None:
    """Remember that these forms are open now where they were closed, and the other way round."""
    changes = {}
    for key in keys:
        form = known.forms[key]
        form.turn(not form.open, job.apis.session.server_time)
        changes[key] = {"open": form.open, "turned": form.turned}
    if changes and not job.folder.known_files.exists():
        known.programme = job.programme.id
        job.folder.save_known(known)
    job.folder.change_forms(changes)


def refuse_unknown(keys: Iterable[str], known: Iterable[str]) -> None:
    unknown = tuple(key for key in keys if key not in known)
    if unknown:
        raise UnknownSurvey(unknown, tuple(known))


def personal_links(job: Job, keys: Iterable[str] = ()) -> tuple[Link, ...]:
    """For everyone whose consent holds or waits to be renewed: a link to each open survey that they are to answer.

    ``keys`` choose surveys, closed ones too. Raises UnknownSurvey.
    """
    wanted = frozenset(keys)
    refuse_unknown(wanted, [questionnaire.key for questionnaire in job.questionnaires])
    world = collect_and_read(job, known_files(job))
    return tuple(links_of(world, wanted))


def links_of(world: World, keys: frozenset[str]) -> Iterator[Link]:
    people = participants(world)
    for survey in linked_surveys(world, keys):
        for person in people:
            if is_asked(survey.whom, person.parts):
                yield Link(person, survey.key, survey.title, survey.address_for(person.code))
