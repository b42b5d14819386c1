"""The gate: whose consent holds, and what is missing.

Under 14 a guardian consents, from 14 to 17 both, from 18 the person alone: the law names no age, and this is the
reading that no school was ever blamed for (docs/decisions/0003-ages-of-consent.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from forms.answer import Answer
from forms.normalise import tidy
from forms.questionnaire import CONSENTS as PROCESSING
from forms.questionnaire import Purpose
from sheets_schema.cells import fingerprint
from sheets_schema.kind import Value, canonical, to_date
from sheets_schema.tables.personal import CONSENTS
from sync.rules.consent_words import NO_PAPER, NOTHING_SAID, Consent, Given, Paper, Sources, read_consent, stand
from sync.rules.editions import Editions
from sync.rules.identity import Person
from sync.rules.memory import LAPSED, PERSON, RowMemory
from sync.rules.row_issues import BRING_BACK, DELETE, row_question
from sync.rules.typed_word import typed_word
from sync.rules.withdrawal import Withdrawals, withdrawals_of
from sync.rules.world import World

KINDS = {
    Purpose.OWN_CONSENT: "своё",
    Purpose.GUARDIAN_CONSENT: "законного представителя",
    Purpose.PUBLICATION: "на публикацию",
    Purpose.REUSE: "на использование базы другими школами",
}
MISSING = {Purpose.OWN_CONSENT: "самого участника", Purpose.GUARDIAN_CONSENT: "родителя"}
PAPER_COLUMNS = {
    Purpose.OWN_CONSENT: "own_paper",
    Purpose.GUARDIAN_CONSENT: "guardian_paper",
    Purpose.PUBLICATION: "publication_paper",
    Purpose.REUSE: "reuse_paper",
    Purpose.WITHDRAWAL: "withdrawn_on",
}
HOLDS, WAITS, DENIED, WITHDRAWN, RENEW = "действует", "ждём", "отказ", "отозвано", "обновить согласие"
GROWN_UP = frozenset({Purpose.OWN_CONSENT, Purpose.PUBLICATION, Purpose.REUSE})  # given anew at 18
TERM = timedelta(days=30)  # from the withdrawal to the destruction: 152-FZ, article 21, part 5


@dataclass(frozen=True)
class Gate:
    """All consents of one person, which of them this age needs, and which are valid today.

    ``renew``: what was given was once enough, but a birthday asks for these, or the term is over.
    Expiry deletes nothing; it only keeps the person out of pairs and summaries until the consent is renewed.
    """

    person: Person
    consents: Mapping[Purpose, Consent]
    needed: tuple[Purpose, ...]
    valid: frozenset[Purpose]
    renew: tuple[Purpose, ...] = ()
    birth: date | None = None
    withdrawals: Withdrawals = field(default_factory=Withdrawals)

    @cached_property
    def lacking(self) -> tuple[Purpose, ...]:
        return tuple(kind for kind in self.needed if kind not in self.valid)

    @property
    def expired(self) -> bool:
        return bool(self.renew)

    @property
    def open(self) -> bool:
        return not self.lacking

    @property
    def visible(self) -> bool:
        """Whether the row may stay in view: the consent holds, or only waits to be renewed."""
        return self.open or self.expired

    @property
    def state(self) -> str:
        if self.open:
            return HOLDS
        if self.expired:
            return RENEW
        said = {self.consents[kind].given for kind in self.needed}
        if Given.WITHDRAWN in said:
            return WITHDRAWN
        return DENIED if Given.NO in said else WAITS

    @property
    def demanded(self) -> datetime | None:
        """Since when it has been known that the person does not want to be here: the law's term counts from then."""
        refused = [self.consents[kind] for kind in self.needed if self.consents[kind].refused_now]
        return None if self.visible else min((word.moment for word in refused if word.moment), default=None)

    def may(self, kind: Purpose) -> bool:
        """Whether this consent, say that to publish, holds today: none does without that to the processing."""
        return self.open and kind in self.valid

    @property
    def words(self) -> dict[str, dict[str, Any]]:
        """What the memory keeps of the consents."""
        return {str(kind): kept for kind, consent in self.consents.items() if (kept := consent.to_memory())}

    @property
    def missing(self) -> str:
        return ", ".join(f"согласие {MISSING[kind]}" for kind in self.lacking)


def gates(
    world: World,
    people: Mapping[str, Person],
    matched: Mapping[str, tuple[Answer, ...]],
    memory: Mapping[str, dict[str, Any]],
    choices: Mapping[str, str],
    editions: Editions,
) -> dict[str, Gate]:
    """Every person's gate, by code."""
    papers = papers_of(world, people, choices)
    slips = chosen_on_paper(world)
    listed = frozenset(fingerprint(answer.response_id) for answer in world.answers)
    found = {}
    for code, person in people.items():
        known = known_words(memory, code)
        answers = matched.get(code, ())
        slip = papers.get((code, Purpose.WITHDRAWAL), NO_PAPER)
        taken_back = withdrawals_of(world, answers, slip, slips.get(code, ""))
        needed = needed_at(person.birth_date, world.today)
        consents = dict.fromkeys(KINDS, NOTHING_SAID)
        said = world.by_their_purpose(answers)
        for kind in KINDS:
            words = tuple(said.get(kind, ()))
            paper = papers.get((code, kind), NO_PAPER)
            before = read_consent(known[kind]) if kind in known else NOTHING_SAID
            if not (kind in needed or was_given(words, paper, before)):
                continue
            sources = Sources(
                answers=words,
                paper=paper,
                known=before,
                listed=listed,
                choice=typed_word(choices.get(lost_key(code, kind), "")),
                taken_back=taken_back.words.get(kind, ()),
                unread=taken_back.unread,
                slip=taken_back.slip_for(kind),
            )
            consents[kind] = stand(world, sources)
        found[code] = gate_of(world, person, consents, editions, taken_back)
    return found


def known_words(memory: Mapping[str, Mapping[str, Any]], code: str) -> Mapping[str, Any]:
    """What was last known of a person's consents, also of one whose application was dropped."""
    entry = memory.get(f"{PERSON}:{code}") or memory.get(f"{LAPSED}:{code}") or {}
    words: Mapping[str, Any] = entry.get("consents", {})
    return words


def was_given(answers: tuple[Answer, ...], paper: Paper, known: Consent) -> bool:
    """Of a consent that was never given or refused, and need not be, nothing can be taken back."""
    return bool(answers or known != NOTHING_SAID or canonical(paper.value))


def lost_key(code: str, kind: Purpose) -> str:
    """The key of the question about a consent whose source is gone."""
    return f"lost-{code}-{kind.name.lower()}"


def gate_of(
    world: World,
    person: Person,
    consents: Mapping[Purpose, Consent],
    editions: Editions,
    taken_back: Withdrawals,
) -> Gate:
    birth = person.birth_date or birth_from(consents.values())
    needed = needed_at(birth, world.today)
    enough = was_enough(birth, consents)
    valid = {kind for kind in consents if in_term(world, kind, consents[kind], editions)}
    early = {kind for kind in GROWN_UP if came_of_age(world, consents[kind], birth)}
    valid -= early if enough else early - PROCESSING
    renew = tuple(kind for kind in needed if kind not in valid) if enough else ()
    gate = Gate(person, consents, needed, frozenset(valid), renew, birth, taken_back)
    if not gate.visible and not person.newest and person.birth_date:
        # Only the memory knew this day of birth, and without consent it forgets.
        return gate_of(world, replace(person, birth_date=None), consents, editions, taken_back)
    return gate


def in_term(world: World, kind: Purpose, consent: Consent, editions: Editions) -> bool:
    """It was given, and neither the term that its text named nor the programme's is over."""
    if not consent.holds or not consent.moment:
        return False
    # Of a paper only the day is known: it was the newest text of that day.
    given = consent.moment + timedelta(days=1) if consent.given is Given.PAPER else consent.moment
    return world.today <= min(editions.in_force(kind, given).until, world.programme.until)


def came_of_age(world: World, own: Consent, birth: date | None) -> bool:
    """The person's own word was given before 18: as a grown-up they give it anew."""
    if not birth or not own.holds or not own.moment:
        return False
    day = own.moment.astimezone(world.programme.zone).date()
    return age(birth, day) < 18 <= age(birth, world.today)


def was_enough(birth: date | None, consents: Mapping[Purpose, Consent]) -> bool:
    """Nobody refused, and on the day when one of them was given, the consents held by then were those needed then."""
    if any(consents[kind].given is Given.NO for kind in PROCESSING):
        return False
    since = {kind: consent.since for kind, consent in consents.items() if consent.holds and consent.since}
    held = {day: {kind for kind, first in since.items() if first <= day} for day in since.values()}
    return any(held[day].issuperset(needed_at(birth, day)) for day in held)


def needed_at(birth: date | None, day: date) -> tuple[Purpose, ...]:
    """Whose consents a person of this age needs; of an unknown age, both."""
    years = age(birth, day) if birth else None
    if years is not None and years >= 18:
        return (Purpose.OWN_CONSENT,)
    if years is not None and years < 14:
        return (Purpose.GUARDIAN_CONSENT,)
    return (Purpose.OWN_CONSENT, Purpose.GUARDIAN_CONSENT)


def birth_from(consents: Iterable[Consent]) -> date | None:
    """For a person whose application is gone: the consent itself names the day of birth."""
    for consent in consents:
        if consent.answer and (day := to_date(consent.answer.text("birth_date"))):
            return day
    return None


def age(birth: date, today: date) -> int:
    """Whole years; born on 29 February, one grows older on 1 March."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def papers_of(world: World, people: Iterable[str], choices: Mapping[str, str]) -> dict[tuple[str, Purpose], Paper]:
    """What staff entered in «Согласия», by code and kind. Copies of a row count as one while they agree."""
    sheet = world.find_sheet("consents")
    entered: dict[tuple[str, Purpose], dict[str, Value]] = {}
    for row in sheet.rows if sheet else ():
        for kind, column in PAPER_COLUMNS.items():
            value = row.values.get(column)
            entered.setdefault((row.key, kind), {})[canonical(value)] = value
    standing = {row.key for row in sheet.rows} if sheet else set()
    papers = {
        place: Paper(next(iter(values.values())), found=True) for place, values in entered.items() if len(values) == 1
    }
    known_rows = world.remembered_rows("consents")
    for code in {*people, *known_rows} - standing:
        known, choice = known_rows.get(code, RowMemory()), typed_word(choices.get(row_question(CONSENTS, code), ""))
        paper = Paper(
            dropped=known.dropped or choice == DELETE,
            comes_back=sheet is None or not known.cells or choice == BRING_BACK,
        )
        papers |= {(code, kind): paper for kind in PAPER_COLUMNS}
    return papers


def chosen_on_paper(world: World) -> dict[str, str]:
    """What staff say was taken back on paper, by code."""
    sheet = world.find_sheet("consents")
    rows = [row.to_record() for row in sheet.rows] if sheet else []
    return {row.key: row.text("withdrawn_what") for row in rows if row.text("withdrawn_what")}


# The rows of «Согласия»


def consent_values(world: World, gate: Gate) -> dict[str, Value]:
    """What the machine says of one person in «Согласия»: name and class, what is given, what is missing."""
    own, guardian = gate.consents[Purpose.OWN_CONSENT], gate.consents[Purpose.GUARDIAN_CONSENT]
    values: dict[str, Value] = {
        "code": gate.person.code,
        "state": gate.state,
        "missing": gate.missing,
        "own": how(world, own),
        "guardian": how(world, guardian),
        "publication": how_far(world, gate, Purpose.PUBLICATION),
        "reuse": how_far(world, gate, Purpose.REUSE),
    }
    if guardian.answer or guardian.given is not Given.YES:  # else it stands there from when it could be read
        values["guardian_name"] = guardian_name(guardian)
    if gate.person.name:
        values |= {"full_name": gate.person.name, "school_class": gate.person.school_class}
    return values


def guardian_name(consent: Consent) -> str:
    return tidy(consent.answer.text("guardian_name")) if consent.answer and consent.holds else ""


def how(world: World, consent: Consent) -> str:
    if not consent.moment:
        return ""
    return f"{consent.given} {consent.moment.astimezone(world.programme.zone):%d.%m.%Y}"


def how_far(world: World, gate: Gate, kind: Purpose) -> str:
    """The same of a consent that opens no gate, and whether it must be given anew."""
    consent = gate.consents[kind]
    return f"{how(world, consent)}, обновить" if consent.holds and kind not in gate.valid else how(world, consent)
