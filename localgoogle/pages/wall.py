"""A sheet for the wall: the open forms with QR codes and short addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

from localgoogle.forms import model as forms
from localgoogle.pages.home import by_name, visible_files
from localgoogle.pages.short import code_of
from localgoogle.pages.staff import Groups, staff_page
from localgoogle.state import FORM

if TYPE_CHECKING:
    from typing import Any

    from localgoogle.call import Call, Reply
    from localgoogle.state import File, State


@dataclass(frozen=True)
class Poster:
    """One open form on the sheet: ``picture`` is its QR code as SVG, of squares only: no text is in it.

    Its address is ``site`` and ``path``, each of which stays on one line: a dash at a line's end is left out by some.
    """

    title: str
    site: str
    path: str
    picture: str


def show(state: State, call: Call, _groups: Groups, user: str) -> Reply:
    """The forms that anybody may answer, among those that are shared with the person."""
    files = [file for file in visible_files(state, user) if file.mime == FORM]
    posters = [poster(state, call, file) for file in sorted(files, key=by_name) if is_open(state, file)]
    values = {"posters": posters, "only_here": "127.0.0.1" in call.base_url or "localhost" in call.base_url}
    return staff_page(state, call, user, "wall.html", values)


def is_open(state: State, file: File) -> bool:
    """Whether anybody who has the address may answer now."""
    publish_state = document_of(state, file)["publishState"]
    open_now = publish_state.get("isPublished") and publish_state.get("isAcceptingResponses")
    for_all = any(each.type == "anyone" and each.view == "published" for each in state.permissions(file.id))
    return bool(open_now) and for_all


def document_of(state: State, file: File) -> dict[str, Any]:
    document = forms.load(state, file.id)
    assert document is not None  # noqa: S101 - every form's file has its document
    return document


def poster(state: State, call: Call, file: File) -> Poster:
    document = document_of(state, file)
    path = f"/f/{code_of(state, document['publicId'])}"
    title = str(document["info"].get("title") or file.name)
    return Poster(title, call.base_url, path, picture(call.base_url + path))


def picture(address: str) -> str:
    """Error correction M: a code on a wall gets creased. The SVG carries attributes only, no style and no script."""
    return segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=4, svgclass="qr", light="#fff")
