"""A school in the middle of its year, with a sync to come that has something of everything to do.

Behind it: three syncs, staff who sorted, corrected and added a column, interviews, proposed pairs, a withdrawn consent
and the masked row that came of it, people who wait for a consent. Before it: newer answers, one against a correction
of staff (a conflict), a withdrawal, a newcomer, decisions on the pairs, a cell of the machine that somebody typed over.
"""

from __future__ import annotations

from functools import cache

from forms.questionnaire import Questionnaire
from sync.demo import staff
from sync.demo.people import Resident, make_school
from tests.reliability.town import BY_KEY, CORE, Town, open_town
from tests.system.office import TODAY

PEOPLE = 20
NEWCOMERS = 2


@cache
def mid_year(questionnaires: tuple[Questionnaire, ...] = CORE) -> bytes:
    """What ``open_town(stored=…)`` opens."""
    everyone = make_school(PEOPLE + NEWCOMERS, 1, CORE, TODAY)
    with open_town(questionnaires=questionnaires) as town:
        town.later(days=-3)
        first_weeks(town, everyone[:PEOPLE])
        town.later(days=1)
        news(town, everyone)
        return town.state.db.serialize()


def first_weeks(town: Town, residents: list[Resident]) -> None:
    for resident in residents:
        send(town, resident)
    town.sync()
    psychologist = town.staff("sidorova")
    staff.tidy_the_base(psychologist, town.book_id("bases"))
    staff.hold_interviews(psychologist, town.book_id("bases"), TODAY)
    town.later(hours=1)
    town.sync(wants_pairs=True)
    withdraw(town, consenting(residents)[0])
    town.later(hours=1)
    town.sync()


def news(town: Town, everyone: list[Resident]) -> None:
    residents = everyone[:PEOPLE]
    corrected = {row["full_name"] for row in town.shown()["bases/mentees"] if row.get("contact") == staff.CORRECTED}
    for resident in residents:
        if resident.name in corrected or resident in residents[::4]:
            answer_again(town, resident)
    for newcomer in everyone[PEOPLE:]:
        send(town, newcomer)
    withdraw(town, consenting(residents)[1])
    staff.decide_on_pairs(town.staff("kravets"), town.book_id("programme"))
    type_over_the_machine(town)


def send(town: Town, resident: Resident) -> None:
    for sent in resident.sent:
        town.submit(sent.form, sent.given)


def answer_again(town: Town, resident: Resident) -> None:
    sent = resident.sent[0]
    contact = next(key for key in sent.given if key.endswith("contact"))
    town.submit(sent.form, {**sent.given, contact: f"новый телефон: {resident.name}"})


def consenting(residents: list[Resident]) -> list[Resident]:
    return [resident for resident in residents if any("decision" in sent.given for sent in resident.sent)]


def withdraw(town: Town, resident: Resident) -> None:
    """The person and the family fill the consent forms in again and say no."""
    for sent in resident.sent:
        if "decision" in sent.given:
            town.submit(sent.form, {**sent.given, "decision": refusal(sent.form)})


def refusal(form: str) -> str:
    return BY_KEY[form].by_key["decision"].options[1].text


def type_over_the_machine(town: Town) -> None:
    sheet = staff.read(town.staff("sidorova"), "bases", town.book_id("bases")).sheets["mentors"]
    cell = staff.typed(sheet, sheet.rows[0].index, sheet.columns["entered"], "когда-то")
    staff.write(town.staff("sidorova"), town.book_id("bases"), [cell])
