"""Signing in on pages: an e-mail and that user's local token give a cookie for twelve hours."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from localgoogle.accounts import Grant, TooManyTriesError, burn, find_grant, issue, sign_in
from localgoogle.html import notice, page, redirect

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.state import State

COOKIE = "localgoogle_session"
LIFETIME = timedelta(hours=12)


def signed_in(state: State, call: Call) -> str | None:
    """The e-mail of the person whose browser this is, None for a guest."""
    secret = session_secret(call)
    grant = find_grant(state, "session", secret) if secret else None
    return grant.email if grant else None


def session_secret(call: Call) -> str:
    """The cookie's value, whatever cookies other programs on the same computer have left beside it."""
    pairs = (pair.strip().partition("=") for pair in call.headers.get("cookie", "").split(";"))
    return next((value for name, _, value in pairs if name == COOKIE), "")


def show_sign_in(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    if signed_in(state, call):
        return redirect("/home")
    return sign_in_page(next_page=safe_next(call.first("next")))


def take_sign_in(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    if not same_origin(call):
        return foreign_form()
    form = {name: values[0] for name, values in call.form.items()}
    email, next_page = form.get("email", ""), safe_next(form.get("next", ""))
    try:
        user = sign_in(state, email, form.get("token", ""))
    except TooManyTriesError:
        return sign_in_page(email, next_page, "Слишком много попыток. Подождите минуту и попробуйте снова.", 429)
    if not user:
        return sign_in_page(email, next_page, "Почта и ключ не подходят друг к другу. Проверьте, пожалуйста.", 400)
    secret = issue(state, Grant("session", user), LIFETIME)
    return redirect(next_page or "/home", {"Set-Cookie": cookie(call, secret, int(LIFETIME.total_seconds()))})


def take_sign_out(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    if not same_origin(call):
        return foreign_form()
    burn(state, session_secret(call))
    return redirect("/", {"Set-Cookie": cookie(call, "", 0)})


def sign_in_page(email: str = "", next_page: str = "", problem: str = "", status: int = 200) -> Reply:
    values = {"email": email, "next_page": next_page, "problem": problem}
    return page("signin.html", values, status, OWN_REFERRER)


# With no-referrer a browser sends "Origin: null" even to the page's own server, and a POST could not be told
# from a foreign one: https://fetch.spec.whatwg.org/#append-a-request-origin-header . Others learn nothing.
OWN_REFERRER = {"Referrer-Policy": "same-origin"}


def same_origin(call: Call) -> bool:
    """Whether a POST comes from a page of this server (browsers say; programs send neither header)."""
    site = call.headers.get("sec-fetch-site", "")
    origin = call.headers.get("origin", "")
    return site in ("", "same-origin", "none") and origin in ("", call.base_url)


def foreign_form() -> Reply:
    return notice(
        403,
        "Страница открыта не здесь",
        "Откройте вход на этом сайте и попробуйте ещё раз.",
        ("/signin", "Войти"),
    )


def cookie(call: Call, secret: str, seconds: int) -> str:
    secure = "; Secure" if call.base_url.startswith("https:") else ""
    return f"{COOKIE}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"


def safe_next(address: str) -> str:
    """A page of this server to go on to after signing in, "" for anything else."""
    return address if re.fullmatch(r"/(?![/\\])[!-~]*", address) else ""
