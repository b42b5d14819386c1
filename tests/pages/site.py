"""A made-up school's server on a real network, for browsers: its forms, its book and its people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import requests

from localgoogle.state import SPREADSHEET
from tests.localgoogle.school import OWNER, TOKENS, Answer, School, choice, question, section

XSS = '<img src=x onerror="window.__xss=1"><script>window.__xss=1</script>'
"""Stands in every text that a person may write: it must be read as it is, and never run."""

NAME, ROLE, CLASS, HOW, ABOUT = "00000001", "00000002", "00000003", "00000004", "00000005"
PUPIL = "0a000001"


@dataclass
class Site(School):
    """A School that is called over HTTP at ``address``; its clock stands still unless told, so no quota is counted."""

    address: str = ""
    network: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.state.settings.enforceQuotas = False

    def call(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None, query: Any = ""
    ) -> Answer:
        self.network.cookies.clear()
        address = self.address + path.removeprefix(self.address)
        reply = self.network.request(
            method, address, params=query, data=body, headers=headers, allow_redirects=False, timeout=30
        )
        found = {name.lower(): value for name, value in reply.headers.items()}
        return Answer(reply.status_code, found, reply.content.decode(errors="replace"), reply.content)

    def session(self, user: str = OWNER) -> tuple[str, str]:
        """The name and the value of the cookie of somebody who has signed in."""
        token = next(token for token, email in TOKENS.items() if email == user)
        signed = self.post("/signin", {"email": user, "token": token})
        name, _, rest = signed.headers["set-cookie"].partition("=")
        return name, rest.partition(";")[0]

    def questionnaire(self, title: str = "Анкета наставляемого") -> dict[str, Any]:
        """An open form of two sections; the second one is only for pupils."""
        return self.form(
            question("Имя и фамилия", NAME, required=True, textQuestion={}),
            question(
                "Кто вы?",
                ROLE,
                required=True,
                choiceQuestion=choice(
                    "RADIO",
                    {"value": "Ученик", "goToSectionId": PUPIL},
                    {"value": "Гость", "goToAction": "SUBMIT_FORM"},
                ),
            ),
            section("О школе", PUPIL),
            question("Класс", CLASS, required=True, choiceQuestion=choice("DROP_DOWN", "7А", "8Б")),
            question("Как дела в школе?", HOW, scaleQuestion={"low": 1, "high": 5, "highLabel": "отлично"}),
            question("О себе", ABOUT, textQuestion={"paragraph": True}),
            title=title,
        )

    def book(self, title: str = "Наставничество: базы", rows: list[list[Any]] | None = None) -> str:
        """A book of the owner's with one tab and a frozen header; gives its id."""
        book_id = self.drive(title, SPREADSHEET)
        shown = rows or [["Имя", "Класс", "Решение"], ["Аня", "7А", "утвердить"], [XSS, "8Б", ""]]
        head = {"sheetId": 0, "title": "Наставляемые", "gridProperties": {"frozenRowCount": 1}}
        update = {"properties": head, "fields": "title,gridProperties.frozenRowCount"}
        cells = [{"values": [{"userEnteredValue": {"stringValue": value}} for value in row]} for row in shown]
        write = {"start": {"sheetId": 0}, "fields": "userEnteredValue", "rows": cells}
        requests_ = [{"updateSheetProperties": update}, {"updateCells": write}]
        self.ok("POST", f"/v4/spreadsheets/{book_id}:batchUpdate", {"requests": requests_})
        return book_id
