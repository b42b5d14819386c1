"""Stages 4 and 5: mentors are talked to and trained, everybody meets, says whom they would like, and pairs are made."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.tables.bases import ADMITTED, REFUSED
from sheets_schema.tables.programme import APPROVE, LOCK, REJECT
from sync.demo.answering import wishes
from sync.demo.gathering import assessed
from sync.demo.participants import few
from sync.demo.people import Sent
from sync.demo.phrases import phrases
from sync.demo.scene import Letter, Scene
from sync.papers import make_papers
from sync.rules.typed_word import typed_word

CURATOR = "Петрова М. С."
PSYCHOLOGIST, METHODIST = "педагог-психолог", "методист"
ORDER, RHYTHM = "№ 118 от {day:%d.%m.%Y}", "раз в две недели"


def train_mentors(scene: Scene) -> None:
    """Stage 4: mentors mark themselves, the psychologist talks to them, they learn."""
    scene.clock.go_to_day(scene.year.day(10, 15))
    scene.open("assessment_mentor_before")
    marks = scene.send(assessed(scene, "mentors", "assessment_mentor_before"))
    scene.close("assessment_mentor_before")
    scene.tell("4.1", f"Наставники оценили себя до начала: {marks}.")
    scene.clock.go_to_day(scene.year.day(10, 22))
    scene.fill(PSYCHOLOGIST, "readiness", lambda place, _: interview(scene, place))
    scene.tell("4.2", "Психолог провела собеседования и записала решения: «допущен», кое-кому — «отказ».")
    scene.clock.go_to_day(scene.year.day(10, 30))
    scene.fill(METHODIST, "readiness", lambda place, mentor: training(scene, place, mentor))
    text = "Нашлись эксперты и материалы, обучение прошло. Наставников готово к работе: {ready_mentors}."
    scene.tell("4.3–4.4", text, scene.run())


def interview(scene: Scene, place: int) -> dict[str, Value]:
    refused = place % 13 == 4
    found: dict[str, Value] = {
        "interviewed_on": scene.clock.day,
        "interviewed_by": "Сидорова О. И.",
        "decision": REFUSED if refused else ADMITTED,
    }
    return {**found, "note": phrases()["training"]["refused"]} if refused else found


def training(scene: Scene, place: int, mentor: Record) -> dict[str, Value]:
    words = phrases()["training"]
    if mentor.text("decision") != ADMITTED:
        return {}
    if place % 9 == 8:
        return {"trained": "нет", "note": words["untrained"]}
    return {"trained": "да", "trained_on": scene.clock.day, "trained_by": words["by"], "materials": words["materials"]}


def make_pairs(scene: Scene) -> None:
    """Stage 5: the first meeting of all, wishes, pairs proposed and decided."""
    scene.clock.go_to_day(scene.year.day(11, 5))
    scene.fill(METHODIST, "gatherings", lambda place, _: {"first_came": "нет" if place % 8 == 5 else "да"})
    came = sum(record.text("first_came") == "да" for record in scene.rows("gatherings"))
    scene.tell("5.1", f"На групповой встрече было человек: {came}. Методист отметила каждого.")
    scene.open("wishes")
    wished = scene.send(wished_for(scene))
    scene.close("wishes")
    scene.tell("5.2", f"Пожелания, с кем хочется работать: {wished}. В анкете только коды и имена, без фамилий.")
    proposed = scene.run(wants_pairs=True)
    scene.fill(METHODIST, "pairs", verdict)
    text = "Предложено пар: {proposed}. Методист утвердила их, одну закрепила, одну отклонила."
    scene.tell("5.3", text, proposed)
    again = scene.run(wants_pairs=True)
    scene.fill(METHODIST, "pairs", lambda _, pair: {} if pair.text("decision") else verdict(0, pair))
    text = "Взамен отклонённой искали другую. Утверждённые пары вписаны в базы: {approved}."
    scene.tell("5.3", text, again, scene.run())
    scene.clock.go_to_day(scene.year.day(11, 20))
    put_into_order(scene, ORDER)
    scene.tell("5.4", "Директор подписала приказ о парах; его номер вписан каждой паре.", scene.run())


def wished_for(scene: Scene) -> Iterator[Letter]:
    """Those on either side, among those whom the form offers: mentors who are ready, all mentees."""
    mentees, mentors = scene.people("mentees"), scene.people("mentors")
    ready = {record.key for record in scene.rows("readiness") if record.text("ready") == "да"}
    mentors = [one for one in mentors if one.code in ready]
    others = {"mentee": mentors, "mentor": mentees}
    people = [*(("mentee", one) for one in few(mentees)), *(("mentor", one) for one in few(mentors))]
    for number, (part, one) in enumerate(people):
        offered = [other.option for other in others[part] if other.is_teacher is one.is_teacher]
        if not offered:
            continue
        given = wishes(scene.surveys["wishes"], one, part, offered)
        yield from scene.by_link(one.code, Sent("wishes", given), scene.day_of(number, len(people), 4))


def verdict(place: int, _pair: Record) -> dict[str, Value]:
    if place == 1:
        return {"decision": LOCK, "curator": CURATOR}
    if place == 2:
        return {"decision": REJECT, "reason": phrases()["said"]["rejected"]}
    return {"decision": APPROVE, "curator": CURATOR}


def put_into_order(scene: Scene, order: str) -> None:
    """The order is printed and the head has signed: its number stands beside every approved pair that has none yet."""
    make_papers(scene.job(), ["order"])
    told: dict[str, Value] = {"order": order.format(day=scene.clock.day), "rhythm": RHYTHM, "start": scene.clock.day}

    def signed(_place: int, pair: Record) -> dict[str, Value]:
        approved = typed_word(pair.text("decision")) in (APPROVE, LOCK)
        return told if approved and not pair.text("order") else {}

    scene.fill(METHODIST, "pairs", signed)
