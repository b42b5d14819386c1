"""The families of a small school: who answered what and when, told without any knowledge of sheets.

Every text that anybody answers is unlike every other, but where they are alike, and says whose it is: ``contact-4-2``
is the second thing that the fourth person gave as a contact. So a text on a wrong row, or in two rows, gives itself
away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from tests.reliability.town import BY_KEY, Given, Town

SURNAMES = (
    *("Абрикосов", "Белкин", "Воробьёв", "Гусев", "Дроздов", "Ершов", "Журавлёв", "Зайцев"),
    *("Иволгин", "Комаров", "Лебедев", "Медведев", "Носов", "Орлов", "Петухов", "Рыбин"),
    *("Соколов", "Тихонов", "Уткин", "Филинов", "Хомяков", "Цветков", "Чайкин", "Шишкин"),
)
FIRST_NAMES = ("Антон Игоревич", "Борис Олегович", "Глеб Юрьевич", "Денис Павлович", "Егор Ильич")
ANSWERED = re.compile(r"[a-z_]+-(\d+)-\d+")
GROWN_UP, TEENAGER, CHILD = "grown-up", "teenager", "child"
AGES = (GROWN_UP, GROWN_UP, TEENAGER, GROWN_UP, CHILD)
BORN = {GROWN_UP: 1985, TEENAGER: 2010, CHILD: 2014}
PLACES = {GROWN_UP: "учитель физики", TEENAGER: "10А", CHILD: "6А"}
OWN, GUARDIAN = "consent_participant", "consent_guardian"
NEEDED = {GROWN_UP: (OWN,), TEENAGER: (OWN, GUARDIAN), CHILD: (GUARDIAN,)}
BRANCH = {GROWN_UP: "teacher", TEENAGER: "pupil", CHILD: "pupil"}


def option(form: str, question: str, number: int = 0) -> str:
    return BY_KEY[form].by_key[question].options[number].text


@dataclass
class Sent:
    """A response to an application: what it says by the base's columns, what it said before, when it was last sent."""

    id: str
    texts: dict[str, str]
    moment: int
    deleted: bool = False
    earlier: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Word:
    """A decision in a form of consent. ``synced`` tells whether a synchronisation went by since."""

    kind: str
    yes: bool
    id: str
    moment: int
    deleted: bool = False
    synced: bool = False


@dataclass
class Resident:
    """Somebody of the school, and all that they and their parents ever sent.

    ``unsure``: staff did something with the papers of this person of which only staff can say what it means.
    """

    number: int
    part: str
    age: str
    sent: list[Sent] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    papers: dict[str, int] = field(default_factory=dict)
    unsure: bool = False

    @property
    def name(self) -> str:
        return f"{SURNAMES[self.number]} {FIRST_NAMES[self.number % len(FIRST_NAMES)]}"

    @property
    def born(self) -> date:
        return date(BORN[self.age], 1 + self.number % 6, 1 + self.number % 28)

    @property
    def base(self) -> str:
        return f"{self.part}s"

    @property
    def newest(self) -> Sent | None:
        """The answer that counts; None when every one was deleted in the form."""
        return max((sent for sent in self.sent if not sent.deleted), key=lambda sent: sent.moment, default=None)

    def texts(self, column: str) -> set[str]:
        """All that this person ever answered of a column."""
        said = [texts for sent in self.sent for texts in (sent.texts, *sent.earlier)]
        return {texts[column] for texts in said if column in texts}

    @property
    def consents(self) -> bool | None:
        """Whether everyone who must consents today; None when nobody but staff can tell."""
        found = [self.holds(kind) for kind in NEEDED[self.age]]
        return None if self.unsure or None in found else all(found)

    def holds(self, kind: str) -> bool | None:
        """The newest word counts, on paper or in a form; one that was deleted after it was read goes on counting."""
        words = [word for word in self.words if word.kind == kind]
        if any(word.deleted and not word.synced for word in words):
            return None
        said = {word.moment: word.yes for word in words} | ({self.papers[kind]: True} if kind in self.papers else {})
        return said[max(said)] if said else False


OF_ONE, OF_MANY = ("contact", "achievements"), ("goal", "interests", "motivation")  # free texts of an application


@dataclass
class Families:
    """Answers as they arrive at a town's forms. ``alike``: of some things everybody says the same, the
    first time, and the second."""

    town: Town
    alike: bool = False
    residents: list[Resident] = field(default_factory=list)
    versions: int = 0

    def arrive(self, consents: bool = True) -> Resident:
        """Somebody new applies; ``consents`` tells whether all that is needed comes with it."""
        number = len(self.residents)
        part = "mentor" if number % 3 == 2 else "mentee"
        resident = Resident(number, part, GROWN_UP if part == "mentor" else AGES[number % len(AGES)])
        self.residents.append(resident)
        self.apply(resident)
        for kind in NEEDED[resident.age] if consents else ():
            self.decide(resident, kind, yes=True)
        return resident

    def moment(self) -> int:
        """A minute later, for no two things are said at once."""
        self.town.later(minutes=1)
        return int(self.town.time.now)

    def apply(self, resident: Resident) -> None:
        """A response of its own, for the first time or again."""
        moment, (given, texts) = self.moment(), self.filled(resident)
        resident.sent.append(Sent(self.town.submit(f"{resident.part}_application", given), texts, moment))

    def revise(self, resident: Resident, which: int) -> None:
        """The person opens a former answer again and says something else."""
        standing = [sent for sent in resident.sent if not sent.deleted]
        if standing:
            sent = standing[which % len(standing)]
            sent.earlier.append(sent.texts)
            sent.moment, (given, sent.texts) = self.moment(), self.filled(resident)
            self.town.revise(f"{resident.part}_application", sent.id, given)

    def take_back(self, resident: Resident, which: int) -> None:
        """Somebody deletes an answer in the form."""
        standing = [sent for sent in resident.sent if not sent.deleted]
        if standing:
            sent = standing[which % len(standing)]
            self.town.withdraw_answer(f"{resident.part}_application", sent.id)
            sent.deleted = True

    def decide(self, resident: Resident, kind: str, yes: bool) -> None:
        """A consent, or its refusal."""
        moment = self.moment()
        given = {
            "full_name": resident.name,
            "birth_date": resident.born.isoformat(),
            "school_class": PLACES[resident.age],
            "decision": option(kind, "decision", 0 if yes else 1),
        }
        if kind == GUARDIAN:
            given |= {"guardian_name": "Представитель", "relation": option(kind, "relation"), "guardian_contact": "-"}
        resident.words.append(Word(kind, yes, self.town.submit(kind, given), moment))

    def take_back_word(self, resident: Resident, which: int) -> None:
        """Somebody deletes a consent in the form: that is no withdrawal."""
        standing = [word for word in resident.words if not word.deleted]
        if standing:
            word = standing[which % len(standing)]
            self.town.withdraw_answer(word.kind, word.id)
            word.deleted = True

    def filled(self, resident: Resident) -> tuple[Given, dict[str, str]]:
        """A filled in application, and what of it is to be seen in the base, by column."""
        self.versions += 1
        fill = mentor_application if resident.part == "mentor" else mentee_application
        texts = {name: f"{name}-{resident.number}-{self.versions}" for name in (*OF_ONE, *OF_MANY)}
        time = sum(1 + len(sent.earlier) for sent in resident.sent)
        texts |= {name: f"{name} как у всех {time}" for name in OF_MANY if self.alike}
        given = fill(resident, texts)
        said = set(given.values() if isinstance(given, dict) else ())
        shown = {"full_name": resident.name, "birth_date": f"{resident.born:%d.%m.%Y}"}
        return given, {**shown, **{name: text for name, text in texts.items() if text in said}}


def mentee_application(resident: Resident, texts: dict[str, str]) -> dict[str, str]:
    form, branch = "mentee_application", BRANCH[resident.age]
    place = {"position": PLACES[GROWN_UP]} if branch == "teacher" else {"pupil_class": PLACES[resident.age]}
    chosen = ("topics", "times", "format")
    return {
        "full_name": resident.name,
        "birth_date": resident.born.isoformat(),
        "role": option(form, "role", 1 if branch == "teacher" else 0),
        **place,
        **{f"{branch}_{name}": texts[name] for name in ("contact", "goal", "interests")},
        **{f"{branch}_{name}": option(form, f"{branch}_{name}") for name in chosen},
    }


def mentor_application(resident: Resident, texts: dict[str, str]) -> dict[str, str]:
    form = "mentor_application"
    chosen = ("times", "time_resource", "seats", "meeting_format", "teacher_topics", "teacher_age")
    return {
        "full_name": resident.name,
        "birth_date": resident.born.isoformat(),
        "role": option(form, "role", 1),
        "position": PLACES[GROWN_UP],
        **{name: texts[name] for name in ("contact", "motivation", "achievements", "interests")},
        **{name: option(form, name) for name in chosen},
    }
