"""Every page of people's, at a telephone's and a desk's width: WCAG, its width, and nothing that runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from localgoogle.accounts import INVITATION_LIFETIME, Grant, issue, new_claim
from localgoogle.state import FOLDER
from tests.localgoogle.school import OWNER, READER, entry, question
from tests.pages.site import ABOUT, CLASS, NAME, ROLE, XSS, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SHOTS = os.environ.get("NASTAVNIK_SHOTS", "")
"""A folder for pictures of every page, for those who change how a page looks."""


@pytest.fixture
def school(site: Site) -> Site:
    """A school with something on every page; somebody has tried to run a script wherever a text may be written."""
    form = site.questionnaire()
    hostile = site.form(question(XSS, NAME, textQuestion={}), title=XSS)
    for form_, text in ((form, "Оля Иванова"), (hostile, XSS), (form, XSS)):
        values = {entry(NAME): text, entry(ROLE): "Ученик", entry(CLASS): "7А", entry(ABOUT): f"Люблю химию. {text}"}
        assert site.post(form_["responderUri"].replace("viewform", "formResponse"), values).status == 200
    book = site.book()
    site.book(XSS)
    site.drive("Программа", FOLDER)
    site.share(book, type="user", role="reader", emailAddress=READER)
    return site


def addresses(site: Site) -> dict[str, tuple[str, str]]:
    """A page's name -> who opens it, and where."""
    form, hostile = site.ok("GET", "/drive/v3/files", q=FORMS, orderBy="name desc")["files"]
    shown = site.ok("GET", f"/v1/forms/{form['id']}")
    theirs = site.ok("GET", f"/v1/forms/{hostile['id']}")
    (first, *_), answers = site.responses(shown), f"/forms/d/{form['id']}/responses"
    with site.state.transaction():
        invitation = issue(site.state, Grant("invitation", XSS + "@x.ru"), INVITATION_LIFETIME)
        claim = new_claim(site.state)
    return {
        "welcome": ("", "/"),
        "signin": ("", "/signin"),
        "first": ("", f"/first/{claim}"),
        "invitation": ("", f"/invitation/{invitation}"),
        "nothing": ("", "/nothing"),
        "form": ("", shown["responderUri"]),
        "hostile-form": ("", theirs["responderUri"]),
        "paper": ("", shown["responderUri"].replace("viewform", "paper")),
        "hostile-paper": ("", theirs["responderUri"].replace("viewform", "paper")),
        "home": (OWNER, "/home"),
        "people": (OWNER, "/people"),
        "wall": (OWNER, "/wall"),
        "answers": (OWNER, answers),
        "hostile-answers": (OWNER, f"/forms/d/{hostile['id']}/responses"),
        "answer": (OWNER, f"{answers}/{first['responseId']}"),
        "delete": (OWNER, f"{answers}/{first['responseId']}/delete"),
        "home-empty": ("neighbour@mail.ru", "/home"),
        "consent": ("", "/o/oauth2/auth?" + CONSENT),
    }


FORMS = "mimeType = 'application/vnd.google-apps.form'"
CONSENT = (
    "client_id=nastavnik&redirect_uri=http://127.0.0.1:9/&response_type=code"
    "&scope=https://www.googleapis.com/auth/drive.file"
)


def picture(page: Page, name: str, width: int) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def test_every_page_is_for_everybody(
    school: Site, open_page: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    for name, (user, address) in addresses(school).items():
        page = open_page(width, user=user)
        reply = page.goto(address)
        assert reply is not None
        assert reply.status == (404 if name == "nothing" else 200), name
        picture(page, name, width)
        axe(page)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, name
        assert page.evaluate("document.querySelectorAll('img, script, iframe').length") == 0, name
