"""A small school in the middle of its year, kept as each version of the program left it, and opened by today's."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from forms.questionnaire import Questionnaire
from localgoogle.state import State
from sheets_schema.as_read import SheetAsRead
from sheets_schema.tables import BOOKS
from sync.demo import staff
from sync.demo.people import Resident, make_school
from sync.reading import known_files
from tests.migration.year_of_old_book import spend_the_year
from tests.reliability.town import ADDRESS, CORE, Town, chance
from tests.system.office import QUESTIONNAIRES, TODAY, TOKENS, found_programme

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).parent / "books"
PEOPLE, SEED = 7, 5
NOTE = "Просила звонить после шести"
NO = "Не даю согласия"


def version() -> str:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found: str = tomllib.loads(text)["project"]["version"]
    return found


def kept_versions() -> list[str]:
    """From the oldest on."""
    return sorted((path.stem for path in KEPT.glob("*.sql")), key=lambda name: [int(part) for part in name.split(".")])


def declaration() -> dict[str, dict[str, list[str]]]:
    """Title, owner and kind of each column, by tab and key: what a later version must still understand."""
    return {
        table.key: {column.key: [column.title, column.owner, column.kind] for column in table.columns}
        for book in BOOKS
        for table in book.tables
    }


def write_kept(folder: Path, name: str) -> None:
    """The school of today's version: the server's whole file as text, and the declaration it was made by."""
    (folder / f"{name}.sql").write_text(mid_year(), encoding="utf-8", newline="\n")
    told = json.dumps(declaration(), ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(told + "\n", encoding="utf-8", newline="\n")


def kept_declaration(name: str) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))
    return found


@contextmanager
def open_kept(name: str, folder: Path) -> Iterator[Town]:
    """The kept school on a new computer, a day later: nothing is known there but the programme's own file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "server.db"
    with sqlite3.connect(file) as fresh:
        fresh.executescript((KEPT / f"{name}.sql").read_text(encoding="utf-8"))
    fresh.close()
    with chance(SEED), opened(folder, file, questionnaires=surveys_in(file)) as town:
        town.later(days=1)
        yield town


def surveys_in(file: Path) -> tuple[Questionnaire, ...]:
    """The surveys of which the kept school has forms."""
    with closing(sqlite3.connect(file)) as kept:
        marks = [json.loads(marks) for (marks,) in kept.execute("SELECT app_properties FROM files")]
    there = {mark["key"] for mark in marks if mark.get("kind") == "form"}
    return tuple(item for item in QUESTIONNAIRES if item.key in there)


@contextmanager
def opened(
    folder: Path, database: Path | str = ":memory:", questionnaires: tuple[Questionnaire, ...] = CORE
) -> Iterator[Town]:
    state = State(database, users={token: email for email, token in TOKENS.items()})
    town = Town(folder, state=state, address=ADDRESS, questionnaires=questionnaires)
    town.control("settings", {"enforceQuotas": False})
    found_programme(folder, ADDRESS)
    try:
        yield town
    finally:
        state.close()


# What happened in that school


def mid_year() -> str:
    """Answers to every survey, the staff's work, pairs, a conflict that waits for somebody, a row that a withdrawal
    emptied: something stands in every tab."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chance(SEED),
        opened(Path(folder) / "school", questionnaires=QUESTIONNAIRES) as town,
    ):
        town.set_up()
        school = make_school(PEOPLE, SEED, QUESTIONNAIRES, TODAY)
        ids = [[town.submit(sent.form, sent.given) for sent in resident.sent] for resident in school]
        town.sync()
        staff.tidy_the_base(town.staff("sidorova"), town.book_id("bases"))
        staff.hold_interviews(town.staff("sidorova"), town.book_id("bases"), TODAY)
        write_notes(town)
        town.sync()
        town.sync(wants_pairs=True)
        staff.decide_on_pairs(town.staff("kravets"), town.book_id("programme"))
        town.sync()
        spend_the_year(town, school)
        town.later(days=1)
        change_a_corrected_contact(town, school, ids)
        withdraw_somebody(town, school, ids)
        town.sync()
        town.state.db.execute("DELETE FROM row_history")  # as much again, and no synchronisation reads it
        return "\n".join(town.state.db.iterdump()) + "\n"


def write_notes(town: Town) -> None:
    sheet = town.books()["bases"].sheets["mentees"]
    notes = [staff.typed(sheet, row.index, sheet.columns["note"], NOTE) for row in sheet.rows[:2]]
    staff.write(town.staff("sidorova"), town.book_id("bases"), notes)


def change_a_corrected_contact(town: Town, school: list[Resident], ids: list[list[str]]) -> None:
    """The family sends another telephone number where the psychologist has put one in: only people can settle it."""
    rows = town.books()["bases"].sheets["mentees"].rows
    name = next(row.values["full_name"] for row in rows if row.values.get("contact") == staff.CORRECTED)
    place = next(place for place, resident in enumerate(school) if resident.name == name)
    first = school[place].sent[0]
    contact = next(key for key in first.given if key.endswith("contact"))
    town.revise(first.form, ids[place][0], {**first.given, contact: "+7 900 111-22-33"})


def withdraw_somebody(town: Town, school: list[Resident], ids: list[list[str]]) -> None:
    """The last mentor in the base takes the consent back."""
    name = town.books()["bases"].sheets["mentors"].rows[-1].values["full_name"]
    place = next(place for place, resident in enumerate(school) if resident.name == name)
    said = list(zip(school[place].sent, ids[place], strict=True))
    sent, response = next(item for item in said if item[0].form.startswith("consent"))
    town.revise(sent.form, response, {**sent.given, "decision": NO})


# What staff see

Cells = dict[tuple[str, str, str], Any]


def learn(town: Town) -> None:
    """The new computer notes what the marks on the files tell."""
    town.folder.save_known(known_files(town.job()))


def cells_of(town: Town) -> Cells:
    """Every filled cell of the tabs that people work in, by tab, row key and column: ours by key, theirs by title.

    Without «Требует внимания»: what is asked there names tabs and columns as they are called now; and without the
    links to open surveys, of which a new version may have others.
    """
    found: Cells = {}
    for book in town.books().values():
        for key, sheet in book.sheets.items():
            if key != "attention" and not key.endswith(".memory"):
                found |= cells_of_sheet(key, sheet)
    return found


def cells_of_sheet(key: str, sheet: SheetAsRead) -> Cells:
    ours = {place: name for name, place in sheet.columns.items()}
    titles = [ours.get(place, f"«{title}»") for place, title in enumerate(sheet.header)]
    return {
        (key, row.key, title): value
        for row in sheet.rows
        for title, value in zip(titles, row.raw, strict=False)
        if row.key and value not in (None, "") and title != "links"
    }
