"""Stage 7: guests, awards, quality, marks after the year, cases, results in the bases, the long-term base."""

from __future__ import annotations

from collections.abc import Iterable

from sheets_schema.kind import Value
from sheets_schema.record import Record
from sync.demo.answering import Given, quality
from sync.demo.gathering import assessed
from sync.demo.joining import CURATOR, METHODIST
from sync.demo.participants import Couple, Someone, few
from sync.demo.people import Sent
from sync.demo.phrases import phrases, picked
from sync.demo.scene import Scene
from sync.demo.working import as_guardian, participants
from sync.rules.lines import MAY

SITE = "https://school.example/nastavniki"
STAFF = 4
EVERY_RESERVED = 4  # of so many people one does not want to be published
WAVE_AFTER = ("assessment_mentee_after", "assessment_mentor_after")


def sum_up(scene: Scene) -> None:
    """Stage 7, on the last days of May and in June."""
    invite(scene)
    celebrate(scene)
    ask_staff(scene)
    mark_after(scene)
    publish(scene)
    write_results(scene)
    keep_mentors(scene)


def invite(scene: Scene) -> None:
    day = scene.year.day
    scene.open("invitation", "quality", *WAVE_AFTER)
    guests = [Sent("invitation", dict(found)) for found in phrases()["guests_of_the_feast"]]
    own = [Sent("invitation", coming(one)) for _, one in participants(scene)[::3]]
    count = scene.send(scene.spread([*guests, *own], day(5, 28), day(6, 2)))
    scene.tell("7.1", f"На праздник приглашены участники, родители, партнёры. Ответов: {count}.", scene.run())


def coming(one: Someone) -> Given:
    how_many = picked(("1", "2", "3"), one.name)
    return {"name": one.name, "who": "Участник программы", "coming": "Да", "how_many": how_many}


def celebrate(scene: Scene) -> None:
    scene.clock.go_to_day(scene.year.day(6, 5))
    scene.fill(METHODIST, "invitations", lambda _, guest: {"came": "нет" if guest.text("coming") == "Нет" else "да"})
    scene.fill(METHODIST, "awards", lambda place, mentor: award(scene, place, mentor))
    named = sum(bool(record.text("award")) for record in scene.rows("awards"))
    scene.tell("7.2", f"Праздник прошёл, награждены наставники: {named}.")


def award(scene: Scene, place: int, mentor: Record) -> dict[str, Value]:
    words = phrases()["awards"]
    if mentor.text("meetings") in ("", "0"):
        return {}
    return {**words[min(place, len(words) - 1)], "awarded": "да", "awarded_on": scene.clock.day}


def ask_staff(scene: Scene) -> None:
    day = scene.year.day
    sent = [Sent("quality", quality(scene.surveys["quality"], number)) for number in range(STAFF)]
    count = scene.send(scene.spread(sent, day(6, 8), day(6, 9)))
    scene.tell("7.3", f"Качество программы оценили сотрудники: {count}. Девять показателей и четыре вопроса.")


def mark_after(scene: Scene) -> None:
    """Only those who were in a pair all year."""
    in_pairs = {one.code for _, one in participants(scene)}
    tables = zip(("mentees", "mentors"), WAVE_AFTER, strict=True)
    letters = [letter for table, form in tables for letter in assessed(scene, table, form, in_pairs)]
    count = scene.send(letters)
    scene.close("invitation", "quality", *WAVE_AFTER)
    scene.tell("7.4", f"Второй раз оценили себя: {count}. Во вкладке «Оценки» видно, что изменилось.", scene.run())


def publish(scene: Scene) -> None:
    """Cases are written; only those whose people agreed to it are put on the site."""
    day = scene.year.day
    willing = [one for number, (_, one) in enumerate(participants(scene)) if number % EVERY_RESERVED != 1]
    scene.send(scene.spread(agreed(scene, "consent_publication", willing), day(6, 12), day(6, 14)))
    text = f"Согласий на публикацию: {len(willing)}. Вкладка «Кейсы» говорит, чью историю можно показать."
    scene.tell("7.5", text, scene.run())
    cases = {couple.key: couple for couple in scene.couples()}
    scene.fill(METHODIST, "cases", lambda place, line: case(scene, place, cases.get(line.key), line))
    shown = sum(bool(record.text("link")) for record in scene.rows("cases"))
    scene.tell("7.6", f"На сайте школы размещены истории пар: {shown} из {len(cases)}. Остальные ждут согласия.")


def agreed(scene: Scene, form: str, people: Iterable[Someone]) -> list[Sent]:
    yes = scene.surveys[form].by_key["decision"].options[0].text
    found = []
    for one in people:
        birth = one.birth_date.isoformat() if one.birth_date else ""
        told = {"full_name": one.name, "birth_date": birth, "school_class": one.place, "code": one.code}
        found.append(Sent(form, {**told, **as_guardian(one, scene.clock.day), "decision": yes}))
    return found


def case(scene: Scene, place: int, couple: Couple | None, line: Record) -> dict[str, Value]:
    """A pair that was dissolved has a line, and no story."""
    if couple is None:
        return {}
    found: dict[str, Value] = {"case_title": couple.case, "author": CURATOR}
    if line.text("may_publish") != MAY:
        return {**found, "note": phrases()["said"]["no_case"]}
    return {**found, "link": f"{SITE}/{place + 1}", "published_on": scene.clock.day}


def write_results(scene: Scene) -> None:
    """What became of everybody goes into the two bases."""
    couples = scene.couples()
    links = {record.key: record.text("link") for record in scene.rows("cases")}
    scene.clock.go_to_day(scene.year.day(6, 16))
    theirs = {couple.mentee.code: couple for couple in couples}
    scene.fill(METHODIST, "mentees", lambda _, line: passed(scene, theirs.get(line.key), links))
    helped: dict[str, list[Couple]] = {}
    for couple in couples:
        helped.setdefault(couple.mentor.code, []).append(couple)
    scene.fill(METHODIST, "mentors", lambda _, line: helped_well(scene, helped.get(line.key, []), links))
    scene.tell("7.7", f"Итоги внесены в обе базы. Прошли программу наставляемых: {len(theirs)}.")


def passed(scene: Scene, couple: Couple | None, links: dict[str, str]) -> dict[str, Value]:
    if couple is None:
        return {"passed": "нет"}
    found: dict[str, Value] = {"finished": scene.year.day(5, 24), "results": couple.words["result"], "passed": "да"}
    return {**found, "case_link": links[couple.key]} if links.get(couple.key) else found


def helped_well(scene: Scene, couples: list[Couple], links: dict[str, str]) -> dict[str, Value]:
    if not couples:
        return {}
    results = f"Пар доведено до конца: {len(couples)}"
    found: dict[str, Value] = {"finished": scene.year.day(5, 24), "results": results}
    shown = next((links[couple.key] for couple in couples if links.get(couple.key)), "")
    return {**found, "case_link": shown} if shown else found


def keep_mentors(scene: Scene) -> None:
    day = scene.year.day
    staying = [one for number, one in enumerate(few(scene.people("mentors"))) if number % 3 != 2]
    scene.send(scene.spread(agreed(scene, "consent_reuse", staying), day(6, 17), day(6, 19)))
    scene.tell("7.8", f"Остались в долговременной базе наставников: {len(staying)}.", scene.run())
