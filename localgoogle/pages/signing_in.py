"""The pages on which staff sign in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localgoogle.accounts import TooManyTriesError, attempt, burn, settle
from localgoogle.call import Reply, Slow
from localgoogle.html import page, redirect
from localgoogle.pages.session import (
    OWN_REFERRER,
    cookie,
    new_session,
    safe_next,
    session_secret,
    signed_in,
)
from localgoogle.pages.staff import Groups, inputs

if TYPE_CHECKING:
    from localgoogle.accounts import Attempt
    from localgoogle.call import Call
    from localgoogle.state import State

WRONG = "Почта и пароль не подходят друг к другу. Проверьте, пожалуйста."
TOO_MANY = "Слишком много попыток. Подождите минуту и попробуйте снова."


def show(state: State, call: Call, _groups: Groups) -> Reply:
    if signed_in(state, call):
        return redirect("/home")
    return sign_in_page("", safe_next(call.first("next")))


def take(state: State, call: Call, _groups: Groups) -> Reply | Slow:
    """A password is judged beside other calls, and then the browser is let in."""
    form = inputs(call)
    next_page = safe_next(form.get("next", ""))
    try:
        tried = attempt(state, form.get("email", ""), form.get("token", ""))
    except TooManyTriesError:
        return sign_in_page(form.get("email", ""), next_page, TOO_MANY, 429)
    return Slow(tried.holds, lambda holds: let_in(state, call, tried, next_page, holds=holds))


def let_in(state: State, call: Call, tried: Attempt, next_page: str, *, holds: bool) -> Reply:
    user = settle(state, tried, holds=holds)
    if not user:
        return sign_in_page(inputs(call).get("email", ""), next_page, WRONG, 400)
    return redirect(next_page or "/home", new_session(state, call, user))


def take_leave(state: State, call: Call, _groups: Groups) -> Reply:
    """Signing out; a page of another site cannot do it for somebody."""
    burn(state, session_secret(call))
    return redirect("/", {"Set-Cookie": cookie(call, "", 0)})


def sign_in_page(email: str = "", next_page: str = "", problem: str = "", status: int = 200) -> Reply:
    values = {"email": email, "next_page": next_page, "problem": problem}
    return page("signin.html", values, status, OWN_REFERRER)
