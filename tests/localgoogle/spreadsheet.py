"""One spreadsheet as a test tells its story: batches, values, what is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.localgoogle.school import OWNER

if TYPE_CHECKING:
    from tests.localgoogle.school import Answer, School


@dataclass
class Spreadsheet:
    """A spreadsheet of the school's owner; every call is made as ``user``."""

    school: School
    user: str = OWNER
    id: str = ""
    sheets: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.id:
            body = {"properties": {"title": "Базы"}, "sheets": [{"properties": each} for each in self.sheets]}
            self.id = self.school.ok("POST", "/v4/spreadsheets", body)["spreadsheetId"]

    @property
    def path(self) -> str:
        return f"/v4/spreadsheets/{self.id}"

    def as_user(self, user: str) -> Spreadsheet:
        return Spreadsheet(self.school, user, self.id)

    def batch(self, *requests: Any, **more: Any) -> Any:
        """A batch that must be taken; gives the replies."""
        return self.reply(*requests, **more)["replies"]

    def reply(self, *requests: Any, fields: str = "", **more: Any) -> Any:
        answer = self.send(*requests, fields=fields, **more)
        assert answer.status == 200, answer.text
        return answer.json()

    def send(self, *requests: Any, fields: str = "", **more: Any) -> Answer:
        body = {"requests": list(requests), **more}
        query = {"fields": fields} if fields else {}
        return self.school.api("POST", f"{self.path}:batchUpdate", body, self.user, **query)

    def refusal(self, *requests: Any) -> str:
        """The words in which a batch is refused."""
        answer = self.send(*requests)
        assert answer.status == 400, answer.text
        assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"
        return answer.message

    def get(self, fields: str = "", **query: Any) -> Any:
        query |= {"fields": fields} if fields else {}
        return self.school.ok("GET", self.path, None, self.user, **query)

    def sheet(self, number: int = 0, fields: str = "") -> Any:
        return self.get(f"sheets({fields})" if fields else "")["sheets"][number]

    def values(self, text: str, **query: Any) -> list[list[Any]]:
        """The values of a range, unformatted unless the test asks otherwise."""
        query = {"valueRenderOption": "UNFORMATTED_VALUE"} | query
        return list(self.read(text, **query).get("values", []))

    def read(self, text: str, **query: Any) -> Any:
        return self.school.ok("GET", f"{self.path}/values/{quote(text, safe='')}", None, self.user, **query)

    def write(self, text: str, values: Any, option: str = "RAW", **query: Any) -> Any:
        answer = self.put(text, values, option, **query)
        assert answer.status == 200, answer.text
        return answer.json()

    def put(self, text: str, values: Any, option: str = "RAW", **query: Any) -> Answer:
        path = f"{self.path}/values/{quote(text, safe='')}"
        query = {"valueInputOption": option} | query
        return self.school.api("PUT", path, {"values": values}, self.user, **query)

    def cells(self, text: str, fields: str) -> list[list[dict[str, Any]]]:
        """The cells of a range with the parts that ``fields`` names."""
        mask = f"sheets.data.rowData.values({fields})"
        data = self.get(mask, ranges=text)["sheets"][0]["data"][0]
        return [row.get("values", []) for row in data.get("rowData", [])]


def grid(top: int, left: int, bottom: int | None = None, right: int | None = None, sheet: int = 0) -> dict[str, int]:
    """A GridRange."""
    ends = {"endRowIndex": bottom, "endColumnIndex": right}
    known = {name: end for name, end in ends.items() if end is not None}
    return {"sheetId": sheet, "startRowIndex": top, "startColumnIndex": left, **known}


def lines(dimension: str, start: int, end: int, sheet: int = 0) -> dict[str, Any]:
    """A DimensionRange."""
    return {"sheetId": sheet, "dimension": dimension, "startIndex": start, "endIndex": end}
