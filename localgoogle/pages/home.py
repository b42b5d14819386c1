"""What a person of the staff may open, and what is new in it since they last looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from localgoogle.drive.resource import is_trashed
from localgoogle.forms import model as forms
from localgoogle.forms import responses
from localgoogle.forms.responses import to_stamp
from localgoogle.pages.session import signed_in
from localgoogle.pages.staff import Groups, no_access, staff_page
from localgoogle.pages.words import answers_counted, moment_in_words
from localgoogle.pages.zones import zone_of
from localgoogle.state import FOLDER, FORM, SPREADSHEET

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply, Slow
    from localgoogle.state import File, State


@dataclass(frozen=True)
class Line:
    """A file in the list: ``news`` is what has happened since this person last looked, "" for nothing."""

    name: str
    link: str
    note: str = ""
    news: str = ""
    others: tuple[tuple[str, str], ...] = ()


def home(state: State, call: Call, _groups: Groups, user: str) -> Reply:
    """Everything that is shared with the person who has signed in."""
    return file_list(state, call, user, visible_files(state, user), "Таблицы и анкеты")


def folder(state: State, call: Call, groups: Groups, user: str) -> Reply:
    """What lies in one folder of Drive."""
    file = state.find_file(groups["file"])
    if file is None or file.mime != FOLDER or not state.right(file.id, user):
        return no_access()
    inside = [other for other in visible_files(state, user) if file.id in other.parents]
    return file_list(state, call, user, inside, file.name)


def visible_files(state: State, user: str) -> list[File]:
    return [file for file in state.files() if state.right(file.id, user) and not is_trashed(state, file)]


def file_list(state: State, call: Call, user: str, files: list[File], title: str) -> Reply:
    groups = [
        (heading, [to_line(state, call, user, file) for file in sorted(files, key=by_name) if file.mime == mime])
        for heading, mime in (("Анкеты", FORM), ("Таблицы", SPREADSHEET), ("Папки", FOLDER))
    ]
    news = [line for _, lines in groups for line in lines if line.news]
    values = {"title": title, "groups": groups, "news": news, "empty": not files}
    return staff_page(state, call, user, "home.html", values)


def by_name(file: File) -> str:
    return file.name.lower()


def to_line(state: State, call: Call, user: str, file: File) -> Line:
    if file.mime == FORM:
        return form_line(state, call, user, file)
    if file.mime == FOLDER:
        return Line(file.name, f"/drive/folders/{file.id}")
    return Line(file.name, f"/spreadsheets/d/{file.id}/edit", news=book_news(state, user, file))


def form_line(state: State, call: Call, user: str, file: File) -> Line:
    """A form leads to its answers; beside it, to the form as people who answer see it, and on paper."""
    document = forms.load(state, file.id) or {}
    address = forms.responder_uri(document, call.base_url)
    answering = document["publishState"].get("isAcceptingResponses", False)
    note = "принимает ответы" if answering else "ответы не принимаются"
    others = (("Открыть анкету", address), ("Для печати", address.removesuffix("viewform") + "paper"))
    return Line(file.name, f"/forms/d/{file.id}/responses", note, form_news(state, user, file), others)


def form_news(state: State, user: str, file: File) -> str:
    """New answers since the person last opened the list of them."""
    count = responses.count(state, file.id, last_look(state, user, file.id))
    return answers_counted(count) if count else ""


def book_news(state: State, user: str, file: File) -> str:
    look = last_look(state, user, file.id)
    if look and file.modified <= look[:23] + "Z":
        return ""
    zone = zone_of((state.load(file.id, "book") or {}).get("properties", {}))
    return "изменена " + moment_in_words(datetime.fromisoformat(file.modified), zone)


# looks


def noting_look(
    answer: Callable[[State, Call, Groups], Reply | Slow],
) -> Callable[[State, Call, Groups], Reply | Slow]:
    """A page that, once shown, makes what stands on it known to the person."""

    def noting(state: State, call: Call, groups: Groups) -> Reply | Slow:
        reply = answer(state, call, groups)
        user = signed_in(state, call)
        if user and getattr(reply, "status", 0) == 200:
            note_look(state, user, groups["file"])
        return reply

    return noting


def note_look(state: State, user: str, file_id: str) -> None:
    state.db.execute("INSERT OR REPLACE INTO looks VALUES (?,?,?)", (user.lower(), file_id, to_stamp(state.now())))


def last_look(state: State, user: str, file_id: str) -> str:
    """When, as a time with six digits; "" for never."""
    query = "SELECT moment FROM looks WHERE email = ? AND file_id = ?"
    row = state.db.execute(query, (user.lower(), file_id)).fetchone()
    return str(row[0]) if row else ""
