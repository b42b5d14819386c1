"""A tale of a school on paper: what people answered and staff did, in order, and the books that it leaves.

Everything that happens is a value that prints as what it is, so that a tale can be told again, and told shorter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from forms.answer import Answer
from sheets_schema.as_read import BookAsRead, RowAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.kind import Value, canonical
from sheets_schema.tables import book
from tests.rules import paper
from tests.rules.surveys import said


@dataclass(frozen=True)
class Resident:
    """Somebody of the school. Nobody else has this telephone number; a namesake may have the name and the day."""

    number: int
    name: str
    born: str
    school_class: str
    namesake: bool = False

    @property
    def contact(self) -> str:
        return f"+7900{self.number:07}"


CAST = tuple(
    Resident(number, *described)
    for number, described in enumerate(
        (
            ("Белов Глеб Ильич", "2013-05-01", "7А"),
            ("Королёва Мария", "2011-03-02", "8Б"),  # twins
            ("Королёва Дарья", "2011-03-02", "8Б"),
            ("Орлов Иван", "2010-07-15", "9А", True),
            ("Орлов Иван", "2010-07-15", "9В", True),
            ("Ёлкин-Палкин Семён", "2012-11-22", "8А"),  # fourteen on the day when the tales begin
            ("Аль-Хаким Ясмина", "2012-11-24", "8А"),
            ("Щукина Зоя Львовна", "2008-11-23", "11А"),  # eighteen a day later
            ("=1+1 Пётр", "2008-11-22", "11А"),
            ("Громов Олег Юрьевич", "1990-05-01", "10А"),
        )
    )
)
CONSENTS = ("consent_participant", "consent_guardian")
EXACT, TYPO, NO_BIRTH = "", "typo", "no birth date"


@dataclass(frozen=True, repr=False)
class Identity:
    """A resident as the school can know them: a mistyped name or a missing day of birth is somebody else's."""

    resident: Resident
    variant: str = EXACT

    def __repr__(self) -> str:
        return " ".join(part for part in (f"<{self.resident.number}", self.name, self.born, self.variant) if part) + ">"

    @property
    def name(self) -> str:
        name = self.resident.name
        return f"{name[0]}ж{name[2:]}" if self.variant == TYPO else name

    @property
    def born(self) -> str:
        return "" if self.variant == NO_BIRTH else self.resident.born


@dataclass(frozen=True)
class Said:
    """Whose answer it is. ``meant``: another identity, whose code was typed into it."""

    author: Identity
    form: str
    meant: Identity | None = None


@dataclass(frozen=True)
class Word:
    """The last word of one consent: when, yes or no, by which answer (None: on paper)."""

    moment: datetime
    yes: bool
    answer: int | None


class Happening(Protocol):
    """Anything that happens."""

    def happen(self, tale: Tale) -> None: ...


@dataclass
class Tale:
    """The school now. ``unsure`` are residents whose consents staff settled by hand: no rule tells of them.

    ``last`` is each consent's last word at the last synchronisation, ``forgot`` that the memory was typed into.
    """

    now: datetime = paper.NOW
    books: dict[str, BookAsRead] = field(default_factory=paper.blank_books)
    answers: dict[int, Answer] = field(default_factory=dict)
    said: dict[int, Said] = field(default_factory=dict)
    unsure: set[Resident] = field(default_factory=set)
    last: dict[tuple[Identity, str], Word] = field(default_factory=dict)
    forgot: bool = False

    @property
    def today(self) -> date:
        return self.now.astimezone(paper.PROGRAMME.zone).date()

    def rows(self, tab: str) -> list[RowAsRead]:
        return list(next(item.sheets[tab] for item in self.books.values() if tab in item.sheets).rows)

    def code_of(self, identity: Identity) -> str:
        """The code under which the books know this identity, "" while they do not."""
        marks = {
            fingerprint(self.answers[n].response_id)
            for n, said in self.said.items()
            if n in self.answers and said.author == identity and "application" in said.form
        }
        for row in self.rows("personal.memory") if marks else ():
            if row.key.startswith("person:") and marks & set(responses_in(canonical(row.values.get("content")))):
                return row.key.removeprefix("person:")
        return ""

    def doubt(self, texts: Iterable[str]) -> None:
        """Staff decided something about whoever is named here."""
        said = folded(" ".join(texts))
        self.unsure |= {item for item in CAST if any(folded(Identity(item, v).name) in said for v in (EXACT, TYPO))}


def responses_in(content: str) -> list[str]:
    try:
        found: list[str] = json.loads(content).get("responses", [])
    except (ValueError, AttributeError):
        return []
    return found


def folded(text: str) -> str:
    """Two spellings of a name as one: the test's own plain reading of it."""
    return "".join(text.casefold().replace("ё", "е").split())


# People


@dataclass(frozen=True)
class Answers:
    """Somebody sends a form: ``number`` is the response's, an old one is edited. ``chosen`` is named in it, ``more``
    are further answers."""

    number: int
    form: str
    author: Identity
    spelt: str
    decision: str = paper.YES
    code_of: Identity | None = None
    code_typo: bool = False
    chosen: Identity | None = None
    more: tuple[tuple[str, str], ...] = ()

    def happen(self, tale: Tale) -> None:
        tale.now += timedelta(minutes=1)
        code = tale.code_of(self.code_of) if self.code_of else ""
        before, earlier = tale.said.get(self.number), tale.answers.get(self.number)
        if before and (before.form != self.form or earlier is None):
            return
        meant = self.code_of if code and not self.code_typo else None
        tale.said[self.number] = Said(self.author, self.form, meant)
        if before and (before.author != self.author or before.meant != meant):
            tale.unsure |= {before.author.resident, self.author.resident}
        if meant and meant != self.author and NO_BIRTH in (meant.variant, self.author.variant):
            tale.unsure |= {meant.resident, self.author.resident}
        if self.more and {"pupil_class", "role"} & dict(self.more).keys():  # in another class it may be a namesake
            tale.unsure.add(self.author.resident)
        chosen = (self.chosen, tale.code_of(self.chosen)) if self.chosen else None
        made = self.written(code[::-1] if self.code_typo else code, chosen)
        created = earlier.created if earlier else tale.now
        tale.answers[self.number] = replace(made, created=created, submitted=tale.now)

    def written(self, code: str, chosen: tuple[Identity, str] | None = None) -> Answer:
        author, more = self.author, dict(self.more)
        if self.form == "mentee_application":
            values = {"pupil_contact": author.resident.contact, **more}
            return paper.mentee(self.number, self.spelt, author.born, author.resident.school_class, **values)
        if self.form == "mentor_application":
            values = {"contact": author.resident.contact, **more}
            return paper.mentor(self.number, self.spelt, author.born, author.resident.school_class, **values)
        if self.form not in CONSENTS:
            who = {"full_name": self.spelt, "school_class": author.resident.school_class, "code": code}
            told = {**who, **words_of(self.form, author, code, chosen), **more}
            return said(self.form, self.number, **{key: text for key, text in told.items() if text})
        write = paper.own_consent if self.form == "consent_participant" else paper.guardian_consent
        made = write(self.number, self.spelt, author.born, self.decision)
        typed = {"school_class": (author.resident.school_class,), **({"code": (code,)} if code else {})}
        return replace(made, values={**made.values, **typed})


PRIVATE = {"third_party": "topics", "feedback": "what_helps", "satisfaction": "words", "meeting": "topic"}
OF_NOBODY = {"request": {"details": "Олимпиада"}, "quality": {"q1": "2"}, "invitation": {"name": "Гость"}}


def words_of(form: str, author: Identity, code: str, chosen: tuple[Identity, str] | None) -> dict[str, str]:
    """What a survey says of its author, told by the telephone number, and of somebody chosen in it by code and name."""
    if form in OF_NOBODY:
        return OF_NOBODY[form]
    words = {PRIVATE.get(form, "expects" if form.endswith("before") else "valuable"): author.resident.contact}
    if chosen and chosen[1]:
        option = f"{chosen[1]} {chosen[0].name}"
        words |= {"first": option} if form == "wishes" else {"pair": f"{option} — {code} Я"}
    return words


@dataclass(frozen=True)
class AnswerGone:
    """Somebody deletes a response in Google Forms."""

    number: int

    def happen(self, tale: Tale) -> None:
        if tale.answers.pop(self.number, None) and "application" in tale.said[self.number].form:
            tale.unsure.add(tale.said[self.number].author.resident)


@dataclass(frozen=True)
class Later:
    """Days pass."""

    days: float

    def happen(self, tale: Tale) -> None:
        tale.now += timedelta(days=self.days)


# Staff


@dataclass(frozen=True)
class Typed:
    """A cell typed over, or emptied (None); ``place`` counts the rows, round and round."""

    tab: str
    place: int
    column: str
    value: Value

    def happen(self, tale: Tale) -> None:
        rows = tale.rows(self.tab)
        if rows:
            hit = self.place % len(rows)
            changed = with_cell(rows[hit], self.column, self.value)
            set_rows(tale, self.tab, [changed if at == hit else row for at, row in enumerate(rows)], [rows[hit]])


@dataclass(frozen=True)
class RowsMoved:
    """A row deleted or doubled, or all of them turned round or gone."""

    tab: str
    act: str
    place: int

    def happen(self, tale: Tale) -> None:
        rows = tale.rows(self.tab)
        if not rows:
            return
        hit = self.place % len(rows)
        acts: dict[str, Callable[[], list[RowAsRead]]] = {
            "delete": lambda: rows[:hit] + rows[hit + 1 :],
            "double": lambda: [*rows, rows[hit]],
            "turn round": lambda: rows[::-1],
            "delete all": list,
        }
        touched = {"delete all": rows, "turn round": []}.get(self.act, [rows[hit]])
        set_rows(tale, self.tab, acts[self.act](), touched)


@dataclass(frozen=True)
class RowAdded:
    """Staff write a row of their own below."""

    tab: str
    values: tuple[tuple[str, Value], ...]

    def happen(self, tale: Tale) -> None:
        set_rows(tale, self.tab, [*tale.rows(self.tab), RowAsRead(0, "", dict(self.values))], [])


@dataclass(frozen=True)
class ColumnGone:
    """Staff delete a column."""

    tab: str
    column: str

    def happen(self, tale: Tale) -> None:
        set_rows(tale, self.tab, [with_cell(row, self.column, None) for row in tale.rows(self.tab)], [])
        for key, item in tale.books.items():
            if sheet := item.sheets.get(self.tab):
                columns = {name: place for name, place in sheet.columns.items() if name != self.column}
                tale.books[key] = replace(item, sheets={**item.sheets, self.tab: replace(sheet, columns=columns)})
        if self.tab == "personal.memory":
            tale.forgot = True


@dataclass(frozen=True)
class Chosen:
    """A decision in «Требует внимания»; an Identity stands for the code of that person."""

    place: int
    choice: str | Identity

    def happen(self, tale: Tale) -> None:
        lines = tale.rows("attention")
        if lines:
            line = lines[self.place % len(lines)]
            word = self.choice if isinstance(self.choice, str) else tale.code_of(self.choice)
            named = [self.choice.name] if isinstance(self.choice, Identity) else []
            tale.doubt([*named, *map(canonical, line.values.values())])
            Typed("attention", self.place, "choice", word or None).happen(tale)


def with_cell(row: RowAsRead, column: str, value: Value) -> RowAsRead:
    values = {**row.values, column: value}
    return replace(row, values={key: found for key, found in values.items() if found is not None})


def set_rows(tale: Tale, tab: str, rows: list[RowAsRead], touched: list[RowAsRead]) -> None:
    """The tab's rows from now on. What was done to a line of «Согласия» or to the memory makes some unsure."""
    if tab == "consents":
        lost = [row for row in touched if sum(row.key == item.key for item in rows) != 1]
        tale.doubt(row.to_record().text("full_name") for row in lost)
    tale.forgot |= tab == "personal.memory" and bool(touched)
    for key, item in tale.books.items():
        if sheet := item.sheets.get(tab):
            lines = [dict(row.values) for row in rows]
            said = [values for values in lines if values]
            drawn = paper.rows_of(book(key).by_key[tab], said)
            tale.books[key] = replace(item, sheets={**item.sheets, tab: replace(sheet, rows=drawn)})
