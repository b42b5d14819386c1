"""A form's answers for those it is shared with: a table, one person's page, and the way to delete it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from localgoogle.drive.resource import is_trashed
from localgoogle.forms import model as forms
from localgoogle.forms import responses
from localgoogle.forms.items import Asked, asked
from localgoogle.html import redirect
from localgoogle.pages.staff import Groups, no_access, staff_page
from localgoogle.pages.words import counted, moment_in_words
from localgoogle.state import FORM, RIGHTS, File

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.forms.responses import Response
    from localgoogle.state import State

PER_PAGE = 100
DATE = re.compile(r"^(?:(?P<year>\d{4})-)?(?P<month>\d\d)-(?P<day>\d\d)")


@dataclass(frozen=True)
class Opened:
    """A form whose answers this person may see; only its editors may delete one, as in Google."""

    file: File
    document: dict[str, Any]
    may_delete: bool

    @property
    def title(self) -> str:
        return str(self.document["info"].get("title") or self.file.name)

    def questions(self) -> list[Asked]:
        return [question for item in self.document["items"] for question in asked(item)]


def edit(state: State, call: Call, groups: Groups, user: str) -> Reply:
    """A form's address for its makers (Drive's webViewLink). Here it leads to the form itself."""
    form = open_form(state, groups, user)
    return redirect(forms.responder_uri(form.document, call.base_url)) if form else no_access()


def open_form(state: State, groups: Groups, user: str) -> Opened | None:
    file = state.find_file(groups["file"])
    right = state.right(groups["file"], user)
    document = forms.load(state, file.id) if file and file.mime == FORM and not is_trashed(state, file) else None
    if file is None or document is None or right < RIGHTS["reader"]:
        return None
    return Opened(file, document, right >= RIGHTS["writer"])


def table(state: State, call: Call, groups: Groups, user: str) -> Reply:
    """The answers, the newest first, a hundred at a time from ``row`` on."""
    form = open_form(state, groups, user)
    if form is None:
        return no_access()
    total = responses.count(state, form.file.id)
    start = int(call.first("row")) if re.fullmatch("[0-9]{1,7}", call.first("row")) else 0
    questions = form.questions()
    values = {
        "title": form.title,
        "total": counted(total, "ответ", "ответа", "ответов"),
        "questions": [full_title(question) for question in questions],
        "rows": [to_row(each, questions) for each in responses.latest(state, form.file.id, start, PER_PAGE)],
        "path": f"/forms/d/{form.file.id}/responses",
        "newer": max(start - PER_PAGE, 0) if start else None,
        "older": start + PER_PAGE if start + PER_PAGE < total else None,
        "form": forms.responder_uri(form.document, call.base_url),
    }
    return staff_page(state, call, user, "answers.html", values)


def full_title(question: Asked) -> str:
    return ": ".join(filter(None, [question.item, question.title])) or "Вопрос без названия"


def to_row(response: Response, questions: list[Asked]) -> dict[str, Any]:
    return {
        "id": response.id,
        "moment": in_words(response.submitted),
        "cells": ["; ".join(told(question, response)) for question in questions],
    }


def told(question: Asked, response: Response) -> list[str]:
    """The answers to a question; a date, kept as ``2014-05-07``, is told as people write it."""
    values = response.answers.get(question.id, [])
    return [DATE.sub(in_russian, value) for value in values] if question.kind == "dateQuestion" else values


def in_russian(date: re.Match[str]) -> str:
    return ".".join(filter(None, [date["day"], date["month"], date["year"]]))


def in_words(stamp: str) -> str:
    return moment_in_words(datetime.fromisoformat(stamp))


def one(state: State, call: Call, groups: Groups, user: str) -> Reply:
    """One person's answers, question by question."""
    return response_page(state, call, groups, user, "answer.html")


def ask_to_delete(state: State, call: Call, groups: Groups, user: str) -> Reply:
    """What is about to be deleted, and the question whether it is to be."""
    return response_page(state, call, groups, user, "delete.html", deleting=True)


def delete(state: State, _call: Call, groups: Groups, user: str) -> Reply:
    form = open_form(state, groups, user)
    if form is None or not form.may_delete:
        return no_access()
    responses.delete(state, form.file.id, groups["response"])
    return redirect(f"/forms/d/{form.file.id}/responses")


def response_page(
    state: State, call: Call, groups: Groups, user: str, template: str, *, deleting: bool = False
) -> Reply:
    form = open_form(state, groups, user)
    response = responses.find(state, form.file.id, groups["response"]) if form else None
    if form is None or response is None or (deleting and not form.may_delete):
        return no_access()
    values = {
        "title": form.title,
        "moment": in_words(response.submitted),
        "changed": response.submitted != response.created,
        "answers": [(full_title(each), told(each, response)) for each in form.questions()],
        "may_delete": form.may_delete,
        "list": f"/forms/d/{form.file.id}/responses",
        "path": f"/forms/d/{form.file.id}/responses/{response.id}",
    }
    return staff_page(state, call, user, template, values)
