"""What all pages of the staff share: one must have signed in, and what one sends must come from such a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from localgoogle.accounts import is_first
from localgoogle.html import notice, page, redirect
from localgoogle.pages.limits import spend
from localgoogle.pages.session import OWN_REFERRER, csrf_token, is_own, same_origin, signed_in

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply, Slow
    from localgoogle.state import State

LARGEST_BODY = 64 * 1024
PER_MINUTE = 600
"""Pages that one person opens: far more than anybody reads, far fewer than would hold up others."""
FORM_INPUTS = "application/x-www-form-urlencoded"

Groups = dict[str, str]


def guests(
    answer: Callable[[State, Call, Groups], Reply | Slow],
) -> Callable[[State, Call, Groups], Reply | Slow]:
    """A form that somebody sends who has not signed in; a foreign or a huge one is not even read."""

    def guarded(state: State, call: Call, groups: Groups) -> Reply | Slow:
        if not same_origin(call):
            return foreign_form()
        return too_much() if len(call.body) > LARGEST_BODY else answer(state, call, groups)

    return guarded


def staff(
    answer: Callable[[State, Call, Groups, str], Reply | Slow],
) -> Callable[[State, Call, Groups], Reply | Slow]:
    """A page that knows who opens it: ``answer`` gets the e-mail as its last argument.

    A guest is asked to sign in; a POST that a page of the same session did not make is refused.
    """

    def guarded(state: State, call: Call, groups: Groups) -> Reply | Slow:
        user = signed_in(state, call)
        if user is None:
            return open_again() if comes_from_elsewhere(call) else ask_to_sign_in(call)
        if not spend(state, f"account {user}", PER_MINUTE):
            return notice(429, "Слишком быстро", "Слишком много страниц за минуту. Подождите немного, пожалуйста.")
        refused = refusal(state, call) if call.method == "POST" else None
        return refused or answer(state, call, groups, user)

    return guarded


def refusal(state: State, call: Call) -> Reply | None:
    """Why a page's form is not taken."""
    if len(call.body) > LARGEST_BODY:
        return too_much()
    if not call.headers.get("content-type", FORM_INPUTS).lower().startswith(FORM_INPUTS):
        return notice(415, "Не прочитано", "Отправьте это, пожалуйста, со страницы сайта.")
    if not is_own(state, call, inputs(call).get("csrf", "")):
        return foreign_form()
    return None


def too_much() -> Reply:
    return notice(413, "Слишком много текста", "Так много здесь не нужно. Сократите, пожалуйста.")


def inputs(call: Call) -> dict[str, str]:
    """The inputs of a page's form, the first value of each."""
    return {name: values[0] for name, values in call.form.items()}


def staff_page(
    state: State, call: Call, user: str, template: str, values: dict[str, Any], status: int = 200, **more: Any
) -> Reply:
    """A page with the staff's header on it; ``template`` extends ``staff.html``."""
    own = {"user": user, "csrf": csrf_token(state, call), "coordinator": is_first(state, user), "here": call.path}
    return page(template, own | values, status, OWN_REFERRER, **more)


def comes_from_elsewhere(call: Call) -> bool:
    """Whether a link on another site led here: browsers then keep a SameSite=Strict cookie to themselves."""
    return call.method == "GET" and call.headers.get("sec-fetch-site") == "cross-site"


def open_again() -> Reply:
    """The page asks for itself anew: with the cookie, for now a page of ours has asked. Who has none signs in."""
    return page("again.html", {}, headers=OWN_REFERRER)


def ask_to_sign_in(call: Call) -> Reply:
    kept = ((name, value) for name in ("gid", "row", "format") for value in call.query.get(name, []))
    query = "&".join(f"{name}={quote(value)}" for name, value in kept)
    address = (call.path if call.method == "GET" else "/home") + (f"?{query}" if query else "")
    return redirect("/signin?next=" + quote(address, safe=""))


def no_access() -> Reply:
    """The same for what is not there and what is not shared: which of the two is nobody's business."""
    text = "Такой страницы нет, или с вами ею не поделились. Попросите доступ у куратора программы."
    return notice(403, "Нет доступа", text, ("/home", "К списку таблиц и анкет"))


def foreign_form() -> Reply:
    text = "Она открыта не на этом сайте или слишком давно. Откройте её здесь и попробуйте ещё раз."
    return notice(403, "Страница устарела", text, ("/home", "К списку таблиц и анкет"))
