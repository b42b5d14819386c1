"""What staff are asked about a person's own answers: none of it can be guessed, and nothing private is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.meanings import EMPLOYERS, TEACHERS
from forms.questionnaire import Purpose
from sheets_schema.tables.personal import CONSENTS
from sync.rules.bases import mentoring_form
from sync.rules.consent import KINDS, PAPER_COLUMNS, Gate, age, lost_key
from sync.rules.consent_words import TAKE_OFF, Consent, Lost
from sync.rules.identity import Person
from sync.rules.plan import Issue
from sync.rules.row_issues import KEEP
from sync.rules.world import World

YOUNGEST, GROWN_UP = 5, 18  # years


def person_issues(world: World, gates: Mapping[str, Gate]) -> Iterator[Issue]:
    for _, gate in sorted(gates.items()):
        yield from unclear_roles(world, gate.person)
        if too_young(world, gate.person):
            yield odd_birth_date(gate.person)
        for kind, consent in gate.consents.items():
            yield from consent_issues(world, gate.person, kind, consent)
        yield from withdrawal_issues(world, gate)


def unclear_roles(world: World, person: Person) -> Iterator[Issue]:
    for purpose, answer in person.newest.items():
        if not mentoring_form(world, answer):
            yield Issue(
                key=f"meaning-{person.code}-{purpose}",
                what="Непонятный ответ в анкете",
                who=person.label,
                where=world.questionnaire(answer).title,
                new=answer.text("role"),
                advice="В файле анкеты допишите этот вариант в means или попросите ответить заново",
            )


def too_young(world: World, person: Person) -> bool:
    """Younger than any pupil, or a grown-up by role and a child by birth date: often the day of filling in."""
    if person.birth_date is None:
        return False
    forms = {mentoring_form(world, answer) for answer in person.newest.values()}
    least = GROWN_UP if forms & {TEACHERS, EMPLOYERS} else YOUNGEST
    return bool(person.newest) and age(person.birth_date, world.today) < least


def odd_birth_date(person: Person) -> Issue:
    return Issue(
        key=f"birth-{person.code}",
        what="Дата рождения не подходит к анкете",
        who=person.label,
        where=CONSENTS.title,
        advice="Попросите исправить дату рождения в анкете: от неё зависит, чьё согласие нужно",
    )


def consent_issues(world: World, person: Person, kind: Purpose, consent: Consent) -> Iterator[Issue]:
    if consent.unclear:
        yield Issue(
            key=f"meaning-{person.code}-{kind.name.lower()}",
            what="Непонятный ответ в анкете",
            who=person.label,
            where=world.questionnaire(consent.unclear).title,
            new=consent.unclear.text("decision"),
            advice="В файле анкеты допишите этот вариант в means или попросите ответить заново",
        )
    if consent.unread_paper:
        yield Issue(
            key=f"paper-{person.code}-{kind.name.lower()}",
            what="Непонятная дата согласия на бумаге",
            who=person.label,
            where=f"{CONSENTS.title}: {CONSENTS.by_key[PAPER_COLUMNS[kind]].title}",
            advice="Впишите день, когда бумагу подписали: 20.11.2026. До тех пор бумага не считается",
        )
    if consent.lost in LOST and not consent.kept:
        yield lost_consent(person, kind, consent)


def withdrawal_issues(world: World, gate: Gate) -> Iterator[Issue]:
    """What was taken back in words that nobody can read: until it is clear, only what can be read is closed."""
    said = gate.withdrawals
    if said.unclear:
        yield Issue(
            key=f"meaning-{gate.person.code}-withdrawal",
            what="Непонятный ответ в анкете",
            who=gate.person.label,
            where=world.questionnaire(said.unclear).title,
            new=said.unclear.text("what"),
            advice="В файле анкеты допишите этот вариант в means или попросите ответить заново",
        )
    if said.unread_slip:
        yield Issue(
            key=f"paper-{gate.person.code}-withdrawal",
            what="Непонятная дата отзыва согласия",
            who=gate.person.label,
            where=f"{CONSENTS.title}: {CONSENTS.by_key['withdrawn_on'].title}",
            advice="Впишите день, когда согласие отозвали: 20.11.2026. До тех пор оно не отозвано",
        )


LOST = {Lost.RESPONSE: "Ответ исчез из формы", Lost.PAPER: "Пропала дата согласия на бумаге"}


def lost_consent(person: Person, kind: Purpose, consent: Consent) -> Issue:
    """A word that counts although its source is gone: nobody took it back."""
    return Issue(
        key=lost_key(person.code, kind),
        what=LOST[consent.lost],
        who=person.label,
        where=f"Согласие {KINDS[kind]}",
        now=str(consent.given),
        advice=f"Прежнее слово пока действует. Впишите «{KEEP}» или «{TAKE_OFF}»"
        + ("; дату можно вписать и снова" if consent.lost is Lost.PAPER else ""),
    )
