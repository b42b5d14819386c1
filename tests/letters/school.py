"""A school with one approved pair and one family that has not consented yet, all of whom have e-mail."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from forms.question import Asked
from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.kind import Value
from sync.demo.phone import answer_form, plain_browser
from sync.reading import read_book
from sync.run import Work
from tests.letters.post_office import PostOffice
from tests.rules.test_letters import APPLIED, CHILD, TEEN, TEENS_DAY
from tests.system.office import Office, open_office, set_up_once

MAIL = '\n[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nfrom = "nastavnik@school.example"\n'


@contextmanager
def open_school(path: Path, post: PostOffice | None = None) -> Iterator[Office]:
    """Copied from one that was made once; with ``post`` its letters go there."""
    address, known_files, stored = made_once()
    with open_office(path) as office:
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(stored)
            copy.backup(office.state.db)
        office.folder.known_files.parent.mkdir()
        office.folder.known_files.write_text(known_files.replace(address, office.address), encoding="utf-8")
        if post:
            configure(office, MAIL.format(port=post.port))
        yield office


def configure(office: Office, section: str) -> None:
    file = office.path / "programme.toml"
    text = file.read_text(encoding="utf-8").partition("\n[mail]")[0]
    file.write_text(text + section, encoding="utf-8")


@cache
def made_once() -> tuple[str, str, bytes]:
    set_up_once()
    with tempfile.TemporaryDirectory(prefix="nastavnik-letters-") as folder, open_office(Path(folder)) as office:
        office.found()
        for answer in APPLIED:
            answers(office, answer.questionnaire, {key: list(texts) for key, texts in answer.values.items()})
        office.sync()
        types(office, "bases", "readiness", code_of(office, TEEN), decision="допущен", trained="да")
        office.sync(wants_pairs=True)
        types(office, "programme", "pairs", pair_of(office), decision="утвердить")
        office.sync()
        known = office.folder.known_files.read_text(encoding="utf-8")
        return office.address, known, office.state.db.serialize()


def answers(office: Office, form: str, given: dict[str, list[str]]) -> None:
    questionnaire = next(item for item in office.job().filled() if item.key == form)
    one = {key: texts if questionnaire.by_key[key].asked is Asked.SEVERAL else texts[0] for key, texts in given.items()}
    with plain_browser() as phone:
        answer_form(phone, office.folder.load_known().forms[form].address, questionnaire, one)


def withdraws(office: Office) -> None:
    """The mentor takes the consent back."""
    given = {"full_name": [TEEN], "birth_date": [TEENS_DAY], "school_class": ["10А"], "decision": ["Не даю согласия"]}
    answers(office, "consent_participant", given)


def types(office: Office, book: str, tab: str, key: str, **cells: Value) -> None:
    """Staff type into the row of this key."""
    job, known = office.job(), office.folder.load_known()
    as_read = read_book(job, known, book)
    change = RowChange(as_read.sheets[tab].by_key[key].index, key, cells)
    assert Work(job, known).write_book(as_read, BookChange(book, (TableChange(tab, rows=(change,)),)))


def code_of(office: Office, name: str = CHILD) -> str:
    return next(row["code"] for row in office.shown()["personal/consents"] if row.get("full_name") == name)


def pair_of(office: Office) -> str:
    return f"{code_of(office, CHILD)}-{code_of(office, TEEN)}"
