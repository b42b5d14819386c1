"""Who takes part in the year of a made-up school, and what each sends when the programme begins."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from forms.load import load_questionnaires
from sync.demo.names import full_name
from sync.demo.people import Given, Maker, Resident, Sent, answer_twice, consents, make_resident, mentor_answers
from sync.demo.phrases import phrases

Crowd = list[list[Sent]]  # what each person sends, in order
EVERY = 20  # of so many people one is a graduate or an employer, and one a teacher who mentors teachers
GUEST, TEACHER = 10, 14


def made_up_crowd(people: int, seed: int, begins: date, settled: date) -> Crowd:
    """The programme begins on the day ``begins``, and by ``settled`` nobody has come of age."""
    by_key = {item.key: item for item in load_questionnaires()}
    maker = Maker(Random(seed), by_key, begins, settled)  # noqa: S311 - a made-up school
    residents = [someone_at(maker, place) for place in range(people)]
    for resident in residents[:: max(1, people // 6)]:
        answer_twice(maker, resident)
    return [resident.sent for resident in residents]


def someone_at(maker: Maker, place: int) -> Resident:
    if place % EVERY == GUEST:
        return guest(maker, place)
    return teaching_mentor(maker, place) if place % EVERY == TEACHER else make_resident(maker, place)


def teaching_mentor(maker: Maker, place: int) -> Resident:
    work = f"учитель {maker.chance.choice(phrases()['subjects_taught'])}"
    resident = Resident(full_name(maker.chance), maker.birth_date(""), work, "mentor")
    resident.sent.append(Sent("mentor_application", mentor_answers(maker, resident, teacher=True)))
    resident.sent += consents(maker, resident, place)
    return resident


def guest(maker: Maker, place: int) -> Resident:
    """A graduate or somebody from an organisation who would like to mentor pupils."""
    guests = phrases()["guests"]
    found = guests[place // EVERY % len(guests)]
    name = full_name(maker.chance)
    while "студентка" in found["place"] and not name.endswith("на"):
        name = full_name(maker.chance)
    birth = maker.today - timedelta(days=found["age"] * 365 + maker.chance.randint(10, 300))
    resident = Resident(name, birth, found["place"], "mentor")
    plain = mentor_answers(maker, resident, teacher=False)
    as_guest = {key.replace("pupil_", "guest_"): value for key, value in plain.items() if key != "pupil_class"}
    said = {key: found[key] for key in ("role", "motivation", "achievements")}
    given: Given = {**as_guest, **said, "organisation": found["place"]}
    resident.sent.append(Sent("mentor_application", given))
    resident.sent += consents(maker, resident, place)
    return resident
