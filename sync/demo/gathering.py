"""Stages 1 to 3: requests, the base of mentees with what adults tell of them, the base of mentors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import Any

from sheets_schema.kind import Value
from sheets_schema.record import Record
from sync.demo import staff
from sync.demo.answering import assessment
from sync.demo.crowd import Crowd
from sync.demo.participants import few
from sync.demo.people import Sent
from sync.demo.phrases import chance_of, phrases, picked
from sync.demo.scene import Letter, Scene
from sync.setup import allowed_calls as allowed_set_up
from sync.setup import set_up

APPLICATION, CONSENTS = "_application", ("consent_participant", "consent_guardian")
PHONE, CHECKED = "Исправлено: 8 900 000-00-00", "Телефон проверен"
EVERY_LATE = 6  # of so many families one is late with the consent
EVERY_CARD = 3  # of so many mentees of one an adult tells


def prepare(scene: Scene) -> None:
    """Stage 1: the forms and books, preliminary requests, where to look for mentors."""
    job = scene.job()
    scene.clock.go_to_day(scene.year.day(9, 1))
    known = set_up(job.programme, job.folder, job.apis, job.questionnaires, lambda _kind, _title: None)
    made, allowed = sum(job.apis.session.calls.values()), allowed_set_up(job.programme, len(job.questionnaires))
    made_of = f"Созданы анкеты ({len(known.forms)}) и таблицы ({len(known.books)})."
    scene.tell("1", f"{made_of} Обращений {made}, предел {allowed}.")
    requests = [Sent("request", asked_in(found)) for found in phrases()["requests"]]
    count = scene.send(scene.spread(requests, scene.year.day(9, 2), scene.year.day(9, 8)))
    done = scene.run()
    scene.fill("координатор", "requests", lambda _, request: resources(request))
    scene.tell("1", f"Запросов от школы: {count}. Вписано, где искать наставников и что понадобится.", done)


def asked_in(found: Mapping[str, Any]) -> dict[str, str | list[str]]:
    return {key: found[key] for key in ("from_whom", "audience", "topics", "how_many", "details") if key in found}


def resources(request: Record) -> dict[str, Value]:
    for found in phrases()["requests"]:
        if "; ".join(found["topics"]) == request.text("topics"):
            staff_words = {key: found[key] for key in ("where_to_look", "resources")}
            return {**staff_words, "responsible": "Петрова М. С."}
    return {}


def gather_mentees(scene: Scene, crowd: Crowd) -> None:
    """Stage 2: applications, consents (some late, some never), what adults tell; then the base."""
    ours = [own for own in crowd if own and own[0].form == f"mentee{APPLICATION}"]
    late = ours[::EVERY_LATE]
    day = scene.year.day
    scene.send(scene.spread(in_time(ours, late), day(9, 10), day(9, 24)))
    adults = scene.send(scene.spread(told_by_adults(ours), day(9, 25), day(9, 27)))
    scene.tell("2.1", f"Анкеты наставляемых: {len(ours)}. Согласия приходят отдельной анкетой, у каждой семьи свои.")
    scene.tell("2.2", f"Карточек от взрослых: {adults}. В базе: {{mentees}}; ждут согласия: {{waiting}}.", scene.run())
    scene.send(scene.spread([sent for own in late for sent in own if is_consent(sent)], day(9, 28), day(9, 30)))
    if scene.rows("mentees"):
        staff.tidy_the_base(scene.sheets_of("педагог-психолог"), scene.book_id("mentees"), PHONE, CHECKED)
    tidied = "Психолог отсортировала базу, исправила телефон, вставила свой столбец: всё на месте."
    late_ones = "С опоздавшими согласиями в базе: {mentees}; ждут: {waiting}."
    scene.tell("2.3", f"{tidied} {late_ones}", scene.run())


def in_time(ours: Crowd, late: Crowd) -> list[Sent]:
    """The applications, each with its consents, but for those who are late with them."""
    return [sent for own in ours for sent in own if own not in late or not is_consent(sent)]


def is_consent(sent: Sent) -> bool:
    return sent.form in CONSENTS


def told_by_adults(ours: Crowd) -> list[Sent]:
    pupils = [own[0].given for own in ours if "pupil_class" in own[0].given]
    return [Sent("third_party", card(given)) for given in few(pupils[::EVERY_CARD])]


def card(given: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """What an adult tells of a pupil: the same trouble, seen from outside."""
    name = str(given["full_name"])
    author = picked(phrases()["adults"], name)
    return {
        "author_role": author["role"],
        "author_name": author["name"],
        "full_name": name,
        "school_class": given["pupil_class"],
        "topics": list(given["pupil_topics"])[:1],
        "strengths": chance_of(name, "strengths").sample(phrases()["strengths"], 2),
        "advice": picked(["Старший ученик", "Старший ученик", "Выпускник", "Любой"], name, "advice"),
    }


def gather_mentors(scene: Scene, crowd: Crowd) -> None:
    """Stage 3: mentees mark themselves, mentors apply."""
    day = scene.year.day
    chosen = ", ".join(f"«{form}»" for form in scene.programme.mentoring_forms)
    scene.tell("3.1", f"Формы наставничества: {chosen}.")
    scene.clock.go_to_day(day(10, 1))
    scene.open("assessment_mentee_before")
    marks = scene.send(assessed(scene, "mentees", "assessment_mentee_before"))
    scene.tell("3.2", f"Наставляемые оценили себя до начала, каждый по личной ссылке: {marks}.")
    scene.close("assessment_mentee_before")
    theirs = [own for own in crowd if own and own[0].form != f"mentee{APPLICATION}"]
    scene.send(scene.spread([sent for own in theirs for sent in own], day(10, 6), day(10, 14)))
    kinds = Counter(kind_of(own[0]) for own in theirs)
    told = ", ".join(f"{kind} — {count}" for kind, count in kinds.items())
    text = f"Анкеты наставников: {len(theirs)} ({told}). В базе: {{mentors}}; ждут согласия: {{waiting}}."
    scene.tell("3.3–3.4", text, scene.run())


def kind_of(sent: Sent) -> str:
    if "pupil_class" in sent.given:
        return "ученики"
    return "учителя" if "position" in sent.given else "гости школы"


def assessed(scene: Scene, table: str, form: str, codes: Container[str] | None = None) -> Iterator[Letter]:
    """Everybody of a base (of these ``codes``) marks themselves, in the next few days."""
    people = few([one for one in scene.people(table) if codes is None or one.code in codes])
    for number, one in enumerate(people):
        sent = Sent(form, assessment(scene.surveys[form], one))
        yield from scene.by_link(one.code, sent, scene.day_of(number, len(people)))
