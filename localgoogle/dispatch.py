"""From a call to its reply: which route, whose token, is the minute used up, and what an error looks like."""

from __future__ import annotations

import json
import re
import sys
import traceback
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from localgoogle.accounts import find_grant
from localgoogle.batch_calls import answer_batch, is_batch
from localgoogle.call import Call, Reply, Route, Slow
from localgoogle.control.model import Control, quota_exceeded
from localgoogle.control.routes import routes as control_routes
from localgoogle.drive.routes import ROUTES as DRIVE
from localgoogle.errors import DriveError, GoogleError, invalid, invalid_field
from localgoogle.forms.routes import ROUTES as FORMS
from localgoogle.html import notice, security_headers
from localgoogle.oauth.routes import ROUTES as OAUTH
from localgoogle.pages.routes import ROUTES as PAGES
from localgoogle.sheets.routes import ROUTES as SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from localgoogle.state import State

UNAUTHENTICATED = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
    "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)

MESSAGES = {
    400: "Request contains an invalid argument.",
    401: UNAUTHENTICATED,
    403: "The caller does not have permission",
    404: "Requested entity was not found.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}

DRIVE_REASONS = {
    400: "invalid",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    429: "rateLimitExceeded",
}


@dataclass(frozen=True)
class Answered:
    """A reply with what the call counter notes about it; a slow one is finished by ``Dispatch.resume``."""

    reply: Reply | Slow
    bucket: str = ""
    user: str = ""


class Dispatch:
    """All routes of the server over one State and one Control."""

    def __init__(self, state: State, control: Control) -> None:
        self.state = state
        self.control = control
        self.routes = [*control_routes(control), *SHEETS, *FORMS, *DRIVE, *OAUTH, *PAGES]

    def find(self, call: Call) -> tuple[Route, dict[str, str]] | None:
        """The route of a call and its groups, percent-decoded."""
        path = plain_path(call.path)
        for candidate in self.routes:
            match = candidate.pattern.fullmatch(path) if candidate.method == call.method else None
            if match:
                return candidate, {name: unquote(value or "") for name, value in match.groupdict().items()}
        return None

    def answer(self, call: Call, fault: str = "") -> Answered:
        """The reply to a call; ``fault`` is what the control plane wants to go wrong with it."""
        if is_batch(call):
            batched = injected(fault, "drive") or self.attempt("drive", lambda: answer_batch(call, self.one_of_many))
            return Answered(batched, "drive")
        found = self.find(call)
        if not found:
            return Answered(injected(fault, "") or page_not_found())
        route, groups = found
        user = bearer(self.state, call) if route.bucket else None
        reply = injected(fault, route.bucket) or self.route_reply(route, replace(call, user=user), groups)
        return Answered(reply, route.bucket, user or "")

    def one_of_many(self, call: Call) -> Reply:
        """The reply to a call that came in a batch: an API's method, never a page."""
        found = self.find(call)
        reply = self.answer(call).reply if found and found[0].bucket else page_not_found()
        return reply if isinstance(reply, Reply) else page_not_found()

    def route_reply(self, route: Route, call: Call, groups: dict[str, str]) -> Reply | Slow:
        """The route's own reply, to a user who may have one."""

        def work() -> Reply | Slow:
            self.admit(route, call.user)
            check_query(route, call)
            with self.state.transaction():
                return route.answer(self.state, call, groups)

        return self.attempt(route.bucket, work)

    def resume(self, answered: Answered, slow: Slow, finished: Callable[[], Any]) -> Answered:
        """What a slow reply comes to with the result of its work, which ``finished`` gives or raises."""

        def work() -> Reply:
            with self.state.transaction():
                return slow.then(finished())

        return replace(answered, reply=self.attempt(answered.bucket, work))

    def attempt(self, bucket: str, work: Callable[[], Reply | Slow]) -> Reply | Slow:
        """What the work replies, or the reply that tells why there is none; a page's is held to the policy of pages."""
        reply = self.reply_of(bucket, work)
        if bucket or isinstance(reply, Slow):
            return reply
        return replace(reply, headers=security_headers() | dict(reply.headers))

    def reply_of(self, bucket: str, work: Callable[[], Reply | Slow]) -> Reply | Slow:
        try:
            return work()
        except GoogleError as problem:
            return Reply(problem.to_body(), problem.code)
        except json.JSONDecodeError as problem:
            return failed(invalid(f"Invalid JSON payload received. {problem.msg}."))
        except RecursionError:
            return failed(injected_error(400, bucket))
        except Exception as problem:  # noqa: BLE001 - the last resort is a 500
            report(problem)
            return failed(injected_error(500, bucket)) if bucket else page_of_failure()

    def admit(self, route: Route, user: str | None) -> None:
        """Raises GoogleError 401 without a known token, 429 when the user's minute or everybody's is used up."""
        if not route.bucket:
            return
        if user is None:
            raise injected_error(401, route.bucket)
        enforced = self.state.settings.enforceQuotas
        if enforced and (whose := self.control.used_up(user, route.bucket, self.state.now())):
            raise quota_exceeded(route.bucket, whose)


ANYWHERE = frozenset({"$.xgafv", "alt", "fields", "key", "prettyPrint", "quotaUser", "uploadType", "upload_protocol"})
"""The parameters that every method of Google's takes, less those that ask for another reply than JSON."""


def check_query(route: Route, call: Call) -> None:
    """Raises GoogleError 400 for a parameter that would be passed over in silence."""
    if route.parameters is None:
        return
    for name in call.query.keys() - ANYWHERE - route.parameters:
        why = f"Cannot bind query parameter. Field '{name}' could not be found in request message."
        raise invalid_field("", f'Invalid JSON payload received. Unknown name "{name}": {why}')
    if call.first("alt", "json") != "json":
        raise invalid("Invalid value at 'alt': this server answers in JSON only.")


def plain_path(path: str) -> str:
    """``/v4/spreadsheets/X/:batchUpdate`` and a slash at the end are taken too, as some clients send them."""
    return re.sub(r"/(:\w+)$", r"\1", path.rstrip("/")) or "/"


def bearer(state: State, call: Call) -> str | None:
    """The e-mail behind the call's bearer token, None when the token is missing, unknown or expired."""
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    return state.users.get(token) or granted(state, token)


def granted(state: State, token: str) -> str | None:
    grant = find_grant(state, "access", token)
    return grant.email if grant else None


def injected(fault: str, bucket: str) -> Reply | None:
    """The reply that a fault puts in place of the true one, None when the call is to be answered first."""
    if fault == "cut-before":
        return Reply(status=0)
    if fault == "quota":
        return failed(quota_exceeded(bucket))
    if fault == "html-502":
        return Reply(BAD_GATEWAY, 502, "text/html; charset=UTF-8")
    if fault.startswith("status:"):
        return failed(injected_error(int(fault.removeprefix("status:")), bucket))
    return None


def injected_error(code: int, bucket: str) -> GoogleError:
    message = MESSAGES.get(code, "Backend Error")
    if bucket == "drive":
        return DriveError(code, message, reason=DRIVE_REASONS.get(code, "backendError"))
    return GoogleError(code, message)


def failed(problem: GoogleError) -> Reply:
    return Reply(problem.to_body(), problem.code)


def report(problem: Exception) -> None:
    """Where it broke, without the exception's own text: that may quote what a person wrote."""
    places = "".join(traceback.format_tb(problem.__traceback__))
    sys.stderr.write(f"{type(problem).__name__}\n{places}")


def page_not_found() -> Reply:
    return notice(404, "Такой страницы здесь нет", "Проверьте адрес: возможно, в нём потерялась буква или его часть.")


def page_of_failure() -> Reply:
    return notice(500, "Не получилось", "Это наша ошибка, а не ваша. Пожалуйста, попробуйте ещё раз через минуту.")


def page_of_another_host() -> Reply:
    """For a name that is none of this server's (hosts.py)."""
    text = "По этому адресу сервер школы не отвечает. Откройте ссылку, которую вам прислали, или спросите у куратора."
    return notice(421, "Адрес не тот", text)


BAD_GATEWAY = (
    "<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)</title><p><b>502.</b> That is an error."
    "<p>The server encountered a temporary error and could not complete your request.</html>\n"
)
