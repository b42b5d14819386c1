"""A person with a phone: opens a form's page, fills in what it asks, and presses the buttons that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

from forms.questionnaire import Questionnaire
from sync.demo.people import Given

MOST_STEPS = 20


class NotAnswered(RuntimeError):
    """The page refused an answer that should have been taken; carries the page's own words."""


@dataclass
class Page(HTMLParser):
    """What a person sees of a page: questions with their inputs, what is hidden, the buttons."""

    questions: dict[str, str] = field(default_factory=dict)  # title: name of its input
    hidden: list[tuple[str, str]] = field(default_factory=list)
    prefilled: dict[str, str] = field(default_factory=dict)  # name of an input: the text it came with
    buttons: list[str] = field(default_factory=list)
    action: str = ""
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.titles: dict[str, str] = {}
        self.reading: tuple[str, str] | None = None
        self.legend = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        kind = found.get("class", "").split()
        if tag == "form":
            self.action = found.get("action", "")
        elif tag in ("legend", "label") and "question" in kind:
            self.reading = (found.get("for", ""), "")
        elif "problem" in kind:
            self.problems.append(found.get("id", ""))
        elif tag == "button":
            self.buttons.append(found.get("name", ""))
        elif tag in ("input", "textarea", "select"):
            self.take_input(found)

    def take_input(self, found: Mapping[str, str]) -> None:
        name = found.get("name", "")
        if found.get("type") == "text" and found.get("value"):
            self.prefilled[name] = found["value"]
        if found.get("type") == "hidden":
            self.hidden.append((name, found.get("value", "")))
        elif found.get("id") in self.titles:
            self.questions[self.titles[found["id"]]] = name
        elif self.legend and name.startswith("entry."):
            self.questions.setdefault(self.legend, name)

    def handle_data(self, data: str) -> None:
        if self.reading:
            target, text = self.reading
            self.reading = (target, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("legend", "label") and self.reading:
            target, text = self.reading
            title = text.strip().removesuffix("*").strip()
            if target:
                self.titles[target] = title
            else:
                self.legend = title
            self.reading = None


def read_page(text: str) -> Page:
    page = Page()
    page.feed(text)
    return page


def answer_form(browser: requests.Session, address: str, questionnaire: Questionnaire, given: Given) -> None:
    """Go through the form page by page as a person does. Raises NotAnswered when a page refuses."""
    # Two branches may ask the same thing in the same words: a person fills in the one they see.
    by_title = {q.title: given[q.key] for q in questionnaire.questions if q.key in given}
    reply = browser.get(address, timeout=60)
    for _ in range(MOST_STEPS):
        page = read_page(reply.text)
        if reply.status_code != requests.codes.ok or page.problems:
            raise NotAnswered(reply.status_code, page.problems)
        if not page.action:
            return
        button = "continue" if "continue" in page.buttons else "submit"
        fields = [*page.hidden, *filled(page, by_title), (button, "1")]
        reply = browser.post(urljoin(address, page.action), data=fields, timeout=60)
    raise NotAnswered("too many steps")


def filled(page: Page, by_title: Given) -> list[tuple[str, str]]:
    """What goes into the inputs of this page: what is given, else what a personal link has put there."""
    fields: list[tuple[str, str]] = []
    for title, name in page.questions.items():
        values = by_title.get(title, page.prefilled.get(name, []))
        fields += [(name, value) for value in ([values] if isinstance(values, str) else values)]
    return fields


def plain_browser() -> requests.Session:
    """A browser that keeps nothing and asks no proxy."""
    browser = requests.Session()
    browser.trust_env = False
    return browser
