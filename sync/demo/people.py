"""The people of a made-up school and what each of them answers; the same seed makes the same school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from forms.normalise import class_number
from forms.questionnaire import Questionnaire
from sync.demo.names import full_name, parent_name
from sync.demo.phrases import phrases, picked, topic_words
from sync.rules.consent import age

Given = Mapping[str, str | list[str]]

NASTY = (
    '=IMPORTXML("http://127.0.0.1:9/?"&A1;"//a")',
    "+79161234567",
    "007",
    "Ёжик и ёлка: всё ещё в поиске себя — «кавычки», <b>теги</b> & знаки",
    "Люблю футбол ⚽, собак 🐶 и семью 👨‍👩‍👧‍👦",
    "Очень длинный рассказ. " * 131,
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-5",
    "12Е3",
    "10-11",
)


@dataclass(frozen=True)
class Sent:
    """One form filled in by one person: the questionnaire's key and what is given, by question key."""

    form: str
    given: Given


@dataclass
class Resident:
    """Someone of the made-up school, with all that they send, in order."""

    name: str
    birth_date: date
    place: str
    part: str
    sent: list[Sent] = field(default_factory=list)


@dataclass
class Maker:
    """Makes residents by chance, but always the same ones.

    Nobody comes of age between ``today`` and ``settled``: their consents hold all that time.
    """

    chance: Random
    questionnaires: Mapping[str, Questionnaire]
    today: date
    settled: date = date.min

    def options(self, form: str, question: str) -> list[str]:
        return [option.text for option in self.questionnaires[form].by_key[question].options]

    def some(self, form: str, question: str, most: int, least: int = 1) -> list[str]:
        options = self.options(form, question)
        return self.chance.sample(options, self.chance.randint(least, min(most, len(options))))

    def one(self, form: str, question: str) -> str:
        return self.chance.choice(self.options(form, question))

    def mostly_last(self, form: str, question: str) -> str:
        """The last option, which is the one that suits all, three times as often as another."""
        options = self.options(form, question)
        return self.chance.choice([*options, options[-1], options[-1]])

    def phone(self) -> str:
        return f"+7900{self.chance.randint(1000000, 9999999)}"

    def birth_date(self, school_class: str) -> date:
        """A pupil of the n-th year is n + 7 or so; a grown-up anything from 24 to 60."""
        year = class_number(school_class)
        years = year + 6 + self.chance.random() if year else self.chance.uniform(24, 60)
        birth = self.today - timedelta(days=int(years * 365.25) + 60)
        while any(age(birth, self.today) < bar <= age(birth, self.settled) for bar in (14, 18)):
            birth -= timedelta(days=100)
        return birth


def make_school(people: int, seed: int, questionnaires: tuple[Questionnaire, ...], today: date) -> list[Resident]:
    """``people`` residents: three mentees for each mentor, a tenth of them teachers, some without consent.

    A few of them write what a careless program would stumble over.
    """
    maker = Maker(Random(seed), {item.key: item for item in questionnaires}, today)  # noqa: S311 - a made-up school
    residents = [make_resident(maker, place) for place in range(people)]
    for place, text in enumerate(NASTY):
        put_nasty(residents, place, text)
    for resident in residents[:: max(1, people // 6)]:
        answer_twice(maker, resident)
    return residents


def make_resident(maker: Maker, place: int) -> Resident:
    part = ("mentee", "mentee", "mentor", "mentee")[place % 4]
    teacher = place % 10 == 9
    lowest, highest = (5, 9) if part == "mentee" else (8, 11)
    school_class = f"{maker.chance.randint(lowest, highest)}{maker.chance.choice('АБ')}"
    position = f"учитель {maker.chance.choice(phrases()['subjects_taught'])}"
    work = position if teacher else school_class
    name = full_name(maker.chance)
    resident = Resident(name, maker.birth_date("" if teacher else school_class), work, part)
    fill = {"mentee": mentee_answers, "mentor": mentor_answers}[part]
    resident.sent.append(Sent(f"{part}_application", fill(maker, resident, teacher)))
    resident.sent += consents(maker, resident, place)
    return resident


def mentee_answers(maker: Maker, resident: Resident, teacher: bool) -> dict[str, str | list[str]]:
    form, branch = "mentee_application", "teacher" if teacher else "pupil"
    roles, topics = maker.options(form, "role"), maker.some(form, f"{branch}_topics", 3)
    own: dict[str, str | list[str]] = (
        {
            "position": resident.place,
            "experience": maker.one(form, "experience"),
            "teacher_contact": maker.phone(),
        }
        if teacher
        else {"pupil_class": resident.place, "pupil_contact": f"{maker.phone()}, мама {maker.phone()}"}
    )
    return {
        "full_name": resident.name,
        "birth_date": resident.birth_date.isoformat(),
        "role": roles[1] if teacher else roles[0],
        **own,
        f"{branch}_topics": topics,
        f"{branch}_subjects": maker.some(form, f"{branch}_subjects", 2),
        f"{branch}_goal": topic_words(topics[0])["goal"],
        f"{branch}_interests": maker.chance.choice(phrases()["interests"]),
        f"{branch}_times": maker.some(form, f"{branch}_times", 4, least=2),
        f"{branch}_format": maker.one(form, f"{branch}_format"),
    }


def mentor_answers(maker: Maker, resident: Resident, teacher: bool) -> dict[str, str | list[str]]:
    form, branch = "mentor_application", "teacher" if teacher else "pupil"
    roles = maker.options(form, "role")
    return {
        "full_name": resident.name,
        "birth_date": resident.birth_date.isoformat(),
        "contact": maker.phone(),
        "motivation": picked(phrases()["motivations"], resident.name),
        "achievements": maker.chance.choice(phrases()["achievements"]),
        "interests": maker.chance.choice(phrases()["interests"]),
        "times": maker.some(form, "times", 5, least=3),
        "time_resource": maker.one(form, "time_resource"),
        "seats": str(maker.chance.randint(2, 5)),
        "meeting_format": maker.one(form, "meeting_format"),
        "role": roles[1] if teacher else roles[0],
        ("position" if teacher else "pupil_class"): resident.place,
        f"{branch}_topics": maker.some(form, f"{branch}_topics", 5),
        f"{branch}_subjects": maker.some(form, f"{branch}_subjects", 4),
        f"{branch}_age": maker.mostly_last(form, f"{branch}_age"),
    }


def consents(maker: Maker, resident: Resident, place: int) -> list[Sent]:
    """What the law asks of this age; every eleventh forgets, one family in thirty says no."""
    yes, no = maker.options("consent_participant", "decision")
    years = (maker.today - resident.birth_date).days // 365.25
    who: dict[str, str | list[str]] = {
        "full_name": plain_spelling(resident.name) if place % 5 == 0 else resident.name,
        "birth_date": resident.birth_date.isoformat(),
        "school_class": resident.place,
    }
    sent = []
    if years >= 14 and place % 11 != 5:
        sent.append(Sent("consent_participant", {**who, "decision": yes}))
    if years < 18 and place % 11 != 8:
        guardian = {
            "guardian_name": parent_name(resident.name, maker.chance),
            "relation": maker.one("consent_guardian", "relation"),
            "guardian_contact": maker.phone(),
            "decision": no if place % 30 == 17 else yes,
        }
        sent.append(Sent("consent_guardian", {**who, **guardian}))
    return sent


def plain_spelling(name: str) -> str:
    """As a hurried parent types it: е for ё, spaces to spare."""
    return "  ".join(name.replace("ё", "е").replace("Ё", "Е").split())


def put_nasty(residents: list[Resident], place: int, text: str) -> None:
    """Text that a careless program would run, round, or lose: each into one application."""
    if place >= len(residents):
        return
    first = residents[place].sent[0]
    column = next(key for key in ("pupil_goal", "teacher_goal", "motivation") if key in first.given)
    residents[place].sent[0] = Sent(first.form, {**first.given, column: text})


def answer_twice(maker: Maker, resident: Resident) -> None:
    """The same person fills the application in again, with another telephone number."""
    first = resident.sent[0]
    contact = next(key for key in first.given if key.endswith("contact"))
    resident.sent.append(Sent(first.form, {**first.given, contact: maker.phone()}))
