"""The grid page without a browser: what its scripts read and post, as one of the staff."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.localgoogle.school import OWNER, READER, TOKENS, WRITER

if TYPE_CHECKING:
    from tests.localgoogle.school import Answer, School


@dataclass
class Grid:
    """A person at the grid of one sheet; cells are named by row and column as on the screen, from 1."""

    school: School
    book: str
    user: str = OWNER
    gid: int = 0
    session: str = ""
    token: str = ""
    shown: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        key = next(token for token, email in TOKENS.items() if email == self.user)
        signed = self.school.post("/signin", {"email": self.user, "token": key})
        self.session = signed.headers["set-cookie"].partition(";")[0]
        self.token = self.read("token.json")["token"]
        self.look()

    @property
    def path(self) -> str:
        return f"/spreadsheets/d/{self.book}"

    def get(self, name: str, **query: Any) -> Answer:
        return self.school.get(f"{self.path}/{name}", {"gid": self.gid, **query}, cookie=self.session)

    def read(self, name: str, **query: Any) -> Any:
        answer = self.get(name, **query)
        assert answer.status == 200, answer.text
        return answer.json()

    def look(self) -> dict[str, Any]:
        """Read the whole sheet anew, as the page does when it opens."""
        self.shown = self.read("grid.json")
        return self.shown

    def post(self, name: str, body: Any, **headers: str) -> Answer:
        given = {"content-type": "application/json", "cookie": self.session, "x-csrf-token": self.token} | headers
        sent = json.dumps({"gid": self.gid, **body}) if isinstance(body, dict) else body
        return self.school.call("POST", f"{self.path}/{name}", sent.encode(), given)

    def ids(self, row: int, column: int) -> tuple[int, int]:
        """The ids of a cell as this person saw the sheet; the header is row 1."""
        rows = {number: row_id for row_id, number, *_ in self.shown["rows"]}
        header = self.shown["head"]["header"]
        return rows.get(row, header), self.shown["head"]["columns"][column - 1]["id"]

    def edit_of(self, row: int, column: int, text: str) -> dict[str, Any]:
        row_id, column_id = self.ids(row, column)
        return {"row": row_id, "column": column_id, "text": text, "revision": self.shown["revision"]}

    def type(self, row: int, column: int, text: str) -> Answer:
        return self.post("edit", {"edits": [self.edit_of(row, column, text)]})

    def paste(self, row: int, column: int, table: list[list[str]], *, skip: bool = True) -> Answer:
        edits = [
            self.edit_of(row + down, column + across, text)
            for down, line in enumerate(table)
            for across, text in enumerate(line)
        ]
        return self.post("edit", {"edits": edits, "skip": skip})

    def shape(self, do: str, **more: Any) -> Answer:
        return self.post("shape", {"do": do, **more})

    def texts(self) -> list[list[str]]:
        """What stands in the rows under the header, without the empty end of each."""
        rows = [[cell[0] if isinstance(cell, list) else cell for cell in cells] for *_, cells in self.look()["rows"]]
        while rows and not any(rows[-1]):
            rows.pop()
        return [row[: max((at + 1 for at, text in enumerate(row) if text), default=0)] for row in rows]

    def history(self, row: int, column: int) -> list[dict[str, Any]]:
        row_id, column_id = self.ids(row, column)
        return list(self.read("cell.json", row=row_id, column=column_id)["changes"])


# The base that staff edit

HEADER = ["Имя", "Класс", "Решение", "Возраст"]
ANYA, BORYA = ["Аня", "7А", "", "13"], ["Боря", "8Б", "утвердить", "14"]


def make_base(school: School) -> str:
    """A base in Russian: a drop-down in «Решение», and «Возраст», which only the owner may write."""
    book = school.ok("POST", "/v4/spreadsheets", {"properties": {"title": "Базы", "locale": "ru_RU"}})["spreadsheetId"]
    frozen = {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}}
    column = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 2, "endColumnIndex": 3}
    options = [{"userEnteredValue": text} for text in ("утвердить", "отклонить")]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": options}, "strict": True}
    age = {"sheetId": 0, "startColumnIndex": 3, "endColumnIndex": 4}
    protected = {"range": age, "description": "Его считает программа.", "editors": {"users": [OWNER]}}
    requests = [
        {"updateSheetProperties": {"properties": frozen, "fields": "gridProperties.frozenRowCount"}},
        {"setDataValidation": {"range": column, "rule": rule}},
        {"addProtectedRange": {"protectedRange": protected}},
    ]
    school.ok("POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": requests})
    write(school, book, "A1", [HEADER, ANYA, BORYA])
    for email, role in ((WRITER, "writer"), (READER, "reader")):
        school.share(book, type="user", role=role, emailAddress=email)
    return str(book)


def write(school: School, book: str, place: str, rows: list[list[Any]], user: str = OWNER) -> None:
    path = f"/v4/spreadsheets/{book}/values/{place}"
    school.ok("PUT", path, {"values": rows}, user, valueInputOption="USER_ENTERED")


def values(school: School, book: str) -> Any:
    found = school.ok("GET", f"/v4/spreadsheets/{book}/values/A2:E9", valueRenderOption="UNFORMATTED_VALUE")
    return found.get("values", [])
