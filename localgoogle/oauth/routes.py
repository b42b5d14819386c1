"""The consent page and the token endpoint on their addresses."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from localgoogle.accounts import Attempt, TooManyTriesError, attempt, settle
from localgoogle.call import Call, Reply, Route, Slow, route
from localgoogle.html import notice, page, redirect
from localgoogle.oauth import model
from localgoogle.oauth.model import OAuthError, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localgoogle.state import State


def ask(_state: State, call: Call, _groups: dict[str, str]) -> Reply:
    """The consent page of a program that wants to act for a person."""
    try:
        request = model.read_request({name: values[0] for name, values in call.query.items()})
    except OAuthError as error:
        return refused(error)
    return consent_page(request)


def decide(state: State, call: Call, _groups: dict[str, str]) -> Reply | Slow:
    """The person's decision, taken back to the program; their password is asked for to allow."""
    given = {name: values[0] for name, values in call.form.items()}
    try:
        request = model.read_request(given)
    except OAuthError as error:
        return refused(error)
    if "allow" not in given:
        return redirect(request.answer(error="access_denied"))
    email = given.get("email", "")
    try:
        tried = attempt(state, email, given.get("token", ""))
    except TooManyTriesError:
        return consent_page(request, email, "Слишком много попыток. Подождите минуту.", 429)
    return Slow(tried.holds, lambda holds: consent_given(state, request, tried, holds=holds))


def consent_given(state: State, request: Request, tried: Attempt, *, holds: bool) -> Reply:
    user = settle(state, tried, holds=holds)
    if not user:
        return consent_page(request, tried.email, "Пароль не подходит к этой почте. Проверьте, пожалуйста.", 400)
    return redirect(request.answer(code=model.new_code(state, request, user), scope=request.scope))


def consent_page(request: Request, email: str = "", problem: str = "", status: int = 200) -> Reply:
    address = urlsplit(request.redirect_uri)
    origin = f"{address.scheme}://{address.netloc}"
    values = {
        "client": request.client_id,
        "scopes": model.scope_words(request.scope),
        "email": email,
        "problem": problem,
        "carried": request.carried(),
        "returns_to": origin,
    }
    # A browser holds the redirect after a form to form-action too, and the program has a port of its own.
    return page("consent.html", values, status, forms_to=f"'self' {origin}")


def refused(error: OAuthError) -> Reply:
    text = f"Программа попросила доступ неправильно ({error.code}: {error.description}) Сообщите её авторам."
    return notice(400, "Так войти нельзя", text)


def token(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    given = {name: values[0] for name, values in call.form.items()}
    try:
        return token_reply(model.exchange(state, given, client_of(call, given)))
    except OAuthError as error:
        return token_reply(error.to_body(), error.status)


def client_of(call: Call, given: dict[str, str]) -> tuple[str, str]:
    """The client's id and secret from the Authorization header or the body (RFC 6749 §2.3.1)."""
    scheme, _, encoded = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return given.get("client_id", ""), given.get("client_secret", "")
    try:
        name, _, secret = base64.b64decode(encoded).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote(name), unquote(secret)


def revoke(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    given = call.form.get("token") or call.query.get("token") or [""]
    try:
        model.revoke(state, given[0])
    except OAuthError as error:
        return token_reply(error.to_body(), error.status)
    return token_reply({})


def token_reply(content: Mapping[str, object], status: int = 200) -> Reply:
    """Never to be cached (RFC 6749 §5.1)."""
    return Reply(content, status, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


ROUTES: list[Route] = [
    route("GET", r"/o/oauth2/(?:v2/)?auth", "", ask),
    route("POST", r"/o/oauth2/(?:v2/)?auth", "", decide),
    route("POST", r"/token|/o/oauth2/token", "", token),
    route("POST", r"/revoke|/o/oauth2/revoke", "", revoke),
]
