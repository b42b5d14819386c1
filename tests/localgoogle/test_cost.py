"""What a call costs grows with what it touches, not with what the server keeps: counted in steps, not in seconds."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from localgoogle.sheets import store
from localgoogle.state import to_json
from tests.localgoogle.grid import Grid
from tests.localgoogle.school import School, entry, question
from tests.localgoogle.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "0000000a"
SMALL, BIG = 100, 4000
SLACK = 1.3
"""B-trees are a level deeper, numbers a digit longer."""


@dataclass
class Steps:
    """Calls of Python functions, and instructions of SQLite's own machine."""

    python: int = 0
    sqlite: int = 0


def steps_of(school: School, work: Callable[[], Any]) -> Steps:
    steps = Steps()

    def called(*_: Any) -> None:
        steps.python += 1

    def stepped() -> int:
        steps.sqlite += 1
        return 0

    school.state.db.set_progress_handler(stepped, 1)
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
        school.state.db.set_progress_handler(None, 0)
    return steps


@dataclass
class Town:
    """A school with as many rows in a sheet, and as many answers to a form."""

    school: School
    count: int

    def __post_init__(self) -> None:
        grid = {"rowCount": self.count, "columnCount": 5}
        self.book = Spreadsheet(self.school, sheets=[{"sheetId": 0, "title": "База", "gridProperties": grid}])
        self.book.write("A1", [[f"Имя {row}", "8Б", row] for row in range(self.count)])
        self.form = self.school.form(question("Имя", NAME, textQuestion={}))
        self.page = self.school.get(self.form["responderUri"]).hidden()
        stamp, answers = "2026-11-22T08:00:00.{:06}Z", to_json({NAME: ["Оля"]})
        rows = (
            (self.form["formId"], f"r{number}", *[stamp.format(number)] * 2, answers) for number in range(self.count)
        )
        self.school.state.db.executemany("INSERT INTO responses VALUES (?, ?, ?, ?, '', ?)", rows)
        self.grid = Grid(self.school, self.book.id)

    def write(self) -> None:
        self.book.write(f"A{self.count // 2}", [["Другое имя"]])

    def read(self) -> None:
        assert len(self.book.values(f"A{self.count // 2}:C{self.count // 2 + 5}")) == 6

    def edit(self) -> None:
        row, column = self.grid.shown["rows"][self.count // 2][0], self.grid.shown["head"]["columns"][0]["id"]
        change = {"row": row, "column": column, "text": "С рук", "revision": self.grid.shown["revision"]}
        assert self.grid.post("edit", {"edits": [change]}).status == 200

    def answer(self) -> None:
        place = self.form["responderUri"].replace("viewform", "formResponse")
        assert self.school.post(place, self.page | {entry(NAME): "Оля"}).status == 200


@pytest.mark.parametrize("act", [Town.write, Town.read, Town.edit, Town.answer])
def test_a_small_call_costs_the_same_beside_a_hundred_rows_and_beside_thousands(
    act: Callable[[Town], None], figure: Callable[[str], None]
) -> None:
    found = []
    for count in (SMALL, BIG):
        school = School(wrap=lambda app: app)
        school.state.settings.enforceQuotas = False
        town = Town(school, count)
        act(town)
        school.later(minutes=1)
        town.page = school.get(town.form["responderUri"]).hidden()
        town.grid.look()
        found.append(steps_of(school, lambda town=town: act(town)))  # type: ignore[misc]
        school.state.close()
    small, big = found
    counts = f"{small.python} calls and {small.sqlite} steps of SQLite beside {SMALL} rows"
    figure(f"{act.__name__}: {counts}, {big.python} and {big.sqlite} beside {BIG}")
    assert big.python < small.python * SLACK
    assert big.sqlite < small.sqlite * SLACK


def test_books_that_nobody_asks_for_are_closed_and_come_back_as_they_were(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_CELLS", 30)
    store.shelf(school.state).allowed = 30
    books = [Spreadsheet(school) for _ in range(5)]
    for number, book in enumerate(books):
        book.write("A1", [[f"книга {number}", row] for row in range(10)])

    assert list(store.shelf(school.state).books) == [book.id for book in books[-2:]]
    for number, book in enumerate(books):
        book.write("C1", [["позже"]])
        assert book.values("A10:C10") == [[f"книга {number}", 9]]
        assert book.values("A1:C1") == [[f"книга {number}", 0, "позже"]]
    assert len(store.shelf(school.state).books) == 2
