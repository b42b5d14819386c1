"""What shows how far stages 1 to 5 have got: from the first requests to pairs fixed by an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.questionnaire import Purpose
from sheets_schema.record import Record
from sheets_schema.tables.bases import ADMITTED, REFUSED, RESERVE
from sync.rules.entries import WAVES
from sync.rules.lines import MENTEE, MENTOR
from sync.rules.numerals import Noun, counted
from sync.rules.portrait import parts
from sync.rules.progress import Evidence, Progress, filled, is_waited_for, says_yes, surveyed
from sync.rules.typed_word import typed_word

SURVEY = Noun("анкета", "анкеты", "анкет")
CONSENT = Noun("согласие", "согласия", "согласий")
REFUSAL = Noun("отказ", "отказа", "отказов")
CARD = Noun("карточка", "карточки", "карточек")
OF_MENTEES = Noun("наставляемый", "наставляемых", "наставляемых")
OF_MENTORS = Noun("наставник", "наставника", "наставников")
FORM = Noun("форма", "формы", "форм")
DECISION = Noun("решение", "решения", "решений")
EXPERT = Noun("эксперт", "эксперта", "экспертов")
MATERIAL = Noun("материал", "материала", "материалов")
ANSWER = Noun("ответ", "ответа", "ответов")
PAIR = Noun("пара", "пары", "пар")
REQUEST = Noun("запрос", "запроса", "запросов")
WAIT = Noun("ждёт", "ждут", "ждут")


def preliminary(progress: Progress) -> str:
    """Stage 1 has no numbered activity: the requests, and what staff made of them."""
    requests = progress.answers("requests")
    places, resources = filled(requests, "where_to_look"), filled(requests, "resources")
    return f"{counted(len(requests), REQUEST)}; написано, где искать наставников: {places}, что нужно: {resources}"


# Applications and consents


def mentees_applied(progress: Progress) -> Evidence:
    return applied(progress, Purpose.MENTEE)


def mentors_applied(progress: Progress) -> Evidence:
    return applied(progress, Purpose.MENTOR)


def applied(progress: Progress, purpose: Purpose) -> Evidence:
    gates = progress.applied(purpose)
    given = sum(gate.visible for gate in gates)
    waiting = sum(map(is_waited_for, gates))
    refused = len(gates) - given - waiting
    words = [counted(len(gates), SURVEY), counted(given, CONSENT)]
    words += [counted(waiting, WAIT)] if waiting else []
    words += [counted(refused, REFUSAL)] if refused else []
    return Evidence(", ".join(words), bool(gates), bool(given) and not waiting)


def told_by_adults(progress: Progress) -> Evidence:
    cards = len(progress.answers("third_party"))
    gates = [gate for gate in progress.applied(Purpose.MENTEE) if Purpose.GUARDIAN_CONSENT in gate.needed]
    given = sum(gate.consents[Purpose.GUARDIAN_CONSENT].holds for gate in gates)
    waiting = sum(Purpose.GUARDIAN_CONSENT in gate.lacking and is_waited_for(gate) for gate in gates)
    words = f"{counted(cards, CARD)}, {counted(given, CONSENT)}" + (f", {counted(waiting, WAIT)}" if waiting else "")
    return Evidence(words, bool(cards or given), bool(cards) and not waiting)


# The bases


def base_of_mentees(progress: Progress) -> Evidence:
    people = progress.mentees
    named = filled(people.values(), "request")
    words = f"{counted(len(people), OF_MENTEES)}, запрос назван у {named}"
    return Evidence(words, bool(people), bool(people) and named == len(people))


def chosen_forms(progress: Progress) -> Evidence:
    """Chosen in programme.toml; somebody takes part in each."""
    chosen = progress.world.programme.mentoring_forms
    people = [*progress.mentees.values(), *progress.mentors.values()]
    alive = {line.text("mentoring_form") for line in people}.intersection(chosen)
    words = f"{counted(len(chosen), FORM)}, участники есть в {len(alive)}"
    return Evidence(words, bool(alive), bool(chosen) and len(alive) == len(set(chosen)))


def base_of_mentors(progress: Progress) -> Evidence:
    """Compared with what the mentees ask for."""
    mentors = progress.mentors.values()
    offered = {topic for line in mentors for topic in parts(line, "competences")}
    asked = [line for line in progress.mentees.values() if parts(line, "request")]
    met = sum(not offered.isdisjoint(parts(line, "request")) for line in asked)
    words = f"{counted(len(mentors), OF_MENTORS)}, для запросов есть: {met} из {len(asked)}"
    return Evidence(words, bool(mentors), bool(mentors) and met == len(asked))


def mentees_before(progress: Progress) -> Evidence:
    return surveyed(progress.mentees, assessed(progress, MENTEE, "before"), SURVEY)


def mentors_before(progress: Progress) -> Evidence:
    return surveyed(progress.mentors, assessed(progress, MENTOR, "before"), SURVEY)


def assessed(progress: Progress, role: str, wave: str) -> frozenset[str]:
    return progress.who_answered("assessments", role=role, wave=WAVES[wave])


# Mentors get ready


def readiness(progress: Progress) -> list[Record]:
    lines = progress.of_people("readiness")
    return [lines[code] for code in progress.mentors if code in lines]


def interviews(progress: Progress) -> Evidence:
    decisions = [typed_word(line.text("decision")) for line in readiness(progress)]
    counts = {word: decisions.count(word) for word in (ADMITTED, RESERVE, REFUSED)}
    decided = sum(counts.values())
    told = "".join(f", {word} {count}" for word, count in counts.items() if count)
    words = f"{counted(decided, DECISION)} из {len(decisions)}{told}"
    return Evidence(words, bool(decided), bool(decided) and decided == len(decisions))


def experts(progress: Progress) -> Evidence:
    lines = readiness(progress)
    found, materials = (different(lines, column) for column in ("trained_by", "materials"))
    words = f"{counted(found, EXPERT)}, {counted(materials, MATERIAL)}"
    return Evidence(words, bool(found or materials), bool(found and materials))


def different(lines: list[Record], column: str) -> int:
    """How many different texts stand in a column."""
    return len({typed_word(line.text(column)) for line in lines} - {""})


def training(progress: Progress) -> Evidence:
    admitted = [line for line in readiness(progress) if typed_word(line.text("decision")) == ADMITTED]
    trained = sum(says_yes(line, "trained") for line in admitted)
    words = f"обучено допущенных: {trained} из {len(admitted)}"
    return Evidence(words, bool(trained), bool(trained) and trained == len(admitted))


# Pairs


def first_gathering(progress: Progress) -> Evidence:
    return gathering(progress, "first_came")


def gathering(progress: Progress, column: str) -> Evidence:
    """Who was at a meeting of all: at least one of each side, or it was none."""
    came = came_to(progress, column)
    mentees, mentors = len(came & progress.mentees.keys()), len(came & progress.mentors.keys())
    words = f"были: {counted(mentees, OF_MENTEES)}, {counted(mentors, OF_MENTORS)}"
    return Evidence(words, bool(came), bool(mentees and mentors))


def came_to(progress: Progress, column: str) -> frozenset[str]:
    return frozenset(code for code, line in progress.of_people("gatherings").items() if says_yes(line, column))


def wishes(progress: Progress) -> Evidence:
    everyone = progress.mentees.keys() | progress.mentors.keys()
    return surveyed(came_to(progress, "first_came") or everyone, progress.who_answered("preferences"), ANSWER)


def matching(progress: Progress) -> Evidence:
    approved, proposed = len(progress.pairs), progress.proposed
    alone = len(progress.mentees.keys() - progress.paired_mentees)
    words = f"утверждено: {counted(approved, PAIR)}" + (f", без решения: {proposed}" if proposed else "")
    words += f", без пары: {alone}" if alone else ""
    return Evidence(words, bool(approved or proposed), bool(approved) and not proposed)


def order(progress: Progress) -> Evidence:
    named = filled(progress.pairs.values(), "order")
    words = f"в приказе пар: {named} из {len(progress.pairs)}"
    return Evidence(words, bool(named), bool(named) and named == len(progress.pairs))


OF_BASES: Mapping[str, Callable[[Progress], Evidence]] = {
    "2.1": mentees_applied,
    "2.2": told_by_adults,
    "2.3": base_of_mentees,
    "3.1": chosen_forms,
    "3.2": mentees_before,
    "3.3": mentors_applied,
    "3.4": base_of_mentors,
    "4.1": mentors_before,
    "4.2": interviews,
    "4.3": experts,
    "4.4": training,
    "5.1": first_gathering,
    "5.2": wishes,
    "5.3": matching,
    "5.4": order,
}
