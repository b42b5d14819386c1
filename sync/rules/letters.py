"""Who is to be told what: the letters of each kind, as values. Nobody is named to others by more than a pair needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from forms.normalise import folded_letters, tidy
from forms.question import MENTEES, MENTORS
from forms.questionnaire import ON_CONSENT, Purpose
from sheets_schema.record import Record
from sync.errors import UnknownMeeting, UnknownPair
from sync.rules.addresses import addresses_in
from sync.rules.answered import Participant, missing, participants
from sync.rules.consent import RENEW, WAITS, Gate, age
from sync.rules.decide import pass_to_ground
from sync.rules.full_name import read_full_name
from sync.rules.ground import Ground
from sync.rules.letter_ledger import mark_of, meetings_of, numbered
from sync.rules.personal_links import Linked, is_asked, linked_surveys
from sync.rules.world import World

OF_AGE = 18


class Kind(StrEnum):
    PAIRS = "pairs"
    MEETING = "meeting"
    SURVEYS = "surveys"
    CONSENT = "consent"


@dataclass(frozen=True)
class Topic:
    """One thing to be told; ``occasion`` is what makes it the same thing at the next run."""

    occasion: str


@dataclass(frozen=True)
class PairTopic(Topic):
    """Who the other one is, as this person may know them; ``other`` is the code. ``role`` is the other's."""

    other: str
    name: str
    place: str
    role: str


@dataclass(frozen=True)
class MeetingTopic(PairTopic):
    """A meeting of the pair, ``minutes`` long; ``uid`` and ``sequence`` are for calendars."""

    at: datetime
    minutes: int
    where: str
    uid: str
    sequence: int


@dataclass(frozen=True)
class LinkTopic(Topic):
    """A form that waits for this person."""

    title: str
    address: str


@dataclass(frozen=True)
class ConsentTopic(LinkTopic):
    """A consent of this kind that is missing; ``renew``: what was given once is no longer enough."""

    consent: Purpose
    renew: bool


@dataclass(frozen=True)
class Letter:
    """What goes to one person. ``codes`` are theirs, the former ones too; ``to`` is empty where no address is known.

    ``links`` are the surveys of theirs that are open, by title.
    """

    kind: Kind
    codes: tuple[str, ...]
    first_name: str
    to: tuple[str, ...]
    topics: tuple[Topic, ...]
    links: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        return self.codes[0]

    @property
    def about(self) -> tuple[str, ...]:
        """The codes of all of whom it tells."""
        others = (topic.other for topic in self.topics if isinstance(topic, PairTopic))
        return tuple(dict.fromkeys([self.code, *others]))


@dataclass(frozen=True)
class Meeting:
    """A meeting as the coordinator names it. ``number``: an earlier one that has changed."""

    pair: str
    at: datetime
    minutes: int
    where: str = ""
    number: int | None = None

    @property
    def told(self) -> str:
        return mark_of(self.at.isoformat(), str(self.minutes), self.where)


@dataclass(frozen=True)
class Asked:
    """What was asked for. ``anew``: tell once more today of what was told before and still waits.

    ``again`` are the codes of those who get the letter whatever the ledger says.
    """

    kind: Kind
    anew: bool = False
    again: frozenset[str] = field(default_factory=frozenset)
    meeting: Meeting | None = None


def letters_for(world: World, asked: Asked) -> tuple[Letter, ...]:
    """Every letter of this kind that there is anything to say in, by code, whether it went already or not.

    Raises UnknownPair, UnknownMeeting.
    """
    ground = pass_to_ground(world)
    if asked.kind is Kind.PAIRS:
        found = pair_letters(ground)
    elif asked.kind is Kind.MEETING and asked.meeting:
        found = meeting_letters(ground, asked.meeting)
    elif asked.kind is Kind.SURVEYS:
        found = survey_letters(ground)
    else:
        found = consent_letters(ground)
    today = f"@{world.today.isoformat()}" if asked.anew else ""
    letters = (with_day(letter, today) for letter in found)
    return tuple(sorted(letters, key=lambda letter: letter.code))


def with_day(letter: Letter, today: str) -> Letter:
    topics = (replace(topic, occasion=topic.occasion + today) for topic in letter.topics)
    return replace(letter, topics=tuple(topics)) if today else letter


# Names, as the one or the other may know them


def is_adult(ground: Ground, code: str) -> bool:
    birth = ground.gated.gates[code].birth
    return birth is not None and age(birth, ground.world.today) >= OF_AGE


def name_for_others(ground: Ground, code: str, full_name: str) -> str:
    """Of a minor the first name alone; where it cannot be told from a surname, the code."""
    return tidy(full_name) if is_adult(ground, code) else first_name_of(full_name) or code


def first_name_of(full_name: str) -> str:
    """As it was typed; "" when nobody can tell which word it is."""
    given = read_full_name(full_name).given
    words = tidy(full_name).split()
    said = (word for word in words if given and folded_letters(word).replace("ё", "е") == given)
    return next(said, "")


def greeting_of(ground: Ground, code: str, full_name: str) -> str:
    """A grown-up is called by name and patronymic, where all three stand in their usual order."""
    words = tidy(full_name).split()
    first = first_name_of(full_name)
    if is_adult(ground, code) and len(words) == 3 and words[1] == first:
        return " ".join(words[1:])
    return first


# Letters on pairs and meetings


@dataclass(frozen=True)
class Side:
    """One of a pair as the other may know them. ``part`` is the base that they are in."""

    part: str
    code: str
    record: Record
    name: str
    place: str


def sides_of(ground: Ground, mentee: str, mentor: str) -> tuple[Side, Side]:
    pupil, guide = ground.mentees[mentee], ground.mentors[mentor]
    return (
        Side(MENTEES, mentee, pupil, *known_as(ground, mentee, pupil, "school_class")),
        Side(MENTORS, mentor, guide, *known_as(ground, mentor, guide, "place")),
    )


def known_as(ground: Ground, code: str, record: Record, place: str) -> tuple[str, str]:
    return name_for_others(ground, code, record.text("full_name")), tidy(record.text(place))


def pair_letters(ground: Ground) -> Iterator[Letter]:
    """One letter to each, however many pairs they are in."""
    topics: dict[tuple[str, str], list[Topic]] = {}
    sides: dict[tuple[str, str], Side] = {}
    for pair in ground.together:
        mentee, mentor = sides_of(ground, pair.mentee, pair.mentor)
        for mine, other in ((mentee, mentor), (mentor, mentee)):
            topic = PairTopic(pair.key, other.code, other.name, other.place, other.part)
            topics.setdefault((mine.code, mine.part), []).append(topic)
            sides[mine.code, mine.part] = mine
    surveys = [each for each in linked_surveys(ground.world) if not is_consent(ground.world, each)]
    for place, told in topics.items():
        letter = letter_to(ground, Kind.PAIRS, sides[place], tuple(told))
        yield replace(letter, links=links_for(surveys, sides[place]))


def links_for(surveys: list[Linked], side: Side) -> tuple[tuple[str, str], ...]:
    asked = (each for each in surveys if is_asked(each.whom, (side.part,)))
    return tuple((each.title, each.address_for(side.code)) for each in asked)


def letter_to(ground: Ground, kind: Kind, side: Side, topics: tuple[Topic, ...]) -> Letter:
    gate = ground.gated.gates[side.code]
    name = greeting_of(ground, side.code, side.record.text("full_name"))
    codes = (side.code, *gate.person.codes)
    return Letter(kind, codes, name, addresses_in(side.record.text("contact")), topics)


def meeting_letters(ground: Ground, meeting: Meeting) -> Iterator[Letter]:
    """To both of the pair. Raises UnknownPair when it is not approved, UnknownMeeting for a number that none has."""
    pair = next((pair for pair in ground.together if pair.key == meeting.pair), None)
    if pair is None:
        raise UnknownPair(meeting.pair)
    known = numbered(meetings_of(ground.world.memory["personal"], pair.key), meeting.told, meeting.number)
    if known is None:
        raise UnknownMeeting(pair.key, meeting.number or 0)
    occasion = f"{pair.key}/{known.number}/{known.sequence}"
    uid = f"pair-{pair.key}-meet-{known.number}@{ground.world.programme.id}"
    mentee, mentor = sides_of(ground, pair.mentee, pair.mentor)
    when = (meeting.at, meeting.minutes, meeting.where)
    for mine, other in ((mentee, mentor), (mentor, mentee)):
        whom = (other.code, other.name, other.place, other.part)
        topic = MeetingTopic(occasion, *whom, *when, uid, known.sequence)
        yield letter_to(ground, Kind.MEETING, mine, (topic,))


# Letters on forms that wait


def is_consent(world: World, survey: Linked) -> bool:
    """Nobody is pressed for a consent that is free to be given or not."""
    return world.by_key[survey.key].purpose in ON_CONSENT


def survey_letters(ground: Ground) -> Iterator[Letter]:
    """The open surveys that someone has not answered, but for reports of meetings: only a meeting asks for them."""
    world = ground.world
    people = [person for person in participants(world) if person.code in ground.open]
    waiting: dict[str, list[Topic]] = {}
    for survey in linked_surveys(world):
        if is_consent(world, survey) or world.by_key[survey.key].purpose is Purpose.MEETING:
            continue
        for person in missing(world, world.by_key[survey.key], people):
            topic = LinkTopic(survey.key, survey.title, survey.address_for(person.code))
            waiting.setdefault(person.code, []).append(topic)
    for person in people:
        if person.code in waiting:
            yield survey_letter(ground, person, tuple(waiting[person.code]))


def survey_letter(ground: Ground, person: Participant, topics: tuple[Topic, ...]) -> Letter:
    name = greeting_of(ground, person.code, person.name)
    return Letter(Kind.SURVEYS, (person.code, *person.codes), name, addresses_in(person.contact), topics)


def consent_letters(ground: Ground) -> Iterator[Letter]:
    """To those who applied and whose consent is waited for or must be renewed. Nobody who refused or took it back is
    asked again; the address is the one that they left in the application, for this."""
    forms = {ground.world.by_key[form.key].purpose: form for form in ground.world.forms if form.open}
    for code, gate in ground.gated.gates.items():
        if gate.state not in (WAITS, RENEW) or not gate.person.newest:
            continue
        topics = tuple(
            ConsentTopic(f"{gate.state}/{kind.name}", forms[kind].title, forms[kind].address, kind, gate.expired)
            for kind in gate.lacking
            if kind in forms
        )
        if topics:
            name = greeting_of(ground, code, gate.person.name)
            yield Letter(Kind.CONSENT, (code, *gate.person.codes), name, applied_from(ground.world, gate), topics)


def applied_from(world: World, gate: Gate) -> tuple[str, ...]:
    """The addresses of the newest application that names any."""
    answers = sorted(gate.person.newest.values(), key=lambda answer: (answer.submitted, answer.response_id))
    for answer in reversed(answers):
        asked = [question for question in world.questionnaire(answer).questions if question.target == "contact"]
        if to := addresses_in(", ".join(answer.text(question.key) for question in asked)):
            return to
    return ()
