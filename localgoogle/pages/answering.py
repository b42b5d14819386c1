"""The public page of a form: a section at a time, with everything entered so far carried along in the page.

Nothing is stored before the form is sent, so a page can be left, reloaded or opened twice without harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localgoogle.drive.resource import is_trashed
from localgoogle.forms import model, responses
from localgoogle.forms.answers import Posted, Verdict, as_posted, entries_of, judge, read
from localgoogle.forms.sections import FINISH, Section, following, may_continue, sections
from localgoogle.html import notice, page
from localgoogle.pages.limits import spend
from localgoogle.pages.progress import most_steps
from localgoogle.pages.questions import MONTHS, blocks
from localgoogle.pages.session import signed_in
from localgoogle.pages.tokens import edit_token, known_once, new_once, response_to_edit

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.state import File, State

JSON = dict[str, Any]

LARGEST_BODY = 2 * 1024 * 1024
PER_MINUTE = 1000
"""Answers to one form: a whole school may answer within the same minute, a program must not fill the disk."""
PER_MINUTE_EDITED = 30
"""Changes of one answer through its link."""
IN_HISTORY = {"Cache-Control": "private, no-cache"}
"""With no-store a browser that goes back loads the form anew: what was typed is lost, and what is sent then is a
second answer. So the page stays in the history of this one browser (RFC 9111 §6)."""
FORM_INPUTS = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Opened:
    """A form that may be answered now. ``once`` names this showing of it, ``edit`` the answer to change."""

    state: State
    file: File
    document: JSON
    parts: list[Section]
    once: str
    edit: str

    @property
    def title(self) -> str:
        return str(self.document["info"].get("title") or self.file.name)


def view(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """GET viewform: the first section, with prefilled answers, or those of the response to change."""
    # A link never names a showing: whoever made the link could then open the answer sent through it.
    posted: Posted = {name: values for name, values in call.query.items() if name != "fbzx"}
    form = open_to_answer(state, call, groups["public"], posted)
    if not isinstance(form, Opened):
        return form
    if form.edit:
        response = responses.find(state, form.file.id, response_to_edit(state, form.file.id, form.edit))
        if response is None:
            return bad_link()
        posted = stored_inputs(form, response.answers)
    return show(form, posted, [0])


def submit(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """POST formResponse: one step on, one step back, or the whole answer."""
    if len(call.body) > LARGEST_BODY:
        return notice(413, "Слишком много текста", "Сократите, пожалуйста, ответы и отправьте их ещё раз.")
    if not call.headers.get("content-type", FORM_INPUTS).lower().startswith(FORM_INPUTS):
        return notice(415, "Ответ не прочитан", "Так анкета ответы не принимает. Отправьте их со страницы анкеты.")
    posted = call.form
    form = open_to_answer(state, call, groups["public"], posted)
    if not isinstance(form, Opened):
        return form
    if "back" in posted:
        return show(form, posted, read_history(form, posted)[:-1] or [0])
    if "continue" in posted:
        return step(form, posted, read_history(form, posted))
    return finish(form, posted, call)


def open_to_answer(state: State, call: Call, public_id: str, given: Posted) -> Opened | Reply:
    """The form behind a public id, or the page that says why it cannot be answered."""
    found = form_behind(state, public_id)
    if found is None:
        return no_form()
    file, document = found
    refused = refusal(document["publishState"]) or ungranted(state, file, signed_in(state, call))
    if refused:
        return refused
    once = known_once(state, file.id, first(given, "fbzx")) or new_once(state, file.id)
    return Opened(state, file, document, sections(document), once, first(given, "edit2"))


def form_to_show(state: State, call: Call, public_id: str) -> tuple[File, JSON] | Reply:
    """The form for those who may answer it now, and for its makers at any time."""
    found = form_behind(state, public_id)
    if found is None:
        return no_form()
    user = signed_in(state, call)
    if user and state.right(found[0].id, user):
        return found
    refused = refusal(found[1]["publishState"]) or ungranted(state, found[0], user)
    return refused or found


def form_behind(state: State, public_id: str) -> tuple[File, JSON] | None:
    form_id = model.find_public(state, public_id)
    file = state.find_file(form_id) if form_id else None
    document = model.load(state, file.id) if file else None
    return None if file is None or document is None or is_trashed(state, file) else (file, document)


def no_form() -> Reply:
    return notice(404, "Такой анкеты нет", "Проверьте ссылку: возможно, она скопирована не целиком.")


def refusal(publish_state: JSON) -> Reply | None:
    if not publish_state.get("isPublished"):
        return notice(403, "Анкета ещё не открыта", "Её готовят. Попробуйте зайти позже или спросите у куратора.")
    if not publish_state.get("isAcceptingResponses"):
        text = "Анкета закрыта, новые ответы уже не принимаются. Если вам нужно ответить, напишите куратору."
        return notice(403, "Приём ответов закончен", text)
    return None


def ungranted(state: State, file: File, user: str | None) -> Reply | None:
    """Published is not yet answerable: the form's published view must be shared with the person."""
    for permission in state.permissions(file.id):
        theirs = user is not None and permission.email.lower() == user.lower()
        if permission.view == "published" and (permission.type == "anyone" or theirs):
            return None
    if user and state.right(file.id, user):
        return None
    text = "Эта анкета открыта не для всех. Попросите куратора дать вам доступ к ней."
    return notice(403, "Нужен доступ", text)


def bad_link() -> Reply:
    text = "Ссылка для изменения ответа не подходит к этой анкете: возможно, она скопирована не целиком."
    return notice(404, "Ответ не найден", text)


# steps


def step(form: Opened, posted: Posted, history: list[int]) -> Reply:
    """To the next section, when this one is in order."""
    readings = {question.id: read(question, posted) for question in form.parts[history[-1]].questions()}
    problems = {key: reading.problem for key, reading in readings.items() if reading.problem}
    if problems:
        return show(form, posted, history, problems)
    target = following(form.parts, history[-1], {key: reading.values for key, reading in readings.items()})
    # Back to a section seen before: the way begins again from there and cannot grow without end.
    seen = history[: history.index(target)] if target in history else history
    return show(form, posted, [*seen, target])


def finish(form: Opened, posted: Posted, call: Call) -> Reply:
    """Store the whole answer, or show the first section where something is wrong."""
    verdict = judge(form.parts, posted)
    faulty = faulty_section(verdict)
    if faulty is not None:
        way = list(verdict.path.sections)
        return show(form, posted, way[: way.index(faulty) + 1], verdict.problems, failed=True)
    if not spend(form.state, f"form {form.file.id} {form.edit}", PER_MINUTE_EDITED if form.edit else PER_MINUTE):
        return busy()
    if form.edit:
        response_id = response_to_edit(form.state, form.file.id, form.edit)
        if responses.find(form.state, form.file.id, response_id) is None:
            return bad_link()
        responses.revise(form.state, form.file.id, response_id, verdict.answers)
    else:
        once = known_once(form.state, form.file.id, first(posted, "fbzx"))
        response_id = responses.submit(form.state, form.file.id, verdict.answers, once)
    return confirmation(form, response_id, call.path.removesuffix("formResponse"))


def busy() -> Reply:
    text = "Подождите минуту, вернитесь на страницу назад и нажмите «Отправить» ещё раз: ответы на ней сохранились."
    return notice(429, "Слишком много ответов сразу", text)


def faulty_section(verdict: Verdict) -> int | None:
    """Where to send the person back to; a way in a circle is stopped at its end."""
    return verdict.faulty if verdict.path.ends or verdict.faulty is not None else verdict.path.sections[-1]


def confirmation(form: Opened, response_id: str, address: str) -> Reply:
    token = edit_token(form.state, form.file.id, response_id)
    link = f"{address}viewform?edit2={token}"
    values = {"title": form.title, "changed": bool(form.edit), "link": link, "again": f"{address}viewform"}
    return page("recorded.html", values, headers=IN_HISTORY)


def read_history(form: Opened, posted: Posted) -> list[int]:
    """The sections shown so far, FINISH for the page before sending; nonsense counts as the beginning."""
    numbers = [part.strip() for part in first(posted, "pageHistory").split(",")]
    known = {str(index): index for index in [*range(len(form.parts)), FINISH]}
    history = [known[number] for number in numbers if number in known]
    while history and history[-1] == FINISH and "continue" in posted:
        history.pop()
    return history or [0]


# showing


def show(
    form: Opened,
    posted: Posted,
    history: list[int],
    problems: dict[str, str] | None = None,
    *,
    failed: bool = False,
) -> Reply:
    """The page of the last section in ``history``."""
    current = history[-1]
    section = form.parts[current] if current != FINISH else None
    values = {
        "title": form.title,
        "section": section,
        "first": current == 0,
        "step": len(history) if len(form.parts) > 1 else 0,
        "steps": max(len(history), len(history) - 1 + most_steps(form.parts, current)),
        "blocks": blocks(section, posted, problems or {}, form.once) if section else [],
        "failed": failed or bool(problems),
        "kept": kept(form, posted, current),
        "history": ",".join(map(str, history)),
        "once": form.once,
        "edit": form.edit,
        "back": len(history) > 1,
        "onward": section is not None and may_continue(form.parts, current),
        "months": MONTHS,
        "action": f"/forms/d/e/{form.document['publicId']}/formResponse",
    }
    return page("form.html", values, 400 if values["failed"] else 200, IN_HISTORY)


def kept(form: Opened, posted: Posted, current: int) -> list[tuple[str, str]]:
    """What was entered in the other sections, to be carried along in hidden inputs."""
    return [
        (name, value)
        for index, section in enumerate(form.parts)
        if index != current
        for question in section.questions()
        for name in entries_of(question)
        for value in posted.get(name, [])
        if value
    ]


def stored_inputs(form: Opened, answers: dict[str, list[str]]) -> dict[str, list[str]]:
    inputs: dict[str, list[str]] = {}
    for section in form.parts:
        for question in section.questions():
            inputs |= as_posted(question, answers.get(question.id, []))
    return inputs


def first(given: Posted, name: str) -> str:
    return next(iter(given.get(name, [])), "")
