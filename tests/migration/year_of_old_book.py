"""What comes after the pairs in the kept school: an answer to every survey, and a note of staff in every tab."""

from __future__ import annotations

from sheets_schema.record import Record
from sheets_schema.tables import book_of
from sync.demo import staff
from sync.demo.answering import Given, assessment, feedback, final_meeting, introduced, quality, satisfaction, wishes
from sync.demo.gathering import asked_in, card
from sync.demo.participants import Couple, Someone, couples_of, people_of
from sync.demo.people import Resident
from sync.demo.phrases import phrases
from sync.demo.working import Meeting, as_guardian, opening
from sync.surveys import turn_forms
from tests.reliability.town import Town
from tests.system.office import TODAY

SEEN = "Прочитано, Петрова"


def spend_the_year(town: Town, school: list[Resident]) -> None:
    turn_forms(town.job(), list(town.folder.load_known().forms), accepting=True)
    for form, given in answers(town, school).items():
        town.later(minutes=1)
        town.submit(form, given)
    town.sync()
    write_notes(town)
    town.sync()


def answers(town: Town, school: list[Resident]) -> dict[str, Given]:
    """One for each survey that has not been answered yet, by one pair whose mentor stays."""
    couple, surveys = pair_that_stays(town), {item.key: item for item in town.job().filled()}
    mentee, mentor = couple.mentee, couple.mentor
    applied = next(resident.sent[0].given for resident in school if resident.name == mentee.name)
    met = Meeting(couple, TODAY, "Знакомство", opening("first")(couple))
    marks = {
        f"assessment_{part}_{wave}": with_code(one, assessment(surveys[f"assessment_{part}_{wave}"], one))
        for wave in ("before", "after")
        for part, one in (("mentee", mentee), ("mentor", mentor))
    }
    return {
        **marks,
        "request": asked_in(phrases()["requests"][0]),
        "third_party": card(applied),
        "wishes": with_code(mentee, wishes(surveys["wishes"], mentee, "mentee", [mentor.option])),
        "meeting": with_code(mentor, met.given),
        "feedback": with_code(mentee, feedback(mentee, in_trouble=True)),
        "final_meeting": with_code(mentee, final_meeting(mentee)),
        "satisfaction": with_code(mentor, satisfaction(surveys["satisfaction"], mentor, "mentor")),
        "quality": quality(surveys["quality"], 0),
        "invitation": dict(phrases()["guests_of_the_feast"][0]),
        "consent_publication": agreed(town, "consent_publication", mentee),
        "consent_reuse": agreed(town, "consent_reuse", mentor),
    }


def with_code(one: Someone, given: Given) -> Given:
    """By the personal link."""
    return {**given, "code": one.code}


def agreed(town: Town, form: str, one: Someone) -> Given:
    yes = next(item for item in town.job().filled() if item.key == form).by_key["decision"].options[0].text
    birth = one.birth_date.isoformat() if one.birth_date else ""
    told = {**introduced(one), "birth_date": birth, **as_guardian(one, TODAY), "decision": yes}
    return with_code(one, told)


def pair_that_stays(town: Town) -> Couple:
    """The last mentor in the base is going to withdraw."""
    mentees, mentors = (people_of(table, records(town, table)) for table in ("mentees", "mentors"))
    leaves = records(town, "mentors")[-1].key
    return next(pair for pair in couples_of(records(town, "pairs"), mentees, mentors) if pair.mentor.code != leaves)


def records(town: Town, table: str) -> list[Record]:
    return [row.to_record() for row in town.books()[book_of(table).key].sheets[table].rows]


def write_notes(town: Town) -> None:
    """In the first row of every tab with a column for it, unless something stands there."""
    for key, book in town.books().items():
        notes = [
            staff.typed(sheet, row.index, sheet.columns["note"], SEEN)
            for sheet in book.sheets.values()
            for row in sheet.rows[:1]
            if "note" in sheet.columns and not row.values.get("note")
        ]
        staff.write(town.staff("petrova"), town.book_id(key), notes)
