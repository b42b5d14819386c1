"""Who has opened which sheet of which book, for the grid page and the small JSON interface that it talks to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from localgoogle.errors import GoogleError
from localgoogle.pages.limits import spend
from localgoogle.pages.session import is_own, signed_in
from localgoogle.pages.staff import PER_MINUTE
from localgoogle.sheets.access import Editor
from localgoogle.sheets.history import PAGE, Author
from localgoogle.sheets.store import open_book, shelf
from localgoogle.state import RIGHTS, SPREADSHEET

if TYPE_CHECKING:
    from localgoogle.call import Call
    from localgoogle.sheets.book import Book, Sheet
    from localgoogle.state import File, State

JSON = dict[str, Any]

JSON_TYPE = "application/json"

SIGNED_OUT = "Вы вышли или сеанс закончился. Войдите ещё раз: то, что вы набрали, не потеряно."
BAD_REQUEST = "Страница прислала то, чего сервер не понял. Обновите её, пожалуйста."


@dataclass
class Refusal(GoogleError):
    """Why the grid page may not do something, in words for the person; raising it takes everything back.

    ``more`` is what the page needs besides the words.
    """

    more: JSON = field(default_factory=dict)

    def to_body(self) -> JSON:
        return {"problem": self.message, **self.more}


@dataclass(frozen=True)
class Opened:
    """A sheet that somebody looks at. ``writes`` tells whether the book is shared with them for editing."""

    state: State
    editor: Editor
    sheet: Sheet
    writes: bool

    @property
    def book(self) -> Book:
        return self.editor.book

    @property
    def file(self) -> File:
        return self.editor.file


def may_open(state: State, user: str | None, file_id: str) -> File | None:
    """The spreadsheet, when it is there and shared with the person."""
    file = state.find_file(file_id)
    if file is None or file.mime != SPREADSHEET or state.right(file.id, user) < RIGHTS["reader"]:
        return None
    return file


def reading(state: State, call: Call, groups: dict[str, str]) -> Opened:
    """The sheet ``gid`` for somebody who reads it; raises Refusal 401, 404, 429."""
    return opened(state, call, groups["file"], call.first("gid"))


def opened(state: State, call: Call, file_id: str, gid: str, *, to_change: bool = False) -> Opened:
    user = signed_in(state, call)
    if user is None:
        raise Refusal(401, SIGNED_OUT)
    if not spend(state, f"account {user}", PER_MINUTE):
        raise Refusal(429, "Слишком много обращений за минуту. Подождите немного, пожалуйста.")
    file = may_open(state, user, file_id)
    if file is None:
        raise Refusal(404, "Такой таблицы нет, или с вами ею больше не делятся.")
    right = state.right(file.id, user)
    book = open_book(state, file.id, to_change=to_change)
    sheet = next((each for each in visible_tabs(book) if str(each.id) == gid), None)
    if sheet is None:
        raise Refusal(404, "Этого листа больше нет: его удалили или скрыли.")
    editor = Editor(book, file, user, right >= RIGHTS["owner"], state.settings, state.now())
    return Opened(state, editor, sheet, right >= RIGHTS["writer"])


def visible_tabs(book: Book) -> list[Sheet]:
    return [sheet for sheet in book.sheets if not sheet.properties.get("hidden")]


def writing(state: State, call: Call, groups: dict[str, str]) -> tuple[Opened, JSON]:
    """The sheet that the page wants to change, and what it asks for; raises Refusal."""
    if signed_in(state, call) is None:
        raise Refusal(401, SIGNED_OUT)
    if not is_own(state, call, call.headers.get("x-csrf-token", "")):
        raise Refusal(403, "Страница открыта не здесь или устарела. Обновите её.", more={"stale": True})
    asked = asked_for(call)
    found = opened(state, call, groups["file"], str(asked.get("gid", "")), to_change=True)
    if not found.writes:
        raise Refusal(403, "Вам дали эту таблицу только для просмотра.")
    shelf(state).author = Author(found.editor.user, PAGE)
    return found, asked


def asked_for(call: Call) -> JSON:
    if not call.headers.get("content-type", "").lower().startswith(JSON_TYPE):
        raise Refusal(415, BAD_REQUEST)
    try:
        asked = call.json()
    except json.JSONDecodeError as problem:
        raise Refusal(400, BAD_REQUEST) from problem
    if not isinstance(asked, dict):
        raise Refusal(400, BAD_REQUEST)
    return asked
