"""One-time addresses on which somebody chooses a password: the server's first user, and whoever was invited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localgoogle.accounts import LONGEST_EMAIL, Grant, find_offer, is_claimed, set_password
from localgoogle.call import Reply, Slow
from localgoogle.html import notice, page, redirect
from localgoogle.pages.session import OWN_REFERRER, new_session
from localgoogle.pages.staff import Groups, inputs
from localgoogle.passwords import fault, hashed

if TYPE_CHECKING:
    from localgoogle.call import Call
    from localgoogle.state import State

KINDS = {"first": "claim", "invitation": "invitation"}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def show(state: State, _call: Call, groups: Groups) -> Reply:
    offer = find(state, groups)
    return password_page(offer) if offer else dead_link()


def take(state: State, call: Call, groups: Groups) -> Reply | Slow:
    """The password that was chosen: hashed beside other calls, and then the browser is let in."""
    offer, form = find(state, groups), inputs(call)
    if offer is None:
        return dead_link()
    email = offer.email or form.get("email", "").strip()
    problem = fault_of(email, form)
    if problem:
        return password_page(offer, email, problem)
    return Slow(lambda: hashed(form["password"]), lambda done: let_in(state, call, groups, email, done))


def find(state: State, groups: Groups) -> Grant | None:
    """What the address offers; the first user's is dead as soon as there is an account."""
    kind = KINDS[groups["kind"]]
    if kind == "claim" and is_claimed(state):
        return None
    return find_offer(state, kind, groups["secret"])


def fault_of(email: str, form: dict[str, str]) -> str:
    if len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email):
        return "Впишите свою электронную почту целиком, например kurator@school.ru."
    return fault(form.get("password", ""), form.get("again", ""), email)


def let_in(state: State, call: Call, groups: Groups, email: str, password: str) -> Reply:
    """Of two clicks the second finds the offer taken."""
    if find(state, groups) is None:
        return dead_link()
    user = set_password(state, email, password)
    return redirect("/home", new_session(state, call, user))


def password_page(offer: Grant, email: str = "", problem: str = "") -> Reply:
    values = {"first": offer.kind == "claim", "known": offer.email, "email": email, "problem": problem}
    return page("password.html", values, 400 if problem else 200, OWN_REFERRER)


def dead_link() -> Reply:
    text = "Она действует один раз и недолго. Если пароль уже есть, войдите с ним; если нет, попросите новую ссылку."
    return notice(404, "Ссылка больше не действует", text, ("/signin", "Войти"))
