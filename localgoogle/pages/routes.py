"""The addresses of pages: no token is asked for here, and nothing counts against a quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localgoogle.call import Call, Reply, Route, route
from localgoogle.html import STATIC, page, security_headers
from localgoogle.pages import answering, books, session

if TYPE_CHECKING:
    from localgoogle.state import State

MEDIA_TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml", "md": "text/plain; charset=utf-8"}


def welcome(_state: State, _call: Call, _groups: dict[str, str]) -> Reply:
    return page("welcome.html", {})


def static(_state: State, call: Call, groups: dict[str, str]) -> Reply:
    """A file of ours. Its address carries its version, so a browser asks for it once."""
    content = STATIC.get(groups["name"])
    if content is None:
        return Reply("", 404, "text/plain; charset=utf-8", security_headers())
    kept = "public, max-age=31536000, immutable" if call.first("v") else "public, max-age=3600"
    media_type = MEDIA_TYPES[groups["name"].rpartition(".")[2]]
    return Reply(content, 200, media_type, security_headers() | {"Cache-Control": kept})


FORM = r"/forms/d/e/(?P<public>[^/]+)"

ROUTES: list[Route] = [
    route("GET", FORM + "/viewform", "", answering.view),
    route("POST", FORM + "/formResponse", "", answering.submit),
    route("GET", r"/static/(?P<name>[^/]+)", "", static),
    route("GET", r"/", "", welcome),
    route("GET", r"/home|/drive(?:/my-drive)?", "", books.home),
    route("GET", r"/signin", "", session.show_sign_in),
    route("POST", r"/signin", "", session.take_sign_in),
    route("POST", r"/signout", "", session.take_sign_out),
    route("GET", r"/drive/folders/(?P<file>[^/]+)", "", books.folder),
    route("GET", r"/spreadsheets/d/(?P<file>[^/]+)(?:/edit)?", "", books.book),
    route("GET", r"/forms/d/(?P<file>[^/]+)/edit", "", books.edit_form),
]
