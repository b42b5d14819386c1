"""Stage 6: the pairs meet, plan, report; staff ask how it goes; one family leaves; the year comes to its end."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, timedelta

from sheets_schema.kind import Value
from sheets_schema.record import Record
from sync.demo.answering import Given, feedback, final_meeting, satisfaction
from sync.demo.changing import dissolve_one, finish_all
from sync.demo.joining import METHODIST, PSYCHOLOGIST
from sync.demo.participants import Couple, Someone, few
from sync.demo.people import Sent
from sync.demo.phrases import phrases, picked
from sync.demo.scene import Letter, Scene
from sync.erasing import erase
from sync.rules.consent import age

TASKS = 3
EVERY_TROUBLE = 9  # of so many participants one is in trouble
GROWN_UP = 18


@dataclass(frozen=True)
class Meeting:
    """What a mentor reports: ``kind`` as the form names it, ``words`` are its topic, result and next step."""

    couple: Couple
    day: date
    kind: str
    words: tuple[str, str, str]

    @property
    def given(self) -> Given:
        topic, result, next_step = self.words
        minutes = picked(("30", "45", "45", "60"), self.couple.mentee.name, str(self.day))
        told = {"topic": topic, "result": result, "next_step": next_step}
        said = {"pair": self.couple.option, "date": self.day.isoformat(), "minutes": minutes, "kind": self.kind}
        return {"full_name": self.couple.mentor.name, **said, **told}


def work_together(scene: Scene) -> None:
    """Stage 6, from the first meetings to the last one of all."""
    day = scene.year.day
    scene.open("meeting")
    first = report(scene, "Знакомство", opening("first"), day(11, 24))
    trial = report(scene, "Пробная рабочая", opening("trial"), day(12, 1))
    text = f"Отчётов о первых встречах: {first}, о пробных рабочих: {trial}; наставники пишут по личной ссылке."
    scene.tell("6.1–6.2", text, scene.run())
    planned = report(scene, "Планирование", opening("planning"), day(12, 8))
    write_plans(scene)
    text = f"Встреч-планирований: {planned}. Задания и сроки вписаны в «Индивидуальные планы»."
    scene.tell("6.3", text, scene.run())
    write_plans(scene)
    months = [(12, 16), (1, 20), (2, 10)]
    regular = sum(report(scene, "Рабочая", working(number), day(*month)) for number, month in enumerate(months))
    text = f"Рабочих встреч с декабря по февраль: {regular}. Пар в работе: {{approved}}."
    scene.tell("6.4", text, scene.run())
    write_plans(scene)
    ask_how_it_goes(scene)
    let_one_leave(scene)
    begin_anew(scene, dissolve_one(scene))
    spring = report(scene, "Рабочая", working(1), day(3, 17)) + report(scene, "Рабочая", working(2), day(4, 14))
    last = report(scene, "Заключительная", opening("last"), day(5, 12))
    finish_plans(scene)
    scene.close("meeting")
    text = f"Весной рабочих встреч: {spring}, заключительных: {last}. Планы закрыты, наставники их оценили."
    scene.tell("6.6", text, scene.run())
    meet_for_the_last_time(scene)
    finish_all(scene)
    ask_if_satisfied(scene)


# Meetings


def opening(key: str) -> Callable[[Couple], tuple[str, str, str]]:
    """A meeting that all pairs have."""
    return lambda couple: tuple(picked(phrases()["opening"][key], couple.mentee.name, key))


def working(number: int) -> Callable[[Couple], tuple[str, str, str]]:
    """What the pair's own topic makes of its working meetings."""
    return lambda couple: tuple(couple.words["meetings"][number])


def report(
    scene: Scene,
    kind: str,
    words: Callable[[Couple], tuple[str, str, str]],
    first: date,
    pairs: Container[str] | None = None,
) -> int:
    """Every pair, or these alone, meets in the days from ``first`` on, and its mentor reports; in later months a few
    miss one."""
    couples = [couple for couple in few(scene.couples()) if kind != "Рабочая" or held(couple, first)]
    couples = [couple for couple in couples if pairs is None or couple.key in pairs]
    letters: list[Letter] = []
    for number, couple in enumerate(couples):
        day = first + timedelta(days=number % 5)
        meeting = Meeting(couple, day, kind, words(couple))
        letters += scene.by_link(couple.mentor.code, Sent("meeting", meeting.given), day)
    return scene.send(letters)


def begin_anew(scene: Scene, pairs: tuple[str, ...]) -> None:
    """Pairs made in the middle of the year get to know each other, try and plan as all did in autumn."""
    if not pairs:
        return
    kinds = (
        ("Знакомство", "first", (3, 1)),
        ("Пробная рабочая", "trial", (3, 4)),
        ("Планирование", "planning", (3, 8)),
    )
    for kind, key, day in kinds:
        report(scene, kind, opening(key), scene.year.day(*day), pairs)
    scene.run()
    write_plans(scene)


def held(couple: Couple, day: date) -> bool:
    return picked((True,) * 7 + (False,), couple.mentee.name, str(day.month))


# Plans


def write_plans(scene: Scene) -> None:
    """Each pair writes its next task into the line that waits for it."""
    words = {couple.key: couple.words["tasks"] for couple in scene.couples()}
    term = {1: scene.year.day(2, 1), 2: scene.year.day(4, 1), 3: scene.year.day(5, 10)}

    def task(_place: int, line: Record) -> dict[str, Value]:
        number = int(line.text("number"))
        if line.text("task") or number > TASKS:
            return {}
        tasks = words.get(line.key.rpartition("-")[0])
        if not tasks:
            return {}
        name, planned, _ = tasks[number - 1]
        return {"task": name, "planned": planned, "term": term[number]}

    scene.fill("координатор", "plans", task)


def finish_plans(scene: Scene) -> None:
    words = {couple.key: couple.words["tasks"] for couple in scene.couples()}

    def done(_place: int, line: Record) -> dict[str, Value]:
        if not line.text("task") or line.key.rpartition("-")[0] not in words:
            return {}
        actual = words[line.key.rpartition("-")[0]][int(line.text("number")) - 1][2]
        return {"actual": actual, "mark": picked(("отлично", "отлично", "хорошо"), line.text("mentee_name"), actual)}

    scene.clock.go_to_day(scene.year.day(5, 18))
    scene.fill("координатор", "plans", done)


# Along the way


def participants(scene: Scene) -> list[tuple[str, Someone]]:
    """Everybody of the pairs, with their part."""
    couples = few(scene.couples())
    mentors = {couple.mentor.code: couple.mentor for couple in couples}
    return [*(("mentee", couple.mentee) for couple in couples), *(("mentor", one) for one in mentors.values())]


def ask_how_it_goes(scene: Scene) -> None:
    scene.clock.go_to_day(scene.year.day(2, 16))
    scene.open("feedback")
    people = participants(scene)
    letters: list[Letter] = []
    for number, (_, one) in enumerate(people):
        given = feedback(one, in_trouble=number % EVERY_TROUBLE == EVERY_TROUBLE - 1)
        letters += scene.by_link(one.code, Sent("feedback", given), scene.day_of(number, len(people)))
    count = scene.send(letters)
    scene.close("feedback")
    run, done = scene.run(), phrases()["said"]["trouble_done"]
    scene.fill(PSYCHOLOGIST, "feedback", lambda _, line: {"done": done} if line.text("needs_curator") == "Да" else {})
    scene.tell("6.5", f"Обратная связь: {count}. С теми, кто просил куратора, поговорили и записали, чем помогли.", run)


def let_one_leave(scene: Scene) -> None:
    """A parent takes the consent back; staff confirm, and the pupil's data are destroyed with an act."""
    pupils = [couple.mentee for couple in scene.couples() if couple.mentee.is_pupil and couple.mentee.birth_date]
    if not pupils:
        return
    one = pupils[len(pupils) // 2]
    scene.send([Letter(scene.year.day(2, 24), Sent("withdrawal", taken_back(scene, one)))])
    hidden = scene.run()
    confirmed: dict[str, Value] = {
        "erase": "да",
        "erase_by": "Сидорова О. И.",
        "note": phrases()["said"]["erase_reason"],
    }
    scene.clock.go_to_day(scene.year.day(2, 26))
    scene.fill(PSYCHOLOGIST, "consents", lambda _, line: confirmed if line.key == one.code else {})
    gone = erase(scene.job(), one.code, secrets.token_hex(16), lambda _plan: None)
    text = "Одна семья отозвала согласие: строки скрыты, пар осталось: {approved}. Психолог подтвердила, данные"
    scene.tell("6.5", f"{text} уничтожены, акт — в папке «{gone.act.parent.name}».", hidden)


def taken_back(scene: Scene, one: Someone) -> Given:
    assert one.birth_date  # noqa: S101 - chosen so
    whole = scene.surveys["withdrawal"].by_key["what"].options[0].text
    told = {"full_name": one.name, "birth_date": one.birth_date.isoformat(), "school_class": one.place}
    return {**told, "code": one.code, **as_guardian(one, scene.clock.day), "what": [whole]}


def as_guardian(one: Someone, today: date) -> Given:
    """For somebody under age a parent answers."""
    if not one.birth_date or age(one.birth_date, today) >= GROWN_UP:
        return {}
    surname = one.name.split()[0]
    return {"guardian_name": f"{surname.removesuffix('а')}а Наталья Игоревна"}


# The end of the year


def meet_for_the_last_time(scene: Scene) -> None:
    scene.clock.go_to_day(scene.year.day(5, 19))
    scene.open("final_meeting")
    people = participants(scene)
    letters: list[Letter] = []
    for number, (_, one) in enumerate(people):
        letters += scene.by_link(
            one.code, Sent("final_meeting", final_meeting(one)), scene.day_of(number, len(people), 3)
        )
    count = scene.send(letters)
    scene.close("final_meeting")
    run = scene.run()
    scene.clock.go_to_day(scene.year.day(5, 24))
    coming = {"Да": "да", "Нет": "нет"}
    scene.fill(METHODIST, "gatherings", lambda place, line: came_too(coming, place, line))
    came = sum(record.text("final_came") == "да" for record in scene.rows("gatherings"))
    scene.tell("6.7", f"На приглашение на заключительную встречу ответили: {count}; пришли: {came}.", run)


def came_too(coming: dict[str, str], place: int, line: Record) -> dict[str, Value]:
    """Of those who were not sure every other one came; who was not asked is not marked."""
    said = line.text("final_coming")
    return {"final_came": coming.get(said, "да" if place % 2 else "нет")} if said else {}


def ask_if_satisfied(scene: Scene) -> None:
    scene.open("satisfaction")
    people = participants(scene)
    letters: list[Letter] = []
    for number, (part, one) in enumerate(people):
        given = satisfaction(scene.surveys["satisfaction"], one, part)
        letters += scene.by_link(one.code, Sent("satisfaction", given), scene.day_of(number, len(people), 4))
    count = scene.send(letters)
    scene.close("satisfaction")
    scene.tell("6.8", f"Довольны ли программой, сказали: {count}.", scene.run())
