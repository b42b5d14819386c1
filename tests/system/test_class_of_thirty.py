"""Thirty pupils answer at once on one Wi-Fi while three of the staff type into one tab and a sync runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from sync.demo.people import Resident, make_school
from sync.demo.phone import answer_form, plain_browser
from tests.system.office import QUESTIONNAIRES, TODAY, TOKENS, Office

EARLIER, CLASS = 10, 30
STAFF = ("petrova", "sidorova", "kravets")
TIMES = 4
NOTE = "Примечание"


class ImpatientPhone(requests.Session):
    """Every button is pressed twice; what is seen is the page after the second press."""

    def post(self, *given: Any, **more: Any) -> requests.Response:
        super().post(*given, **more)
        return super().post(*given, **more)


class Colleague:
    """Somebody of the staff at the grid of the mentees; notes are known by the row they stand in."""

    def __init__(self, office: Office, name: str) -> None:
        self.browser, self.book = plain_browser(), f"{office.address}/spreadsheets/d/{office.book_id('bases')}"
        email = f"{name}@school.example"
        self.browser.post(f"{office.address}/signin", data={"email": email, "token": TOKENS[email]}).raise_for_status()
        tabs = self.browser.get(f"{self.book}/table").text
        self.gid = tabs.split("?gid=")[1].split('"')[0]
        self.token = self.read("token.json")["token"]
        self.sheet = self.read("grid.json")
        self.column = next(each["id"] for each in self.sheet["head"]["columns"] if each["title"] == NOTE)

    def read(self, name: str) -> Any:
        return self.browser.get(f"{self.book}/{name}", params={"gid": self.gid}).json()

    def write(self, row: int, text: str, revision: int) -> requests.Response:
        edit = {"row": row, "column": self.column, "text": text, "revision": revision}
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self.token}
        content = json.dumps({"gid": self.gid, "edits": [edit]})
        return self.browser.post(f"{self.book}/edit", data=content.encode(), headers=headers)

    def notes(self) -> dict[int, str]:
        sheet = self.read("grid.json")
        at = [each["id"] for each in sheet["head"]["columns"]].index(self.column)
        return {row: cells[at] for row, _, _, cells in sheet["rows"]}


@pytest.fixture
def people(office: Office) -> list[Resident]:
    """The whole school; the first few have answered and are in the base."""
    office.found()
    everyone = make_school(EARLIER + CLASS, 1, QUESTIONNAIRES, TODAY)
    for resident in everyone[:EARLIER]:
        send_all(office, resident, plain_browser)
    office.sync()
    return everyone


def send_all(office: Office, resident: Resident, phone: Callable[[], requests.Session]) -> int:
    """Everything that one person sends; how many answers that is."""
    forms, by_key = office.folder.load_known().forms, {item.key: item for item in QUESTIONNAIRES}
    with phone() as browser:
        browser.trust_env = False
        for sent in resident.sent:
            answer_form(browser, forms[sent.form].address, by_key[sent.form], sent.given)
    return len(resident.sent)


def type_notes(colleague: Colleague, rows: list[int], name: str) -> dict[int, str]:
    """Notes in one's own rows, each corrected several times; the last words of each row."""
    revision = colleague.sheet["revision"]
    for time in range(1, TIMES + 1):
        for row in rows:
            reply = colleague.write(row, f"{name} {time}", revision)
            assert reply.status_code == 200, reply.text
            revision = max(revision, reply.json()["revision"])
    return dict.fromkeys(rows, f"{name} {TIMES}")


def codes(office: Office) -> Iterator[str]:
    shown = office.shown()
    for tab in ("bases/mentees", "bases/mentors"):
        yield from (row["code"] for row in shown[tab])


def test_a_class_answers_while_staff_type_and_a_sync_runs(
    office: Office, people: list[Resident], figure: Callable[[str], None]
) -> None:
    colleagues = [Colleague(office, name) for name in STAFF]
    filled = [row for row, _, _, cells in colleagues[0].sheet["rows"] if cells[0]]
    contested, own = filled[0], [filled[at + 1 :: len(STAFF)] for at in range(len(STAFF))]
    earlier = sum(len(resident.sent) for resident in people[:EARLIER])
    with ThreadPoolExecutor(CLASS + len(STAFF) + 1) as crowd:
        phones = [crowd.submit(send_all, office, resident, ImpatientPhone) for resident in people[EARLIER:]]
        typing = [crowd.submit(type_notes, *each) for each in zip(colleagues, own, STAFF, strict=True)]
        machine = crowd.submit(office.sync)
        race = [
            crowd.submit(each.write, contested, name, each.sheet["revision"])
            for each, name in zip(colleagues, STAFF, strict=True)
        ]
        sent = sum(phone.result() for phone in phones)
        typed = {row: text for each in typing for row, text in each.result().items()}
        machine.result()
    assert sorted(each.result().status_code for each in race) == [200, 409, 409], "one wins, two are asked"
    office.sync()
    assert not office.sync().written, "everything has arrived"
    stored = office.state.db.execute("SELECT COUNT(*) FROM responses").fetchone()[0]
    assert stored == earlier + sent, "no answer is lost, none is stored twice"
    notes = colleagues[0].notes()
    assert {row: notes[row] for row in typed} == typed
    assert notes[contested] in STAFF
    assert [code for code, times in Counter(codes(office)).items() if times > 1] == []
    figure(f"{CLASS} phones at once, {sent} answers, every button twice: {stored - earlier} stored; notes {len(typed)}")
