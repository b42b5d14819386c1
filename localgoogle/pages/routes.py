"""The addresses of pages: no token is asked for here, and nothing counts against a quota."""

from __future__ import annotations

import gzip
from functools import cache
from typing import TYPE_CHECKING

from localgoogle.call import Call, Reply, Route, route
from localgoogle.html import STATIC, page, redirect, security_headers
from localgoogle.pages import answering, answers, home, joining, paper, people, short, signing_in, wall
from localgoogle.pages.grid_routes import GRID
from localgoogle.pages.session import signed_in
from localgoogle.pages.staff import guests, staff

if TYPE_CHECKING:
    from localgoogle.state import State

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "md": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
}


def welcome(state: State, call: Call, _groups: dict[str, str]) -> Reply:
    """For who comes by chance; staff who have signed in come to work."""
    return redirect("/home") if signed_in(state, call) else page("welcome.html", {})


def static(_state: State, call: Call, groups: dict[str, str]) -> Reply:
    """A file of ours. Its address carries its version, so a browser asks for it once."""
    content = STATIC.get(groups["name"])
    if content is None:
        return Reply("", 404, "text/plain; charset=utf-8", security_headers())
    kept = "public, max-age=31536000, immutable" if call.first("v") else "no-cache"
    media_type = MEDIA_TYPES[groups["name"].rpartition(".")[2]]
    headers = security_headers() | {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    if "gzip" not in call.headers.get("accept-encoding", ""):
        return Reply(content, 200, media_type, headers)
    return Reply(squeezed(groups["name"]), 200, media_type, headers | {"Content-Encoding": "gzip"})


@cache
def squeezed(name: str) -> bytes:
    """A telephone on a village's network gets a fifth of the bytes."""
    return gzip.compress(STATIC[name], mtime=0)


FORM = r"/forms/d/e/(?P<public>[^/]+)"
ANSWERS = r"/forms/d/(?P<file>[^/]+)/responses"

PARTICIPANTS: list[Route] = [
    route("GET", FORM + "/viewform", "", answering.view),
    route("POST", FORM + "/formResponse", "", answering.submit),
    route("GET", FORM + "/paper", "", paper.show),
    route("GET", r"/f/(?P<code>[^/]+)", "", short.follow),
]
"""Open to everybody who has the address."""

GUESTS: list[Route] = [
    route("GET", r"/static/(?P<name>[^/]+)", "", static),
    route("GET", r"/", "", welcome),
    route("GET", r"/signin", "", signing_in.show),
    route("POST", r"/signin", "", guests(signing_in.take)),
    route("POST", r"/signout", "", guests(signing_in.take_leave)),
    route("GET", r"/(?P<kind>first|invitation)/(?P<secret>[^/]+)", "", joining.show),
    route("POST", r"/(?P<kind>first|invitation)/(?P<secret>[^/]+)", "", guests(joining.take)),
]

STAFF: list[Route] = [
    route("GET", r"/home|/drive(?:/my-drive)?", "", staff(home.home)),
    route("GET", r"/people", "", staff(people.show)),
    route("POST", r"/people", "", staff(people.change)),
    route("GET", r"/wall", "", staff(wall.show)),
    route("GET", r"/drive/folders/(?P<file>[^/]+)", "", staff(home.folder)),
    route("GET", r"/forms/d/(?P<file>[^/]+)/edit", "", staff(answers.edit)),
    route("GET", ANSWERS, "", home.noting_look(staff(answers.table))),
    route("GET", ANSWERS + r"/(?P<response>[^/]+)", "", staff(answers.one)),
    route("GET", ANSWERS + r"/(?P<response>[^/]+)/delete", "", staff(answers.ask_to_delete)),
    route("POST", ANSWERS + r"/(?P<response>[^/]+)/delete", "", staff(answers.delete)),
]
"""For those who have signed in; who sees what is the sharing of each file."""

ROUTES: list[Route] = [*PARTICIPANTS, *GUESTS, *STAFF, *GRID]
